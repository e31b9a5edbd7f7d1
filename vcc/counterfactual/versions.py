"""Versions of one case: what was said otherwise, and what follows otherwise because of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from vcc.comparison.statements import ChangedStatement, Said, Statements, statements_of_versions
from vcc.comparison.versions import Consequence, Version
from vcc.counterfactual.what_if import difference
from vcc.counterfactual.world import world_from_analysis, world_from_text
from vcc.findings.changes import Cause, Change
from vcc.findings.model import Finding
from vcc.knowledge import Knowledge
from vcc.pipeline import Analysis
from vcc.source.text import Span


def is_one_case(analyses: Iterable[Analysis]) -> bool:
    """Whether all go by one name: several cases then are versions of one."""
    return len({analysis.resolved.case.name.text for analysis in analyses}) == 1


def versions(analyses: Sequence[Analysis], theory: Knowledge) -> tuple[Version, ...]:
    """Each version against the one before it.

    Nothing that differs goes untold; what cannot be traced to a changed statement (it comes from a
    library file, say) has no cause.
    """
    return tuple(_version(before, after, theory) for before, after in pairwise(analyses))


def _version(before: Analysis, after: Analysis, theory: Knowledge) -> Version:
    old = world_from_analysis(before, theory)
    new = world_from_text(after.source, theory, old)
    found = difference(old, new, before.report.findings, tuple(before.report.conclusions))
    said = statements_of_versions(old.parsed, new.parsed, theory.terms)
    changes = [(section.title, change) for section in found.sections if section.in_brief
               for change in section.changes]  # fmt: skip
    return Version(
        before=before.source.name,
        after=after.source.name,
        statements=said.changed,
        conclusions=tuple(
            Consequence(title, change, tuple(_statements(change, said)))
            for title, change in changes
        ),
        findings=tuple(
            Consequence(None, change, tuple(_statements(change, said))) for change in found.findings
        ),
        difference=found,
    )


def _statements(change: Change, said: Statements) -> Iterable[ChangedStatement]:
    """The changed statements that hold the causes of a change, each once."""
    by_span = {
        side.span: changed
        for changed in said.changed
        for side in (changed.before, changed.after)
        if side is not None
    }
    told: dict[int, ChangedStatement] = {}
    for cause in change.causes:
        statement = _innermost(cause, said.after if cause.added else said.before)
        changed = by_span.get(statement.span) if statement else None
        if changed is not None:
            told[id(changed)] = changed
    return {**told, **{id(changed): changed for changed in _about(change, said)}}.values()


def _about(change: Change, said: Statements) -> Iterator[ChangedStatement]:
    """Where a shape found something otherwise: the changed statements about the same thing."""
    finding = change.after or change.before
    if isinstance(finding, Finding) and finding.triple is None:
        for changed in said.changed:
            sides = (changed.before, changed.after)
            if any(finding.focus.name in side.key for side in sides if side):
                yield changed


def _innermost(cause: Cause, statements: Iterable[Said]) -> Said | None:
    """The smallest statement that the line of a cause belongs to."""
    holding = [said for said in statements if _holds(said.span, cause.span)]
    return min(holding, key=lambda said: said.span.end - said.span.start, default=None)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source == inner.source and outer.start <= inner.start < outer.end
