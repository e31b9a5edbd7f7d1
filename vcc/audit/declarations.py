"""What modules say of their terms must be readable: texts of all terms, and what is declared of
sections of reports, measures of networks and models, which must name only what there is. Their
readers (`vcc.vocabulary.ontology`, `vcc.findings.sections`, `vcc.measures`, `vcc.simulation`)
rely on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.audit.declared import (
    EMPTY,
    LACKING,
    NO_TEXT,
    OTHER_SORT,
    OURS,
    TWICE,
    Declared,
    listed,
    shown,
    whole,
)
from vcc.audit.model import Problem
from vcc.audit.simulations import simulation_problems
from vcc.case.suggest import near_words
from vcc.measures.declarations import MEASURE, NEEDS, Procedure
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, OWL, vcc
from vcc.vocabulary.ontology import DEFINITION, WORD, Ontology
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import Triple, is_literal, literal_parts, local_name
from vcc.vocabulary.reports import BY_SUBJECT, DIVISOR, ORDERS, Brief, Layout

NO_SUCH_WORD: Final = Words(
    "`{part}` of {name} is one of {possible}, not `{said}`",
    "{name} 的“{part}”应为 {possible} 之一，而非“{said}”",
)
NO_NUMBER: Final = Words(
    "`{part}` of {name} is a whole number, not `{said}`",
    "{name} 的“{part}”应为整数，而非“{said}”",
)
NO_DIVISOR: Final = Words(
    "`{part}` of {name} is a whole number above zero, not `{said}`",
    "{name} 的“{part}”应为大于零的整数，而非“{said}”",
)
UNDECLARED: Final = Words(
    "`{part}` of {name} names `{said}`, but no module declares it",
    "{name} 的“{part}”提到“{said}”，但没有模块声明它",
)
UNSEEN: Final = Words(
    "{name} would not be measured: write `a owl:NamedIndividual , :NetworkMeasure`",
    "{name} 不会被度量：请写作“a owl:NamedIndividual , :NetworkMeasure”",
)
_SECTION: Final = vcc("ReportSection")
_PROCEDURE: Final = vcc("measureProcedure")
_TEXTS: Final = (LABEL, DEFINITION, WORD, *map(vcc, ("claim", "reportLabel", "reportHint")))


@dataclass(frozen=True, slots=True)
class _Sort:
    """What a name may stand for: how it is called, and the types that say so."""

    words: Words
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a declaration says with a property: one of some words, or names of one sort."""

    property: str
    words: tuple[str, ...] = ()
    sort: _Sort | None = None
    several: bool = False
    is_needed: bool = False


