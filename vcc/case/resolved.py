"""A case whose names and words are known to mean something: what the graph is built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vcc.case.model import Case, Declaration, Item, Name, Statement
from vcc.source.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Declared:
    """What a name of the case stands for.

    `target` is the word that `ClauseWord.targets` uses: the id of the statement (`actor`,
    `resource`, …), or `demand` / `goal` for a named item. `statement` declares the name, or is
    the actor in whose block `item` stands.
    """

    name: str
    target: str
    statement: Declaration
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class ResolvedCase:
    """A case, the declarations that it takes from libraries, and what its words mean.

    `case` is the file as written. `statements` are those of its libraries (in the order of `use`,
    only the names that are used, and what they need themselves), then its own.
    `declared` has every name of `statements`; `terms` has every (scheme, word) that they mention,
    as IRI terms (N-Triples strings). `files` are the library files read, for caches;
    `diagnostics` are warnings.
    """

    case: Case
    statements: tuple[Statement, ...]
    declared: Mapping[str, Declared]
    terms: Mapping[tuple[str, str], str]
    files: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def declarations(self) -> Iterator[Declaration]:
        """The declared things, libraries' first, in the order of the texts."""
        return (s for s in self.statements if isinstance(s, Declaration))

    def term(self, scheme: str, name: Name) -> str:
        """The ontology term that a word of the case names.

        Raises:
            KeyError: if the case does not mention that word in a place of that scheme.
        """
        return self.terms[scheme, name.text]

    def thing(self, name: Name) -> Declared:
        """What a name of the case stands for.

        Raises:
            KeyError: if the case declares no such name.
        """
        return self.declared[name.text]
