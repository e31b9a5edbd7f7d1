"""Questions that cases can be asked by name: the SPARQL files of the theory.

A file says in its first comments what it asks in both languages, and which of its variables may be
given a value:

    # en: Which roles does each actor play in each case?
    # zh: 各案例中每个主体扮演哪些角色？
    # parameter case: a case, such as case/xiaomi | 案例，如 case/xiaomi

A value is joined to the answers, so that a question means the same with and without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from vcc.query.guard import query_tokens
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words, end_stage
from vcc.source.reading import read_source
from vcc.source.text import SourceText, span_of
from vcc.vocabulary.namespaces import CASES, VCC
from vcc.vocabulary.rdf import iri, is_iri, local_name

NO_TITLE: Final = Code(
    "Q110",
    Words(
        "this question does not say what it asks in both languages",
        "此问题未用两种语言说明其内容",
    ),
    help=Words(
        "begin the file with `# en: …` and `# zh: …`", "请以 `# en: …` 与 `# zh: …` 开始文件"
    ),
)
NO_VARIABLE: Final = Code(
    "Q111",
    Words("parameter {name} is no variable of the query", "参数 {name} 不是查询中的变量"),
)
NO_QUESTION: Final = Code(
    "Q112",
    Words("there is no question called {name}", "没有名为 {name} 的问题"),
    note=Words("did you mean {near}?", "是否指 {near}？"),
    help=Words("vcc query --list shows them all", "vcc query --list 列出全部问题"),
)
NO_PARAMETER: Final = Code(
    "Q113",
    Words("{question} has no parameter {name}", "{question} 没有参数 {name}"),
    note=Words("its parameters: {known}", "其参数：{known}"),
)
NO_VALUE: Final = Code(
    "Q114",
    Words("nothing here is called {value}", "没有名为 {value} 的事物"),
    note=Words("did you mean {near}?", "是否指 {near}？"),
)
NAMED_TWICE: Final = Code("Q115", Words("two questions are called {name}", "两个问题同名：{name}"))

_TITLE: Final = re.compile(r"^# (?P<language>en|zh): (?P<text>.+)$", re.MULTILINE)
_PARAMETER: Final = re.compile(
    r"^# parameter (?P<name>\w+): (?P<en>[^|\n]+) \| (?P<zh>.+)$", re.MULTILINE
)
_MOST_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A question by name: what it asks, the variables that may be given, and its SPARQL."""

    name: str
    title: Words
    parameters: Mapping[str, Words]
    source: SourceText = field(repr=False)

    def given(self, values: Mapping[str, str], known: Collection[str]) -> SourceText:
        """The query with some variables given; `known` are the IRI terms that may be named.

        Raises:
            SourceErrors: if there is no such parameter, or nothing that is called so.
        """
        end_stage(self._mistakes(values, known))
        rows = (f"VALUES ?{name} {{ {_term(text, known)} }}" for name, text in values.items())
        joined = "".join(f"\n{row}" for row in rows)
        if not joined:
            return self.source
        return SourceText(self.source.name, _inside(self.source.text, joined))

    def _mistakes(self, values: Mapping[str, str], known: Collection[str]) -> Iterator[Diagnostic]:
        for name, text in values.items():
            if name not in self.parameters:
                names = ", ".join(self.parameters) or "–"
                yield NO_PARAMETER.at(None, question=self.name, name=name, known=names)
            elif not _term(text, known):
                near = get_close_matches(text, sorted(map(_short, known)), n=_MOST_NEAR)
                yield _near(NO_VALUE, near, value=text)


def _term(text: str, known: Collection[str]) -> str:
    """The known IRI that a value names: in full, below the ontology, or below the cases."""
    bare = text.strip().lstrip(":")
    for candidate in (bare, iri(bare), iri(VCC + bare), iri(CASES + bare)):
        if candidate in known:
            return candidate
    return ""


def _short(term: str) -> str:
    return term[1:-1].removeprefix(VCC) if is_iri(term) else term


def _inside(query: str, more: str) -> str:
    """The query with more patterns at the end of its outermost group, so before any grouping."""
    depth, end = 0, 0
    for token in query_tokens(query):
        if token.text in ("{", "}"):
            depth += 1 if token.text == "{" else -1
            if not depth:
                end = token.start
                break
    return f"{query[:end]}{more}\n{query[end:]}"


def _near(code: Code, near: Iterable[str], *, name: str = "", value: str = "") -> Diagnostic:
    found = code.at(None, near=", ".join(near), name=name, value=value)
    return found if near else replace(found, note=None)


def questions_from_files(paths: Iterable[Path]) -> Mapping[str, Question]:
    """All questions by name, in the order of their names.

    Raises:
        SourceErrors: with every file that cannot be read, or is no question (codes Q11…).
    """
    found: dict[str, Question] = {}
    mistakes: list[Diagnostic] = []
    for path in paths:
        try:
            question = question_from_source(read_source(path), path.stem)
        except SourceErrors as errors:
            mistakes += errors.diagnostics
            continue
        if question.name in found:
            mistakes.append(NAMED_TWICE.at(None, name=question.name))
        found[question.name] = question
    end_stage(mistakes)
    return dict(sorted(found.items()))


def question_from_source(source: SourceText, name: str) -> Question:
    """The question of one file.

    Raises:
        SourceErrors: if it does not say what it asks, or a parameter is none of its variables.
    """
    titles = {match["language"]: match["text"].strip() for match in _TITLE.finditer(source.text)}
    used = {token.text[1:] for token in query_tokens(source.text) if token.kind == "variable"}
    parameters = list(_PARAMETER.finditer(source.text))
    mistakes = [
        NO_VARIABLE.at(span_of(source, m.start("name"), m.end("name")), name=m["name"])
        for m in parameters
        if m["name"] not in used
    ]
    if set(titles) != {"en", "zh"}:
        mistakes.append(NO_TITLE.at(span_of(source, 0, 0)))
    end_stage(mistakes)
    said = {m["name"]: Words(m["en"].strip(), m["zh"].strip()) for m in parameters}
    return Question(name, Words(titles["en"], titles["zh"]), said, source)


def question_called(name: str, questions: Mapping[str, Question]) -> Question:
    """The question of that name.

    Raises:
        SourceErrors: if there is none; near names are given.
    """
    if name not in questions:
        near = get_close_matches(name, questions, n=_MOST_NEAR)
        raise SourceErrors([_near(NO_QUESTION, near, name=name)])
    return questions[name]


def called(terms: Iterable[str]) -> frozenset[str]:
    """Those of some terms that a value can name: IRIs with a local part."""
    return frozenset(term for term in terms if is_iri(term) and local_name(term))
