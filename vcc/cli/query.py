"""`vcc query PATH…`: ask cases, and what follows from them, in SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, NO_CASES, cannot_run
from vcc.cli.files import case_files
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import of_cases
from vcc.cli.theory import files_of_theory, theory
from vcc.query.questions import Question, called, question_called, questions_from_files
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.query.run import Answer, Graphs
    from vcc.source.text import SourceText

# Written out so that `--help` loads nothing; a test compares it with render/to_answer.py.
FORMATS: Final = ("table", "csv", "json", "turtle")
_ONE_QUESTION: Final = Words(
    "give the query as --ask NAME, --query FILE or --text SPARQL, one of them "
    "(vcc query --list shows the names)",
    "请用 --ask 名称、--query 文件 或 --text SPARQL 之一给出查询（vcc query --list 列出名称）",
)
_NO_PATHS: Final = Words("name the cases to ask", "请指明要查询的案例")
_NOT_A_VALUE: Final = Words(
    "--with takes PARAMETER=VALUE, not {text}", "--with 的形式为 参数=值，而非 {text}"
)
_WITH_WHAT: Final = Words("--with goes with --ask", "--with 须与 --ask 一起使用")
_NO_GRAPH: Final = Words(
    "only CONSTRUCT and DESCRIBE can be written as turtle; take table, csv or json",
    "只有 CONSTRUCT 和 DESCRIBE 可写成 turtle；请改用 table、csv 或 json",
)


@bilingual(
    Words(
        "Ask cases in SPARQL. Each case is two graphs, CASE/asserted (what it states) and "
        "CASE/inferred (what follows); patterns outside of GRAPH look at all of them. The "
        "ontology is the graph https://w3id.org/vcc/, which `FROM :` or `GRAPH : { … }` asks. Our "
        "prefixes (: rdfs: skos: …) are known. "
        "A query only reads: it can reach no other computer and change nothing.",
        "用 SPARQL 查询案例。每个案例有两个图：“案例/asserted”（陈述）与“案例/inferred”（结论）；"
        "GRAPH 之外的模式查询所有案例的图。本体位于图 https://w3id.org/vcc/ ，"
        "以 `FROM :` 或 `GRAPH : { … }` 查询。"
        "无需声明常用前缀。查询只读取数据，不访问其他计算机，也不修改任何内容。",
    ),
    "vcc query --list",
    "vcc query examples --ask roles-by-case --with case=case/xiaomi",
    "vcc query examples --text 'SELECT ?case ?e { ?case :partial ?e }'",
    "vcc query examples --text 'SELECT ?term ?e FROM : { ?term skos:example ?e }'",
    "vcc query examples --query question.rq --format csv -o answer.csv",
)
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@option(
    "--list",
    "listed",
    is_flag=True,
    words=Words("List the questions that can be asked by name.", "列出可按名称提出的问题。"),
)
@option("--ask", "name", words=Words("Name of a question.", "问题的名称。"), metavar="NAME")
@option(
    "--with",
    "values",
    multiple=True,
    metavar="PARAMETER=VALUE",
    words=Words("Value of a parameter of the question.", "问题参数的值。"),
)
@option(
    "--query",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    words=Words("File that holds the query.", "查询文件。"),
)
@option("--text", words=Words("The query itself.", "查询文本。"))
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    words=Words(
        "Table for people, or csv, json, turtle. [default: turtle for graphs, else table]",
        "供人阅读的表格，或 csv、json、turtle。[默认：图为 turtle，其余为 table]",
    ),
)
@output_option
def command(
    paths: tuple[Path, ...],
    listed: bool,
    name: str | None,
    values: tuple[str, ...],
    file: Path | None,
    text: str | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """Answer one query over the cases named, or list the questions that have names."""
    from vcc.render.to_answer import text_from_answer

    if listed:
        _list(output)
        return
    given = dict(map(_value, values))
    if given and name is None:
        raise cannot_run(_WITH_WHAT)
    question = _question(name, file, text)
    if not paths:
        raise cannot_run(_NO_PATHS)
    graphs = _graphs(case_files(paths), paths)
    asked = _given(question, given, graphs) if isinstance(question, Question) else question
    answer = _ask(graphs, asked)
    try:
        put_out(text_from_answer(answer, format_ or ""), output)
    except ValueError as error:
        raise cannot_run(_NO_GRAPH) from error


def _value(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise cannot_run(_NOT_A_VALUE, text=text)
    return name, value


def _questions() -> Mapping[str, Question]:
    try:
        return questions_from_files(files_of_theory().queries)
    except SourceErrors as errors:
        raise _refused(errors, None) from errors


def _list(output: Path | None) -> None:
    from vcc.render.questions import questions_text

    colour = output is None and colours(sys.stdout)
    said = questions_text(_questions().values(), language(), width=width(), colour=colour)
    put_out(said, output)


def _given(question: Question, values: Mapping[str, str], graphs: Graphs) -> SourceText:
    try:
        return question.given(values, called(graphs.terms() if values else ()))
    except SourceErrors as errors:
        raise _refused(errors, None) from errors


def _question(name: str | None, file: Path | None, text: str | None) -> SourceText | Question:
    """The query, known to be one: nobody waits for the cases to learn of a slip in it."""
    from vcc.query.run import check_query
    from vcc.source.reading import read_source
    from vcc.source.text import SourceText

    if [name, file, text].count(None) != 2:
        raise cannot_run(_ONE_QUESTION)
    question = None
    try:
        if name is not None:
            return question_called(name, _questions())
        question = read_source(str(file)) if text is None else SourceText("--text", text)
        check_query(question)
    except SourceErrors as errors:
        raise _refused(errors, question) from errors
    return question


def _graphs(files: list[Path], paths: tuple[Path, ...]) -> Graphs:
    """The graphs of all cases, and the ontology beside them; libraries are no cases."""
    from vcc.pipeline import infer
    from vcc.query.graphs import ONTOLOGY, asserted_graph, inferred_graph
    from vcc.query.run import Graphs

    known = theory()
    graphs = {}
    for _, (graph, conclusions) in of_cases(files, partial(infer, theory=known)):
        graphs[asserted_graph(graph.case)] = graph.triples
        graphs[inferred_graph(graph.case)] = conclusions.inferred
    if not graphs:
        raise cannot_run(NO_CASES, path=", ".join(map(str, paths)))
    graphs[ONTOLOGY] = known.graph
    return Graphs(graphs, beside=[ONTOLOGY])


def _ask(graphs: Graphs, question: SourceText) -> Answer:
    try:
        return graphs.ask(question)
    except SourceErrors as errors:
        raise _refused(errors, question) from errors


def _refused(errors: SourceErrors, question: SourceText | None) -> click.exceptions.Exit:
    """Show the mistakes of a query; the exception that ends the command."""
    from vcc.render.diagnostics import text_from_diagnostic

    colour = colours(sys.stderr)
    for diagnostic in errors.diagnostics:
        shown = text_from_diagnostic(diagnostic, question, language(), colour=colour, width=width())
        click.echo(shown, err=True)
    return click.exceptions.Exit(COULD_NOT_RUN)
