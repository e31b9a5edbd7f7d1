"""What the checks of the theory find, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vcc.source.diagnostic import Diagnostic, Severity, Words
from vcc.source.text import Span


class StepId(Enum):
    """The checks, in the order in which they run."""

    FILES = "files"  # every file of the theory can be read
    RULES = "rules"  # every rule has its note, every note its rule
    NAMES = "names"  # rules, shapes, sections and measures use only what is declared
    WORDS = "words"  # no two terms of one place share a word
    FRAMEWORKS = "frameworks"  # folders given besides do not disturb what ships
    CLAIMS = "claims"  # which claims of the frameworks' papers are encoded
    EXAMPLES = "examples"  # cases beside the frameworks' rules and shapes do what they are for
    STYLE = "style"  # labels, definitions, claims, naming (ontology/style)
    PITFALLS = "pitfalls"  # what often goes wrong in ontologies (OOPS!, FOOPS!, ROBOT report)
    PROFILE = "profile"  # OWL 2 DL
    CONSISTENCY = "consistency"  # HermiT, on the ontology and on each case that was given
    SATISFIABILITY = "satisfiability"  # HermiT: no class that nothing can be a member of
    COVERAGE = "coverage"  # which claims of the papers are encoded


class Outcome(Enum):
    """How a check ended."""

    PASSED = "passed"
    WARNED = "warned"  # with warnings only
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `place` is a span or the name of a file, or empty.

    `code` is empty for what only the audit tells and `vcc rule` has no page for.
    """

    subject: str
    message: Words
    place: Span | str = ""
    code: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a paper, as a row of the table of claims gives it."""

    id: str
    kind: str
    label: Words
    section: str = ""

    @property
    def paper(self) -> str:
        """The key of the paper: what stands before the hyphen of the id."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many claims of one paper and kind there are, and how many are encoded."""

    paper: str
    kind: str
    total: int
    covered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which claims something in the theory (or a case that was given) names.

    A claim is covered by something of its own kind only (`vcc.audit.encoding.STRONG`); what is
    merely named by something of another kind is `weak`. The others, by id: `listed` with the reason
    why they are not to be encoded, `uncovered` without.
    """

    rows: tuple[CoverageRow, ...]
    uncovered: tuple[Claim, ...]
    listed: tuple[tuple[Claim, str], ...] = ()
    weak: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One check that ran (or, with a reason, did not); `checked` counts what it looked at."""

    id: StepId
    outcome: Outcome
    checked: int = 0
    problems: tuple[Problem, ...] = ()
    reason: Words | None = None
    coverage: Coverage | None = None


def step(
    id: StepId, checked: int, problems: tuple[Problem, ...], coverage: Coverage | None = None
) -> Step:
    """A check that ran: failed if it found errors, or if there was nothing to look at."""
    if not checked:
        problems = (*problems, NOTHING)
    worst = max((problem.severity for problem in problems), default=None)
    outcome = Outcome.PASSED if worst is None else Outcome.WARNED
    if worst is Severity.ERROR:
        outcome = Outcome.FAILED
    return Step(id, outcome, checked, problems, coverage=coverage)


def skipped(id: StepId, reason: Words) -> Step:
    """A check that could not run here."""
    return Step(id, Outcome.SKIPPED, reason=reason)


def problem_from_diagnostic(said: Diagnostic, file: str = "", subject: str = "") -> Problem:
    """A diagnostic as the audit tells it: other places, note and help below the message; `file` is
    named where it has no place."""
    message = said.message
    others = [Words(f"{r.span}: {r.message.en}", f"{r.span}：{r.message.zh}")
              for r in said.related]  # fmt: skip
    for more in (*others, said.note, said.help):
        if more:
            message = Words(f"{message.en}\n{more.en}", f"{message.zh}\n{more.zh}")
    return Problem(subject, message, said.span or file, said.code, said.severity)


NO_TABLE = Words("no framework has a claims.csv", "框架中没有 claims.csv")
MISREAD = Words(
    "first the sections and measures named above must be readable",
    "须先使上列栏目与度量可读取",
)
NOTHING = Problem("", Words("there was nothing to check", "没有可检查的内容"))
