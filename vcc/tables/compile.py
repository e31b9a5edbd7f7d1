"""The one function that makes tables of cases: record batches in, record batches out.

`compile_batch` is pure: what comes out depends on what goes in and on the theory named in the
settings, on no file, clock or order of calls. So it runs the same in a loop, in a pool of
processes, and in Spark (`DataFrame.mapInArrow`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from vcc.pipeline import IS_LIBRARY, Analysis, analyse
from vcc.source.collecting import without_gc
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors
from vcc.source.reading import NOT_FOUND, UNREADABLE, source_from_bytes
from vcc.tables.arrow import Row, arrow_table, optional
from vcc.tables.concluded import Concluded
from vcc.tables.schemas import TABLE_BY_NAME
from vcc.tables.stated import Stated, place_of

if TYPE_CHECKING:
    import pyarrow as pa

    from vcc.case.libraries import ReadLibrary
    from vcc.case.model import Case
    from vcc.findings.model import Finding
    from vcc.knowledge import Knowledge

_MISTAKES: Final = "mistakes"


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides what is built, besides the texts: folders of frameworks, readings (terms of
    choices), and whether proofs are wanted."""

    frameworks: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    proofs: bool = False

    def theory(self) -> Knowledge:
        """The theory, read once a process.

        Raises:
            SourceErrors: with everything that is wrong with the folders.
        """
        from vcc.knowledge import knowledge

        return knowledge(self.frameworks).under(self.readings)


def output_schema() -> pa.Schema:
    """What `compile_batch` gives: for each case and table that has rows, one row.

    `rows` says how many they are, `data` holds them as an Arrow IPC stream of the table's schema.
    """
    pa = optional("pyarrow")
    texts = [(name, pa.string()) for name in ("table", "case", "path")]
    return pa.schema([*texts, ("rows", pa.int32()), ("data", pa.binary())])


def compile_batch(
    batch: pa.RecordBatch, settings: Settings = Settings()
) -> Iterator[pa.RecordBatch]:  # fmt: skip
    """The tables of the cases of a record batch (columns as `inputs.input_schema` has them).

    A file with mistakes gives rows of the table `mistakes`, a library file none. Rows that belong
    together stay together, in the order of the batch.

    Raises:
        PackageMissing: if pyarrow is not installed.
        SourceErrors: with everything that is wrong with the folders of the settings.
    """
    pa = optional("pyarrow")
    theory = settings.theory()
    schema = output_schema()
    for row in batch.to_pylist():
        with without_gc():
            packed = [
                {
                    "table": name,
                    "case": case,
                    "path": row["path"],
                    "rows": t.num_rows,
                    "data": _ipc(t),
                }
                for name, case, t in _tables(row, theory, settings.proofs)
            ]
        if packed:
            yield pa.RecordBatch.from_pylist(packed, schema=schema)


def unpacked(data: bytes) -> pa.Table:
    """The rows of one case in one table, out of the column `data`."""
    pa = optional("pyarrow")
    with pa.ipc.open_stream(data) as stream:
        return stream.read_all()


def rows_of_case(
    analysis: Analysis, theory: Knowledge, proofs: bool = False
) -> Iterator[tuple[str, Iterator[Row]]]:
    """The rows of one case, table by table, without the two columns that all begin with."""
    stated = Stated(analysis.resolved)
    concluded = Concluded(analysis, theory.theory)
    yield "cases", iter([_case(analysis, stated)])
    yield "statements", stated.statements()
    yield "actors", stated.actors()
    yield "resources", stated.resources()
    yield "interactions", stated.interactions()
    yield "moves", stated.moves()
    yield "conclusions", concluded.conclusions()
    yield "votes", concluded.votes()
    yield "findings", concluded.findings()
    yield "evidence", stated.evidence()
    if proofs:
        yield "proofs", concluded.proofs()


def tables_of_case(
    analysis: Analysis, path: str, theory: Knowledge, proofs: bool = False
) -> dict[str, pa.Table]:
    """Every table of one case, empty ones too."""
    case = analysis.resolved.case.name.text
    return {
        name: arrow_table(
            TABLE_BY_NAME[name], [{"case_name": case, "path": path, **row} for row in rows]
        )
        for name, rows in rows_of_case(analysis, theory, proofs)
    }


# ---------------------------------------------------------------------- one case
def _tables(
    row: Mapping[str, Any], theory: Knowledge, proofs: bool
) -> Iterator[tuple[str, str, pa.Table]]:
    path = row["path"]
    libraries = {item["path"]: item["content"] for item in row.get("libraries") or ()}
    try:
        if row.get("reason"):
            raise SourceErrors([UNREADABLE.at(None, path=path, reason=row["reason"])])
        source = source_from_bytes(path, row["content"])
        analysis = analyse(source, theory.with_libraries(_reader(libraries)))
    except SourceErrors as errors:
        if {diagnostic.code for diagnostic in errors.diagnostics} != {IS_LIBRARY.id}:
            yield _MISTAKES, "", _mistakes(path, errors.diagnostics)
        return
    case = analysis.resolved.case.name.text
    tables = tables_of_case(analysis, path, theory, proofs)
    analysis.prover.forget()
    for name, table in tables.items():
        if table.num_rows:
            yield name, case, table


def _reader(libraries: Mapping[str, bytes]) -> ReadLibrary:
    """Reads library files out of what came with the case, and from nowhere else."""
    from vcc.case.from_text import case_from_text

    def read(path: str) -> Case:
        content = libraries.get(path.replace("\\", "/"))
        if content is None:
            raise SourceErrors([NOT_FOUND.at(None, path=path, folder=".")])
        return case_from_text(source_from_bytes(path, content)).case

    return read


def _case(analysis: Analysis, stated: Stated) -> Row:
    label, report = analysis.report.case.label, analysis.report
    supported = list(stated.supported)
    found: list[Diagnostic | Finding] = [*analysis.diagnostics, *report.findings]
    counts = Counter(item.severity for item in found)
    return {
        "label_en": label.en,
        "label_zh": label.zh,
        "language": report.language,
        "sha256": sha256(analysis.source.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "libraries": list(analysis.resolved.files),
        "statements": len(supported),
        "cited": sum(1 for item in supported if item.citations),
        "conclusions": sum(1 for _ in report.conclusions),
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "questions": counts[Severity.INFO],
    }


def _mistakes(path: str, diagnostics: Iterable[Diagnostic]) -> pa.Table:
    rows = [
        {
            "case_name": "",
            "path": path,
            "code": diagnostic.code,
            "severity": str(diagnostic.severity),
            "message_en": diagnostic.message.en,
            "message_zh": diagnostic.message.zh,
            "place": place_of(diagnostic.span) if diagnostic.span else None,
        }
        for diagnostic in diagnostics
    ]
    return arrow_table(TABLE_BY_NAME[_MISTAKES], rows)


def _ipc(table: pa.Table) -> bytes:
    pa = optional("pyarrow")
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    data: bytes = sink.getvalue().to_pybytes()
    return data
