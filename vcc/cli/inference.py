"""What `vcc infer` does: runs the rules on the data, and makes the text to put out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.cli.errors import cannot_run
from vcc.cli.rdf_input import RdfInput
from vcc.cli.settings import language
from vcc.source.diagnostic import Words
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, iri, iri_text, is_iri

if TYPE_CHECKING:
    from vcc.engine import Conclusions, Meter
    from vcc.engine.columns.conclusions import ColumnsConclusions
    from vcc.engine.columns.encoded import EncodedFacts
    from vcc.engine.columns.run import ColumnsEngine
    from vcc.plan.operators import Plan

_BYTES_OF_A_FACT: Final = 100  # about: the executor that is chosen shows in the speed only
_PIECE: Final = 1 << 14  # lines
_DOES_NOT_HOLD: Final = 1
_NO_NUMPY: Final = Words(
    "--executor columns needs numpy: pip install 'vcc-cases[library]'",
    "--executor columns 需要 numpy：pip install 'vcc-cases[library]'",
)
_NO_GRAPHS: Final = Words(
    "--per-graph writes several graphs: choose --format nquads or trig",
    "--per-graph 会写出多个图：请选择 --format nquads 或 trig",
)
_NOT_BOTH: Final = Words(
    "--explain is about one graph: leave out --per-graph",
    "--explain 针对一个图：请去掉 --per-graph",
)
_NOT_HELD: Final = Words("this does not hold: {triple}", "此三元组不成立：{triple}")


@dataclass(frozen=True, slots=True)
class Request:
    """The options of the command."""

    rules: tuple[Path, ...]
    data: tuple[Path, ...]
    input_format: str | None
    output: Path | None
    format: str | None
    everything: bool
    per_graph: bool
    imports: tuple[Path, ...]
    executor: str
    explain: str | None
    strict_standard: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The text to put out, in pieces, and the exit code."""

    pieces: Iterable[bytes]
    code: int = 0


