"""How N-Triples are taken apart by arrays: lines, equal terms, well-formed terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

pytest.importorskip("numpy", reason="arrays need numpy")

import numpy as np

from vcc.facts import distinct, grammar
from vcc.facts.lines import LONGEST, lines_of
from vcc.facts.mentions import Mentions

LINE = re.compile(rb"(?=[<_])([^\x00- ]+) ([^\x00- ]+) ([^\n\x00]+) \.")


def bytes_of(text: bytes) -> np.ndarray:
    return np.frombuffer(text, np.uint8)


@given(st.text(st.sampled_from("<_a> .\n\t\r\0é"), max_size=60))
@example("<a> <b> <c> .\n# said .\n<a> <b> <c d> .")
@example(f"<a> <b> <{'x' * 300}> .")
@example("a a a .\n<a> <b> <c> .\n")
def test_plain_lines_are_those_that_an_expression_takes_apart(text: str) -> None:
    content = text.encode() + b"\n"
    lines = lines_of(bytes_of(content))
    found = {}
    for row, line in enumerate(lines.plain.tolist()):
        spans = zip(lines.starts[:, row].tolist(), lines.lengths[:, row].tolist(), strict=True)
        found[line] = tuple(content[start : start + length] for start, length in spans)
    matches = enumerate(map(LINE.fullmatch, content.split(b"\n")))
    groups = {number: match.groups() for number, match in matches if match}
    assert found == {n: terms for n, terms in groups.items() if max(map(len, terms)) <= LONGEST}
    odd = {number: content[start:end] for number, start, end in lines.odd}
    assert len(odd) + len(found) == lines.count == content.count(b"\n")
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in odd.values())


stretches = st.lists(
    st.text("abé\n /", min_size=1, max_size=40) | st.sampled_from(["x" * 63, "x" * 64, "x" * 255]),
    min_size=1,
    max_size=30,
)


@given(stretches, st.booleans())
def test_equal_stretches_have_one_leader_even_if_all_hashes_collide(
    texts: list[str], collide: bool
) -> None:
    parts = [text.encode()[:LONGEST] for text in texts]
    lengths = np.array([len(part) for part in parts])
    starts = np.cumsum(lengths) - lengths
    padded = bytes_of(b"".join(parts) + b"?" * distinct.PADDING)
    rows = distinct.rows_of(padded, starts, lengths)
    with pytest.MonkeyPatch.context() as patch:
        if collide:
            patch.setattr(distinct, "_factors", lambda count, _: np.zeros(count, np.uint64))
        leaders = distinct.leaders_of(rows).tolist()
    for place, leader in enumerate(leaders):
        assert parts[leader] == parts[place]
        assert leaders[leader] == leader
    assert len(set(leaders)) == len(set(parts))
    assert distinct.text_of_rows(rows) == b"".join(part + b"\n" for part in parts)


def test_terms_of_several_blocks_and_of_odd_lines_are_one_vocabulary() -> None:
    mentions = Mentions()
    numbers = []
    for text in (b"ab", b"b" + b"c" * 100):
        padded = bytes_of(text + bytes(distinct.PADDING))
        numbers += mentions.of(padded, np.array([0, 1]), np.array([1, len(text) - 1])).tolist()
    numbers += mentions.of_odd(["b", "long", "a", "long"])
    terms, places = mentions.resolved()
    named = [terms[places[number]] for number in numbers]
    assert named == ["a", "b", "b", "c" * 100, "b", "long", "a", "long"]
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize(
    "term",
    [
        "<http://e/>",
        "<https://e/a#b>",
        "<http://e:80/a:b#c>",
        "<urn://e:/>",
        "<urn:x:y>",
        "<http://e>",
        "<http://e/%20é>",
        "_:b.1",
        '"a b"@en',
        '""',
    ],
)
def test_terms(term: str) -> None:
    assert grammar.are_terms([term])
    assert grammar.are_terms(["<http://e/a>", term, "<http://e/b#c>"])


@pytest.mark.parametrize(
    "term",
    ["", "<>", "<http://e:a/b>", "<http://e:80a>", "<urn://e:x#a>",
     "<http://e/", "http://e/>", "<http://e/a#b#c>", "<http://e/<a>", "<http://e/%zz>",
     "<rel>", "<http://e/ >", "<http://e/a>\n<http://e/b>", '"a', "_:", "a>", '"a"@', "<<( a )>>"],
)  # fmt: skip
def test_what_is_no_term(term: str) -> None:
    assert not grammar.are_terms([term])
    assert not grammar.are_terms(["<http://e/a>", term, "<http://e/b#c>"])
    assert not grammar.are_terms(["<http://e/a>"] * 5_000 + [term])
