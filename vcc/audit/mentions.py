"""Where example cases and tests name the claims of papers.

In a case, a comment behind a statement, such as `# XM-014`, says which claim the statement encodes;
a comment on a line of its own is a heading and says nothing of the kind. Tests are looked at where
there are any: in a checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vcc.case.from_text import case_from_text
from vcc.resources import theory_folder
from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import read_source
from vcc.source.text import SourceText, Span, span_of

CLAIM: Final = re.compile(r"\b[A-Z]{2}-[0-9]{3}\b")
_TEST: Final = re.compile(r"^ *(?:async )?def (?P<name>test_\w+)|^# (?P<title>.+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a claim: in a statement of a case (`text` is its line), or in a test."""

    claim: str
    name: str
    text: str
    place: Span
    is_statement: bool


def mentions_of_checkout() -> Iterator[Mention]:
    """Those of the examples and tests beside the theory; none where it is installed without."""
    folder = theory_folder()
    yield from mentions_in_cases(example_files())
    for path in sorted((folder / "tests").glob("**/test_*.py")):
        yield from _in_test(read_source(path, path.relative_to(folder).as_posix()))


def example_files() -> tuple[Path, ...]:
    """The example cases beside the theory and the small cases of the tests, in a checkout."""
    folder = theory_folder()
    return tuple(
        path
        for cases in ("examples", "tests/unit_cases")
        for path in sorted((folder / cases).glob("**/*.vcc"))
    )


def mentions_in_cases(paths: Iterable[Path]) -> Iterator[Mention]:
    """The statements of case files that name a claim; what cannot be read names nothing."""
    for path in paths:
        try:
            source = read_source(path, _display(path))
            if CLAIM.search(source.text):
                yield from _in_case(source)
        except SourceErrors:
            continue


def _in_case(source: SourceText) -> Iterator[Mention]:
    for comment in case_from_text(source).comments:
        if not comment.after_token:
            continue
        line = source.text.split("\n")[comment.line - 1]
        said = line[: line.rfind(comment.text)].strip()
        for id in CLAIM.finditer(comment.text):
            start = comment.start + id.start()
            place = span_of(source, start, start + len(id[0]))
            yield Mention(id[0], source.name, said, place, is_statement=True)


def _in_test(source: SourceText) -> Iterator[Mention]:
    tests = [(m.start(), m["name"] or m["title"]) for m in _TEST.finditer(source.text)]
    for id in CLAIM.finditer(source.text):
        before = [name for start, name in tests if start < id.start()]
        said = before[-1] if before else ""
        place = span_of(source, id.start(), id.end())
        yield Mention(id[0], said or source.name, said, place, is_statement=False)


def _display(path: Path) -> str:
    folder = theory_folder()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
