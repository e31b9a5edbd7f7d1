"""A random case of an archetype: what is told, of whom, in which words. Equal for equal seeds."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

from vcc.synth.archetype import Archetype, Keyword, Label, Named, Piece, Statement, archetypes
from vcc.synth.tell import WITH_EVIDENCE, Teller, Vocabulary

# How often something of an archetype is varied; chosen so that cases differ in what follows.
_UNTOLD: Final = 0.25
_DENIED: Final = 0.06
_OTHER_ONE: Final = 0.5
_SOURCE: Final = "source"
_FRAME: Final = 6  # lines around the statements
_NOT_IN_NAMES: Final = re.compile(r"[\W_]+")
_ABSENT: Final[tuple[Piece, ...]] = ("", Keyword("absent"), " ")
_STANCES: Final = (Keyword("absent"), Keyword("planned"))
_Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case: its name, its first lines, its statements (each one or more lines), its last line.

    `declared` are the names in it by the row of their statement; `language` is that of the case.
    """

    name: str
    language: str
    head: str
    statements: tuple[str, ...]
    declared: dict[str, list[str]]

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join((self.head, *self.statements, "}")) + "\n"


@cache
def pools() -> dict[str, _Pairs]:
    """Firms and places, in English and Chinese."""
    text = files("vcc.synth").joinpath("pools.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def draw(number: int, seed: int, language: str, lines: int, vocabulary: Vocabulary) -> Drawn:
    """Case `number` of a library, in `en` or `zh`, of about so many lines.

    It is told with the terms of the archetype or their siblings in the vocabulary.
    """
    random = Random(f"{seed}/{number}")  # noqa: S311 (a play of chance, no secret)
    archetype = random.choice(archetypes())
    firm = random.choice(pools()["firms"])
    statements = _sized(_told(archetype, random), lines - _FRAME, random)
    teller = Teller(vocabulary, language, statements, random)
    actual = [one for one in statements if one.id and not _has_stance(one)]
    name = f"{_NOT_IN_NAMES.sub('-', firm[0].lower())}-{archetype.name}-{number + 1:06}"
    return Drawn(
        name,
        language,
        teller.head(name, firm, archetype.labels),
        tuple(map(teller.statement, statements)),
        {
            id: [teller.name(one.declares[0]) for one in actual if one.id == id]
            for id in dict.fromkeys(one.id for one in actual)
        },
    )


def _told(archetype: Archetype, random: Random) -> list[Statement]:
    """The statements without some of those that no other needs, or with the contrary said."""
    told: list[Statement] = []
    needed: set[str] = set()
    for statement in reversed(archetype.statements):
        is_needed = not needed.isdisjoint(statement.declares) or statement.id == _SOURCE
        if not is_needed:
            chance = random.random()
            if chance < _UNTOLD:
                continue
            if chance < _UNTOLD + _DENIED and statement.id and not _has_stance(statement):
                statement = replace(statement, head=(*_ABSENT, *statement.head))
        needed |= statement.uses
        told.append(statement)
    return told[::-1]


def _sized(statements: list[Statement], lines: int, random: Random) -> list[Statement]:
    """Fewer statements, or further ones like those that there are, to fit the number of lines."""
    order = {one.id: number for number, one in reversed(list(enumerate(statements)))}
    uses = Counter(name for one in statements for name in one.uses)
    kept, size = list(statements), sum(map(_lines, statements))
    while size > lines:
        free = [n for n, one in enumerate(kept) if not any(uses[name] for name in one.declares)]
        free = [n for n in free if kept[n].id != _SOURCE]
        if not free:
            break
        gone = kept.pop(random.choice(free))
        uses.subtract(gone.uses)
        size -= _lines(gone)
    grown = _grown(kept, lines - size, random)
    return sorted(grown, key=lambda one: order[one.id])


def _lines(statement: Statement) -> float:
    return statement.lines + WITH_EVIDENCE * bool(statement.declares)


def _grown(statements: list[Statement], lines: float, random: Random) -> list[Statement]:
    """With further things of the same sorts, in other places, until the lines are used up."""
    models = [one for one in statements if one.labels[0] and one.id != _SOURCE]
    taken = {name for one in statements for name in one.declares}
    others: dict[str, list[str]] = {}
    grown = list(statements)
    while models:
        model = random.choice(models)
        if _lines(model) > lines:
            models = [one for one in models if _lines(one) <= lines]
            continue
        copy = _copied(model, taken, others, random)
        grown.append(copy)
        taken.update(copy.declares)
        for old, new in zip(model.declares, copy.declares, strict=True):
            if model.id in ("actor", "resource"):
                others.setdefault(old, []).append(new)
        lines -= _lines(copy)
    return grown


def _copied(
    model: Statement, taken: set[str], others: dict[str, list[str]], random: Random
) -> Statement:
    """The like of a statement in another place, perhaps about others of the same sorts."""
    places = pools()["places"]
    number, (english, chinese) = 1, random.choice(places)
    while f"{model.declares[0]}-{_suffix(english, number)}" in taken:
        number, (english, chinese) = number + 1, random.choice(places)
    suffix = _suffix(english, number)
    renamed = {name: f"{name}-{suffix}" for name in model.declares}
    for name in sorted(model.uses & others.keys()):
        if random.random() < _OTHER_ONE:
            renamed[name] = random.choice(others[name])
    place = (english.replace("-", " "), chinese)

    def other(piece: Piece) -> Piece:
        if isinstance(piece, Label):
            labels = _placed((piece.text, piece.text), place)
            return Label(piece.language, labels[piece.language == "zh"])
        return Named(renamed.get(piece.name, piece.name)) if isinstance(piece, Named) else piece

    return Statement(
        model.id,
        tuple(renamed[name] for name in model.declares),
        frozenset(renamed.get(name, name) for name in model.uses),
        _placed(model.labels, place),
        tuple(map(other, model.head)),
        tuple(map(other, model.block)),
    )


def _placed(labels: tuple[str, str], place: tuple[str, str]) -> tuple[str, str]:
    return f"{labels[0]} ({place[0]})", f"{labels[1]}（{place[1]}）"


def _has_stance(statement: Statement) -> bool:
    return any(piece in _STANCES for piece in statement.head[:2])


def _suffix(english: str, number: int) -> str:
    return english.lower() if number == 1 else f"{english.lower()}-{number}"
