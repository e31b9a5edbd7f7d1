"""Parts of rules in words: conditions, what was looked for, what was counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from vcc.engine.instance import Absence
from vcc.findings.lexicon import Lexicon
from vcc.program.syntax import Aggregate, Call, Expression, Filter
from vcc.source.diagnostic import Words
from vcc.vocabulary.messages import in_number
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, is_iri, is_literal, literal_parts, local_name

Bindings = Mapping[str, str]

_PLACEHOLDER: Final = re.compile(r"\{(\??\w+)\}")
_OPENING: Final = ("“", '"', "「", "《")
_CLOSING: Final = ("”", '"', "」", "》")
_INFIX: Final = {"=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||"}
_SIGNS: Final = {"!=": "≠", "<=": "≤", ">=": "≥", "*": "×"}
_WORDS: Final = {"&&": Words("and", "且"), "||": Words("or", "或"), "!": Words("not", "非")}
_SOMETHING: Final = Words("something", "某项")
_MEMBERSHIP: Final = {
    "IN": Words("{value} is one of: {list}", "{value}属于：{list}"),
    "NOT IN": Words("{value} is none of: {list}", "{value}不属于：{list}"),
}
_COUNTS: Final = {
    "COUNT": Words("{number} found", "共 {number} 项"),
    "SUM": Words("sum {number}", "合计 {number}"),
    "MIN": Words("least {number}", "最小 {number}"),
    "MAX": Words("greatest {number}", "最大 {number}"),
    "AVG": Words("mean {number}", "平均 {number}"),
}
_MADE_OF: Final = Words("{told}: {list}", "{told}：{list}")
_HIDDEN: Final = frozenset({vcc("inCase")})


def filled(
    template: Words, bindings: Bindings, lexicon: Lexicon, *, is_open: bool = False, **named: str
) -> Words:
    """A sentence with `{?x}` replaced by what the variable stands for, and `{name}` likewise.

    Things of the case are named by their label in quotes; inside quotes of the sentence by the
    label alone; inside a piece of case text (in backquotes, or quoted in Chinese) by their name.
    What has no value and is no variable stays; so do, in a sentence that `is_open`, the forms for
    how many things it is about (see `in_number`).
    """
    if "{" not in template.en and "{" not in template.zh:
        return template
    terms = {variable.lstrip("?"): term for variable, term in bindings.items()}
    terms |= {name: term for name, term in named.items() if term}
    if "|" in template.en or "|" in template.zh:
        count = None if is_open else 1
        numbers = {f"?{v}": literal_parts(t).lexical for v, t in terms.items() if is_literal(t)}
        template = Words(*(in_number(said, count, numbers) for said in (template.en, template.zh)))

    def fill(sentence: str, language: str) -> str:
        filled_in = []
        for text, gap, name, how in _gaps(sentence):
            term = terms.get(name)
            filled_in.append(text)
            if term is not None:
                filled_in.append(how(lexicon, term, language))
            else:
                filled_in.append(_SOMETHING.in_language(language) if gap[:2] == "{?" else gap)
        return "".join(filled_in)

    return Words(fill(template.en, "en"), fill(template.zh, "zh"))


_How = Callable[[Lexicon, str, str], str]


@lru_cache(maxsize=4_096)  # every case of a library is told the same sentences
def _gaps(sentence: str) -> tuple[tuple[str, str, str, _How], ...]:
    """The text in front of each gap of a sentence, the gap, its name, and how it is filled; the
    last has only the text."""
    found, at = [], 0
    for match in _PLACEHOLDER.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        how: _How = _quoted
        if before.endswith(_OPENING) and after.startswith(_CLOSING):
            how = _labelled
        elif _is_case_text(before):
            how = _named
        found.append((sentence[at : match.start()], match[0], match[1].lstrip("?"), how))
        at = match.end()
    return (*found, (sentence[at:], "", "", _quoted))


def _quoted(lexicon: Lexicon, term: str, language: str) -> str:
    return lexicon.quoted(term).in_language(language)


def _labelled(lexicon: Lexicon, term: str, language: str) -> str:
    return lexicon.label(term).in_language(language)


def _named(lexicon: Lexicon, term: str, _: str) -> str:
    return lexicon.name(term)


def _is_case_text(before: str) -> bool:
    """Whether what comes next stands inside backquotes or Chinese quotes."""
    return before.count("`") % 2 == 1 or before.count("“") > before.count("”")


def without_focus(template: Words) -> Words:
    """A template without the name of what it is about at its beginning (`{focus}: …`)."""
    return Words(template.en.removeprefix("{focus}: "), template.zh.removeprefix("{focus}："))


def _label(term: object, bindings: Bindings, lexicon: Lexicon) -> Words:
    """What a term of a pattern is called; a variable without value is "something"."""
    if not isinstance(term, str):
        return Words(str(term), str(term))
    value = bindings.get(term, term)
    return _SOMETHING if value.startswith(("?", "_:")) else lexicon.label(value)


def condition_in_words(filter: Filter, bindings: Bindings, lexicon: Lexicon) -> Words:
    """A condition with the values that it was tested on."""
    return _expression(filter.expression, bindings, lexicon)


def _expression(expression: Expression, bindings: Bindings, lexicon: Lexicon) -> Words:
    if not isinstance(expression, Call):
        return _label(expression, bindings, lexicon)
    parts = [_expression(argument, bindings, lexicon) for argument in expression.arguments]
    name = expression.function
    word = _WORDS.get(name)
    if word is None:
        is_own = is_iri(name) and name not in _INFIX  # `<` looks like the beginning of an IRI
        plain = _SIGNS.get(name) or (local_name(name) if is_own else name)
        word = Words(plain, plain)
    if name in _MEMBERSHIP:
        listed = Words(
            ", ".join(part.en for part in parts[1:]), "、".join(part.zh for part in parts[1:])
        )
        return _MEMBERSHIP[name].filled({"value": parts[0], "list": listed})
    if name in _INFIX and len(parts) > 1:
        return Words(
            f" {word.en} ".join(part.en for part in parts),
            f" {word.zh} ".join(part.zh for part in parts),
        )
    return Words(
        f"{word.en}({', '.join(part.en for part in parts)})",
        f"{word.zh}（{'，'.join(part.zh for part in parts)}）",
    )


def absence_in_words(absence: Absence, lexicon: Lexicon) -> Words:
    """What was looked for and not found; what nobody named is "something"."""
    telling = [pattern for pattern in absence.patterns if pattern[1] not in _HIDDEN]
    parts = [_pattern(pattern, lexicon) for pattern in telling or absence.patterns]
    return Words("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _pattern(pattern: Triple, lexicon: Lexicon) -> Words:
    subject, property, object = pattern
    ends = _label(subject, {}, lexicon), _label(object, {}, lexicon)
    if property.startswith("?"):
        return Words(f"{ends[0].en} … {ends[1].en}", f"{ends[0].zh}……{ends[1].zh}")
    return lexicon.statement(ends[0], property, ends[1])


def count_in_words(
    aggregate: Aggregate, bindings: Bindings, counted: Sequence[Bindings], lexicon: Lexicon
) -> Words:
    """The result of an aggregate, and what it was made of: that of each solution, each once."""
    number = _label(aggregate.result, bindings, lexicon)
    told = _COUNTS[aggregate.function].filled({"number": number})
    labels = dict.fromkeys(_label(aggregate.argument, values, lexicon) for values in counted)
    if not labels:
        return told
    return _MADE_OF.filled(
        {
            "told": told,
            "list": Words(
                ", ".join(label.en for label in labels), "、".join(label.zh for label in labels)
            ),
        }
    )
