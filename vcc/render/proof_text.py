"""The proof of a fact as numbered steps: each rests on steps above it.

A list and no tree: a proof may have ten thousand levels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from vcc.engine import Absence, Proof
from vcc.render.characters import shown
from vcc.render.words import labelled
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import Triple

_GIVEN: Final = Words("given", "已给定")
_RULE: Final = Words("by rule", "依据规则")
_FROM: Final = Words("from", "由")
_WITH: Final = Words("with", "其中")
_ABSENT: Final = Words("no such fact", "没有此事实")
_ABSENT_GIVEN: Final = Words("no such given fact", "没有此给定事实")
_FILTERED: Final = Words("that passes the filter", "且通过 FILTER")
_COUNTED: Final = Words("counted", "汇总")
_MOST_COUNTED: Final = 20


def text_from_proof(
    proof: Proof,
    language: str,
    *,
    short: Callable[[str], str] = str,
    rule_name: Callable[[str], str] = str,
) -> str:
    """The steps of a proof, premises before what rests on them; the last is what is proved.

    `short` writes a term, `rule_name` a rule (by its id) as people know it.
    """
    lines: list[str] = []
    numbers: dict[Triple, int] = {}
    for number, step in enumerate(proof.steps(), 1):
        numbers[step.fact] = number
        lines.append(f"{number}. {shown(' '.join(map(short, step.fact)))}")
        lines += [
            f"   {shown(line)}" for line in _ground(step, numbers, language, short, rule_name)
        ]
    return "\n".join(lines) + "\n"


def _ground(
    step: Proof,
    numbers: Mapping[Triple, int],
    language: str,
    short: Callable[[str], str],
    rule_name: Callable[[str], str],
) -> Iterator[str]:
    """What a step rests on, one line each."""
    if step.rule is None:
        yield _GIVEN.in_language(language)
        return
    yield labelled(_RULE, rule_name(step.rule), language)
    if step.substitution:
        yield labelled(_WITH, _values(step.substitution, short), language)
    if step.premises:
        places = sorted(numbers[premise.fact] for premise in step.premises)
        yield labelled(_FROM, ", ".join(map(str, places)), language)
    for solution in step.counted[:_MOST_COUNTED]:
        yield labelled(_COUNTED, _values(solution, short), language)
    if len(step.counted) > _MOST_COUNTED:
        yield labelled(_COUNTED, f"+{len(step.counted) - _MOST_COUNTED}", language)
    for absence in step.absent:
        yield _absence(absence, language, short)


def _values(values: Mapping[str, str], short: Callable[[str], str]) -> str:
    return ", ".join(f"{name} = {short(value)}" for name, value in values.items())


def _absence(absence: Absence, language: str, short: Callable[[str], str]) -> str:
    patterns = " . ".join(" ".join(map(short, pattern)) for pattern in absence.patterns)
    label = _ABSENT_GIVEN if absence.data else _ABSENT
    filtered = f" ({_FILTERED.in_language(language)})" if absence.filtered else ""
    return labelled(label, patterns, language) + filtered
