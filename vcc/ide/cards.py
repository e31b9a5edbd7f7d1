"""What to show of the word at a position: what it is, what it means, what follows for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from vcc.case.tokens import Token, span_of_token
from vcc.findings.explain import title_of_conclusion
from vcc.findings.model import Conclusion
from vcc.findings.sections import Brief, Layout
from vcc.graph.iris import below
from vcc.ide.document import Document
from vcc.ide.meaning import (
    label_of_thing,
    meaning_of_keyword,
    meaning_of_term,
    sort_of_thing,
    spelled,
)
from vcc.ide.mentions import Mention, TermMention, mention_at, term_at
from vcc.pipeline import Analysis
from vcc.render.card import Card, Fact
from vcc.source.diagnostic import Words
from vcc.source.text import Span

_MOST: Final = 8
_CASE: Final = Words("case", "案例")
_UNKNOWN: Final = Words("not declared", "未声明")
_NO_TERM: Final = Words("means nothing here", "此处没有含义")
_TERM: Final = Words("word for `{place}` · {other}", "“{place}”的用词 · {other}")


class Shown(NamedTuple):
    """A card, and the word that it is about."""

    span: Span
    card: Card


def card_at(document: Document, offset: int, analysis: Analysis | None = None) -> Shown | None:
    """What is known of the word at an offset; with an analysis, also what follows for it."""
    mention = mention_at(document, offset)
    if mention is not None:
        return Shown(mention.span, _of_mention(mention, document, analysis))
    term = term_at(document, offset)
    if term is not None:
        return Shown(term.span, _of_term(term, document))
    case = document.case
    if case is not None and case.name.span.start <= offset <= case.name.span.end:
        return Shown(case.name.span, _of_case(document, analysis))
    for token in document.tokens_at(offset):
        if token.word or token.type == "ARROW":
            span = span_of_token(document.source.name, token)
            return Shown(span, _of_keyword(token, document))
    return None


def _of_mention(mention: Mention, document: Document, analysis: Analysis | None) -> Card:
    thing = mention.thing
    if thing is None:
        return Card(mention.name, _UNKNOWN)
    facts = list(_facts_of(mention.name, analysis)) if analysis else []
    return Card(
        mention.name,
        sort_of_thing(thing, document.theory.terms),
        label_of_thing(thing),
        None,
        tuple(facts[:_MOST]),
        max(0, len(facts) - _MOST),
    )


def _facts_of(name: str, analysis: Analysis) -> Iterator[Fact]:
    """What follows for a declared thing, then what is asked about it."""
    node = below(analysis.graph.case, name)
    for part in analysis.report.parts:
        if part.section.brief is not Brief.COUNT:
            yield from (_fact(c) for c in part.conclusions if _is_about(c, node))
    for finding in analysis.report.findings:
        if finding.focus.term == node:
            yield Fact(finding.message, finding.id, finding.severity)


def _is_about(conclusion: Conclusion, node: str) -> bool:
    named = (conclusion.subject, conclusion.object, conclusion.group, conclusion.context)
    return any(each is not None and each.term == node for each in named)


def _fact(conclusion: Conclusion) -> Fact:
    return Fact(title_of_conclusion(conclusion), conclusion.id)


def _of_case(document: Document, analysis: Analysis | None) -> Card:
    """The case: what its report says first."""
    case = document.case
    assert case is not None
    facts = []
    label = None
    if analysis is not None:
        label = analysis.report.case.label
        own = analysis.report.case.term
        facts = [
            _fact(conclusion)
            for part in analysis.report.parts
            if part.section.layout is Layout.VERDICT
            for conclusion in part.conclusions
            if conclusion.subject.term == own
        ]
    return Card(case.name.text, _CASE, label, None, tuple(facts))


def _of_term(mention: TermMention, document: Document) -> Card:
    terms = document.theory.terms
    if mention.term is None:
        return Card(mention.word, _NO_TERM)
    label, definition = meaning_of_term(mention.term, terms)
    others = [word for word in terms.spellings(mention.term) if word != mention.word]
    is_a = _TERM.filled({"place": mention.place, "other": ", ".join(others)})
    return Card(mention.word, is_a, label, definition)


def _of_keyword(token: Token, document: Document) -> Card:
    label, definition = meaning_of_keyword(token, document.theory.terms)
    return Card(token.text, spelled(token), label, definition)
