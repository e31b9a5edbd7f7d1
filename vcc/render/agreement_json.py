"""What two coders agree on, for machines (`vcc schema agreement` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.comparison.agreement import Agreement, Disagreement, Found, Reliability
from vcc.comparison.alignment import Pair
from vcc.comparison.things import Thing
from vcc.findings.model import Conclusion
from vcc.render.json_parts import Json, evidence, json_text, node, node_or_null, words

FORMAT: Final = "vcc-agreement/1"


def json_from_agreement(agreement: Agreement, version: str) -> str:
    """The whole comparison as JSON text; shares are from 0 to 1, null where not defined."""
    first, second = agreement.names
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "first": node(first),
            "second": node(second),
            "things": list(map(_found, agreement.found)),
            "same_things": list(map(_pair, agreement.alignment.pairs)),
            "said": [
                {"group": group, "clause": clause, **_reliability(figures)}
                for (group, clause), figures in agreement.clauses.items()
            ],
            "conclusions": [
                {"section": section, **_reliability(figures)}
                for section, figures in agreement.conclusions.items()
            ],
            "disagreements": list(map(_disagreement, agreement.disagreements)),
            "only_first": list(map(_conclusion, agreement.only_first)),
            "only_second": list(map(_conclusion, agreement.only_second)),
        }
    )


def _found(found: Found) -> Json:
    return {
        "group": found.group,
        "first": found.first,
        "second": found.second,
        "same": found.pairs,
        "agreement": found.percent,
    }


def _pair(pair: Pair) -> Json:
    return {
        "group": pair.first.group,
        "first": pair.first.key,
        "second": pair.second.key,
        "alike": round(pair.alike, 6),
    }


def _disagreement(one: Disagreement) -> Json:
    return {
        "group": one.group,
        "clause": one.clause or None,
        "first": _thing(one.first),
        "second": _thing(one.second),
        "said_first": sorted(one.said_first),
        "said_second": sorted(one.said_second),
    }


def _reliability(figures: Reliability) -> Json:
    return {
        "units": figures.units,
        "agreement": figures.percent,
        "kappa": figures.kappa,
        "alpha": figures.alpha,
    }


def _thing(thing: Thing | None) -> Json | None:
    if thing is None:
        return None
    return {"key": thing.key, "label": words(thing.label), "evidence": evidence(thing.evidence)}


def _conclusion(conclusion: Conclusion) -> Json:
    return {
        "id": conclusion.id,
        "section": conclusion.section,
        "subject": node(conclusion.subject),
        "predicate": node(conclusion.predicate),
        "object": node_or_null(conclusion.object),
        "value": conclusion.value or None,
        "evidence": [evidence(item) for item in conclusion.evidence],
    }
