"""What pages ask of workers: questions with a short answer, for which a reader waits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vcc.serve.cells import Cell, cell_from_term

if TYPE_CHECKING:
    from vcc.serve.service import Service, Serving
    from vcc.serve.wire import Reply

TRIPLES: Final = {"type": "application/n-triples", "name": "N_TRIPLES"}
_JSON: Final = {"type": "application/json", "name": "JSON"}
_MOST: Final = 2**20  # bytes of an answer that is shown as a page


async def asked_for_page(service: Service, serving: Serving, **what: Any) -> Reply:
    """The answer of a worker to a `query`, or about a `node`: rows as JSON, triples as N-Triples.

    Raises:
        Ended: if there is none.
    """
    question = {"default": None, "named": None, "results": _JSON, "triples": TRIPLES}
    return await service.ask(serving, {**what, **question, "most": _MOST}, _patient)


async def _patient() -> None:
    """A page is short to make: nobody looks whether its reader is still there."""
    await asyncio.Event().wait()


def statements(body: bytes, base: str) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Subject, property and value of every statement in some N-Triples."""
    import pyoxigraph

    for quad in pyoxigraph.parse(body, pyoxigraph.RdfFormat.N_TRIPLES):
        subject, property, value = (cell_from_term(term, base) for term in quad.triple)
        yield subject, property, value
