"""What to change: the smallest sets of statements after which something follows or goes away.

Why the answer is exact where it says "smallest". Let S be a smallest set of changes that works.
How the rules conclude the wish in the case changed by S (or no longer conclude what shall go)
uses some of the changes of S where the case as it is does not do; the abducer, which follows the
rules backward, names a set E of these, not empty and within S. If E is S, it is tried at once.
Otherwise E alone does not work, the case is changed by E, and what is left of S is a smaller set
that works there. So trying every E, and going on from those that fail, finds S; sets are tried
by size, so it finds no larger one first. Tests hold this against brute force.

Two things stand above size. To withdraw what the author has evidence for is no way to close a
gap, only to say that there was none: while there is nothing else, larger sets are looked at. And
where a framework no longer applies, what it asks is gone, but not answered: that comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from vcc.counterfactual.abduce import Change, distinct
from vcc.counterfactual.candidates import Candidate, order, with_changes
from vcc.counterfactual.goals import Goal
from vcc.counterfactual.instead import instead_of
from vcc.counterfactual.layout import laid_out
from vcc.counterfactual.taking_part import party_statement, with_party
from vcc.counterfactual.what_if import difference
from vcc.counterfactual.wish import Wish, wish_for
from vcc.counterfactual.world import World, world_from_text
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.changes import Turn
from vcc.findings.lacks import Instead
from vcc.findings.model import Conclusion, Finding
from vcc.findings.repairs import Proposal, Repairs, Step
from vcc.source.diagnostic import Severity, SourceErrors
from vcc.vocabulary.namespaces import vcc

_PROPOSALS: Final = 3
_WORLDS: Final = 60  # changed cases worked out for one answer
_WORLDS_FAR: Final = 12  # of these, where so few statements are not likely to be enough
_WORLDS_MORE: Final = 12  # of these, once there is a proposal, for others
_NEW_WARNING: Final = 4  # how much a new warning weighs against a proposal
_NODES: Final = 16  # changed cases from which it is looked further; the most plausible come first
_APPLIES: Final = vcc("applies")
_SETS: Final = 3_000  # sets looked at in one world


@dataclass(slots=True)
class _Tried:
    """What a search has done so far."""

    worlds: int = 0
    most: int = _WORLDS
    enough: int = 0  # where to stop looking for further proposals; 0: there is none yet
    complete: bool = True
    seen: set[frozenset[tuple[str, bool]]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Node:
    """A changed case on the way, and the changes that led to it.

    `party` is what the wish is about where the case does not have it yet: what has it may be any
    change, so changes are looked for where it is (`seen`), and tried with it and without.
    """

    world: World
    steps: tuple[Candidate, ...] = ()
    party: Candidate | None = None
    seen: World | None = None

    def changes(self, wish: Wish, room: int, tried: _Tried) -> Iterator[Change]:
        """Changes of so many statements that might grant the wish from here."""
        found, abducer = wish.changes(self.seen or self.world, room)
        changes = distinct(found, _SETS)
        tried.complete &= abducer.is_complete and len(changes) < _SETS
        yield from (_once(change) for change in changes if len(change) == room)
        if self.party is not None:
            without = (change for change in changes if len(change) == room - 1)
            yield from (change | {self.party} for change in without)
            if room == 1:
                yield Change({self.party})


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A proposal, whether it withdraws something that has evidence, whether a framework applies
    no longer, and where it stands."""

    proposal: Proposal
    withdraws: bool
    silences: bool
    rank: tuple[bool, bool, int, int]


def repairs(world: World, report: CaseAnalysis, what: str, at_most: int = 2) -> Repairs:
    """The smallest sets of at most so many statements that grant a wish.

    Raises:
        UnknownGoal: if nothing, or more than one thing, is called so.
        AlreadyHolds: if what is asked for follows as it is.
    """
    wish = wish_for(world, what, report.findings)
    asked = Repairs(
        wish.id, wish.title, world.resolved.case.language, wish.holds, at_most,
        instead=_instead(world, wish, report),
    )  # fmt: skip
    tried = _Tried(most=_WORLDS_FAR if asked.behind else _WORLDS)
    nodes = [_start(world, wish)]
    found: list[_Weighed] = []
    complete = True
    for size in range(1, at_most + 1):
        if not found:
            complete = tried.complete  # whether all smaller sets have been seen
        granted = _of_size(wish, nodes, size, tried, withdrawing=not found)
        for weighed in islice(_verified(wish, granted, world, report), _PROPOSALS + 1):
            found.append(weighed)
            tried.enough = tried.enough or min(tried.most, tried.worlds + _WORLDS_MORE)
        if found and tried.enough and all(weighed.withdraws for weighed in found):
            tried.enough = 0  # what is looked for now is of another sort
        if any(not weighed.withdraws for weighed in found):
            break
    sure = complete if found else tried.complete
    return replace(asked, proposals=_best(found), tried=tried.worlds, complete=sure)


def _instead(world: World, wish: Wish, report: CaseAnalysis) -> Instead | None:
    if wish.fact is None or not wish.holds:
        return None
    return instead_of(world, Goal(wish.id, wish.fact), report)


