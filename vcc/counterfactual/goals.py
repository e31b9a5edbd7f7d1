"""What can be asked for: ids of conclusions and findings that hold or could hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vcc.counterfactual.world import World
from vcc.findings.from_facts import FINDING
from vcc.findings.ids import matching_ids, near_ids
from vcc.findings.sections import Section
from vcc.findings.spoken import labels_of, spoken_ids
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import RDFS, TYPE, XSD, vcc
from vcc.vocabulary.rdf import Triple, boolean, iri, local_name

_DOMAIN, _RANGE = iri(RDFS + "domain"), iri(RDFS + "range")
_BOOLEAN = iri(XSD + "boolean")
_MEASURED_IDS = ("{column}", "{@group}")  # ids of numbers, which are no goals
_FINDING_WORD = "finding"
_AT = Words("{actor} in “{activity}”", "{actor}在“{activity}”中")
_IN_CASE, _CONTEXT, _CLOSURE = vcc("inCase"), vcc("context"), vcc("Closure")
_SCOPE_OF = vcc("scopeOf")


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that may follow or not: its id, and the fact that it is."""

    id: str
    fact: Triple


@dataclass(frozen=True, slots=True)
class OpenSection:
    """What could be concluded in one section and is not; `pattern` says how its ids are made."""

    title: Words
    pattern: str
    goals: tuple[Goal, ...]


class UnknownGoal(LookupError):
    """Nothing is called so, or several things are; `near` are the ids that may be meant."""

    def __init__(self, what: str, near: tuple[str, ...], is_ambiguous: bool) -> None:
        super().__init__(f"{what!r} names {'several things' if is_ambiguous else 'nothing'}")
        self.what = what
        self.near = near
        self.is_ambiguous = is_ambiguous


