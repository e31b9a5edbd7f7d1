"""Rule text → parse tree, one statement at a time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from vcc.program.scope import Scope
from vcc.program.syntax_error import SyntaxProblem, report_syntax_error

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = (files("vcc.program") / "srl.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", start="statement", maybe_placeholders=True,
        propagate_positions=True,
    )  # fmt: skip


def tree_from_statement(text: str, scope: Scope) -> Tree[Token] | None:
    """Parse one statement; a syntax error goes to the scope, and the result is then None."""
    from lark.exceptions import UnexpectedInput

    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        report_syntax_error(_problem(error, text), scope)
        return None


def _problem(error: UnexpectedInput, text: str) -> SyntaxProblem:
    """What Lark says, in our words."""
    token = getattr(error, "token", None)
    position = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    if token is not None and token.type == "$END":
        position = len(text)
    expected = getattr(error, "accepts", None) or getattr(error, "expected", None)
    expected = expected or getattr(error, "allowed", None) or ()
    literals = {t.name: t.pattern.value for t in _parser().terminals}
    return SyntaxProblem(text, position, {name: literals.get(name, name) for name in expected})
