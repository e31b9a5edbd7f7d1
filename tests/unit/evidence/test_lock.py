"""evidence.lock: quotes stay checkable without their sources, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_cases import REPORT, checked, codes, put, put_source
from hypothesis import given
from hypothesis import strategies as st

from vcc.evidence.check import Asked
from vcc.evidence.lock import (
    CaseLock,
    LockedQuote,
    LockedSource,
    lock_from_file,
    quote_id,
    text_from_lock,
)
from vcc.evidence.place import Where
from vcc.evidence.report import Status
from vcc.evidence.search import wanted_from_text
from vcc.source.diagnostic import SourceErrors

ONLY = Asked(only_lock=True, lock_name="evidence.lock")
STATEMENTS = 'actor a is firm [@r §2 "bring broken lamps"]\nactor b is firm [@r "13 repair cafés"]'


def test_a_lock_vouches_without_the_source(tmp_path: Path) -> None:
    source, case = put_source(tmp_path), put(tmp_path, STATEMENTS)
    lock = checked(case).fresh
    source.unlink()
    for asked in (None, ONLY):
        report = checked(case, lock=lock, asked=asked)
        assert report.counts == {Status.LOCKED: 2}
        assert codes(report) == []
        assert report.fresh == lock  # nothing is lost by writing it again without the source


def test_a_lock_holds_no_words_of_the_source(tmp_path: Path) -> None:
    put_source(tmp_path)
    text = text_from_lock({"a.vcc": checked(put(tmp_path, STATEMENTS)).fresh})
    assert not any(word in text for word in ("lamps", "repair", "Ghent"))


def test_a_changed_quote_or_place_is_told_without_the_source(tmp_path: Path) -> None:
    source = put_source(tmp_path)
    lock = checked(put(tmp_path, STATEMENTS)).fresh
    source.unlink()
    changed = put(tmp_path, STATEMENTS.replace("broken", "old").replace("§2", "§1"))
    report = checked(changed, lock=lock, asked=ONLY)
    assert codes(report) == ["E112", "E110"]
    assert len(report.stale) == 1
    moved = put(tmp_path, STATEMENTS.replace("§2", "§1"))
    assert codes(checked(moved, lock=lock, asked=ONLY)) == ["E105"]
    set_otherwise = put(tmp_path, STATEMENTS.replace("bring broken", "bring  ｂroken"))
    assert codes(checked(set_otherwise, lock=lock, asked=ONLY)) == []


def test_a_changed_source_is_told(tmp_path: Path) -> None:
    source = put_source(tmp_path, REPORT + "The rooms are lent by the council. " * 4)
    case = put(tmp_path, STATEMENTS)
    lock = checked(case).fresh
    source.write_text(source.read_text(encoding="utf-8") + "A line more.\n", encoding="utf-8")
    assert codes(checked(case, lock=lock, asked=ONLY)) == ["E111"]
    report = checked(case, lock=lock)
    assert codes(report) == ["E111"]
    note = report.diagnostics[0].note
    assert note is not None
    assert "2 of its 2 locked quotes" in note.en


def test_the_same_words_cited_from_two_places_are_locked_without_a_place(tmp_path: Path) -> None:
    source = put_source(tmp_path, "1. One\nthe same words\n2. Two\nthe same words\n")
    statements = [f'actor a{n} is firm [@r §{n} "the same words"]' for n in (1, 2)]
    case = put(tmp_path, "\n".join(statements))
    report = checked(case)
    assert [looked.fit.fits for looked in report.quotes] == [True, True]
    source.unlink()
    assert codes(checked(case, lock=report.fresh, asked=ONLY)) == []


def test_writing_the_lock_anew_does_not_complain_of_the_old_one(tmp_path: Path) -> None:
    source, case = put_source(tmp_path), put(tmp_path, STATEMENTS)
    lock = checked(case).fresh
    source.write_text(REPORT + "More.\n", encoding="utf-8")
    assert codes(checked(case, lock=lock, asked=Asked(renewing=True))) == []


def test_a_source_under_another_path_is_told(tmp_path: Path) -> None:
    put_source(tmp_path)
    lock = checked(put(tmp_path, STATEMENTS)).fresh
    assert codes(checked(put(tmp_path, STATEMENTS, file="s.txt"), lock=lock, asked=ONLY)) == [
        "E111"
    ]


def test_a_misquote_never_gets_into_a_lock(tmp_path: Path) -> None:
    put_source(tmp_path)
    report = checked(put(tmp_path, STATEMENTS.replace("broken", "old")))
    assert report.counts == {Status.MISQUOTE: 1, Status.FOUND: 1}
    assert len(report.fresh.quotes) == 1


names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=8)
hashes = st.text("0123456789abcdef", min_size=32, max_size=32)
wheres = st.builds(
    Where, st.sampled_from(["", "3.1", "4"]), st.booleans(), st.tuples(names) | st.just(())
)
quotes = st.builds(LockedQuote, st.integers(0, 99), st.integers(100, 999), wheres, hashes)
case_locks = st.builds(
    CaseLock,
    st.dictionaries(names, st.builds(LockedSource, names, hashes, st.integers(0, 9**9))),
    st.dictionaries(names, quotes),
)


@given(st.dictionaries(names, case_locks, max_size=3))
def test_a_lock_reads_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, lock: dict[str, CaseLock]
) -> None:
    path = tmp_path_factory.getbasetemp() / "evidence.lock"
    path.write_text(text_from_lock(lock), encoding="utf-8")
    assert lock_from_file(path) == lock
    assert text_from_lock(dict(reversed(lock.items()))) == text_from_lock(lock)


GOOD = '"r:1" = { start = 1, end = 2, context = "%s" }' % ("0" * 32)
DAMAGED = {
    "not toml": "format = 1\n<<<<<<< HEAD\n",
    "no format": "[case]\n",
    "format is no number": 'format = "1"\n',
    "case is no table": "format = 1\ncase = 3\n",
    "quote is no table": 'format = 1\n[case."a.vcc".quotes]\n"r:1" = 3\n',
    "ends before it starts": "format = 1\n[case.a.quotes]\n" + GOOD.replace("end = 2", "end = 0"),
    "no hash": "format = 1\n[case.a.quotes]\n" + GOOD.replace("0" * 32, "xyz"),
    "a boolean": "format = 1\n[case.a.quotes]\n" + GOOD.replace("start = 1", "start = true"),
    "source without size": 'format = 1\n[case.a.sources]\nr = { file = "x" }\n',
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_lock_is_told_with_the_way_out(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "evidence.lock"
    path.write_text(DAMAGED[kind], encoding="utf-8")
    with pytest.raises(SourceErrors) as raised:
        lock_from_file(path)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "E113"
    assert diagnostic.help is not None
    assert "--write-lock" in diagnostic.help.en


def test_a_lock_of_a_newer_version_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock"
    path.write_text("format = 99\n[case]\nfuture = true\n", encoding="utf-8")
    with pytest.raises(SourceErrors) as raised:
        lock_from_file(path)
    assert [d.code for d in raised.value.diagnostics] == ["E114"]


def test_the_good_entry_of_these_tests_is_good(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock"
    path.write_text("format = 1\n[case.a.quotes]\n" + GOOD, encoding="utf-8")
    assert len(lock_from_file(path)["a"].quotes) == 1


def test_the_id_of_a_quote_does_not_depend_on_its_setting() -> None:
    one, other = wanted_from_text("“软件 + 互联网”"), wanted_from_text("「软件＋互联网」")
    assert quote_id("r", one) == quote_id("r", other)
    assert quote_id("r", one) != quote_id("s", one)
