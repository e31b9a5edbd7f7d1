"""Evidence, rules and claims as short texts: `xiaomi.vcc:31, 45`, `DL-033 §3.2`, `“…”`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from vcc.findings.model import Claim, Conclusion, Evidence, Finding, Quote, RuleNote, RuleStatus
from vcc.render.characters import shown
from vcc.render.words import SEMICOLON, in_brackets
from vcc.source.diagnostic import Words

RULE_STATUSES: Final = {
    RuleStatus.STATED: Words("the paper's word", "论文原述"),
    RuleStatus.DERIVED: Words("derived from the paper", "由论文推出"),
    RuleStatus.OURS: Words("our operationalisation", "本项目的操作化"),
}
STATUSES_IN_NOTES: Final = {status.value: words for status, words in RULE_STATUSES.items()}
_MOST_QUOTES = 2
_MOST_LINES = 8
_MOST_CLAIMS = 3
_MOST_LINES_OF_FINDING = 4


def places(evidence: Iterable[Evidence], most: int = _MOST_LINES, unnamed: str = "") -> str:
    """Where things stand, grouped by file: `xiaomi.vcc:31, 45 +3; shared.vcc:3`.

    The lines of the file `unnamed` go without a name.
    """
    lines: dict[str, set[int]] = {}
    for item in evidence:
        lines.setdefault(item.span.source, set()).add(item.span.line)
    return "; ".join(
        f"{_file_name(file, unnamed)}:{_shortened(sorted(numbers), most)}"
        for file, numbers in lines.items()
    )


def _file_name(file: str, unnamed: str) -> str:
    return "" if file == unnamed else shown(PurePath(file).name)


def _shortened(items: Sequence[object], most: int) -> str:
    listed = ", ".join(map(str, items[:most]))
    return f"{listed} +{len(items) - most}" if len(items) > most else listed


def claims_text(claims: Iterable[Claim], most: int = _MOST_CLAIMS) -> str:
    """Claims with the section of the paper where each stands."""
    return _shortened([_claim(claim) for claim in claims], most)


def rule_text(rule: RuleNote, language: str) -> str:
    """A rule by its name, whose word it is, and its claims."""
    status = RULE_STATUSES[rule.status].in_language(language)
    claims = claims_text(rule.claims)
    inside = SEMICOLON.in_language(language).join(filter(None, (status, claims)))
    return rule.name + in_brackets(inside, language)


def ground_text(conclusion: Conclusion, language: str) -> str:
    """What a conclusion rests on: its lines, its rule, and claims."""
    rule = conclusion.rule
    parts = [places(conclusion.evidence), rule_text(rule, language) if rule else ""]
    if rule is None or not rule.claims:
        parts.append(claims_text(conclusion.claims))
    return " · ".join(filter(None, parts))


def finding_places(finding: Finding) -> str:
    """The lines that a finding rests on; where there are none, the line that it is about."""
    if finding.evidence or finding.span is None:
        return places(finding.evidence, _MOST_LINES_OF_FINDING)
    return places([Evidence(finding.span)])


def finding_quotes(finding: Finding) -> str:
    """The quotes of the statement that a finding rests on first of all."""
    quoted = [item for item in finding.evidence if item.quotes]
    return quotes_text(quoted[:1])


def quotes_text(evidence: Iterable[Evidence], most: int = _MOST_QUOTES) -> str:
    """The first quotes of some evidence, with source and place."""
    quotes = dict.fromkeys(_quote(quote) for item in evidence for quote in item.quotes)
    return "; ".join(list(quotes)[:most])


def _quote(quote: Quote) -> str:
    texts = " ".join(f"“{shown(text)}”" for text in quote.texts)
    return " ".join((shown(f"@{quote.source}"), *map(shown, quote.places), texts)).rstrip()


def _claim(claim: Claim) -> str:
    if not claim.section:
        return claim.id
    is_figure = claim.section.startswith(("图", "表"))
    return f"{claim.id} {claim.section}" if is_figure else f"{claim.id} §{claim.section}"
