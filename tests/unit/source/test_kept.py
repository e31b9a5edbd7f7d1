"""Results on disk: what is damaged is made again, and a name says what a result is made from."""

from __future__ import annotations

import os
from pathlib import Path

from vcc.source.kept import kept, key_of, state_of


def test_a_single_changed_bit_is_noticed(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> tuple[str, ...]:
        made.append(1)
        return tuple("abcdefgh")

    assert kept("x", "k", tuple, make, tmp_path) == tuple("abcdefgh")
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    for place in range(0, len(data), 3):
        changed = data.copy()
        changed[place] ^= 1
        file.write_bytes(changed)
        assert kept("x", "k", tuple, make, tmp_path) == tuple("abcdefgh")
    assert len(made) == 1 + len(range(0, len(data), 3))


def test_what_is_whole_is_not_made_again(tmp_path: Path) -> None:
    kept("x", "k", int, lambda: 7, tmp_path)
    assert kept("x", "k", int, lambda: 1 // 0, tmp_path) == 7


def test_a_key_tells_makers_and_parts_apart() -> None:
    keys = {
        key_of((), ()),
        key_of((), ("a",)),
        key_of((), ("a", "")),
        key_of((), ("", "a")),
        key_of(("source",), ()),
        key_of(("source/kept.py",), ()),
        key_of(("case",), ()),
    }
    assert len(keys) == 7
    assert key_of(("case", "source"), ("a",)) == key_of(("case", "source"), ("a",))


def test_a_file_that_changed_is_in_another_state(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("one")
    states = [state_of(file)]
    file.write_text("other")
    states.append(state_of(file))
    os.utime(file, ns=(1, 1))
    states.append(state_of(file))
    assert len(set(states)) == 3
    assert state_of(file) == state_of(str(file))
