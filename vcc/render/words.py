"""The fixed words of the reports and their punctuation, in both languages. Words of a theory come
from the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcc.source.diagnostic import Severity, Words

SEVERITIES: Final = {
    Severity.ERROR: Words("error", "错误"),
    Severity.WARNING: Words("warning", "警告"),
    Severity.INFO: Words("info", "提示"),
}
# What people call findings of a severity, which linters call as above.
FINDING_SORTS: Final = {**SEVERITIES, Severity.INFO: Words("question", "提问")}
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
BECAUSE: Final = Words("because", "因为")
RULE: Final = Words("rule", "规则")
RESTS_ON: Final = Words("rests on", "依据")
WAS: Final = Words("{now} (was: {before})", "{now}（原为：{before}）")
COLON: Final = Words(": ", "：")
COMMA: Final = Words(", ", "，")
SEMICOLON: Final = Words("; ", "；")
DASH: Final = Words(" — ", "——")
_AND: Final = Words(", ", "、")
_BRACKETS: Final = Words(" ({text})", "（{text}）")


def labelled(label: Words, text: str, language: str) -> str:
    """`label: text` with the punctuation of the language."""
    return label.in_language(language) + COLON.in_language(language) + text


def listing(texts: Iterable[str], language: str) -> str:
    """Several short texts as one list."""
    return _AND.in_language(language).join(texts)


def in_brackets(text: str, language: str) -> str:
    """What stands behind something in round brackets."""
    return _BRACKETS.filled({"text": text}).in_language(language)


def predicated(label: Words, text: str, language: str) -> str:
    """What is said by a property: `solved by: x`; a label with a gap takes the text into it."""
    words = label.in_language(language)
    return words.replace(GAP, text) if GAP in words else labelled(label, text, language)


def counted(severity: Severity, count: int) -> Words:
    """How many findings of a severity, e.g. "3 warnings"."""
    one, many = _COUNTS[severity]
    return one if count == 1 else many.filled({"count": str(count)})
