"""Regular expressions are those of XPath (functions 3.1, section 5.6), not those of Python."""

# ruff: noqa: E501 (a table)
from __future__ import annotations

import pytest

from vcc.engine.builtins import BUILTINS
from vcc.engine.values import FALSE, TRUE, ExpressionError
from vcc.vocabulary.rdf import literal

MATCHES = [
    ("a1", r"\p{L}", "", True), ("1", r"\p{L}", "", False), ("1", r"^\P{L}$", "", True),
    ("aB", r"^\p{Ll}\p{Lu}$", "", True), ("中", r"^\p{Lo}$", "", True), ("A", r"^\p{Ll}$", "i", True),
    ("a", r"^[\P{L}]$", "", False), ("a1-", r"^[\p{L}\p{Nd}-]+$", "", True),
    ("b", "^[a-z-[b]]$", "", False), ("c", "^[a-z-[b]]$", "", True), ("e", "^[a-z-[^e]]$", "", True),
    ("f", "^[a-z-[^e]]$", "", False), ("-", "^[-a]$", "", True), ("-", "^[a-]$", "", True),
    ("x:y.1", r"^\i\c*$", "", True), ("1x", r"^\i", "", False), ("a b", r"^\C$", "", False),
    ("a\n", "a$", "", False), ("a\nb", "a$", "m", True), ("\r", ".", "", False), ("\r", ".", "s", True),
    ("a#b", "a # b", "x", True), ("ab", "a b", "x", True), ("a b", r"a\ b", "x", None),
    ("&", "^[&&]$", "", True), ("a&", "^[a&&b]+$", "", True), ("[", r"^[\[]$", "", True),
    ("^", r"^[\^]$", "", True), ("ab", "^[^b]b$", "", True), ("aa", r"^(a)\1$", "", True),
    ("abab", "^(?:ab){2}$", "", True), ("5", r"^[\d]$", "", True), ("a.b", "a.b", "q", True),
    ("axb", "a.b", "q", False), ("A.B", "a.b", "qi", True), ("(", "(", "q", True),
    ("a", "(?=a)", "", None), ("a", "(?<!b)a", "", None), ("a", "a*+", "", None), ("a", "a++", "", None),
    ("a", r"\bа", "", None), ("a", r"\A", "", None), ("a", "[[]", "", None), ("a", "[]", "", None),
    ("a", "[", "", None), ("a", "[a", "", None), ("a", "[a-[b", "", None), ("a", "\\", "", None),
    ("a", "(", "", None), ("a", "*", "", None), ("a", r"\p{Xx}", "", None), ("a", r"\pL", "", None),
    ("a", r"\p{IsGreek}", "", None), ("a", r"[\I]", "", None), ("a", "a", "k", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pattern", "flags", "expected"), MATCHES)
def test_a_pattern_means_what_xpath_says(
    text: str, pattern: str, flags: str, expected: bool | None
) -> None:
    arguments = (literal(text), literal(pattern), literal(flags))
    if expected is None:
        with pytest.raises(ExpressionError):
            BUILTINS["REGEX"](*arguments)
        return
    assert BUILTINS["REGEX"](*arguments) == (TRUE if expected else FALSE)


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "expected"),
    [
        ("abc", "[a-c-[b]]", "_", "_b_"),
        ("x#y", "#", "/", "x/y"),
        ("reluctant", "r.*?t", "X", "Xant"),
        ("Jörg Müller", r"\p{Lu}", "*", "*örg *üller"),
        ("abracadabra", "bra", "*", "a*cada*"),
        ("abcd", "(ab)|(a)", "[1=$1][2=$2]", "[1=ab][2=]cd"),
        ("a\\b", r"\\", r"\\\\", "a\\\\b"),
        ("cost", "cost", r"\$5", "$5"),
    ],
)
def test_replacing_is_that_of_xpath(
    text: str, pattern: str, replacement: str, expected: str
) -> None:
    found = BUILTINS["REPLACE"](literal(text), literal(pattern), literal(replacement))
    assert found == literal(expected)
