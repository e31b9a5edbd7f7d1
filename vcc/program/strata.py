"""Strata: which rules may run together, and the circles that make that impossible.

An open edge asks that the other rule is not in a later stratum, a closed one (negation, a rule
that makes terms, an aggregate) that it is in an earlier one. A circle with a closed edge cannot
be stratified.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from vcc.program import mistakes
from vcc.program.dependencies import Edge
from vcc.program.syntax import Rule, Stratum
from vcc.source.diagnostic import Diagnostic, Related, Words


def strata_of(
    rules: Sequence[Rule], edges: Sequence[Sequence[Edge]]
) -> tuple[tuple[Stratum, ...], list[Diagnostic]]:
    """The strata, lowest first, and one diagnostic for every closed edge inside a circle."""
    components = components_of([[edge.needs for edge in rule_edges] for rule_edges in edges])
    home = {place: number for number, members in enumerate(components) for place in members}
    circles = [
        _circle(rules, edges, place, edge)
        for place, rule_edges in enumerate(edges)
        for edge in rule_edges
        if edge.closed and home[place] == home[edge.needs]
    ]
    level = [0] * len(rules)
    for members in components:  # what a component needs comes before it
        lowest = max(
            (
                level[e.needs] + e.closed
                for m in members
                for e in edges[m]
                if home[e.needs] != home[m]
            ),
            default=0,
        )
        for place in members:
            level[place] = lowest
    strata = []
    for number in range(max(level, default=-1) + 1):
        places = [place for place, value in enumerate(level) if value == number]
        once = tuple(place for place in places if rules[place].runs_once)
        strata.append(Stratum(once, tuple(p for p in places if not rules[p].runs_once)))
    return tuple(strata), circles


def components_of(needs: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components, each after all that it needs (Tarjan, no recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(needs)):
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            place, rest = work[-1]
            following = next((n for n in rest if n not in index or n in on_stack), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                if low[place] == index[place]:
                    found.append(_popped(stack, on_stack, place))
            elif following in index:
                low[place] = min(low[place], index[following])
            else:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(needs[following])))
    return found


def _popped(stack: list[int], on_stack: set[int], until: int) -> list[int]:
    members: list[int] = []
    while not members or members[-1] != until:
        members.append(stack.pop())
        on_stack.discard(members[-1])
    return sorted(members)


def _circle(
    rules: Sequence[Rule], edges: Sequence[Sequence[Edge]], start: int, closed: Edge
) -> Diagnostic:
    """The mistake of a closed edge, with the shortest way back from its end to its start."""
    came_from: dict[int, int] = {closed.needs: closed.needs}
    queue = deque([closed.needs])
    while start not in came_from:
        place = queue.popleft()
        for edge in edges[place]:
            if edge.needs not in came_from:
                came_from[edge.needs] = place
                queue.append(edge.needs)
    way = [start]
    while way[-1] != closed.needs:
        way.append(came_from[way[-1]])
    names = [_name(rules[place]) for place in (start, *reversed(way))]
    rule = rules[start]
    if closed.negated:
        why, weak = Words("NOT", " NOT "), Words("the NOT", " NOT ")
    elif rule.aggregates:
        why, weak = Words("an aggregate", "汇总"), Words("the aggregate", "汇总")
    else:
        why, weak = Words("terms that it makes", "它所生成的项"), Words("the rule", "规则")
    related = tuple(
        Related(mistakes.PASSES_HERE, rules[place].span)
        for place in reversed(way)
        if place != start
    )
    return mistakes.NOT_STRATIFIED.at(
        closed.through.span, related, why=why, weak=weak, cycle=" → ".join(names)
    )


def _name(rule: Rule) -> str:
    if rule.id.startswith("_:"):
        return f"{rule.span.source}:{rule.span.line}"
    return rule.id
