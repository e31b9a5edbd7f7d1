"""What modules say of their terms must be readable: texts of all terms, and what is declared of
sections of reports and measures of networks, which must name only what there is. Their readers
(`vcc.vocabulary.ontology`, `vcc.findings.sections`, `vcc.measures`) rely on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.audit.model import Problem
from vcc.case.suggest import did_you_mean, near_words
from vcc.measures.declarations import MEASURE, NEEDS, Procedure
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import LABEL, OWL, PREFIXES, TYPE, VCC, vcc
from vcc.vocabulary.ontology import DEFINITION, WORD, Ontology
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import Triple, iri_text, is_blank, is_literal, literal_parts, local_name
from vcc.vocabulary.reports import BY_SUBJECT, DIVISOR, ORDERS, Brief, Layout

LACKING: Final = Words("{name} has no `{part}`. {definition}", "{name} 缺少“{part}”。{definition}")
EMPTY: Final = Words(
    "`{part}` of {name} is empty. {definition}", "{name} 的“{part}”为空。{definition}"
)
TWICE: Final = Words(
    "{name} says `{part}` more than once: which of them counts is not clear",
    "{name} 的“{part}”不止一个：无法确定以何者为准",
)
NO_TEXT: Final = Words(
    '`{part}` of {name} takes text in quotation marks: "{said}"',
    '{name} 的“{part}”须为引号内的文字："{said}"',
)
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
OTHER_SORT: Final = Words(
    "`{part}` of {name} names `{said}`, which is not {sort}",
    "{name} 的“{part}”提到“{said}”，但它不是{sort}",
)
UNSEEN: Final = Words(
    "{name} would not be measured: write `a owl:NamedIndividual , :NetworkMeasure`",
    "{name} 不会被度量：请写作“a owl:NamedIndividual , :NetworkMeasure”",
)
_HINTED: Final = Words("{mistake}; {hint}", "{mistake}；{hint}")
_SECTION: Final = vcc("ReportSection")
_PROCEDURE: Final = vcc("measureProcedure")
_TEXTS: Final = (LABEL, DEFINITION, WORD, *map(vcc, ("claim", "reportLabel", "reportHint")))
_OURS: Final = f"<{VCC}"


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
class _Declared:
    """A term, the values that it has for each property, and what both are looked up in."""

    term: str
    said: Mapping[str, tuple[str, ...]]
    ontology: Ontology
    places: Places

    def problems(self) -> Iterator[Problem]:
        """All that is wrong with its texts, with it as a section or measure, and in its order."""
        for property in _TEXTS:
            for value in self.said.get(property, ()):
                if not is_literal(value):
                    yield self._problem(NO_TEXT, property, _shown(value))
        superclasses = self.ontology.superclasses
        types = {c for t in self.said.get(TYPE, ()) for c in superclasses.get(t, {t})}
        for rdf_class, parts in _PARTS.items():
            if rdf_class in types:
                for part in parts:
                    yield from self._in_part(part)
        if MEASURE in types:
            yield from self._as_measure()
        yield from self._in_numbers()

    def _as_measure(self) -> Iterator[Problem]:
        if self.term not in self.ontology.individuals:
            yield self._problem(UNSEEN)
        for value in filter(is_literal, self.said.get(_PROCEDURE, ())):
            for procedure, part in NEEDS.items():
                asked = literal_parts(value).lexical == procedure.value
                if asked and vcc(part) not in self.said:
                    yield self._problem(LACKING, vcc(part))

    def _in_numbers(self) -> Iterator[Problem]:
        for property in (*ORDERS, DIVISOR):
            for value in self.said.get(property, ()):
                number = _whole(value)
                if number is None:
                    yield self._problem(NO_NUMBER, property, _shown(value))
                elif property == DIVISOR and number < 1:
                    yield self._problem(NO_DIVISOR, property, _shown(value))

    def _in_part(self, part: _Part) -> Iterator[Problem]:
        values = self.said.get(part.property, ())
        if part.is_needed and not values:
            yield self._problem(LACKING, part.property)
        if len(values) > 1:
            yield self._problem(TWICE, part.property)
        for value in values:
            if not is_literal(value):
                yield self._problem(NO_TEXT, part.property, _shown(value))
                continue
            text = literal_parts(value).lexical
            words = text.split()
            if not words:
                yield self._problem(EMPTY, part.property)
            for said in words if part.several or not words else (text,):
                yield from self._in_word(part, said)

    def _in_word(self, part: _Part, said: str) -> Iterator[Problem]:
        if said in part.words:
            return
        if part.sort is not None:
            yield from self._in_name(part, part.sort, said)
        elif part.words:
            near = near_words(said, part.words)
            yield self._problem(
                NO_SUCH_WORD, part.property, said, near, possible=_listed(part.words)
            )

    def _in_name(self, part: _Part, sort: _Sort, said: str) -> Iterator[Problem]:
        types = self.ontology.types.get(vcc(said), ())
        if sort.types.isdisjoint(types):
            near = near_words(said, (*part.words, *_names(sort, self.ontology)))
            words = OTHER_SORT if types else UNDECLARED
            yield self._problem(words, part.property, said, near, sort=sort.words)

    def _problem(
        self,
        words: Words,
        property: str = "",
        said: str = "",
        near: str | None = None,
        **values: str | Words,
    ) -> Problem:
        texts = self.ontology.texts[DEFINITION].get(property, {})
        definition = Words(*("".join(texts.get(language, ())) for language in LANGUAGES))
        values |= {"name": _shown(self.term), "part": _written(property), "said": said}
        values |= {"definition": definition}
        message = words.filled(values)
        if near:
            message = _HINTED.filled({"mistake": message, "hint": did_you_mean(near)})
        return Problem(self.term, message, self._place(property, said) or "")

    def _place(self, property: str, said: str) -> Span | None:
        """The word that is wrong, or else the statement, or else the individual."""
        begins = self.places.declared(self.term)
        if property not in self.said:
            return begins or self.places.used(self.said[TYPE][0])
        for after in (begins, None):  # what is said of a term may stand before its declaration
            word = self.places.said(property, said, after) if said else None
            if place := word or self.places.used(property, after):
                return place
        return begins


def declaration_problems(
    ontology: Ontology, notes: Iterable[Triple] = (), places: Places = NOWHERE
) -> Iterator[Problem]:
    """What cannot be read of sections and measures, or names what is not there.

    `notes` are the triples of the rule files, `places` the texts in which to say where.
    """
    ontology = Ontology((*ontology.triples, *notes))
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, object in ontology.triples:
        said[subject][property].append(object)
    for term, about in said.items():
        values = {property: tuple(dict.fromkeys(found)) for property, found in about.items()}
        yield from _Declared(term, values, ontology, places).problems()


def _whole(value: str) -> int | None:
    try:
        return int(literal_parts(value).lexical)
    except ValueError:  # no literal, or no number
        return None


def _shown(value: str) -> str:
    """A value as its author knows it."""
    if is_literal(value):
        return literal_parts(value).lexical
    if is_blank(value):
        return "[ ]"
    return local_name(value) if value.startswith(_OURS) else value


def _written(property: str) -> str:
    """A property with its usual prefix."""
    for prefix, begins in PREFIXES.items():
        if property.startswith(f"<{begins}"):
            return f"{prefix}:{iri_text(property).removeprefix(begins)}"
    return property


def _listed(words: Iterable[str]) -> Words:
    words = tuple(words)
    return Words(", ".join(words), "、".join(words))


def _names(sort: _Sort, ontology: Ontology) -> Iterator[str]:
    for term, types in ontology.types.items():
        if term.startswith(_OURS) and not sort.types.isdisjoint(types):
            yield local_name(term)
