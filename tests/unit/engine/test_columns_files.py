"""Files straight into columns: the same facts, and the same mistakes, as through triples."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.facts import triples_from_file, triples_from_text
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, literal

pytest.importorskip("numpy", reason="the columns executor needs numpy")

from vcc.engine.columns.encoded import encoded_from_triples
from vcc.facts import columns
from vcc.facts.columns import (
    encoded_from_file,
    encoded_from_text,
    ntriples_from_encoded,
)

E = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
iris = st.sampled_from([f"<{E}a>", f"<{E}b#c>", f"<{E}%20/é>", "<urn:x:y>"])
blanks = st.sampled_from(["_:b", "_:a.1", "_:b0", "_:b1", "_:x-y"])
texts = st.text(
    st.one_of(st.sampled_from('ab "\\\n\r\t<>_:@^.#'), st.characters(exclude_categories=["Cs"])),
    max_size=8,
)
literals = st.builds(
    literal,
    texts,
    datatype=st.sampled_from(["", XSD + "integer", XSD + "string", E + "dt"]),
) | st.builds(literal, texts, st.sampled_from(["en", "EN-gb", "zh-hans"]))
triples = st.lists(st.tuples(iris | blanks, iris, iris | blanks | literals), max_size=12)


def source(text: str, name: str = "facts.nt") -> SourceText:
    return SourceText(name, text)


def lines(facts: list[Triple]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in facts)


def outcome(read: object, text: str, format: str, name: str) -> object:
    """The facts, or what the reader complains about and where."""
    assert callable(read)
    try:
        found = read(source(text, name), format)
    except SourceErrors as error:
        return [(d.code, d.span, d.message.en) for d in error.diagnostics]
    return sorted(found.triples() if hasattr(found, "triples") else found)


@given(triples)
def test_lines_are_read_as_the_parser_reads_them(facts: list[Triple]) -> None:
    text = lines(facts)
    expected = triples_from_text(source(text), "ntriples")
    assert sorted(encoded_from_text(source(text), "ntriples").triples()) == sorted(expected)


@given(triples)
def test_lines_do_not_need_the_parser(facts: list[Triple]) -> None:
    """So the law above is about the fast way."""
    text = BytesIO(lines(facts).encode())
    assert columns._encoded(text, "") is not None


@given(st.text(st.sampled_from('<>_:"\\ .\n#a@^en/\tuD8'), max_size=40), triples)
def test_any_text_gives_the_facts_or_the_mistake_of_the_parser(
    noise: str, facts: list[Triple]
) -> None:
    text = lines(facts[:2]) + noise + lines(facts[2:4])
    outcomes = [
        outcome(read, text, "ntriples", "facts.nt")
        for read in (encoded_from_text, triples_from_text)
    ]
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# only a comment",
        f'# facts .\n\n<{E}a> <{E}b> <{E}c> .\n  # more\n<{E}a> <{E}b> "x" .',
        f"<{E}a>\t<{E}b>\t<{E}c>.\r\n",
        f"<{E}a> <{E}b> <{E}c> . # said\n",
        f"<{E}a> <{E}b> <<( <{E}a> <{E}b> _:x )>> .\n_:x <{E}b> _:y .\n",
        f'<{E}a> <{E}b> "1" .\n<{E}a> <{E}b> "1"^^<{XSD}string> .\n<{E}a> <{E}b> "\\u0031" .\n',
        f"<{E}\\u0061> <{E}b> <{E}a> .\n",
        f"<{E}a> <{E}b> .\n<{E}c> <{E}d> <{E}e> <{E}f> .\n",
        f"<{E}a>  <{E}b> <{E}c> <{E}d> .\n",
        f'"a" <{E}b> <{E}c> .\n',
        f"<{E}a> _:b <{E}c> .\n",
        f"<{E}a> <{E}b> <relative> .\n",
        f'<{E}a> <{E}b> "\\uD800" .\n',
        f"<{E}a> <{E}b> <{E}%zz> .\n",
    ],
)
def test_unusual_lines_are_left_to_the_parser(text: str) -> None:
    outcomes = [
        outcome(read, text, "ntriples", "facts.nt")
        for read in (encoded_from_text, triples_from_text)
    ]
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("turtle", f"PREFIX : <{E}>\n:a :b [ :c 'x'@EN , 1 , <rel> ] ; :d ( :e _:f ) ."),
        ("turtle", f"PREFIX : <{E}>\n:a :b <<( :c :d :e )>> ."),
        ("turtle", f"PREFIX : <{E}>\n:a :b"),
        ("nquads", f"<{E}a> <{E}b> <{E}c> <{E}g> .\n_:x <{E}b> _:y .\n"),
        ("trig", f"PREFIX : <{E}>\n:g {{ :a :b :c }} :a :b :d ."),
    ],
)
def test_other_formats_give_what_the_parser_gives(format: str, text: str) -> None:
    name = f"facts.{format}"
    outcomes = [
        outcome(read, text, format, name) for read in (encoded_from_text, triples_from_text)
    ]
    assert outcomes[0] == outcomes[1]


@given(triples)
def test_small_blocks_change_nothing(facts: list[Triple]) -> None:
    text = lines(facts)
    expected = sorted(encoded_from_text(source(text), "ntriples").triples())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_BLOCK", 7)
        assert sorted(encoded_from_text(source(text), "ntriples").triples()) == expected


damages = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 2),
        st.sampled_from([b"", b"\xff", b"\r", b"\0", b"\t", b" ", b"\n", b" .\n", b"<", b"#",
                         b"_:a", b"\\u00e9", b"\xc3\xa9", b"\xef\xbb\xbf", b'"', b"y" * 300]),
    ),
    max_size=3,
)  # fmt: skip


@given(triples, damages, st.sampled_from([16, 50, 1 << 18]))
def test_a_damaged_file_gives_what_the_parser_makes_of_it(
    facts: list[Triple], damages: list[tuple[float, int, bytes]], block: int
) -> None:
    content = lines(facts).encode()
    for place, removed, added in damages:
        at = int(place * len(content))
        content = content[:at] + added + content[at + removed :]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_BLOCK", block)
        path = Path(folder) / "facts.nt"
        path.write_bytes(content)
        outcomes = [
            outcome(lambda _, __, read=read: read(path), "", "", "facts.nt")
            for read in (encoded_from_file, triples_from_file)
        ]
    assert outcomes[0] == outcomes[1]


def test_a_file_is_read_in_blocks_and_blank_nodes_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "facts.nt"
    text = "".join(f'_:n{k} <{E}b> "é {k % 9}" .\n' for k in range(20_000))
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    facts = encoded_from_file(path, blank_prefix="f1")
    assert sorted(facts.triples()) == sorted(triples_from_file(path, blank_prefix="f1"))
    assert len(facts) == 20_000


@pytest.mark.parametrize("name", ["facts.nt", "facts.unknown", "facts.ttl"])
def test_files_that_cannot_be_read_are_reported_as_ever(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b'<a:a> <a:b> "\xff" .\n')
    codes = []
    for read in (encoded_from_file, triples_from_file):
        with pytest.raises(SourceErrors) as caught:
            read(path)
        codes.append([d.code for d in caught.value.diagnostics])
    assert codes[0] == codes[1]
    with pytest.raises(FileNotFoundError):
        encoded_from_file(tmp_path / "absent.nt")


@given(triples, st.randoms(use_true_random=False))
def test_lines_are_written_sorted_whatever_the_order_of_the_facts(
    facts: list[Triple], order: object
) -> None:
    read = triples_from_text(source(lines(facts)), "ntriples")
    expected = lines(sorted(set(read)))
    order.shuffle(read)  # type: ignore[attr-defined]
    assert "".join(ntriples_from_encoded(encoded_from_triples(read))) == expected


def test_facts_that_rdf_does_not_know_are_not_written() -> None:
    odd = [('"a"', f"<{E}p>", f"<{E}a>"), (f"<<( <{E}a> <{E}p> <{E}b> )>>", f"<{E}p>", f"<{E}a>")]
    facts = encoded_from_triples([*odd, (f"<{E}a>", f"<{E}p>", '"a"')])
    assert "".join(ntriples_from_encoded(facts)) == f'<{E}a> <{E}p> "a" .\n'
