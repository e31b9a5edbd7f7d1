"""What the checks of the theory found: one line for each check, then what is wrong; or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.audit.model import Claim, Coverage, Outcome, Problem, Step, StepId
from vcc.render.characters import cell_width, padded, shown
from vcc.render.colour import Colour, painted
from vcc.render.json_parts import Json, json_text, words
from vcc.render.words import COLON, SEVERITIES, labelled
from vcc.render.wrap import Column, table, wrapped
from vcc.source.diagnostic import Words

TITLES: Final = {
    StepId.FILES: Words("files", "文件"),
    StepId.RULES: Words("rules", "规则"),
    StepId.NAMES: Words("names", "名称"),
    StepId.WORDS: Words("words", "用词"),
    StepId.FRAMEWORKS: Words("frameworks", "框架"),
    StepId.CLAIMS: Words("claims", "主张"),
    StepId.EXAMPLES: Words("examples", "用例"),
    StepId.STYLE: Words("style", "规范"),
    StepId.PITFALLS: Words("pitfalls", "常见缺陷"),
    StepId.PROFILE: Words("profile", "语言子集"),
    StepId.CONSISTENCY: Words("consistency", "一致性"),
    StepId.SATISFIABILITY: Words("satisfiability", "可满足性"),
    StepId.COVERAGE: Words("coverage", "主张覆盖"),
}
PASSED: Final = {
    StepId.FILES: Words("{count} files can be read", "{count} 个文件均可读取"),
    StepId.RULES: Words("{count} rules, each with its note", "{count} 条规则均有说明"),
    StepId.NAMES: Words("{count} names declared, no other used", "所用名称均在 {count} 个声明之内"),
    StepId.WORDS: Words("clear in all {count} places of a case", "在案例的 {count} 类位置均无歧义"),
    StepId.FRAMEWORKS: Words(
        "{count} framework added: its names are its own, what it concludes is told",
        "加入 {count} 个框架：名称均不冲突，所得结论均有去处",
    ),
    StepId.CLAIMS: Words(
        "every claim named is in a table ({count})", "所引主张均在表中（{count}）"
    ),
    StepId.EXAMPLES: Words(
        "{count} examples of rules and shapes do what they are for",
        "规则与结构约束的 {count} 个用例均符合预期",
    ),
    StepId.STYLE: Words(
        "{count} statements about terms and rules", "检查了关于术语与规则的 {count} 条陈述"
    ),
    StepId.PITFALLS: Words(
        "none of {count} sorts, but what is waived with a reason",
        "{count} 类缺陷均无，附理由豁免者除外",
    ),
    StepId.PROFILE: Words("OWL 2 DL ({count} statements)", "属于 OWL 2 DL（{count} 条陈述）"),
    StepId.CONSISTENCY: Words(
        "HermiT finds no contradiction ({count} checked)", "HermiT 未发现矛盾（检查了 {count} 个）"
    ),
    StepId.SATISFIABILITY: Words(
        "each of {count} classes can have members", "{count} 个类均可有成员"
    ),
    StepId.COVERAGE: Words(
        "every claim is encoded by something of its kind, or left out with a reason ({count})",
        "每项主张均由相应种类的内容表达，或附理由不表达（{count}）",
    ),
}
MARKS: Final = {
    Outcome.PASSED: "✓",
    Outcome.WARNED: "!",
    Outcome.FAILED: "✗",
    Outcome.SKIPPED: "–",
}
COLOURS: Final = {
    Outcome.PASSED: Colour.GOOD,
    Outcome.WARNED: Colour.WARNING,
    Outcome.FAILED: Colour.ERROR,
    Outcome.SKIPPED: Colour.WARNING,
}
PROBLEMS: Final = {
    Outcome.WARNED: Words("warnings: {count}", "警告：{count}"),
    Outcome.FAILED: Words("problems found: {count}", "发现的问题：{count}"),
}
SKIPPED: Final = Words("not checked", "未检查")
UNCOVERED: Final = Words("not encoded yet", "尚未表达")
WEAK: Final = Words(
    "named, but not by what a claim of its kind needs", "虽被引用，但缺少该类主张所需的表达"
)
LISTED: Final = Words("left out on purpose", "有意不表达")
ALL: Final = Words("all", "合计")
PAPER: Final = Words("paper", "论文")
KIND: Final = Words("kind", "种类")
COVERED: Final = Words("encoded", "已表达")
_TITLE_WIDTH: Final = 16


def step_text(step: Step, language: str, *, width: int, colour: bool) -> str:
    """One check as lines of text of at most `width` columns, without a final line break."""
    mark = painted(MARKS[step.outcome], COLOURS[step.outcome], colour)
    title = padded(TITLES[step.id].in_language(language), _TITLE_WIDTH)
    lines = [f"{mark} {title}{_summary(step, language)}"]
    for problem in step.problems:
        lines += _problem(problem, language, width)
    if step.coverage:
        lines += _coverage(step.coverage, language, width)
    return "\n".join(lines)


def _summary(step: Step, language: str) -> str:
    if step.outcome is Outcome.SKIPPED:
        reason = step.reason.in_language(language) if step.reason else ""
        return labelled(SKIPPED, reason, language)
    passed = step.outcome is Outcome.PASSED
    said = PASSED[step.id] if passed else PROBLEMS[step.outcome]
    count = step.checked if passed else len(step.problems)
    return said.filled({"count": str(count)}).in_language(language)


def _problem(problem: Problem, language: str, width: int) -> Iterator[str]:
    place = f"{shown(str(problem.place))}: " if problem.place else ""
    message = problem.message.in_language(language)
    if problem.code:
        severity = SEVERITIES[problem.severity].in_language(language)
        message = f"{problem.code} {severity}{COLON.in_language(language)}{message}"
    for number, paragraph in enumerate(message.split("\n")):
        first, rest = ("    " + place, "      ") if number == 0 else ("      ", "        ")
        yield from wrapped(shown(paragraph), max(width, cell_width(first) + 20), first, rest)


def _coverage(coverage: Coverage, language: str, width: int) -> Iterator[str]:
    columns = (
        Column(PAPER.in_language(language), 6),
        Column(KIND.in_language(language), 16),
        Column(COVERED.in_language(language), 9),
    )
    yield ""
    yield from table(columns, _rows(coverage, language), "    ")
    if coverage.listed:
        yield ""
        yield "    " + LISTED.in_language(language)
        for claim, reason in coverage.listed:
            yield from wrapped(shown(f"{claim.id}: {reason}"), width, "    ", "      ")
    for heading, claims in ((UNCOVERED, coverage.uncovered), (WEAK, coverage.weak)):
        if claims:
            yield ""
            yield "    " + heading.in_language(language)
        for claim in claims:
            text = f"{claim.id} ({claim.kind}) {claim.label.in_language(language)}"
            yield from wrapped(shown(text), width, "    ", "      ")


def _rows(coverage: Coverage, language: str) -> Iterator[tuple[str, str, str]]:
    for paper in dict.fromkeys(row.paper for row in coverage.rows):
        rows = [row for row in coverage.rows if row.paper == paper]
        for row in rows:
            yield row.paper, row.kind, f"{row.covered}/{row.total}"
        covered, total = sum(row.covered for row in rows), sum(row.total for row in rows)
        yield paper, ALL.in_language(language), f"{covered}/{total}"


def json_from_steps(steps: Iterable[Step]) -> str:
    """All checks as one JSON document."""
    return json_text({"checks": [_step_data(step) for step in steps]})


def _step_data(step: Step) -> Json:
    data: Json = {
        "id": step.id.value,
        "outcome": step.outcome.value,
        "checked": step.checked,
        "problems": [_problem_data(problem) for problem in step.problems],
    }
    if step.reason:
        data["reason"] = words(step.reason)
    if step.coverage:
        data["coverage"] = _coverage_data(step.coverage)
    return data


def _problem_data(problem: Problem) -> Json:
    data: Json = {
        "subject": problem.subject,
        "place": str(problem.place),
        "message": words(problem.message),
    }
    if problem.code:
        data |= {"code": problem.code, "severity": str(problem.severity)}
    return data


def _coverage_data(coverage: Coverage) -> Json:
    return {
        "rows": [
            {"paper": row.paper, "kind": row.kind, "total": row.total, "covered": row.covered}
            for row in coverage.rows
        ],
        "uncovered": [_claim_data(claim) for claim in coverage.uncovered],
        "weak": [_claim_data(claim) for claim in coverage.weak],
        "listed": [{"id": claim.id, "reason": reason} for claim, reason in coverage.listed],
    }


def _claim_data(claim: Claim) -> Json:
    return {"id": claim.id, "kind": claim.kind, "label": words(claim.label)}
