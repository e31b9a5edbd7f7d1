"""Cases that have been analysed, beside each other; of versions of one, also what changed."""

from __future__ import annotations

from collections.abc import Sequence

from vcc.comparison.side_by_side import side_by_side
from vcc.comparison.sides import Compared, side_of_case, sides_of_periods
from vcc.comparison.versions import Comparison
from vcc.counterfactual.versions import is_one_case, versions
from vcc.findings.lexicon import lexicon_of_theory
from vcc.findings.triples import Triples
from vcc.knowledge import Knowledge
from vcc.pipeline import Analysis


def comparison_of_cases(
    analyses: Sequence[Analysis], theory: Knowledge, *, are_versions: bool = False
) -> Comparison:
    """Two or more cases; where all go by one name (or `are_versions`), each version against the
    one before it as well."""
    sides = tuple(side_of_case(_material(analysis)) for analysis in analyses)
    together = are_versions or is_one_case(analyses)
    found = versions(analyses, theory) if together else ()
    return Comparison(side_by_side(sides, lexicon_of_theory(theory.theory).label), found)


def comparison_of_periods(analysis: Analysis, theory: Knowledge) -> Comparison:
    """The periods of a case, of which there may be none."""
    sides = sides_of_periods(_material(analysis))
    label = lexicon_of_theory(theory.theory).label
    return Comparison(side_by_side(sides, label), of_periods=True)


def _material(analysis: Analysis) -> Compared:
    return Compared(
        analysis.resolved,
        analysis.report,
        Triples(analysis.graph.triples),
        Triples(analysis.conclusions.inferred),
    )
