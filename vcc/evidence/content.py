"""The bytes of a source → its text: plain text, Markdown, HTML, PDF."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from vcc.evidence.normal import Normal, normal_from_text
from vcc.source.diagnostic import Words

# The text of the longest books is under five million characters; more is something else.
MAX_CHARACTERS: Final = 10_000_000
BINARY: Final = Words("it holds binary data, not text", "其中为二进制数据，不是文本")
NOT_DECODED: Final = Words(
    "it is neither UTF-8 nor GB 18030; save it as UTF-8",
    "既非 UTF-8 也非 GB 18030 编码；请另存为 UTF-8",
)
TOO_LONG: Final = Words(
    "its text has more than {limit} million characters; split it",
    "文本超过 {limit} 百万字符；请拆分",
)
EMPTY: Final = Words("there is no text in it", "其中没有文本")
_PDF: Final = b"%PDF-"
_HEAD_OF_PDF: Final = 1024  # readers accept a PDF that begins a little later
_FORM_FEED: Final = "\f"
_MARKUP: Final = re.compile(
    r"""^[ \t]{0,3}(?:\#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+|(?:[-*_=][ \t]*){3,}$)
      | !?\[(?=[^\]\n]*\]\() | \]\([^()\n]*\)   # the frame of [text](address)
      | \*+ | ~~ | `+ | (?<!\w)_+(?=\w) | (?<=\w)_+(?!\w) | \\(?=[^\w\s]) | <!--.*?-->""",
    re.MULTILINE | re.VERBOSE | re.DOTALL,
)


class NotReadable(Exception):
    """A source holds no text that can be read; `reason` says why."""

    def __init__(self, reason: Words) -> None:
        self.reason = reason
        super().__init__(reason.en)


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a source.

    `raw` is what offsets and lines count in (of a PDF: its pages' texts, one after the other;
    of HTML: the file). `normal` is what quotes are looked up in. `pages` are the offsets where
    pages begin (none: no pages) and `labels` their printed numbers. `encoding` is how it was
    decoded.
    """

    raw: str = field(repr=False)
    normal: Normal = field(repr=False)
    pages: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    encoding: str = "utf-8"
    has_lines: bool = True


def content_from_bytes(data: bytes, name: str) -> Content:
    """The text of a file; `name` tells its kind where its bytes do not.

    Raises:
        NotReadable: where no text can be had from it.
    """
    if _PDF in data[:_HEAD_OF_PDF]:
        from vcc.evidence.pdf import pages_from_pdf

        content = _from_pages(*pages_from_pdf(data))
    else:
        raw, encoding = _decoded(data)
        if len(raw) > MAX_CHARACTERS:
            raise NotReadable(TOO_LONG.filled({"limit": str(MAX_CHARACTERS // 1_000_000)}))
        make = _BY_SUFFIX.get(PurePath(name).suffix.lower(), normal_from_text)
        pages = _pages_of(raw)
        content = Content(raw, make(raw), pages, _numbers(pages), encoding)
    if not content.normal.text:
        raise NotReadable(EMPTY)
    return content


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of bytes and its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise NotReadable(BINARY)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _is_chinese(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise NotReadable(NOT_DECODED)


def _is_chinese(text: str) -> bool:
    """Whether what was decoded as GB 18030 is Chinese: nearly any bytes can be decoded so.

    Of real text, nearly all characters beyond ASCII are in GB 2312, the common part of it; what
    western encodings have there (a letter with an accent, then a plain one) is not.
    """
    beyond = "".join(c for c in text if ord(c) > 0x7F)
    common = beyond.encode("gb2312", "ignore").decode("gb2312")
    controls = any(c < " " and c not in "\n\r\t\f" for c in text)
    return bool(beyond) and not controls and len(common) >= 0.9 * len(beyond)


def _pages_of(raw: str) -> tuple[int, ...]:
    """Where pages begin in a text with form feeds, as `pdftotext` writes them; else nothing."""
    breaks = [match.end() for match in re.finditer(_FORM_FEED, raw)]
    return (0, *(at for at in breaks if raw[at:].strip())) if breaks else ()


def _numbers(pages: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, len(pages) + 1))


def _from_pages(texts: Sequence[str], labels: Sequence[str]) -> Content:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    raw = "\n".join(texts)
    if len(raw) > MAX_CHARACTERS:
        raise NotReadable(TOO_LONG.filled({"limit": str(MAX_CHARACTERS // 1_000_000)}))
    normal = normal_from_text(raw)
    return Content(raw, normal, tuple(starts), tuple(labels), "pdf", has_lines=False)


def _from_markdown(raw: str) -> Normal:
    """Without the signs of Markdown, so that a quote of the words is found."""
    kept: list[str] = []
    origins = array("L")
    at = 0
    for match in _MARKUP.finditer(raw):
        kept.append(raw[at : match.start()])
        origins.extend(range(at, match.start()))
        at = match.end()
    kept.append(raw[at:])
    origins.extend(range(at, len(raw)))
    return normal_from_text("".join(kept), origins)


def _from_html(raw: str) -> Normal:
    from vcc.evidence.html import text_from_html

    return normal_from_text(*text_from_html(raw))


_BY_SUFFIX: Final[Mapping[str, Callable[[str], Normal]]] = {
    ".md": _from_markdown, ".markdown": _from_markdown,
    ".html": _from_html, ".htm": _from_html, ".xhtml": _from_html,
}  # fmt: skip
