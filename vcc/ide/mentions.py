"""Names in a text and what they stand for: where something is declared, where it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vcc.case.consistency import name_span
from vcc.case.model import Declaration, Name
from vcc.case.references import citation_references, references, term_uses
from vcc.case.resolved import Declared
from vcc.ide.document import Document
from vcc.source.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of something that a case declares; `span` is the name as it is written, with
    backquotes where it has them. `thing` is None where nothing is called so; `targets` are what
    may be named there."""

    name: str
    span: Span
    thing: Declared | None
    is_declaration: bool = False
    targets: tuple[str, ...] = ()

    @property
    def declared_at(self) -> Span | None:
        """Where the thing is declared; this tells things of one name from each other."""
        return None if self.thing is None else name_span(self.thing)


@dataclass(frozen=True, slots=True)
class TermMention:
    """A word of the ontology; `term` is None where the word means nothing there."""

    word: str
    span: Span
    scheme: str
    place: str
    term: str | None


def mentions_of(document: Document) -> tuple[Mention, ...]:
    """Every name in the text, in its order."""
    return tuple(sorted(_mentions(document), key=lambda mention: mention.span.start))


def _mentions(document: Document) -> Iterator[Mention]:
    case, names = document.case, document.names
    if case is None:
        return

    def mention(name: Name, is_declaration: bool = False, *targets: str) -> Mention:
        return Mention(name.text, name.span, names.get(name.text), is_declaration, targets)

    for use in case.uses:
        yield from map(mention, use.names)
    for cited in citation_references(case.citations):
        yield _without_sign(mention(cited.name, False, *cited.targets))
    for statement in case.statements:
        if isinstance(statement, Declaration):
            items = (item.name for item in statement.items)
            declared = (statement.name, *(name for name in items if name is not None))
            yield from (mention(name, True) for name in declared)
        for reference in references(statement):
            found = mention(reference.name, False, *reference.targets)
            yield _without_sign(found) if reference.place == "@" else found


def _without_sign(mention: Mention) -> Mention:
    """The mention of a source without the sign that marks it: `@notes`."""
    _, start, end, line, column, end_line, end_column = mention.span
    span = Span(mention.span.source, start + 1, end, line, column + 1, end_line, end_column)
    return Mention(mention.name, span, mention.thing, False, mention.targets)


def term_mentions_of(document: Document) -> Iterator[TermMention]:
    """Every word of the ontology in the text."""
    case, terms = document.case, document.theory.terms
    for statement in case.statements if case else ():
        for use in term_uses(statement):
            term = terms.find(use.scheme, use.name.text) if use.scheme else None
            yield TermMention(use.name.text, use.name.span, use.scheme, use.place, term)


def mention_at(document: Document, offset: int) -> Mention | None:
    """The name that an offset is in or right behind."""
    return next((m for m in mentions_of(document) if _holds(m.span, offset)), None)


def term_at(document: Document, offset: int) -> TermMention | None:
    """The word of the ontology that an offset is in or right behind."""
    return next((m for m in term_mentions_of(document) if _holds(m.span, offset)), None)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def same_thing(mention: Mention, documents: Iterable[Document]) -> Iterator[Mention]:
    """Every place of some texts where the same thing is named, its declaration included."""
    at = mention.declared_at
    for document in documents:
        for other in mentions_of(document):
            if other.name == mention.name and other.declared_at == at:
                yield other
