"""PDF → the texts of its pages, by pypdf (extra `evidence`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from vcc.evidence.content import NotReadable
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES: Final = 3_000
NO_LIBRARY: Final = Words(
    "reading PDF needs pypdf: pip install 'vcc-cases[evidence]'; or give its text (pdftotext)",
    "读取 PDF 需要 pypdf：pip install 'vcc-cases[evidence]'；或改用其文本文件（pdftotext）",
)
ENCRYPTED: Final = Words(
    "this PDF is locked by a password; save it without one",
    "此 PDF 受密码保护；请另存为无密码的文件",
)
BROKEN: Final = Words(
    "this PDF is broken ({what}); print or save it anew",
    "此 PDF 已损坏（{what}）；请重新打印或另存",
)
PICTURES: Final = Words(
    "this PDF holds pictures of pages, no text; run it through text recognition (OCR) first",
    "此 PDF 只有页面图像，没有文本；请先做文字识别（OCR）",
)
TOO_MANY: Final = Words("it has {count} pages, more than {limit}; split it",
                        "共 {count} 页，超过 {limit} 页；请拆分")  # fmt: skip


def pages_from_pdf(data: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """The text of each page, and the number printed on each as the file says it.

    Raises:
        NotReadable: no library, password, damage, too long, or only pictures.
    """
    try:
        import pypdf
    except ImportError:
        raise NotReadable(NO_LIBRARY) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is said by us
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotReadable(ENCRYPTED)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise NotReadable(TOO_MANY.filled({"count": str(count), "limit": str(MAX_PAGES)}))
        texts = [page.extract_text() for page in reader.pages]
        labels = _labels(reader, count)
    except NotReadable:
        raise
    except Exception as error:
        what = " ".join(str(error).split())[:80] or type(error).__name__
        raise NotReadable(BROKEN.filled({"what": what})) from error
    if not any(text.strip() for text in texts):
        raise NotReadable(PICTURES)
    return texts, labels


def _labels(reader: PdfReader, count: int) -> Sequence[str]:
    """The printed number of each page; 1, 2, 3 … where the file has none or broken ones."""
    plain = [str(number) for number in range(1, count + 1)]
    try:
        labels = reader.page_labels
    except Exception:  # noqa: BLE001 (a broken table of labels is no reason to lose the text)
        return plain
    return labels if len(labels) == count else plain
