"""One quote in one source that was read: found, nearly found, or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vcc.evidence.lock import LockedQuote, context_hash
from vcc.evidence.nearest import Nearest, difference, nearest
from vcc.evidence.normal import normal_from_text
from vcc.evidence.place import fit_of
from vcc.evidence.report import Looked, Status
from vcc.evidence.search import Wanted, occurrences
from vcc.evidence.sources import Loaded
from vcc.evidence.statements import Quoted

_LEAST: Final = 2  # characters: one alone stands in every source


def too_short(wanted: Wanted) -> bool:
    """Whether a quote is empty or a single character."""
    return wanted.length < _LEAST


def found_in(quoted: Quoted, wanted: Wanted, loaded: Loaded) -> tuple[Looked, LockedQuote | None]:
    """Look a quote up in a source that was read; with what a lock would say, if it is there.

    Where it stands several times, the first that fits the stated place counts.
    """
    assert loaded.content is not None
    assert loaded.outline is not None
    normal, outline = loaded.content.normal, loaded.outline
    best: tuple[Looked, LockedQuote] | None = None
    for start, end in occurrences(wanted, normal):
        raw_start, raw_end = normal.original(start, end)
        where = outline.where(raw_start)
        fit = fit_of(quoted.places, where)
        if best is None or fit.fits:
            context = context_hash(normal.text, start, end)
            locked = LockedQuote(raw_start, raw_end, replace(where, line=0), context)
            best = Looked(quoted, Status.FOUND, where, raw_start, raw_end, fit), locked
        if fit.fits is not False:
            break
    return best or (_nearly(quoted, loaded), None)


def _nearly(quoted: Quoted, loaded: Loaded) -> Looked:
    """The nearest passage, with what differs."""
    assert loaded.content is not None
    assert loaded.outline is not None
    quote, normal = normal_from_text(quoted.quote.text), loaded.content.normal
    near: Nearest | None = nearest(quote.text, normal)
    if near is None:
        return Looked(quoted, Status.NOT_FOUND)
    start, end = normal.original(near.start, near.end)
    passage = " ".join(normal.text[near.start : near.end].split())
    return Looked(
        quoted, Status.MISQUOTE, loaded.outline.where(start), start, end,
        passage=passage, difference=difference(quote.text, passage),
    )  # fmt: skip
