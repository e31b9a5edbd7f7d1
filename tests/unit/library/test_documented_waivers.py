"""What is wrong with waivers, as a document: `waivers.md`.

Written as those in tests/errors; renewed by `VCC_REWRITE=1`. The pages of the codes show its texts.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from vcc.case.from_text import language_of
from vcc.library.codes import CaseCodes
from vcc.library.waiving import waived
from vcc.pipeline import Stopped, analyse, knowledge
from vcc.source.reading import source_from_text

DOCUMENT = Path(__file__).with_name("waivers.md")
PAIR = re.compile(r"^```vcc\n(.*?)^```\n\n```expected\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def said_about(text: str) -> str:
    source = source_from_text("t.vcc", text)
    try:
        outcome = analyse(source, with_sections=False).outcome
    except Stopped as stopped:
        outcome = stopped.outcome
    found = waived(outcome, CaseCodes(knowledge)).outcome.diagnostics
    language = language_of(source)
    lines = []
    for each in found:
        assert each.span is not None
        place = f"{each.span.line}:{each.span.column}"
        lines.append(f"{each.code} {place} {each.message.in_language(language)}\n")
        lines += [f"  help: {each.help.in_language(language)}\n"] if each.help else []
    return "".join(lines)


def renewed(text: str) -> str:
    return PAIR.sub(lambda m: f"```vcc\n{m[1]}```\n\n```expected\n{said_about(m[1])}```", text)


def test_mistakes_in_waivers_are_told_as_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    if os.environ.get("VCC_REWRITE"):
        DOCUMENT.write_text(renewed(text), encoding="utf-8")
    assert renewed(text) == DOCUMENT.read_text(encoding="utf-8")
    codes = re.findall(r"^(W\d+)", text, re.MULTILINE)
    assert len(PAIR.findall(text)) >= 10
    assert set(codes) == {"W901", "W902", "W903", "W904", "W905"}
