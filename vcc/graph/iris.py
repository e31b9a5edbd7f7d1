"""The IRIs of a case and of what it declares.

A name in any script stays readable; only what RFC 3987 keeps out of a path segment is percent
encoded (as UTF-8), so that two names never share an IRI and no name forges a path.
"""

from __future__ import annotations

import re
from typing import Final

from vcc.vocabulary.rdf import iri

# iunreserved of RFC 3987: everything else, "/" and "%" among it, would mean something else.
_NOT_UNRESERVED: Final = re.compile(
    "[^A-Za-z0-9._~\\-"
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + f"{chr(0xE1000)}-{chr(0xEFFFD)}]"
)


def segment(name: str) -> str:
    """A name as one segment of an IRI's path ("." and ".." would be steps on the way)."""
    if name in (".", ".."):
        return name.replace(".", "%2E")
    return _NOT_UNRESERVED.sub(_percent_encoded, name)


def case_iri(name: str, base: str) -> str:
    """The term of the case of that name below `base` (which ends with a slash)."""
    return iri(base + segment(name))


def below(node: str, *names: str) -> str:
    """The term of a node below another: `below("<…/xiaomi>", "fans")` is `<…/xiaomi/fans>`."""
    return f"{node[:-1]}/{'/'.join(segment(name) for name in names)}>"


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
