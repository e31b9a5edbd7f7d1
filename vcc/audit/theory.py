"""Everything the checks look at, read from the files once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vcc.audit.model import Problem
from vcc.program import Program, program_from_sources
from vcc.resources import display_name, module_files, rule_files, shape_files, style_files
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText
from vcc.validation.shapes import Shapes, shapes_from_files
from vcc.vocabulary.ontology import Ontology, ontology_from_files
from vcc.vocabulary.rule_notes import RuleNotes, rule_notes_from_sources

NOT_TURTLE = Words("this is not Turtle: {problem}", "此处不是正确的 Turtle：{problem}")
NOT_READABLE = Words("this file cannot be read: {problem}", "无法读取此文件：{problem}")


@dataclass(frozen=True, slots=True)
class TheoryFiles:
    """The files that make up the theory."""

    modules: tuple[Path, ...]
    shapes: tuple[Path, ...]
    style: tuple[Path, ...]
    rules: tuple[Path, ...]

    def __len__(self) -> int:
        return len(self.modules) + len(self.shapes) + len(self.style) + len(self.rules)


def shipped_files() -> TheoryFiles:
    """The files that come with vcc."""
    return TheoryFiles(module_files(), shape_files(), style_files(), rule_files())


@dataclass(frozen=True, slots=True)
class Theory:
    """Ontology, shapes and rules, read."""

    ontology: Ontology = field(repr=False)
    shapes: Shapes = field(repr=False)
    style: Shapes = field(repr=False)
    notes: RuleNotes = field(repr=False)
    program: Program = field(repr=False)


def theory_from_files(files: TheoryFiles) -> Theory | tuple[Problem, ...]:
    """The theory, or every reason why it cannot be read."""
    problems = tuple(_unreadable(files))
    if problems:
        return problems
    sources = tuple(
        SourceText(display_name(path), path.read_text(encoding="utf-8")) for path in files.rules
    )
    try:
        notes, program = rule_notes_from_sources(sources), program_from_sources(sources)
    except SourceErrors as errors:
        return tuple(
            Problem("", diagnostic.message, str(diagnostic.span or ""))
            for diagnostic in errors.diagnostics
        )
    return Theory(
        ontology_from_files(files.modules),
        shapes_from_files(files.shapes),
        shapes_from_files(files.style),
        notes,
        program,
    )


def _unreadable(files: TheoryFiles) -> Iterator[Problem]:
    """What is wrong with each file by itself."""
    yield from _not_turtle((*files.modules, *files.shapes, *files.style))
    for path in files.rules:
        try:
            path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield _not_readable(path, error)


def _not_turtle(paths: Iterable[Path]) -> Iterator[Problem]:
    for path in paths:
        try:
            ontology_from_files([path])
        except SyntaxError as error:
            place = f"{display_name(path)}:{error.lineno}:{error.offset}"
            yield Problem("", NOT_TURTLE.filled({"problem": str(error.msg)}), place)
        except OSError as error:
            yield _not_readable(path, error)


def _not_readable(path: Path, error: Exception) -> Problem:
    return Problem("", NOT_READABLE.filled({"problem": str(error)}), display_name(path))
