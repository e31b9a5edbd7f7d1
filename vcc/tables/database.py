"""SQL over a folder of tables: DuckDB that can read these tables and nothing else.

The tables are handed to DuckDB as Arrow data, so it needs no file itself: external access is
switched off, the configuration is locked, and only one statement that reads is taken.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from vcc.render.characters import cell_width
from vcc.source.diagnostic import Code, SourceErrors, Words
from vcc.source.text import SourceText, span_of
from vcc.tables.arrow import optional

if TYPE_CHECKING:
    from vcc.tables.folder import Folder

NOT_SQL: Final = Code(
    "D101",
    Words("this cannot be run as SQL: {reason}", "无法作为 SQL 执行：{reason}"),
    help=Words("the tables are: {tables}", "现有数据表：{tables}"),
)
ONE_QUESTION: Final = Code(
    "D102",
    Words("there must be one statement; here are {count}", "须恰好为一条语句，此处有 {count} 条"),
    help=Words("put it in quotes: vcc sql DIR 'SELECT …'", "请写在引号中：vcc sql DIR 'SELECT …'"),
)  # fmt: skip
ONLY_READING: Final = Code(
    "D103",
    Words("only SELECT is taken: the tables are read, never changed", "仅接受 SELECT：数据表只读"),
    help=Words("write SELECT, or WITH … SELECT", "请使用 SELECT 或 WITH … SELECT"),
)
NO_FILES: Final = Code(
    "D104",
    Words(
        "a query reads the tables of its folder only, no other file or address",
        "查询只读取该文件夹中的数据表，不读取其他文件或网址",
    ),
    help=Words("the tables are: {tables}", "现有数据表：{tables}"),
)
_NAME: Final = "SQL"
_LINE: Final = re.compile(r"^LINE (\d+): (.*)\n( *)\^", re.MULTILINE)
_CUT: Final = "..."
_KIND: Final = re.compile(r"\A(?:[A-Z]\w+ )+Error: ")
_REFUSED: Final = ("disabled by configuration", "external access")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: the names of its columns, and rows of Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Database:
    """The tables of a folder as views; a context manager.

    Raises:
        PackageMissing: if DuckDB or pyarrow is not installed.
    """

    def __init__(self, folder: Folder) -> None:
        self._duckdb = optional("duckdb")
        self._tables = ", ".join(folder.names)
        self._connection = self._duckdb.connect(
            ":memory:", config={"python_enable_replacements": "false"}
        )
        for name in folder.names:
            self._connection.register(name, folder.dataset(name))
        for setting in (
            "temp_directory = ''", "enable_external_access = false", "lock_configuration = true"
        ):  # fmt: skip
            self._connection.execute(f"SET {setting}")

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    def ask(self, sql: str) -> Rows:
        """The answer to one SELECT.

        Raises:
            SourceErrors: with the place of what is wrong (codes D1…).
        """
        result = self._result(sql)
        columns = tuple(column[0] for column in result.description)
        with self._mistakes(sql):
            return Rows(columns, tuple(map(tuple, result.fetchall())))

    def _result(self, sql: str) -> Any:
        with self._mistakes(sql):
            statements = self._connection.extract_statements(sql)
        source = SourceText(_NAME, sql)
        whole = span_of(source, 0, len(sql))
        if len(statements) != 1:
            raise SourceErrors([ONE_QUESTION.at(whole, count=str(len(statements)))])
        if statements[0].type != self._duckdb.StatementType.SELECT:
            raise SourceErrors([ONLY_READING.at(whole)])
        with self._mistakes(sql):
            return self._connection.execute(statements[0])

    def _mistakes(self, sql: str) -> _Mistakes:
        return _Mistakes(sql, self._tables, self._duckdb.Error)


class _Mistakes:
    """Turns what DuckDB raises into one diagnostic with its place."""

    def __init__(self, sql: str, tables: str, error: type[Exception]) -> None:
        self._source = SourceText(_NAME, sql)
        self._tables = tables
        self._error = error

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not isinstance(error, self._error):
            return
        said = str(error)
        start, end = self._place(said)
        span = span_of(self._source, start, end)
        code = NO_FILES if any(word in said for word in _REFUSED) else NOT_SQL
        reason = _KIND.sub("", said.partition("\n\nLINE ")[0]).replace("\n", " ").strip()
        raise SourceErrors([code.at(span, reason=reason, tables=self._tables)]) from error

    def _place(self, said: str) -> tuple[int, int]:
        """Where the caret of the message points: the word there; without one, the whole."""
        text = self._source.text
        found = _LINE.search(said)
        if found is None:
            return 0, len(text)
        line, shown = int(found[1]), found[2]
        cells = len(found[3]) - len(f"LINE {line}: ")
        with suppress(IndexError, ValueError):
            at = self._source.line_starts[line - 1]
            at += _place_in_line(shown, cells, self._source.line(line))
            word = re.compile(r"\w+|\S|").match(text, at)
            return at, max(word.end() if word else at, at)
        return 0, len(text)


def _place_in_line(shown: str, cells: int, line: str) -> int:
    """Where a caret points in a line, from what DuckDB shows of it.

    Carets count terminal cells, of which a Chinese character takes two, and a long line is shown
    in part: "...part...".

    Raises:
        ValueError: if what is shown does not stand in the line.
    """
    characters, width = 0, 0
    while width < cells and characters < len(shown):
        width += cell_width(shown[characters])
        characters += 1
    part = shown.removeprefix(_CUT).removesuffix(_CUT)
    begin = line.index(part) if shown.endswith(_CUT) else line.rindex(part)
    return begin + characters - (len(_CUT) if shown.startswith(_CUT) else 0)
