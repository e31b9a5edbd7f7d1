"""Ids of conclusions: what stands in braces in `:reportId` must be something that is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vcc.audit.declared import Declared, listed
from vcc.audit.model import Problem
from vcc.case.suggest import near_words
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import is_literal, literal_parts
from vcc.vocabulary.reports import IN_IDS

NOT_FILLED: Final = Words(
    "nothing fills `{{said}}` in `{part}` of {name}: in braces may stand {possible}",
    "{name} 的“{part}”中的“{{said}}”无从填写：花括号内可为 {possible}",
)
_SECTION: Final = vcc("ReportSection")
_ID: Final = vcc("reportId")
_BRACES: Final = re.compile(r"\{(.*?)\}")


def report_id_problems(ontology: Ontology, places: Places = NOWHERE) -> Iterator[Problem]:
    """Placeholders in the ids of sections that would stand in the ids as they are."""
    for section, property, value in ontology.triples:
        if property == _ID and is_literal(value):
            said = {TYPE: (_SECTION,), _ID: (value,)}
            declared = Declared(section, said, ontology, places)
            for name in _BRACES.findall(literal_parts(value).lexical):
                if name not in IN_IDS:
                    near = near_words(name, IN_IDS)
                    yield declared.problem(NOT_FILLED, _ID, name, near, possible=listed(IN_IDS))
