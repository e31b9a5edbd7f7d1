"""Files of sources: found, read in any encoding, refused with a reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from evidence_cases import checked, codes, put, put_source
from evidence_pdfs import pdf_of_pages

from vcc.evidence import content as content_module
from vcc.evidence import pdf, sources
from vcc.evidence.report import Status

CHINESE = "用户深入参与产品设计，小米公司据此改进产品。"
QUOTE = 'actor a is firm [@r "用户深入参与产品设计"]'


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("gb18030", ["E108"])],
)
def test_a_source_is_read_in_its_encoding(tmp_path: Path, encoding: str, told: list[str]) -> None:
    put_source(tmp_path, CHINESE.encode(encoding))
    report = checked(put(tmp_path, QUOTE))
    assert report.counts == {Status.FOUND: 1}
    assert codes(report) == told


REFUSED = {
    "binary": (b"\x89PNG\0\0\0", "binary"),
    "latin-1": ("Die Käufer zahlen für Verträge".encode("latin-1"), "neither UTF-8"),
    "empty": (b" \n ", "no text"),
    "broken pdf": (b"%PDF-1.4\nnonsense", "broken"),
    "pdf of pictures": (pdf_of_pages([[], []]), "pictures"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_source_without_text_is_refused_with_the_reason(tmp_path: Path, kind: str) -> None:
    data, reason = REFUSED[kind]
    put_source(tmp_path, data)
    report = checked(put(tmp_path, f'{QUOTE}\nactor b is firm [@r "another quote"]'))
    assert codes(report) == ["E104"]  # once for the source, not for each quote
    assert reason in report.diagnostics[0].message.en
    assert report.counts == {Status.UNREADABLE: 2}


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of_pages([["secret words"]]))))
    writer.encrypt("password", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    put_source(tmp_path, out.getvalue())
    report = checked(put(tmp_path, 'actor a is firm [@r "secret words"]'))
    assert codes(report) == ["E104"]
    assert "password" in report.diagnostics[0].message.en


def test_without_its_library_a_pdf_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    put_source(tmp_path, pdf_of_pages([["some words"]]))
    report = checked(put(tmp_path, 'actor a is firm [@r "some words"]'))
    assert "vcc-cases[evidence]" in report.diagnostics[0].message.en


def test_a_pdf_tells_the_page_as_counted_and_as_printed(tmp_path: Path) -> None:
    pages = [["The co-operative runs", "repair cafes."], ["Members bring broken", "lamps."]]
    put_source(tmp_path, pdf_of_pages(pages, first_label=117), "r.pdf")
    statements = """
actor a is firm [@r p.117 "runs repair cafes"]
actor b is firm [@r p.2 "bring broken lamps"]
actor c is firm [@r p.118 "bring broken lamps"]
actor d is firm [@r p.117 "bring broken lamps"]
"""
    report = checked(put(tmp_path, statements, file="r.pdf"))
    assert report.counts == {Status.FOUND: 4}
    assert [looked.fit.fits for looked in report.quotes] == [True, True, True, False]
    assert codes(report) == ["E105"]


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 50)
    put_source(tmp_path, "words " * 20)
    case = put(tmp_path, 'actor a is firm [@r "words words"]')
    assert "larger" in checked(case).diagnostics[0].message.en
    monkeypatch.setattr(sources, "MAX_BYTES", 10_000)
    monkeypatch.setattr(content_module, "MAX_CHARACTERS", 50)
    assert "characters" in checked(case).diagnostics[0].message.en
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    put_source(tmp_path, pdf_of_pages([["a b"], ["c d"]]))
    assert "2 pages" in checked(case).diagnostics[0].message.en


def test_a_source_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put_source(tmp_path)
    real, calls = os.fstat, []

    def fstat(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) % 2 == 0:
            with source.open("ab") as file:
                file.write(b"more")
        return real(descriptor)

    monkeypatch.setattr(sources.os, "fstat", fstat)
    report = checked(put(tmp_path, 'actor a is firm [@r "broken lamps"]'))
    assert "changed while" in report.diagnostics[0].message.en


def test_a_path_that_leads_out_is_refused_unless_its_folder_is_named(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    put_source(outside)
    case = put(inside, 'actor a is firm [@r "broken lamps"]', file="../out/r.txt")
    assert codes(checked(case)) == ["E109"]
    assert codes(checked(case, outside)) == []
    (inside / "link.txt").symlink_to(outside / "r.txt")
    linked = put(inside, 'actor a is firm [@r "broken lamps"]', name="b", file="link.txt")
    assert codes(checked(linked)) == ["E109"]
    assert codes(checked(linked, outside)) == []


def test_odd_files_are_refused_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    told = {}
    for name in ("loop", "folder", "pipe", "n" * 300):
        case = put(tmp_path, 'actor a is firm [@r "broken lamps"]', file=name)
        told[name[:6]] = codes(checked(case))
    assert told == {"loop": ["E103"], "folder": ["E104"], "pipe": ["E104"], "nnnnnn": ["E103"]}


def test_a_missing_source_is_searched_below_the_named_folders(tmp_path: Path) -> None:
    case_folder, papers = tmp_path / "cases", tmp_path / "papers"
    case_folder.mkdir()
    put_source(papers, name="2024/r.txt")
    put_source(papers, "other", name="2023/r2.txt")
    case = put(case_folder, 'actor a is firm [@r "broken lamps"]', file="sources/r.txt")
    report = checked(case)
    assert codes(report) == ["E103"]
    assert str(case_folder) in (report.diagnostics[0].note or report.diagnostics[0].message).en
    assert checked(case, papers).counts == {Status.FOUND: 1}


def test_a_case_may_cite_a_source_of_the_library_that_it_uses(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    put_source(shared)
    (shared / "lib.vcc").write_text(
        'vcc 1\nlanguage en\nlibrary lib {\n  source r is report file "r.txt"\n}\n',
        encoding="utf-8",
    )
    case = tmp_path / "a.vcc"
    text = 'vcc 1\nlanguage en\nuse r from "shared/lib.vcc"\ncase a {\n  actor a [@r "%s"]\n}\n'
    case.write_text(text % "bring broken lamps", encoding="utf-8")
    assert checked(case).counts == {Status.FOUND: 1}
    (shared / "r.txt").unlink()
    report = checked(case)
    assert codes(report) == ["E103"]
    span = report.diagnostics[0].span
    assert span is not None
    assert (span.source, span.line) == (str(case), 5)  # at the quote: the source is elsewhere
