"""Statements of the case language, as pieces that examples are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product
from typing import Final

from vcc.case.from_text import case_from_text
from vcc.case.model import Declaration
from vcc.case.tokens import tokens_from_text
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

HEAD: Final = 'vcc 1\nlanguage en\ncase t en"T" {\n'
TAIL: Final = "\n}\n"
_KIND: Final = re.compile(r"\b(is|form) [\w-]+")


@dataclass(frozen=True, slots=True)
class Units:
    """The statements of an example: each as it is written, with the name that it declares (empty:
    none)."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.texts)

    def without(self, number: int) -> Units:
        """All but one of them."""
        cut = slice(number), slice(number + 1, None)
        return Units(*(tuple(chain(*(each[c] for c in cut))) for each in (self.texts, self.names)))

    def denied(self) -> Iterator[Units]:
        """With one of the declared things said not to be so."""
        for number, name in enumerate(self.names):
            if name and not self.texts[number].startswith(("absent ", "planned ")):
                texts = [*self.texts[:number], f"absent {self.texts[number]}"]
                yield Units((*texts, *self.texts[number + 1 :]), self.names)

    def of_kind(self, word: str) -> Iterator[Units]:
        """With one of the things being of another kind."""
        for number, text in enumerate(self.texts):
            changed = _KIND.sub(rf"\1 {word}", text, count=1)
            if changed != text:
                yield Units((*self.texts[:number], changed, *self.texts[number + 1 :]), self.names)

    def beside(self, other: Units) -> Units:
        """Both; what is said twice is said once, and two things of one name get two."""
        more = [
            (text, name)
            for text, name in zip(other.texts, other.names, strict=True)
            if text not in self.texts
        ]
        taken = set(self.names) & {name for _, name in more if name}
        texts = tuple(_renamed(text, taken) for text, _ in more)
        names = tuple(f"{name}-too" if name in taken else name for _, name in more)
        return Units((*self.texts, *texts), (*self.names, *names))


def _renamed(text: str, taken: set[str]) -> str:
    """A statement in which the things of some names have other names."""
    for token in reversed(tokens_from_text(SourceText("t", text))[0]):
        if token.type == "NAME" and token.text in taken:
            text = f"{text[: token.end]}-too{text[token.end :]}"
    return text


def units_of(statements: str) -> Units | None:
    """The statements of an example; None where it cannot be read."""
    source = SourceText("t.vcc", f"{HEAD}{statements}{TAIL}")
    try:
        said = case_from_text(source).case.statements
    except SourceErrors:
        return None
    texts = tuple(source.text[each.span.start : each.span.end] for each in said)
    names = tuple(each.name.text if isinstance(each, Declaration) else "" for each in said)
    return Units(texts, names)


def beside_each(ones: Iterable[Units], others: Iterable[Units]) -> Iterator[Units]:
    """Each of some beside each of others."""
    return (one.beside(other) for one, other in product(ones, others))
