"""What a place of the text belongs to: which statement, which keyword, what that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vcc.case.model import Expected
from vcc.case.place import Place
from vcc.case.references import EXPECTED_OF
from vcc.case.tokens import Token
from vcc.case.words import (
    CLAUSE_BY_ID,
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    LIST_SCHEME,
    STATEMENT_BY_ID,
)

_HEADS: Final = frozenset({"STATEMENT", "COMPLETE", "EXPECT", "FRAMEWORK", "CASE", "LIBRARY"})
_FILES: Final = ("CASE", "LIBRARY")
_MOVES: Final = frozenset({"ARROW", "MOVE", "USES"})
_IN_LISTS: Final = frozenset({"COMMA", "NAME", "RESERVED", "FLAG_CLAUSE"})
_TAKE_A_TERM: Final = frozenset({"IS", "TERMS_CLAUSE", "COMPLETE", "FRAMEWORK"})
_LISTS: Final = frozenset({"NAMES_CLAUSE", "FROM", "FOR", "USES"})
_PARTIES: Final = ("actor", "resource")
_WITH_ITEMS: Final = "actor"
_WITH_MOVES: Final = ("activity", "interaction")
# What the names after a sign or word of a move are.
_IN_MOVES: Final = {
    "ARROW": ("actor",), "COLON": ("resource",), "MOVE": ("resource",), "INTO": ("resource",),
}  # fmt: skip
_ABOUT: Final = {about.name: targets for about, targets in EXPECTED_OF.items()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may stand in a place, by what it belongs to.

    `statement` is the id of the statement or item whose clauses may follow (`move`; "" where none
    may), `said` are the words that it has so far. `scheme` is the class of the words of the
    ontology that may stand there ("": none), `targets` the sorts of things that may be named (None:
    no name; empty: any sort). `begins_move`: a name there begins another move; `listed` are the
    names that stand before it in the same list.
    """

    statement: str
    said: frozenset[str]
    scheme: str = ""
    targets: tuple[str, ...] | None = None
    is_source: bool = False
    language_wanted: bool = False
    takes_items: bool = False
    begins_move: bool = False
    listed: frozenset[str] = frozenset()


def surroundings_of(place: Place, before: Sequence[Token]) -> Surroundings:
    """What the place behind some tokens belongs to."""
    open_tokens = _open_tokens(place)
    head = _last(open_tokens, _HEADS)
    inner = _inside(open_tokens, head)
    item = _last(inner, frozenset({"ITEM"}))
    move = None if item else _last(inner, _MOVES)
    anchor = item or move or head
    is_new = anchor is not None and anchor.type in _FILES and open_tokens[-1] is not anchor
    said = [t for t in before if anchor is None or t.start > anchor.start]
    in_block = bool(inner)
    is_source = "SOURCE_REF" in place.expected
    return Surroundings(
        _statement(head, item, in_block),
        frozenset() if is_new else frozenset(t.word or t.text for t in said),
        _scheme(place, head, item),
        ("source",) if is_source else _names(place, head, in_block),
        is_source,
        place.previous.type == "LANGUAGE",
        in_block and head is not None and head.word == _WITH_ITEMS,
        in_block and _governor(place) is None,
        _listed(place, before),
    )


def _listed(place: Place, before: Sequence[Token]) -> frozenset[str]:
    """The names of the list that goes on at a place."""
    governor = _governor(place)
    start = governor.start if governor else place.previous.start
    return frozenset(t.text.strip("`@") for t in before if t.start > start)


def _open_tokens(place: Place) -> list[Token]:
    """The keywords and signs of what is not read to its end, without words of the ontology that
    are spelled like a keyword (`during feedback`)."""
    found: list[Token] = []
    before: object = None
    for value in place.values:
        is_term = isinstance(before, Token) and before.type in _TAKE_A_TERM
        if isinstance(value, Token) and not is_term:
            found.append(value)
        before = value
    return found


def _last(tokens: Sequence[Token], types: frozenset[str]) -> Token | None:
    return next((token for token in reversed(tokens) if token.type in types), None)


def _inside(tokens: Sequence[Token], head: Token | None) -> list[Token]:
    """The open tokens of the block of a declaration, from its brace on; none outside of one."""
    if head is None or head.type != "STATEMENT":
        return []
    behind = [token for token in tokens if token.start > head.start]
    braces = [n for n, token in enumerate(behind) if token.type == "LBRACE"]
    if not braces or any(token.type == "RBRACE" for token in behind[braces[-1] :]):
        return []
    return behind[braces[-1] :]


def _statement(head: Token | None, item: Token | None, in_block: bool) -> str:
    if item is not None:
        return item.word
    if in_block:
        return "move"
    return "" if head is None else head.word


def _governor(place: Place) -> Token | None:
    """The keyword or sign that the list at a place belongs to; None where there is no list."""
    tokens = (value for value in reversed(place.values) if isinstance(value, Token))
    found = next((token for token in tokens if token.type not in _IN_LISTS), None)
    if found is not None and found.type in ("LBRACE", "RBRACE"):
        return None
    continues = place.previous.type in ("COMMA", "FLAG_CLAUSE")
    return found if found is not None and (continues or place.previous == found) else None


def _scheme(place: Place, head: Token | None, item: Token | None) -> str:
    governor = _governor(place)
    if "RESERVED" not in place.expected or governor is None:
        return ""
    if governor.type == "TERMS_CLAUSE":
        return CLAUSE_BY_ID[governor.word].scheme
    if governor.type in ("IS", "ITEM"):
        owner = item or head
        return STATEMENT_BY_ID[owner.word].scheme if owner and owner.word in STATEMENT_BY_ID else ""
    if governor.type == "STAGE":
        return EXPECTED_SCHEMES[Expected.MISSING_STAGE.value]
    fixed = {"COMPLETE": LIST_SCHEME, "FRAMEWORK": FRAMEWORK_SCHEME}
    return fixed.get(governor.type) or EXPECTED_SCHEMES.get(governor.word, "")


def _names(place: Place, head: Token | None, in_block: bool) -> tuple[str, ...] | None:
    if "NAME" not in place.expected:
        return None
    governor = _governor(place)
    if governor is None:
        return _PARTIES if in_block and head is not None and head.word in _WITH_MOVES else None
    if governor.type in _IN_MOVES:
        return _IN_MOVES[governor.type]
    if governor.type in _LISTS:
        is_price = in_block and governor.type == "FOR"
        return ("resource",) if is_price else CLAUSE_BY_ID[governor.word].targets
    if governor.type == "OF":
        about = next((v for v in place.values if isinstance(v, Token) and v.type in _ABOUT), None)
        return _ABOUT[about.type] if about else ()
    return None
