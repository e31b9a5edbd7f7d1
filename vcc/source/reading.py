"""A file → its text; whatever cannot be read as text becomes one clear diagnostic (codes C0…)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words
from vcc.source.line_ends import plain
from vcc.source.text import SourceText, Span

# About 150,000 lines. Real cases have hundreds; a file that large is something else.
MAX_BYTES: Final = 8_000_000

NOT_FOUND: Final = Code(
    "C001",
    Words("there is no file `{path}`", "文件“{path}”不存在"),
    help=Words("check the path; it is relative to {folder}", "请检查路径（相对于 {folder}）"),
)
IS_FOLDER: Final = Code(
    "C002",
    Words("`{path}` is a folder, not a file", "“{path}”是文件夹，不是文件"),
    help=Words("name a file in it", "请指定其中的文件"),
)
NO_PERMISSION: Final = Code(
    "C003",
    Words("there is no permission to read `{path}`", "没有读取“{path}”的权限"),
    help=Words("ask its owner for the right to read it", "请向文件所有者申请读取权限"),
)
UNREADABLE: Final = Code(
    "C004",
    Words("`{path}` could not be read: {reason}", "无法读取“{path}”：{reason}"),
)
TOO_LARGE: Final = Code(
    "C005",
    Words(
        "`{path}` is larger than {limit} million bytes, too large for one case",
        "“{path}”超过 {limit} 百万字节，作为一个案例过大",
    ),
    help=Words("split it into several cases", "请拆分为多个案例"),
)
BINARY: Final = Code(
    "C006",
    Words("`{path}` is not a text: it holds binary data", "“{path}”不是文本：其中含有二进制数据"),
    help=Words("a case is a text file in UTF-8", "案例是 UTF-8 编码的文本文件"),
)
NOT_UTF8: Final = Code(
    "C007",
    Words(
        "`{path}` is not encoded in UTF-8 (line {line})", "“{path}”不是 UTF-8 编码（第 {line} 行）"
    ),
    help=Words("save it as UTF-8{guess}", "请另存为 UTF-8 编码{guess}"),
)
HIDDEN_CHARACTER: Final = Code(
    "C008",
    Words(
        "an invisible character ({character}) stands here; it can make a text look like another",
        "此处有不可见字符（{character}），会使文本看上去与实际不同",
    ),
    help=Words(
        "remove it ({count} in this file)",
        "请将其删去（本文件中共 {count} 处）",
    ),
)

# Control characters, line separators that editors count differently, and characters that turn or
# hide text (see "Trojan Source", Boucher and Anderson 2021).
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)


def read_source(path: Path | str, name: str | None = None) -> SourceText:
    """The text of a file: without byte order mark, its line ends as `\\n`.

    `name` is what people call it, where that is not its path.

    Raises:
        SourceErrors: with one diagnostic, where the file cannot be read as text.
    """
    called = str(path) if name is None else name
    return source_from_bytes(called, _bytes_of(Path(path), called))


def source_from_bytes(name: str, data: bytes) -> SourceText:
    """The text that some bytes are (a file's, or standard input's).

    Raises:
        SourceErrors: with one diagnostic, where they are no text.
    """
    if len(data) > MAX_BYTES:
        raise SourceErrors([TOO_LARGE.at(None, path=name, limit=str(MAX_BYTES // 1_000_000))])
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceErrors([BINARY.at(None, path=name)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceErrors([_not_utf8(name, data, error.start)]) from None
    return source_from_text(name, text)


def source_from_text(name: str, text: str) -> SourceText:
    """A text from elsewhere (an editor, a test), held to the same rules as a file.

    Raises:
        SourceErrors: with one diagnostic, where it holds characters that hide or turn text.
    """
    read = plain(text)
    source = SourceText(name, read, "" if read == text else text)
    hidden = _HIDDEN.findall(source.text)
    if hidden:
        at = source.text.index(hidden[0])
        line, column = source.line_column(at)
        span = Span(name, at, at + 1, line, column, line, column + 1)
        character = f"U+{ord(hidden[0]):04X}"
        found = HIDDEN_CHARACTER.at(span, character=character, count=str(len(hidden)))
        raise SourceErrors([found])
    return source


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceErrors([NOT_FOUND.at(None, path=name, folder=str(Path.cwd()))]) from None
    except IsADirectoryError:
        raise SourceErrors([IS_FOLDER.at(None, path=name)]) from None
    except PermissionError:
        code = IS_FOLDER if path.is_dir() else NO_PERMISSION  # Windows refuses to open a folder
        raise SourceErrors([code.at(None, path=name)]) from None
    except (OSError, ValueError) as error:  # ValueError: a path with NUL in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceErrors([UNREADABLE.at(None, path=name, reason=reason)]) from None
    return data


def _not_utf8(name: str, data: bytes, start: int) -> Diagnostic:
    """Where the first wrong byte is, and which encoding it may be."""
    guess = Words("", "")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = Words("; it seems to be UTF-16", "；目前似乎是 UTF-16")
    else:
        try:
            data.decode("gb18030")
            guess = Words("; it may be GBK or GB 18030", "；目前可能是 GBK 或 GB 18030")
        except UnicodeDecodeError:
            pass
    line = str(data.count(b"\n", 0, start) + 1)
    return NOT_UTF8.at(None, path=name, line=line, guess=guess)
