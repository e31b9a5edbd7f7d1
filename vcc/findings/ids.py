"""Ids by which people name conclusions and findings: distinct, stable, found by a prefix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from vcc.findings.model import Conclusion
from vcc.source.diagnostic import Words

_MOST_SUGGESTIONS = 5
_SEVERAL = Words("{what} can mean several things: {near}", "{what} 可能指多项：{near}")
_NEAR = Words(
    "nothing is called {what}; near: {near}", "没有名为 {what} 的结论或发现；相近的有：{near}"
)
_NOTHING = Words("nothing is called {what}", "没有名为 {what} 的结论或发现")
_NOT_SO = Words(
    "{what} does not follow; why_not says why", "{what} 并不成立；why_not 说明为何不成立"
)


class UnknownId(KeyError):
    """What was to be explained is no conclusion or finding, or could be several.

    `near` are the ids that may be meant; `could_be` is the id of what could follow and does not
    (empty if that is not so). `str` tells in the language that it is given.
    """

    def __init__(
        self, what: str, ids: Iterable[str], could_be: str = "", language: str = "en"
    ) -> None:
        super().__init__(what)
        known = tuple(ids)
        matching = matching_ids(what, known)
        self.what = what
        self.could_be = could_be
        self.near = matching or near_ids(what, known)
        template = _SEVERAL if matching else _NEAR if self.near else _NOTHING
        if could_be:
            template = _NOT_SO
        values = {"what": could_be or what, "near": ", ".join(self.near)}
        self.message = template.filled(values)
        self._language = language

    def __str__(self) -> str:
        return self.message.in_language(self._language)


def with_distinct_ids(conclusions: Sequence[Conclusion]) -> tuple[Conclusion, ...]:
    """Where several share an id, the first keeps it if its property is unlike the others'; what
    is concluded is added to the rest, and after that the property where this is not enough."""
    kept = _principal(conclusions)
    counts = Counter(conclusion.id for conclusion in conclusions)
    longer = [
        replace(c, id=f"{c.id}={_concluded(c)}") if counts[c.id] > 1 and c not in kept else c
        for c in conclusions
    ]
    counts = Counter(conclusion.id for conclusion in longer)
    return tuple(
        replace(c, id=f"{c.id}={c.predicate.name}") if counts[c.id] > 1 else c for c in longer
    )


def _principal(conclusions: Iterable[Conclusion]) -> list[Conclusion]:
    """For every id the conclusion that may keep it."""
    by_id: dict[str, list[Conclusion]] = {}
    for conclusion in conclusions:
        by_id.setdefault(conclusion.id, []).append(conclusion)
    return [
        first
        for first, *others in by_id.values()
        if all(other.predicate.term != first.predicate.term for other in others)
    ]


def _concluded(conclusion: Conclusion) -> str:
    return conclusion.object.name if conclusion.object else conclusion.predicate.name


def matching_ids(what: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids that `what` can mean: itself, or what it is without the section in front of the
    colon, or else every id that begins with it."""
    known = tuple(ids)
    if what in known:
        return (what,)
    short = tuple(sorted(id for id in known if id.partition(":")[2] == what))
    return short or tuple(sorted(id for id in known if id.startswith(what)))


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """For every id the shortest that `matching_ids` takes for it alone: without its section."""
    known = tuple(ids)
    counts = Counter([*known, *(id.partition(":")[2] for id in known if ":" in id)])
    return {id: short if counts[short := id.partition(":")[2] or id] == 1 else id for id in known}


def near_ids(what: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that look like `what`, or that contain it."""
    known = sorted(ids)
    containing = [id for id in known if what and what.lower() in id.lower()]
    close = get_close_matches(what, known, n=_MOST_SUGGESTIONS, cutoff=0.5)
    return tuple(dict.fromkeys([*close, *containing]))[:_MOST_SUGGESTIONS]
