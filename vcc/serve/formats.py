"""The formats of answers by media type, and which of them a client would rather have (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple


class Format(NamedTuple):
    """A format: its media type, and what pyoxigraph calls it."""

    media_type: str
    name: str


# The first is what a client gets that does not mind. Second names of a format follow it.
RESULTS: Final = (
    Format("application/sparql-results+json", "JSON"),
    Format("application/json", "JSON"),
    Format("application/sparql-results+xml", "XML"),
    Format("application/xml", "XML"),
    Format("text/csv", "CSV"),
    Format("text/tab-separated-values", "TSV"),
)
GRAPHS: Final = (
    Format("text/turtle", "TURTLE"),
    Format("application/n-triples", "N_TRIPLES"),
    Format("application/rdf+xml", "RDF_XML"),
    Format("application/ld+json", "JSON_LD"),
    Format("application/x-turtle", "TURTLE"),
    Format("text/plain", "N_TRIPLES"),
    Format("application/xml", "RDF_XML"),
    Format("application/json", "JSON_LD"),
)
HTML: Final = Format("text/html", "HTML")

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(rf"\s*({_NAME})/({_NAME})\s*((?:;[^;]*)*)\Z")
_QUALITY: Final = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|\Z)", re.IGNORECASE)
_MOST: Final = 64  # ranges that are looked at: nobody needs more


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float


@lru_cache(maxsize=256)
def preferred(accept: str | None, offered: tuple[Format, ...]) -> Format | None:
    """What of the offered a client prefers; the first where it does not mind, None for none.

    The most specific range decides about a type; equal wishes go by the order of `offered`. Names
    that are only second names are given to those who ask for them by name.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = list(_ranges(accept))
    best, most = None, 0.0
    for format in offered:
        quality = _quality(format, ranges)
        if quality > most:
            best, most = format, quality
    return best


def _quality(format: Format, ranges: Sequence[_Range]) -> float:
    """How welcome a format is: what the most specific range that it falls into says."""
    major, minor = format.media_type.split("/")
    for wanted in ((major, minor), (major, "*"), ("*", "*")):
        said = [quality for type, subtype, quality in ranges if (type, subtype) == wanted]
        if said:
            return max(said)
    return 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for text in accept.split(",")[:_MOST]:
        match = _RANGE.match(text)
        if match is not None:
            quality = _QUALITY.search(match[3])
            yield _Range(match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0)
