"""The fixed words of the reports, in both languages. Words of a theory come from the ontology."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Severity, Words

SEVERITIES: Final = {
    Severity.ERROR: Words("error", "错误"),
    Severity.WARNING: Words("warning", "警告"),
    Severity.INFO: Words("info", "提示"),
}
NOTE: Final = Words("note", "说明")
HELP: Final = Words("help", "建议")
COLON: Final = Words(": ", "：")


def labelled(label: Words, text: str, language: str) -> str:
    """`label: text` with the punctuation of the language."""
    return label.in_language(language) + COLON.in_language(language) + text
