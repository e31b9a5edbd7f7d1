"""Random cases: every statement, clause, move, item, quantity and label, with awkward texts."""

from __future__ import annotations

from hypothesis import strategies as st

from vcc.case.from_text import ParsedCase
from vcc.case.model import (
    Case,
    Citation,
    Clause,
    Closure,
    Date,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Item,
    Move,
    Name,
    Quantity,
    Stance,
    Text,
    Use,
)
from vcc.case.tokens import KEYWORDS
from vcc.case.words import (
    ACTOR_ITEMS,
    ANYWHERE,
    CLAUSE_BY_ID,
    MOVE_CLAUSES,
    STATEMENTS,
    Takes,
)
from vcc.source.text import SourceText, Span

NOWHERE = Span("", 0, 0, 1, 1, 1, 1)
AWKWARD = '"\\\n\t#{}[]:,;->“”「」`@§ ，：。中文é\u3000'
WORDS = (
    "xiaomi", "用户", "a", "B2", "miui-v12", "é_1", "小米-公司", "第3方", "p", "within-reach",
    *list(KEYWORDS)[:40], "with space", "3m", "a.b", "-x", "100 %",
)  # fmt: skip

names = st.sampled_from(WORDS).map(lambda text: Name(text, NOWHERE))
name_lists = st.lists(names, min_size=1, max_size=4).map(tuple)
languages = st.sampled_from(("en", "zh", "de", "zh-Hant"))
texts = st.builds(
    Text,
    text=st.text(st.sampled_from(AWKWARD + "abc"), max_size=12)
    | st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60
    ),
    language=languages,
    span=st.just(NOWHERE),
)
label_lists = st.lists(texts, max_size=3).map(tuple)


@st.composite
def dates(draw: st.DrawFn) -> Date:
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.integers(1, 28)) if month and draw(st.booleans()) else None
    return Date(draw(st.integers(1, 9999)), month, day)


@st.composite
def quantities(draw: st.DrawFn, unit_needed: bool = False) -> Quantity:
    units = ["%", "yuan", "元", "10 k", "per cent", "in", "主要", '"', "10\\%"]
    return Quantity(
        draw(st.sampled_from(("=", "<", "<=", ">", ">=", "~"))),
        draw(st.sampled_from(("13", "0.5", "10000", "1234567.89", "-3", "007", "2021"))),
        draw(st.sampled_from(units if unit_needed else [*units, ""])),
        draw(st.none() | dates()),
    )


@st.composite
def clause(draw: st.DrawFn, id: str, in_move: bool = False) -> Clause:
    takes = CLAUSE_BY_ID[id].takes
    if in_move and id == "for" and draw(st.booleans()):
        return Clause(id, (draw(quantities(unit_needed=True)),), NOWHERE)
    if takes in (Takes.NAMES, Takes.TERMS):
        return Clause(id, draw(name_lists), NOWHERE)
    if takes is Takes.STRINGS:
        return Clause(id, tuple(draw(st.lists(texts, min_size=1, max_size=2))), NOWHERE)
    if takes is Takes.DATE:
        return Clause(id, (draw(dates()),), NOWHERE)
    if takes is Takes.QUANTITY:
        return Clause(id, (draw(quantities()),), NOWHERE)
    return Clause(id, (), NOWHERE)


@st.composite
def clause_lists(
    draw: st.DrawFn, possible: tuple[str, ...], in_move: bool = False
) -> tuple[Clause, ...]:
    """Clauses that do not contradict each other, in the parser's canonical order."""
    ids = draw(st.lists(st.sampled_from((*possible, *ANYWHERE)), max_size=5))
    kept: dict[str, str] = {}
    for id in ids:
        kept.setdefault(CLAUSE_BY_ID[id].property, id)
    clauses = [draw(clause(id, in_move)) for id in kept.values()]
    return tuple(sorted(clauses, key=lambda c: c.id != "in"))


citations = st.lists(
    st.builds(
        Citation,
        source=names,
        places=st.lists(
            st.sampled_from(("§3.1", "p.12", "fig.2", "第3页", "图1", "12", "摘要", "§3.1–3.4")),
            max_size=2,
        ).map(tuple),
        quotes=st.lists(texts, max_size=2).map(tuple),
        span=st.just(NOWHERE),
    ),
    max_size=2,
).map(tuple)


@st.composite
def items(draw: st.DrawFn) -> Item:
    word = draw(st.sampled_from(ACTOR_ITEMS))
    return Item(
        word.id, draw(st.none() | names), draw(names), draw(label_lists),
        draw(clause_lists(word.clauses)), draw(citations), NOWHERE,
    )  # fmt: skip


@st.composite
def moves(draw: st.DrawFn) -> Move:
    id = draw(st.sampled_from(("gives", "combines", "uses", "acts-on")))
    possible = tuple(c for c in MOVE_CLAUSES if id == "gives" or c != "for")
    return Move(
        id,
        draw(name_lists),
        draw(name_lists) if id == "gives" else (),
        draw(name_lists),
        draw(name_lists) if id == "combines" and draw(st.booleans()) else (),
        draw(clause_lists(possible, in_move=True)),
        draw(citations),
        NOWHERE,
    )


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    word = draw(st.sampled_from(STATEMENTS))
    has_items, has_moves = word.id == "actor", word.id in ("activity", "interaction")
    return Declaration(
        word.id,
        draw(st.sampled_from(Stance)),
        draw(names),
        draw(st.none() | names) if word.scheme else None,
        draw(label_lists),
        draw(clause_lists(word.clauses)),
        draw(citations),
        tuple(draw(st.lists(items(), max_size=2))) if has_items else (),
        tuple(draw(st.lists(moves(), max_size=3))) if has_moves else (),
        NOWHERE,
    )


closures = st.builds(
    Closure,
    list=names,
    of=st.lists(names, max_size=2).map(tuple),
    clauses=clause_lists(()),
    citations=citations,
    span=st.just(NOWHERE),
)


@st.composite
def expectations(draw: st.DrawFn) -> Expectation:
    about = draw(st.sampled_from(Expected))
    fewest = {Expected.NO_MISSING_STAGE: None, Expected.MISSING_STAGE: 0}.get(about, 1)
    terms = () if fewest is None else tuple(draw(st.lists(names, min_size=fewest, max_size=2)))
    of: tuple[Name, ...] = ()
    if about is Expected.ROLE:
        of = draw(name_lists)
    elif about in (Expected.FIELD, Expected.VALUE):
        of = tuple(draw(st.lists(names, max_size=2)))
    clauses = draw(clause_lists(("according-to",)))
    return Expectation(about, terms, of, clauses, draw(citations), NOWHERE)


frameworks = st.builds(FrameworkChoice, terms=name_lists, span=st.just(NOWHERE))
uses = st.builds(
    Use, file=texts, names=st.lists(names, max_size=2).map(tuple), span=st.just(NOWHERE)
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    is_library = draw(st.integers(0, 4)) == 0
    anything = declarations() | closures | expectations() | frameworks
    return Case(
        draw(names),
        draw(languages),
        is_library,
        draw(label_lists),
        draw(citations),
        tuple(draw(st.lists(uses, max_size=2))),
        tuple(draw(st.lists(declarations() if is_library else anything, max_size=5))),
        NOWHERE,
    )


def unwritten(case: Case) -> ParsedCase:
    """A case that no text says yet."""
    return ParsedCase(case, SourceText("", ""), (), "en", ())
