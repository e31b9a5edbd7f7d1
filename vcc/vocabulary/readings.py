"""Rival readings: where a text can be read in more than one way, which way is taken.

The ontology names the options and the choices of each (`ontology/core/reading.ttl`); rules join
with the fact that a choice is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from vcc.source.diagnostic import Code, Words, end_stage
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.terms import OntologyTerms

CHOICE: Final = "ReadingChoice"  # the class whose individuals are choices
UNKNOWN_READING: Final = Code(
    "T120",
    Words("there is no reading `{word}`", "没有读法“{word}”"),
    help=Words(
        "{repair}; all of them: vcc words reading", "{repair}；全部读法见：vcc words reading"
    ),
)
TWO_READINGS: Final = Code(
    "T121",
    Words("`{first}` and `{second}` are readings of the same: {option}",
          "“{first}”与“{second}”是同一选项的读法：{option}"),
    help=Words("choose one of them", "请选择其一"),
)  # fmt: skip
_CHOOSES, _READING = vcc("chooses"), vcc("reading")
_CHOICE_OF, _IS_DEFAULT = vcc("choiceOf"), vcc("isDefault")


@dataclass(frozen=True, slots=True)
class ReadingOption:
    """Something that can be read in several ways: its term, the default choice, the others."""

    term: str
    default: str
    others: tuple[str, ...]


def options_of_readings(ontology: Ontology) -> tuple[ReadingOption, ...]:
    """Every option, in the order of its term."""
    choices: dict[str, list[str]] = {}
    default: dict[str, str] = {}
    defaults = {s for s, p, o in ontology.triples if p == _IS_DEFAULT and o.startswith('"true"')}
    for choice, property, option in ontology.triples:
        if property == _CHOICE_OF and choice in defaults:
            default[option] = choice
        elif property == _CHOICE_OF:
            choices.setdefault(option, []).append(choice)
    return tuple(
        ReadingOption(option, default[option], tuple(sorted(choices.get(option, ()))))
        for option in sorted(default)
    )


def choices_from_words(words: Iterable[str], terms: OntologyTerms) -> tuple[str, ...]:
    """The terms of the choices that words name, in either language; those of defaults included.

    Raises:
        SourceErrors: for words that name none, and for two choices of one option.
    """
    found: dict[str, str] = {}
    mistakes = []
    option_of = {s: o for s, p, o in terms.ontology.triples if p == _CHOICE_OF}
    for word in dict.fromkeys(words):
        choice = terms.find(CHOICE, word)
        if choice is None:
            mistakes.append(UNKNOWN_READING.at(None, word=word, repair=_repair(word, terms)))
            continue
        other = next((w for w, c in found.items() if option_of[c] == option_of[choice]), None)
        if other is not None and found[other] != choice:
            label = Words(*(terms.label(option_of[choice], each) or "" for each in ("en", "zh")))
            mistakes.append(TWO_READINGS.at(None, first=other, second=word, option=label))
        found[word] = choice
    end_stage(mistakes)
    return tuple(dict.fromkeys(found.values()))


def _repair(word: str, terms: OntologyTerms) -> Words:
    known = [*terms.words(CHOICE, "en"), *terms.words(CHOICE, "zh")]
    near = get_close_matches(word.casefold(), known, n=1)
    if near:
        return Words(f"did you mean `{near[0]}`?", f"是否想写“{near[0]}”？")
    return Words("see what there is", "请查看现有读法")


def facts_under(ontology: Ontology, choices: Iterable[str]) -> Iterator[Triple]:
    """The facts that the ontology gives to the rules, with some choices instead of the defaults."""
    yield from facts_without_choices(ontology)
    yield from choice_facts(ontology, choices)


def facts_without_choices(ontology: Ontology) -> Iterator[Triple]:
    """The facts that the ontology gives to the rules whatever the reading."""
    return (fact for fact in ontology.rule_facts if fact[1] != _CHOOSES)


def choice_facts(ontology: Ontology, choices: Iterable[str]) -> Iterator[Triple]:
    """For each option the fact that says what is chosen: one of the choices, or its default."""
    chosen = set(choices)
    for option in options_of_readings(ontology):
        taken = next((other for other in option.others if other in chosen), option.default)
        yield _READING, _CHOOSES, taken
