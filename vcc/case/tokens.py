"""Case text → tokens: words, texts, numbers and punctuation, each with its place.

Keywords are found in one table made from `words.py`; the grammar knows only classes of keywords.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from vcc.case.words import ACTOR_ITEMS, CLAUSES, MOVES, OTHER_WORDS, STATEMENTS, Takes
from vcc.source.text import SourceText, Span, new

MAX_NAME_LENGTH: Final = 200


class Token(NamedTuple):
    """One token; `type` is a terminal of `case.lark`, `word` the id of a keyword's row.

    Tokens never span lines. Line and column are 1-based, offsets 0-based.
    """

    type: str
    text: str
    start: int
    line: int
    column: int
    word: str = ""

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)

    @property
    def end_column(self) -> int:
        """The column behind the last character."""
        return self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from its `#` to the end of its line; whether something stands before it there."""

    text: str
    start: int
    line: int
    after_token: bool


class Keyword(NamedTuple):
    """What a spelling stands for: the terminal, and the id of its row in `words.py`."""

    type: str
    word: str


_NO_KEYWORD: Final = Keyword("NAME", "")
# A bad piece of text is a token of a type that no rule accepts, so that the parser meets it in
# its place and says what is wrong: text without an end, a wrong arrow, a stray character.
OPEN_STRING: Final = "OPEN_STRING"
WRONG_ARROW: Final = "WRONG_ARROW"
STRAY: Final = "STRAY"
END: Final = "$END"

_CLAUSE_TYPES: Final = {
    Takes.NAMES: "NAMES_CLAUSE",
    Takes.PRICE: "FOR",
    Takes.TERMS: "TERMS_CLAUSE",
    Takes.STRINGS: "TEXTS_CLAUSE",
    Takes.DATE: "DATE_CLAUSE",
    Takes.NOTHING: "FLAG_CLAUSE",
    Takes.QUANTITY: "QUANTITY_CLAUSE",
}
# Clause words that the grammar also needs by themselves.
_OWN_TERMINAL: Final = {"in": "IN", "from": "FROM", "for": "FOR", "uses": "USES"}


def _rows() -> Iterator[tuple[str, str, str, str]]:
    """Every keyword: its terminal, its id, its English and its Chinese spelling."""
    for id, zh in OTHER_WORDS.items():
        yield id.upper(), id, id, zh
    for clause in CLAUSES:
        type = _OWN_TERMINAL.get(clause.id, _CLAUSE_TYPES[clause.takes])
        yield type, clause.id, clause.id, clause.zh
    for move in MOVES:
        english, chinese = move.spellings[:2]
        if english[0].isalpha() and move.id not in _OWN_TERMINAL:  # `uses` is a clause too
            yield "MOVE", move.id, english, chinese
    for statement in STATEMENTS:
        yield "STATEMENT", statement.id, statement.id, statement.zh
    for item in ACTOR_ITEMS:
        yield "ITEM", item.id, item.id, item.zh


# What a spelling stands for, and the spelling of a keyword's id in a language.
KEYWORDS: Final = {
    spelling: Keyword(type, id) for type, id, en, zh in _rows() for spelling in (en, zh)
}
SPELLINGS: Final = {
    (id, language): spelling
    for _, id, en, zh in _rows()
    for language, spelling in (("en", en), ("zh", zh))
}

PUNCTUATION: Final = {
    **dict.fromkeys(("->", "→", "－＞"), "ARROW"),
    **dict.fromkeys(("=>", "-->", "<-", "–>", "—>"), WRONG_ARROW),
    **dict.fromkeys(
        (">=", "<=", "≥", "≤", ">", "<", "~", "=", "＞", "＜", "～", "＝"), "COMPARISON"
    ),
    **dict.fromkeys((":", "："), "COLON"),
    **dict.fromkeys((",", "，", "、"), "COMMA"),
    **dict.fromkeys((";", "；"), "SEMICOLON"),
    **dict.fromkeys(("{", "｛"), "LBRACE"),
    **dict.fromkeys(("}", "｝"), "RBRACE"),
    **dict.fromkeys(("[", "【", "［"), "LBRACKET"),
    **dict.fromkeys(("]", "】", "］"), "RBRACKET"),
    **dict.fromkeys(("%", "％"), "UNIT"),
}

