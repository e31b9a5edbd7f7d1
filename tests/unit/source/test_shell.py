"""Words that a shell reads as they are meant."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.source.shell import shell_path, shell_word

NAMES = (
    "my case.vcc",
    "b'c\"d 😀.vcc",
    "$HOME.vcc",
    "a;b",
    "a(1).vcc",
    "~x",
    "（一）.vcc",
    "a\\b",
    "",
)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_shell_reads_one_word_and_the_same(text: str) -> None:
    assert shlex.split(shell_word(text)) == [text]


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
@pytest.mark.parametrize("name", NAMES)
def test_a_real_shell_does_as_well(name: str) -> None:
    told = subprocess.run(["sh", "-c", f"printf %s {shell_word(name)}"], capture_output=True)
    assert told.stdout.decode() == name


@pytest.mark.parametrize(
    "text", ["case.vcc", "小米/案例.vcc", "finding:problem-unsolved@收摊太早", "role:a@i=b"]
)
def test_what_needs_no_quotes_has_none(text: str) -> None:
    assert shell_word(text) == text


def test_a_file_that_looks_like_an_option_is_told_as_a_file() -> None:
    assert shell_path("-x.vcc") == "./-x.vcc"
