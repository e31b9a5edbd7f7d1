"""Which models can be run: individuals of `:SimulationModel` (`ontology/core/simulation.ttl`)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vcc.source.diagnostic import LANGUAGES, Words
from vcc.vocabulary.namespaces import LABEL, SKOS, vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import iri, literal_parts

MODEL: Final = vcc("SimulationModel")
OF_MODEL: Final = vcc("ofModel")
_DEFINITION: Final = iri(SKOS + "definition")

_Said = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: a parameter (`start` only), a state (`start` and `next`), or what is computed
    in each step (`now`). Empty equations are not there; `lowest` and `highest` bound `start`."""

    symbol: str
    label: Words
    start: float | None = None
    now: str = ""
    next: str = ""
    lowest: float = -math.inf
    highest: float = math.inf

    @property
    def is_given(self) -> bool:
        """Whether a user may give it a value."""
        return self.start is not None

    @property
    def varies(self) -> bool:
        """Whether it can change from step to step."""
        return bool(self.now or self.next)


@dataclass(frozen=True, slots=True)
class Model:
    """A model: `words` are the names by which people call it, `about` says what it is worth."""

    words: tuple[str, ...]
    label: Words
    about: Words
    plots: str
    quantities: tuple[Quantity, ...]


def models_from_ontology(ontology: Ontology) -> tuple[Model, ...]:
    """Every model that the ontology declares, with its quantities by their position.

    What `vcc.audit.simulations` finds wrong cannot be read: it is looked for before.
    """
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, object in ontology.triples:
        said[subject][property].append(object)
    return tuple(_model(term, said) for term in sorted(ontology.members.get(MODEL, ())))


def _model(term: str, said: _Said) -> Model:
    mine = (node for node, about in said.items() if term in about.get(OF_MODEL, ()))
    ordered = sorted(mine, key=lambda node: (int(_text(said[node], "position")), node))
    return Model(
        words=tuple(literal_parts(word).lexical for word in said[term][vcc("word")]),
        label=_words(said[term][LABEL]),
        about=_words(said[term][_DEFINITION]),
        plots=_text(said[term], "plots"),
        quantities=tuple(_quantity(said[node]) for node in ordered),
    )


def _quantity(about: Mapping[str, list[str]]) -> Quantity:
    numbers = dict(_numbers(about))
    return Quantity(
        symbol=_text(about, "symbol"),
        label=_words(about[LABEL]),
        start=numbers.get("defaultValue"),
        now=_text(about, "valueNow"),
        next=_text(about, "valueNext"),
        lowest=numbers.get("lowestValue", -math.inf),
        highest=numbers.get("highestValue", math.inf),
    )


def _numbers(about: Mapping[str, list[str]]) -> Iterator[tuple[str, float]]:
    for name in ("defaultValue", "lowestValue", "highestValue"):
        if text := _text(about, name):
            yield name, float(text)


def _text(about: Mapping[str, list[str]], name: str) -> str:
    terms = about.get(vcc(name), [])
    if not terms:
        return ""
    return literal_parts(terms[0]).lexical if terms[0].startswith('"') else terms[0]


def _words(literals: list[str]) -> Words:
    parts = [literal_parts(term) for term in literals]
    found = {part.language: part.lexical for part in parts}
    return Words(*(found.get(language, parts[0].lexical) for language in LANGUAGES))
