"""What stands here of others is what they published, with their licences."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from importlib.resources import files

from vcc.serve.assets import _ASSETS

FOLDER = files("vcc.serve").joinpath("static/yasgui")
NOTE = tomllib.loads(FOLDER.joinpath("VENDORED.toml").read_text(encoding="utf-8"))


def test_yasgui_is_byte_for_byte_what_the_note_says() -> None:
    assert len(NOTE["sha256"]) == 2
    for name, digest in NOTE["sha256"].items():
        assert sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() == digest


def test_nothing_else_is_in_the_folder() -> None:
    names = {item.name for item in FOLDER.iterdir()}
    assert names == {*NOTE["sha256"], "VENDORED.toml", "LICENSES.txt"}


def test_the_licences_of_yasgui_and_of_all_that_is_in_it_are_here() -> None:
    text = FOLDER.joinpath("LICENSES.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in text
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert headings[0].split()[0] == NOTE["package"]
    packages = {heading.split()[0] for heading in headings}
    assert {"codemirror", "jquery", "dompurify", "datatables.net"} <= packages
    assert len(headings) > 20


def test_every_file_that_pages_ask_for_is_here() -> None:
    assert len(_ASSETS) == 5
    for path, _ in _ASSETS.values():
        assert files("vcc.serve").joinpath(path).is_file()