def _values(words: type[Enum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


_PROPERTY: Final = _Sort(
    Words("a property", "属性"), frozenset(f"<{OWL}{s}Property>" for s in ("Object", "Datatype"))
)
_CLASS: Final = _Sort(Words("a class", "类"), frozenset({f"<{OWL}Class>"}))
_OTHER_SECTION: Final = _Sort(Words("a section of the report", "报告栏目"), frozenset({_SECTION}))
_PARTS: Final[Mapping[str, tuple[_Part, ...]]] = {
    _SECTION: (
        _Part(vcc("reportProperties"), sort=_PROPERTY, several=True, is_needed=True),
        _Part(vcc("reportLayout"), _values(Layout)),
        _Part(vcc("reportBrief"), _values(Brief)),
        _Part(vcc("reportGroup"), (BY_SUBJECT,), _PROPERTY),
        _Part(vcc("reportClass"), sort=_CLASS),
        _Part(vcc("reportRows"), sort=_PROPERTY),
        _Part(vcc("reportColumns"), sort=_PROPERTY),
        _Part(vcc("reportHeadline"), sort=_PROPERTY, several=True),
        _Part(vcc("reportBlock"), sort=_OTHER_SECTION),
        _Part(vcc("reportId")),
    ),
    MEASURE: (
        _Part(vcc("measureProcedure"), _values(Procedure), is_needed=True),
        _Part(vcc("measureEdges"), sort=_PROPERTY, several=True, is_needed=True),
        _Part(vcc("measureNodes"), sort=_PROPERTY, is_needed=True),
        _Part(vcc("measureResult"), sort=_PROPERTY, is_needed=True),
        _Part(vcc("measureTarget"), sort=_PROPERTY),
        _Part(vcc("measureWeights"), sort=_PROPERTY),
    ),
}


@dataclass(frozen=True, slots=True)
class _Checked(Declared):
    """A term with the checks of what it says."""

    def problems(self) -> Iterator[Problem]:
        """All that is wrong with its texts, with it as a section or measure, and in its order."""
        for property in _TEXTS:
            for value in self.said.get(property, ()):
                if not is_literal(value):
                    yield self.problem(NO_TEXT, property, shown(value))
        types = self.types
        for rdf_class, parts in _PARTS.items():
            if rdf_class in types:
                for part in parts:
                    yield from self._in_part(part)
        if MEASURE in types:
            yield from self._as_measure()
        yield from self._in_numbers()

    def _as_measure(self) -> Iterator[Problem]:
        if self.term not in self.ontology.individuals:
            yield self.problem(UNSEEN)
        for value in filter(is_literal, self.said.get(_PROCEDURE, ())):
            for procedure, part in NEEDS.items():
                asked = literal_parts(value).lexical == procedure.value
                if asked and vcc(part) not in self.said:
                    yield self.problem(LACKING, vcc(part))

    def _in_numbers(self) -> Iterator[Problem]:
        for property in (*ORDERS, DIVISOR):
            for value in self.said.get(property, ()):
                number = whole(value)
                if number is None:
                    yield self.problem(NO_NUMBER, property, shown(value))
                elif property == DIVISOR and number < 1:
                    yield self.problem(NO_DIVISOR, property, shown(value))

    def _in_part(self, part: _Part) -> Iterator[Problem]:
        values = self.said.get(part.property, ())
        if part.is_needed and not values:
            yield self.problem(LACKING, part.property)
        if len(values) > 1:
            yield self.problem(TWICE, part.property)
        for value in values:
            if not is_literal(value):
                yield self.problem(NO_TEXT, part.property, shown(value))
                continue
            text = literal_parts(value).lexical
            words = text.split()
            if not words:
                yield self.problem(EMPTY, part.property)
            for said in words if part.several or not words else (text,):
                yield from self._in_word(part, said)

    def _in_word(self, part: _Part, said: str) -> Iterator[Problem]:
        if said in part.words:
            return
        if part.sort is not None:
            yield from self._in_name(part, part.sort, said)
        elif part.words:
            near = near_words(said, part.words)
            yield self.problem(NO_SUCH_WORD, part.property, said, near, possible=listed(part.words))

    def _in_name(self, part: _Part, sort: _Sort, said: str) -> Iterator[Problem]:
        types = self.ontology.types.get(vcc(said), ())
        if sort.types.isdisjoint(types):
            near = near_words(said, (*part.words, *_names(sort, self.ontology)))
            words = OTHER_SORT if types else UNDECLARED
            yield self.problem(words, part.property, said, near, sort=sort.words)


def declaration_problems(
    ontology: Ontology, notes: Iterable[Triple] = (), places: Places = NOWHERE
) -> Iterator[Problem]:
    """What cannot be read of sections, measures and models, or names what is not there.

    `notes` are the triples of the rule files, `places` the texts in which to say where.
    """
    ontology = Ontology((*ontology.triples, *notes))
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, object in ontology.triples:
        said[subject][property].append(object)
    for term, about in said.items():
        values = {property: tuple(dict.fromkeys(found)) for property, found in about.items()}
        yield from _Checked(term, values, ontology, places).problems()
    yield from simulation_problems(said, ontology, places)


def _names(sort: _Sort, ontology: Ontology) -> Iterator[str]:
    for term, types in ontology.types.items():
        if term.startswith(OURS) and not sort.types.isdisjoint(types):
            yield local_name(term)
