"""Waivers: what they cover, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import case, check, codes, problems, written

from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.library.waivers import waivers_in
from vcc.source.reading import source_from_text
from vcc.source.text import SourceText


def of(text: str) -> list[tuple[list[str], str, tuple[int, int] | None]]:
    """The waivers of a text: codes, reason, lines."""
    found = waivers_in(SourceText("t", text)).waivers
    return [([c.code for c in w.codes], w.reason, w.lines) for w in found]


# ---------------------------------------------------------------- how they are written
@pytest.mark.parametrize(
    "comment",
    [
        "# vcc: ignore[S244] -- a reason",
        "#vcc:ignore[S244]--a reason",
        "# vcc: ignore[ S244 ]   —— a reason  ",
        "# vcc：ignore【S244】——a reason",
        "# vcc：忽略［S244］—a reason",
        "## vcc: ignore[S244] – a reason",
    ],
)
def test_a_waiver_can_be_written_in_either_language(comment: str) -> None:
    assert of(f"actor f {comment}") == [(["S244"], "a reason", (1, 1))]


def test_a_waiver_may_name_several_codes() -> None:
    assert of("actor f # vcc: ignore[S244, gap-x、C211] -- r")[0][0] == ["S244", "gap-x", "C211"]


@pytest.mark.parametrize("word", ["file-ignore", "全文忽略"])
def test_a_waiver_may_be_about_the_whole_file(word: str) -> None:
    assert of(f"# vcc: {word}[S244] -- r\nactor f") == [(["S244"], "r", None)]


@pytest.mark.parametrize(
    "comment",
    ["# vcc: ignore", "# vcc: ignore S244", "# vcc: ingore[S244] -- r", "# vcc: ignore[] -- r",
     "# vcc: see the guide", "# vcc: ignore[S244] r"],
)  # fmt: skip
def test_what_only_looks_like_a_waiver_is_none(comment: str) -> None:
    found = waivers_in(SourceText("t", comment))
    assert not found.waivers
    assert len(found.others) == 1


def test_a_waiver_inside_a_quoted_text_is_none() -> None:
    assert not of('actor f "# vcc: ignore[S244] -- r"')


# ---------------------------------------------------------------- what they are about
def test_a_waiver_is_about_a_statement_with_its_further_lines() -> None:
    text = (
        "activity x by f\n    during use # vcc: ignore[A] -- end\n"
        "# vcc: ignore[B] -- above\nactivity y {\n  a -> b : c\n    for 3 EUR\n"
        "  # vcc: ignore[C] -- inside\n  b -> a : d [@s\n  §2]\n}\n# vcc: ignore[D] -- last\n"
    )
    assert [lines for _, _, lines in of(text)] == [(1, 2), (4, 4), (8, 9), (11, 10)]


def test_laying_out_a_case_changes_nothing_for_its_waivers(tmp_path: Path) -> None:
    label = '"' + "a long label of an activity " * 4 + '"'
    text = case(tail="[@s §1] # vcc: ignore[S244] -- r", above="# vcc: ignore[S242] -- r").replace(
        "activity x is", f'source s is report "A report" in 2020\n  activity x {label} is'
    )
    laid_out = text_from_case(case_from_text(source_from_text("t", text)))
    assert laid_out != text
    for number, each in enumerate((text, laid_out)):
        written(tmp_path, {f"{number}.vcc": each})
    first, second = (codes(tmp_path / f"{n}.vcc", "--select", "S24,W") for n in range(2))
    assert first == second == []


# ---------------------------------------------------------------- with the command
def test_a_waived_finding_does_not_count(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S244] -- no matter", above="# vcc：忽略【S242】——无妨")
    written(tmp_path, {"a.vcc": text})
    assert codes(tmp_path, "--select", "S24,W") == []
    assert "2 waived" in check(tmp_path, "--select", "S24,W").stdout
    assert "2 个已豁免" in check(tmp_path, "--select", "S24,W", language="zh").stdout


def test_a_waiver_for_the_file_covers_what_has_its_place_anywhere(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(top="# vcc: file-ignore[S244, ask-relation] -- r")})
    assert codes(tmp_path, "--select", "S244,ask-relation,W") == []


@pytest.mark.parametrize(
    ("comment", "code", "severity", "told"),
    [
        ("# vcc: ignore[S244]", "W901", "error", "ignore[S244] -- reason"),
        ("# vcc: ignore[S2444] -- r", "W902", "error", "`S244`"),
        ("# vcc: ignore[S24] -- r", "W902", "error", "whole codes"),
        ("# vcc: ignore[S242] -- r", "W903", "warning", "--fix"),
        ("# vcc: ignore[C202] -- r", "W904", "error", "repair it"),
        ("# vcc: ingore[S244] -- r", "W905", "error", "`ignore`"),
        ("# vcc: Ignore[S244] -- r", "W905", "error", "`ignore`"),
        ("# vcc: ignore-file[S244] -- r", "W905", "error", "`file-ignore`"),
        ("# vcc: ignorefile[S244] -- r", "W905", "error", "`file-ignore`"),
        ("# vcc: ignore-next-line[S244] -- r", "W905", "error", "`ignore`"),
        ("# vcc: 忽略全文[S244] -- r", "W905", "error", "`全文忽略`"),
        ("# vcc: nope[S244] -- r", "W905", "error", "ignore[CODE] -- reason"),
        ("# vcc: ignore[s244] -- r", "W902", "error", "`S244`"),
        ("# vcc: ignore[c202] -- r", "W902", "error", "`C202`"),
        ("# vcc: ignore -- r", "W905", "error", "ignore[CODE] -- reason"),
    ],
)
def test_what_is_wrong_with_a_waiver_is_told(
    tmp_path: Path, comment: str, code: str, severity: str, told: str
) -> None:
    written(tmp_path, {"a.vcc": case(tail=comment)})
    found = problems(tmp_path, "--select", "S244,W")
    assert [p["code"] for p in found] == [code, "S244"]
    mistake = found[0]
    assert mistake["severity"] == severity
    assert mistake["place"]["line"] == 8
    assert told in mistake["help"]["en"]
    assert mistake["message"]["zh"] != mistake["message"]["en"]


def test_a_mistake_in_the_text_is_never_waived(tmp_path: Path) -> None:
    text = "vcc 1\nlanguage en\ncase x {\n  actor a is frim # vcc: ignore[C202] -- r\n}\n"
    written(tmp_path, {"a.vcc": text})
    assert codes(tmp_path) == ["C202", "W904"]


def test_while_a_case_has_mistakes_no_waiver_is_called_unused(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(top="actor b is frim", tail="# vcc: ignore[S242] -- r")})
    assert codes(tmp_path) == ["C202"]


def test_a_warning_about_the_text_can_be_waived(tmp_path: Path) -> None:
    line = "activity z is manufacturing by f, f during use"
    written(
        tmp_path,
        {
            "a.vcc": case(top=line),
            "b.vcc": case("u", top=f"{line} # vcc: ignore[C211] -- twice on purpose"),
        },
    )
    assert codes(tmp_path / "a.vcc", "--select", "C,W") == ["C211"]
    assert codes(tmp_path / "b.vcc", "--select", "C,W") == []


def test_a_waiver_in_a_library_covers_its_lines_in_every_case(tmp_path: Path) -> None:
    library = (
        "vcc 1\nlanguage en\nlibrary l {\n"
        "  # vcc: ignore[S326] -- the note has no title\n  source s is report in 2020\n}\n"
    )
    user = case(top="actor g is firm [@s §1]").replace("case t", 'use "l.vcc"\n\ncase t')
    written(tmp_path, {"l.vcc": library, "a.vcc": user})
    assert codes(tmp_path, "--select", "S326,W") == []
    written(tmp_path, {"l.vcc": library.replace("  # vcc: ignore[S326] -- the note has", "  #")})
    assert codes(tmp_path, "--select", "S326,W") == ["S326"]


def test_selection_does_not_make_a_waiver_unused(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(tail="# vcc: ignore[S244] -- r")})
    assert codes(tmp_path, "--select", "W,S242") == ["S242"]
