"""Words that cases may use, as a document for people or as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.case.places import Place
from vcc.render.document import Block, Heading, Paragraph, Table
from vcc.render.json_parts import Json, json_text, words
from vcc.render.words import listing
from vcc.source.diagnostic import Words

FORMAT: Final = "vcc-words/1"
_PLACES: Final = Words("Where words of the ontology stand", "使用本体用词之处")
_NEXT: Final = Words(
    "vcc words PLACE lists the words of a place with what they mean; vcc words --search TEXT looks "
    "for a word in all of them.",
    "vcc words 位置 列出该处可用的词及其含义；vcc words --search 文字 在全部词中查找。",
)
_PLACE, _WRITTEN = Words("place", "位置"), Words("written", "写法")
_HOW_MANY: Final = Words("words", "词数")
_WORD, _OTHER = Words("word", "词"), Words("中文", "英文")
_MEANS: Final = Words("what it means", "含义")
_FOUND: Final = Words("{written} ({count})", "{written}（{count}）")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the ontology: its spellings, further spellings, label, and what it means."""

    spelled: Words
    aliases: tuple[str, ...]
    label: Words
    meaning: Words


Listed = Sequence[tuple[Place, Sequence[Word]]]


def document_of_places(listed: Listed, language: str) -> tuple[Block, ...]:
    """Every place with how it is written and how many words it takes."""
    heads = tuple(w.in_language(language) for w in (_PLACE, _WRITTEN, _HOW_MANY))
    rows = tuple(
        (place.word.in_language(language), place.written.in_language(language), str(len(found)))
        for place, found in listed
    )
    return (
        Heading(_PLACES.in_language(language), 1),
        Table(heads, rows, frozenset({2})),
        Paragraph(_NEXT.in_language(language)),
    )


def document_of_words(listed: Listed, language: str) -> tuple[Block, ...]:
    """The words of each place."""
    return tuple(_words(listed, language))


def _words(listed: Listed, language: str) -> Iterator[Block]:
    heads = tuple(w.in_language(language) for w in (_WORD, _OTHER, _MEANS))
    other = "en" if language.startswith("zh") else "zh"
    for place, found in listed:
        title = _FOUND.filled({"written": place.written, "count": str(len(found))})
        yield Heading(title.in_language(language))
        rows = (
            (
                _spellings(word, language),
                word.spelled.in_language(other),
                word.meaning.in_language(language),
            )
            for word in found
        )
        yield Table(heads, tuple(rows))


def _spellings(word: Word, language: str) -> str:
    """The words of a language for a term, the preferred one first."""
    is_chinese = language.startswith("zh")
    same = [alias for alias in word.aliases if alias.isascii() is not is_chinese]
    return listing((word.spelled.in_language(language), *same), language)


def json_from_words(listed: Listed, version: str) -> str:
    """All of them, in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "places": [
                {
                    "id": place.id,
                    "word": words(place.word),
                    "written": words(place.written),
                    "words": [_word(word) for word in found],
                }
                for place, found in listed
            ],
        }
    )


def _word(word: Word) -> Json:
    return {
        "word": words(word.spelled),
        "aliases": list(word.aliases),
        "label": words(word.label),
        "meaning": words(word.meaning),
    }


def holding(found: Iterable[Word], text: str) -> tuple[Word, ...]:
    """The words that have a text in a spelling, in their label, or in what they mean."""
    wanted = text.casefold()
    return tuple(word for word in found if any(wanted in told for told in _told(word)))


def _told(word: Word) -> Iterator[str]:
    yield from (alias.casefold() for alias in word.aliases)
    for both in (word.spelled, word.label, word.meaning):
        yield both.en.casefold()
        yield both.zh.casefold()
