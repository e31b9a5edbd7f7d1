"""Drafts as statements in the case language, in the keywords of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from vcc.case.signs import in_signs_of
from vcc.case.spelling import bare_or_quoted
from vcc.case.tokens import SPELLINGS
from vcc.case.words import CLAUSE_BY_ID, STATEMENT_BY_ID, Takes
from vcc.counterfactual.drafts import ITEMS, MOVE, Draft, Slot
from vcc.counterfactual.world import World
from vcc.graph.inverse import CLOSURE, FRAMEWORK, PARTICIPATION, RESOURCE_USE, Place
from vcc.plan.operators import is_variable
from vcc.vocabulary.rdf import literal_parts

_PARTY, _USED = "between", "uses"
# What to write for a value that is no name.
_VALUES: Final = {Takes.DATE: "YYYY", Takes.QUANTITY: "0 UNIT", Takes.STRINGS: '"…"'}
_IN_OTHERS: Final = (*ITEMS, PARTICIPATION, RESOURCE_USE)
Listed = Callable[..., str]  # writes the values of a slot, and the scheme of its terms


class Writer:
    """Writes drafts in the case language, in the keywords of the case."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._keywords = world.parsed.keywords

    def text(self, draft: Draft, values: Mapping[str, str], names: Mapping[str, str]) -> str:
        """The statement, its variables replaced by terms (`values`) or written as `names`."""
        return in_signs_of(self._world.source, self._text(draft, values, names))

    def _text(self, draft: Draft, values: Mapping[str, str], names: Mapping[str, str]) -> str:
        def word(value: str, scheme: str = "") -> str:
            value = values.get(value, value)
            if is_variable(value):
                return names.get(value) or "…"
            if scheme:
                return bare_or_quoted(self.word_of(value))
            if value[0] == '"':
                return literal_parts(value).lexical
            return bare_or_quoted(self._world.lexicon.name(value))

        def listed(slot: Slot, scheme: str = "") -> str:
            return ", ".join(word(value, scheme) for value in slot)

        clauses = "".join(self._clause(id, slot, listed) for id, slot in draft.clauses.items())
        if draft.statement.startswith(MOVE) or draft.statement in _IN_OTHERS:
            return self._in_another(draft, values, word, listed, clauses)
        say, places, statement = self._keyword, draft.places, draft.statement
        if statement == FRAMEWORK:
            return f"{say('framework')} {listed(places[Place.LIST], 'Framework')}"
        if statement == CLOSURE:
            of = f" {say('of')} {listed(places[Place.OF])}" if Place.OF in places else ""
            return f"{say('complete')} {listed(places[Place.LIST], 'ClosableList')}{of}"
        kind = ""
        if Place.KIND in places:
            scheme = STATEMENT_BY_ID[statement].scheme
            kind = f" {say('is')} {listed(places[Place.KIND], scheme)}"
        stance = "".join(f"{say(id)} " for id in places.get(Place.SORT, ()))
        return f"{stance}{say(statement)} {word(draft.node)}{kind}{clauses}"

    def _in_another(
        self,
        draft: Draft,
        values: Mapping[str, str],
        word: Callable[[str], str],
        listed: Listed,
        clauses: str,
    ) -> str:
        """A statement that adds to another declaration: a move, a demand, a party."""
        say, places, statement = self._keyword, draft.places, draft.statement
        if statement in (PARTICIPATION, RESOURCE_USE):
            clause = _PARTY if statement == PARTICIPATION else _USED
            what = places[Place.ACTOR if statement == PARTICIPATION else Place.RESOURCE]
            head = self._head(places[Place.CONTEXT][0], values, word)
            return f"{head} {say(clause)} {listed(what)}"
        owner = places[Place.OWNER][0]
        if statement in ITEMS:
            kind = listed(places[Place.KIND], STATEMENT_BY_ID[statement].scheme)
            return f"{say('actor')} {word(owner)} {{ {say(statement)} {kind}{clauses} }}"
        written = self._move(statement.removeprefix(MOVE), places, listed) + clauses
        return f"{self._head(owner, values, word)} {{ {written} }}"

    def word_of(self, term: str) -> str:
        """The word for a term in the language of the case's keywords."""
        spelled = self._world.theory.terms.spelling(term, self._keywords)
        return spelled or self._world.lexicon.name(term)

    def placeholders(self, draft: Draft) -> dict[str, str]:
        """What to write for names that are not known: `ACTOR`, in Chinese `某主体`."""
        found = {
            slot[0]: _VALUES[CLAUSE_BY_ID[id].takes]
            for id, slot in draft.clauses.items()
            if CLAUSE_BY_ID[id].takes in _VALUES and is_variable(slot[0])
        }
        for variable in (v for v in draft.open if v not in found):
            sort = (draft.sorts.get(variable) or (draft.statement,))[0]
            word = SPELLINGS.get((sort, self._keywords), sort or "NAME")
            found[variable] = f"某{word}" if self._keywords == "zh" else word.upper()
        return found

    def _keyword(self, id: str) -> str:
        return SPELLINGS[id, self._keywords]

    def _clause(self, id: str, slot: Slot, listed: Listed) -> str:
        word = CLAUSE_BY_ID[id]
        if word.takes is Takes.NOTHING:
            return f" {self._keyword(id)}"
        return f" {self._keyword(id)} {listed(slot, word.scheme)}"

    def _head(self, node: str, values: Mapping[str, str], word: Callable[[str], str]) -> str:
        """The beginning of a statement that adds to a declared activity."""
        declared = self._world.resolved.declared.get(
            self._world.lexicon.name(values.get(node, node))
        )
        id = declared.statement.id if declared else "interaction"
        return f"{self._keyword(id)} {word(node)}"

    def _move(self, id: str, places: Mapping[Place, Slot], listed: Listed) -> str:
        subjects, objects = listed(places[Place.SUBJECTS]), listed(places[Place.OBJECTS])
        if id == "gives":
            return f"{subjects} -> {listed(places[Place.RECEIVERS])} : {objects}"
        written = f"{subjects} {self._keyword(id)} {objects}"
        if Place.PRODUCTS in places:
            written += f" {self._keyword('into')} {listed(places[Place.PRODUCTS])}"
        return written
