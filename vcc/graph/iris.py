"""The IRIs of a case and of what it declares.

A name in any script stays readable; only what RFC 3987 keeps out of a path segment is percent
encoded (as UTF-8), so that two names never share an IRI and no name forges a path.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from vcc.vocabulary.rdf import iri

# What few names have and no path segment may: ASCII but for letters, digits and four signs.
_ODD: Final = re.compile(r"[\x00-,/:-@\[-^`{-}\x7f-\x9f]")
_LAST_USUAL: Final = "\ud7ff"


@cache
def _not_unreserved() -> re.Pattern[str]:
    """All but iunreserved of RFC 3987: "/" and "%" among it, which would mean something else.

    It takes 4 ms to make, and few names need it.
    """
    planes = (f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    last = f"{chr(0xE1000)}-{chr(0xEFFFD)}"
    most = "A-Za-z0-9._~\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    return re.compile(f"[^{most}{''.join(planes)}{last}]")


@lru_cache(maxsize=4096)
def segment(name: str) -> str:
    """A name as one segment of an IRI's path ("." and ".." would be steps on the way)."""
    if name in (".", ".."):
        return name.replace(".", "%2E")
    if not _ODD.search(name) and max(name, default="") <= _LAST_USUAL:
        return name
    return _not_unreserved().sub(_percent_encoded, name)


def case_iri(name: str, base: str) -> str:
    """The term of the case of that name below `base` (which ends with a slash)."""
    return iri(base + segment(name))


def below(node: str, *names: str) -> str:
    """The term of a node below another: `below("<…/xiaomi>", "fans")` is `<…/xiaomi/fans>`."""
    return f"{node[:-1]}/{'/'.join(map(segment, names))}>"


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
