"""What a case states → rows: statements, actors, resources, interactions, moves, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vcc.case.model import (
    Case,
    Citation,
    Clause,
    Closure,
    Date,
    Declaration,
    Expectation,
    Item,
    Move,
    Statement,
    Text,
)
from vcc.case.resolved import ResolvedCase
from vcc.case.words import CLAUSE_BY_ID, STATEMENT_BY_ID, ClauseWord
from vcc.graph.nodes import words_of
from vcc.source.text import Span
from vcc.tables.arrow import Row
from vcc.vocabulary.rdf import local_name

_EPISODES = frozenset({"activity", "interaction"})


@dataclass(frozen=True, slots=True)
class Stated:
    """The rows of what one case states, library declarations that it takes included."""

    resolved: ResolvedCase

    @property
    def supported(self) -> Iterator[Declaration | Item | Move]:
        """Everything for which a reader may ask for evidence, in the order of the texts.

        Sources and coders are how evidence is given, so they need none.
        """
        for declaration in self.resolved.declarations:
            if declaration.id not in ("source", "coder"):
                yield declaration
            yield from declaration.items
            yield from declaration.moves

    def statements(self) -> Iterator[Row]:
        """Every declared thing."""
        for declaration in self.resolved.declarations:
            yield {"statement": declaration.id, **self._common(declaration)}

    def actors(self) -> Iterator[Row]:
        """Every actor."""
        for actor in self._of("actor"):
            yield {
                **self._common(actor),
                "part_of": _names(actor.clauses, "part-of"),
                "seeks": self._kinds(actor.items, "seeks"),
                "aims": self._kinds(actor.items, "aims"),
            }

    def resources(self) -> Iterator[Row]:
        """Every resource."""
        for resource in self._of("resource"):
            yield {
                **self._common(resource),
                "form": next(iter(self._terms(resource.clauses, "form")), None),
                "held_by": _names(resource.clauses, "held-by"),
            }

    def interactions(self) -> Iterator[Row]:
        """Every activity and interaction."""
        for episode in self._of(*_EPISODES):
            clauses = episode.clauses
            contact = [c for c in clauses if _word(c).property == "contact"]
            yield {
                "statement": episode.id,
                **self._common(episode),
                "contact": _word(contact[0]).value if contact else None,
                "during": self._terms(clauses, "during"),
                "parties": _parties(episode),
                "via": _names(clauses, "via"),
                "decided_by": _names(clauses, "decided-by"),
                "moves": len(episode.moves),
            }

    def moves(self) -> Iterator[Row]:
        """Every move."""
        for episode in self._of(*_EPISODES):
            for move in episode.moves:
                yield {
                    "interaction": episode.name.text,
                    "stance": episode.stance.value,
                    "move": move.id,
                    "subjects": [name.text for name in move.subjects],
                    "receivers": [name.text for name in move.receivers],
                    "objects": [name.text for name in move.objects],
                    "products": [name.text for name in move.products],
                    "right": next(iter(self._terms(move.clauses, "as")), None),
                    "place": place_of(move.span),
                    "citations": len(move.citations),
                }

    def evidence(self) -> Iterator[Row]:
        """Every quote; a citation without one is a row with its places."""
        case = self.resolved.case
        for name, citation in _citations(case, self.resolved.statements):
            quotes: tuple[Text | None, ...] = citation.quotes or (None,)
            for quote in quotes:
                yield {
                    "statement": name,
                    "source": citation.source.text,
                    "places_cited": list(citation.places),
                    "quote": quote.text if quote else None,
                    "language": quote.language if quote else None,
                    "place": place_of(citation.span),
                }

    # ------------------------------------------------------------------ parts of rows
    def _of(self, *ids: str) -> Iterator[Declaration]:
        return (d for d in self.resolved.declarations if d.id in ids)

    def _common(self, declaration: Declaration) -> dict[str, object]:
        name = declaration.name.text
        label = words_of(declaration.labels, name)
        dates = dict(_dates(declaration.clauses))
        return {
            "name": name,
            "stance": declaration.stance.value,
            "kind": self._kind(declaration),
            "label_en": label.en,
            "label_zh": label.zh,
            "since": dates.get("since"),
            "until": dates.get("until"),
            "place": place_of(declaration.span),
            "citations": len(declaration.citations),
        }

    def _kind(self, said: Declaration | Item) -> str | None:
        if said.term is None:
            return None
        return local_name(self.resolved.term(STATEMENT_BY_ID[said.id].scheme, said.term))

    def _kinds(self, items: Iterable[Item], id: str) -> list[str]:
        kinds = (self._kind(item) for item in items if item.id == id)
        return [kind for kind in kinds if kind is not None]

    def _terms(self, clauses: Iterable[Clause], id: str) -> list[str]:
        return [
            local_name(self.resolved.term(_word(clause).scheme, name))
            for clause in clauses
            if clause.id == id
            for name in clause.names
        ]


def place_of(span: Span) -> str:
    """A place as `file:line`."""
    return f"{span.source}:{span.line}"


def _word(clause: Clause) -> ClauseWord:
    return CLAUSE_BY_ID[clause.id]


def _names(clauses: Iterable[Clause], *ids: str) -> list[str]:
    return [name.text for clause in clauses if clause.id in ids for name in clause.names]


def _dates(clauses: Iterable[Clause]) -> Iterator[tuple[str, int]]:
    """`since` and `until` as the graph has them; `in` gives both."""
    for clause in clauses:
        if clause.id in ("since", "until", "in"):
            (date,) = (a for a in clause.arguments if isinstance(a, Date))
            if clause.id != "until":
                yield "since", date.first
            if clause.id != "since":
                yield "until", date.last


def _parties(episode: Declaration) -> list[str]:
    """The actors by, between or among whom it is, then those of its moves, each once."""
    named = _names(episode.clauses, "by", "between")
    for move in episode.moves:
        if move.id != "acts-on":  # resources act there, not actors
            named += [name.text for name in (*move.subjects, *move.receivers)]
    return list(dict.fromkeys(named))


def _citations(case: Case, statements: Iterable[Statement]) -> Iterator[tuple[str, Citation]]:
    """Every citation with the name that it stands behind."""
    yield from ((case.name.text, citation) for citation in case.citations)
    for statement in statements:
        match statement:
            case Declaration():
                parts: list[Declaration | Item | Move]
                parts = [statement, *statement.items, *statement.moves]
                yield from ((statement.name.text, c) for part in parts for c in part.citations)
            case Closure():
                yield from ((statement.list.text, citation) for citation in statement.citations)
            case Expectation():
                yield from ((statement.about.value, citation) for citation in statement.citations)
