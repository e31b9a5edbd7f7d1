"""What is said of shapes for people: their message, code, claims, and an example that satisfies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import RDF, SH, vcc
from vcc.vocabulary.rdf import Triple, iri, is_blank, literal_parts

_MESSAGE: Final = iri(SH + "message")
_CODE, _CLAIM, _SATISFIED = vcc("code"), vcc("claim"), vcc("satisfiedBy")
_CLASS: Final = iri(SH + "class")
_FIRST, _REST = iri(RDF + "first"), iri(RDF + "rest")
_COMPONENT: Final = "ConstraintComponent"


@dataclass(frozen=True, slots=True)
class ShapeNote:
    """What is said of one shape. What is not said is empty.

    `message` is a template (see `ValidationResult`); `claims` are ids of claims of the papers, none
    of a shape of ours; `example` is the inside of a case that satisfies it.
    """

    message: Words = Words("", "")  # noqa: RUF009 - frozen, so sharing it is safe
    code: str = ""
    claims: tuple[str, ...] = ()
    example: str = ""


def notes_of_shapes(triples: Iterable[Triple]) -> dict[str, ShapeNote]:
    """The notes of every shape that has a message, a code, claims or an example."""
    said: dict[str, dict[str, list[str]]] = {}
    for shape, property, value in triples:
        if property in (_MESSAGE, _CODE, _CLAIM, _SATISFIED):
            said.setdefault(shape, {}).setdefault(property, []).append(value)
    return {shape: _note(of) for shape, of in said.items()}


def _note(of: Mapping[str, list[str]]) -> ShapeNote:
    texts = {literal_parts(m).language[:2]: literal_parts(m).lexical for m in of.get(_MESSAGE, ())}
    anything = next(iter(texts.values()), "")
    code, example = (literal_parts(of.get(p, ['""'])[0]).lexical for p in (_CODE, _SATISFIED))
    return ShapeNote(
        Words(texts.get("en", anything), texts.get("zh", anything)),
        code,
        tuple(sorted(literal_parts(claim).lexical for claim in of.get(_CLAIM, ()))),
        " ".join(example.split()),
    )


class Parameters:
    """What the constraints of shapes ask for: a class, a number, one of several terms."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        for subject, property, value in triples:
            self._values.setdefault((subject, property), []).append(value)

    def of(self, shape: str, component: str) -> tuple[str, ...]:
        """The terms that a constraint of a shape names; of a choice of classes, these.

        None for a constraint that cannot be told by terms.
        """
        name = component[1:-1].removeprefix(SH).removesuffix(_COMPONENT)
        values = self._values.get((shape, iri(SH + name[:1].lower() + name[1:])), ())
        return tuple(term for value in values for term in self._terms(value))

    def _terms(self, value: str) -> Iterator[str]:
        if not is_blank(value):
            yield value
        for member in self._values.get((value, _FIRST), ()):
            yield from self._terms(member)
        yield from self._values.get((value, _CLASS), ())
        for rest in self._values.get((value, _REST), ()):
            if is_blank(rest):
                yield from self._terms(rest)
