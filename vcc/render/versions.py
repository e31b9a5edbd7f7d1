"""What changed from version to version, as a document for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vcc.comparison.statements import ChangedStatement, Said
from vcc.comparison.versions import Comparison, Consequence, Version
from vcc.findings.changes import Turn
from vcc.findings.model import Conclusion, Evidence, Finding
from vcc.render.document import Block, Entries, Entry, Heading, Paragraph
from vcc.render.evidence import places
from vcc.render.marks import object_text
from vcc.render.side_by_side import document_from_sides
from vcc.render.words import FINDING_SORTS, WAS, labelled, listing, predicated
from vcc.source.diagnostic import Words

_CHANGED: Final = Words("What changed: {before} → {after}", "有何变化：{before} → {after}")
_FOLLOWS: Final = Words("What follows otherwise", "结论有何不同")
_NOTHING_SAID: Final = Words("Both say the same.", "两者陈述相同。")
_NOTHING: Final = Words("Nothing that is concluded or found differs.", "结论与发现均无不同。")
_FROM: Final = Words("because of", "起因")
_FROM_ELSEWHERE: Final = Words(
    "because of no statement of these files", "起因不在这些文件的陈述之中"
)
_FURTHER: Final = Words("and {count} more (--all shows them)", "另有 {count} 项（--all 可展示）")
_MOST: Final = 12
_MARKS: Final = {Turn.NEW: "+", Turn.GONE: "-", Turn.OTHER: "~"}


def document_from_comparison(
    compared: Comparison, language: str, *, all_rows: bool, lines: bool
) -> tuple[Block, ...]:
    """The table (see `document_from_sides`), then what changed from version to version."""
    table = document_from_sides(
        compared.table, language, all_rows=all_rows, lines=lines, of_periods=compared.of_periods
    )
    return (*table, *blocks_of_versions(compared.versions, language, all_changes=all_rows))


def blocks_of_versions(
    versions: Iterable[Version], language: str, *, all_changes: bool
) -> Iterator[Block]:
    """For each version what was said otherwise, then what follows otherwise and from what.

    Without `all_changes` only the first few conclusions that differ.
    """
    for version in versions:
        yield from _blocks(version, language, _MOST if not all_changes else None)


def _blocks(version: Version, language: str, most: int | None) -> Iterator[Block]:
    files = {"before": version.before, "after": version.after}
    yield Heading(_CHANGED.filled(files).in_language(language))
    if version.statements:
        yield Entries(tuple(_statement(changed, language) for changed in version.statements))
    else:
        yield Paragraph(_NOTHING_SAID.in_language(language))
    yield Heading(_FOLLOWS.in_language(language))
    if not (version.conclusions or version.findings):
        yield Paragraph(_NOTHING.in_language(language))
        return
    yield Entries(tuple(_consequences((*version.findings, *version.conclusions), language, most)))


def _consequences(told: Sequence[Consequence], language: str, most: int | None) -> Iterator[Entry]:
    """What differs, by the statements that it comes from; findings first, they are acted on."""
    groups: dict[str, list[Consequence]] = {}
    for consequence in told:
        groups.setdefault(_cause(consequence, language), []).append(consequence)
    for cause, members in groups.items():
        details = [_consequence(each, language) for each in members[:most]]
        left = len(members) - len(details)
        if left:
            details.append(_FURTHER.filled({"count": str(left)}).in_language(language))
        yield Entry(cause, tuple(details))


def _cause(consequence: Consequence, language: str) -> str:
    """The statements that something comes from."""
    names = [
        f"{changed.label.in_language(language)} [{_lines(changed)}]"
        for changed in consequence.statements
    ]
    if not names:
        return _FROM_ELSEWHERE.in_language(language)
    return labelled(_FROM, listing(names, language), language)


def _statement(changed: ChangedStatement, language: str) -> Entry:
    """A statement with its lines in both files, and below it what it says (otherwise)."""
    turn = _turn(changed.before, changed.after)
    label = changed.label.in_language(language)
    if turn is Turn.OTHER:
        details = [
            f"{mark} {said}"
            for clause in changed.clauses
            for mark, said in (("-", clause.before), ("+", clause.after))
            if said
        ]
    else:
        whole = " ".join(clause.before or clause.after for clause in changed.clauses)
        details = [] if whole in label else [whole]  # a statement without a name is its own label
    return Entry(f"{_MARKS[turn]} {label} [{_lines(changed)}]", tuple(details))


def _turn(before: object, after: object) -> Turn:
    if before is None:
        return Turn.NEW
    return Turn.GONE if after is None else Turn.OTHER


def _lines(changed: ChangedStatement) -> str:
    return " → ".join(_line(said) for said in (changed.before, changed.after) if said)


def _line(said: Said) -> str:
    return places([Evidence(said.span)])


def _consequence(consequence: Consequence, language: str) -> str:
    """A conclusion or finding that differs, with its id."""
    change = consequence.change
    title = change.title.in_language(language)
    told = change.after or change.before
    kind = FINDING_SORTS[told.severity] if isinstance(told, Finding) else consequence.section
    if kind is not None:
        title = labelled(kind, title, language)
    if isinstance(change.before, Conclusion) and isinstance(change.after, Conclusion):
        was = {"now": title, "before": _was(change.before, change.after, language)}
        title = WAS.filled(was).in_language(language)
    return f"{_MARKS[change.turn]} {title} [{change.id}]"


def _was(before: Conclusion, after: Conclusion, language: str) -> str:
    """What was concluded, as far as it differs: the status or property, or what it is true of."""
    property = before.predicate.label.in_language(language)
    if before.object == after.object and before.value == after.value:
        return property
    if before.predicate == after.predicate:
        return object_text(before, language)
    return predicated(before.predicate.label, object_text(before, language), language)
