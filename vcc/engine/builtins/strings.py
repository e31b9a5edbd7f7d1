"""Functions on strings (SPARQL 1.1, 17.4.3)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from vcc.engine.builtins.patterns import compiled
from vcc.engine.numeric_types import INTEGER
from vcc.engine.values import (
    STRING,
    ExpressionError,
    from_boolean,
    number,
    parts,
    string,
    term_from_number,
)
from vcc.vocabulary.rdf import literal

_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")


def _changed(change: Callable[[str], str]) -> Callable[[str], str]:
    def apply(term: str) -> str:
        text, language = string(term)
        return literal(change(text), language)

    return apply


def _tested(test: Callable[[str, str], bool]) -> Callable[[str, str], str]:
    def apply(term: str, other: str) -> str:
        text, part = _compatible(term, other)
        return from_boolean(test(text, part))

    return apply


def _compatible(term: str, other: str) -> tuple[str, str]:
    text, language = string(term)
    part, other_language = string(other)
    if other_language and other_language != language:
        raise ExpressionError("languages differ")
    return text, part


def concat(*terms: str) -> str:
    """The texts in a row; with a language if all have the same."""
    written = []
    for term in terms:
        if not term[0] == term[-1] == '"':
            break
        written.append(term[1:-1])
    else:  # plain: as they are written
        return f'"{"".join(written)}"'
    pairs = [string(term) for term in terms]
    languages = {language for _, language in pairs}
    language = languages.pop() if len(languages) == 1 else ""
    return literal("".join(text for text, _ in pairs), language)


def substr(term: str, start: str, length: str | None = None) -> str:
    """From the `start`-th character, the first being 1; positions are rounded (XPath)."""
    text, language = string(term)
    first = _rounded(start)
    last = math.inf if length is None else first + _rounded(length)
    low, high = max(first, 1.0), min(last, len(text) + 1.0)
    if not low < high or first != first or last != last:  # NaN is no position
        return literal("", language)
    return literal(text[int(low) - 1 : int(high) - 1], language)


def _rounded(term: str) -> float:
    value = float(number(term).value)
    return math.floor(value + 0.5) if math.isfinite(value) else value


def strbefore(term: str, other: str) -> str:
    """What stands before the first occurrence; empty and plain if there is none."""
    text, part = _compatible(term, other)
    found = text.find(part)
    return literal(text[:found], string(term)[1]) if found >= 0 else literal("")


def strafter(term: str, other: str) -> str:
    """What stands after the first occurrence; empty and plain if there is none."""
    text, part = _compatible(term, other)
    found = text.find(part)
    return literal(text[found + len(part) :], string(term)[1]) if found >= 0 else literal("")


def encode_for_uri(term: str) -> str:
    """Percent signs for all but unreserved characters."""
    from urllib.parse import quote

    return literal(quote(string(term)[0], safe="-_.~"))


def _pattern(term: str, flags: str | None) -> re.Pattern[str]:
    return compiled(string(term)[0], string(flags)[0] if flags is not None else "")


def regex(term: str, pattern: str, flags: str | None = None) -> str:
    """Whether the pattern matches somewhere."""
    return from_boolean(_pattern(pattern, flags).search(string(term)[0]) is not None)


def replace(term: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """Every match replaced; `$1` is the first group."""
    text, language = string(term)
    compiled = _pattern(pattern, flags)
    if compiled.search("") is not None:
        raise ExpressionError("the pattern matches the empty string")
    template = string(replacement)[0].replace("\\$", "\0").replace("\\\\", "\\")
    template = re.sub(r"\$(\d)", r"\\g<\1>", template.replace("\\", "\\\\"))
    try:
        return literal(compiled.sub(template.replace("\0", "$"), text), language)
    except (re.error, IndexError):
        raise ExpressionError("not a replacement") from None


def strlang(term: str, language: str) -> str:
    """The text with a language."""
    return literal(_plain(term), _tag(language))


def strlangdir(term: str, language: str, direction: str) -> str:
    """The text with a language and a direction."""
    if _plain(direction) not in ("ltr", "rtl"):
        raise ExpressionError("no direction")
    return literal(_plain(term), f"{_tag(language)}--{_plain(direction)}")


def _tag(term: str) -> str:
    tag = _plain(term)
    if not _LANGUAGE_TAG.match(tag):
        raise ExpressionError("not a language tag")
    return tag.lower()


def _plain(term: str) -> str:
    lexical, _, datatype = parts(term)
    if datatype != STRING:
        raise ExpressionError("not a plain string")
    return lexical


def langmatches(tag: str, wanted: str) -> str:
    """Basic filtering of RFC 4647; `*` is any language."""
    text, part = _plain(tag).lower(), _plain(wanted).lower()
    if part == "*":
        return from_boolean(bool(text))
    return from_boolean(text == part or text.startswith(part + "-"))


STRINGS: Final[dict[str, Callable[..., str]]] = {
    "CONCAT": concat,
    "SUBSTR": substr,
    "STRLEN": lambda term: term_from_number(INTEGER, len(string(term)[0])),
    "REPLACE": replace,
    "UCASE": _changed(str.upper),
    "LCASE": _changed(str.lower),
    "ENCODE_FOR_URI": encode_for_uri,
    "CONTAINS": _tested(lambda text, part: part in text),
    "STRSTARTS": _tested(str.startswith),
    "STRENDS": _tested(str.endswith),
    "STRBEFORE": strbefore,
    "STRAFTER": strafter,
    "REGEX": regex,
    "STRLANG": strlang,
    "STRLANGDIR": strlangdir,
    "LANGMATCHES": langmatches,
}
