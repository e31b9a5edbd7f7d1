"""Rules as text: a list of many, or one with all that is said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from vcc.findings.model import Claim, RuleStatus
from vcc.program.syntax import Rule
from vcc.render.characters import in_columns, shown
from vcc.render.colour import Colour, painted
from vcc.render.evidence import STATUSES_IN_NOTES, claims_text
from vcc.render.rdf_names import short_term
from vcc.render.words import BECAUSE, labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES
from vcc.vocabulary.rdf import iri_text, local_name
from vcc.vocabulary.rule_notes import RuleNote

_STATUS: Final = Words("whose word", "依据")
_CLAIMS: Final = Words("claims", "论文主张")
_PLACE: Final = Words("at", "位置")
_FIRES: Final = Words("fires on", "触发")
_SILENT: Final = Words("silent on", "不触发")
_SHORT: Final = {
    RuleStatus.STATED.value: Words("stated", "原述"),
    RuleStatus.DERIVED.value: Words("derived", "推出"),
    RuleStatus.OURS.value: Words("ours", "本项目"),
}
_ALL: Final = 1_000
_MOST_CLAIMS: Final = 3


@dataclass(frozen=True, slots=True)
class DescribedRule:
    """A rule, the text it stands in, its description (None: it has none) and its claims."""

    rule: Rule
    source: SourceText
    note: RuleNote | None
    claims: tuple[Claim, ...]


def rule_name(rule: Rule, short: Callable[[str], str] | None = None) -> str:
    """What people call a rule: its prefixed name or IRI; its place where it has no name.

    `short` shortens IRIs; without it, with the prefixes of the product.
    """
    if rule.id.startswith("_:"):
        return str(rule.span)
    return short_term(rule.id, CASES) if short is None else short(rule.id)


def rule_names(rule: Rule) -> tuple[str, ...]:
    """Every way to name a rule: as it is shown, its IRI, and the last part of it."""
    name = rule_name(rule)
    if rule.id.startswith("_:"):
        return (name, f"{rule.span.source}:{rule.span.line}")
    return tuple(dict.fromkeys((name, name.lstrip(":"), rule.id, iri_text(rule.id),
                                local_name(rule.id))))  # fmt: skip


def text_from_rules(rules: Sequence[DescribedRule], language: str) -> str:
    """One line a rule: name, status, claims, label; columns as wide as what stands in them."""
    rows = [
        (
            shown(rule_name(each.rule)),
            _short_status(each.note, language) if each.note else "",
            _some_claims(each.claims),
            shown(each.note.label.in_language(language)) if each.note else "",
        )
        for each in rules
    ]
    return "".join(f"{line}\n" for line in in_columns(rows))


def _short_status(note: RuleNote, language: str) -> str:
    """Whose word a rule is; what is no status of ours stays as it is written."""
    return _SHORT[note.status].in_language(language) if note.status in _SHORT else note.status


def _some_claims(claims: Sequence[Claim]) -> str:
    more = f" +{len(claims) - _MOST_CLAIMS}" if len(claims) > _MOST_CLAIMS else ""
    return ", ".join(claim.id for claim in claims[:_MOST_CLAIMS]) + more


def text_from_rule(described: DescribedRule, language: str, *, width: int, colour: bool) -> str:
    """Everything about one rule."""
    rule, note = described.rule, described.note
    lines = [painted(shown(rule_name(rule)), Colour.STRONG, colour)]
    if note is not None:
        for text in _description(note, described.claims, language):
            lines += wrapped(text, width)
    lines.append(labelled(_PLACE, shown(str(rule.span)), language))
    text = described.source.text[rule.span.start : rule.span.end]
    lines += ["", *map(shown, text.split("\n"))]
    if note is not None:
        for words, cases in ((_FIRES, note.fires_on), (_SILENT, note.silent_on)):
            for case in cases:
                lines += ["", painted(words.in_language(language), Colour.FAINT, colour)]
                lines += [f"  {shown(line)}".rstrip() for line in _statements(case)]
    return "\n".join(lines) + "\n"


def _description(note: RuleNote, claims: Sequence[Claim], language: str) -> Iterator[str]:
    yield shown(note.label.in_language(language))
    reason = note.reason.in_language(language)
    if reason:
        yield labelled(BECAUSE, shown(reason), language)
    if status := STATUSES_IN_NOTES.get(note.status):
        yield labelled(_STATUS, status.in_language(language), language)
    if claims:
        yield labelled(_CLAIMS, claims_text(claims, _ALL), language)


def _statements(case: str) -> list[str]:
    """The lines of a case as its file lays them out, without their common indent."""
    first, *rest = case.strip().split("\n")
    return [first.strip(), *dedent("\n".join(rest)).split("\n")] if rest else [first]
