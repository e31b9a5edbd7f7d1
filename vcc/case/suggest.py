"""How names and words that mean nothing may be repaired: what is near, what is possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from vcc.case.alike import alike
from vcc.case.describe import keyword
from vcc.case.references import Reference, TermUse
from vcc.case.resolved import Declared
from vcc.case.terms import Terms
from vcc.case.words import (
    ACTOR_ITEMS,
    CLAUSES,
    ITEM_TARGETS,
    STATEMENT_BY_ID,
    STATEMENTS,
    Takes,
)
from vcc.source.diagnostic import Words

_NEAR: Final = 0.7
# A Chinese word has few characters: one of them is wrong already in every slip.
_NEAR_IN_CHINESE: Final = 0.5
_MANY: Final = 12
_SOME: Final = Words(
    "possible: {some}; all of them, with what they mean: vcc words {place}",
    "可用的有：{some}；全部用词及其含义见：vcc words {place}",
)
_ALL: Final = Words("all words: vcc words {place}", "全部用词见：vcc words {place}")
_LEAVE_OUT: Final = Words("if none fits, leave `is {word}` out", "若都不合适，可省去“是 {word}”")
# Sides and roles hang on what an actor is, so that a kind may be wanting everywhere else only.
_KIND_IS_OPTIONAL: Final = frozenset(word.id for word in STATEMENTS) - {"actor"}
_ITEMS: Final = {"demand": Words("demand", "诉求"), "goal": Words("goal", "目标")}
_MOVES: Final = {"gives": Words("`->`", "“->”")}


def sort(target: str) -> Words:
    """What a thing is declared as: `actor`, 主体."""
    return _ITEMS.get(target) or keyword(target)


def a_sort(target: str) -> Words:
    """The same with an article, for sentences."""
    words = sort(target)
    article = "an" if words.en[0] in "aeiou" else "a"
    return Words(f"{article} {words.en}", words.zh)


def sorts(targets: Sequence[str]) -> Words:
    """What may be named in a place: `an actor or a resource`."""
    if not targets:
        return Words("anything that the case declares", "案例中声明的任何事物")
    words = [a_sort(target) for target in targets]
    return Words(" or ".join(w.en for w in words), "或".join(w.zh for w in words))


def place(word: str) -> Words:
    """A clause or a move as the place where a name stands."""
    words = _MOVES.get(word)
    if words is None:
        spelled = keyword(word)
        words = Words(f"`{spelled.en}`", f"“{spelled.zh}”")
    return words


def repair_of_name(reference: Reference, declared: Mapping[str, Declared]) -> Words:
    """The declared name that may be meant (by its spelling or its label), or how to declare it."""
    wanted = reference.name.text
    fitting = {
        name: thing
        for name, thing in declared.items()
        if not reference.targets or thing.target in reference.targets
    }
    for name, thing in fitting.items():
        labels = thing.item.labels if thing.item else thing.statement.labels
        if any(label.text == wanted for label in labels):
            return Words(f"the name of “{wanted}” is `{name}`", f"“{wanted}”的名称是“{name}”")
    near = near_words(wanted, fitting)
    if near:
        return did_you_mean(near)
    target = reference.targets[0] if reference.targets else "actor"
    return _declare(target, wanted)


def _declare(target: str, name: str) -> Words:
    if target in _ITEMS:
        item = next(i for i in ACTOR_ITEMS if _ITEMS[target].zh == i.zh)
        return Words(
            f"name it in the block of its actor: {item.id} {name} is KIND",
            f"请在相应主体的花括号内写：{item.zh} {name} 是 类别",
        )
    word = keyword(target)
    kinds = any(s.id == target and s.scheme for s in STATEMENTS)
    return Words(
        f"declare it: {word.en} {name}{' is KIND' if kinds else ''}",
        f"请先声明：{word.zh} {name}{' 是 类别' if kinds else ''}",
    )


def repair_of_term(use: TermUse, terms: Terms) -> Words:
    """The terms that may be meant, where the word belongs, or what is possible; and that a kind
    may be left out."""
    near, is_sure = alike(use.name.text, terms.every_word(use.scheme))
    if is_sure:
        return did_you_mean(_one_of(near[:1]))
    told = [words for words in (_other_place(use, terms),) if words]
    told += [did_you_mean(_one_of(near))] if near else []
    if not told:
        told = [_possible(use, terms)]
    else:
        told.append(_ALL.filled({"place": _spelled(use.place)}))
    if use.place in _KIND_IS_OPTIONAL:
        told.append(_LEAVE_OUT.filled({"word": use.name.text}))
    return Words(
        _joined((w.en for w in told), "; ", "? "), _joined((w.zh for w in told), "；", "？")
    )


def _joined(told: Iterable[str], mark: str, after_question: str) -> str:
    return mark.join(told).replace(f"{after_question.strip()}{mark}", after_question)


def _spelled(place: str) -> Words:
    """The keywords of a place, as `vcc words` takes them."""
    words = [keyword(word) for word in place.split()]
    return Words(" ".join(w.en for w in words), " ".join(w.zh for w in words))


def _one_of(words: Sequence[str]) -> Words:
    """`a`, `b` or `c`, without the outer quotes."""
    *others, last = words
    if not others:
        return Words(last, last)
    return Words("`, `".join(others) + f"` or `{last}", "”“".join(others) + f"”或“{last}")


def _possible(use: TermUse, terms: Terms) -> Words:
    english, chinese = terms.words(use.scheme, "en"), terms.words(use.scheme, "zh")
    if not english:
        return Words("the ontology has no word for this place", "本体中没有可用于此处的词")
    if len(english) <= _MANY:
        return Words(f"possible: {', '.join(english)}", f"可用的有：{'、'.join(chinese)}")
    some = Words(f"{', '.join(english[:_MANY])}, …", f"{'、'.join(chinese[:_MANY])}……")
    return _SOME.filled({"some": some, "place": _spelled(use.place)})


def _other_place(use: TermUse, terms: Terms) -> Words | None:
    """Where the word would mean something: `online` is a kind of channel."""
    schemes = {word.scheme: word.id for word in (*STATEMENTS, *ACTOR_ITEMS) if word.scheme}
    schemes |= {clause.scheme: clause.id for clause in CLAUSES if clause.takes is Takes.TERMS}
    for scheme, owner in schemes.items():
        if scheme != use.scheme and terms.find(scheme, use.name.text):
            what = term_place(TermUse(use.name, scheme, owner))
            return Words(
                f"`{use.name.text}` is {what.en}",
                f"“{use.name.text}”是{what.zh}",
            )
    return None


def term_place(use: TermUse) -> Words:
    """What a word should name: `a kind of actor`, `during`."""
    if use.place == "complete":
        return Words("a list that can be closed", "可封闭的列表")
    if use.place == "framework":
        return Words("a framework", "框架")
    if use.place.startswith("expect "):
        about = use.place.removeprefix("expect ").split()
        chinese = "".join(keyword(word).zh for word in about)
        return Words(f"a word for `{use.place}`", f"“预期 {chinese}”的用词")
    if use.place in STATEMENT_BY_ID and use.place not in ITEM_TARGETS:
        word = keyword(use.place)
        return Words(f"a kind of {word.en}", f"{word.zh}的类别")
    clause = place(use.place)
    return Words(f"a word for {clause.en}", f"{clause.zh}的用词")


def near_words(word: str, possible: Iterable[str]) -> str | None:
    """The word most like another, or None where none is."""
    candidates = list(possible)
    cutoff = _NEAR if word.isascii() else _NEAR_IN_CHINESE
    near = get_close_matches(word, candidates, n=1, cutoff=cutoff)
    if not near:
        lower = {candidate.lower().replace("_", "-"): candidate for candidate in candidates}
        near = get_close_matches(word.lower().replace("_", "-"), lower, n=1, cutoff=_NEAR)
        near = [lower[match] for match in near]
    return near[0] if near else None


def did_you_mean(near: str | Words) -> Words:
    """The usual question."""
    words = near if isinstance(near, Words) else Words(near, near)
    return Words(f"did you mean `{words.en}`?", f"是否想写“{words.zh}”？")
