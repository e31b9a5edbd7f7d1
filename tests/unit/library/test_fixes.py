"""`--fix` and `--diff`: only what is safe, only whole files, and nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from checking import case, check, codes, written
from hypothesis import given
from hypothesis import strategies as st

from vcc.case.tokens import tokens_from_text
from vcc.library.fixes import without_unused
from vcc.library.waivers import waivers_in
from vcc.library.waiving import Unused
from vcc.source.text import SourceText


def fixed(tmp_path: Path, text: str) -> str:
    path = tmp_path / "a.vcc"
    path.write_bytes(text.encode())
    assert "fixed" in check(path, "--fix").stderr
    return path.read_bytes().decode()


def test_an_unused_waiver_goes(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S242] -- r", above="# vcc: ignore[S326] -- r")
    plain = case().replace("by f \n  \n", "by f\n")
    assert fixed(tmp_path, text) == plain
    assert "W903" not in codes(tmp_path)


def test_a_code_that_is_needed_stays(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S242, S244, S326] -- r", above="# vcc：忽略【S242、S326】——由")
    after = fixed(tmp_path, text)
    assert "# vcc: ignore[S244] -- r" in after
    assert "# vcc：忽略【S242】——由" in after
    assert codes(tmp_path, "--select", "S24,W") == []


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff" + case(tail="# vcc: ignore[S242] -- r").replace("\n", "\r\n")
    after = fixed(tmp_path, text)
    assert after == text.replace(" # vcc: ignore[S242] -- r", "")


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S242] -- r")
    written(tmp_path, {"a.vcc": text, "b.vcc": case("u")})
    result = check(tmp_path, "--diff")
    assert result.exit_code == 1
    assert "-  activity x is manufacturing by f # vcc: ignore[S242] -- r" in result.stdout
    assert "b.vcc" not in result.stdout
    assert (tmp_path / "a.vcc").read_text() == text
    assert check(tmp_path / "b.vcc", "--diff").exit_code == 0


def test_waivers_with_other_mistakes_are_left_to_their_author(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S242]", above="# vcc: ignore[S2444] -- r")
    written(tmp_path, {"a.vcc": text})
    check(tmp_path, "--fix")
    assert (tmp_path / "a.vcc").read_text() == text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_keeps_the_file(tmp_path: Path) -> None:
    text = case(tail="# vcc: ignore[S242] -- r")
    written(tmp_path, {"a.vcc": text})
    tmp_path.chmod(0o500)
    assert check(tmp_path, "--fix").exit_code == 2
    tmp_path.chmod(0o700)
    assert (tmp_path / "a.vcc").read_text() == text


lines = st.lists(
    st.sampled_from([
        "activity y by f", "  during use", "# a remark", "",
        'actor c "# vcc: ignore[A] -- r" {', "}",
        "actor f # vcc: ignore[A, B] -- r", "# vcc：忽略【A、B、C】——由", "\t# vcc: ignore[A] -- r",
    ]), max_size=12,
)  # fmt: skip


@given(lines=lines, end=st.sampled_from(["\n", "\r\n", "\r"]), data=st.data())
def test_a_fix_changes_comments_only(lines: list[str], end: str, data: st.DataObject) -> None:
    text = end.join(lines)
    source = SourceText("t", text.replace("\r\n", "\n").replace("\r", "\n"))
    unused = []
    for waiver in waivers_in(source).waivers:
        idle = data.draw(st.lists(st.sampled_from(waiver.codes), unique=True))
        if idle:
            unused.append(Unused(waiver, tuple(c for c in waiver.codes if c in idle)))
    after = without_unused(text, unused)
    plain = SourceText("t", after.replace("\r\n", "\n").replace("\r", "\n"))

    def said(of: SourceText) -> list[str]:
        return [token.text for token in tokens_from_text(of)[0]]

    assert said(plain) == said(source)
    gone = sum(len(each.codes) for each in unused)
    before = sum(len(w.codes) for w in waivers_in(source).waivers)
    assert sum(len(w.codes) for w in waivers_in(plain).waivers) == before - gone
    assert not waivers_in(plain).others
