"""Open names of drafts filled in: with what the case has, and with new things last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final

from vcc.case.tokens import SPELLINGS
from vcc.case.words import STATEMENT_BY_ID
from vcc.counterfactual.candidates import (
    ADDED_CLAUSE,
    ADDED_ITEM,
    ADDED_MOVE,
    ADDED_THING,
    Candidate,
    addition,
)
from vcc.counterfactual.drafts import ITEMS, MOVE, Draft
from vcc.counterfactual.plausibility import Plausibility
from vcc.counterfactual.supply import CaseSupplier
from vcc.counterfactual.world import World
from vcc.counterfactual.writer import Writer
from vcc.graph.inverse import CLOSURE, FRAMEWORK, PARTICIPATION, RESOURCE_USE, Place
from vcc.graph.iris import below
from vcc.plan.operators import is_variable
from vcc.vocabulary.namespaces import TYPE, vcc

_MOST_VALUES: Final = 24  # of one open name; what lies beyond is not looked at (and told)
_MOST_WAYS: Final = 60
_NEW: Final = {"en": "new-", "zh": "新"}  # how names of new things begin


class Grounder:
    """Makes statements of drafts that belong together; remembers whether it left any out."""

    def __init__(self, world: World, supplier: CaseSupplier) -> None:
        self._world = world
        self._supplier = supplier
        self._writer = Writer(world)
        self._plausibility = Plausibility(world)
        self.is_complete = True

    def statements(self, drafts: Sequence[Draft], most: int) -> Iterator[frozenset[Candidate]]:
        """Ways to write all of the drafts, in at most so many statements."""
        own = {draft.node for draft in drafts if is_variable(draft.node)}
        names = {node: self._new_name(d) for d in drafts for node in own if d.node == node}
        open = dict.fromkeys(v for draft in drafts for v in draft.open if v not in own)
        choices = [self._values(variable, drafts) for variable in open]
        ways = product(*choices)
        for count, way in enumerate(islice(ways, _MOST_WAYS + 1)):
            if count == _MOST_WAYS:
                self.is_complete = False
                return
            values = {variable: term for variable, term in zip(open, way, strict=True) if term}
            found = self._written(drafts, values, names, [v for v in open if v not in values])
            if found is not None and len(found) <= most:
                yield found

    def _values(self, variable: str, drafts: Sequence[Draft]) -> list[str]:
        """What a name may stand for: existing things, terms, and "" for a new thing."""
        sorts = next((d.sorts[variable] for d in drafts if variable in d.sorts), ())
        found = [n for n, s in self._supplier.sorts.items() if s in sorts and self._is_actual(n)]
        for scheme in sorts:
            if scheme and scheme not in STATEMENT_BY_ID:
                found += self._world.theory.ontology.members.get(vcc(scheme), ())
        if len(found) > _MOST_VALUES:
            self.is_complete = False
        places = self._world.graph.places
        found.sort(key=lambda node: (node not in places, places.get(node, ()), node))
        new = [""] if any(sort in STATEMENT_BY_ID for sort in sorts) else []
        return [*found[:_MOST_VALUES], *new]

    def _is_actual(self, node: str) -> bool:
        facts = self._world.facts
        return not any((node, TYPE, vcc(c)) in facts for c in ("Denial", "Plan"))

    def _written(
        self,
        drafts: Sequence[Draft],
        values: Mapping[str, str],
        names: dict[str, str],
        new: Sequence[str],
    ) -> frozenset[Candidate] | None:
        """The statements, with a declaration for each new thing that they name."""
        called = dict(names)
        found: list[Candidate] = []
        for variable in new:
            sorts = next(d.sorts[variable] for d in drafts if variable in d.sorts)
            sort = next((sort for sort in sorts if sort in STATEMENT_BY_ID), "")
            if not sort:
                return None
            called[variable] = self._free(self._sort_in_words(sort), set(called.values()))
            found.append(self._bare(sort, called[variable]))
        for draft in drafts:
            if any(is_variable(v) and v not in values and v not in called for v in draft.open):
                return None
            text = self._writer.text(draft, values, called)
            weight = _weight(draft) + self._plausibility.against(draft, values)
            found.append(addition(text, weight))
        return frozenset(found)

    def _bare(self, sort: str, name: str) -> Candidate:
        """The declaration of a new thing of which nothing else is said."""
        text = self._writer.text(Draft(sort, "?new"), {}, {"?new": name})
        return addition(text, ADDED_THING)

    def _new_name(self, draft: Draft) -> str:
        """A free name for a new thing: that of its kind, where there is one."""
        kind = (draft.places.get(Place.KIND) or ("",))[0]
        word = "" if not kind or is_variable(kind) else self._writer.word_of(kind)
        return self._free(word or self._sort_in_words(draft.statement), set())

    def _sort_in_words(self, statement: str) -> str:
        return SPELLINGS.get((statement, self._world.parsed.keywords), statement)

    def _free(self, word: str, taken: set[str]) -> str:
        case, places = self._world.graph.case, self._world.graph.places
        stem, number = _NEW[self._world.parsed.keywords] + word.replace(" ", "-"), 1
        name = stem
        while name in taken or below(case, name) in places:
            number += 1
            name = f"{stem}-{number}"
        return name


def _weight(draft: Draft) -> int:
    """How much a statement asks of the author."""
    if draft.statement in (PARTICIPATION, RESOURCE_USE):
        return ADDED_CLAUSE + 1
    if draft.statement.startswith(MOVE):
        return ADDED_MOVE
    if draft.statement in ITEMS:
        return ADDED_ITEM
    if draft.statement in (CLOSURE, FRAMEWORK):
        return ADDED_THING + 2
    return ADDED_THING if is_variable(draft.node) else ADDED_CLAUSE
