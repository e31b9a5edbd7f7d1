"""A syntax error → one diagnostic that says what to write instead, as far as one can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from vcc.program import mistakes
from vcc.program.advice import advice_for
from vcc.program.scope import Scope
from vcc.program.syntax import AGGREGATES

# What a terminal is called in messages; keywords and punctuation spell themselves.
_NAMES: Final = {
    "VAR": "?variable", "IRIREF": "<iri>", "PNAME_LN": "prefix:name", "PNAME_NS": "prefix:",
    "BLANK": "_:node", "LANG": "@language", "STRING": '"text"', "SHORT_STRING": '"text"',
    "NUMBER": "number",
    "SIGNED": "number", "BOOLEAN": "true", "FUNCTION": "FUNCTION(", "A": "a", "INVERSE": "^",
    "COMPARE": "= != < <= > >=", "PLUS_MINUS": "+ -", "AGGREGATE": "COUNT(",
    "$END": "end",
}  # fmt: skip
_KEYWORDS: Final = (
    "BASE", "PREFIX", "VERSION", "IMPORTS", "RULE", "WHERE", "DATA", "FILTER", "NOT", "SET", "AS",
    "IN", "DISTINCT",
)  # fmt: skip
# What other dialects, earlier drafts and SPARQL write, and what to write here.
_FOREIGN: Final = {
    "IF": "RULE { … } WHERE { … }", "THEN": "RULE { … } WHERE { … }",
    "FOR": "?x a :Class in the body",
    "TRANSITIVE": "RULE { ?a :p ?c } WHERE { ?a :p ?b . ?b :p ?c }",
    "SYMMETRIC": "RULE { ?b :p ?a } WHERE { ?a :p ?b }",
    "INVERSE": "RULE { ?b :q ?a } WHERE { ?a :p ?b }",
    "CONSTRUCT": "RULE { … } WHERE { … }", "BIND": "SET(?x := …)", "MINUS": "NOT { … }",
    "OPTIONAL": "a second RULE", "UNION": "a second RULE", "SELECT": "RULE { … } WHERE { … }",
    "EXISTS": "NOT { … }", "GRAPH": "the triples without a graph", "TUPLE": "a triple",
    "VALUES": "one RULE for each value", ":-": "WHERE",
}  # fmt: skip
_WORD: Final = re.compile(r":-|[A-Za-z][\w-]*")
_TOKEN: Final = re.compile(r'"""|\'\'\'|[?$@]?[\w:.-]*[\w:-]|<[^\s<>]*>|\S')
_CLOSED: Final = re.compile(
    r'''""".*?"""|\'\'\'.*?\'\'\'|"([^"\\\n]|\\.)*"|\'([^\'\\\n]|\\.)*\'''', re.DOTALL
)
_STATEMENTS: Final = ("RULE", "DATA", "PREFIX", "BASE", "VERSION", "IMPORTS")
_MOST_EXPECTED: Final = 8


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where in a statement the parser stopped, and which terminals it would have taken there.

    `expected` maps the names of terminals to what they match (a pattern, or the text itself).
    """

    text: str
    position: int
    expected: Mapping[str, str]


def report_syntax_error(problem: SyntaxProblem, scope: Scope) -> None:
    """Report the problem; the first explanation that fits wins."""
    if not any(explain(problem, scope) for explain in _EXPLANATIONS):
        found = _found(problem)
        start = scope.shift + problem.position
        advice = advice_for(problem.text, problem.position, problem.expected)
        scope.report(
            mistakes.UNEXPECTED_HABIT if advice else mistakes.UNEXPECTED,
            start, start + len(found), found=f"`{found}`", expected=_listed(problem),
            advice=advice or "",
        )  # fmt: skip


def _ends_early(problem: SyntaxProblem, scope: Scope) -> bool:
    if _found(problem):
        return False
    end = scope.shift + len(_without_comments(problem.text).rstrip())
    scope.report(mistakes.ENDS_EARLY, max(end - 1, scope.shift), end, expected=_listed(problem))
    return True


def _foreign_word(problem: SyntaxProblem, scope: Scope) -> bool:
    word = _WORD.match(problem.text, problem.position)
    instead = _FOREIGN.get(word.group().upper()) if word else None
    if word is None or instead is None:
        return False
    start, end = scope.shift + word.start(), scope.shift + word.end()
    scope.report(mistakes.NOT_IN_LANGUAGE, start, end, found=word.group(), instead=instead)
    return True


def _misspelt_word(problem: SyntaxProblem, scope: Scope) -> bool:
    word = _WORD.match(problem.text, problem.position)
    known = [name for name in problem.expected if name in _KEYWORDS]
    known += AGGREGATES if "AGGREGATE" in problem.expected else ()
    near = get_close_matches(word.group().upper(), known, 1, 0.7) if word else []
    if word is None or not near:
        return False
    start, end = scope.shift + word.start(), scope.shift + word.end()
    scope.report(mistakes.MISSPELT, start, end, found=f"`{word.group()}`", near=near[0])
    return True


def _unclosed_string(problem: SyntaxProblem, scope: Scope) -> bool:
    if problem.text[problem.position] not in "\"'" or _CLOSED.match(problem.text, problem.position):
        return False
    end = problem.text.find("\n", problem.position)
    end = end if end >= 0 else len(problem.text)
    scope.report(mistakes.UNCLOSED_STRING, scope.shift + problem.position, scope.shift + end)
    return True


def _bad_iri(problem: SyntaxProblem, scope: Scope) -> bool:
    if not re.match(r"<\S", problem.text[problem.position :]) or "IRIREF" not in problem.expected:
        return False
    line = problem.text[problem.position :].split("\n")[0]
    wrong = line[: line.find(">") + 1] or line.split()[0]
    start = scope.shift + problem.position
    scope.report(mistakes.BAD_IRI, start, start + len(wrong), found=wrong)
    return True


_EXPLANATIONS: Final[tuple[Callable[[SyntaxProblem, Scope], bool], ...]] = (
    _ends_early,
    _foreign_word,
    _misspelt_word,
    _unclosed_string,
    _bad_iri,
)


def _found(problem: SyntaxProblem) -> str:
    """What stands where the parser stopped; empty at the end of the statement."""
    rest = _without_comments(problem.text[problem.position :])
    match = _TOKEN.match(rest.lstrip())
    return match.group() if match else ""


def _without_comments(text: str) -> str:
    return re.sub(r"(^|\s)#[^\n]*", r"\1", text)


def _listed(problem: SyntaxProblem) -> str:
    if set(problem.expected) == {"$END"} or not problem.text[: problem.position].strip():
        return ", ".join(f"`{name}`" for name in _STATEMENTS)
    names = {
        _NAMES.get(name, name if name in _KEYWORDS else pattern.replace("\\", ""))
        for name, pattern in problem.expected.items()
    }
    shown = [f"`{name}`" for name in sorted(names)]
    return ", ".join(shown[:_MOST_EXPECTED]) + (" …" if len(shown) > _MOST_EXPECTED else "")
