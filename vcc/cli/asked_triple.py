"""A triple that somebody types, with the prefixes of the rule files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from vcc.cli.errors import cannot_run
from vcc.render.plan_text import Shortener
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

_NO_TRIPLE: Final = Words(
    "this is not one triple 'S P O': {text}", "这不是一个三元组 'S P O'：{text}"
)
_PREFIX: Final = re.compile(r"^\s*PREFIX\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_STRING_OR_LABEL: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|_:(?P<label>[\w.-]*\w)')
_BLANK: Final = "urn:blank:"


class AskedTriple:
    """The triple, as a fact, and how to write terms with the same prefixes."""

    def __init__(self, text: str, sources: Sequence[SourceText]) -> None:
        """Read it; ends the command (exit code 2) where it is no triple."""
        prefixes: dict[str, str] = {}
        for source in sources:
            for name, namespace in _PREFIX.findall(source.text):
                prefixes.setdefault(name, namespace)
        self.short = Shortener(prefixes).term
        self.triple = _triple(text, prefixes)


def _triple(text: str, prefixes: dict[str, str]) -> Triple:
    from vcc.facts import triples_from_text

    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    # A blank node is asked for by its label, which a parser would change.
    named = _STRING_OR_LABEL.sub(lambda m: f"<{_BLANK}{m['label']}>" if m["label"] else m[0], text)
    try:
        found = triples_from_text(SourceText("-", f"{head}{named.strip().rstrip('.')} ."), "turtle")
    except SourceErrors:
        found = []
    if len(found) != 1:
        raise cannot_run(_NO_TRIPLE, text=text)
    s, p, o = (re.sub(rf"<{_BLANK}([^>]*)>", r"_:\1", term) for term in found[0])
    return s, p, o
