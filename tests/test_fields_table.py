"""The truth table of fields (theory, 2.3: R-04), cell by cell: link × contact → field."""

from __future__ import annotations

import pytest
from snippets import conclusions_of, objects

PEOPLE = """
  actor f is firm
  actor g is firm
  actor a is customer
  actor b is customer
  actor s is government
  resource wishes form knowledge held-by a
  resource good form product held-by f
  resource money form capital held-by a
"""
GIVES_WISHES = "{ a -> f : wishes }"
FORUM = "resource mod form idea  interaction i during design between a, b produces mod"
USES = "{ f -> a : good  a combines good, wishes }"

TABLE = [
    # link, contact and moves, fields
    *(
        (f"{link}, no direct contact", f"interaction i indirect during {link} {GIVES_WISHES}",
         {"production-field"})
        for link in ("research", "design", "production", "delivery")
    ),
    *(
        (f"{link}, direct contact", f"interaction i direct during {link} {GIVES_WISHES}",
         {"crossing-field"})
        for link in ("research", "design", "production", "delivery")
    ),
    *(
        (f"{link}, direct, firm supports", f"interaction i direct during {link} {USES}",
         {"crossing-field", "consumption-field"})
        for link in ("use", "experience", "recycling")
    ),
    *(
        (f"{link}, without contact",
         f"activity i independent during {link} by a {{ a combines good, wishes }}",
         {"consumption-field"})
        for link in ("use", "experience")
    ),
    ("customer with customer in use",
     "interaction i direct during use { a -> b : wishes }", {"consumption-field"}),
    ("customer with customer upstream, the firm uses the result",
     f"{FORUM} activity dev by f during development uses mod", {"production-field"}),
    ("customer with customer upstream, unused", FORUM, {"consumption-field"}),
    ("sale only", "interaction i direct during sale { f -> a : good as sale for money }", set()),
    ("firm with firm", "interaction i direct during production { f -> g : good }", set()),
    ("firm with government", "interaction i direct during design { f -> s : good }", set()),
    ("firm activity, no customer", "activity i by f during design { f uses good }", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "fields"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_cell_of_the_table(statements: str, fields: set[str]) -> None:
    inferred = set(conclusions_of(PEOPLE + statements).inferred)
    assert objects(inferred, "field", of="t/i") == fields
