"""The answer to a query as text: a table for people; CSV, JSON and Turtle as the standards say."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any, Final

from vcc.query.run import Answer, Solutions, Triples, Truth
from vcc.render.rdf_names import short_term
from vcc.render.rows_text import text_from_rows
from vcc.render.to_rdf import rdf_from_graphs
from vcc.vocabulary.namespaces import CASES, XSD
from vcc.vocabulary.rdf import is_blank, is_literal, literal_parts

FORMATS: Final = ("table", "csv", "json", "turtle")
_TRIPLE_NAMES: Final = ("subject", "predicate", "object")


def text_from_answer(answer: Answer, format: str = "", base: str = CASES) -> str:
    """An answer in one of `FORMATS`; without one, triples as Turtle and anything else as a table.

    Raises:
        ValueError: if Turtle is asked for an answer that is no graph.
    """
    chosen = format or ("turtle" if isinstance(answer, Triples) else "table")
    if chosen == "turtle":
        if not isinstance(answer, Triples):
            raise ValueError("only CONSTRUCT and DESCRIBE answer with a graph")
        return rdf_from_graphs({"": answer.triples}, "turtle", base)
    if chosen == "json":
        return _json(answer, base)
    return _csv(answer) if chosen == "csv" else _table(answer, base)


def _rows(answer: Solutions | Triples) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if isinstance(answer, Triples):
        return _TRIPLE_NAMES, answer.triples
    return answer.variables, answer.rows


def _table(answer: Answer, base: str) -> str:
    if isinstance(answer, Truth):
        return "true\n" if answer.value else "false\n"
    names, rows = _rows(answer)
    return text_from_rows(names, ([_cell(term, base) for term in row] for row in rows), "table")


def _cell(term: str, base: str) -> str:
    if is_literal(term):
        return literal_parts(term).lexical
    return short_term(term, base) if term else ""


def _csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV; of a truth value, which that format leaves out, the word."""
    if isinstance(answer, Truth):
        return "true\r\n" if answer.value else "false\r\n"
    names, rows = _rows(answer)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_plain(term) for term in row] for row in rows)
    return out.getvalue()


def _plain(term: str) -> str:
    if is_literal(term):
        return literal_parts(term).lexical
    return term if is_blank(term) or not term else term[1:-1]


def _json(answer: Answer, base: str) -> str:
    """SPARQL 1.1 Query Results JSON; a graph as JSON-LD."""
    if isinstance(answer, Triples):
        return rdf_from_graphs({"": answer.triples}, "jsonld", base)
    document: dict[str, Any]
    if isinstance(answer, Truth):
        document = {"head": {}, "boolean": answer.value}
    else:
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(answer.variables, row, strict=True)
                if term
            }
            for row in answer.rows
        ]
        document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_term(term: str) -> dict[str, str]:
    if is_blank(term):
        return {"type": "bnode", "value": term[2:]}
    if not is_literal(term):
        return {"type": "uri", "value": term[1:-1]}
    lexical, language, datatype = literal_parts(term)
    if language:
        return {"type": "literal", "value": lexical, "xml:lang": language}
    if datatype == XSD + "string":
        return {"type": "literal", "value": lexical}
    return {"type": "literal", "value": lexical, "datatype": datatype}
