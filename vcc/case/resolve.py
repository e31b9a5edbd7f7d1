"""Case → resolved case: every name to what it stands for, every word to a term of the ontology.

Order never matters: all declarations are known before any name is looked up. What a well-formed
case needs beyond its names and words is the affair of the shapes (`ontology/shapes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from os.path import normpath
from typing import Final

from vcc.case import name_codes as codes
from vcc.case.consistency import (
    DECLARED_HERE,
    consistency_mistakes,
    declared_names,
    name_span,
)
from vcc.case.libraries import ReadLibrary, path_of, read_library
from vcc.case.model import Case, Declaration, Statement, Use
from vcc.case.references import Reference, citation_references, references, term_uses
from vcc.case.resolved import Declared, ResolvedCase
from vcc.case.suggest import (
    a_sort,
    did_you_mean,
    near_words,
    place,
    repair_of_name,
    repair_of_term,
    sorts,
    term_place,
)
from vcc.case.terms import Terms
from vcc.source.diagnostic import Diagnostic, Related, SourceErrors, Words, end_stage
from vcc.source.shell import shell_path


class Resolver:
    """Resolves cases against one ontology; libraries that several cases use are read once."""

    def __init__(self, terms: Terms, read: ReadLibrary = read_library) -> None:
        self._terms = terms
        self._read = read
        self._libraries: dict[str, ResolvedCase | SourceErrors] = {}
        self._found: dict[tuple[str, str], str | None] = {}

    def resolve(self, case: Case) -> ResolvedCase:
        """The case with its names and words looked up.

        Raises:
            SourceErrors: with every mistake in its names and words (codes C2…).
        """
        return self._resolve(case, (normpath(case.span.source),))

    def look_up(self, case: Case) -> tuple[ResolvedCase, list[Diagnostic]]:
        """The case as far as its names and words mean something, and what is wrong with them."""
        return self._looked_up(case, (normpath(case.span.source),))

    def forget(self) -> None:
        """Read libraries again when they are next used: they may have changed since."""
        self._libraries.clear()

    def _resolve(self, case: Case, chain: tuple[str, ...]) -> ResolvedCase:
        resolved, mistakes = self._looked_up(case, chain)
        warnings = end_stage(mistakes)
        return replace(resolved, diagnostics=warnings) if warnings else resolved

    def _looked_up(
        self, case: Case, chain: tuple[str, ...]
    ) -> tuple[ResolvedCase, list[Diagnostic]]:
        mistakes: list[Diagnostic] = []
        used = list(self._used(case, chain, mistakes))
        taken = _merged(used)
        statements = (*taken, *case.statements)
        declared, twice = declared_names(statements)
        mistakes += twice
        terms = self._terms_of(case.statements, mistakes)
        for _, library in used:
            terms |= library.terms
        mistakes += _name_mistakes(case, declared, mistakes)
        mistakes += consistency_mistakes(case.statements, declared)
        files = {file: None for path, library in used for file in (path, *library.files)}
        return ResolvedCase(case, statements, declared, terms, tuple(files)), mistakes

    # ------------------------------------------------------------------ words
    def _terms_of(
        self, statements: Iterable[Statement], mistakes: list[Diagnostic]
    ) -> dict[tuple[str, str], str]:
        terms: dict[tuple[str, str], str] = {}
        for statement in statements:
            for use in term_uses(statement):
                if not use.scheme:
                    continue
                key = (use.scheme, use.name.text)
                term = self._found.get(key)
                if term is None:
                    term = self._found[key] = self._terms.find(*key)
                if term is not None:
                    terms[key] = term
                    continue
                mistakes.append(
                    codes.UNKNOWN_TERM.at(
                        use.name.span,
                        word=use.name.text,
                        what=term_place(use),
                        repair=repair_of_term(use, self._terms),
                    )
                )
        return terms

    # ------------------------------------------------------------------ libraries
    def _used(
        self, case: Case, chain: tuple[str, ...], mistakes: list[Diagnostic]
    ) -> Iterator[tuple[str, ResolvedCase]]:
        """The libraries of a case, with what it takes from them."""
        for use in case.uses:
            path = path_of(use, case)
            if path in chain:
                circle = " → ".join((*chain[chain.index(path) :], path))
                mistakes.append(codes.CIRCULAR_USE.at(use.span, circle=circle))
                continue
            library = self._library(path, chain)
            if isinstance(library, SourceErrors):
                mistakes.append(_unusable(use, path, library))
            elif not library.case.is_library:
                mistakes.append(codes.NOT_A_LIBRARY.at(use.file.span, file=use.file.text))
            else:
                yield path, _taken(use, library, mistakes)

    def _library(self, path: str, chain: tuple[str, ...]) -> ResolvedCase | SourceErrors:
        if path not in self._libraries:
            try:
                self._libraries[path] = self._resolve(self._read(path), (*chain, path))
            except SourceErrors as errors:
                if any(d.code == codes.CIRCULAR_USE.id for d in errors.diagnostics):
                    return errors  # a circle depends on where it was entered: never kept
                self._libraries[path] = errors
        return self._libraries[path]


def resolve(case: Case, terms: Terms, read: ReadLibrary = read_library) -> ResolvedCase:
    """Resolve one case; see `Resolver` for many.

    Raises:
        SourceErrors: with every mistake in its names and words (codes C2…).
    """
    return Resolver(terms, read).resolve(case)


# ---------------------------------------------------------------------- names
_ALSO_HERE: Final = Words("also named here", "此处也使用了该名称")
_PLACES: Final = 3


def _references(case: Case) -> Iterator[Reference]:
    yield from citation_references(case.citations)
    for statement in case.statements:
        yield from references(statement)


def _name_mistakes(
    case: Case, declared: Mapping[str, Declared], before: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """What is wrong with the names; a name that is not declared is told once, where it is first."""
    unknown = {d.values["name"] for d in before if d.code == codes.NOT_IN_FILE.id}
    first: dict[str, Diagnostic] = {}
    again: dict[str, list[Related]] = defaultdict(list)
    for reference in _references(case):
        name = reference.name.text
        thing = declared.get(name)
        if thing is None:
            if name in first:
                again[name].append(Related(_ALSO_HERE, reference.name.span))
            elif name not in unknown:
                first[name] = _unknown(reference, declared)
        elif reference.targets and thing.target not in reference.targets:
            yield _wrong_sort(reference, thing, declared)
    for name, mistake in first.items():
        yield replace(mistake, related=(*mistake.related, *again[name][:_PLACES]))


def _unknown(reference: Reference, declared: Mapping[str, Declared]) -> Diagnostic:
    """A name that is not declared."""
    name, repair = reference.name, repair_of_name(reference, declared)
    if reference.place == "@":
        return codes.UNKNOWN_SOURCE.at(name.span, name=name.text, repair=repair)
    return codes.UNKNOWN_NAME.at(
        name.span, name=name.text, place=place(reference.place), sorts=sorts(reference.targets),
        repair=repair,
    )  # fmt: skip


def _wrong_sort(
    reference: Reference, thing: Declared, declared: Mapping[str, Declared]
) -> Diagnostic:
    """A name that is declared as something that its place does not take."""
    name = reference.name
    others = {n: d for n, d in declared.items() if n != name.text}
    return codes.WRONG_SORT.at(
        name.span,
        (Related(DECLARED_HERE, name_span(thing)),),
        name=name.text,
        sort=a_sort(thing.target),
        place=place(reference.place),
        sorts=sorts(reference.targets),
        repair=_repair_of_sort(reference, others),
    )


def _repair_of_sort(reference: Reference, others: Mapping[str, Declared]) -> Words:
    near = near_words(
        reference.name.text, [n for n, d in others.items() if d.target in reference.targets]
    )
    if near:
        return did_you_mean(near)
    wanted = sorts(reference.targets)
    return Words(f"name {wanted.en} here", f"此处请写{wanted.zh}的名称")


# ---------------------------------------------------------------------- libraries
def _unusable(use: Use, path: str, errors: SourceErrors) -> Diagnostic:
    """One message at the `use`; a mistake inside the library is shown as its own place."""
    first = errors.diagnostics[0]
    if first.span is None:
        return codes.LIBRARY_UNREADABLE.at(use.file.span, file=use.file.text, reason=first.message)
    if first.code == codes.CIRCULAR_USE.id:
        return codes.CIRCULAR_USE.at(use.span, circle=first.values["circle"])
    return codes.LIBRARY_WITH_MISTAKES.at(
        use.file.span,
        (Related(first.message, first.span),),
        file=use.file.text,
        word=shell_path(path),
        count=str(len(errors.diagnostics)),
    )


def _taken(use: Use, library: ResolvedCase, mistakes: list[Diagnostic]) -> ResolvedCase:
    """What a case takes from a library: the names it lists, and all that these refer to."""
    if not use.names:
        return library
    wanted: list[str] = []
    for name in use.names:
        if name.text in library.declared:
            wanted.append(name.text)
            continue
        near = near_words(name.text, library.declared)
        repair = did_you_mean(near) if near else _names_of(library)
        mistakes.append(
            codes.NOT_IN_FILE.at(name.span, file=use.file.text, name=name.text, repair=repair)
        )
    needed: set[str] = set()
    while wanted:
        statement = library.declared[wanted.pop()].statement
        if statement.name.text not in needed:
            needed.add(statement.name.text)
            wanted += [reference.name.text for reference in references(statement)]
    statements = tuple(s for s in library.declarations if s.name.text in needed)
    declared = {n: d for n, d in library.declared.items() if d.statement.name.text in needed}
    return ResolvedCase(library.case, statements, declared, library.terms, library.files)


def _names_of(library: ResolvedCase) -> Words:
    names = ", ".join(list(library.declared)[:12])
    return Words(f"it declares: {names}", f"其中声明了：{names}")


def _merged(used: Iterable[tuple[str, ResolvedCase]]) -> list[Declaration]:
    """The declarations of all libraries, once each though several files may bring the same."""
    taken: dict[object, Declaration] = {}
    for _, library in used:
        for statement in library.declarations:
            taken.setdefault(statement.span, statement)
    return list(taken.values())
