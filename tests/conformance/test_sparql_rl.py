"""The W3C suites of the rule language, run from their manifests.

Two folders beside the checkout: the July 2026 layout (then called SHACL 1.2 Rules) and part of
the August 2026 layout. What is not passed is listed here with the reason. A whole checkout of a
suite is run too, where an environment variable names its folder (the one with the root manifest):

    VCC_SPARQL_RL_SUITE=…/shacl12-test-suite/tests/sparql-rl pytest tests/conformance
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import SHARED

from vcc.engine import infer
from vcc.engine.columns.run import infer_columns
from vcc.facts import triples_from_file
from vcc.facts.terms import is_rdf_triple
from vcc.plan import plan_from_program
from vcc.program import program_from_sources
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

pytestmark = pytest.mark.usefixtures("rows")

CONFORMANCE = SHARED / "conformance"
BESIDE = [CONFORMANCE / "sparql-rl-2026-07", CONFORMANCE / "sparql-rl"]
NAMED = [Path(os.environ[name]) for name in ["VCC_SPARQL_RL_SUITE"] if os.environ.get(name)]
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

PROPOSED = "CONSTRUCT … BIND is proposed (pull request 1219), not in the draft"

# Named by a manifest, but not among the files beside the checkout.
NOT_THERE = {"sparql-rl/syntax-ruleset-structure-08.srl"}

# Tests that we fail, and why. A test that begins to pass here is reported.
FAILING = {f"sparql-rl/syntax-construct-0{n}.srl": PROPOSED for n in range(1, 6)}


@dataclass(frozen=True)
class Case:
    suite: str
    name: str
    kind: str
    rules: Path
    data: Path | None
    result: Path | None

    @property
    def id(self) -> str:
        return f"{self.suite}/{self.name}"


def cases_of(folder: Path) -> list[Case]:
    """The tests of every manifest of a suite, whatever its folders are called."""
    found: list[Case] = []
    for manifest in sorted(folder.rglob("manifest*.ttl")):
        triples = triples_from_file(manifest)
        values = {(s, p): o for s, p, o in triples}

        def file(node: str | None, folder: Path = manifest.parent) -> Path | None:
            return folder / node[1:-1].rpartition("/")[2] if node else None

        def named(node: str, local: str, at: dict[tuple[str, str], str] = values) -> str | None:
            return next((o for (s, p), o in at.items() if s == node and p.endswith(local)), None)

        for subject, predicate, object in triples:
            kind = object.rpartition("#")[2].rstrip(">")
            if predicate != f"<{RDF}type>" or not kind.endswith("Test"):
                continue
            action = values[subject, f"<{MANIFEST}action>"]
            rules = file(named(action, "#ruleset>") or action)
            data = file(named(action, "#data>"))
            result = file(named(subject, "#result>"))
            assert rules is not None
            name = rules.name if result is None else f"{rules.stem}+{result.stem}"
            if rules.exists() or f"{folder.name}/{name}" not in NOT_THERE:
                found.append(Case(folder.name, name, kind, rules, data, result))
    return found


def unlisted(folder: Path, listed: list[Case]) -> list[Case]:
    """Files that no manifest names; whether they are good or bad, their names say."""
    kinds = {"syntax": "Syntax", "wellformed": "WellFormedness", "stratification": "Stratification"}
    return [
        Case(folder.name, path.name, f"Rules{sign}{kind}Test", path, None, None)
        for path in sorted(folder.rglob("*.srl"))
        if (kind := kinds.get(path.parent.name)) and path not in {case.rules for case in listed}
        for sign in ["Negative" if "-bad-" in path.name else "Positive"]
    ]


THERE = [folder for folder in BESIDE if folder.is_dir()]
LISTED = [case for folder in THERE for case in cases_of(folder)]
CASES = LISTED + [case for folder in THERE for case in unlisted(folder, LISTED)]
NAMED_CASES = [case for folder in NAMED for case in cases_of(folder)]


def parameters() -> list[object]:
    """Every test; of a suite that somebody named there is no list of what fails."""
    marks = {id: [pytest.mark.xfail(strict=True, reason=reason)] for id, reason in FAILING.items()}
    return [
        *(pytest.param(case, id=case.id, marks=marks.get(case.id, [])) for case in CASES),
        *(pytest.param(case, id=f"named/{case.id}") for case in NAMED_CASES),
    ]


MISTAKES_OF = {"Syntax": ("R10", "R11", "R12"), "WellFormed": ("R13",), "Stratification": ("R15",)}


def codes(path: Path) -> set[str]:
    try:
        program_from_sources([SourceText(path.name, path.read_text(encoding="utf-8"))])
    except SourceErrors as error:
        return {diagnostic.code for diagnostic in error.diagnostics}
    return set()


def canonical(triples: list[tuple[str, str, str]]) -> set[str]:
    import pyoxigraph

    text = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.skipif(not CASES + NAMED_CASES, reason="no suite beside the checkout, none named")
@pytest.mark.parametrize("case", parameters())
def test_the_w3c_case_comes_out_as_its_manifest_says(case: Case) -> None:
    if case.kind == "RulesEvalTest":
        assert case.result is not None
        source = SourceText(case.rules.name, case.rules.read_text(encoding="utf-8"))
        plan = plan_from_program(program_from_sources([source]))
        given = triples_from_file(case.data) if case.data else []
        inferred = infer(plan, given).inferred
        assert infer_columns(plan, given).inferred == inferred
        expected = triples_from_file(case.result)
        assert canonical([t for t in inferred if is_rdf_triple(t)]) == canonical(expected)
        return
    # A test is about one stage: its mistakes must be there, or must not.
    stage = next(stage for stage in MISTAKES_OF if stage in case.kind)
    found = {code for code in codes(case.rules) if code.startswith(MISTAKES_OF[stage])}
    assert bool(found) is case.kind.startswith("RulesNegative")


@pytest.mark.shared
def test_the_suites_were_really_run() -> None:
    counted = Counter((case.suite, case.kind) for case in CASES)
    assert len(LISTED) >= 329, counted
    assert len(CASES) - len(LISTED) >= 9 + 5, counted
    assert counted["sparql-rl-2026-07", "RulesEvalTest"] >= 11
    assert counted["sparql-rl", "RulesEvalTest"] >= 5
    assert set(FAILING) <= {case.id for case in CASES}


@pytest.mark.skipif(not NAMED, reason="VCC_SPARQL_RL_SUITE names no suite")
def test_the_named_suite_was_really_run() -> None:
    assert NAMED_CASES, f"no manifest with tests in {NAMED}"
