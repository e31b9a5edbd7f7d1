"""Case → text: the one layout of a case (`vcc fmt`).

Laws, kept by tests: the formatted text means the same; formatting it again changes nothing; no
comment is lost, and each stays with what it stood at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vcc.case.comments import attach_comments
from vcc.case.from_text import ParsedCase
from vcc.case.layout import Role, Row, Unit, lines_of
from vcc.case.model import (
    Citation,
    Clause,
    Closure,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Item,
    Move,
    Name,
    Stance,
    Statement,
    Text,
    Use,
)
from vcc.case.signs import signs_of_tokens
from vcc.case.spelling import Spelling
from vcc.case.terms import Terms
from vcc.case.tokens import Token, tokens_from_text
from vcc.case.words import STATEMENT_BY_ID


def text_from_case(
    parsed: ParsedCase, keywords: str | None = None, terms: Terms | None = None
) -> str:
    """The text of a case in its one layout.

    `keywords` (`en` or `zh`) translates the keywords, and with `terms` also the words of the
    ontology; without it the text keeps the language in which most keywords are written. Signs stay
    full-width or ASCII, each as it is written most.
    """
    rows = list(_Writer(parsed, keywords, terms).rows())
    attach_comments(rows, parsed.comments, parsed.source.text)
    lines = [line for row in rows for line in lines_of(row)]
    return "\n".join(lines).strip("\n") + "\n"


class _Writer:
    """Makes the rows of a file: each a depth of indentation and the units of one statement."""

    def __init__(self, parsed: ParsedCase, keywords: str | None, terms: Terms | None) -> None:
        self._parsed = parsed
        self._tokens, _ = tokens_from_text(parsed.source)
        self._signs = signs_of_tokens(self._tokens)
        said = keywords or parsed.keywords
        self._say = Spelling(parsed, said, terms if keywords else None, self._signs)
        self._opening = [t for t in self._tokens if t.type == "LBRACE"]
        self._closing = [t for t in self._tokens if t.type == "RBRACE"]

    def rows(self) -> Iterator[Row]:
        """All rows, in the order of the text, closed by an empty one for comments at the end."""
        case, say = self._parsed.case, self._say
        yield Row(Role.PRAGMA, 0, [self._pragma("VCC", say.keyword("vcc") + " 1")])
        language = self._pragma("LANGUAGE", f"{say.keyword('language')} {case.language}")
        if language.start is not None or not self._tokens[:-1]:
            yield Row(Role.PRAGMA, 0, [language])
        yield from (Row(Role.USE, 0, [self._use(use)]) for use in case.uses)
        word = say.keyword("library" if case.is_library else "case")
        head = Unit(f"{word} {say.name(case.name)}", case.span.start, case.name.span.end)
        parts = [*say.labels(case.labels), *say.evidence(case.citations)]
        opening = self._open(_head_end(case.name, case.labels, case.citations))
        yield Row(Role.CASE, 0, [head, *parts, opening])
        for statement in case.statements:
            yield from self._statement(statement)
        yield Row(Role.CLOSE, 0, [self._close(case.span.end)])
        end = len(self._parsed.source.text)
        yield Row(Role.END, 0, [Unit("", end, end)])

    def _pragma(self, type: str, text: str) -> Unit:
        tokens = self._tokens
        for token, value in pairwise(tokens):
            if token.type == type:
                return Unit(text, token.start, value.end)
            if token.type in ("CASE", "LIBRARY"):
                break
        return Unit(text)

    def _use(self, use: Use) -> Unit:
        say = self._say
        file = say.text(use.file)
        names = f"{say.names(use.names)} {say.keyword('from')} " if use.names else ""
        return Unit(f"{say.keyword('use')} {names}{file}", use.span.start, use.span.end)

    # ------------------------------------------------------------------ statements
    def _statement(self, statement: Statement) -> Iterator[Row]:
        if isinstance(statement, Declaration):
            yield from self._declaration(statement)
        elif isinstance(statement, Closure):
            yield Row(Role.STATEMENT, 1, self._closure(statement))
        elif isinstance(statement, Expectation):
            yield Row(Role.STATEMENT, 1, self._expectation(statement))
        else:
            yield Row(Role.STATEMENT, 1, [self._framework(statement)])

    def _declaration(self, statement: Declaration) -> Iterator[Row]:
        say = self._say
        stance = ""
        if statement.stance is not Stance.ACTUAL:
            stance = say.keyword(statement.stance.value) + " "
        head = Unit(
            f"{stance}{say.keyword(statement.id)} {say.name(statement.name)}",
            statement.span.start,
            statement.name.span.end,
        )
        units = [head]
        if statement.term:
            units.append(say.kind(statement.term, STATEMENT_BY_ID[statement.id].scheme))
        units += say.labels(statement.labels)
        units += say.clauses(statement.clauses)
        units += say.evidence(statement.citations)
        entries: Sequence[Item | Move] = (*statement.items, *statement.moves)
        if not entries and not self._has_block(statement):
            yield Row(Role.STATEMENT, 1, units)
            return
        units.append(
            self._open(
                _head_end(
                    statement.term or statement.name,
                    statement.labels,
                    statement.clauses,
                    statement.citations,
                )
            )
        )
        yield Row(Role.STATEMENT, 1, units)
        for entry in entries:
            entry_units = self._item(entry) if isinstance(entry, Item) else self._move(entry)
            yield Row(Role.ENTRY, 2, entry_units)
        yield Row(Role.CLOSE, 1, [self._close(statement.span.end)])

    def _has_block(self, statement: Declaration) -> bool:
        """Whether an empty block `{ }` was written: it may hold comments."""
        return any(
            statement.span.start < token.start < statement.span.end for token in self._opening
        )

    def _item(self, item: Item) -> list[Unit]:
        say = self._say
        name = f"{say.name(item.name)} {say.keyword('is')} " if item.name else ""
        scheme = STATEMENT_BY_ID[item.id].scheme
        assert item.term is not None, "an item always has a kind"
        flags, clauses = _leading_flags(item.clauses)
        words = [say.keyword(word) for word in (item.id, *(flag.id for flag in flags))]
        text = f"{' '.join(words)} {name}{say.careful_term(item.term, scheme)}"
        head = Unit(text, item.span.start, max(item.term.span.end, item.span.start))
        labels, evidence = say.labels(item.labels), say.evidence(item.citations)
        return [head, *labels, *say.clauses(clauses), *evidence]

    def _move(self, move: Move) -> list[Unit]:
        last = (*move.objects, *move.products)[-1]
        head = Unit(self._say.move(move), move.span.start, last.span.end)
        return [head, *self._say.parts(move)]

    def _closure(self, closure: Closure) -> list[Unit]:
        say = self._say
        head = Unit(say.closure(closure), closure.span.start, closure.list.span.end)
        return [head, *self._of("of", closure.of), *say.parts(closure)]

    def _expectation(self, expectation: Expectation) -> list[Unit]:
        say, about = self._say, expectation.about
        start = expectation.span.start
        end = expectation.terms[-1].span.end if expectation.terms else start + 1
        of = self._of("for" if about is Expected.VALUE else "of", expectation.of)
        return [Unit(say.expectation(expectation), start, end), *of, *say.parts(expectation)]

    def _of(self, word: str, names: Sequence[Name]) -> list[Unit]:
        if not names:
            return []
        text = f"{self._say.keyword(word)} {self._say.names(names)}"
        return [Unit(text, names[0].span.start, names[-1].span.end)]

    def _framework(self, choice: FrameworkChoice) -> Unit:
        return Unit(self._say.framework(choice), choice.span.start, choice.span.end)

    # ------------------------------------------------------------------ braces
    def _open(self, head_end: int) -> Unit:
        """The brace behind a head that ends at an offset."""
        token = next((token for token in self._opening if token.start >= head_end), None)
        return Unit(self._signs["{"], *_offsets(token))

    def _close(self, end: int) -> Unit:
        token = next((t for t in self._closing if t.end == end), None)
        return Unit(self._signs["}"], *_offsets(token))


def _leading_flags(clauses: Sequence[Clause]) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """The flags that stand before the kind of an item (`aims main growth`), and the rest."""
    count = next((i for i, c in enumerate(clauses) if c.arguments), len(clauses))
    return clauses[:count], clauses[count:]


def _head_end(name: Name, *parts: Sequence[Text | Clause | Citation]) -> int:
    """Where the head of a statement ends, whatever stands last in it."""
    return max(name.span.end, *(part.span.end for group in parts for part in group), 0)


def _offsets(token: Token | None) -> tuple[int | None, int | None]:
    return (None, None) if token is None else (token.start, token.end)
