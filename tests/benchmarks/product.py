"""All rules of the product on the example cases, in a warm process: facts in, conclusions out."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vcc.graph.from_case import graph_from_case
from vcc.knowledge import Knowledge, knowledge
from vcc.pipeline import parse
from vcc.source.reading import read_source
from vcc.vocabulary.rdf import Triple, local_name

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_REPEATED = 25
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class CaseTime:
    """One case: its facts, what is concluded of them, and milliseconds (medians).

    `rules` is one run of all rules; `whole` adds what a measure makes of the conclusions, and the
    rules that read it.
    """

    name: str
    facts: int
    conclusions: int
    rules: float
    whole: float


def product(profiled: bool = False) -> str:
    """The table of all example cases, and with `profiled` where the time goes."""
    theory = knowledge()
    cases = dict(_cases(theory))
    times = [_timed(name, facts, theory) for name, facts in cases.items()]
    middle = statistics.median(time.whole for time in times)
    lines = [
        f"{len(theory.program.rules)} rules, {len(times)} cases, warm: {middle:.2f} ms a case\n",
        "| case | facts | conclusions | rules ms | whole ms |",
        "|---" * 5 + "|",
        *(
            f"| {t.name} | {t.facts} | {t.conclusions} | {t.rules:.2f} | {t.whole:.2f} |"
            for t in sorted(times, key=lambda t: -t.whole)
        ),
    ]
    if profiled:
        lines += ["", *_profile(theory, list(cases.values()))]
    return "\n".join(lines) + "\n"


def _cases(theory: Knowledge) -> Iterator[tuple[str, tuple[Triple, ...]]]:
    for path in sorted(_EXAMPLES.rglob("*.vcc")):
        _, resolved = parse(read_source(path), theory)
        if not resolved.case.is_library:
            yield str(path.relative_to(_EXAMPLES)), tuple(graph_from_case(resolved).triples)


def _timed(name: str, facts: tuple[Triple, ...], theory: Knowledge) -> CaseTime:
    conclusions, _ = theory.infer(facts)
    return CaseTime(
        name, len(facts), len(conclusions.inferred),
        milliseconds(lambda: theory.engine.infer(facts).inferred),
        milliseconds(lambda: theory.infer(facts)[0].inferred),
    )  # fmt: skip


def milliseconds(run: Callable[[], object]) -> float:
    """The median of some runs, after two that warm up."""
    taken = []
    for _ in range(_REPEATED + 2):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken[2:]) * 1000


def _profile(theory: Knowledge, cases: list[tuple[Triple, ...]]) -> Iterator[str]:
    """The strata by their time: what one case spends in each, on average."""
    engine, plan = theory.engine, theory.plan
    spent: dict[int, float] = defaultdict(float)
    found: dict[int, int] = defaultdict(int)
    for facts in cases * 4:
        evaluation, round = engine._evaluation(), engine.static_round
        evaluation.give(facts)
        for place in range(len(engine._strata)):
            before, start = evaluation.store.concluded(), time.perf_counter()
            round = evaluation.run(place, place + 1, round)
            spent[place] += time.perf_counter() - start
            found[place] += evaluation.store.concluded() - before
    runs = 4 * len(cases)
    total = sum(spent.values())
    yield f"Strata: {total / runs * 1000:.2f} ms a case, the {_SHOWN} slowest of {len(spent)}\n"
    yield "| stratum | ms | share | conclusions | rules | of them |"
    yield "|---" * 6 + "|"
    for place in sorted(spent, key=lambda place: -spent[place])[:_SHOWN]:
        rules = [local_name(plan.rules[r].rule.id) for r in plan.phases[place].rules]
        yield (
            f"| {place + 1} | {spent[place] / runs * 1000:.3f} | {spent[place] / total:.0%} "
            f"| {found[place] / runs:.1f} | {len(rules)} | {', '.join(rules[:3])} |"
        )
