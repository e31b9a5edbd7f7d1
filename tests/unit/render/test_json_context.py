"""The JSON-LD context that comes with vcc says what the ontology says.

Renew it with `VCC_REWRITE=1 pytest tests/unit/render/test_json_context.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner

import vcc.render
from vcc.cli.schema import command
from vcc.pipeline import knowledge
from vcc.render.json_context import FILE, context_from_ontology, packaged_context, text_from_context
from vcc.vocabulary.namespaces import LABEL, VCC

PACKAGED = Path(vcc.render.__file__).parent / "schemas" / FILE


def test_the_packaged_context_is_that_of_the_ontology() -> None:
    now = text_from_context(context_from_ontology(knowledge().ontology.triples))
    if os.environ.get("VCC_REWRITE"):
        PACKAGED.write_text(now, encoding="utf-8")
    assert PACKAGED.read_text(encoding="utf-8") == now


def test_keys_are_the_names_of_properties() -> None:
    rules = {key: rule for key, rule in packaged_context().items() if isinstance(rule, dict)}
    assert len(rules) > 100
    assert {rule["@id"] for key, rule in rules.items() if key != "label"} == {
        VCC + key for key in rules if key != "label"
    }
    assert rules["label"] == {"@id": LABEL[1:-1], "@container": "@language"}
    assert rules["kind"]["@type"] == "@vocab"
    assert rules["heldBy"]["@type"] == "@id"
    assert rules["quote"]["@container"] == "@language"


def test_anybody_can_have_it() -> None:
    assert CliRunner().invoke(command, ["context"]).output == PACKAGED.read_text(encoding="utf-8")
