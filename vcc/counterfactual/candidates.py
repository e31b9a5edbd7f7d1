"""Single changes of a case: one statement put in, or one taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from vcc.case.edit import Edit, additions, text_with_edits, without, without_arguments
from vcc.case.fragment import fragment_from_text
from vcc.case.from_text import ParsedCase
from vcc.case.model import Clause, Declaration, Expectation, Item, Move, Stance, Statement
from vcc.counterfactual.world import World, parsed_text
from vcc.source.text import SourceText, Span
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement to add (or, `added` false, to take out).

    `weight` orders candidates by plausibility, the most plausible first: what is said of known
    things comes before new things, and both before taking out what the author has written.
    `has_evidence`: what is taken out has evidence of its own.
    """

    text: str
    added: bool
    weight: int
    edits: Callable[[ParsedCase], Iterator[Edit]] = field(compare=False, repr=False)
    has_evidence: bool = False


ADDED_CLAUSE, ADDED_MOVE, ADDED_ITEM, ADDED_THING, REALISED, REMOVED, REMOVED_THING = (
    0, 2, 3, 5, 4, 8, 12,
)  # fmt: skip
_EVIDENCED = 8  # what has evidence is not taken out lightly


def addition(text: str, weight: int) -> Candidate:
    """A statement to add."""

    def edits(parsed: ParsedCase) -> Iterator[Edit]:
        written = SourceText("--add", text)
        return additions(parsed, fragment_from_text(written, parsed.case.language))

    return Candidate(text, True, weight, edits)


def removal(fact: Triple, world: World) -> Candidate | None:
    """What takes out the statement that says a fact; None if that must stay.

    What the case denies and which lists it closes is never taken out: that would be to
    contradict it.
    """
    span = world.graph.origins.get(fact)
    if span is None or span.source != world.source.name:
        return None
    for statement in world.parsed.case.statements:
        if _covers(statement.span, span):
            return _removal_in(statement, span, world)
    return None


def _removal_in(statement: Statement, span: Span, world: World) -> Candidate | None:
    source = world.source
    if isinstance(statement, Expectation):
        return _removed(statement, world, REALISED)  # it is compared only
    if not isinstance(statement, Declaration) or statement.stance is Stance.ABSENT:
        return None
    if statement.stance is Stance.PLANNED:
        return _realised(statement, world) if statement.name.span == span else None
    entries: tuple[Item | Move, ...] = (*statement.items, *statement.moves)
    for entry in entries:
        if _covers(entry.span, span):
            return _removed(entry, world, REMOVED)
    for clause in statement.clauses:
        if not _covers(clause.span, span):
            continue
        gone = [name for name in clause.names if name.span == span]
        if not gone:
            return _removed(clause, world, REMOVED)
        edit = without_arguments(source, clause, gone)
        word = source.text[clause.span.start : clause.span.end].split()[0]
        text = f"{statement.name.text}: {word} {gone[0].text}"
        return _taken_out(text, edit, REMOVED)
    if statement.name.span == span:
        return _removed(statement, world, REMOVED_THING)
    return None


def _realised(statement: Declaration, world: World) -> Candidate:
    """What is planned as something that is so."""
    source, at = world.source, statement.span.start
    word = source.text[at : statement.name.span.start].split()[0]
    text = f"{word} ({statement.name.text})"
    end = at + len(word)
    while source.text[end].isspace():
        end += 1
    return _taken_out(text, Edit(at, end, ""), REALISED)


def _removed(part: Statement | Clause | Item | Move, world: World, weight: int) -> Candidate:
    text = " ".join(world.source.text[part.span.start : part.span.end].split())
    edit = without(world.source, part)
    has_evidence = isinstance(part, Declaration | Item | Move) and bool(part.citations)
    return _taken_out(text, edit, weight + _EVIDENCED * has_evidence, has_evidence)


def _taken_out(text: str, edit: Edit, weight: int, has_evidence: bool = False) -> Candidate:
    return Candidate(text, False, weight, lambda _: iter([edit]), has_evidence)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def with_changes(world: World, change: Iterable[Candidate]) -> SourceText:
    """The text of a case with some changes: first what is taken out, then what is put in.

    Raises:
        SourceErrors: if a statement does not fit the language.
    """
    source = world.source
    changes = list(change)
    gone = [e for c in changes if not c.added for e in c.edits(world.parsed)]
    text = text_with_edits(source.text, dict.fromkeys(gone))
    for candidate in sorted((c for c in changes if c.added), key=order):
        now = parsed_text(SourceText(source.name, text))
        text = text_with_edits(text, candidate.edits(now))
    return SourceText(source.name, text)


def order(candidate: Candidate) -> tuple[int, str]:
    """New things are declared before they are named."""
    return -candidate.weight, candidate.text
