"""Why something does not follow, as plain data: rules that come near, and what each lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from vcc.findings.explanation import Step
from vcc.findings.model import Conclusion, Evidence, Node, RuleNote
from vcc.source.diagnostic import Words


class Silence(Enum):
    """What the case says about something that a rule lacks."""

    UNSAID = "unsaid"  # nothing: a question to the author
    DENIED = "denied"  # that it is not so (`absent`)
    PLANNED = "planned"  # that it is meant, and not yet so (`planned`)
    CLOSED = "closed"  # that the list is complete, and it is not in it (`complete`)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a rule lacks.

    `supplies` are statements of the case language that would supply it, names in capitals where
    they are not known (in Chinese with 某 before them); `below` says why it does not follow, where
    it is a conclusion of rules; `evidence` is where the case says no.
    """

    statement: Words
    silence: Silence
    supplies: tuple[str, ...] = ()
    below: Lack | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """Something that the rule must not meet and does: what it looked for, and what it found."""

    statement: Words
    facts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NearMatch:
    """One rule at its nearest: what holds of its premises, and what keeps it from holding."""

    rule: RuleNote | None
    reason: Words | None
    held: tuple[Step, ...]
    missing: tuple[Missing, ...]
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """Why one thing does not follow: the rules that could give it, the nearest first.

    `others` is how many more rules have it as their conclusion, but cannot come near here;
    `shown_above` marks what stands higher up already.
    """

    statement: Words
    matches: tuple[NearMatch, ...]
    others: int = 0
    shown_above: bool = False


@dataclass(frozen=True, slots=True)
class Would:
    """What a row would have to be told with to speak for what was asked: under its own id."""

    id: str
    node: Node
    definition: Words


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A row of the table that an overall conclusion is drawn from, without what was asked for.

    `columns` are what it speaks for (none: it is open), `evidence` is why; `hint` says what to
    write where it is open.
    """

    row: Node
    columns: tuple[Node, ...]
    evidence: tuple[Evidence, ...]
    would: tuple[Would, ...]
    hint: Words | None


@dataclass(frozen=True, slots=True)
class Instead:
    """What follows where something else was asked for.

    `counts` are the rows of the tables of numbers behind it, for what leads and what was asked;
    `asked` is what was asked for, for which `speaking` rows of the table speak; `otherwise` are
    the others.
    """

    asked: Words
    follows: tuple[Conclusion, ...]
    counts: tuple[tuple[Conclusion, ...], ...]
    speaking: int
    otherwise: tuple[Otherwise, ...]

    @property
    def behind(self) -> int:
        """By how many rows at least something else is ahead; rows that are split do not count."""
        others = Counter(row.columns for row in self.otherwise if len(row.columns) == 1)
        return max(0, max(others.values(), default=0) - self.speaking)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer to "why not": under the id of what was asked, in the language of the case.

    `instead` is given for overall conclusions, which are drawn from a count.
    """

    id: str
    title: Words
    language: str
    root: Lack
    instead: Instead | None = None


@dataclass(frozen=True, slots=True)
class Askable:
    """The ids of one section that could be asked for; `pattern` says how they are made."""

    title: Words
    pattern: str
    ids: tuple[str, ...]
