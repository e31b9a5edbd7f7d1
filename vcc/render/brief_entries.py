"""The entries of the short report: what is concluded, why, and what it rests on, in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vcc.findings.model import Claim, Conclusion, Evidence, Node, RuleStatus, Status
from vcc.findings.questions import Question, listed
from vcc.render.characters import shown
from vcc.render.evidence import claims_text, places
from vcc.render.marks import LACKS, object_text
from vcc.render.words import COLON, SEMICOLON, labelled, listing
from vcc.source.diagnostic import Words
from vcc.source.text import Span

# Whose word a rule is, as one letter; `LEGEND` says what they mean.
LETTERS: Final = {
    RuleStatus.STATED: Words("P", "原"),
    RuleStatus.DERIVED: Words("D", "推"),
    RuleStatus.OURS: Words("O", "自"),
}
LEGEND: Final = Words(
    "[id · :lines of the case · P the paper's word, D derived from it, O ours · claims]",
    "[标识 · :案例行号 · 原 论文原述，推 由论文推出，自 本项目的操作化 · 论文主张]",
)
ONE_QUESTION: Final = Words("1 question to the author", "请作者补充 1 处")
QUESTIONS: Final = Words("{count} questions to the author", "请作者补充 {count} 处")
_GROUPED: Final = Words(
    "{count} questions to the author, in {asked} groups", "请作者补充 {count} 处，合为 {asked} 问"
)
# Most lines, most claims, and whether with the sections in which these stand.
_LENGTHS: Final = ((6, 2, True), (3, 1, True), (1, 1, True), (1, 1, False), (1, 0, False))
_GRID_LINES: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the short report tells, in one language; what does not apply is empty.

    `reasons` are the first that must be told, and more where there is room. `details` are the
    id, the lines of the case and the claims, in several lengths, the longest first; `hint` says
    what to write. Where a line is too short, the reason `may_be_cut`.
    """

    text: str
    reasons: tuple[str, ...] = ()
    details: tuple[str, ...] = ("",)
    status: Status | None = None
    hint: str = ""
    children: tuple[Entry, ...] = ()
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Words conclusions in one language; lines of `file` go without its name, `ids` has the short
    form of every id, and what is `asked` among the findings is not asked beside a conclusion."""

    language: str
    file: str
    ids: Mapping[str, str] = field(repr=False)
    asked: tuple[str, ...] = field(default=(), repr=False)

    def words(self, words: Words) -> str:
        """One of the two languages."""
        return shown(words.in_language(self.language))

    def label(self, node: Node) -> str:
        """What people call a thing or term."""
        return self.words(node.label)

    def some(self, nodes: Iterable[Node]) -> str:
        """Things by label, in quotes, so that it is clear where each ends; of many, a few."""
        return listed([f"“{self.label(node)}”" for node in nodes], self.language)

    def listing(self, texts: Iterable[str]) -> str:
        """Several short texts as one list."""
        return listing(texts, self.language)

    def sentences(self, texts: Iterable[str]) -> str:
        """Half sentences as one."""
        return SEMICOLON.in_language(self.language).join(filter(None, texts))

    def labelled(self, label: str, text: str) -> str:
        """`label: text` with the punctuation of the language."""
        return label + COLON.in_language(self.language) + text

    def object(self, conclusion: Conclusion) -> str:
        """What is concluded, without what it is concluded of."""
        return object_text(conclusion, self.language)

    def reason(self, conclusion: Conclusion) -> str:
        """Why a conclusion holds, in a sentence; empty where nobody wrote one."""
        return self.words(conclusion.reason) if conclusion.reason else ""

    def entry(
        self,
        conclusions: Sequence[Conclusion],
        text: str,
        reasons: Sequence[str] | None = None,
        children: tuple[Entry, ...] = (),
    ) -> Entry:
        """One entry for conclusions told together; `reasons` where these are not the first's."""
        first = conclusions[0]
        why = [self.reason(first)] if reasons is None else list(dict.fromkeys(reasons))
        if first.lacks:
            lacks = self.listing(map(self.label, first.lacks))
            text = f"{text} · {labelled(LACKS, lacks, self.language)}"
        told = tuple(filter(None, why))
        return Entry(
            text, told, self.details(conclusions), first.status, self._hint(first), children
        )

    def _hint(self, conclusion: Conclusion) -> str:
        """What to write; empty where the report asks for it anyhow."""
        hint = conclusion.hint.in_language(self.language) if conclusion.hint else ""
        return "" if any(question.endswith(hint) for question in self.asked) else shown(hint)

    def details(self, conclusions: Sequence[Conclusion]) -> tuple[str, ...]:
        """Ids, lines of the case, whose word, and claims: with all that helps, then shorter."""
        id = self.id(conclusions[0].id, len(conclusions))
        spans = [e.span for c in conclusions for e in c.evidence]
        claims = list(dict.fromkeys(claim for c in conclusions for claim in c.claims))
        statuses = dict.fromkeys(c.rule.status for c in conclusions if c.rule)
        letters = "/".join(LETTERS[status].in_language(self.language) for status in statuses)
        grounds = (
            (self.lines(spans, most), f"{letters} {_claims(claims, few, full)}".strip())
            for most, few, full in _LENGTHS
        )
        return (*(_parts(id, *ground) for ground in grounds), id)

    def question_details(self, question: Question) -> tuple[str, ...]:
        """Where to look for the answers: the id of the first finding, and the lines of all."""
        id = self.id(question.findings[0].id, len(question.findings))
        spans = [f.span for f in question.findings if f.span]
        return (*(_parts(id, self.lines(spans, most)) for most, _, _ in _LENGTHS), id)

    def id(self, id: str, count: int) -> str:
        """An id as it is told, and how many more there are."""
        return shown(self.ids.get(id, id)) + (f" +{count - 1}" if count > 1 else "")

    def ground(self, conclusion: Conclusion) -> str:
        """The lines of the case that a conclusion rests on, short enough for a cell."""
        return self.lines((e.span for e in conclusion.evidence), _GRID_LINES)

    def lines(self, spans: Iterable[Span], most: int) -> str:
        """The first lines of the case, such as `:31, 45 +3`; other files by name."""
        return places((Evidence(span) for span in spans), most, self.file)


def question_count(questions: Sequence[Question], language: str) -> str:
    """The heading of the questions: how many there are, and of how many findings they come."""
    count = sum(len(question.findings) for question in questions)
    words = ONE_QUESTION if count == 1 else QUESTIONS if len(questions) == count else _GROUPED
    return words.filled({"count": str(count), "asked": str(len(questions))}).in_language(language)


def _claims(claims: Sequence[Claim], most: int, with_sections: bool) -> str:
    if with_sections:
        return claims_text(claims, most)
    return claims_text([Claim(claim.id) for claim in claims], most) if most else ""


def _parts(*parts: str) -> str:
    return " · ".join(filter(None, parts))
