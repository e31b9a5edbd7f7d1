"""The fixed words of the reports, in both languages. Words of a theory come from the ontology."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Severity, Words

SEVERITIES: Final = {
    Severity.ERROR: Words("error", "错误"),
    Severity.WARNING: Words("warning", "警告"),
    Severity.INFO: Words("info", "提示"),
}
_COUNTS: Final = {
    Severity.ERROR: (Words("1 error", "1 个错误"), Words("{count} errors", "{count} 个错误")),
    Severity.WARNING: (Words("1 warning", "1 个警告"), Words("{count} warnings", "{count} 个警告")),
    Severity.INFO: (
        Words("1 question", "1 个提问"),
        Words("{count} questions", "{count} 个提问"),
    ),
}
NOTE: Final = Words("note", "说明")
HELP: Final = Words("help", "建议")
GAP: Final = "…"
COLON: Final = Words(": ", "：")


def labelled(label: Words, text: str, language: str) -> str:
    """`label: text` with the punctuation of the language."""
    return label.in_language(language) + COLON.in_language(language) + text


def predicated(label: Words, text: str, language: str) -> str:
    """What is said by a property: `solved by: x`; a label with a gap takes the text into it."""
    words = label.in_language(language)
    return words.replace(GAP, text) if GAP in words else labelled(label, text, language)


def counted(severity: Severity, count: int) -> Words:
    """How many findings of a severity, e.g. "3 warnings"."""
    one, many = _COUNTS[severity]
    return one if count == 1 else many.filled({"count": str(count)})
