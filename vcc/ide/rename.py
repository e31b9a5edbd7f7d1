"""Renaming: one name everywhere it stands, if the new one can be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from vcc.case.edit import Edit
from vcc.case.tokens import KEYWORDS, MAX_NAME_LENGTH, NAME
from vcc.ide.document import Document
from vcc.ide.mentions import Mention, same_thing
from vcc.source.diagnostic import Words

_NOT_A_NAME: Final = Words(
    "“{name}” cannot be a name: names have letters, digits, _ and inner hyphens",
    "“{name}”不能作为名称：名称由字母、汉字、数字、_ 与词间连字符组成",
)
_TOO_LONG: Final = Words(
    "the name has {length} characters; at most {limit} are possible",
    "名称有 {length} 个字符，最多 {limit} 个",
)
_TAKEN: Final = Words("“{name}” is already declared", "“{name}”已被声明")
_UNDECLARED: Final = Words("“{name}” is not declared", "“{name}”未声明")


class CannotRename(Exception):
    """A name cannot be changed as wished; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def renamed(
    mention: Mention, new: str, documents: Iterable[Document]
) -> Mapping[str, tuple[Edit, ...]]:
    """The edits that give a thing a new name in some texts, by the names of these.

    Raises:
        CannotRename: if the new name is none, or stands for something else already.
    """
    documents = tuple(documents)
    name = new.strip().strip("`")
    if mention.thing is None:
        raise CannotRename(_UNDECLARED.filled({"name": mention.name}))
    if len(name) > MAX_NAME_LENGTH:
        limits = {"length": str(len(name)), "limit": str(MAX_NAME_LENGTH)}
        raise CannotRename(_TOO_LONG.filled(limits))
    if not NAME.fullmatch(name):
        raise CannotRename(_NOT_A_NAME.filled({"name": name}))
    edits: dict[str, list[Edit]] = defaultdict(list)
    for document in documents:
        for same in same_thing(mention, (document,)):
            if name != mention.name and name in document.names:
                raise CannotRename(_TAKEN.filled({"name": name}))
            span = same.span
            edits[span.source].append(Edit(span.start, span.end, as_written(name)))
    return {source: tuple(found) for source, found in edits.items()}


def as_written(name: str) -> str:
    """A name as a text must have it: in backquotes where it would be read as a keyword."""
    return f"`{name}`" if name in KEYWORDS else name
