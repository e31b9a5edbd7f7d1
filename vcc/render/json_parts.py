"""The pieces that our JSON formats share; the schemas in `schemas/` describe them."""

from __future__ import annotations

import json
from typing import Any

from vcc.findings.model import Claim, Conclusion, Evidence, Finding, Node, RuleNote
from vcc.source.diagnostic import Diagnostic, Words
from vcc.source.text import Span
from vcc.vocabulary.rdf import iri_text, is_iri

Json = dict[str, Any]


def json_text(value: object) -> str:
    """JSON with readable Chinese and a fixed order of keys, without a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def json_list(key: str, head: Json, tail: Json, *, is_empty: bool) -> tuple[str, str]:
    """What stands before and behind the entries of a list in an object, where these are written
    one by one (with commas and line breaks between them); `head` and `tail` are the other keys."""
    before = json_text({**head, key: []}).removesuffix("]\n}")
    behind = "]\n}"
    if tail:
        behind = "],\n" + json_text(tail).removeprefix("{\n")
    return (before, behind) if is_empty else (f"{before}\n", f"\n  {behind}")


def words(value: Words) -> Json:
    """Both languages."""
    return {"en": value.en, "zh": value.zh}


def words_or_null(value: Words | None) -> Json | None:
    """Both languages, or null."""
    return words(value) if value else None


def node(value: Node) -> Json:
    """A thing or term: IRI, short name, label."""
    iri = iri_text(value.term) if is_iri(value.term) else value.term
    return {"iri": iri, "name": value.name, "label": words(value.label)}


def node_or_null(value: Node | None) -> Json | None:
    """A thing or term, or null."""
    return node(value) if value else None


def span(value: Span) -> Json:
    """Where something stands; lines and columns count from 1, in Unicode code points."""
    return {
        "file": value.source,
        "line": value.line,
        "column": value.column,
        "end_line": value.end_line,
        "end_column": value.end_column,
    }


def evidence(value: Evidence) -> Json:
    """A statement of the case, with its quotes."""
    quotes = [
        {
            "source": quote.source,
            "title": words(quote.title),
            "places": list(quote.places),
            "texts": list(quote.texts),
        }
        for quote in value.quotes
    ]
    return {**span(value.span), "quotes": quotes}


def claims(values: tuple[Claim, ...]) -> list[Json]:
    """Claims of papers."""
    return [{"id": claim.id, "section": claim.section} for claim in values]


def rule_or_null(value: RuleNote | None) -> Json | None:
    """A rule: its IRI, name, label, whose word it is, its claims."""
    if value is None:
        return None
    return {
        "iri": iri_text(value.term),
        "name": value.name,
        "label": words(value.label),
        "status": value.status.value,
        "claims": claims(value.claims),
    }


def conclusion(value: Conclusion) -> Json:
    """A conclusion with everything that it rests on."""
    return {
        "id": value.id,
        "subject": node(value.subject),
        "predicate": node(value.predicate),
        "object": node_or_null(value.object),
        "value": value.value or None,
        "status": value.status.value if value.status else None,
        "lacks": [node(part) for part in value.lacks],
        "context": node_or_null(value.context),
        "group": node_or_null(value.group),
        "row": node_or_null(value.row),
        "column": node_or_null(value.column),
        "rule": rule_or_null(value.rule),
        "claims": claims(value.claims),
        "reason": words_or_null(value.reason),
        "evidence": [evidence(item) for item in value.evidence],
    }


def finding(value: Finding) -> Json:
    """A finding with its advice and everything that it rests on."""
    return {
        "id": value.id,
        "name": value.name,
        "label": words(value.label),
        "severity": str(value.severity),
        "focus_node": node(value.focus),
        "message": words(value.message),
        "advice": words_or_null(value.advice),
        "advice_claims": claims(value.advice_claims),
        "place": span(value.span) if value.span else None,
        "rule": rule_or_null(value.rule),
        "claims": claims(value.claims),
        "evidence": [evidence(item) for item in value.evidence],
    }


def diagnostic(value: Diagnostic) -> Json:
    """A mistake in the text."""
    return {
        "code": value.code,
        "severity": str(value.severity),
        "message": words(value.message),
        "note": words_or_null(value.note),
        "help": words_or_null(value.help),
        "place": span(value.span) if value.span else None,
        "related": [
            {"message": words(related.message), "place": span(related.span)}
            for related in value.related
        ],
    }
