"""What the server keeps of answers, and how it talks to a worker that may be anything by then."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("uvicorn", reason="the server comes with the serve extra")

from tests.unit.serve.conftest import A
from tests.unit.serve.served import Served
from vcc.serve.answers import Answers, is_lasting
from vcc.serve.link import Link
from vcc.serve.wire import Reply, message_from, packed

MOST = 1000


# ------------------------------------------------------------------ answers
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400))))
def test_what_is_kept_never_takes_more_room_than_it_may(asked: list[tuple[int, int]]) -> None:
    answers = Answers(8000)
    for number, size in asked:
        question = b"%d" % number
        known = answers.get(question)
        if known is None:
            answers.keep(question, ({"status": 200}, b"x" * size))
        assert 0 <= answers.bytes <= 8000
        assert known is None or known[0] == {"status": 200}


def test_the_answer_that_was_asked_for_least_recently_goes_first() -> None:
    answers = Answers(16 * (500 + 200))
    for number in range(16):
        answers.keep(b"%02d" % number, ({}, b"x" * 198))
    assert answers.get(b"00")
    answers.keep(b"16", ({}, b"x" * 198))
    assert answers.get(b"00")
    assert answers.get(b"01") is None


def test_one_large_answer_does_not_drive_out_all_others() -> None:
    answers = Answers(10_000)
    answers.keep(b"small", ({}, b""))
    answers.keep(b"large", ({}, b"x" * 2000))
    assert answers.get(b"small")
    assert answers.get(b"large") is None


@pytest.mark.parametrize(
    "query",
    ["SELECT (RAND() AS ?x) {}", "SELECT (now() AS ?x) {}", "SELECT (NOW # a comment\n() AS ?x) {}",
     "SELECT (\\u004eOW() AS ?x) {}", "SELECT (BNODE() AS ?x) {}", "SELECT (1+UUID() AS ?x) {}"],
)  # fmt: skip
def test_what_is_another_each_time_is_not_kept(query: str) -> None:
    assert not is_lasting(query)


@pytest.mark.parametrize("query", ["SELECT ?now { ?now a :Rand }", "ASK { ?x :now ?uuid }"])
def test_a_name_like_a_function_is_only_a_name(query: str) -> None:
    assert is_lasting(query)


def test_the_same_question_is_answered_once(endpoint: Served) -> None:
    def answered(query: str, **headers: str) -> tuple[float, bytes]:
        before = endpoint.metric("vcc_answers_known_total")
        body = endpoint.query(query, **headers).body
        return endpoint.metric("vcc_answers_known_total") - before, body

    query = f"SELECT ?v {{ <{A}n9> <{A}value> ?v }} # once"
    first, again = answered(query), answered(query)
    assert (first[0], again[0]) == (0, 1)
    assert first[1] == again[1]
    assert answered(query, Accept="text/csv")[0] == 0  # another format is another question
    assert answered(query + " ")[0] == 0
    assert endpoint.metric("vcc_answers_kept_bytes") > 0
    for changing in ("SELECT (RAND() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}", "SELECT * {"):
        assert [answered(changing)[0] for _ in range(3)] == [0, 0, 0]


# ------------------------------------------------------------------ links
def linked(work: Callable[[Link, socket.socket], Awaitable[None]]) -> None:
    async def run() -> None:
        here, there = socket.socketpair()
        there.setblocking(False)
        with there:
            link = await Link.over(here, MOST)
            await work(link, there)
            link.abort()
            await asyncio.sleep(0)

    asyncio.run(run())


async def said(there: socket.socket, *parts: bytes) -> None:
    for part in parts:
        await asyncio.get_running_loop().sock_sendall(there, part)
        await asyncio.sleep(0.01)


@given(
    st.dictionaries(st.text(), st.text(), max_size=3),
    st.binary(max_size=MOST),
    st.integers(0, 2000),
)
def test_a_message_is_whole_or_not_there(head: dict[str, str], body: bytes, cut: int) -> None:
    message = packed(head, body)
    assert message_from(message, MOST) == (head, body)
    if cut < len(message):
        assert message_from(message[:cut], MOST) is None
    with pytest.raises(ValueError, match="more than one"):
        message_from(message + b"x", MOST)


def test_a_reply_may_come_in_pieces() -> None:
    async def work(link: Link, there: socket.socket) -> None:
        for number in range(3):
            reply = link.ask(packed({"query": number}))
            answer = packed({"status": 200, "number": number}, b"body" * number)
            await said(there, answer[:5], answer[5:20], answer[20:])
            assert await reply == ({"status": 200, "number": number}, b"body" * number)
            assert link.is_open

    linked(work)


def _nested() -> bytes:
    """A head so deep that no parser goes to its end."""
    deep = b"[" * 100_000
    return len(deep).to_bytes(4) + bytes(8) + deep


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ([packed({}, b"x" * (MOST + 1))[:20]], ValueError),  # refused before it has all come
        ([packed({}) + packed({})], ValueError),
        ([b"\0\0\0\x02\0\0\0\0\0\0\0\0[]"], ValueError),
        ([b"\0\0\0\x02\0\0\0\0\0\0\0\0{x"], ValueError),
        ([b"\xff" * 12], ValueError),
        ([packed({"status": 200})[:-1], b""], (EOFError, OSError)),
        ([_nested()], ValueError),
    ],
)  # fmt: skip
def test_what_is_no_reply_fails_and_ends_the_link(
    parts: list[bytes], error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    async def work(link: Link, there: socket.socket) -> None:
        reply = link.ask(packed({}))
        await said(there, *filter(None, parts))
        if parts[-1] == b"":
            there.close()
        with pytest.raises(error):
            await asyncio.wait_for(reply, 5)
        await asyncio.sleep(0.01)
        assert not link.is_open
        with pytest.raises(ConnectionError):
            await link.ask(packed({}))

    linked(work)


def test_a_worker_that_speaks_unasked_is_not_asked_any_more() -> None:
    async def work(link: Link, there: socket.socket) -> None:
        assert link.is_open
        await said(there, packed({"status": 200, "type": "text/html"}, b"for the next client"))
        assert not link.is_open

    linked(work)


def test_a_hello_may_come_before_it_is_waited_for() -> None:
    async def work(link: Link, there: socket.socket) -> None:
        await said(there, packed({"process": 7}))
        found: Reply = await link.reply()
        assert found == ({"process": 7}, b"")
        assert link.is_open

    linked(work)
