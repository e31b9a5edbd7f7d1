"""What a framework in a folder of its own must keep, so that it and what ships do not disturb each
other. Whatever would make it silently do nothing is a mistake that stops every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.audit.declarations import declaration_problems
from vcc.audit.model import Problem
from vcc.audit.names import undeclared_names, unmatched_rules
from vcc.audit.report_ids import report_id_problems
from vcc.audit.theory import Theory
from vcc.audit.words import unclear_words
from vcc.source.diagnostic import Code, Diagnostic, Words, end_stage
from vcc.vocabulary.namespaces import OWL, VCC, vcc
from vcc.vocabulary.ontology import Ontology, ontology_from_sources
from vcc.vocabulary.places import Places
from vcc.vocabulary.rdf import is_iri, local_name

MISTAKE: Final = Code("T020", Words("{problem}", "{problem}"))
DECLARED_TWICE: Final = Words(
    "{name} is declared by vcc itself or by another framework: choose another name",
    "{name} 已由 vcc 或其他框架声明：请另取名称",
)
FOREIGN: Final = Words(
    "{name} is not in the namespace of vcc: declare `@prefix : <{namespace}> .` and write :{local}",
    "{name} 不在 vcc 的命名空间中：请声明“@prefix : <{namespace}> .”并写作 :{local}",
)
NO_FRAMEWORK: Final = Words(
    "no individual of class :Framework is declared here: nothing could apply, and no case could "
    "ask for it",
    "此处没有声明 :Framework 类的个体：既无从适用，案例也无法指定",
)
_FRAMEWORK: Final = vcc("Framework")
_ONTOLOGY: Final = f"<{OWL}Ontology>"
_OF_OWL: Final = f"<{OWL}"
_OURS: Final = f"<{VCC}"


def framework_problems(theory: Theory) -> Iterator[Problem]:
    """What is wrong with the modules of frameworks beside what ships."""
    shipped = len(theory.modules) - theory.frameworks
    taken = set(_declared(ontology_from_sources(theory.modules[:shipped])))
    for module in theory.modules[shipped:]:
        ontology = ontology_from_sources((module,))
        if not any(_FRAMEWORK in types for types in ontology.types.values()):
            yield Problem("", NO_FRAMEWORK, module.name)
        declared = dict.fromkeys(_declared(ontology))
        for term in declared:
            yield from _misnamed(term, term in taken, Places((module,)))
        taken.update(declared)


def _misnamed(term: str, is_taken: bool, places: Places) -> Iterator[Problem]:
    values = {"name": local_name(term), "local": local_name(term), "namespace": VCC}
    if is_taken:
        yield Problem(term, DECLARED_TWICE.filled(values), places.declared(term) or "")
    elif not term.startswith(_OURS):
        named = {**values, "name": term}
        yield Problem(term, FOREIGN.filled(named), places.declared(term) or "")


def _declared(ontology: Ontology) -> Iterator[str]:
    """What a module makes a class, property or individual; modules themselves are none of these."""
    for term, types in ontology.types.items():
        is_module = _ONTOLOGY in types
        if is_iri(term) and not is_module and any(type.startswith(_OF_OWL) for type in types):
            yield term


def check_frameworks(theory: Theory) -> None:
    """Stop where a framework would silently do nothing, or disturb what ships.

    Raises:
        SourceErrors: with every name that nothing declares or that is taken, every word that is
            taken, every rule without its note, and every section or measure that cannot be read.
    """
    problems = (
        *framework_problems(theory),
        *undeclared_names(theory, theory.own_files),
        *unclear_words(theory.ontology, theory.places),
        *unmatched_rules(theory),
        *declaration_problems(theory.ontology, theory.notes.triples, theory.places),
        *report_id_problems(theory.ontology, theory.places),
    )
    end_stage(_mistake(problem) for problem in problems if _file(problem) in theory.own_files)


def _file(problem: Problem) -> str:
    return problem.place if isinstance(problem.place, str) else problem.place.source


def _mistake(problem: Problem) -> Diagnostic:
    span = None if isinstance(problem.place, str) else problem.place
    words = problem.message
    if span is None and problem.place:
        words = Words(f"{problem.place}: {words.en}", f"{problem.place}：{words.zh}")
    return MISTAKE.at(span, problem=words)
