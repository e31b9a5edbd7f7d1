"""`vcc words [PLACE]`: which words a case may use, where, and what they mean."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.case.places import Place
    from vcc.render.word_list import Listed, Word

_NO_PLACE: Final = Words(
    "{place} is no place that takes words of the ontology; the places are listed by: vcc words",
    "{place} 不是使用本体用词之处；可用位置见：vcc words",
)
_NEAR_PLACE: Final = Words(
    "no place {place}; did you mean {near}?", "没有位置 {place}；是否指 {near}？"
)
# No place of the language: the option of a command.
_READING: Final = Words("reading", "读法")
_OPTION: Final = Words("--reading WORD", "--reading 词")
_NOTHING: Final = Words(
    "no word, label or definition has “{text}” in it; try a part of the word, or another one",
    "没有词、名称或定义包含“{text}”；请试用词的一部分，或换一个词",
)
_ALIKE: Final = Words(
    "no word, label or definition has “{text}” in it; words like it: {near}",
    "没有词、名称或定义包含“{text}”；相近的词有：{near}",
)


def _complete(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from vcc.case.places import places

    return [CompletionItem(p.word.en) for p in places() if p.word.en.startswith(begun)]


@bilingual(
    Words(
        "List the words that a case may use: kinds, forms, phases and the like, in both languages, "
        "with what they mean. PLACE is the keyword before the word (actor, form, during, …).",
        "列出案例可用的词：类别、形态、环节等，中英对照，并说明含义。"
        "“位置”是该词之前的关键词（actor、form、during 等，中英文均可）。",
    ),
    "vcc words",
    "vcc words outcome",
    "vcc words --search trust",
    "vcc words form --lang zh",
)
@click.argument("place", nargs=-1, shell_complete=_complete, metavar="[PLACE]")
@option(
    "--search",
    metavar="TEXT",
    words=Words(
        "Only words with this text in a spelling, label or meaning.",
        "只列出拼写、名称或含义中含此文字的词。",
    ),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(place: tuple[str, ...], search: str | None, format_: str, output: Path | None) -> None:
    """Write the words of one place, of all that match, or the places."""
    from vcc.render.document import markdown_from_document, text_from_document
    from vcc.render.word_list import document_of_places, document_of_words, json_from_words

    listed = _listed(" ".join(place), search)
    if format_ == "json":
        put_out(json_from_words(listed, __version__), output)
        return
    documented = document_of_words if place or search else document_of_places
    document = documented(listed, language())
    if format_ == "markdown":
        put_out(markdown_from_document(document), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_document(document, width=width(), colour=colour), output)


def _listed(place: str, search: str | None) -> Listed:
    from vcc.case.alike import alike
    from vcc.case.places import Place, places
    from vcc.render.word_list import holding
    from vcc.render.words import listing
    from vcc.vocabulary.readings import CHOICE

    known = [*places(), Place("reading", _READING, _OPTION, CHOICE)]
    chosen = _chosen(known, place) if place else known
    listed = [(each, _words(each)) for each in chosen]
    if search is None:
        return listed
    matching = [(each, holding(words, search)) for each, words in _once(listed)]
    found = [(each, words) for each, words in matching if words]
    if not found:
        terms = theory().terms
        every = [word for each in chosen for word in terms.every_word(each.scheme)]
        near = alike(search.replace(" ", "-"), every).words
        raise cannot_run(_ALIKE if near else _NOTHING, text=search, near=listing(near, language()))
    return found


def _once(listed: Listed) -> Iterator[tuple[Place, Sequence[Word]]]:
    """Places that take the same words, only the first of them."""
    seen = set()
    for place, words in listed:
        if place.scheme not in seen:
            seen.add(place.scheme)
            yield place, words


def _chosen(known: Sequence[Place], wanted: str) -> list[Place]:
    """The places that a keyword begins, in either language (`expect` begins several)."""
    spelled = {text: each for each in known for text in (each.word.zh, each.word.en)}
    if wanted in spelled:
        return [spelled[wanted]]
    begun = dict.fromkeys(each for text, each in spelled.items() if text.startswith(f"{wanted} "))
    if begun:
        return [each for each in known if each in begun]
    near = get_close_matches(wanted, spelled, n=1)
    raise cannot_run(_NEAR_PLACE if near else _NO_PLACE, place=wanted, near="".join(near))


def _words(place: Place) -> tuple[Word, ...]:
    from vcc.render.word_list import Word

    terms = theory().terms

    def both(texts: Iterable[str | None]) -> Words:
        en, zh = texts
        return Words(en or zh or "", zh or en or "")

    def word(term: str) -> Word:
        spelled = both(terms.spelling(term, spoken) for spoken in ("en", "zh"))
        aliases = set(terms.spellings(term)) - {spelled.en, spelled.zh}
        return Word(
            spelled,
            tuple(sorted(aliases)),
            both(terms.label(term, spoken) for spoken in ("en", "zh")),
            both(terms.definition(term, spoken) for spoken in ("en", "zh")),
        )

    found = (word(term) for term in terms.in_scheme(place.scheme))
    return tuple(word for word in found if word.spelled.en)
