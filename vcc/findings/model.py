"""Conclusions and findings of one case, as data with everything that a report shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vcc.source.diagnostic import Severity, Words
from vcc.source.text import Span
from vcc.validation.report import ValidationResult
from vcc.vocabulary.rdf import Triple


class Status(Enum):
    """Whether something that a framework asks for is there. Silence is never "absent"."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class RuleStatus(Enum):
    """Whose word a rule is: the paper's, joined from the paper's, or ours."""

    STATED = "stated"
    DERIVED = "derived"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the case or a term of the ontology: its RDF term, short name, and label."""

    term: str
    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a paper: its id, and the section in which it stands (empty if not known)."""

    id: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence that the case gives for a statement: source (its name in the case, and its title),
    places in it, its own words."""

    source: str
    title: Words
    places: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement of the case on which something rests: where it stands, and its quotes."""

    span: Span
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What gave a conclusion or finding: a rule, or a shape. IRI term, short name, label, whose
    word it is, claims."""

    term: str
    name: str
    label: Words
    status: RuleStatus
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One inferred fact that a section of the report shows.

    `id` is stable as long as the case keeps its names; `status` is given where the section is
    about presence; `lacks` is what a partial or absent element lacks; `value` is the number or
    text of a conclusion that is one (then `object` is None). `context` is where the subject
    stands for someone or something (an activity, or the case); `group` (which may stand for the
    subject), `row` and `column` are where the section places the conclusion; `triple` is the
    fact itself; `claims` are those of the rule, or of what is concluded where the rule has none;
    `part_of` are the elements that the object is a part of; `hint` says what to write so that an
    open question is settled.
    """

    id: str
    section: str
    subject: Node
    predicate: Node
    object: Node | None
    value: str
    status: Status | None
    rule: RuleNote | None
    reason: Words | None
    evidence: tuple[Evidence, ...]
    lacks: tuple[Node, ...] = ()
    context: Node | None = None
    group: Node | None = None
    grouped_by_subject: bool = False
    row: Node | None = None
    column: Node | None = None
    triple: Triple = ("", "", "")
    claims: tuple[Claim, ...] = ()
    part_of: tuple[str, ...] = ()
    hint: Words | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader should look at, from a rule or from a shape.

    `name` is the local name of the finding type (or the code of the shape); `advice` is what a
    paper recommends, with `advice_claims`; `evidence` is what led to it; `triple` is the inferred
    fact; for a finding of a shape it is None, and `result` is what the validation found.
    `question` is the message with `{focus}` left open, so that it can be asked of several things
    at once (`called`: what each is called in a sentence).
    """

    id: str
    name: str
    label: Words
    severity: Severity
    focus: Node
    message: Words
    advice: Words | None
    advice_claims: tuple[Claim, ...]
    span: Span | None
    rule: RuleNote | None
    evidence: tuple[Evidence, ...]
    triple: Triple | None = None
    result: ValidationResult | None = None
    question: Words = Words("", "")  # noqa: RUF009 - frozen, so sharing it is safe
    called: Words = Words("", "")  # noqa: RUF009

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that the rule rests on."""
        return self.rule.claims if self.rule else ()
