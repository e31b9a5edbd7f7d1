"""Everything the checks look at, read from the files once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from vcc.audit.coverage import claims_from_tables, reasons_from_tables
from vcc.audit.model import Claim, Problem, problem_from_diagnostic
from vcc.plan.from_sources import kept_program
from vcc.program import Program
from vcc.resources import display_name
from vcc.source.diagnostic import SourceErrors, errors_in
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.validation.shapes import Shapes, shapes_from_sources
from vcc.vocabulary.claims import claim_triples
from vcc.vocabulary.frameworks import TheoryFiles
from vcc.vocabulary.ontology import Ontology, ontology_from_sources
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import Triple, local_name
from vcc.vocabulary.rule_notes import RuleNotes, rule_notes_from_sources

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Theory:
    """Ontology, shapes and rules, read.

    `modules` are the texts of the ontology, those of the `frameworks` that were added last;
    `places` tells where the files speak of a term; `own_files` are the names of the frameworks'
    files, `tables` the claims of their papers (None: no framework has such a table),
    `known_claims` the ids of all claims, `left_out` those not to be encoded, with the reason, and
    `claims` the rows of all tables.
    """

    ontology: Ontology = field(repr=False)
    shapes: Shapes = field(repr=False)
    style: Shapes = field(repr=False)
    notes: RuleNotes = field(repr=False)
    program: Program = field(repr=False)
    modules: tuple[SourceText, ...] = ()
    frameworks: int = 0
    places: Places = NOWHERE
    own_files: frozenset[str] = frozenset()
    tables: tuple[Claim, ...] | None = None
    known_claims: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()


def theory_from_files(files: TheoryFiles) -> Theory | tuple[Problem, ...]:
    """The theory, or every reason why it cannot be read."""
    problems: list[Problem] = []

    def read(paths: Iterable[Path]) -> Iterator[SourceText]:
        for path in paths:
            try:
                yield read_source(path, display_name(path))
            except SourceErrors as errors:
                problems.extend(_problems(errors, display_name(path)))

    def parsed(parse: Callable[[tuple[SourceText, ...]], _Read], *texts: SourceText) -> _Read:
        try:
            return parse(texts)
        except SourceErrors as errors:
            problems.extend(_problems(errors_in(errors, names_of_own_files(files))))
            return parse(())

    modules, shapes, style, rules = (
        tuple(read(paths)) for paths in (files.modules, files.shapes, files.style, files.rules)
    )
    tables = tuple(read(files.claims))
    own_names = {display_name(path) for path in files.of_frameworks(files.claims)}
    own = tuple(table for table in tables if table.name in own_names)
    theory = Theory(
        parsed(ontology_from_sources, *modules),
        parsed(shapes_from_sources, *shapes),
        parsed(shapes_from_sources, *style),
        parsed(rule_notes_from_sources, *rules),
        parsed(kept_program, *rules),
        modules,
        len(files.frameworks),
        places_of(modules, shapes, rules),
        names_of_own_files(files),
        parsed(claims_from_tables, *own) if own else None,
        frozenset(map(_claim_id, parsed(claim_triples, *tables))),
        parsed(reasons_from_tables, *read(files.not_encoded)),
        parsed(claims_from_tables, *tables),
    )
    return tuple(problems) or theory


def places_of(*groups: tuple[SourceText, ...]) -> Places:
    """Places in the texts of modules, shapes and rules; what was added last is looked at first."""
    return Places(tuple(text for texts in groups for text in reversed(texts)))


def names_of_own_files(files: TheoryFiles) -> frozenset[str]:
    """The names of the modules, shapes and rules of frameworks in folders of their own."""
    own = files.of_frameworks((*files.modules, *files.shapes, *files.rules))
    return frozenset(map(display_name, own))


def _claim_id(triple: Triple) -> str:
    return local_name(triple[0])


def _problems(errors: SourceErrors, file: str = "") -> Iterator[Problem]:
    return (problem_from_diagnostic(diagnostic, file) for diagnostic in errors.diagnostics)
