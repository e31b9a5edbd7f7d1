"""Several cases validated at once: for each the same report as by itself."""

from __future__ import annotations

import pytest

from vcc.graph.from_case import graph_from_case
from vcc.knowledge import knowledge
from vcc.pipeline import parse
from vcc.resources import theory_folder
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.synth.write import Wanted, synthetic_files
from vcc.validation import together
from vcc.validation.fast import is_installed
from vcc.validation.shapes import Shapes, shapes_from_sources
from vcc.validation.together import validate_together
from vcc.validation.validate import REFERENCE, VALIDATOR_VARIABLE, validate
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple

THEORY = knowledge()
PREFIXES = """\
@prefix : <https://w3id.org/vcc/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
Graph = tuple[Triple, ...]


def graphs_of_cases(wanted: int) -> list[Graph]:
    files = synthetic_files(Wanted(wanted, 3, defects=0), THEORY.ontology)
    texts = [SourceText(str(file.path), file.text) for file in files]
    texts += map(read_source, sorted((theory_folder() / "examples/practice").glob("*.vcc"))[:2])
    return [graph_from_case(parse(text, THEORY)[1]).triples for text in texts]


def graph(name: str, **said: str) -> Graph:
    """A case with one actor, and what is said of the actor."""
    actor = f"<https://example.org/cases/{name}/a>"
    statements = [(actor, vcc(property), vcc(value)) for property, value in said.items()]
    return ((actor, TYPE, vcc("Actor")), *statements)


def shapes(text: str) -> Shapes:
    return shapes_from_sources([SourceText("own.ttl", PREFIXES + text)])


def count_runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    runs: list[int] = []
    whole = together.results_of

    def counted(data: list[Triple], *arguments: Shapes | Ontology | None) -> object:
        runs.append(len(data))
        return whole(data, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(together, "results_of", counted)
    return runs


@pytest.mark.parametrize("validator", ["", REFERENCE])
def test_each_gets_the_report_that_it_gets_alone(
    validator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not validator and not is_installed():
        pytest.skip("the fast library is not installed")
    monkeypatch.setenv(VALIDATOR_VARIABLE, validator)
    graphs = graphs_of_cases(6)
    runs = count_runs(monkeypatch)
    found = validate_together(graphs, THEORY.shapes, THEORY.ontology)
    assert 1 <= len(runs) <= len(graphs) / 2, "several in one"
    assert found == [validate(one, THEORY.shapes, THEORY.ontology) for one in graphs]
    assert sum(not report.conforms for report in found) >= 3


def test_two_codings_of_one_case_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = graphs_of_cases(1)
    second = tuple(t for t in first if t[1] != vcc("kind"))
    runs = count_runs(monkeypatch)
    found = validate_together([first, second], THEORY.shapes, THEORY.ontology)
    assert runs == []
    assert found == [validate(one, THEORY.shapes, THEORY.ontology) for one in (first, second)]
    assert found[0] != found[1]


OF_ACTORS = ":own a sh:PropertyShape ; sh:targetClass :Actor ; "
BACK = OF_ACTORS + "sh:path ( :kind [ sh:inversePath :kind ] ) ; sh:maxCount 1 ."
OF_TERMS = ":own a sh:PropertyShape ; sh:targetObjectsOf :kind ; sh:path :kind ; sh:minCount 1 ."
OTHER = OF_ACTORS + "sh:path :kind ; sh:minCount 1 ."


@pytest.mark.parametrize("text", [BACK, OF_TERMS, OTHER], ids=["back", "terms", "other"])
def test_what_one_says_never_changes_what_is_found_in_another(text: str) -> None:
    own = shapes(text)
    graphs = [graph("x", kind="firm"), graph("y", kind="firm"), graph("z")]
    alone = [validate(one, own, THEORY.ontology) for one in graphs]
    assert validate_together(graphs, own, THEORY.ontology) == alone
    whole = validate([t for one in graphs for t in one], own, THEORY.ontology)
    if text == BACK:
        assert all(report.conforms for report in alone)
        assert not whole.conforms, "in one graph each would reach the other"


def test_one_that_speaks_of_another_is_validated_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = shapes(OF_ACTORS + "sh:path ( :ally :kind ) ; sh:minCount 1 .")
    one, two = graph("x", kind="firm"), graph("y")
    two = (*two, (two[0][0], vcc("ally"), one[0][0]))
    runs = count_runs(monkeypatch)
    found = validate_together([one, two], own, THEORY.ontology)
    assert runs == []
    assert [len(report.results) for report in found] == [1, 1]