class Inference:
    """One run of the command."""

    def __init__(
        self,
        request: Request,
        sources: Sequence[SourceText],
        meter: Meter | None,
        open_files: ExitStack,
    ) -> None:
        """`open_files` are closed after the result is put out."""
        self.request = request
        self.sources = sources
        self.meter = meter
        self._open_files = open_files
        self._input = RdfInput(request.data, request.input_format, open_files)

    def run(self) -> Result:
        """Infer; ends the command where the options do not go together or data cannot be read.

        Raises:
            SourceErrors: with every mistake of the rules, or the first of the data.
            LimitReached: where the run comes to a limit.
        """
        request = self.request
        if request.per_graph and request.explain is not None:
            raise cannot_run(_NOT_BOTH)
        if request.executor == "columns" and find_spec("numpy") is None:
            raise cannot_run(_NO_NUMPY)
        if request.per_graph:
            return Result(self._per_graph())
        if request.explain is not None:
            return self._explained(request.explain)
        return Result(self._one_graph())

    @cached_property
    def plan(self) -> Plan:
        """How the rules are run."""
        from vcc.plan.from_sources import kept_plan
        from vcc.program.imports import Allowed

        return kept_plan(
            self.sources,
            strict_standard=self.request.strict_standard,
            allowed=Allowed(self.request.imports),
        )

    def _in_columns(self, facts: int) -> bool:
        """Whether so many facts are run in columns."""
        if self.request.executor != "auto":
            return self.request.executor == "columns"
        if find_spec("numpy") is None:
            return False
        from vcc.engine.columns.choose import MANY_FACTS

        return facts >= MANY_FACTS

    # one graph

    def _one_graph(self) -> Iterable[bytes]:
        from vcc.facts.terms import is_rdf_triple
        from vcc.render.graph_writer import LINE_FORMATS
        from vcc.render.to_rdf import rdf_from_graphs
        from vcc.vocabulary.rdf import lines_of

        plan = self.plan
        format = self.request.format or LINE_FORMATS[0]
        if self._in_columns(self._input.size() // _BYTES_OF_A_FACT):
            facts, found = self._run_columns(plan)
            if format in LINE_FORMATS:
                return _lines_of(facts, found, self.request.everything)
            given, inferred = list(facts.triples()), found.inferred
        else:
            given, conclusions = self._run_rows(plan)
            inferred = conclusions.inferred
        triples = filter(
            is_rdf_triple, [*given, *inferred] if self.request.everything else inferred
        )
        if format in LINE_FORMATS:
            return _joined(lines_of(sorted(set(triples))))
        return [rdf_from_graphs({"": triples}, format).encode()]

    def _run_rows(self, plan: Plan) -> tuple[list[Triple], Conclusions]:
        from vcc.engine import infer

        facts = self._input.triples()
        return facts, infer(plan, facts, meter=self.meter)

    def _run_columns(self, plan: Plan) -> tuple[EncodedFacts, ColumnsConclusions]:
        from vcc.engine.columns.run import infer_columns

        facts = self._input.encoded()
        return facts, infer_columns(plan, facts, meter=self.meter)

    # one proof

    def _explained(self, text: str) -> Result:
        from vcc.cli.asked_triple import AskedTriple
        from vcc.engine import prove
        from vcc.render.proof_text import text_from_proof
        from vcc.render.rule_text import rule_name

        plan = self.plan
        asked = AskedTriple(text, self.sources)
        conclusions: Conclusions
        if self._in_columns(self._input.size() // _BYTES_OF_A_FACT):
            _, conclusions = self._run_columns(plan)
        else:
            _, conclusions = self._run_rows(plan)
        proof = prove(conclusions, asked.triple)
        if proof is None:
            words = _NOT_HELD.filled({"triple": " ".join(map(asked.short, asked.triple))})
            return Result([f"{words.in_language(language())}\n".encode()], _DOES_NOT_HOLD)
        names = {p.rule.id: rule_name(p.rule, asked.short) for p in plan.rules}
        shown = text_from_proof(
            proof, language(), short=asked.short, rule_name=lambda rule: names.get(rule, rule)
        )
        return Result([shown.encode()])

    # many graphs

    def _per_graph(self) -> Iterable[bytes]:
        from vcc.render.graph_writer import GRAPH_FORMATS, GraphWriter

        format = self.request.format or GRAPH_FORMATS[0]
        if format not in GRAPH_FORMATS:
            raise cannot_run(_NO_GRAPHS)
        plan, cases = self.plan, self._input.cases()
        writer = self._open_files.enter_context(GraphWriter(format))
        engines = _Engines(plan, cases.shared, self.meter)
        given = cases.shared if self.request.everything else []
        alone = () if len(cases) else engines.rows.infer([], self.meter).inferred
        writer.add("", [*given, *engines.rows.consequences, *alone])
        count = len(engines.rows.consequences)
        for name, facts in cases.graphs():
            if self._in_columns(len(facts)):
                inferred = engines.columns.infer(facts, self.meter).inferred
            else:
                inferred = engines.rows.infer(facts, self.meter).inferred
            count += len(inferred)
            if self.meter is not None:
                self.meter.check_facts(count)
            if self.request.everything:
                writer.add(name, facts)
            writer.add(inferred_graph(name), inferred, of=name)
        return writer.pieces()


class _Engines:
    """The two executors over the same shared facts, each prepared when it is first needed."""

    def __init__(self, plan: Plan, shared: list[Triple], meter: Meter | None) -> None:
        from vcc.engine import prepare

        self.rows = prepare(plan, shared, meter)
        self._plan, self._shared = plan, shared

    @cached_property
    def columns(self) -> ColumnsEngine:
        """The columns executor."""
        from vcc.engine.columns.run import prepare_columns

        return prepare_columns(self._plan, self._shared)


def inferred_graph(name: str) -> str:
    """The name of the graph that holds what is inferred of a graph: `<case>/inferred`."""
    if not is_iri(name):
        return f"{name}-inferred"
    return iri(f"{iri_text(name).rstrip('/')}/inferred")


def _lines_of(
    facts: EncodedFacts, conclusions: ColumnsConclusions, everything: bool
) -> Iterable[bytes]:
    """Encoded facts as lines, without a Python object for each triple."""
    from vcc.facts.columns import ntriples_from_encoded
    from vcc.facts.merged import merged

    shown = merged([facts, conclusions.encoded]) if everything else conclusions.encoded
    return (block.encode() for block in ntriples_from_encoded(shown))


def _joined(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines in pieces of many."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) >= _PIECE:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()
