"""In which language the file of an imported case is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from vcc.case.tokens import LANGUAGE
from vcc.exchange.facts import Facts
from vcc.exchange.things import Things
from vcc.vocabulary.namespaces import LABEL, vcc
from vcc.vocabulary.rdf import is_literal, literal_parts

_QUOTE, _SOURCE = vcc("quote"), vcc("source")
# A language for a file whose quotes leave no other one free: ISO 639's "several languages".
_SEVERAL_LANGUAGES: Final = "mul"


def language_of(facts: Facts, things: Things, wanted: str) -> str:
    """The language that is wanted, or of most labels, if it leaves every quote its own.

    A quote in the language of the case would be read as one in the language of its source.
    """
    tagged = [literal_parts(o).language for _, p, o in facts.left if p == LABEL and is_literal(o)]
    counted = Counter(language for language in tagged if LANGUAGE.fullmatch(language))
    by_use = sorted(counted, key=lambda language: (-counted[language], language))
    wrong = set(_languages_of_other_quotes(facts, things))
    candidates = (*([wanted] if wanted else []), *by_use, "en", "zh", _SEVERAL_LANGUAGES)
    return next(language for language in candidates if language not in wrong)


def _languages_of_other_quotes(facts: Facts, things: Things) -> Iterator[str]:
    for thing in things.by_node.values():
        if thing.target != "source":
            continue
        labels = (o for o in facts.objects(thing.node, LABEL) if is_literal(o))
        titles = {literal_parts(label).language for label in labels}
        if len(titles) != 1:
            continue
        for cited in facts.subjects(_SOURCE, thing.node):
            quotes = (q for q in facts.objects(cited, _QUOTE) if is_literal(q))
            yield from {literal_parts(quote).language for quote in quotes} - titles
