"""Generated facts and the programs that run on them. The same name always gives the same facts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from vcc.program import Program, program_from_sources
from vcc.source.text import SourceText

Name = str | int
Fact = tuple[str, str, Name]  # local names; an object may be a number
NAMESPACE = "http://bench.example/"
PROGRAMS = Path(__file__).parent / "programs"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
STANDARD = {
    "a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "subClassOf": _RDFS + "subClassOf",
    "subPropertyOf": _RDFS + "subPropertyOf",
    "domain": _RDFS + "domain",
    "range": _RDFS + "range",
    "inverseOf": _OWL + "inverseOf",
    "transitiveProperty": _OWL + "TransitiveProperty",
    "symmetricProperty": _OWL + "SymmetricProperty",
}


@dataclass(frozen=True, slots=True)
class Workload:
    """A program and the size of its generated facts."""

    program: str
    data: str
    size: int

    @property
    def key(self) -> str:
        return f"{self.program}-{self.data}-{self.size}"

    def facts(self) -> list[Fact]:
        return list(dict.fromkeys(DATA[self.data](self.size)))


SETS = {
    "tiny": [
        Workload("closure", "chain", 30), Workload("closure", "tree", 5),
        Workload("closure", "digraph", 20), Workload("ontology", "university", 400),
        Workload("cases", "cases", 4), Workload("counts", "cases", 4),
    ],
    "quick": [
        Workload("closure", "chain", 200), Workload("closure", "tree", 11),
        Workload("closure", "digraph", 250), Workload("ontology", "university", 10_000),
        Workload("cases", "cases", 1), Workload("cases", "cases", 100),
        Workload("counts", "cases", 100),
    ],
    "full": [
        Workload("closure", "chain", 1_000), Workload("closure", "tree", 15),
        Workload("closure", "digraph", 1_000), Workload("ontology", "university", 100_000),
        Workload("ontology", "university", 1_000_000), Workload("cases", "cases", 1),
        Workload("cases", "cases", 100), Workload("cases", "cases", 1_000),
        Workload("cases", "cases", 10_000), Workload("counts", "cases", 10_000),
    ],
    "growth": [Workload("cases", "cases", n) for n in (1_000, 10_000, 100_000)],
}  # fmt: skip


def program_of(name: str) -> Program:
    names = ["cases", "counts"] if name == "counts" else [name]
    paths = [PROGRAMS / f"{each}.srl" for each in names]
    return program_from_sources([SourceText(p.name, p.read_text("utf-8")) for p in paths])


def term_of(name: Name) -> str:
    if isinstance(name, int):
        return f'"{name}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    return f"<{STANDARD.get(name) or NAMESPACE + name}>"


_NAMES = {iri: name for name, iri in STANDARD.items()}


def name_of(term: str) -> Name:
    """The inverse of `term_of`."""
    if term[0] == '"':
        return int(term[1 : term.index('"', 1)])
    return _NAMES.get(term[1:-1]) or term[1:-1].removeprefix(NAMESPACE)


# --- graphs -----------------------------------------------------------------------------------


def chain(length: int) -> Iterator[Fact]:
    for n in range(length):
        yield f"n{n}", "edge", f"n{n + 1}"


def tree(depth: int) -> Iterator[Fact]:
    for n in range(1, 2 ** (depth + 1) - 1):
        yield f"n{(n - 1) // 2}", "edge", f"n{n}"


def digraph(nodes: int) -> Iterator[Fact]:
    """Two edges a node on average: most nodes end up in one strong component."""
    choose = random.Random(nodes)
    for _ in range(2 * nodes):
        first, second = choose.sample(range(nodes), 2)
        yield f"n{first}", "edge", f"n{second}"


# --- an ontology with its instances --------------------------------------------------------------

_CLASSES = """
agent: person organization | person: employee student director
employee: faculty administrator | faculty: professor lecturer postDoc
professor: fullProfessor associateProfessor assistantProfessor chair dean
student: graduate undergraduate assistant | organization: university department group institute
work: course research | course: graduateCourse | publication: article book manual software
article: conferencePaper journalArticle technicalReport | thing: agent work publication
"""
_PROPERTIES = """
memberOf domain agent, memberOf range organization, worksFor subPropertyOf memberOf,
headOf subPropertyOf worksFor, worksFor domain employee, member inverseOf memberOf,
teacherOf domain faculty, teacherOf range course, taughtBy inverseOf teacherOf,
takesCourse domain student, takesCourse range course, advisor domain person,
advisor range professor, advises inverseOf advisor, degreeFrom domain person,
degreeFrom range university, hasAlumnus inverseOf degreeFrom,
firstDegreeFrom subPropertyOf degreeFrom, masterFrom subPropertyOf degreeFrom,
doctorateFrom subPropertyOf degreeFrom, author domain publication, author range person,
authored inverseOf author, assists domain assistant, assists range course,
partOf a transitiveProperty, worksWith a symmetricProperty, worksWith domain person
"""


def schema() -> Iterator[Fact]:
    for line in _CLASSES.replace("\n", " | ").split("|"):
        parent, _, children = line.partition(":")
        yield from ((child, "subClassOf", parent.strip()) for child in children.split())
    for statement in _PROPERTIES.split(","):
        subject, predicate, object = statement.split()
        yield subject, predicate, object


def university(facts: int) -> Iterator[Fact]:
    """Departments of universities, until there are about so many facts."""
    yield from schema()
    choose = random.Random(facts)
    count = 0
    for number in range(facts):
        place = f"u{number // 12}"
        yield place, "a", "university"
        for fact in department(f"u{number // 12}d{number % 12}", place, choose, number // 12 + 1):
            yield fact
            count += 1
        if count >= facts:
            return


def department(name: str, place: str, choose: random.Random, universities: int) -> Iterator[Fact]:
    yield name, "a", "department"
    yield name, "partOf", place
    for n in range(10):
        yield f"{name}g{n}", "a", "group"
        yield f"{name}g{n}", "partOf", name if n < 5 else f"{name}g{n - 5}"
    staff = [f"{name}f{n}" for n in range(30)]
    courses = [f"{name}c{n}" for n in range(60)]
    anywhere = [f"u{n}" for n in range(universities)]
    for n, person in enumerate(staff):
        yield person, "a", choose.choice(["fullProfessor", "associateProfessor", "lecturer"])
        yield person, "headOf" if n == 0 else "worksFor", name
        yield person, "worksWith", choose.choice(staff)
        for course in courses[2 * n : 2 * n + 2]:
            yield person, "teacherOf", course
        for degree in ("firstDegreeFrom", "masterFrom", "doctorateFrom"):
            yield person, degree, choose.choice(anywhere)
        for k in range(choose.randrange(3, 9)):
            kind = choose.choice(["journalArticle", "conferencePaper", "technicalReport"])
            yield f"{person}p{k}", "a", kind
            yield f"{person}p{k}", "author", person
    for n in range(250):
        student = f"{name}s{n}"
        yield student, "a", "graduate" if n % 4 == 0 else "undergraduate"
        yield student, "memberOf", name
        yield from ((student, "takesCourse", course) for course in choose.sample(courses, 3))
        if n % 4 == 0:
            yield student, "advisor", choose.choice(staff)
            yield student, "firstDegreeFrom", choose.choice(anywhere)
        if n % 8 == 0:
            yield student, "assists", choose.choice(courses)


# --- independent cases -----------------------------------------------------------------------


def cases(number: int) -> Iterator[Fact]:
    for k in range(number):
        yield from case(f"k{k}", random.Random(k))


def case(name: str, choose: random.Random) -> Iterator[Fact]:
    """About 83 facts: 6 actors, 5 resources, 3 stages, 6 interactions."""
    actors, resources, stages, interactions = (
        [f"{name}{kind}{n}" for n in range(count)]
        for kind, count in (("a", 6), ("r", 5), ("s", 3), ("i", 6))
    )
    yield name, "type", "case"
    for kind, members in (("actor", actors), ("resource", resources), ("stage", stages)):
        for member in members:
            yield member, "type", kind
            yield member, "inCase", name
    for actor in actors:
        yield actor, "role", choose.choice(["customer", "provider", "partner", "regulator"])
    for _ in range(3):
        first, second = choose.sample(actors, 2)
        yield first, "trusts", second
    for resource in resources:
        yield resource, "kind", choose.choice(["operant", "operand"])
    for _ in range(9):
        yield choose.choice(actors), "holds", choose.choice(resources)
    for first, second in pairwise(stages):
        yield first, "precedes", second
    for interaction in interactions:
        first, second = choose.sample(actors, 2)
        yield interaction, "src", first
        yield interaction, "dst", second
        yield interaction, "uses", choose.choice(resources)
        yield interaction, "atStage", choose.choice(stages)
        yield interaction, "score", choose.randrange(101)


DATA: dict[str, Callable[[int], Iterator[Fact]]] = {
    "chain": chain, "tree": tree, "digraph": digraph, "university": university, "cases": cases,
}  # fmt: skip
