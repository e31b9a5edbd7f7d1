"""Whether each rule looks at one case at a time, so that cases may be compiled apart.

Every node is of a case or of the theory. Nodes of a case are tied to each other by facts; what
the theory says, and values such as numbers, are shared by all cases and tie nothing together.
A rule is local if, for every way in which its variables can be of one sort or the other, those of
a case hang together by the patterns of its body, in each negation too, and if what it
concludes is about a node of the case. Then by induction no fact joins two cases, so the facts of
many cases lead to the conclusions of each.

The sorts are those that the ontology declares (domains and ranges); that heads keep to them
is part of the check. It is cautious: what it cannot follow is said not to be local.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from vcc.audit.sorts import ALL, ANY, VALUE, Declared, Shapes, Sorts
from vcc.program.syntax import (
    Aggregate,
    Assignment,
    Call,
    Filter,
    Negation,
    Program,
    Rule,
    Term,
    TriplePattern,
    is_variable,
    variables,
)
from vcc.source.diagnostic import Code, Diagnostic, Severity, Words
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple, is_iri, local_name

NOT_LOCAL: Final = Code(
    "R401",
    Words("`{rule}` may join several cases: {what}", "“{rule}”可能连接多个案例：{what}"),
    help=Words(
        "join the nodes by their own links, or by `:inCase` of one case",
        "请以节点自身的关联，或以同一案例的 `:inCase` 将其连接",
    ),
    severity=Severity.ERROR,
)
_APART: Final = Words(
    "nothing but shared terms ties {one} to {other}", "{one} 与 {other} 之间仅有共享术语相连"
)
_ABOUT_THEORY: Final = Words(
    "it concludes something about the theory from facts of a case",
    "由案例事实推出了关于理论的结论",
)
_OTHER_SORT: Final = Words(
    "it concludes {property} of other things than the ontology declares",
    "所推出的 {property} 与本体所声明的对象不符",
)
_TOO_MANY: Final = Words("it has too many variables to follow", "变量过多，无法判定")

_NODE_MAKERS: Final = ("IRI", "URI")
_MOST_UNDECIDED: Final = 14


def not_local(
    program: Program, ontology: Ontology, triples: Iterable[Triple]
) -> Iterator[Diagnostic]:
    """Every rule that may join cases, with what does; nothing where all are local.

    `triples` are those of the theory, notes of the rules included: they say what is a term.
    """
    declared = sorts_of(program, ontology, triples)
    for rule in program.rules:
        what = _Rule(rule, declared).mistake()
        if what is not None:
            name = local_name(rule.id) if is_iri(rule.id) else rule.id
            yield NOT_LOCAL.at(rule.name_span or rule.span, rule=name, what=what)


def sorts_of(program: Program, ontology: Ontology, triples: Iterable[Triple]) -> Declared:
    """Of which sorts the properties are, by the ontology and by the rules."""
    declared = Declared(ontology, triples)
    declared.follow(program.rules, lambda rule, known: _Rule(rule, known).given())
    return declared


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two ends of which something is known together: a pattern of the body, or a made node."""

    one: Term
    other: Term
    shapes: Shapes


