"""Questions to the author, each asked once of everything that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vcc.findings.model import Finding
from vcc.source.diagnostic import Severity, Words
from vcc.vocabulary.messages import in_number

_FOCUS: Final = re.compile(r"“\{focus\}”|\{focus\}")
_NAMED: Final = 3  # how many things a question names; of more, one fewer and a number
_SEVERAL: Final = Words("NAME", "名称")


class Shown(StrEnum):
    """How questions are shown: only their number, listed, or each where it arises."""

    COUNT = "count"
    LIST = "list"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Question:
    """One question or remark (severity info) and the findings that ask it, in their order."""

    text: Words
    findings: tuple[Finding, ...]


def questions_from_findings(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """The findings of severity info, those that differ only in what they are about as one."""
    groups: dict[tuple[str, Words], list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.INFO:
            groups.setdefault((finding.name, finding.question), []).append(finding)
    return tuple(
        Question(_asked(template, members), tuple(members))
        for (_, template), members in groups.items()
    )


def listed(texts: Sequence[str], language: str) -> str:
    """Several names in a sentence: the first of them, and how many more there are."""
    zh = language.startswith("zh")
    comma, last = ("、", "和") if zh else (", ", " and ")
    if len(texts) > _NAMED:
        shown = comma.join(texts[: _NAMED - 1])
        more = len(texts) - _NAMED + 1
        return f"{shown}等 {len(texts)} 项" if zh else f"{shown} and {more} more"
    return last.join(filter(None, (comma.join(texts[:-1]), *texts[-1:])))


def _asked(template: Words, findings: Sequence[Finding]) -> Words:
    return Words(
        _filled(template.en, findings, "en", lambda words: words.en),
        _filled(template.zh, findings, "zh", lambda words: words.zh),
    )


def _filled(
    template: str, findings: Sequence[Finding], language: str, text_of: Callable[[Words], str]
) -> str:
    sentence = in_number(template, len(findings))

    def names(match: re.Match[str]) -> str:
        before = sentence[: match.start()]
        if before.count("`") % 2 or before.count("“") > before.count("”"):  # a piece of case text
            return findings[0].focus.name if len(findings) == 1 else text_of(_SEVERAL)
        if match[0].startswith("“"):
            return listed([f"“{text_of(f.focus.label)}”" for f in findings], language)
        return listed([text_of(f.called) for f in findings], language)

    return _FOCUS.sub(names, sentence)
