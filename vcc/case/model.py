"""A case as plain data: what the text says, in the words of `words.py`, nothing inferred.

Two cases are equal when they say the same; spans and comments do not take part in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from vcc.source.text import Span


class Stance(Enum):
    """Whether a statement says that something is so, is not so, or is meant to become so."""

    ACTUAL = "actual"
    ABSENT = "absent"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written (without backquotes) and where."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Quoted text and its language; an unprefixed string has the language of its file."""

    text: str
    language: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A year, month or day, as precise as written (`2010`, `2010-04`, `2010-04-06`)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> int:
        """yyyymmdd with 00 for what is not stated: orders before every day in the period."""
        return self.year * 10000 + (self.month or 0) * 100 + (self.day or 0)

    @property
    def last(self) -> int:
        """yyyymmdd with 99 for what is not stated: orders after every day in the period."""
        return self.year * 10000 + (self.month or 99) * 100 + (self.day or 99)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured number: comparison (`=`, `<`, `<=`, `>`, `>=`, `~`), digits, unit, date.

    `number` keeps the digits as written without underscores, so that no precision is lost.
    """

    comparison: str
    number: str
    unit: str
    at: Date | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence: which source, where in it, and its own words."""

    source: Name
    places: tuple[str, ...]
    quotes: tuple[Text, ...]
    span: Span = field(compare=False, repr=False)


Argument = Name | Text | Date | Quantity


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: the id of its row in `words.CLAUSES` and what follows the keyword."""

    id: str
    arguments: tuple[Argument, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[Name, ...]:
        """The arguments that are names (of declared things or of ontology terms): all or none."""
        if self.arguments and isinstance(self.arguments[0], Name):
            return self.arguments  # type: ignore[return-value]
        return ()


@dataclass(frozen=True, slots=True)
class Item:
    """`seeks …` or `aims …` in the block of an actor; `id` is the row in `ACTOR_ITEMS`."""

    id: str
    name: Name | None
    term: Name | None
    labels: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Move:
    """One move of an activity; `id` is the row in `words.MOVES`.

    gives: subjects → receivers : objects · combines: subjects combine objects [into products]
    · uses: subjects use objects · acts-on: subjects (resources) act on objects.
    """

    id: str
    subjects: tuple[Name, ...]
    receivers: tuple[Name, ...]
    objects: tuple[Name, ...]
    products: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declared thing; `id` is the row in `words.STATEMENTS`."""

    id: str
    stance: Stance
    name: Name
    term: Name | None
    labels: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    items: tuple[Item, ...]
    moves: tuple[Move, ...]
    span: Span = field(compare=False, repr=False)

    def clause(self, id: str) -> Clause | None:
        """The first clause of that id, or None."""
        return next((clause for clause in self.clauses if clause.id == id), None)


@dataclass(frozen=True, slots=True)
class Closure:
    """`complete LIST [of names]`: silence about the rest of the list means no."""

    list: Name
    of: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


class Expected(Enum):
    """What an `expect` statement is about."""

    LOGIC = "logic"
    ROLE = "role"
    VALUE = "value"
    FIELD = "field"
    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    MISSING_STAGE = "missing stage"
    NO_MISSING_STAGE = "no missing stage"


@dataclass(frozen=True, slots=True)
class Expectation:
    """`expect …`: what the author (or, with `according-to`, a source) concludes. Never a fact.

    `terms` are ontology terms; `of` are declared names (`of` for roles and fields, `for` values).
    """

    about: Expected
    terms: tuple[Name, ...]
    of: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FrameworkChoice:
    """`framework a, b`: frameworks the author wants applied whatever the facts."""

    terms: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Use:
    """`use "file"` (every name) or `use a, b from "file"`."""

    file: Text
    names: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


Statement = Declaration | Closure | Expectation | FrameworkChoice


@dataclass(frozen=True, slots=True)
class Case:
    """One case file, or one library file (`is_library`)."""

    name: Name
    language: str
    is_library: bool
    labels: tuple[Text, ...]
    citations: tuple[Citation, ...]
    uses: tuple[Use, ...]
    statements: tuple[Statement, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def declarations(self) -> Iterator[Declaration]:
        """The declared things, in the order of the text."""
        return (s for s in self.statements if isinstance(s, Declaration))
