"""Whatever data somebody hands in, and wherever a run is stopped: an answer, or a mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_reasoner import facts, program_of, programs, relaxed

from vcc.engine import Conclusions, infer
from vcc.engine.columns.run import infer_columns
from vcc.engine.limits import LimitReached, Limits, Meter
from vcc.facts import triples_from_file
from vcc.facts.columns import encoded_from_file, encoded_from_text
from vcc.facts.from_file import triples_from_text
from vcc.plan import plan_from_program
from vcc.plan.operators import Plan
from vcc.program import program_from_sources
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

GOOD = {
    "ntriples": [
        '<http://e/a> <http://e/p> <http://e/b> .\n<http://e/a> <http://e/p> "x"@en .\n',
        '_:a <http://e/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\r\n# c\n\n',
        '<http://e/a> <http://e/p> "\\u00e9\\n\\"\\\\" .\n_:b <http://e/q> _:b . # c\n',
        '<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> "1" )>> .\n',
        '<http://e/a> <http://e/p> "x"@en--ltr .\n<http://e/中> <http://e/p> "文" .',
    ],
    "turtle": [
        "@prefix : <http://e/> . :a :p :b, 1, 1.5, 1e0, true ; :q (1 [ :p :c ]) .",
        'PREFIX : <http://e/> :a :p """x"y\n""", \'z\'@en--rtl ~ :r {| :s "t" |} .',
        "@base <http://e/> . <a> a <b> . <<( <a> <p> <c> )>> <q> [] . # comment",
    ],
    "nquads": [
        '<http://e/a> <http://e/p> "x" <http://e/g> .\n<http://e/a> <http://e/p> _:b _:g .\n',
    ],
    "trig": ["@prefix : <http://e/> . :g { :a :p :b } GRAPH :h { :a :p [] } { :c :q 1 }"],
}
SPICE = [
    "<", ">", '"', "\\", "\\u00", "\\uD800", "\x00", "\ufffe", "@", "^^", "_:", ".", "..", " ",
    "\n", "\r", "\t", "<<(", ")>>", "{|", "é", "😀", "<a b>", "@prefix", "<http://e/\\u0020>", "1",
    "\ufeff", '"""', "[", "]", "(", ")", ";", ",", "a", "%", "GRAPH",
]  # fmt: skip
PIECES = [re.findall(r"\s+|\w+|.", text, re.DOTALL) for texts in GOOD.values() for text in texts]
pieces = st.one_of(
    st.sampled_from(SPICE).map(lambda token: [token]),
    st.tuples(st.sampled_from(PIECES), st.integers(0, 40), st.integers(1, 6)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
    ),
    st.text(max_size=3).map(lambda text: [text]),
)
changes = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3), pieces), max_size=3)
mangled = st.sampled_from(sorted(GOOD)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(GOOD[name]), changes)
)
COPY = "PREFIX : <http://e/> RULE { ?s :copied ?o } WHERE { ?s ?p ?o NOT { ?o :q ?s } }"
PLAN = plan_from_program(program_from_sources([SourceText("copy.srl", COPY)]))


def text_of(text: str, cuts: list[tuple[int, int, list[str]]]) -> str:
    tokens = re.findall(r"\s+|\w+|.", text, re.DOTALL)
    for place, deleted, piece in cuts:
        tokens[place : place + deleted] = piece
    return "".join(tokens)


def read(read_facts: Callable[[], Iterable[Triple]], size: int) -> set[Triple] | set[str]:
    """The facts, or the codes of the mistakes; each mistake is somewhere in the text."""
    try:
        return set(read_facts())
    except SourceErrors as error:
        mistakes = error.diagnostics
    spans = [mistake.span for mistake in mistakes if mistake.span is not None]
    assert all(0 <= span.start <= span.end <= size for span in spans)
    return {mistake.code for mistake in mistakes}


@settings(deadline=None, max_examples=400)
@given(mangled)
@example(("ntriples", f"<http:{chr(0x2FFFE)}//e/a> <http://e/p> <http://e/b> .\n", []))
@example(("ntriples", f"<http://e/{chr(0xFDD0)}> <http://e/p> <http://e/b> .\n", []))
def test_mangled_data_has_facts_or_mistakes_and_both_readers_say_the_same(
    case: tuple[str, str, list[tuple[int, int, list[str]]]],
) -> None:
    format, text, cuts = case
    source = SourceText("data", text_of(text, cuts))
    size = len(source.text)
    found = read(lambda: triples_from_text(source, format), size)
    assert read(lambda: encoded_from_text(source, format).triples(), size) == found
    if not any(isinstance(thing, str) for thing in found):
        encoded = encoded_from_text(source, format)
        given_ = sorted(encoded.triples())
        assert infer_columns(PLAN, encoded).inferred == infer(PLAN, given_).inferred


@settings(deadline=None, max_examples=200)
@given(format=st.sampled_from(sorted(GOOD)), dirt=st.binary(max_size=12), place=st.integers(0, 60))
def test_bytes_that_are_no_text_are_a_mistake(format: str, dirt: bytes, place: int) -> None:
    content = bytearray(GOOD[format][0].encode())
    content[place:place] = dirt
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        path.write_bytes(content)
        found = read(lambda: triples_from_file(path, format), len(content))
        again = read(lambda: encoded_from_file(path, format).triples(), len(content))
    assert again == found


@relaxed
@given(programs, facts, st.integers(0, 40))
def test_a_run_ends_at_its_limit_or_as_if_there_were_none(
    texts: list[str], case: list[Triple], most: int
) -> None:
    plan = plan_from_program(program_of(texts))
    whole = infer(plan, case)
    limited = limited_run(plan, case, most)
    if limited is None:
        assert len(whole.inferred) > most
    else:
        assert limited.inferred == whole.inferred
        assert len(whole.inferred) <= most


def limited_run(plan: Plan, case: list[Triple], most: int) -> Conclusions | None:
    try:
        return infer(plan, case, meter=Meter(Limits(facts=most)))
    except LimitReached:
        return None


def test_mangling_leaves_some_data_good_and_makes_some_bad() -> None:
    seen: Counter[bool] = Counter()

    @settings(deadline=None, max_examples=200, database=None, derandomize=True)
    @given(mangled)
    def look(case: tuple[str, str, list[tuple[int, int, list[str]]]]) -> None:
        format, text, cuts = case
        source = SourceText("data", text_of(text, cuts))
        found = read(lambda: triples_from_text(source, format), len(source.text))
        seen[any(isinstance(thing, str) for thing in found)] += bool(cuts)

    look()
    assert min(seen[True], seen[False]) >= 20, seen
