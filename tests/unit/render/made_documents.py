"""Documents about outcomes, made as `vcc check` makes them: file by file."""

from __future__ import annotations

from collections.abc import Iterable

from vcc.findings.outcome import Outcome, counts_of
from vcc.findings.questions import Shown
from vcc.render.formats.document import Document, part_of
from vcc.render.formats.parts import Look, PageOf, Whole
from vcc.source.diagnostic import Severity


def document(
    format: str,
    outcomes: Iterable[Outcome],
    language: str = "en",
    page_of: PageOf = lambda _: None,
    questions: Shown = Shown.LIST,
    fails: Severity = Severity.ERROR,
) -> str:
    """The whole document of version 1.2.3."""
    made = Document(format, Whole(language, "1.2.3", page_of))
    look = Look(format, 100, False, questions, language, "", fails)
    for outcome in outcomes:
        made.add(part_of(outcome, look), counts_of(outcome))
    made.complete()
    return "".join(made.chunks())
