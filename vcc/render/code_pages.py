"""The page of a code: what it says, why, an example that breaks it, how to repair it, claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.findings.model import Claim
from vcc.render.characters import in_columns, shown
from vcc.render.colour import Colour, painted
from vcc.render.evidence import claims_text
from vcc.render.json_parts import Json, claims, json_text, words, words_or_null
from vcc.render.markdown import code_block, escaped
from vcc.render.words import SEVERITIES, labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Severity, Words
from vcc.vocabulary.messages import in_number

FORMAT: Final = "vcc-codes/1"
_LEFT_OPEN: Final = re.compile(r"“?\{\??[\w-]+\}”?")
_WHY: Final = Words("Why", "为何")
_EXAMPLE: Final = Words("An example that it is about", "出现此问题的例子")
_REPAIRED: Final = Words("The same without it", "没有此问题的例子")
_REPAIR: Final = Words("How to repair it", "如何改正")
_CLAIMS: Final = Words("Claims of the papers", "论文主张")
_RULES: Final = Words("Found by", "由以下规则得出")
_ALL: Final = Words("Every code that vcc reports", "vcc 报告的全部代码")
_ABOUT: Final = Words(
    "Written by `vcc rule --all --format markdown`. `vcc rule CODE` shows one of them.",
    "由 `vcc rule --all --format markdown --lang zh` 生成；`vcc rule 代码` 显示其中一个。",
)


class Sort(Enum):
    """What a code is one of."""

    MISTAKE = "mistake"
    SHAPE = "shape"
    FINDING = "finding"


SORTS: Final = {
    Sort.MISTAKE: Words("mistake", "书写差错"),
    Sort.SHAPE: Words("shape of a case", "案例的结构约束"),
    Sort.FINDING: Words("finding", "发现"),
}


@dataclass(frozen=True, slots=True)
class CodePage:
    """Everything that there is to say of a code; `title` and the rest may leave things open
    (`{focus}`). Examples are pieces of cases; `rules` are the names of the rules that find it,
    with their labels."""

    code: str
    sort: Sort
    severity: Severity
    title: Words
    why: tuple[Words, ...] = ()
    example: Words | None = None
    repaired: Words | None = None
    repair: Words | None = None
    claims: tuple[Claim, ...] = ()
    rules: tuple[tuple[str, Words], ...] = ()


def title_of(page: CodePage, language: str) -> str:
    """What the code says, with what differs from case to case left open."""
    return _said(page.title, language)


def text_from_page(page: CodePage, language: str, *, width: int, colour: bool) -> str:
    """The page for a terminal, without a final line break."""
    head = f"{page.code}  {title_of(page, language)}"
    first, *more = wrapped(shown(head), width, rest="  ")
    lines = [painted(page.code, Colour.STRONG, colour) + first[len(page.code) :], *more]
    lines.append(_kind(page, language))
    for heading, body in _sections(page, language):
        lines += ["", painted(heading, Colour.FRAME, colour)]
        for kind, text in body:
            if kind == "code":
                lines += [f"    {shown(line)}" for line in text.split("\n")]
            else:
                lines += wrapped(shown(text), width, "  ", "  ")
    return "\n".join(lines)


def markdown_from_pages(pages: Sequence[CodePage], language: str) -> str:
    """All of them as one document, each under a heading that its code is the anchor of."""
    lines = [f"# {_ALL.in_language(language)}", "", _ABOUT.in_language(language)]
    for page in pages:
        lines += ["", markdown_from_page(page, language)]
    return "\n".join(lines)


def markdown_from_page(page: CodePage, language: str) -> str:
    """One page as Markdown, from a heading of the second level on."""
    return "\n".join(
        [f"## {page.code}", "", f"**{escaped(title_of(page, language))}**", "",
         *markdown_body(page, language)]
    )  # fmt: skip


def markdown_body(page: CodePage, language: str) -> Iterator[str]:
    """The page without its heading, as code hosts show it beside a problem."""
    yield _kind(page, language)
    for heading, body in _sections(page, language):
        yield from ("", f"### {heading}")
        for kind, text in body:
            yield ""
            if kind == "code":
                yield from code_block(text.split("\n"))
            else:
                yield escaped(text)


def _kind(page: CodePage, language: str) -> str:
    severity = SEVERITIES[page.severity].in_language(language)
    return f"{SORTS[page.sort].in_language(language)} · {severity}"


def _sections(page: CodePage, language: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The headings that a page has something for, with paragraphs (`text`) and code."""
    why = [("text", _said(each, language)) for each in page.why]
    if why:
        yield _WHY.in_language(language), why
    for heading, example in ((_EXAMPLE, page.example), (_REPAIRED, page.repaired)):
        if example is not None:
            yield heading.in_language(language), [("code", example.in_language(language))]
    if page.repair is not None and _says_something(page.repair):
        yield _REPAIR.in_language(language), [("text", _said(page.repair, language))]
    if page.claims:
        text = claims_text(page.claims, len(page.claims))
        yield _CLAIMS.in_language(language), [("text", text)]
    if page.rules:
        rules = [("text", labelled(Words(name, name), label.in_language(language), language))
                 for name, label in page.rules]  # fmt: skip
        yield _RULES.in_language(language), rules


def _says_something(repair: Words) -> bool:
    return bool(_LEFT_OPEN.sub("", repair.en).strip())


def _said(sentence: Words, language: str) -> str:
    return _LEFT_OPEN.sub("…", in_number(sentence.in_language(language)))


def text_from_list(pages: Iterable[CodePage], language: str) -> str:
    """A line for each: code, severity, what it says."""
    rows = [(p.code, str(p.severity), shown(title_of(p, language))) for p in pages]
    return "\n".join(in_columns(rows))


def json_from_pages(pages: Iterable[CodePage], version: str) -> str:
    """Pages for machines, in both languages."""
    return json_text({"format": FORMAT, "vcc": version, "codes": [_data(p) for p in pages]})


def _data(page: CodePage) -> Json:
    return {
        "code": page.code,
        "sort": page.sort.value,
        "severity": str(page.severity),
        "title": words(_both(page.title)),
        "why": [words(_both(each)) for each in page.why],
        "example": words_or_null(page.example),
        "repaired": words_or_null(page.repaired),
        "repair": words_or_null(_both(page.repair) if page.repair else None),
        "claims": claims(page.claims),
        "rules": [{"name": name, "label": words(label)} for name, label in page.rules],
    }


def _both(sentence: Words) -> Words:
    return Words(_said(sentence, "en"), _said(sentence, "zh"))
