"""The nodes that the names of one case stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vcc.case.model import Name, Text
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import vcc

IN_CASE: Final = vcc("inCase")


@dataclass(frozen=True, slots=True)
class Nodes:
    """Names → RDF terms and labels.

    `term` gives the ontology term of a word that stands where a term of a scheme belongs;
    `actual` are the names of declared things that are neither denied nor planned. `language` is
    that of the case, `titles` the language of a source's title where it has one language only.
    """

    case: str
    term: Callable[[str, Name], str]
    labels: Mapping[str, Words]
    actual: frozenset[str]
    language: str
    titles: Mapping[str, str]
    _things: dict[str, str] = field(default_factory=dict)

    def thing(self, name: str) -> str:
        """The node of a declared thing."""
        node = self._things.get(name)
        if node is None:
            node = self._things[name] = below(self.case, name)
        return node

    def label(self, name: str) -> Words:
        """What people call a declared thing; its name where it has no label."""
        return self.labels.get(name) or Words(name, name)

    def list(self, names: Sequence[Name]) -> Words:
        """The labels of several things, in an order that does not depend on the text."""
        if len(names) == 1:
            return self.label(names[0].text)
        labels = [self.label(text) for text in sorted({name.text for name in names})]
        return Words(
            ", ".join(label.en for label in labels),
            "、".join(label.zh for label in labels),
        )


def words_of(labels: tuple[Text, ...], otherwise: str) -> Words:
    """Labels as one text a language; where one is missing, another stands in for it."""
    found = {label.language[:2]: label.text for label in reversed(labels)}
    any_label = labels[0].text if labels else otherwise
    return Words(found.get("en", any_label), found.get("zh", any_label))
