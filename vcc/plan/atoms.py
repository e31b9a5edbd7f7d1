"""Triple patterns as plans have them."""

from __future__ import annotations

# A triple pattern without triple terms: variables begin with `?`.
Atom = tuple[str, str, str]


def is_variable(term: str) -> bool:
    """Whether a term of an atom is a variable."""
    return term[0] == "?"
