"""Pitfalls: what often goes wrong in ontologies, each a SPARQL query of `ontology/style/pitfalls`.

The queries are named after what they find and say after which check of OOPS!, FOOPS! or ROBOT's
report they are made. What is meant to be so is waived, with its reason, in
`ontology/style/waivers.csv`; a waiver that nothing needs is itself a problem.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from vcc.audit.model import Problem
from vcc.resources import pitfall_files, waivers_file
from vcc.source.diagnostic import Words
from vcc.source.reading import read_source
from vcc.vocabulary.namespaces import PREFIXES
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import iri_text, lines_of, local_name

UNUSED: Final = Words(
    "the waiver of {check} for {term} is not needed: leave it out",
    "{check} 对 {term} 的豁免已无必要：请删去",
)
EVERY: Final = "*"  # a waiver for every term: the check as a whole does not fit our ontology
_MESSAGE: Final = re.compile(r"^# (?P<language>en|zh): (?P<text>.+)$", re.MULTILINE)


def pitfalls(
    ontology: Ontology,
    places: Places = NOWHERE,
    waivers: Mapping[tuple[str, str], str] | None = None,
) -> Iterator[Problem]:
    """Every pitfall that is not waived, and every waiver that nothing needs.

    `waivers` map a check and the name of a term to the reason (those that ship by default).
    """
    import pyoxigraph

    waived = dict(shipped_waivers() if waivers is None else waivers)
    unused = set(waived)
    store = pyoxigraph.Store()
    lines = "".join(lines_of(ontology.triples))
    store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    for path in pitfall_files():
        source = read_source(path)
        said = {match["language"]: match["text"] for match in _MESSAGE.finditer(source.text)}
        found = store.query(source.text, prefixes=dict(PREFIXES))
        assert isinstance(found, pyoxigraph.QuerySolutions)
        for solution in found:
            term, other = str(solution["term"]), str(solution["other"] or "")
            keys = {(path.stem, _name(term)), (path.stem, EVERY)}
            unused -= keys
            if not keys & waived.keys():
                names = {"term": _name(term), "other": _name(other)}
                message = Words(said["en"], said["zh"]).filled(names)
                yield Problem(term, message, places.declared(term) or "")
    for check, term in sorted(unused):
        yield Problem("", UNUSED.filled({"check": check, "term": term}), waivers_file().name)


def shipped_waivers() -> dict[tuple[str, str], str]:
    """The waivers that ship: check and name of the term to the reason."""
    return waivers_from_csv(waivers_file())


def waivers_from_csv(path: Path) -> dict[tuple[str, str], str]:
    """The rows of a table of waivers (columns `check`, `term`, `reason`)."""
    rows = csv.DictReader(StringIO(read_source(path).text))
    return {(row["check"], row["term"]): row["reason"] for row in rows}


def _name(term: str) -> str:
    return (local_name(term) or iri_text(term)) if term.startswith("<") else term