class Goals:
    """Everything that could be concluded about one case, by id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._theory = world.theory.theory
        self._names: dict[str, str] = {}

    def find(self, what: str) -> Goal:
        """The goal of an id, or of the beginning of one.

        Raises:
            UnknownGoal: if nothing, or more than one thing, is meant.
        """
        whole = {goal.id: goal for goal in self._named(what)}
        if len(whole) == 1:
            return next(iter(whole.values()))
        found = self._meant(what)
        if not found:
            ontology = self._world.theory.ontology
            labels = labels_of(self._world.resolved, ontology, self._theory)
            meant = (self._meant(said) for said in spoken_ids(what, labels))
            found = next(filter(None, meant), {})
        if "@" not in what:  # what is asked of nothing in particular is asked of the case
            found = {id: found[id] for id in found if "@" not in id} or found
        if len(found) == 1:
            return next(iter(found.values()))
        near = tuple(found) or near_ids(what, self._like(what) or self.all)
        raise UnknownGoal(what, near, bool(found))

    def _meant(self, what: str) -> dict[str, Goal]:
        """The goals that an id, or the beginning of one, can mean."""
        goals = self._like(what)
        ids = matching_ids(what, goals)
        if not ids and ":" in what:  # role:users:co-creator is as good as role:users=co-creator
            head, _, tail = what.rpartition(":")
            ids = matching_ids(f"{head}={tail}", goals)
        return {id: goals[id] for id in ids}

    def title(self, goal: Goal) -> Words:
        """The goal as a sentence."""
        lexicon, (subject, property, object) = self._world.lexicon, goal.fact
        party = self._absent.get(subject)
        if party is None:
            return lexicon.sentence(*goal.fact)
        called = dict(zip(("activity", "actor"), map(lexicon.label, party), strict=True))
        return lexicon.statement(_AT.filled(called), property, lexicon.label(object))

    @cached_property
    def all(self) -> Mapping[str, Goal]:
        """Every goal by its id."""
        return {goal.id: goal for section in self._world.sections for goal in self._of(section)}

    @cached_property
    def open(self) -> tuple[OpenSection, ...]:
        """What does not follow and could be asked for, by section; things people can name first."""
        found = []
        for section in self._world.sections:
            goals = [g for g in self._of(section) if g.fact not in self._world.conclusions]
            if goals:
                found.append(OpenSection(section.title, section.id_pattern, tuple(goals)))
        return tuple(found)

    def _named(self, what: str) -> Iterator[Goal]:
        """The goals whose whole id this is: looked for among what it names only."""
        for section in self._world.sections:
            word = what.partition(":")[0].partition("@")[0].partition("=")[0]
            if section.id_pattern.startswith((word, "{property}")):
                yield from (g for g in self._of(section, within=what) if g.id == what)

    def _like(self, what: str) -> Mapping[str, Goal]:
        """The goals of the sections in which an id may stand; findings are found by name."""
        word, colon, rest = what.partition(":")
        if not colon:
            return self.all
        if word == _FINDING_WORD:
            return self._findings(rest)
        begun = (f"{word}:", "{property}")
        sections = [s for s in self._world.sections if s.id_pattern.startswith(begun)]
        return {goal.id: goal for section in sections for goal in self._of(section, word)}

    def _findings(self, rest: str) -> Mapping[str, Goal]:
        name, _, at = rest.partition("@")
        world = self._world
        nodes = {world.lexicon.name(node): node for node in world.graph.places}
        focus = nodes.get(at) if at else world.graph.case
        found = {}
        for note in world.theory.notes.findings:
            own = local_name(note.iri)
            id = f"{_FINDING_WORD}:{own}" + (f"@{at}" if at else "")
            if focus is not None:
                found[id] = Goal(id, (focus, FINDING, note.iri))
        return {id: goal for id, goal in found.items() if id.startswith(f"finding:{name}")} or found

    def id_of(self, section: Section, fact: Triple) -> str:
        """The id under which a section has a fact, whether it follows or not."""
        subject, property, object = fact
        return self._id(section.id_pattern, subject, self._name(property), object)

    # ------------------------------------------------------------------ one section
    def _of(self, section: Section, only: str = "", within: str = "") -> Iterator[Goal]:
        """The goals of a section; `only`: those whose id begins with this word; `within`: those
        of things whose names stand in this text."""
        pattern = section.id_pattern
        if any(mark in pattern for mark in _MEASURED_IDS):
            return
        case = self._world.graph.case
        for number, property in enumerate(section.properties):
            name = self._name(property)
            if (only and pattern.startswith("{property}") and name != only) or (
                within and "{property}" in pattern and name not in within
            ):
                continue
            objects = tuple(o for o in self._objects(property, section) if self._in(o, within))
            for subject in self._subjects(property, pattern):
                if subject != case and not self._in(subject, within):
                    continue
                for object in objects:
                    id = self._id(pattern, subject, name, object)
                    if number and "{property}" not in pattern:
                        id += f"={name}"  # another status of the same element
                    yield Goal(id, (subject, property, object))

    def _in(self, term: str, text: str) -> bool:
        return not text or self._name(term) in text

    def _name(self, term: str) -> str:
        if term not in self._names:
            name = self._world.lexicon.name(term)
            party = None if self._world.facts.object(term, _CONTEXT) else self._absent.get(term)
            self._names[term] = "@".join(map(self._name, reversed(party))) if party else name
        return self._names[term]

    def _id(self, pattern: str, subject: str, property: str, object: str) -> str:
        at = "" if subject == self._world.graph.case else f"@{self._name(subject)}"
        id = pattern.replace("{@subject}", at).replace("{subject}", self._name(subject))
        id = id.replace("{property}", property)
        if "{object}" not in pattern:
            return f"{id}={self._name(object)}"
        return id.replace("{object}", self._name(object))

    def _subjects(self, property: str, pattern: str) -> Iterator[str]:
        """What may have the property: the case, or nodes of its domain."""
        world = self._world
        domains = set(self._theory.objects(property, _DOMAIN))
        if vcc("Case") in domains or "subject}" not in pattern:
            yield world.graph.case
            return
        if domains:
            yield from (node for node in self._typed if self._typed[node] & domains)
            if vcc("Participation") in domains:
                yield from self._absent
            return
        if "{subject}" not in pattern:
            yield from self._scopes
            return
        yield from self._typed

    def _objects(self, property: str, section: Section) -> Iterator[str]:
        """What may be the property's value: terms or nodes of its range."""
        ontology = self._world.theory.ontology
        for range in self._theory.objects(property, _RANGE):
            if range == _BOOLEAN:
                yield boolean(True)
            of_section = section.object_class
            for term in ontology.members.get(range, ()):
                if not of_section or of_section in ontology.classes_of(term):
                    yield term
            yield from (node for node in self._typed if range in self._typed[node])

    @cached_property
    def _typed(self) -> Mapping[str, frozenset[str]]:
        """What is so in the case, with its classes; not evidence, closures or expectations."""
        superclasses = self._world.theory.ontology.superclasses
        actual = {s for s, p, _ in self._world.graph.triples if p == _IN_CASE}
        found: dict[str, frozenset[str]] = {}
        for subject, property, object in self._world.graph.triples:
            if property == TYPE and subject in actual:
                found[subject] = found.get(subject, frozenset()) | superclasses.get(
                    object, frozenset({object})
                )
        return {node: classes for node, classes in found.items() if _CLOSURE not in classes}

    @cached_property
    def _scopes(self) -> tuple[str, ...]:
        """What overall conclusions may be about: the case, its periods, and the parts of it (such
        as a pair of firm and customer) that the rules look at by themselves."""
        world = self._world
        periods = (node for node in self._typed if vcc("Period") in self._typed[node])
        concluded = sorted(scope for scope, _ in world.conclusions.by_predicate.get(_SCOPE_OF, ()))
        return tuple(dict.fromkeys((world.graph.case, *periods, *concluded)))

    @cached_property
    def _absent(self) -> Mapping[str, tuple[str, str]]:
        """Parties that the case does not name, with their activity and actor."""
        return {
            party: (activity, actor)
            for activity in self._of_class("Activity")
            for actor in self._of_class("Actor")
            if (party := party_of(activity, actor, self._world)) not in self._typed
        }

    def _of_class(self, name: str) -> list[str]:
        return [node for node, classes in self._typed.items() if vcc(name) in classes]

    def absent_party(self, goal: Goal) -> tuple[str, str] | None:
        """The activity and the actor of a goal about a party that the case does not name."""
        return self._absent.get(goal.fact[0])


def party_of(activity: str, actor: str, world: World) -> str:
    """The node for an actor in an activity, whether the case has it or not."""
    return below(activity, "party", world.lexicon.name(actor))
