"""Why something holds, as a tree of plain data: rules above, lines and quotes of the case below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vcc.findings.analysis import Part
from vcc.findings.model import Evidence, RuleNote
from vcc.source.diagnostic import Words


class Basis(Enum):
    """What a step rests on."""

    INFERRED = "inferred"  # a rule concluded it from the premises below
    STATED = "stated"  # the case says it, at the places given
    THEORY = "theory"  # the ontology says it
    NOT_FOUND = "not found"  # a negation: looked for, and nothing was there
    COUNTED = "counted"  # an aggregate over the premises below
    COMPUTED = "computed"  # a comparison or calculation that holds
    SHAPE = "shape"  # a shape says it of what it looked at
    WRONG = "wrong"  # what the case says is not as the shape wants it
    EXAMPLE = "example"  # statements that would satisfy the shape


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a proof, with what it rests on.

    `statement` says what holds (or what was looked for); `reason` is the rule's sentence with
    names filled in; `shown_above` marks a step whose proof already stands higher up.
    """

    basis: Basis
    statement: Words
    reason: Words | None = None
    rule: RuleNote | None = None
    evidence: tuple[Evidence, ...] = ()
    premises: tuple[Step, ...] = ()
    shown_above: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proof of a conclusion or finding; `id` is the WHAT that names it.

    `others` are further arguments for the same, where they were asked for, those of the fewest
    steps first. `overview` are the sections of the report (only what they say of the same subject)
    that show at a glance what an overall conclusion rests on.
    """

    id: str
    title: Words
    root: Step
    others: tuple[Step, ...] = ()
    overview: tuple[Part, ...] = ()

    @property
    def arguments(self) -> tuple[Step, ...]:
        """Every argument, the one that is told first of all in front."""
        return self.root, *self.others
