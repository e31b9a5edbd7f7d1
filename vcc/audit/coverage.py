"""Coverage: which claims of the papers something in the theory names."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vcc.audit.encoding import encodings_of, is_strong
from vcc.audit.model import Claim, Coverage, CoverageRow, Problem
from vcc.source.diagnostic import Diagnostic, Words, end_stage
from vcc.source.text import SourceText
from vcc.vocabulary.claims import rows_of
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import literal_parts, local_name

if TYPE_CHECKING:
    from vcc.audit.mentions import Mention
    from vcc.audit.theory import Theory

UNKNOWN = Words(
    "{name} names claim {claim}, which is not in the table", "{name} 引用了表中没有的主张 {claim}"
)
NOT_ENCODED = Words(
    "nothing encodes claim {claim} ({kind}): it wants {wanted}",
    "主张 {claim}（{kind}）未被表达：须有{wanted}",
)
WEAK = Words(
    "claim {claim} ({kind}) is named, but not by {wanted}",
    "主张 {claim}（{kind}）虽被引用，但缺少{wanted}",
)
ANY = Words("something that names it", "引用它的内容")
_TERM = Words("a term", "术语")
NEEDS = {
    "rule": Words("a rule that fires in a case of its own", "在自身用例中触发的规则"),
    "constraint": Words(
        "a shape or rule with a case that violates it", "带有违反用例的结构约束或规则"
    ),
    "metric": Words("an indicator, a computation or a figure", "指标、计算或数值"),
    "process": Words("ordered stages, or a rule that fires", "有次序的阶段或触发的规则"),
    "recommendation": Words("advice that answers a finding", "回应某项发现的建议"),
    "case-fact": Words("a statement of an example case", "示例案例中的陈述"),
    "class": _TERM,
    "individual": _TERM,
    "property": _TERM,
    "hierarchy": _TERM,
}
_CLAIM = vcc("claim")
_TERMS = ("term_en", "term_zh")
_COLUMNS = ("id", "kind", *_TERMS)


class NotATableOfClaims(ValueError):
    """The file given as table of claims is not one; the message says what it lacks."""


def claims_from_csv(path: Path) -> tuple[Claim, ...]:
    """The rows of a table of claims (columns `id`, `kind`, `term_en`, `term_zh`, and others).

    Raises:
        NotATableOfClaims: if a column is missing, there are no rows, or the text is not UTF-8.
        OSError: if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotATableOfClaims(str(error)) from error
    missing = [column for column in _COLUMNS if not rows or column not in rows[0]]
    if missing:
        raise NotATableOfClaims(", ".join(missing))
    return tuple(
        Claim(row["id"], row["kind"], Words(row["term_en"], row["term_zh"]), row.get("section", ""))
        for row in rows
    )


def naming(theory: Theory) -> Iterator[tuple[str, str]]:
    """Every claim id that the theory names, with what names it (a term, rule, finding, shape)."""
    for triples in (theory.ontology.triples, theory.notes.triples, theory.shapes.triples):
        for subject, property, value in triples:
            if property == _CLAIM:
                yield literal_parts(value).lexical, subject


def reasons_from_tables(tables: Iterable[SourceText]) -> dict[str, str]:
    """The claims that a theory leaves out on purpose (columns `claim`, `reason`), with the reasons.

    Raises:
        SourceErrors: if a table lacks a column.
    """
    mistakes: list[Diagnostic] = []
    rows = [row for table in tables for _, row in rows_of(table, ("claim", "reason"), mistakes)]
    end_stage(mistakes)
    return {row["claim"]: row["reason"] for row in rows}


def claims_from_tables(tables: Iterable[SourceText]) -> tuple[Claim, ...]:
    """The claims of the papers of frameworks; all columns but `claim` may be missing.

    Raises:
        SourceErrors: if a table has no column `claim`.
    """
    mistakes: list[Diagnostic] = []
    rows = [
        row
        for table in tables
        for _, row in rows_of(table, ("claim",), mistakes, ("section", "kind", *_TERMS))
    ]
    end_stage(mistakes)
    return tuple(
        Claim(
            row["claim"], row["kind"] or "claim", Words(*(row[n] for n in _TERMS)), row["section"]
        )
        for row in rows
    )


def coverage_of(
    theory: Theory, claims: tuple[Claim, ...], mentions: Iterable[Mention] = ()
) -> Coverage:
    """How much of each paper is encoded, by kind of claim; `mentions` are those of cases."""
    encodings = encodings_of(theory, mentions)
    strong = {claim.id for claim in claims if is_strong(claim.kind, encodings.get(claim.id, ()))}
    total = Counter((claim.paper, claim.kind) for claim in claims)
    covered = Counter((claim.paper, claim.kind) for claim in claims if claim.id in strong)
    rows = (CoverageRow(*key, total[key], covered[key]) for key in sorted(total))
    rest = [claim for claim in claims if claim.id not in strong]
    open_ = [claim for claim in rest if claim.id not in theory.left_out]
    return Coverage(
        tuple(rows),
        tuple(claim for claim in open_ if claim.id not in encodings),
        tuple((claim, theory.left_out[claim.id]) for claim in rest if claim.id in theory.left_out),
        tuple(claim for claim in open_ if claim.id in encodings),
    )


def coverage_problems(coverage: Coverage) -> Iterator[Problem]:
    """The claims that nothing encodes, or only something of the wrong kind."""
    for words, claims in ((NOT_ENCODED, coverage.uncovered), (WEAK, coverage.weak)):
        for claim in claims:
            wanted = NEEDS.get(claim.kind, ANY)
            said = words.filled({"claim": claim.id, "kind": claim.kind}).filled({"wanted": wanted})
            yield Problem(claim.id, said)


def unknown_claims(theory: Theory, claims: tuple[Claim, ...]) -> Iterator[Problem]:
    """Claim ids that the theory names and the table does not have."""
    yield from unknown_ids(theory, frozenset(claim.id for claim in claims))


def unknown_ids(theory: Theory, known: Collection[str]) -> Iterator[Problem]:
    """Claim ids that the theory names and that are not among the known ones."""
    for claim, subject in naming(theory):
        if claim not in known:
            names = {"name": local_name(subject), "claim": claim}
            yield Problem(subject, UNKNOWN.filled(names), theory.places.declared(subject) or "")
