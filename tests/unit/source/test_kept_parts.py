"""What is kept in parts comes back as it was, and each part only when it is asked for."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.source.kept_parts import KeptMapping, KeptParts, part


@dataclass(frozen=True)
class Counted:
    """Something that tells when it is read."""

    name: str

    def __setstate__(self, state: dict[str, str]) -> None:
        vars(self).update(state)
        READ.append(self.name)


@dataclass(frozen=True)
class Theory(KeptParts):
    """A thing with a field and two parts."""

    words: tuple[Counted, ...]

    @part
    def first(self) -> Counted:
        MADE.append("first")
        return self.words[0]

    @part
    def last(self) -> Counted:
        MADE.append("last")
        return self.words[-1]


READ: list[str] = []
MADE: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_yet() -> None:
    READ.clear()
    MADE.clear()


def again(thing: object) -> object:
    return pickle.loads(pickle.dumps(thing))


def theory() -> Theory:
    made = Theory((Counted("a"), Counted("b"), Counted("c")))
    assert made.first.name == "a"
    return made


def test_nothing_is_read_before_it_is_asked_for() -> None:
    kept = again(theory())
    assert READ == []
    assert isinstance(kept, Theory)
    assert kept.first == Counted("a")
    assert READ == ["a"]
    assert kept.words == theory().words
    assert READ == ["a", "a", "b", "c"]


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    kept = again(theory())
    assert isinstance(kept, Theory)
    assert kept.first.name == "a"
    assert MADE == ["first"]
    assert kept.last.name == "c", "what was not is worked out now"
    assert MADE == ["first", "last"]


def test_what_was_kept_can_be_kept_once_more_before_it_is_read() -> None:
    kept = again(again(theory()))
    assert isinstance(kept, Theory)
    assert kept == theory()
    assert MADE.count("first") == 2, "once for each of the theories that were made here"


def test_what_there_is_not_is_an_ordinary_error() -> None:
    for one in (theory(), again(theory())):
        with pytest.raises(AttributeError, match="nothing"):
            getattr(one, "nothing")  # noqa: B009


def test_values_of_a_mapping_are_read_one_by_one_and_once() -> None:
    kept = again(KeptMapping({name: Counted(name) for name in "abc"}))
    assert isinstance(kept, KeptMapping)
    assert "b" in kept
    assert "z" not in kept
    assert READ == []
    assert kept["b"] is kept["b"]
    assert READ == ["b"]
    assert list(kept) == ["a", "b", "c"]
    assert kept.get("z") is None
    with pytest.raises(KeyError):
        kept["z"]


@given(st.dictionaries(st.text(), st.lists(st.integers())), st.integers(0, 2))
def test_a_mapping_stays_the_same_however_often_it_is_kept(
    values: dict[str, list[int]], times: int
) -> None:
    kept: object = KeptMapping(values)
    for _ in range(times):
        kept = again(kept)
    assert isinstance(kept, KeptMapping)
    assert dict(kept) == values
    assert list(kept) == list(values)
    assert len(kept) == len(values)