def _best(found: Iterable[_Weighed]) -> tuple[Proposal, ...]:
    """The best proposals, each once: the smallest, but what withdraws evidence comes last."""
    distinct: dict[frozenset[Step], _Weighed] = {}
    for weighed in sorted(found, key=lambda weighed: weighed.rank):
        distinct.setdefault(frozenset(weighed.proposal.steps), weighed)
    fewest = min((w.rank[2] for w in distinct.values() if not w.withdraws), default=0)
    kept = [w for w in distinct.values() if w.withdraws or w.rank[2] == fewest]
    kept = [w for w in kept if not w.silences] or kept
    return tuple(weighed.proposal for weighed in kept[:_PROPOSALS])


def _start(world: World, wish: Wish) -> _Node:
    if wish.party is None:
        return _Node(world)
    party = party_statement(world, *wish.party)
    return _Node(world, (), party, with_party(world, party))


def _of_size(
    wish: Wish, nodes: list[_Node], size: int, tried: _Tried, *, withdrawing: bool
) -> Iterator[_Node]:
    """Changed cases of so many statements that grant the wish; `nodes` gets those that do not.

    Without `withdrawing` nothing is taken out that has evidence.
    """
    sets: list[tuple[tuple[object, ...], _Node, Change]] = []
    tried.complete &= len(nodes) <= _NODES
    for node in nodes[:_NODES]:
        room = size - len(node.steps)
        if room < 1:
            continue
        changes = node.changes(wish, room, tried)
        for change in changes:
            steps = (*node.steps, *change)
            if withdrawing or not any(step.has_evidence for step in steps):
                sets.append((_plausibility(steps), node, change))
    sets.sort(key=lambda entry: entry[0])
    for _, node, change in sets:
        made = _changed(node, change, tried)
        if made is None:
            continue
        if wish.is_granted(made.world):
            yield made
        else:
            nodes.append(made)


def _once(change: Change) -> Change:
    """The changes without statements of which another one says everything, and more."""
    said = [step.text for step in change if step.added]
    return Change(
        step
        for step in change
        if not step.added or not any(text.startswith(f"{step.text} ") for text in said)
    )


def _plausibility(steps: tuple[Candidate, ...]) -> tuple[object, ...]:
    """The fewest statements first, then those that are most likely meant."""
    weight = sum(step.weight for step in steps)
    return len(steps), weight, sorted((s.added, s.text) for s in steps)


def _changed(node: _Node, change: Change, tried: _Tried) -> _Node | None:
    """The case with more changes; None if it has been tried, cannot be, or has mistakes."""
    steps = (*node.steps, *sorted(change, key=order))
    key = frozenset((step.text, step.added) for step in steps)
    if key in tried.seen or len(key) < len(steps):
        return None
    tried.seen.add(key)
    if tried.worlds >= (tried.enough or tried.most):
        tried.complete = False
        return None
    tried.worlds += 1
    try:
        text = with_changes(node.world, change)
        return _Node(world_from_text(text, node.world.theory, node.world), steps)
    except SourceErrors:
        return None  # the language does not allow it: two kinds, a contradiction, a lost name


def _verified(
    wish: Wish, granted: Iterator[_Node], world: World, report: CaseAnalysis
) -> Iterator[_Weighed]:
    """Proposals whose file is laid out, can be read, and is as valid as before."""
    before = _violations(world)
    for found in granted:
        node = _without_idle(found, wish, world)
        source = laid_out(world.parsed, node.world.source)
        after = world_from_text(source, world.theory, world)
        if _violations(after) <= before:
            told = difference(world, after, report.findings, tuple(report.conclusions))
            steps = tuple(Step(step.text, step.added) for step in node.steps)
            yield _weighed(node, Proposal(steps, told))


def _without_idle(node: _Node, wish: Wish, world: World) -> _Node:
    """The same without steps that another one has made needless, as one more clause of a new
    thing can."""
    if len(node.steps) < 2 or not all(step.added for step in node.steps):
        return node
    for idle in node.steps:
        steps = tuple(step for step in node.steps if step is not idle)
        try:
            text = with_changes(world, steps)
            fewer = _Node(world_from_text(text, world.theory, world), steps)
        except SourceErrors:
            continue  # what is left names what the idle step declares
        if wish.is_granted(fewer.world):
            return _without_idle(fewer, wish, world)
    return node


def _violations(world: World) -> frozenset[tuple[str, str, str]]:
    """What breaks a shape that must not be broken."""
    return frozenset(
        (result.focus, result.code, result.value)
        for result in world.validation.results
        if result.severity is Severity.ERROR
    )


def _weighed(node: _Node, proposal: Proposal) -> _Weighed:
    """First what asks least of the author, and brings up least that is new to look at."""
    new = [c.after for c in proposal.difference.findings if c.turn is not Turn.GONE]
    heavy = sum(isinstance(f, Finding) and f.severity > Severity.INFO for f in new)
    asks = sum(step.weight for step in node.steps) + _NEW_WARNING * heavy + len(new) - heavy
    withdraws = any(step.has_evidence for step in node.steps)
    silences = any(
        change.turn is Turn.GONE
        and isinstance(change.before, Conclusion)
        and change.before.triple[1] == _APPLIES
        for change in proposal.difference.conclusions
    )
    rank = (withdraws, silences, len(node.steps), asks)
    return _Weighed(proposal, withdraws, silences, rank)
