"""Commands that a report suggests: each can be pasted, so none is broken over lines."""

from __future__ import annotations

from vcc.render.characters import shown
from vcc.render.wrap import NO_BREAK
from vcc.source.shell import shell_path, shell_word


def command_on(name: str, file: str, *words: str) -> str:
    """`vcc NAME FILE WORD…`, each word in quotes where a shell needs them."""
    return " ".join(("vcc", name, shell_path(shown(file)), *map(shell_word, words)))


def unbroken(command: str) -> str:
    """A command as one piece for `wrapped`, which makes its blanks blanks again."""
    return command.replace(" ", NO_BREAK)
