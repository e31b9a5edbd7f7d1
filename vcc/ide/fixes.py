"""Repairs of a text that an editor can offer: each a few edits that somebody else may judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vcc.case import codes
from vcc.case.alike import alike
from vcc.case.describe import keyword
from vcc.case.edit import Edit, additions
from vcc.case.fragment import fragment_from_text
from vcc.case.from_text import ParsedCase
from vcc.case.signs import signs_of
from vcc.case.tokens import SPELLINGS
from vcc.ide.document import Document
from vcc.ide.mentions import Mention, TermMention, mention_at, term_at
from vcc.ide.problems import Checked, Problem
from vcc.ide.rename import as_written
from vcc.library.fixes import without_unused
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.reading import HIDDEN_CHARACTER
from vcc.source.text import SourceText, Span

_MOST: Final = 3  # sorts of things that a name is offered to be declared as


@dataclass(frozen=True, slots=True)
class Fix:
    """One repair: what it does, and to which problem (None: to several); `is_safe`: it changes
    nothing that the text says."""

    title: Words
    edits: tuple[Edit, ...]
    problem: Problem | None = None
    is_safe: bool = False


_REPLACE: Final = Words("Write `{text}`", "改为“{text}”")
_DECLARE: Final = Words("Declare {sort} `{name}`", "声明{sort}“{name}”")
_WAIVE: Final = Words(
    "Answer for {code} on this line (write the reason)", "在此行豁免 {code}（请写明理由）"
)
_REMOVE_UNUSED: Final = Words("Remove waivers that nothing needs", "删去不起作用的豁免")
_REPAIR: Final = Words("Repair: {text}", "修正：{text}")


def fixes_at(document: Document, checked: Checked, start: int, end: int) -> Iterator[Fix]:
    """The repairs of what is wrong between two offsets, likely ones first."""
    here = [p for p in checked.problems if p.span.start <= end and p.span.end >= start]
    for problem in here:
        yield from _of_signs(document, problem)
        yield from _of_names(document, problem)
    for problem in here:
        yield from _waived(document.source, problem)


def safe_fixes(source: SourceText, checked: Checked) -> Iterator[Fix]:
    """What can be repaired without a look at it: waivers that cover nothing go."""
    unused = checked.judged.unused if checked.judged else ()
    if unused:
        whole = Edit(0, len(source.text), without_unused(source.text, unused))
        yield Fix(_REMOVE_UNUSED, (whole,), is_safe=True)


# ---------------------------------------------------------------------- names and words
def _of_names(document: Document, problem: Problem) -> Iterator[Fix]:
    mention = mention_at(document, problem.span.end)  # a source begins behind its sign
    if mention is not None and _is_wrong(mention):
        for name in _near_names(mention, document):
            yield _replaced(mention.span, as_written(name), problem)
        yield from _declared(mention, document, problem)
    term = term_at(document, problem.span.start)
    if term is not None and term.term is None and term.scheme:
        for word in _near_words(term, document):
            yield _replaced(term.span, word, problem)


def _is_wrong(mention: Mention) -> bool:
    thing = mention.thing
    if mention.is_declaration:
        return False
    return thing is None or (bool(mention.targets) and thing.target not in mention.targets)


def _near_names(mention: Mention, document: Document) -> tuple[str, ...]:
    fitting = [
        name
        for name, thing in document.names.items()
        if not mention.targets or thing.target in mention.targets
    ]
    return alike(mention.name, fitting).words


def _near_words(term: TermMention, document: Document) -> tuple[str, ...]:
    return alike(term.word, document.theory.terms.every_word(term.scheme)).words


def _declared(mention: Mention, document: Document, problem: Problem) -> Iterator[Fix]:
    """A declaration of the name, behind the others of its sort."""
    case = document.parse.case
    if mention.thing is not None or case is None:
        return
    parsed = ParsedCase(case, document.source, (), document.keywords, ())
    for target in mention.targets[:_MOST]:
        if (target, "en") not in SPELLINGS:  # demands and goals stand in the block of their actor
            continue
        written = f"{SPELLINGS[target, document.keywords]} {as_written(mention.name)}"
        try:
            fragment = fragment_from_text(SourceText("", written), case.language)
        except SourceErrors:
            continue
        title = _DECLARE.filled({"sort": keyword(target), "name": mention.name})
        yield Fix(title, tuple(additions(parsed, fragment)), problem)


def _replaced(span: Span, text: str, problem: Problem | None) -> Fix:
    return Fix(_REPLACE.filled({"text": text}), (Edit(span.start, span.end, text),), problem)


# ---------------------------------------------------------------------- signs and keywords
def _of_signs(document: Document, problem: Problem) -> Iterator[Fix]:
    """What the message itself says how to repair: a sign or a keyword."""
    mend = _MENDED.get(problem.code)
    if mend is not None:
        edit = mend(problem, document)
        line = _line_with(document.source, edit)
        yield Fix(_REPAIR.filled({"text": line}), (edit,), problem)


def _line_with(source: SourceText, edit: Edit) -> str:
    """The line that an edit makes, for its title."""
    start = source.text.rfind("\n", 0, edit.start) + 1
    end = source.text.find("\n", edit.end)
    end = len(source.text) if end < 0 else end
    return (source.text[start : edit.start] + edit.text + source.text[edit.end : end]).strip()


_Mend = Callable[[Problem, Document], Edit]


def _by(value: str, quote: str = "") -> _Mend:
    """What a value of the message says, in place of what is wrong."""
    return lambda problem, _: _instead(problem, f"{quote}{problem.values[value]}{quote}")


def _instead(problem: Problem, text: str) -> Edit:
    return Edit(problem.span.start, problem.span.end, text)


def _without(problem: Problem, document: Document) -> Edit:
    before = document.source.text[: problem.span.start]
    return Edit(len(before.rstrip(" ")), problem.span.end, "")


def _behind_previous(sign: str) -> _Mend:
    """A sign right behind what stands before the place, as the file writes it."""

    def mend(problem: Problem, document: Document) -> Edit:
        at = len(document.source.text[: problem.span.start].rstrip())
        signs = signs_of(document.source)
        return Edit(at, at, signs[sign] if sign == "," else signs.spaced(sign).rstrip())

    return mend


def _arrow(problem: Problem, document: Document) -> Edit:
    return _instead(problem, signs_of(document.source)["->"])


def _is_before(problem: Problem, document: Document) -> Edit:
    return Edit(problem.span.start, problem.span.start, f"{_is(document)} ")


def _is_instead(problem: Problem, document: Document) -> Edit:
    before = document.source.text[: problem.span.start]
    space = "" if before.endswith(" ") else " "
    return _instead(problem, f"{space}{_is(document)}")


def _is(document: Document) -> str:
    return SPELLINGS["is", document.keywords]


_MENDED: Final[Mapping[str, _Mend]] = {
    codes.UNKNOWN_KEYWORD.id: _by("near"),
    codes.KEYWORD_AS_NAME.id: _by("quoted"),
    codes.GROUPED_BY_COMMA.id: _by("number"),
    codes.WRONG_UNIT.id: _by("unit", '"'),
    codes.WRONG_ARROW_FORM.id: _arrow,
    codes.COMMA_TOO_MANY.id: _without,
    codes.COMMA_MISSING.id: _behind_previous(","),
    codes.COLON_MISSING.id: _behind_previous(":"),
    codes.BRACE_NOT_OPENED.id: _behind_previous("{"),
    codes.IS_MISSING.id: _is_before,
    codes.NOT_IS.id: _is_instead,
    HIDDEN_CHARACTER.id: lambda problem, _: _instead(problem, ""),
}


# ---------------------------------------------------------------------- waivers
def _waived(source: SourceText, problem: Problem) -> Iterator[Fix]:
    """A comment by which the author answers for it; its reason is still to be written."""
    line = source.line(problem.span.line)
    if not problem.waivable or "#" in line:
        return
    at = source.line_starts[problem.span.line - 1] + len(line.rstrip())
    title = _WAIVE.filled({"code": problem.code})
    yield Fix(title, (Edit(at, at, f"  # vcc: ignore[{problem.code}] -- "),), problem)
