"""Parts of rules in words: conditions, what was looked for, what was counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from vcc.engine.instances import Absence
from vcc.findings.lexicon import Lexicon
from vcc.findings.sections import local_name
from vcc.program.syntax import Aggregate, Call, Expression, Filter
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, is_iri

Bindings = Mapping[str, str]

_PLACEHOLDER: Final = re.compile(r"\{(\??\w+)\}")
_OPENING: Final = ("“", '"', "「", "《")
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
_HIDDEN: Final = frozenset({vcc("inCase")})


def filled(template: Words, bindings: Bindings, lexicon: Lexicon, **extra: Words) -> Words:
    """A sentence with `{?x}` replaced by the label of what the variable stands for."""
    plain = {f"?{v.lstrip('?')}": lexicon.label(term) for v, term in bindings.items()} | extra
    quoted = {f"?{v.lstrip('?')}": lexicon.quoted(term) for v, term in bindings.items()}

    def fill(sentence: str, language: str) -> str:
        def value_of(match: re.Match[str]) -> str:
            has_quotes = sentence[: match.start()].endswith(_OPENING)
            words = (plain if has_quotes else {**plain, **quoted}).get(match[1])
            if words is None and match[1].startswith("?"):
                words = _SOMETHING
            return words.in_language(language) if words else match[0]

        return _PLACEHOLDER.sub(value_of, sentence)

    return Words(fill(template.en, "en"), fill(template.zh, "zh"))


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
        plain = _SIGNS.get(name) or (local_name(name) if is_iri(name) else name)
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


def count_in_words(aggregate: Aggregate, bindings: Bindings, lexicon: Lexicon) -> Words:
    """The result of an aggregate."""
    number = _label(aggregate.result, bindings, lexicon)
    return _COUNTS[aggregate.function].filled({"number": number})
