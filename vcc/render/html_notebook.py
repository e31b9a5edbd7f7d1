"""Results as HTML for notebooks: escaped, without script, in the language of the case.

Each piece stands by itself (a notebook shows many on one page), with a little CSS of its own that
names nothing outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.explanation import Basis, Explanation, Step
from vcc.findings.model import Conclusion, Evidence, Finding, Node
from vcc.findings.network import Network
from vcc.findings.sections import Layout
from vcc.render.characters import shown
from vcc.render.evidence import places
from vcc.render.marks import AS_A_WHOLE, FINDINGS, MARKS, conclusion_text, headline
from vcc.render.network_svg import svg_from_network
from vcc.render.words import FINDING_SORTS
from vcc.source.diagnostic import Words

# Faint things are the text, thinner: a notebook may be light or dark.
_STYLE: Final = (
    "<style>.vcc-shown{font-family:system-ui,sans-serif;max-width:72em;line-height:1.5}"
    ".vcc-shown table{border-collapse:collapse}.vcc-shown td{padding:.1em 1em .1em 0;"
    "text-align:left;vertical-align:top}.vcc-shown details{margin-left:1.2em}"
    ".vcc-shown summary{margin-left:-1.2em;cursor:pointer}"
    ".vcc-shown .vcc-place,.vcc-shown code{opacity:.75}"
    ".vcc-shown th{padding:.7em 0 .1em;text-align:left}"
    ".vcc-shown .vcc-picture{overflow-x:auto}"
    ".vcc-shown pre{white-space:pre-wrap}</style>"
)
_MOST_LINES: Final = 6
_NETWORK: Final = Words("Value network", "价值网络")
_NOTHING: Final = Words("nothing to look into", "没有需要关注之处")
_CONCLUSIONS: Final = Words("{title} ({count})", "{title}（{count}）")
_BASES: Final = {
    Basis.INFERRED: Words("concluded", "推得"),
    Basis.STATED: Words("stated", "陈述"),
    Basis.THEORY: Words("theory", "理论"),
    Basis.NOT_FOUND: Words("not found", "未找到"),
    Basis.COUNTED: Words("counted", "计数"),
    Basis.COMPUTED: Words("computed", "计算"),
    Basis.SHAPE: Words("looked at", "检查"),
    Basis.WRONG: Words("not as it should be", "不合要求"),
    Basis.EXAMPLE: Words("for example", "例如"),
}
# Deeper steps stay closed until a reader opens them.
_OPEN_DEPTH: Final = 1


def html_from_analysis(report: CaseAnalysis, network: Network | None = None) -> str:
    """The case in short, its network if that is given, its conclusions by section and by what they
    are of, and its findings."""
    language = report.language
    short = "".join(f"<li>{escape(line)}</li>" for line in headline(report, language))
    picture = _picture(report, network) if network else ""
    sections = "".join(_section(part, report) for part in report.parts if part.conclusions)
    findings = "".join(_finding(f, language) for f in report.findings) or _text(_NOTHING, language)
    heading = _text(FINDINGS, language)
    body = (
        f"<h3>{_text(report.case.label, language)}</h3><ul>{short}</ul>{picture}{sections}"
        f"<details><summary>{heading} ({len(report.findings)})</summary>"
        f"<table>{findings}</table></details>"
    )
    return _shown(body, language)


def html_from_explanation(explanation: Explanation, language: str) -> str:
    """A proof whose steps unfold."""
    steps = "".join(_step(step, language, 0) for step in explanation.arguments)
    title = f"<h3>{_text(explanation.title, language)}</h3><code>{escape(explanation.id)}</code>"
    return _shown(title + steps, language)


def html_from_text(text: str, language: str) -> str:
    """Any result that has a text for people, as that text."""
    return _shown(f"<pre>{escape(text)}</pre>", language)


def _shown(body: str, language: str) -> str:
    return f'<div class="vcc-shown" lang="{escape(language)}">{_STYLE}{body}</div>'


def _text(words: Words, language: str) -> str:
    return escape(shown(words.in_language(language)))


# ---------------------------------------------------------------------- analysis
def _picture(report: CaseAnalysis, network: Network) -> str:
    prefix = f"vcc-{sha256(report.case.term.encode()).hexdigest()[:8]}"  # a page has many cases
    svg = svg_from_network(network, report.case, report.language, prefix)
    summary = f"<summary>{_text(_NETWORK, report.language)}</summary>"
    return f'<details>{summary}<div class="vcc-picture">{svg}</div></details>'


def _section(part: Part, report: CaseAnalysis) -> str:
    """The conclusions of a section under the headings of their groups; a verdict is open."""
    count = str(len(part.conclusions))
    title = _CONCLUSIONS.filled({"title": part.section.title, "count": count})
    rows = "".join(
        _heading(group, report) + "".join(_row(each, part, report) for each in members)
        for group, members in part.groups()
    )
    is_open = " open" if part.section.layout is Layout.VERDICT and part.section.headline else ""
    summary = f"<summary>{_text(title, report.language)}</summary>"
    return f"<details{is_open}>{summary}<table>{rows}</table></details>"


def _heading(group: Node | None, report: CaseAnalysis) -> str:
    if group is None:
        return ""
    words = AS_A_WHOLE if group == report.case else group.label
    return f'<tr><th colspan="3">{_text(words, report.language)}</th></tr>'


def _row(conclusion: Conclusion, part: Part, report: CaseAnalysis) -> str:
    mark = f"{MARKS[conclusion.status]} " if conclusion.status else ""
    told = escape(conclusion_text(conclusion, part, report, report.language))
    where = escape(places(conclusion.evidence, _MOST_LINES, report.file))
    return (
        f"<tr><td>{mark}{told}</td><td><code>{escape(shown(conclusion.id))}</code></td>"
        f'<td class="vcc-place">{where}</td></tr>'
    )


def _finding(finding: Finding, language: str) -> str:
    severity = _text(FINDING_SORTS[finding.severity], language)
    place = f":{finding.span.line}" if finding.span else ""
    message = _text(finding.message, language)
    return f'<tr><td>{severity}</td><td>{message}</td><td class="vcc-place">{place}</td></tr>'


# ---------------------------------------------------------------------- proofs
def _step(step: Step, language: str, depth: int) -> str:
    basis = _text(_BASES[step.basis], language)
    said = f"{_text(step.statement, language)} <small>{basis}</small>"
    inside = "".join(_inside(step, language, depth))
    if not inside:
        return f"<div>{said}</div>"
    is_open = " open" if depth < _OPEN_DEPTH else ""
    return f"<details{is_open}><summary>{said}</summary>{inside}</details>"


def _inside(step: Step, language: str, depth: int) -> Iterator[str]:
    if step.reason is not None:
        yield f"<div>{_text(step.reason, language)}</div>"
    if step.rule is not None:
        claims = " ".join(claim.id for claim in step.rule.claims)
        yield f"<div><code>{escape(step.rule.name)}</code> {escape(claims)}</div>"
    if step.evidence:
        yield f'<div class="vcc-place">{_places(step.evidence)}</div>'
        yield from (
            f"<blockquote>{escape(text)}</blockquote>"
            for evidence in step.evidence
            for quote in evidence.quotes
            for text in quote.texts
        )
    for premise in step.premises:
        yield _step(premise, language, depth + 1)


def _places(evidence: Iterable[Evidence]) -> str:
    lines = sorted({each.span.line for each in evidence})
    return escape(" ".join(f":{line}" for line in lines))
