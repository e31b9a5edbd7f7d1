"""The value network of a case as data: who takes part, in which roles, and what goes between whom.

Only what the case states as actual is in it, with the roles that were concluded. A tie is a
transfer, an effect, feedback or an influence from one actor to another, or an episode of two
without such a tie between them. An episode of more than two, where nobody gives anything, stands
as a meeting that all of them are tied to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Node
from vcc.findings.triples import Triples
from vcc.graph.from_case import CaseGraph
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple

# What goes from whom to whom: class, the two ends, and what is told (empty: the node itself).
_DIRECTED: Final = (
    ("Transfer", "giver", "receiver", "conveys"),
    ("Effect", "acting", "actedOn", ""),
    ("Feedback", "from", "to", ""),
    ("Influence", "from", "to", ""),
)


@dataclass(frozen=True, slots=True)
class Member:
    """An actor: the side it comes from (None: not known), what it is part of, and its roles,
    those in the case as a whole first."""

    node: Node
    side: Node | None
    part_of: tuple[Node, ...]
    roles: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What goes from one end to the other (if it is directed), and in which episodes.

    The ends are terms of members or meetings; `what` is empty where a tie only says that two
    meet, and then `episodes` say at what.
    """

    start: str
    end: str
    what: tuple[Node, ...]
    episodes: tuple[Node, ...]
    is_directed: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The members and ties of one case, each in the order in which the case declares them."""

    members: tuple[Member, ...]
    meetings: tuple[Node, ...]
    ties: tuple[Tie, ...]


def network_of_case(graph: CaseGraph, inferred: Iterable[Triple], theory: Triples) -> Network:
    """The network that a case states."""
    facts = Triples(graph.triples)
    reader = _Reader(graph, facts, Triples(inferred), theory)
    actors = sorted(facts.subjects(TYPE, vcc("Actor")), key=reader.place)
    directed = reader.directed(set(actors))
    tied = {episode for _, _, _, episode in directed}
    ties = _merged(directed, reader)
    meetings: list[Node] = []
    for episode, parties in reader.episodes():
        if episode in tied or len(parties) < 2:
            continue
        node = reader.node(episode)
        if len(parties) == 2:
            ties.append(Tie(parties[0], parties[1], (), (node,), is_directed=False))
        else:
            meetings.append(node)
            ties += (Tie(party, episode, (), (node,), is_directed=False) for party in parties)
    return Network(
        tuple(map(reader.member, actors)), tuple(meetings), tuple(_undirected_once(ties))
    )


def _merged(directed: Iterable[tuple[str, str, str, str]], reader: _Reader) -> list[Tie]:
    """One tie for each pair of ends and direction, with all that goes along it."""
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for start, end, what, episode in directed:
        whats, episodes = found.setdefault((start, end), ({}, {}))
        whats[what] = None
        if episode:
            episodes[episode] = None
    return [
        Tie(start, end, tuple(map(reader.node, whats)), tuple(map(reader.node, episodes)), True)
        for (start, end), (whats, episodes) in found.items()
    ]


def _undirected_once(ties: Iterable[Tie]) -> Iterator[Tie]:
    """The ties, those without direction between the same two as one."""
    meeting: dict[frozenset[str], list[Tie]] = {}
    for tie in ties:
        if tie.is_directed:
            yield tie
        else:
            meeting.setdefault(frozenset((tie.start, tie.end)), []).append(tie)
    for same in meeting.values():
        episodes = dict.fromkeys(episode for tie in same for episode in tie.episodes)
        yield Tie(same[0].start, same[0].end, (), tuple(episodes), is_directed=False)


class _Reader:
    """Asks the facts of one case."""

    def __init__(
        self, graph: CaseGraph, facts: Triples, inferred: Triples, theory: Triples
    ) -> None:
        self._graph = graph
        self._facts = facts
        self._inferred = inferred
        self._theory = theory
        self._lexicon = Lexicon(graph.case, graph.labels, facts, theory)
        self._parties: dict[str, list[str]] = {}
        self._stands_for: dict[str, list[str]] = {}
        for party in sorted(facts.subjects(TYPE, vcc("Participation")), key=self.place):
            actor = facts.object(party, vcc("actor"))
            context = facts.object(party, vcc("context"))
            if actor is not None and context is not None:
                self._stands_for.setdefault(actor, []).append(party)
                if context != graph.case:
                    self._parties.setdefault(context, []).append(actor)

    def node(self, term: str) -> Node:
        return self._lexicon.node(term)

    def place(self, term: str) -> tuple[str, int, str]:
        """Where something is declared, so that pictures follow the text."""
        span = self._graph.places.get(term)
        return (span.source, span.start, term) if span else ("", 0, term)

    def member(self, actor: str) -> Member:
        side = next(iter(self._sides(actor)), None)
        part_of = self._facts.objects(actor, vcc("partOf"))
        return Member(
            self.node(actor),
            self.node(side) if side else None,
            tuple(map(self.node, part_of)),
            tuple(map(self.node, self._roles(actor))),
        )

    def _sides(self, actor: str) -> Iterator[str]:
        """The sides of its kinds, or else of what these are kinds of."""
        for kind in self._facts.objects(actor, vcc("kind")):
            yield from self._theory.objects(kind, vcc("side"))
            for broader in self._theory.objects(kind, vcc("broaderKind")):
                yield from self._theory.objects(broader, vcc("side"))

    def _roles(self, actor: str) -> list[str]:
        """Its roles, those in the case as a whole first, then those that it has most often."""
        counts: Counter[str] = Counter()
        overall: set[str] = set()
        for party in self._stands_for.get(actor, ()):
            roles = self._inferred.objects(party, vcc("role"))
            counts.update(roles)
            if self._facts.object(party, vcc("context")) == self._graph.case:
                overall.update(roles)
        return sorted(counts, key=lambda role: (role not in overall, -counts[role], role))

    def directed(self, actors: set[str]) -> list[tuple[str, str, str, str]]:
        """Start, end, what goes, and the episode (empty: none), as the text has them."""
        facts, found = self._facts, []
        for rdf_class, start, end, what in _DIRECTED:
            for node in sorted(facts.subjects(TYPE, vcc(rdf_class)), key=self.place):
                episode = facts.object(node, vcc("moveOf")) or ""
                told = facts.objects(node, vcc(what)) if what else (episode or node,)
                found += [
                    (one, other, each, episode)
                    for one in facts.objects(node, vcc(start))
                    for other in facts.objects(node, vcc(end))
                    for each in told
                    if one != other and {one, other} <= actors
                ]
        return found

    def episodes(self) -> Iterator[tuple[str, list[str]]]:
        """Every episode with those who take part, as the text has them."""
        for episode in sorted(self._parties, key=self.place):
            yield episode, list(dict.fromkeys(self._parties[episode]))
