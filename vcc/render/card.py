"""What is known of something at a glance, as Markdown: what an editor shows beside a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcc.render.markdown import code, escaped
from vcc.render.words import SEVERITIES, labelled
from vcc.source.diagnostic import Severity, Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known: a conclusion or, with a severity, a finding; under its id."""

    text: Words
    id: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A word of a case: as it is written (`name`), what it is, what people call it, what it means;
    `facts` is what follows for it, of which `left_out` are not told."""

    name: str
    is_a: Words
    label: Words | None = None
    meaning: Words | None = None
    facts: tuple[Fact, ...] = ()
    left_out: int = 0


_MORE = Words("and {count} more", "另有 {count} 项")


def markdown_from_card(card: Card, language: str) -> str:
    """The card in a language."""
    return "\n\n".join(_paragraphs(card, language))


def _paragraphs(card: Card, language: str) -> Iterator[str]:
    yield f"{code(card.name)} · {escaped(card.is_a.in_language(language))}"
    label = card.label.in_language(language) if card.label else ""
    if label and label != card.name:
        yield f"**{escaped(label)}**"
    if card.meaning:
        yield escaped(card.meaning.in_language(language))
    lines = [_line(fact, language) for fact in card.facts]
    if card.left_out:
        lines.append(f"- {_MORE.filled({'count': str(card.left_out)}).in_language(language)}")
    if lines:
        yield "\n".join(lines)


def _line(fact: Fact, language: str) -> str:
    text = fact.text.in_language(language)
    if fact.severity is not None:
        text = labelled(SEVERITIES[fact.severity], text, language)
    return f"- {escaped(text)} {code(fact.id)}"
