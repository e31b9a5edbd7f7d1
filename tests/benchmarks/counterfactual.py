"""Why, why not, what if and what to change, asked of the example cases in a warm process:
processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vcc.case.model import Declaration
from vcc.case.tokens import SPELLINGS
from vcc.counterfactual.ask import repair, what_if, why_not
from vcc.counterfactual.world import parsed_text
from vcc.findings.model import Status
from vcc.knowledge import Knowledge, knowledge
from vcc.pipeline import Analysis, analyse

_EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
_CASES: Final = (
    "01-xiaomi/xiaomi.vcc", "02-bakery/bakery.vcc", "03-green-commerce/in-operation.vcc",
    "04-metaverse/metaverse.vcc", "05-shared-manufacturing/working.vcc",
)  # fmt: skip
_ASKED: Final = 8  # questions of each sort to a case, spread over all that can be asked
_QUESTIONS: Final = {"why": 20, "why not": 100, "what if": 50, "repair": 2000}  # wanted, in ms


@dataclass(frozen=True, slots=True)
class Asked:
    """One case: for each question the median time of an answer in milliseconds."""

    name: str
    times: dict[str, float]


def explain() -> str:
    """The table of the five example cases, with what is wanted of their median."""
    theory = knowledge()
    cases = [_asked(name, theory) for name in _CASES]
    head = [f"{question} ({wanted})" for question, wanted in _QUESTIONS.items()]
    middle = {q: statistics.median(case.times[q] for case in cases) for q in _QUESTIONS}
    lines = [
        f"| case, ms (wanted) | {' | '.join(head)} |",
        "|---" * (len(head) + 1) + "|",
        *(_row(case.name, case.times) for case in cases),
        _row("median", middle),
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, times: dict[str, float]) -> str:
    return f"| {name} | {' | '.join(f'{times[question]:.1f}' for question in _QUESTIONS)} |"


def _asked(name: str, theory: Knowledge) -> Asked:
    analysis = analyse(_EXAMPLES / name, theory)
    gaps = _gaps(analysis)
    return Asked(
        name,
        {
            "why": _median([_why(analysis, id) for id in _spread(list(analysis.titles))]),
            "why not": _median([_why_not(analysis, id, theory) for id in gaps]),
            "what if": _median(
                [_what_if(analysis, text, theory) for text in _spread(list(_texts(analysis)))]
            ),
            "repair": _median([_repair(analysis, id, theory) for id in gaps]),
        },
    )


def _spread(ids: Sequence[str]) -> list[str]:
    return list(ids[:: max(1, len(ids) // _ASKED)])[:_ASKED]


def _gaps(analysis: Analysis) -> list[str]:
    """What does not follow, and could: elements that are not present."""
    not_present = (Status.PARTIAL, Status.UNKNOWN)
    open = [c.id for c in analysis.report.conclusions if c.status in not_present]
    return _spread([id.partition("=")[0] for id in open])


def _texts(analysis: Analysis) -> Iterator[str]:
    """For each activity: an actor of the case decides in it."""
    parsed = parsed_text(analysis.source)
    declared: list[Declaration] = list(parsed.case.declarations)
    actors = (name for name, it in analysis.resolved.declared.items() if it.target == "actor")
    actor = next(actors)
    for found in declared:
        if found.id in ("activity", "interaction") and found.stance.value == "actual":
            keywords = [SPELLINGS[word, parsed.keywords] for word in (found.id, "decided-by")]
            yield f"{keywords[0]} {found.name.text} {keywords[1]} {actor}"


def _why(analysis: Analysis, id: str) -> Callable[[], object]:
    return lambda: analysis.explain(id)


def _why_not(analysis: Analysis, id: str, theory: Knowledge) -> Callable[[], object]:
    return lambda: why_not(analysis, id, theory)


def _what_if(analysis: Analysis, text: str, theory: Knowledge) -> Callable[[], object]:
    return lambda: what_if(analysis, add=[text], theory=theory)


def _repair(analysis: Analysis, id: str, theory: Knowledge) -> Callable[[], object]:
    return lambda: repair(analysis, id, 2, theory)


def _median(questions: Sequence[Callable[[], object]]) -> float:
    """The median time of the questions, each asked once after all have been asked once."""
    assert questions, "a case has something to ask"
    taken = []
    for question in (*questions, *questions):
        start = time.process_time()
        question()
        taken.append(time.process_time() - start)
    return statistics.median(taken[len(questions) :]) * 1000
