"""A term with what modules say of it, and how a mistake in that is told and pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vcc.audit.model import Problem
from vcc.case.suggest import did_you_mean
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import PREFIXES, TYPE, VCC
from vcc.vocabulary.ontology import DEFINITION, Ontology
from vcc.vocabulary.places import Places
from vcc.vocabulary.rdf import iri_text, is_blank, is_literal, literal_parts, local_name

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
OTHER_SORT: Final = Words(
    "`{part}` of {name} names `{said}`, which is not {sort}",
    "{name} 的“{part}”提到“{said}”，但它不是{sort}",
)
_HINTED: Final = Words("{mistake}; {hint}", "{mistake}；{hint}")
OURS: Final = f"<{VCC}"


@dataclass(frozen=True, slots=True)
class Declared:
    """A term, the values that it has for each property, and what both are looked up in."""

    term: str
    said: Mapping[str, tuple[str, ...]]
    ontology: Ontology
    places: Places

    @property
    def types(self) -> frozenset[str]:
        """Its classes, with their superclasses."""
        wider = self.ontology.superclasses
        return frozenset(c for t in self.said.get(TYPE, ()) for c in wider.get(t, {t}))

    def problem(
        self,
        words: Words,
        property: str = "",
        said: str = "",
        near: str | None = None,
        **values: str | Words,
    ) -> Problem:
        """A mistake in what is said with a property; `said` is the word that is wrong."""
        texts = self.ontology.texts[DEFINITION].get(property, {})
        definition = Words(*("".join(texts.get(language, ())) for language in LANGUAGES))
        values |= {"name": shown(self.term), "part": _written(property), "said": said}
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


def whole(value: str) -> int | None:
    """A value as a whole number, if it is one."""
    try:
        return int(literal_parts(value).lexical)
    except ValueError:  # no literal, or no number
        return None


def shown(value: str) -> str:
    """A value as its author knows it."""
    if is_literal(value):
        return literal_parts(value).lexical
    if is_blank(value):
        return "[ ]"
    return local_name(value) if value.startswith(OURS) else value


def _written(property: str) -> str:
    """A property with its usual prefix."""
    for prefix, begins in PREFIXES.items():
        if property.startswith(f"<{begins}"):
            return f"{prefix}:{iri_text(property).removeprefix(begins)}"
    return property


def listed(words: Iterable[str]) -> Words:
    """Words in a row."""
    words = tuple(words)
    return Words(", ".join(words), "、".join(words))
