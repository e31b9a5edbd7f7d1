"""What two coders agree on, as a document for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from typing import Final

from vcc.case.describe import keyword
from vcc.case.words import ACTOR_ITEMS, CLAUSES, ITEM_TARGETS, MOVES, STATEMENTS, Takes
from vcc.comparison.agreement import Agreement, Disagreement, Reliability
from vcc.comparison.reliability import Codes
from vcc.comparison.things import KIND, STANCE, STATEMENT, Thing, group_of
from vcc.findings.model import Conclusion
from vcc.render.document import Block, Entries, Entry, Heading, Paragraph, Table
from vcc.render.evidence import places, quotes_text
from vcc.render.marks import object_text
from vcc.render.words import labelled, predicated
from vcc.source.diagnostic import Words

NAMES: Final = ("A", "B")
TITLE: Final = Words("Agreement of two codings", "两份编码的一致性")
CODED: Final = Words("What was coded", "编码了什么")
SAID: Final = Words("What is said of the same things", "对同一事物的说明")
FOLLOWS: Final = Words("What follows", "由此得出的结论")
DIFFERENT: Final = Words("Where the coders differ", "编码者的分歧")
ONLY: Final = Words("Concluded only from {name}", "仅由{name}得出的结论")
NO_DIFFERENCE: Final = Words("Both say the same of everything.", "两份编码完全一致。")
NO_EFFECT: Final = Words("Both codings lead to the same conclusions.", "两份编码得出相同的结论。")
LEGEND: Final = Words(
    "agree: share of units coded the same · κ: Cohen's kappa · α: Krippendorff's alpha (from 0.80 "
    "on it is customary to rely on a coding, from 0.667 on with reserve) · “–”: not defined, "
    "because nothing varies, or several codes stand together",
    "一致：编码相同的单位所占比例 · κ：Cohen's kappa · α：Krippendorff's alpha（通常 0.80 以上"
    "可采信，0.667 以上可有保留地采用）· “–”：无法定义（取值没有变化，或同时有多个编码）",
)
_HEADS: Final = (
    Words("units", "单位"), Words("agree", "一致"), Words("κ", "κ"), Words("α", "α"),
)  # fmt: skip
_SORT: Final = Words("sort of thing", "类别")
_SAME: Final = Words("same", "相同")
_WHAT: Final = Words("what", "内容")
_SECTION: Final = Words("section", "栏目")
_ONLY_IN: Final = Words("{thing}: only {name}", "{thing}：仅{name}有")
_AND: Final = Words("{a} ({name_a}) · {b} ({name_b})", "{a}（{name_a}）· {b}（{name_b}）")
_NOT_SAID: Final = Words("not said", "未说明")
_FURTHER: Final = {
    KIND: Words("is", "是"),
    STATEMENT: Words("stated as", "语句"),
    STANCE: Words("actual, absent or planned", "实际、缺失或拟议"),
    "of": Words("part of", "属于"),
    "who": Words("who", "谁"),
    "to whom": Words("to whom", "给谁"),
    "what": Words("what", "什么"),
    "into": Words("into what", "形成什么"),
    "move": Words("move", "动作"),
}


def document_from_agreement(agreement: Agreement, language: str) -> tuple[Block, ...]:
    """Tables of figures, then each disagreement with the evidence of both coders."""
    return tuple(_blocks(agreement, language))


def _blocks(agreement: Agreement, language: str) -> Iterator[Block]:
    yield Heading(TITLE.in_language(language), 1)
    yield Entries(
        tuple(
            Entry(labelled(Words(name, name), node.label.in_language(language), language))
            for name, node in zip(NAMES, agreement.names, strict=True)
        )
    )
    yield Heading(CODED.in_language(language))
    yield _found(agreement, language)
    yield Heading(SAID.in_language(language))
    yield _table(_WHAT, _said(agreement, language), language)
    yield Heading(FOLLOWS.in_language(language))
    titles = agreement.titles
    rows = ((titles[key].in_language(language), r) for key, r in agreement.conclusions.items())
    yield _table(_SECTION, rows, language)
    yield Paragraph(LEGEND.in_language(language))
    yield Heading(DIFFERENT.in_language(language))
    yield from _disagreements(agreement, language)
    yield from _effects(agreement, language)


def _said(agreement: Agreement, language: str) -> Iterator[tuple[str, Reliability]]:
    """The clauses that tell something: where everybody always says the same, there is no news."""
    for (group, clause), figures in sorted(
        agreement.clauses.items(), key=lambda item: _order(agreement, item[0][0])
    ):
        if figures.percent != 1 or figures.alpha is not None:
            name = Words(*both(group_text, group))
            yield labelled(name, clause_text(clause, language), language), figures


def _found(agreement: Agreement, language: str) -> Table:
    heads = (_SORT.in_language(language), *NAMES, _SAME.in_language(language),
             _HEADS[1].in_language(language))  # fmt: skip
    rows = tuple(
        (
            group_text(found.group, language),
            str(found.first),
            str(found.second),
            str(found.pairs),
            _percent(found.percent),
        )
        for found in agreement.found
    )
    return Table(heads, rows, frozenset({1, 2, 3, 4}))


def _table(head: Words, rows: Iterable[tuple[str, Reliability]], language: str) -> Table:
    heads = (head.in_language(language), *(words.in_language(language) for words in _HEADS))
    cells = tuple(
        (label, str(r.units), _percent(r.percent), _coefficient(r.kappa), _coefficient(r.alpha))
        for label, r in rows
    )
    return Table(heads, cells, frozenset({1, 2, 3, 4}))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _coefficient(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


# -------------------------------------------------------------------- disagreements
def _disagreements(agreement: Agreement, language: str) -> Iterator[Block]:
    if not agreement.disagreements:
        yield Paragraph(NO_DIFFERENCE.in_language(language))
        return
    for group, members in groupby(
        sorted(agreement.disagreements, key=lambda d: _order(agreement, d.group)),
        lambda d: d.group,
    ):
        yield Heading(group_text(group, language), 3)
        by_thing = groupby(members, lambda d: (d.first, d.second))
        yield Entries(tuple(_entry(a, b, tuple(of), language) for (a, b), of in by_thing))


def _order(agreement: Agreement, group: str) -> int:
    """Groups stand in the order of the first coding."""
    return [found.group for found in agreement.found].index(group)


def _entry(
    first: Thing | None,
    second: Thing | None,
    differences: tuple[Disagreement, ...],
    language: str,
) -> Entry:
    """A thing that one coder lacks, or of which they say different things."""
    if first is None or second is None:
        thing, name = (first, NAMES[0]) if first else (second, NAMES[1])
        assert thing is not None
        values = {"thing": _thing(thing, language), "name": name}
        return Entry(_ONLY_IN.filled(values).in_language(language), _quotes(thing, name))
    values = {
        "a": _thing(first, language), "name_a": NAMES[0],
        "b": _thing(second, language), "name_b": NAMES[1],
    }  # fmt: skip
    details = tuple(
        labelled(
            Words(*both(clause_text, d.clause)),
            f"{_codes(d.said_first, language)} | {_codes(d.said_second, language)}",
            language,
        )
        for d in differences
    )
    quotes = (*_quotes(first, NAMES[0]), *_quotes(second, NAMES[1]))
    return Entry(_AND.filled(values).in_language(language), (*details, *quotes))


def _thing(thing: Thing, language: str) -> str:
    """What a coder calls a thing, and on which line."""
    label = thing.label.in_language(language)
    where = places([thing.evidence], unnamed=thing.evidence.span.source)
    return f"{label} [{thing.key} {where}]" if label != thing.key else f"{label} [{where}]"


def _quotes(thing: Thing, name: str) -> tuple[str, ...]:
    text = quotes_text([thing.evidence])
    return (f"{name}: {text}",) if text else ()


def _codes(codes: Codes, language: str) -> str:
    return ", ".join(sorted(codes)) or _NOT_SAID.in_language(language)


def _effects(agreement: Agreement, language: str) -> Iterator[Block]:
    """Conclusions that only one of the codings leads to."""
    sides = tuple(zip(NAMES, (agreement.only_first, agreement.only_second), strict=True))
    if not any(only for _, only in sides):
        yield Paragraph(NO_EFFECT.in_language(language))
    for name, only in sides:
        if only:
            yield Heading(ONLY.filled({"name": name}).in_language(language))
            cases = {node.term for node in agreement.names}
            yield Entries(tuple(Entry(conclusion_line(c, cases, language)) for c in only))


def conclusion_line(conclusion: Conclusion, cases: Collection[str], language: str) -> str:
    """A conclusion in one line, with its id and the lines behind it; a case itself goes unnamed."""
    text = predicated(conclusion.predicate.label, object_text(conclusion, language), language)
    if conclusion.subject.term not in cases:
        text = labelled(conclusion.subject.label, text, language)
    ground = filter(None, (conclusion.id, places(conclusion.evidence)))
    return f"{text} [{' · '.join(ground)}]"


# -------------------------------------------------------------------- the words of the language
def both(text: Callable[[str, str], str], word: str) -> tuple[str, str]:
    """What something is called in English and in Chinese."""
    return text(word, "en"), text(word, "zh")


def group_text(group: str, language: str) -> str:
    """What things of a group are called: the keywords that state them."""
    if group in _FURTHER:
        return _FURTHER[group].in_language(language)
    words = [keyword(word.id) for word in STATEMENTS if group_of(word) == group]
    words += [keyword(item.id) for item in ACTOR_ITEMS if ITEM_TARGETS[item.id] == group]
    return "/".join(word.in_language(language) for word in words) or group


def clause_text(clause: str, language: str) -> str:
    """What a clause is called: its keyword; the keywords of flags that exclude each other."""
    if clause in _FURTHER:
        return _FURTHER[clause].in_language(language)
    words = [
        keyword(word.id)
        for word in CLAUSES
        if clause == (word.property if word.takes is Takes.NOTHING else word.id)
    ]
    words += [Words(m.spellings[0], m.spellings[-1]) for m in MOVES if m.id == clause]
    return "/".join(word.in_language(language) for word in words) or clause