# What is tried at every word takes its letters for good (`}+`, `*+`): fewer cannot fit better.
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}+(?:-[A-Za-z0-9]{2,8}+)*+")
_LANGUAGE_TAG: Final = f"(?:{LANGUAGE.pattern})?+"
NAME: Final = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_TOKEN: Final = re.compile(
    r"\s*(?:"
    rf'({_LANGUAGE_TAG}(?:"(?:[^"\\\n]++|\\.)*+"|“[^”\n]*”|「[^」\n]*」))'  # 1 text
    r"|(§[^\s\"“「;；\]】］\[【［,，]*|[A-Za-z]{1,6}+\.(?=[\w§])[\w.:()–—-]+"  # 2 place in a source
    r"|第\d+(?:[.–—]\d+)+[页节章段行条款]|[图表]\d+(?:[.–—-]\d+)+)"
    rf"|({NAME.pattern}|`[^`\n]+`)"  # 3 word
    r"|(-?\d[\d_]*(?:\.\d+)?(?:-\d+)*)"  # 4 number or date
    r"|(->|→|－＞|=>|-->|<-|–>|—>|>=|<=|[≥≤><~=＞＜～＝:：,，、;；{｛}｝\[【［\]】］%％])"  # 5
    rf"|(@(?:{NAME.pattern}|`[^`\n]+`))"  # 6 source of evidence
    r"|(\#[^\n]*)"  # 7 comment
    rf'|({_LANGUAGE_TAG}["“「][^\n]*|`[^\n]*)'  # 8 text or name without an end
    r"|(\S)"  # 9 anything else
    r"|\Z)",  # so that white space at the end is passed over once
)
_TEXT, _PLACE, _WORD, _NUMBER, _MARK, _REF, _COMMENT, _OPEN, _STRAY = range(1, 10)
_TYPES: Final = (
    "", "STRING", "PLACE", "NAME", "NUMBER", "", "SOURCE_REF", "", OPEN_STRING, STRAY,
)  # fmt: skip


def tokens_from_text(source: SourceText) -> tuple[list[Token], list[Comment]]:
    """The tokens of a text, closed by one of type `END`, and its comments."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    add, keyword_of, marks, types = tokens.append, KEYWORDS.get, PUNCTUATION, _TYPES
    starts = (*source.line_starts[1:], len(source.text) + 1)
    line, line_start, next_start = 1, 0, starts[0]
    for match in _TOKEN.finditer(source.text):
        group = match.lastindex
        if group is None:
            continue
        start, text = match.start(group), match[group]
        while start >= next_start:
            line_start, next_start = next_start, starts[line]
            line += 1
        word = ""
        if group == _WORD:
            type, word = keyword_of(text, _NO_KEYWORD)
        elif group == _MARK:
            type = marks[text]
        elif group == _COMMENT:
            after = bool(tokens) and tokens[-1].line == line
            comments.append(Comment(text.rstrip(), start, line, after))
            continue
        else:
            type = types[group]
        add(new(Token, (type, text, start, line, start - line_start + 1, word)))
    add(_end(tokens))
    return tokens, comments


def _end(tokens: list[Token]) -> Token:
    """The end of the text: it stands right behind the last token, where something may lack."""
    if not tokens:
        return Token(END, "", 0, 1, 1)
    last = tokens[-1]
    return Token(END, "", last.end, last.line, last.column + len(last.text))


def span_between(source: str, first: Token | Span, last: Token) -> Span:
    """The span from the first token (or the start of a span) to the end of the last one."""
    _, text, start, line, column, _ = last
    size = len(text)
    begin, begin_line, begin_column = first.start, first.line, first.column
    return new(Span, (source, begin, start + size, begin_line, begin_column, line, column + size))


def span_of_token(source: str, token: Token) -> Span:
    """The span of one token (written out: every name has one)."""
    _, text, start, line, column, _ = token
    size = len(text)
    return new(Span, (source, start, start + size, line, column, line, column + size))
