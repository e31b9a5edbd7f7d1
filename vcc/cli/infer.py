"""`vcc infer`: the bare rule processor. RDF and rules in, inferred graph out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, NOT_FOUND, NOT_READABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.cli.settings import colours, language, width
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

RULE_SUFFIX: Final = ".srl"
OUTPUT_FORMATS: Final = ("ntriples", "turtle")
_NO_RULES: Final = Words("no rule files (*.srl) in {path}", "{path} 中没有规则文件（*.srl）")
_NOT_TEXT: Final = Words("{path} is not UTF-8 text", "{path} 不是 UTF-8 文本")
_FILE: Final = click.Path(path_type=Path)


@bilingual(
    Words(
        "Apply SPARQL-RL rules to RDF data and write the inferred graph: the same input always "
        "gives the same bytes. RULES and DATA are files; a folder of rules means all *.srl below "
        "it. Data may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, told by its ending.",
        "把 SPARQL-RL 规则应用于 RDF 数据，输出推理所得的图；相同的输入总是得到相同的输出。"
        "规则可以是文件，也可以是文件夹（其下所有 *.srl）。数据可以是 Turtle、N-Triples、"
        "N-Quads、TriG、RDF/XML 或 JSON-LD，由后缀判断。",
    ),
    "vcc infer --rules family.srl --data people.ttl",
    "vcc infer --rules rules/ --data a.ttl --data b.nt --all --format turtle -o out.ttl",
    "vcc infer --rules family.srl --data people.ttl --strict-standard",
)
@option("--rules", "-r", "rules", type=_FILE, multiple=True, required=True,
        words=Words("A rule file, or a folder of them; may be repeated.",
                    "规则文件或其文件夹；可重复。"))  # fmt: skip
@option("--data", "-d", "data", type=_FILE, multiple=True,
        words=Words("An RDF file; may be repeated.", "RDF 文件；可重复。"))  # fmt: skip
@option("--output", "-o", type=click.Path(path_type=Path, allow_dash=True),
        words=Words("File to write; standard output if left out.",
                    "要写入的文件；省略则写到标准输出。"))  # fmt: skip
@option("--format", "format", type=click.Choice(OUTPUT_FORMATS), default="ntriples",
        show_default=True, words=Words("Format of the output.", "输出格式。"))  # fmt: skip
@option("--all", "everything", is_flag=True,
        words=Words("Write the given triples as well.", "同时输出给定的三元组。"))  # fmt: skip
@option("--strict-standard", is_flag=True,
        words=Words("Refuse what standard SPARQL-RL lacks (aggregates).",
                    "拒绝标准 SPARQL-RL 没有的写法（汇总）。"))  # fmt: skip
def command(
    rules: tuple[Path, ...],
    data: tuple[Path, ...],
    output: Path | None,
    format: str,
    everything: bool,
    strict_standard: bool,
) -> int:
    """Read everything, infer, write; exit code 2 with every mistake if something is wrong."""
    sources: list[SourceText] = []
    try:
        sources += [_source(path) for path in _rule_files(rules)]
        text = _inferred(sources, data, format, everything, strict_standard)
    except SourceErrors as error:
        _show(error, {source.name: source for source in sources}, data)
        return COULD_NOT_RUN
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
    return 0


def _inferred(
    sources: list[SourceText],
    data: tuple[Path, ...],
    format: str,
    everything: bool,
    strict_standard: bool,
) -> str:
    from vcc.engine import infer
    from vcc.facts.terms import is_rdf_triple
    from vcc.plan.from_sources import program_and_plan_from_sources
    from vcc.render.to_rdf import rdf_from_graphs

    _, plan = program_and_plan_from_sources(sources, strict_standard=strict_standard)
    facts = [triple for n, path in enumerate(data) for triple in _facts(path, n, len(data))]
    inferred = infer(plan, facts).inferred
    shown = [*facts, *inferred] if everything else inferred
    return rdf_from_graphs({"": filter(is_rdf_triple, shown)}, format)


def _rule_files(paths: tuple[Path, ...]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob(f"*{RULE_SUFFIX}")) if path.is_dir() else [path]
        if not inside:
            raise cannot_run(_NO_RULES, path=str(path))
        found.update(dict.fromkeys(inside))
    return list(found)


def _source(path: Path) -> SourceText:
    try:
        return SourceText(str(path), path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise cannot_run(NOT_FOUND, path=str(path)) from None
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
    except UnicodeDecodeError:
        raise cannot_run(_NOT_TEXT, path=str(path)) from None


def _facts(path: Path, number: int, count: int) -> list[Triple]:
    """The triples of a data file; blank nodes of several files stay apart."""
    from vcc.facts import triples_from_file

    try:
        return triples_from_file(path, blank_prefix=f"f{number}" if count > 1 else "")
    except FileNotFoundError:
        raise cannot_run(NOT_FOUND, path=str(path)) from None
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error


def _show(error: SourceErrors, texts: dict[str, SourceText], data: tuple[Path, ...]) -> None:
    from vcc.render.diagnostics import text_from_diagnostic

    for diagnostic in error.diagnostics:
        name = diagnostic.span.source if diagnostic.span else ""
        if name not in texts and name in map(str, data):
            texts[name] = SourceText(name, Path(name).read_text("utf-8-sig", "replace"))
        text = text_from_diagnostic(
            diagnostic, texts.get(name), language(), others=texts,
            colour=colours(sys.stderr), width=width(),
        )  # fmt: skip
        click.echo(text + "\n", err=True)
