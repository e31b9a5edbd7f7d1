"""Random cases whose names are declared and whose words are terms: cases that resolve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from case_strategies import NOWHERE, cases
from hypothesis import strategies as st

from vcc.case.model import (
    Case,
    Citation,
    Clause,
    Closure,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Item,
    Move,
    Name,
    Statement,
)
from vcc.case.words import (
    CLAUSE_BY_ID,
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    ITEM_TARGETS,
    LIST_SCHEME,
    MOVES,
    STATEMENT_BY_ID,
    STATEMENTS,
    Takes,
)
from vcc.vocabulary.terms import shipped_terms

_SUBJECTS = {move.id: move.subject_target for move in MOVES}
_EXPECTED_OF = {Expected.VALUE: ("actor",), Expected.FIELD: ("activity", "interaction")}


@st.composite
def meaningful_cases(draw: st.DrawFn) -> Case:
    """A case as `cases()` draws it, with each name and word changed into one that has a meaning;
    what no name fits is left out."""
    case = draw(cases().filter(lambda case: not case.is_library))
    return _Meaning(draw, case).case()


class _Meaning:
    def __init__(self, draw: st.DrawFn, case: Case) -> None:
        self._draw = draw
        self._taken: set[str] = set()
        self._named: dict[str, list[str]] = {}
        needed = [
            _bare(word.id) for word in STATEMENTS if word.id in ("source", "actor", "resource")
        ]
        self._case = replace(case, statements=(*needed, *case.statements), uses=())
        self._statements = [self._declared(statement) for statement in self._case.statements]

    def case(self) -> Case:
        return replace(
            self._case,
            statements=tuple(s for each in self._statements if (s := self._meant(each))),
            citations=self._cited(self._case.citations),
        )

    # ------------------------------------------------------------------ names
    def _declared(self, statement: Statement) -> Statement:
        """The same statement with names of its own, known to the others."""
        if not isinstance(statement, Declaration):
            return statement
        items = tuple(
            replace(item, name=item.name and self._own(item.name, ITEM_TARGETS[item.id]))
            for item in statement.items
        )
        return replace(statement, name=self._own(statement.name, statement.id), items=items)

    def _own(self, name: Name, target: str) -> Name:
        text = name.text
        while text in self._taken:
            text += "x"
        self._taken.add(text)
        self._named.setdefault(target, []).append(text)
        return Name(text, NOWHERE)

    def _names(self, names: Iterable[Name], targets: Iterable[str]) -> tuple[Name, ...]:
        known = sorted(n for target in targets or self._named for n in self._named.get(target, ()))
        chosen = {self._draw(st.sampled_from(known)) for _ in names} if known else ()
        return tuple(Name(text, NOWHERE) for text in sorted(chosen))

    def _term(self, scheme: str) -> Name:
        words = shipped_terms().words(scheme, self._draw(st.sampled_from(("en", "zh"))))
        return Name(self._draw(st.sampled_from(words)), NOWHERE)

    # ------------------------------------------------------------------ statements
    def _meant(self, statement: Statement) -> Statement | None:
        if isinstance(statement, FrameworkChoice):
            return FrameworkChoice((self._term(FRAMEWORK_SCHEME),), NOWHERE)
        clauses = self._clauses(statement.clauses)
        citations = self._cited(statement.citations)
        if isinstance(statement, Closure):
            list = self._term(LIST_SCHEME)
            return Closure(list, self._names(statement.of, ()), clauses, citations, NOWHERE)
        if isinstance(statement, Expectation):
            return self._expected(replace(statement, clauses=clauses, citations=citations))
        scheme = STATEMENT_BY_ID[statement.id].scheme
        return replace(
            statement,
            term=self._term(scheme) if statement.term else None,
            clauses=clauses,
            citations=citations,
            items=tuple(map(self._item, statement.items)),
            moves=tuple(m for move in statement.moves if (m := self._move(move))),
        )

    def _expected(self, statement: Expectation) -> Expectation | None:
        about = statement.about
        scheme = EXPECTED_SCHEMES.get(about.value, "")
        of = self._names(statement.of, _EXPECTED_OF.get(about, ("actor",)))
        if len(statement.of) > 0 and not of:
            return None
        terms = tuple(self._term(scheme) for _ in statement.terms)
        return replace(statement, terms=terms, of=of)

    def _item(self, item: Item) -> Item:
        return replace(
            item,
            term=self._term(STATEMENT_BY_ID[item.id].scheme),
            clauses=self._clauses(item.clauses),
            citations=self._cited(item.citations),
        )

    def _move(self, move: Move) -> Move | None:
        subjects = self._names(move.subjects, (_SUBJECTS[move.id],))
        return Move(
            move.id,
            subjects,
            self._names(move.receivers, ("actor",)),
            self._names(move.objects, ("resource",)),
            self._names(move.products, ("resource",)),
            self._clauses(move.clauses, in_move=True),
            self._cited(move.citations),
            NOWHERE,
        )

    def _clauses(self, clauses: Iterable[Clause], in_move: bool = False) -> tuple[Clause, ...]:
        found = []
        for clause in clauses:
            word = CLAUSE_BY_ID[clause.id]
            if clause.names and word.takes is Takes.TERMS:
                clause = replace(clause, arguments=(self._term(word.scheme),))
            elif clause.names:
                is_return = in_move and clause.id == "for"
                targets = ("resource",) if is_return else word.targets
                clause = replace(clause, arguments=self._names(clause.names, targets))
                if not clause.arguments:
                    continue
            found.append(clause)
        return tuple(found)

    def _cited(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        return tuple(replace(c, source=self._names((c.source,), ("source",))[0]) for c in citations)


def _bare(id: str) -> Declaration:
    """Something of that sort, so that other statements have something to name."""
    from vcc.case.model import Stance

    name = Name(f"a-{id}", NOWHERE)
    return Declaration(id, Stance.ACTUAL, name, None, (), (), (), (), (), NOWHERE)
