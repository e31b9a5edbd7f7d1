"""Rule text → parse tree, one statement at a time; Lark's errors → diagnostics."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from vcc.program import mistakes
from vcc.program.scope import Scope

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

# What a terminal is called in messages; those not named here spell themselves.
_NAMES: Final = {
    "VAR": "?variable", "IRIREF": "<iri>", "PNAME_LN": "prefix:name", "PNAME_NS": "prefix:",
    "BLANK": "_:node", "LANG": "@language", "STRING": '"text"', "NUMBER": "number",
    "SIGNED": "number", "BOOLEAN": "true", "FUNCTION": "FUNCTION(", "A": "a", "INVERSE": "^",
    "COMPARE": "= != < <= > >=", "PLUS_MINUS": "+ -", "TIMES": "* /", "BANG": "!",
    "AGGREGATE": "COUNT(", "LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")", "LSQB": "[",
    "RSQB": "]", "DOT": ".", "COMMA": ",", "SEMICOLON": ";", "TILDE": "~", "$END": "end",
    "_TERM_OPEN": "<<(", "_TERM_CLOSE": ")>>", "_REIFIED_OPEN": "<<", "_REIFIED_CLOSE": ">>",
}  # fmt: skip
_KEYWORDS: Final = (
    "BASE", "PREFIX", "VERSION", "IMPORTS", "RULE", "WHERE", "DATA", "FILTER", "NOT", "SET", "AS",
    "IN", "DISTINCT", "COUNT", "SUM", "MIN", "MAX", "AVG", "a",
)  # fmt: skip
# What other dialects, earlier drafts and SPARQL write, and what to write here.
_FOREIGN: Final = {
    "IF": "RULE { … } WHERE { … }", "THEN": "RULE { … } WHERE { … }", "FOR": "?x a :Class in the body",
    "TRANSITIVE": "RULE { ?a :p ?c } WHERE { ?a :p ?b . ?b :p ?c }",
    "SYMMETRIC": "RULE { ?b :p ?a } WHERE { ?a :p ?b }",
    "INVERSE": "RULE { ?b :q ?a } WHERE { ?a :p ?b }",
    "CONSTRUCT": "RULE { … } WHERE { … }", "BIND": "SET(?x := …)", "MINUS": "NOT { … }",
    "OPTIONAL": "a second RULE", "UNION": "a second RULE", "SELECT": "RULE { … } WHERE { … }",
    "EXISTS": "NOT { … }", "GRAPH": "the triples without a graph", "TUPLE": "a triple",
    "VALUES": "one RULE for each value", ":-": "WHERE",
}  # fmt: skip
_WORD: Final = re.compile(r":-|[A-Za-z][\w-]*")
_MOST_EXPECTED: Final = 8


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = (files("vcc.program") / "srl.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", start="statement", maybe_placeholders=True,
        propagate_positions=True,
    )  # fmt: skip


def tree_from_statement(text: str, scope: Scope, shift: int) -> Tree[Token] | None:
    """Parse one statement that begins at offset `shift` of its file.

    A syntax error goes to the scope; the result is then None.
    """
    from lark.exceptions import UnexpectedInput

    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        _report(error, text, scope, shift)
        return None


def _report(error: UnexpectedInput, text: str, scope: Scope, shift: int) -> None:
    expected = _expected(error)
    position = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    found = str(getattr(error, "token", "")) or text[position : position + 1]
    if not text[position:].strip() or getattr(error.token if hasattr(error, "token") else None, "type", "") == "$END":
        at = shift + len(text.rstrip())
        scope.report(mistakes.ENDS_EARLY, max(at - 1, 0), at, expected=_listed(expected))
        return
    start = shift + position
    word = _WORD.match(text, position)
    if word is not None:
        foreign = _FOREIGN.get(word.group().upper())
        near = _near(word.group(), expected)
        end = shift + word.end()
        if foreign is not None:
            scope.report(
                mistakes.NOT_IN_LANGUAGE, start, end, found=word.group(), instead=foreign
            )
            return
        if near is not None:
            scope.report(mistakes.MISSPELT, start, end, found=f"`{word.group()}`", near=near)
            return
        found = word.group()
    if found[0] in "\"'" and "\n" not in found and len(found) == 1:
        line_end = text.find("\n", position)
        end = shift + (line_end if line_end >= 0 else len(text))
        scope.report(mistakes.UNCLOSED_STRING, start, end)
        return
    if found[0] == "<" and len(found) == 1 and "IRIREF" in _terminals(error):
        end = text.find(">", position) + 1 or position + 1
        wrong = text[position:end]
        scope.report(mistakes.BAD_IRI, start, shift + end, found=wrong)
        return
    scope.report(
        mistakes.UNEXPECTED, start, start + len(found), found=f"`{found}`",
        expected=_listed(expected),
    )  # fmt: skip


def _terminals(error: UnexpectedInput) -> set[str]:
    names = getattr(error, "accepts", None) or getattr(error, "expected", None)
    return set(names or getattr(error, "allowed", None) or ())


def _expected(error: UnexpectedInput) -> list[str]:
    literals = {t.name: getattr(t.pattern, "value", "") for t in _parser().terminals}
    shown = set()
    for name in _terminals(error):
        if name in _NAMES:
            shown.add(_NAMES[name])
        elif name in _KEYWORDS:
            shown.add(name)
        else:
            shown.add(literals.get(name, name).replace("\\", ""))
    return sorted(shown)


def _listed(expected: list[str]) -> str:
    shown = [f"`{name}`" for name in expected[:_MOST_EXPECTED]]
    return ", ".join(shown) + (" …" if len(expected) > _MOST_EXPECTED else "")


def _near(word: str, expected: list[str]) -> str | None:
    keywords = [name.rstrip("(") for name in expected if name.rstrip("(") in _KEYWORDS]
    close = get_close_matches(word.upper(), [k for k in keywords if k != "a"], 1, 0.7)
    return close[0] if close else None
