"""A file is read as text, or one message says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import MAX_BYTES, read_source, source_from_text


def code_of(path: Path) -> str:
    with pytest.raises(SourceErrors) as caught:
        read_source(path)
    (diagnostic,) = caught.value.diagnostics
    for words in (diagnostic.message, diagnostic.help):
        assert words is None or "{" not in words.en + words.zh
    return diagnostic.code


def test_a_byte_order_mark_is_dropped_and_line_ends_are_unified(tmp_path):
    path = tmp_path / "a.vcc"
    path.write_bytes(b"\xef\xbb\xbfvcc 1\r\ncase x {\r}\n")
    source = read_source(path)
    assert source.text == "vcc 1\ncase x {\n}\n"
    assert source.name == str(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"vcc 1\0case", "C006"),
        (bytes(range(256)), "C006"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "C006"),
        ("vcc 1\n主体".encode("gbk"), "C007"),
        ("vcc 1\ncase x {}".encode("utf-16"), "C007"),
        (b"vcc 1\n\xff\xff", "C007"),
        (b"x" * (MAX_BYTES + 1), "C005"),
        ("actor a\u202eb".encode(), "C008"),
        ("actor a\u2066b\u2069".encode(), "C008"),
        (b"actor a\x1b[31m", "C008"),
        ("actor \u200ba".encode(), "C008"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_what_is_no_text_is_told(tmp_path, content, code):
    path = tmp_path / "a.vcc"
    path.write_bytes(content)
    assert code_of(path) == code


def test_the_encoding_is_guessed_in_the_help(tmp_path):
    path = tmp_path / "a.vcc"
    path.write_bytes("主体 小米".encode("gbk"))
    with pytest.raises(SourceErrors) as caught:
        read_source(path)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.help is not None
    assert "GBK" in diagnostic.help.en
    assert "GBK" in diagnostic.help.zh


def test_paths_that_are_no_file(tmp_path):
    assert code_of(tmp_path / "missing.vcc") == "C001"
    assert code_of(tmp_path) == "C002"
    assert code_of(tmp_path / "a\0b") == "C004"
    assert code_of(tmp_path / ("n" * 300)) == "C004"


def test_a_file_without_permission(tmp_path):
    path = tmp_path / "a.vcc"
    path.write_text("vcc 1")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert code_of(path) == "C003"


def test_a_file_that_vanishes_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.vcc"
    path.write_text("vcc 1")

    def gone(*_: object) -> None:
        raise OSError(116, "Stale file handle")

    monkeypatch.setattr(Path, "open", gone)
    assert code_of(path) == "C004"


def test_a_hidden_character_is_shown_at_its_place():
    with pytest.raises(SourceErrors) as caught:
        source_from_text("a.vcc", "vcc 1\nactor a\u202eb\u202c")
    (diagnostic,) = caught.value.diagnostics
    assert str(diagnostic.span) == "a.vcc:2:8"
    assert "U+202E" in diagnostic.message.en
