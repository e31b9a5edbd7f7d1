"""Ids by which people name conclusions and findings: distinct, stable, found by a prefix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


class Naming(NamedTuple):
    """What a conclusion is named by: an id, its property (term and name), what is concluded."""

    id: str
    property: str
    called: str
    concluded: str


def distinct_ids(namings: Sequence[Naming]) -> list[str]:
    """Where several share an id, the first keeps it if its property is unlike the others'; what
    is concluded is added to the rest, and after that the property where this is not enough."""
    principal = _principal(namings)
    counts = Counter(naming.id for naming in namings)
    longer = [
        f"{naming.id}={naming.concluded}"
        if counts[naming.id] > 1 and place not in principal
        else naming.id
        for place, naming in enumerate(namings)
    ]
    counts = Counter(longer)
    return [
        f"{id}={naming.called}" if counts[id] > 1 else id
        for id, naming in zip(longer, namings, strict=True)
    ]


def _principal(namings: Iterable[Naming]) -> set[int]:
    """For every id the place of the one that may keep it."""
    by_id: dict[str, list[tuple[int, str]]] = {}
    for place, naming in enumerate(namings):
        by_id.setdefault(naming.id, []).append((place, naming.property))
    return {
        first
        for (first, property), *others in by_id.values()
        if all(other != property for _, other in others)
    }


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
    from difflib import get_close_matches

    known = sorted(ids)
    containing = [id for id in known if what and what.lower() in id.lower()]
    close = get_close_matches(what, known, n=_MOST_SUGGESTIONS, cutoff=0.5)
    return tuple(dict.fromkeys([*close, *containing]))[:_MOST_SUGGESTIONS]
