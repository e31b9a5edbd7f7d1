"""What names mean in one rule file: prefixes, base, blank nodes; and where mistakes go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Final

from vcc.program import mistakes
from vcc.program.iris import NOT_IN_IRI, is_absolute, resolve
from vcc.source.diagnostic import Code, Diagnostic, Related, Words
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.namespaces import PREFIXES, XSD
from vcc.vocabulary.rdf import boolean, iri, literal

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {
    "t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")


def base_of(source: SourceText) -> str:
    """The base of a file that names none: its own place, as for Turtle files (RFC 3986, 5.1.3)."""
    return Path(source.name).absolute().as_uri()


@dataclass(slots=True)
class Scope:
    """The state of reading one file.

    `shift` is where the statement being read begins; `mode` is the part of it that we are in:
    `head`, `body` or `data`. `imports` are the IRIs of other files, and where they are named.
    """

    source: SourceText
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str | None = None
    shift: int = 0
    mode: str = "data"
    diagnostics: list[Diagnostic] = field(default_factory=list)
    imports: list[tuple[str, Span]] = field(default_factory=list)
    _fresh: int = 0
    _file_key: str = ""

    def report(
        self,
        code: Code,
        start: int,
        end: int,
        related: tuple[Related, ...] = (),
        **values: str | Words,
    ) -> None:
        """Note a mistake between two offsets of the file."""
        self.diagnostics.append(code.at(self.span(start, end), related, **values))

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets of the file."""
        return span_of(self.source, start, end)

    def iri_from_reference(self, text: str, start: int) -> str:
        """The term of `<…>`, resolved against the base."""
        reference = self._unescaped(text[1:-1], start)
        if NOT_IN_IRI.search(reference):  # what an escape hides is no more allowed for that
            self.report(mistakes.BAD_IRI, start, start + len(text), found=text)
        if is_absolute(reference):
            return iri(reference)
        return iri(resolve(reference, self.base or base_of(self.source)))

    def iri_from_prefixed(self, text: str, start: int) -> str:
        """The term of `prefix:local`; percent signs stay, backslashes go."""
        prefix, _, local = text.partition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            self._unknown_prefix(prefix, start)
            namespace = f"urn:unknown:{prefix}:"
        return iri(namespace + _LOCAL_ESCAPE.sub(r"\1", local))

    def _unknown_prefix(self, prefix: str, start: int) -> None:
        known = PREFIXES.get(prefix)
        near = get_close_matches(prefix, [p for p in self.prefixes if p], 1)
        if near and known is None:
            advice = Words(f"did you mean `{near[0]}:`?", f"是否想写 `{near[0]}:`？")
        else:
            line = f"PREFIX {prefix}: <{known or '…'}>"
            advice = Words(f"write `{line}` above", f"请在上方写 `{line}`")
        end = start + len(prefix) + 1
        self.report(mistakes.UNKNOWN_PREFIX, start, end, found=prefix + ":", advice=advice)

    def string(self, text: str, start: int) -> str:
        """What a quoted text says."""
        quotes = 3 if text[:3] in ('"""', "'''") else 1
        return self._unescaped(text[quotes:-quotes], start + quotes)

    def _unescaped(self, text: str, start: int) -> str:
        if "\\" not in text:
            return text
        parts: list[str] = []
        position = 0
        for match in _ESCAPE.finditer(text):
            parts.append(text[position : match.start()])
            position = match.end()
            code = int(match[1] or match[2] or "0", 16)
            if match[3] is not None and match[3] in _ESCAPED:
                parts.append(_ESCAPED[match[3]])
            elif match[3] is None and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                parts.append(chr(code))
            else:
                at = start + match.start()
                self.report(mistakes.BAD_ESCAPE, at, at + len(match.group()), found=match.group())
        parts.append(text[position:])
        return "".join(parts)

    def text_with_language(self, lexical: str, tag: str, start: int) -> str:
        """The term of `"…"@tag`; language tags are compared in lower case."""
        language, _, direction = tag.partition("--")
        if direction not in ("", "ltr", "rtl"):
            self.report(mistakes.BAD_DIRECTION, start, start + len(tag) + 1, found=direction)
        return literal(lexical, language.lower() + (f"--{direction}" if direction else ""))

    def fresh(self) -> str:
        """A blank node that no author named: a variable in a body, a node elsewhere."""
        self._fresh += 1
        return self._blank(f".{self._fresh}", f"n{self._fresh}")

    def blank(self, label: str) -> str:
        """The blank node of that label in this statement (in DATA: in this file)."""
        return self._blank(label, f"u-{label}")

    def restart(self) -> None:
        """A new rule: its nameless nodes are counted from one, so that order never matters."""
        self._fresh = 0

    def _blank(self, label: str, label_of_node: str) -> str:
        if self.mode == "body":
            return f"?_:{label}"
        if self.mode == "head":
            return f"_:{label}"
        if not self._file_key:
            self._file_key = sha256(self.source.text.encode("utf-8", "replace")).hexdigest()[:10]
        return f"_:d{self._file_key}{label_of_node}"


def number(text: str) -> str:
    """The term of a number as written."""
    if "e" in text or "E" in text:
        return literal(text, datatype=XSD + "double")
    return literal(text, datatype=XSD + ("decimal" if "." in text else "integer"))


def truth(text: str) -> str:
    """The term of `true` or `false`."""
    return boolean(text.lower() == "true")
