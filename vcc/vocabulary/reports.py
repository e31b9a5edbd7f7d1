"""Words that modules of the ontology say to reports (`ontology/core/report.ttl`), as the code that
reads them knows them.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from vcc.vocabulary.namespaces import vcc

BY_SUBJECT: Final = "subject"  # of `:reportGroup`, instead of a property
ORDERS: Final = (vcc("position"), vcc("order"), vcc("reportOrder"))  # the first that a term has
DIVISOR: Final = vcc("reportDivisor")
IN_IDS: Final = ("subject", "object", "property", "column", "@subject", "@group")  # in `:reportId`


class Layout(Enum):
    """How a section is laid out; the values are those of `:reportLayout`."""

    VERDICT = "verdict"  # what is concluded, first and in large
    LIST = "list"  # things, below each what is concluded about it
    CHECKLIST = "checklist"  # elements with a mark: present, partial, absent, unknown
    MATRIX = "matrix"  # rows by columns, a mark where there is support
    DATA = "data"  # for machines only


class Brief(Enum):
    """How the short report shows a section; the values are those of `:reportBrief`."""

    EACH = "each"  # an entry for each conclusion
    JOINED = "joined"  # within a group, the contexts of one conclusion on one entry
    LINE = "line"  # an entry for each group; groups of which the same is concluded on one
    SCOPES = "scopes"  # of the case an entry for each conclusion, of every other group one line
    TABLE = "table"  # the matrix of the case; where it has rows of its own, with their reasons
    TREE = "tree"  # elements, below each its parts
    NOTE = "note"  # told at the entry of the same element
    OPEN = "open"  # elements that are not present; the others are counted
    COUNT = "count"  # only how many there are
