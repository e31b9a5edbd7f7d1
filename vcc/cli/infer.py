"""`vcc infer`: the bare rule processor. RDF and rules in, inferred graph out."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.files import write_chunks
from vcc.cli.inference import Inference, Request, Result
from vcc.cli.limits import limit_options, run_limited
from vcc.cli.rule_files import show_mistakes, sources_from_paths
from vcc.cli.written import Written
from vcc.engine.limits import Limits
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText

OUTPUT_FORMATS: Final = ("ntriples", "nquads", "turtle", "trig", "jsonld")
INPUT_FORMATS: Final = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")
_FILE: Final = click.Path(path_type=Path, allow_dash=True)


@bilingual(
    Words(
        "Apply SPARQL-RL rules to RDF data and write the inferred graph: the same input always "
        "gives the same bytes. RULES and DATA are files; a folder of rules means all *.srl below "
        "it. Data may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, told by its "
        "ending; - is standard input. Named graphs are one graph, or with --per-graph one case "
        "each: what is inferred of G stands in G/inferred.",
        "把 SPARQL-RL 规则应用于 RDF 数据，输出推理所得的图；相同的输入总是得到相同的输出。"
        "规则可以是文件，也可以是文件夹（其下所有 *.srl）。数据可以是 Turtle、N-Triples、"
        "N-Quads、TriG、RDF/XML 或 JSON-LD，由后缀判断；- 表示标准输入。命名图合为一个图，"
        "加上 --per-graph 则各为一个案例：由 G 推得的结论写入 G/inferred。",
    ),
    "vcc infer --rules family.srl --data people.ttl",
    "vcc infer --rules rules/ --data a.ttl --data b.nt --all --format turtle -o out.ttl",
    "vcc infer --rules family.srl --data library.nq --per-graph --max-memory 2G -o out.nq",
    "vcc infer --rules family.srl --data people.ttl --explain ':ann :ancestor :bob'",
    "cat people.nt | vcc infer --rules family.srl --data - --input-format ntriples",
)
@option("--rules", "-r", "rules", type=click.Path(path_type=Path), multiple=True, required=True,
        words=Words("A rule file, or a folder of them; may be repeated.",
                    "规则文件或其文件夹；可重复。"))  # fmt: skip
@option("--data", "-d", "data", type=_FILE, multiple=True,
        words=Words("An RDF file, or -; may be repeated.", "RDF 文件或 -；可重复。"))  # fmt: skip
@option("--input-format", type=click.Choice(INPUT_FORMATS),
        words=Words("Format of the data, where no ending tells it.",
                    "数据格式（后缀无法判断时）。"))  # fmt: skip
@option("--output", "-o", type=Written(),
        words=Words("File to write; standard output if left out.",
                    "要写入的文件；省略则写到标准输出。"))  # fmt: skip
@option("--format", "format", type=click.Choice(OUTPUT_FORMATS),
        words=Words("Format of the output; N-Triples (N-Quads with --per-graph) if left out.",
                    "输出格式；省略时为 N-Triples（--per-graph 时为 N-Quads）。"))  # fmt: skip
@option("--all", "everything", is_flag=True,
        words=Words("Write the given triples as well.", "同时输出给定的三元组。"))  # fmt: skip
@option("--per-graph", is_flag=True,
        words=Words("Reason over each named graph alone, together with the default graph.",
                    "对每个命名图分别推理，默认图为共有事实。"))  # fmt: skip
@option("--imports", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
        words=Words("A file, or a folder of files, that rules may import; may be repeated.",
                    "允许规则导入的文件或文件夹；可重复。"))  # fmt: skip
@option("--executor", type=click.Choice(["auto", "rows", "columns"]), default="auto",
        show_default=True,
        words=Words("How to run the plan: rows (small data) or columns (large data, needs numpy); "
                    "the result is the same.",
                    "执行方式：rows（小数据）或 columns（大数据）；结果相同。"))  # fmt: skip
@option("--explain", metavar="'S P O'",
        words=Words("Show the proof of one triple instead; prefixes are those of the rules.",
                    "改为展示一个三元组的证明；前缀同规则文件。"))  # fmt: skip
@limit_options
@option("--strict-standard", is_flag=True,
        words=Words("Refuse what standard SPARQL-RL lacks (aggregates).",
                    "拒绝标准 SPARQL-RL 没有的写法（汇总）。"))  # fmt: skip
def command(
    max_facts: int | None, max_memory: int | None, timeout: float | None, **options: Any
) -> int:
    """Read everything, infer, write; exit code 2 with every mistake if something is wrong."""
    request = Request(**options)
    sources: list[SourceText] = []
    with ExitStack() as open_files:
        try:
            sources += sources_from_paths(request.rules)
            result = run_limited(
                Limits(max_facts, timeout, max_memory),
                lambda meter: Inference(request, sources, meter, open_files).run(),
            )
        except SourceErrors as error:
            show_mistakes(error, sources)
            return COULD_NOT_RUN
        _put_out(result, request.output)
    return result.code


def _put_out(result: Result, output: Path | None) -> None:
    """Write the result, of which nothing can go wrong any more but the writing."""
    if output is not None and str(output) != "-":
        write_chunks(output, result.pieces)
        return
    for piece in result.pieces:
        click.echo(piece.decode(), nl=False)
