"""How a file is handled: with which theory, and what is made of what was found in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, Generic, Protocol, TypeVar

from vcc.findings.outcome import Outcome
from vcc.library.packed import packed, unpacked
from vcc.library.theories import Theory
from vcc.source.text import SourceText

Result = TypeVar("Result")


class Making(Protocol[Result]):
    """What is made of an outcome; it can be sent to another process."""

    @property
    def with_evidence(self) -> bool:
        """Whether the evidence of findings is needed."""

    def asks(self, source: SourceText, libraries: Collection[str]) -> bool:
        """Whether questions are needed of a case, and not only their number; `libraries` are the
        files that it uses."""

    @property
    def key(self) -> str:
        """What results depend on besides outcomes."""

    def made(self, outcome: Outcome) -> Result:
        """The result of an outcome."""

    def packed(self, result: Result) -> bytes:
        """A result as it is sent and kept."""

    def unpacked(self, data: bytes) -> Result:
        """The result that was packed.

        Raises:
            ValueError: if it is none.
        """


@dataclass(frozen=True, slots=True)
class AsOutcome:
    """Leaves outcomes as they are."""

    key: ClassVar[str] = ""
    with_evidence: bool = field(default=True, init=False)

    def asks(self, source: SourceText, libraries: Collection[str]) -> bool:  # noqa: ARG002
        """Yes."""
        return True

    def made(self, outcome: Outcome) -> Outcome:
        """The outcome."""
        return outcome

    def packed(self, result: Outcome) -> bytes:
        """An outcome as JSON."""
        return packed(result)

    def unpacked(self, data: bytes) -> Outcome:
        """The outcome that `packed` made JSON of.

        Raises:
            ValueError: if it is no such JSON.
        """
        return unpacked(data)


@dataclass(frozen=True, slots=True)
class Way(Generic[Result]):
    """How files are handled; one object for many files."""

    theory: Theory
    making: Making[Result]
