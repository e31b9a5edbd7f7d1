"""What was found but is not counted, because somebody answered for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vcc.findings.model import Finding
from vcc.source.diagnostic import Diagnostic


class Ground(Enum):
    """Why something is not counted."""

    WAIVER = "waiver"  # a comment in the file, with its reason
    BASELINE = "baseline"  # it was there before, and is listed in a file


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A mistake or finding that is not counted; `reason` is the author's (empty: none is given)."""

    found: Diagnostic | Finding
    ground: Ground
    reason: str = ""
