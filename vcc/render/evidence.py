"""Evidence, rules and claims as short texts: `xiaomi.vcc:31, 45`, `DL-033 §3.2`, `“…”`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from vcc.findings.model import Claim, Evidence, Quote, RuleNote, RuleStatus
from vcc.render.characters import shown
from vcc.source.diagnostic import Words

RULE_STATUSES = {
    RuleStatus.STATED: Words("the paper's word", "论文原述"),
    RuleStatus.DERIVED: Words("derived from the paper", "由论文推出"),
    RuleStatus.OURS: Words("our operationalisation", "本项目的操作化"),
}
_MOST_QUOTES = 2


def places(evidence: Iterable[Evidence]) -> str:
    """Where things stand, grouped by file: `xiaomi.vcc:31, 45; shared.vcc:3`."""
    lines: dict[str, list[int]] = {}
    for item in evidence:
        lines.setdefault(item.span.source, []).append(item.span.line)
    return "; ".join(
        f"{shown(PurePath(file).name)}:{', '.join(map(str, sorted(set(numbers))))}"
        for file, numbers in lines.items()
    )


def claims_text(claims: Iterable[Claim]) -> str:
    """Claims with the section of the paper where each stands."""
    return ", ".join(map(_claim, claims))


def rule_text(rule: RuleNote, language: str) -> str:
    """A rule by its name, whose word it is, and its claims."""
    status = RULE_STATUSES[rule.status].in_language(language)
    claims = claims_text(rule.claims)
    zh = language.startswith("zh")
    inside = (status + ("；" if zh else "; ") + claims) if claims else status
    return f"{rule.name}（{inside}）" if zh else f"{rule.name} ({inside})"


def quotes_text(evidence: Iterable[Evidence], language: str, most: int = _MOST_QUOTES) -> str:
    """The first quotes of some evidence, with source and place."""
    quotes: dict[str, None] = {}
    for item in evidence:
        for quote in item.quotes:
            quotes.setdefault(_quote(quote, language))
    return "; ".join(list(quotes)[:most])


def _quote(quote: Quote, language: str) -> str:
    texts = " ".join(f"“{shown(text)}”" for text in quote.texts)
    source = shown(quote.source.in_language(language))
    return " ".join(part for part in (source, *map(shown, quote.places), texts) if part)


def _claim(claim: Claim) -> str:
    if not claim.section:
        return claim.id
    is_figure = claim.section.startswith(("图", "表"))
    return f"{claim.id} {claim.section}" if is_figure else f"{claim.id} §{claim.section}"
