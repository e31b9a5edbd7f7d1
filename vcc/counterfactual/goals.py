"""What can be asked for: ids of conclusions and findings that hold or could hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vcc.counterfactual.world import World
from vcc.findings.from_facts import FINDING
from vcc.findings.ids import matching_ids, near_ids
from vcc.findings.sections import Section, local_name
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import RDFS, TYPE, XSD, vcc
from vcc.vocabulary.rdf import Triple, boolean, iri

_DOMAIN, _RANGE = iri(RDFS + "domain"), iri(RDFS + "range")
_BOOLEAN = iri(XSD + "boolean")
_MEASURED_IDS = ("{column}", "{@group}")  # ids of numbers, which are no goals
_FINDING_WORD = "finding"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that may follow or not: its id, and the fact that it is."""

    id: str
    fact: Triple


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

    def find(self, what: str) -> Goal:
        """The goal of an id, or of the beginning of one.

        Raises:
            UnknownGoal: if nothing, or more than one thing, is meant.
        """
        goals = self._like(what)
        found = matching_ids(what, goals)
        if not found and ":" in what:  # role:users:co-creator is as good as role:users=co-creator
            head, _, tail = what.rpartition(":")
            found = matching_ids(f"{head}={tail}", goals)
        if "@" not in what:  # what is asked of nothing in particular is asked of the case
            found = tuple(id for id in found if "@" not in id) or found
        if len(found) == 1:
            return goals[found[0]]
        raise UnknownGoal(what, found or near_ids(what, goals or self.all), bool(found))

    def title(self, goal: Goal) -> Words:
        """The goal as a sentence."""
        return self._world.lexicon.sentence(*goal.fact)

    @cached_property
    def all(self) -> Mapping[str, Goal]:
        """Every goal by its id."""
        return {goal.id: goal for section in self._world.sections for goal in self._of(section)}

    def _like(self, what: str) -> Mapping[str, Goal]:
        """The goals of the sections in which an id may stand; findings are found by name."""
        word, colon, rest = what.partition(":")
        if word == _FINDING_WORD and colon:
            return self._findings(rest)
        sections = [
            section
            for section in self._world.sections
            if not colon or section.id_pattern.startswith((f"{word}:", "{property}"))
        ]
        only = word if colon else ""
        return {goal.id: goal for section in sections for goal in self._of(section, only)}

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

    # ------------------------------------------------------------------ one section
    def _of(self, section: Section, only: str = "") -> Iterator[Goal]:
        """The goals of a section; `only`: those whose id begins with this word."""
        pattern = section.id_pattern
        if any(mark in pattern for mark in _MEASURED_IDS):
            return
        for number, property in enumerate(section.properties):
            name = self._world.lexicon.name(property)
            if only and pattern.startswith("{property}") and name != only:
                continue
            objects = tuple(self._objects(property, section))
            for subject in self._subjects(property, pattern):
                for object in objects:
                    id = self._id(pattern, subject, name, object)
                    if number and "{property}" not in pattern:
                        id += f"={name}"  # another status of the same element
                    yield Goal(id, (subject, property, object))

    def _id(self, pattern: str, subject: str, property: str, object: str) -> str:
        lexicon = self._world.lexicon
        at = "" if subject == lexicon.case else f"@{lexicon.name(subject)}"
        id = pattern.replace("{@subject}", at).replace("{subject}", lexicon.name(subject))
        id = id.replace("{property}", property)
        if "{object}" not in pattern:
            return f"{id}={lexicon.name(object)}"
        return id.replace("{object}", lexicon.name(object))

    def _subjects(self, property: str, pattern: str) -> Iterator[str]:
        """What may have the property: the case, or nodes of its domain."""
        world = self._world
        domains = set(self._theory.objects(property, _DOMAIN))
        if vcc("Case") in domains or "subject}" not in pattern:
            yield world.graph.case
            return
        if domains:
            yield from (node for node in self._typed if self._typed[node] & domains)
            return
        if "{subject}" not in pattern:
            yield world.graph.case
            yield from (n for n in self._typed if vcc("Period") in self._typed[n])
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
        """The nodes of the case that people can name, with their classes."""
        superclasses = self._world.theory.ontology.superclasses
        found: dict[str, frozenset[str]] = {}
        for subject, property, object in self._world.graph.triples:
            if property == TYPE:
                found[subject] = found.get(subject, frozenset()) | superclasses.get(
                    object, frozenset({object})
                )
        return found
