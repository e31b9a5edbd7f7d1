"""The sections of a report on a page: entries under the headings of their groups, as the text
report has them; what is concluded of a part of the case says of which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.findings.analysis import Part
from vcc.findings.model import Conclusion, Node
from vcc.findings.sections import Brief, Layout
from vcc.render.marks import AS_A_WHOLE, matrix_cells, object_text
from vcc.render.words import labelled
from vcc.serve.entries import Entry, Writer
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple

# What says that a group is a part of the case: a property, its object (empty: any), and what
# such a part is called.
_SCOPES: Final = (
    (TYPE, vcc("Period"), Words("Period", "时期")),
    (vcc("ofProvider"), "", Words("Firm and customer", "企业与顾客")),
    (vcc("ofField"), "", Words("Field", "领域")),
)
_SHORT: Final = 12  # conclusions that a section may have so that it stands open


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix of one group: the headings of its columns, and rows with their heading first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong to one thing; `heading` is empty where they belong to none. A group
    that `folds` shows its heading and `gist` first. Where there is a table, the entries below it
    say what each cell rests on."""

    heading: str
    gist: str
    folds: bool
    table: Table | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report, `key` is its id on the page; one that is long and an aside
    `folds`, so that the rest is found."""

    key: str
    title: str
    introduction: str
    count: int
    folds: bool
    groups: tuple[Group, ...]


def scopes_of(triples: Sequence[Triple]) -> Mapping[str, Words]:
    """The parts of a case of which something is concluded as a whole, and what such are called."""
    kinds = {(property, object): words for property, object, words in _SCOPES}
    found = {}
    for subject, property, object in triples:
        words = kinds.get((property, object)) or kinds.get((property, ""))
        if words is not None:
            found[subject] = words
    return found


def sections_of(writer: Writer, scopes: Mapping[str, Words]) -> Iterator[Section]:
    """Every section that people read and that says something, in the order of the report."""
    for part in writer.analysis.report.parts:
        section = part.section
        if not part.conclusions or not section.is_for_people:
            continue
        yield Section(
            section.key,
            writer.words(section.title),
            writer.words(section.introduction),
            len(part.conclusions),
            _is_aside(part),
            tuple(_groups(part, writer, scopes)),
        )


def _is_aside(part: Part) -> bool:
    """Whether a section is long, and no more than counted where reports are short."""
    section = part.section
    is_counted = section.brief in (Brief.COUNT, Brief.OPEN) and not section.headline
    return is_counted and len(part.conclusions) > _SHORT


def _groups(part: Part, writer: Writer, scopes: Mapping[str, Words]) -> Iterator[Group]:
    """The groups; the case first, then its parts by what they are."""
    order = {words: place for place, (_, _, words) in enumerate(_SCOPES)}
    groups = list(part.groups())
    kinds = {group: scopes.get(group.term) if group else None for group, _ in groups}
    groups.sort(key=lambda each: -1 if (kind := kinds[each[0]]) is None else order[kind])  # stable
    several = len(groups) > 1
    for group, members in groups:
        yield _group(part, group, members, writer, kinds[group], several)


def _group(
    part: Part,
    group: Node | None,
    members: Sequence[Conclusion],
    writer: Writer,
    scope: Words | None,
    several: bool,
) -> Group:
    is_case = group is not None and group.term == writer.analysis.report.case.term
    proven = part.section.layout is Layout.VERDICT and is_case
    entries = tuple(writer.conclusion(each, part, proven=proven) for each in members)
    is_matrix = part.section.layout is Layout.MATRIX
    return Group(
        heading=_heading(group, writer, scope, is_case, several),
        gist="" if is_matrix else " · ".join(
            dict.fromkeys(object_text(each, writer.language) for each in members)
        ),
        folds=scope is not None,
        table=_table(part, members, writer) if is_matrix else None,
        entries=entries,
    )  # fmt: skip


def _heading(
    group: Node | None, writer: Writer, scope: Words | None, is_case: bool, several: bool
) -> str:
    if group is None or (is_case and not several):
        return ""
    if is_case:
        text = writer.words(AS_A_WHOLE)
        return text[:1].upper() + text[1:]
    label = writer.words(group.label)
    return labelled(scope, label, writer.language) if scope else label


def _table(part: Part, members: Sequence[Conclusion], writer: Writer) -> Table:
    rows = matrix_cells(part, members, writer.language)
    return Table(
        tuple(writer.words(column.label) for column in part.columns), tuple(map(tuple, rows))
    )