class _Rule:
    def __init__(self, rule: Rule, declared: Declared) -> None:
        self._rule = rule
        self._declared = declared

    def mistake(self) -> Words | None:
        """What may join cases; None where nothing can."""
        body = list(self._ties(self._rule.body))
        found = self._apart(body)
        if found is None:
            found = self._head(body)
        for element in self._rule.body:
            if found is None and isinstance(element, Negation):
                found = self._apart([*body, *self._ties(element.elements)])
        return found

    def given(self) -> Iterator[tuple[str, tuple[bool, bool]]]:
        """The properties that are concluded, with the sorts of subject and object."""
        for sorts in _choices(list(self._ties(self._rule.body))):
            for pattern in self._rule.head:
                shape = (_sort(pattern.subject, sorts or {}), _sort(pattern.object, sorts or {}))
                yield str(pattern.predicate), shape

    def _ties(self, elements: Iterable[object]) -> Iterator[_Tie]:
        for element in elements:
            match element:
                case TriplePattern():
                    shapes = self._declared.shapes_of(element)
                    yield _Tie(element.subject, element.object, shapes)
                    yield _Tie(element.predicate, element.predicate, VALUE)
                case Assignment():
                    yield from self._made(element)
                case Aggregate():
                    yield _Tie(element.result, element.result, VALUE)
                case Filter():
                    pass

    def _made(self, element: Assignment) -> Iterator[_Tie]:
        """A node that is made of others is of their case; any other result is a value."""
        made = element.expression
        makes_node = isinstance(made, Call) and made.function.upper() in _NODE_MAKERS
        if not makes_node:
            yield _Tie(element.variable, element.variable, VALUE)
            return
        for part in dict.fromkeys(variables(made)):
            yield _Tie(element.variable, part, ALL)

    def _apart(self, ties: list[_Tie]) -> Words | None:
        """Nodes of a case that nothing of the case ties together, for some choice of sorts."""
        for sorts in _choices(ties):
            if sorts is None:
                return _TOO_MANY
            groups = _groups(ties, sorts)
            if len(groups) > 1:
                one, other = sorted(min(group) for group in groups)[:2]
                return _APART.filled({"one": one, "other": other})
        return None

    def _head(self, body: list[_Tie]) -> Words | None:
        """Conclusions that are about the theory, or of other sorts than is declared."""
        for sorts in _choices(body):
            if sorts is None:
                return _TOO_MANY
            if not any(sorts.values()):
                continue
            for pattern in self._rule.head:
                subject, object = _sort(pattern.subject, sorts), _sort(pattern.object, sorts)
                if not subject:
                    return _ABOUT_THEORY
                if (subject, object) not in self._declared.shapes_of(pattern):
                    named = local_name(str(pattern.predicate))
                    return _OTHER_SORT.filled({"property": f":{named}"})
        return None


def _choices(ties: list[_Tie]) -> Iterator[dict[str, bool] | None]:
    """Every way in which the variables can be of one sort or the other; None: too many."""
    possible: dict[str, Sorts] = {}
    for tie in ties:
        for place, end in enumerate((tie.one, tie.other)):
            # Inside a triple term a variable may be anything.
            is_plain = isinstance(end, str)
            kept = frozenset(shape[place] for shape in tie.shapes) if is_plain else ANY
            for name in variables(end):
                possible[name] = possible.get(name, ANY) & kept
    open_ = [name for name, sorts in possible.items() if len(sorts) > 1]
    if len(open_) > _MOST_UNDECIDED:
        yield None
        return
    for chosen in product(*(sorted(sorts) for sorts in possible.values())):
        assigned = dict(zip(possible, chosen, strict=True))
        if all(_fits(tie, assigned) for tie in ties):
            yield assigned


def _fits(tie: _Tie, sorts: Mapping[str, bool]) -> bool:
    """Whether a fact can be of these sorts."""
    if tie.one == tie.other:
        return any(one == _sort(tie.one, sorts) for one, _ in tie.shapes)
    return (_sort(tie.one, sorts), _sort(tie.other, sorts)) in tie.shapes


def _sort(term: Term, sorts: Mapping[str, bool]) -> bool:
    """Whether a term is a node of a case; what is named in a rule never is."""
    if not isinstance(term, str):
        return any(sorts.get(name, True) for name in variables(term))
    return term.startswith("_:") or sorts.get(term, False)


def _groups(ties: list[_Tie], sorts: Mapping[str, bool]) -> list[set[str]]:
    """The variables that are nodes of a case, in groups that patterns tie together."""
    groups: list[set[str]] = [{name} for name, of_case in sorts.items() if of_case]
    for tie in ties:
        ends = {name for end in (tie.one, tie.other) for name in _ends(end) if sorts.get(name)}
        if len(ends) > 1:
            joined = [group for group in groups if group & ends]
            groups = [group for group in groups if not group & ends]
            groups.append(set().union(*joined))
    return groups


def _ends(term: Term) -> Iterator[str]:
    """A variable that ties: one inside a triple term does not."""
    if isinstance(term, str) and is_variable(term):
        yield term
