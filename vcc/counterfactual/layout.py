"""A changed text as `vcc fmt` would lay it out, where the file was laid out so before."""

from __future__ import annotations

from vcc.case.from_text import ParsedCase
from vcc.case.to_text import text_from_case
from vcc.counterfactual.world import parsed_text
from vcc.source.text import SourceText


def laid_out(before: ParsedCase, after: SourceText) -> SourceText:
    """The changed text in the layout of the formatter, if that was the layout of the file.

    Otherwise it stays as it is: what was added took the signs and the indentation of its
    neighbours, and what was not touched keeps every character.
    """
    if text_from_case(before) != before.source.text:
        return after
    return SourceText(after.name, text_from_case(parsed_text(after)))
