"""A small case on which everything that can be said can be tried, and worlds of texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

from vcc.case.words import CLAUSE_BY_ID, STATEMENT_BY_ID, Takes
from vcc.counterfactual.what_if import changed_text
from vcc.counterfactual.world import World, world_from_analysis, world_from_text
from vcc.knowledge import knowledge
from vcc.pipeline import Analysis, analyse
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
CASES = tuple(
    path
    for path in sorted(EXAMPLES.glob("0*/*.vcc"))
    if "\ncase " in path.read_text(encoding="utf-8") or "\n案例" in path.read_text(encoding="utf-8")
)
SMALL = """vcc 1
language en

case small {
  actor firm is firm
  actor users is customer-group
  resource ideas form knowledge held-by users
  resource goods form product held-by firm
  proposition better by firm for users offers goods
  interaction talk is co-design {
    users -> firm : ideas
  }
  interaction shop is sale during sale
  outcome joy is loyalty for firm
  absent channel shop-front is offline
}
"""
_THINGS = {
    "actor": ("firm", "users"), "resource": ("ideas", "goods"), "proposition": ("better",),
    "interaction": ("talk", "shop"), "outcome": ("joy",),
}  # fmt: skip
# Clauses that take what the small case has, or one of a few terms.
_TERMS = {"during": ("design", "production", "sale", "use"), "form": ("knowledge",)}
_LEFT_OUT = frozenset({"doubtful", "within", "via", "under", "updates"})


@cache
def analysed(text: str = SMALL) -> Analysis:
    return analyse(SourceText("small.vcc", text))


@cache
def of_file(path: Path) -> tuple[Analysis, World]:
    analysis = analyse(path)
    return analysis, world_from_analysis(analysis, knowledge())


@cache
def small_world(text: str = SMALL) -> World:
    return world_from_analysis(analysed(text), knowledge())


def universe() -> Iterator[str]:
    """Every clause, party, use and move that can be said of the things of the small case."""
    for statement, names in _THINGS.items():
        for name in names:
            yield from (f"{statement} {name} {clause}" for clause in _clauses(statement, name))
    for owner in _THINGS["interaction"]:
        for giver, receiver in permutations(_THINGS["actor"]):
            for resource in _THINGS["resource"]:
                yield f"interaction {owner} {{ {giver} -> {receiver} : {resource} }}"
        for actor in _THINGS["actor"]:
            for resource in _THINGS["resource"]:
                yield f"interaction {owner} {{ {actor} uses {resource} }}"
                yield f"interaction {owner} {{ {actor} combines {resource} }}"
        for one, other in permutations(_THINGS["resource"]):
            yield f"interaction {owner} {{ {one} acts-on {other} }}"


def _clauses(statement: str, name: str) -> Iterator[str]:
    for id in STATEMENT_BY_ID[statement].clauses:
        clause = CLAUSE_BY_ID[id]
        if id in _LEFT_OUT:
            continue
        if clause.takes is Takes.NOTHING:
            yield id
        elif clause.takes is Takes.TERMS:
            yield from (f"{id} {term}" for term in _TERMS.get(id, ()))
        elif clause.takes is Takes.NAMES:
            named = [n for target in clause.targets for n in _THINGS.get(target, ())]
            yield from (f"{id} {other}" for other in named if other != name)


def changed(world: World, *statements: str) -> World | None:
    """The world with statements added; None where the language does not allow them."""
    try:
        text = changed_text(world.source, statements, ())
        return world_from_text(text, world.theory, world)
    except SourceErrors:
        return None
