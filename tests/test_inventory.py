"""What is there to conclude, to find and to say, by name: nothing goes away unnoticed.

Each rule, finding, shape and message has tests of its own, which would go with it if it were
removed. This list stays. Renew it with `VCC_REWRITE=1 pytest tests/test_inventory.py`, and say in
the commit why something is gone.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from vcc.pipeline import knowledge
from vcc.validation.shapes import shipped_shapes
from vcc.vocabulary.rdf import local_name

REPOSITORY = Path(__file__).resolve().parent.parent
LIST = Path(__file__).parent / "golden/inventory.txt"


def mistakes() -> set[str]:
    """The codes of everything that is said about the text of cases, rules, queries and data."""
    texts = (path.read_text(encoding="utf-8") for path in (REPOSITORY / "vcc").rglob("*.py"))
    return {code for text in texts for code in re.findall(r'^\s*"([CRQ]\d{3})",', text, re.M)}


def inventory() -> list[str]:
    notes = knowledge().notes
    return [
        *sorted(f"rule {local_name(rule.iri)}" for rule in notes.rules),
        *sorted(f"finding {local_name(finding.iri)}" for finding in notes.findings),
        *sorted(f"shape {code}" for code in shipped_shapes().codes.values()),
        *sorted(f"mistake {code}" for code in mistakes()),
    ]


def test_nothing_went_away_unnoticed() -> None:
    now = inventory()
    if os.environ.get("VCC_REWRITE"):
        LIST.write_text("\n".join(now) + "\n", encoding="utf-8")
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert len(now) > 800
    assert now == listed
