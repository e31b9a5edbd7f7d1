"""What a page tells of conclusions, findings and proofs: lines that may unfold, with links to the
lines of the case, its sources and the terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from vcc.findings.explanation import Basis, Step
from vcc.findings.model import Conclusion, Evidence, Finding, Node
from vcc.findings.questions import Question
from vcc.graph.iris import below
from vcc.render.analysis_text import NEXT
from vcc.render.characters import shown
from vcc.render.evidence import claims_text, rule_text
from vcc.render.explanation_words import ABOVE, BASES
from vcc.render.marks import LACKS, MARKS, STATUSES, conclusion_text, finding_head
from vcc.render.words import BECAUSE, RULE, labelled, listing
from vcc.serve.cells import address_of
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import CASES, VCC
from vcc.vocabulary.rdf import iri_text, is_iri

if TYPE_CHECKING:
    from vcc.findings.analysis import Part
    from vcc.pipeline import Analysis

DEPTH: Final = 3  # levels of premises on a page; `vcc explain` has all of them
_CLAIMS: Final = Words("claims", "论文主张")


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source that a statement of the case cites, and where they stand."""

    text: str
    source: Link
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that may unfold: what holds, and below it why, where, by whose words, about which
    terms, and the entries inside. `status` and `mark` are those of a checklist."""

    text: str
    status: str = ""
    mark: str = ""
    id: str = ""
    notes: tuple[str, ...] = ()
    places: tuple[Link, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    terms: tuple[Link, ...] = ()
    inner: tuple[Entry, ...] = ()

    @property
    def unfolds(self) -> bool:
        """Whether there is anything below it."""
        return bool(self.notes or self.places or self.quotes or self.terms or self.inner)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the entries of one case in one language; `files` has the number of each file, by
    which the places in it are called on the page, and `proofs` those that have been made: they
    are the same in every language."""

    analysis: Analysis
    language: str
    files: Mapping[str, int]
    proofs: dict[str, Step] = field(default_factory=dict, repr=False)

    # ------------------------------------------------------------------ what entries are made of
    def words(self, words: Words) -> str:
        """One of the two languages, with every character visible."""
        return shown(words.in_language(self.language))

    def place(self, span: Span) -> Link:
        """A line of the case, or of a library that it uses."""
        number = self.files.get(span.source, 0)
        name = "" if not number else shown(PurePath(span.source).name)
        return Link(f"{name}:{span.line}", f"#{line_id(number, span.line)}")

    def places(self, evidence: Iterable[Evidence]) -> tuple[Link, ...]:
        """The lines on which something rests, each once."""
        spans = sorted({(e.span.source, e.span.line): e.span for e in evidence}.items())
        return tuple(self.place(span) for _, span in spans)

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quoted, ...]:
        """The words of the sources, each once."""
        case = self.analysis.graph.case
        found = (
            Quoted(
                shown(text),
                Link(self.words(quote.title), self._at(below(case, quote.source))),
                shown(" ".join(quote.places)),
            )
            for item in evidence
            for quote in item.quotes
            for text in quote.texts
        )
        return tuple(dict.fromkeys(found))

    def terms(self, *nodes: Node | None) -> tuple[Link, ...]:
        """The pages of some terms, those that have one."""
        links = (
            Link(self._short(node.term), self._at(node.term))
            for node in nodes
            if node is not None and is_iri(node.term)
        )
        return tuple(link for link in dict.fromkeys(links) if link.href)

    def link(self, node: Node) -> Link:
        """A thing of the case or a term by its label."""
        return Link(self.words(node.label), self._at(node.term))

    def _at(self, term: str) -> str:
        """Where a term is shown: cases are below `/case/` here, whatever the base of their IRIs."""
        address = address_of(iri_text(term), CASES)
        return f"{address}?lang={self.language}" if address else ""

    def _short(self, term: str) -> str:
        return shown(f":{iri_text(term).removeprefix(VCC)}")

    # ------------------------------------------------------------------ conclusions
    def conclusion(self, conclusion: Conclusion, part: Part, *, proven: bool) -> Entry:
        """A conclusion with its reason and what it rests on; `proven` with its whole proof."""
        status = conclusion.status
        text = conclusion_text(conclusion, part, self.analysis.report, self.language)
        if status is not None:
            text = f"{text} · {self.words(STATUSES[status])}"
        proof = self._proof(conclusion.id) if proven else None
        inner = self._premises(proof, 1) if proof else ()
        return Entry(
            text,
            status=status.value if status else "",
            mark=MARKS[status] if status else "",
            id=shown(conclusion.id),
            notes=tuple(self._grounds(conclusion)),
            places=self.places(conclusion.evidence),
            quotes=() if inner else self.quotes(conclusion.evidence),
            terms=self.terms(conclusion.predicate, conclusion.object),
            inner=inner,
        )

    def _grounds(self, conclusion: Conclusion) -> Iterator[str]:
        if conclusion.lacks:
            lacks = [self.words(node.label) for node in conclusion.lacks]
            yield self._labelled(LACKS, listing(lacks, self.language))
        if conclusion.reason is not None:
            yield self._labelled(BECAUSE, self.words(conclusion.reason))
        if conclusion.hint is not None:
            yield self._labelled(NEXT, self.words(conclusion.hint))
        if conclusion.rule is not None:
            yield self._labelled(RULE, rule_text(conclusion.rule, self.language))
        elif conclusion.claims:
            yield self._labelled(_CLAIMS, claims_text(conclusion.claims))

    def _labelled(self, label: Words, text: str) -> str:
        return labelled(label, text, self.language)

    # ------------------------------------------------------------------ findings
    def finding(self, finding: Finding) -> Entry:
        """An error or a warning: its head, then message, advice, and why it is found."""
        focus = self.words(finding.focus.label)
        notes = [self.words(finding.message)]
        if finding.advice is not None:
            claims = claims_text(finding.advice_claims)
            advice = self.words(finding.advice)
            notes.append(self._labelled(NEXT, f"{advice} [{claims}]" if claims else advice))
        text = f"{finding_head(finding, self.language)} · {focus}"
        return self._about(finding, text, tuple(notes))

    def question(self, question: Question) -> Entry:
        """A question to the author, and what it is about."""
        inner = tuple(
            self._about(finding, self.words(finding.focus.label), (self.words(finding.message),))
            for finding in question.findings
        )
        return Entry(self.words(question.text), inner=inner)

    def _about(self, finding: Finding, text: str, notes: tuple[str, ...]) -> Entry:
        span = finding.span
        places = self.places(finding.evidence) or ((self.place(span),) if span else ())
        proof = self._proof(finding.id)
        return Entry(
            text,
            status=str(finding.severity),
            id=shown(finding.id),
            notes=(*notes, *self._why(proof)),
            places=places,
            terms=self.terms(finding.focus),
            inner=self._premises(proof, 1),
        )

    # ------------------------------------------------------------------ proofs
    def _proof(self, id: str) -> Step:
        proof = self.proofs.get(id)
        if proof is None:
            proof = self.proofs[id] = self.analysis.explain(id).root
        return proof

    def _premises(self, step: Step, level: int) -> tuple[Entry, ...]:
        return tuple(self._step(each, level) for each in step.premises) if level <= DEPTH else ()

    def _why(self, step: Step) -> Iterator[str]:
        if step.reason is not None:
            yield self._labelled(BECAUSE, self.words(step.reason))
        if step.rule is not None:
            yield self._labelled(RULE, rule_text(step.rule, self.language))

    def _step(self, step: Step, level: int) -> Entry:
        """A step of a proof, with what it rests on down to `DEPTH` levels."""
        text = self.words(step.statement)
        if step.basis is not Basis.INFERRED:
            text = self._labelled(BASES[step.basis], text)
        if step.shown_above:
            return Entry(f"{text} {self.words(ABOVE)}")
        return Entry(
            text,
            notes=tuple(self._why(step)),
            places=self.places(step.evidence),
            quotes=self.quotes(step.evidence),
            inner=self._premises(step, level + 1),
        )


def line_id(file: int, line: int) -> str:
    """The id of a line on the page: `L12` of the case itself, `F1L12` of its first library."""
    return f"L{line}" if not file else f"F{file}L{line}"
