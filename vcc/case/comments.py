"""Where comments stand: every comment is tied to a piece of the case, and moves with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from vcc.case.layout import Role, Row
from vcc.case.tokens import Comment

_BLANK = ""


def attach_comments(rows: Sequence[Row], comments: Sequence[Comment], text: str) -> None:
    """Tie each comment to a unit: behind it on its line, or on lines of its own above it.

    One blank line is kept wherever the text has some between statements or comments.
    """
    units = [unit for row in rows for unit in row.units]
    placed = sorted((u for u in units if u.start is not None), key=lambda u: u.start or 0)
    starts = [unit.start or 0 for unit in placed]
    following = {id(unit): later for unit, later in pairwise(units)}
    heads = {id(row.units[0]) for row in rows}
    row_of = {id(unit): row for row in rows for unit in row.units}
    for comment in comments:
        at = bisect_left(starts, comment.start)
        if comment.after_token and at:
            unit = placed[at - 1]
            row = row_of[id(unit)]
            if all((other.end or 0) <= comment.start for other in row.units):
                unit = row.units[-1]  # behind the whole statement, whatever is written last
            if unit.after is None:
                unit.after = comment.text
                continue
            unit = following[id(unit)]
        else:
            unit = placed[at]
        if id(unit) in heads and not comment.after_token and _blank_above(text, comment.start):
            unit.before.append(_BLANK)
        unit.before.append(comment.text)
    for row, previous in zip(rows, [None, *rows], strict=False):
        _set_blank_lines(row, previous, text)


def _set_blank_lines(row: Row, previous: Row | None, text: str) -> None:
    """Which rows are set apart: by the author, or always (the parts of the file's head)."""
    first = row.units[0]
    before = first.before
    role = row.role
    is_set_apart = role in (Role.STATEMENT, Role.ENTRY) or (previous is None and before)
    if is_set_apart and _blank_above(text, first.start):
        before.append(_BLANK)
    if previous is None or (previous.role is not Role.CASE and previous.units[-1].is_opening):
        while before and before[0] == _BLANK:
            del before[0]
    elif role is Role.CASE or (role is Role.USE and previous.role is not Role.USE):
        before.insert(0, _BLANK)
    first.before = [
        line for line, above in zip(before, ["#", *before], strict=False) if line or above
    ]


def _blank_above(text: str, start: int | None) -> bool:
    """Whether the line above the one of an offset is blank."""
    if start is None:
        return False
    line_start = text.rfind("\n", 0, start)
    if line_start < 0 or text[line_start:start].strip():
        return False
    above = text.rfind("\n", 0, line_start)
    return above >= 0 and not text[above:line_start].strip()
