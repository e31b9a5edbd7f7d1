"""The theory, read from `ontology/`, `rules/` and the folders of frameworks, in the form that each
stage of the pipeline needs.

Every part is made when first needed, and what takes long to read is kept on disk
(`vcc.source.kept`) by the state of its files. One `Knowledge` serves any number of cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from vcc.case.resolve import Resolver
from vcc.resources import display_name
from vcc.source.collecting import without_gc
from vcc.source.diagnostic import SourceErrors, errors_in
from vcc.source.kept import default_folder, kept, key_of, state_of
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.vocabulary.claims import claim_triples
from vcc.vocabulary.frameworks import TheoryFiles, theory_files
from vcc.vocabulary.ontology import Ontology, ontology_from_sources
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.readings import facts_under, facts_without_choices
from vcc.vocabulary.terms import OntologyTerms

if TYPE_CHECKING:
    from vcc.case.libraries import ReadLibrary
    from vcc.engine import Conclusions, Engine, Prepared
    from vcc.findings.triples import Triples
    from vcc.measures import Measure, Measured
    from vcc.plan.operators import Plan
    from vcc.program.syntax import Program, Rule
    from vcc.validation.shapes import Shapes
    from vcc.vocabulary.rule_notes import RuleNotes

Frameworks = str | PathLike[str] | Iterable[str | PathLike[str]]
_Part = TypeVar("_Part")
# Packages whose code decides what is made of the files of the theory.
_MAKERS: Final = (
    "vocabulary", "validation", "findings", "source", "audit", "program", "plan", "engine",
    "measures",
)  # fmt: skip


@dataclass(frozen=True)
class Knowledge:
    """The theory that some files hold together."""

    ontology: Ontology = field(repr=False)
    files: TheoryFiles = field(default_factory=theory_files, repr=False)
    readings: tuple[str, ...] = ()

    def under(self, choices: Iterable[str]) -> Knowledge:
        """The same theory under other readings: terms of choices, in place of their options'
        default ones (`vcc.vocabulary.readings`)."""
        chosen = tuple(sorted(set(choices)))
        if chosen == self.readings:
            return self
        known = self._under.get(chosen)
        if known is None:
            known = self._under[chosen] = replace(self, readings=chosen)
            own = vars(known).keys() | {"engine", "_under"}
            vars(known).update({k: v for k, v in vars(self).items() if k not in own})
        return known

    def with_libraries(self, read: ReadLibrary) -> Knowledge:
        """The same theory, for cases whose library files `read` gives and not the disk; what a
        case asks of it is made here, if it was not yet, so that all such theories share it."""
        for part in ("terms", "shapes", "measures", "rules", "notes", "theory"):
            getattr(self, part)
        known = replace(self)
        vars(known).update(vars(self) | {"resolver": Resolver(self.terms, read)})
        return known

    @cached_property
    def graph(self) -> tuple[Triple, ...]:
        """All that the ontology says, examples of its terms included: for those who ask about the
        theory itself. No other stage needs them, so they are read when this is first asked for."""

        def made() -> tuple[Triple, ...]:
            return ontology_from_sources(_texts(self.files.modules)).examples()

        return (*self.ontology.triples, *self._kept("examples", self.files.modules, tuple, made))

    @cached_property
    def _under(self) -> dict[tuple[str, ...], Knowledge]:
        return {}

    @cached_property
    def terms(self) -> OntologyTerms:
        """The terms by the words that a case may use for them."""
        return OntologyTerms(self.ontology)

    @cached_property
    def resolver(self) -> Resolver:
        """Names and words of cases → declarations and terms."""
        return Resolver(self.terms)

    @cached_property
    def shapes(self) -> Shapes:
        """What a well-formed case must satisfy."""
        from vcc.validation.shapes import Shapes, shapes_from_sources

        files = self.files.shapes

        def made() -> Shapes:
            return shapes_from_sources(_texts(files)).complete()

        return self._kept("shapes", files, Shapes, made)

    @cached_property
    def rule_texts(self) -> tuple[SourceText, ...]:
        """The rule files."""
        return _texts(self.files.rules)

    @cached_property
    def program(self) -> Program:
        """The rules, checked and stratified."""
        from vcc.plan.from_sources import kept_program

        return kept_program(self.rule_texts)

    @cached_property
    def plan(self) -> Plan:
        """How to run the rules."""
        from vcc.measures import outside_of
        from vcc.plan.from_sources import kept_plan

        return kept_plan(self.rule_texts, outside=outside_of(self.measures))

    @cached_property
    def notes(self) -> RuleNotes:
        """What the rule files say about their rules and findings."""
        from vcc.vocabulary.rule_notes import RuleNotes, rule_notes_from_sources

        def made() -> RuleNotes:
            return rule_notes_from_sources(self.rule_texts).complete()

        return self._kept("notes", self.files.rules, RuleNotes, made)

    @cached_property
    def engine(self) -> Engine:
        """The rules compiled over the facts of the ontology."""
        from vcc.engine import Engine, prepare

        if self.readings:  # seldom asked: compiled as far as a case needs it, and not kept
            facts = facts_under(self.ontology, self.readings)
            return prepare(self.plan, facts)
        return Engine(self._prepared("engine", lambda: facts_under(self.ontology, ())))

    @cached_property
    def engine_of_readings(self) -> Engine:
        """The rules compiled over what holds whatever the reading: whoever asks it gives the
        choices with the facts of the case (`choice_facts`), so that it serves every reading."""
        from vcc.engine import Engine

        return Engine(
            self._prepared("engine-of-readings", lambda: facts_without_choices(self.ontology))
        )

    def _prepared(self, kind: str, facts: Callable[[], Iterable[Triple]]) -> Prepared:
        """What is made of the rules and some facts: read from disk, or made and kept there."""
        from vcc.engine import Prepared, prepared

        files = (*self.files.modules, *self.files.rules)
        return self._kept(kind, files, Prepared, lambda: prepared(self.plan, facts()))

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by their ids; each is read when it is first asked for."""
        return self.engine.rulebook.rules

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What is computed on the networks that the rules conclude."""
        from vcc.measures import measures_from_ontology

        def made() -> tuple[Measure, ...]:
            return measures_from_ontology(self.ontology)

        return self._kept("measures", self.files.modules, tuple, made)

    def infer(self, facts: Iterable[Triple]) -> tuple[Conclusions, tuple[Measured, ...]]:
        """Run the rules; where they conclude a network, measure it and go on with that."""
        from vcc.measures import conclusions_and_measures

        return conclusions_and_measures(self.engine, self.measures, facts)

    @cached_property
    def claims(self) -> tuple[Triple, ...]:
        """For every claim of the papers, where it stands."""
        return claim_triples(_texts(self.files.claims))

    @cached_property
    def theory(self) -> Triples:
        """Ontology, notes of the rules and places of the claims, to be asked for labels."""
        from vcc.findings.triples import Triples

        def made() -> Triples:
            return Triples((*self.ontology.triples, *self.notes.triples, *self.claims))

        files = (*self.files.modules, *self.files.rules, *self.files.claims)
        return self._kept("theory", files, Triples, made)

    def _kept(
        self, kind: str, files: Iterable[Path], of: type[_Part], make: Callable[[], _Part]
    ) -> _Part:
        """A part of the theory: what was kept of these files, or made now."""
        return _kept(kind, self.files, files, of, make)


def knowledge(frameworks: Frameworks = ()) -> Knowledge:
    """The theory that comes with vcc, with the frameworks in some folders; read once a process.

    A folder whose files have changed since is read again.

    Raises:
        SourceErrors: with everything that is wrong with the folders (codes T…, R…).
    """
    folders = [frameworks] if isinstance(frameworks, str | PathLike) else frameworks
    files = theory_files(Path(folder) for folder in folders)
    added = files.of_frameworks((*files.modules, *files.shapes, *files.rules, *files.claims))
    states = (path.stat() for path in added)
    return _knowledge(files, tuple((state.st_mtime_ns, state.st_size) for state in states))


@lru_cache(maxsize=4)
def _knowledge(files: TheoryFiles, _state: tuple[tuple[int, int], ...]) -> Knowledge:
    def made() -> Ontology:  # no case has a use for the examples of terms
        return ontology_from_sources(_texts(files.modules)).without_examples().complete()

    theory = Knowledge(_kept("ontology", files, files.modules, Ontology, made), files)
    if files.frameworks:
        every = (*files.modules, *files.shapes, *files.claims, *files.rules)
        _kept("checked", files, every, bool, lambda: _checked(theory, _texts(files.modules)))
    return theory


def _checked(theory: Knowledge, modules: tuple[SourceText, ...]) -> bool:
    """Stop where a framework would silently do nothing, or disturb what ships; or else True."""
    from vcc.audit.frameworks import check_frameworks
    from vcc.audit.theory import Theory, names_of_own_files, places_of
    from vcc.validation.shapes import Shapes

    assert theory.claims
    own = names_of_own_files(theory.files)
    try:
        parts = theory.ontology, theory.shapes, Shapes(()), theory.notes
        program = theory.program
    except SourceErrors as errors:
        raise errors_in(errors, own) from errors
    places = places_of(modules, _texts(theory.files.shapes), theory.rule_texts)
    check_frameworks(Theory(*parts, program, modules, len(theory.files.frameworks), places, own))
    return True


def _texts(paths: Iterable[Path]) -> tuple[SourceText, ...]:
    return tuple(read_source(path, display_name(path)) for path in paths)


def _kept(
    kind: str,
    theory: TheoryFiles,
    files: Iterable[Path],
    of: type[_Part],
    make: Callable[[], _Part],
) -> _Part:
    """A part of the theory: what was kept of these files, or made now."""
    # Spans name files as they were given; a relative path leads elsewhere from another folder.
    place = str(Path.cwd()) if theory.frameworks else ""
    try:
        parts = [place, *map(state_of, files)]
    except OSError:  # reading it will say what is wrong
        return make()
    with without_gc():
        return kept(kind, key_of(_MAKERS, parts), of, make, default_folder())
