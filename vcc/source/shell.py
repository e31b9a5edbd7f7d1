"""Commands in messages: what a reader can paste into a shell."""

from __future__ import annotations

import re
import shlex
from typing import Final

# `shlex.quote` puts every word with a letter outside ASCII into quotes, which no shell needs.
_PLAIN: Final = re.compile(r"[\w@%+=:,./-]+")


def shell_word(text: str) -> str:
    """A word as a shell takes it: in quotes only where it has signs that mean something to it."""
    return text if _PLAIN.fullmatch(text) else shlex.quote(text)


def shell_path(path: object) -> str:
    """A path as a shell and a command take it; one that looks like an option begins with `./`."""
    text = str(path)
    return shell_word(f"./{text}" if text.startswith("-") else text)
