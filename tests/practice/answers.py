"""What the rules conclude about a case, as answers to the questions that labels put."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vcc.pipeline import analyse
from vcc.vocabulary.namespaces import CASES as CASE_NAMES
from vcc.vocabulary.namespaces import RDF, VCC, vcc
from vcc.vocabulary.rdf import Triple

from .labels import CASES, Label, case_file

NONE = "nothing"


@dataclass(frozen=True)
class Facts:
    """All triples of a case, asserted and inferred, by short names."""

    case: str
    triples: frozenset[tuple[str, str, str]]

    def objects(self, property: str, of: str) -> set[str]:
        return {o for s, p, o in self.triples if p == property and s == of}

    def subjects(self, property: str, of: str) -> set[str]:
        return {s for s, p, o in self.triples if p == property and o == of}

    def holds(self, property: str, term: str) -> bool:
        """Whether the property holds of the case itself."""
        return (self.case, property, term) in self.triples


@cache
def facts_of(file: Path) -> Facts:
    """What is stated in, and follows from, a case."""
    done = analyse(file)
    (node,) = (s for s, p, o in done.graph.triples if o == vcc("Case"))
    prefix = _short(node) + "/"

    def short(triple: Triple) -> tuple[str, str, str]:
        s, p, o = (_short(term).removeprefix(prefix) for term in triple)
        return s, p, o

    every = map(short, (*done.graph.triples, *done.conclusions.inferred))
    return Facts(_short(node), frozenset(every))


def _short(term: str) -> str:
    return term.strip("<>").removeprefix(CASE_NAMES).removeprefix(VCC)


def _framework(facts: Facts, about: str) -> set[str]:
    return {"applies" if facts.holds("applies", about) else "does not apply"}


def _dimension(facts: Facts, about: str) -> set[str]:
    """Every logic with a vote; a dimension with two votes is mixed as well."""
    prefix = f"{about}-"
    cells = {c for c in facts.objects("votes", facts.case) if c.startswith(prefix)}
    logics = {c.removeprefix(prefix) for c in cells}
    return logics | ({"mixed"} if len(logics) > 1 else set())


def _overall(facts: Facts, about: str) -> set[str]:
    """The dominant logic; a tie, or other logics in other periods, is mixed."""
    of_case = facts.objects("dominantLogic", facts.case)
    periods = facts.subjects(f"{RDF}type", "Period")
    over_time = {o for s, p, o in facts.triples if p == "dominantLogic" and s in periods}
    mixed = facts.objects("tiedLogic", facts.case) or len(over_time) > 1
    found = {logic.removesuffix("-dominant") for logic in of_case}
    return found | ({"mixed"} if mixed else set())


def _field(facts: Facts, about: str) -> set[str]:
    found = facts.subjects("field", about) or facts.holds("present", about)
    return {"present", "weak"} if found else {"absent"}


def _status(facts: Facts, about: str) -> set[str]:
    """Present, weak (some of its parts) or missing (ruled out, or nothing stated)."""
    if facts.holds("present", about):
        return {"present"}
    return {"weak"} if facts.holds("partial", about) else {"missing", "absent"}


def _loop(facts: Facts, about: str) -> set[str]:
    if about != "feedback-loop":
        return _status(facts, about)
    if facts.holds("present", about):
        return {"closed"}
    stops = {"broken"} if facts.objects("breaksAt", facts.case) else {"partly"}
    return stops if facts.holds("partial", about) else {"absent", *stops}


def _role(facts: Facts, about: str) -> set[str]:
    """Roles anywhere in the case, the layer, and the kind of actor for what no paper defines."""
    if about.startswith("nobody is "):
        return {"no" if facts.subjects("role", about.removeprefix("nobody is ")) else "yes"}
    parties = facts.subjects("actor", about)
    roles = {role for party in parties for role in facts.objects("role", party)}
    return roles | facts.objects("inLayer", about) | facts.objects("kind", about)


def _value_type(facts: Facts, about: str) -> set[str]:
    outcomes = facts.subjects("valueType", about)
    if not outcomes:
        return {"absent"}
    if any(facts.objects("isDoubtful", outcome) for outcome in outcomes):
        return {"claimed", "weak"}
    return {"present", "weak"}


def _reading(facts: Facts, about: str) -> set[str]:
    """Every `verb term` of a reading must hold; then the label's own word is the answer."""
    tests: dict[str, Callable[[str], bool]] = {
        "shows": lambda term: facts.holds("present", term),
        "concludes": lambda pair: facts.holds(*pair.split("=", 1)),
        "lacks": lambda term: not facts.holds("present", term) and not facts.holds("partial", term),
        "states": lambda name: facts.case in facts.objects("inCase", name),
        "denies": lambda name: facts.case in facts.objects("deniedIn", name),
        "finds": lambda pair: pair.split("=")[0] in facts.objects("finding", _of(facts, pair)),
    }
    wanted = [part.strip().split(" ", 1) for part in about.split(";")]
    if any(len(pair) != 2 or pair[0] not in tests for pair in wanted):
        return {NONE}
    return {"any"} if all(tests[verb](what) for verb, what in wanted) else {NONE}


def _of(facts: Facts, pair: str) -> str:
    return pair.split("=")[1] if "=" in pair else facts.case


ANSWERS: dict[str, Callable[[Facts, str], set[str]]] = {
    "frameworks": _framework,
    "dimensions": _dimension,
    "overall logic": _overall,
    "fields": _field,
    "feedback loop": _loop,
    "roles": _role,
    "value types": _value_type,
    "stages": _status,
    "mechanisms": _reading,
    "safeguards present": _reading,
    "safeguards missing": _reading,
    "challenges": _reading,
}


def answers(label: Label, folder: Path = CASES) -> set[str]:
    """What is concluded about what the label asks, from the cases of a folder."""
    facts = facts_of(case_file(label.case, folder))
    found = ANSWERS[label.category](facts, label.about)
    return (found - {"any"}) | label.accepted if "any" in found else found
