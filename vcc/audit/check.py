"""All checks of the theory, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.audit.alignments import aligned_graphs
from vcc.audit.coverage import coverage_of, coverage_problems, unknown_claims, unknown_ids
from vcc.audit.declarations import declaration_problems
from vcc.audit.examples import count_examples, wrong_examples
from vcc.audit.frameworks import framework_problems
from vcc.audit.mentions import Mention
from vcc.audit.model import MISREAD, NO_TABLE, Claim, Outcome, Step, StepId, skipped, step
from vcc.audit.names import undeclared_names, unmatched_rules
from vcc.audit.owl import NamedGraph, owl_steps
from vcc.audit.pitfalls import pitfalls
from vcc.audit.report_ids import report_id_problems
from vcc.audit.style import style_problems, styled_triples
from vcc.audit.telling import untold_conclusions
from vcc.audit.theory import Theory, theory_from_files
from vcc.audit.words import schemes, unclear_words
from vcc.resources import pitfall_files
from vcc.vocabulary.frameworks import TheoryFiles


def audit(
    files: TheoryFiles,
    claims: tuple[Claim, ...] | None = None,
    cases: Iterable[NamedGraph] = (),
    mentions: Iterable[Mention] = (),
) -> Iterator[Step]:
    """Run every check and yield what it found as soon as it is done.

    Coverage is only looked at where a table of claims is given; `mentions` are the statements of
    cases that name a claim. Nothing follows if the files cannot be read.
    """
    theory = theory_from_files(files)
    read = step(StepId.FILES, len(files), theory if isinstance(theory, tuple) else ())
    yield read
    if read.outcome is Outcome.FAILED or isinstance(theory, tuple):
        return
    cases = tuple(cases)
    mentions = tuple(mentions)
    yield from _own_checks(theory, mentions)
    yield from owl_steps(theory.ontology, (*cases, *aligned_graphs()))
    if claims is not None:
        coverage = coverage_of(theory, claims, mentions)
        wrong = (*unknown_claims(theory, claims), *coverage_problems(coverage))
        yield step(StepId.COVERAGE, len(claims), wrong, coverage)


def _own_checks(theory: Theory, mentions: tuple[Mention, ...]) -> Iterator[Step]:
    rules = theory.program.rules
    yield step(StepId.RULES, len(rules), tuple(unmatched_rules(theory)))
    misread = tuple(declaration_problems(theory.ontology, theory.notes.triples, theory.places))
    ids = report_id_problems(theory.ontology, theory.places)
    names = (*undeclared_names(theory), *misread, *ids)
    yield step(StepId.NAMES, len(theory.ontology.types), names)
    words = tuple(unclear_words(theory.ontology, theory.places))
    yield step(StepId.WORDS, len(schemes()), words)
    if theory.frameworks:
        of_frameworks = (*framework_problems(theory), *untold_conclusions(theory))
        yield step(StepId.FRAMEWORKS, theory.frameworks, of_frameworks)
        yield _claims_of_frameworks(theory, mentions)
        yield _examples(theory) if not misread else skipped(StepId.EXAMPLES, MISREAD)
    yield step(StepId.STYLE, len(styled_triples(theory)), tuple(style_problems(theory)))
    found = tuple(pitfalls(theory.ontology, theory.places))
    yield step(StepId.PITFALLS, len(pitfall_files()), found)


def _examples(theory: Theory) -> Step:
    """Whether the examples of the frameworks' rules and shapes do what they are there for."""
    return step(StepId.EXAMPLES, count_examples(theory), tuple(wrong_examples(theory)))


def _claims_of_frameworks(theory: Theory, mentions: tuple[Mention, ...]) -> Step:
    """Whether what the frameworks' own files name stands in their tables, and what is encoded."""
    if theory.tables is None:
        return skipped(StepId.CLAIMS, NO_TABLE)
    unknown = tuple(unknown_ids(theory, theory.known_claims))
    coverage = coverage_of(theory, theory.tables, mentions)
    return step(StepId.CLAIMS, len(theory.tables), unknown, coverage)
