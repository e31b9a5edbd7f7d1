"""Commands that a report suggests: each can be pasted, so none is broken over lines."""

from __future__ import annotations

import re
from typing import Final

from vcc.render.characters import shown
from vcc.render.wrap import NO_BREAK
from vcc.source.shell import shell_path, shell_word

_IN_TEXT: Final = re.compile(
    r"\bvcc [a-z][a-z-]*(?: (?:--?[a-z][a-z-]*|[A-Z]+\d*…?(?![a-z])|'[^'\n]*'"
    r"|[\w./-]*[./][\w./-]*\w))*"
)


def command_on(name: str, file: str, *words: str) -> str:
    """`vcc NAME FILE WORD…`, each word in quotes where a shell needs them."""
    return " ".join(("vcc", name, shell_path(shown(file)), *map(shell_word, words)))


def with_commands_whole(text: str) -> str:
    """A text with the commands of vcc that it names as one piece each: as far as their words are
    a part of vcc, options, codes, paths, names to fill in, and texts in quotes."""
    return _IN_TEXT.sub(lambda found: unbroken(found[0]), text)


def unbroken(command: str) -> str:
    """A command as one piece for `wrapped`, which makes its blanks blanks again."""
    return command.replace(" ", NO_BREAK)
