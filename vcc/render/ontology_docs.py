"""The documentation of the theory as HTML: a page for each module, the rules, shapes and claims.

Every page stands for itself: one file without script and without anything from elsewhere. English
and Chinese are two sets of pages that link to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from vcc.audit.documentation import Documented, Term
from vcc.audit.model import Claim
from vcc.render.claims import KINDS, SORTS
from vcc.render.class_picture import Picture, picture_of_classes
from vcc.render.docs_words import WORDS
from vcc.render.evidence import STATUSES_IN_NOTES
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.vocabulary.rdf import local_name

_TEMPLATE: Final = "ontology.html.j2"
_NAMES: Final = {"en": "English", "zh": "中文"}
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere, or (with an empty `href`) nowhere."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is said of an entry."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, rule, shape or claim; `other` is its title in the other language."""

    anchor: str
    title: str
    other: str = ""
    name: str = ""
    sort: str = ""
    text: str = ""
    example: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries below one heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Links of the menu below one heading."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the overview."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class OtherPage:
    """The same page in another language."""

    language: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows."""

    language: str
    file: str
    title: str
    lead: str
    site: str
    words: Mapping[str, str]
    menu: tuple[Group, ...]
    others: tuple[OtherPage, ...]
    other_language: str
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    picture: Picture | None = None


def pages_from_theory(documented: Documented) -> Iterator[tuple[str, str]]:
    """Every file (its path below the folder, its text); `en/index.html` is where to begin.

    Raises:
        ImportError: if jinja2 is not installed.
    """
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("vcc.render", "templates"), autoescape=True, trim_blocks=True
    )
    template = environment.get_template(_TEMPLATE)
    for language in LANGUAGES:
        for page in _Pages(documented, language).all():
            yield f"{language}/{page.file}", template.render(page=page)


@dataclass(frozen=True)
class _Pages:
    documented: Documented
    language: str

    @cached_property
    def said(self) -> Mapping[str, str]:
        return {key: words.in_language(self.language) for key, words in WORDS.items()}

    def all(self) -> Iterator[Page]:
        modules = self.documented.modules
        counts = (
            ("terms", len(self.documented.terms)),
            ("rules", len(self.documented.rules)),
            ("shapes", len(self.documented.shapes)),
            ("claims", len(self.documented.claims)),
        )
        yield self._page(
            "index.html", self.said["site"], self.said["lead"],
            facts=tuple(Fact(self.said[key], count) for key, count in counts),
            picture=picture_of_classes(self.documented, self.language),
        )  # fmt: skip
        for module in modules:
            terms = [t for t in self.documented.terms.values() if t.module == module.name]
            yield self._page(
                module.file, self._in(module.title), self._in(module.description),
                sections=tuple(self._by_sort(terms)),
            )  # fmt: skip
        rules = Section(self.said["rules"], tuple(self._rules()))
        yield self._page("rules.html", rules.title, self.said["rules_lead"], sections=(rules,))
        yield self._page("shapes.html", self.said["shapes"], self.said["shapes_lead"],
                         sections=(Section(self.said["shapes"], tuple(self._shapes())),),
                         )  # fmt: skip
        yield self._page("claims.html", self.said["claims"], self.said["claims_lead"],
                         sections=tuple(self._claims()))  # fmt: skip

    def _page(self, file: str, title: str, lead: str, **more: Any) -> Page:
        others = tuple(
            OtherPage(other, f"../{other}/{file}", _NAMES[other])
            for other in LANGUAGES
            if other != self.language
        )
        return Page(self.language, file, title, lead, self.said["site"], self.said, self._menu(),
                    others, others[0].language, **more)  # fmt: skip

    def _menu(self) -> tuple[Group, ...]:
        groups = [Group(self.said["about"], (Link(self.said["overview"], "index.html"),))]
        for folder in ("core", "frameworks"):
            modules = [m for m in self.documented.modules if m.name.startswith(folder)]
            links = tuple(Link(self._in(m.title), m.file) for m in modules)
            groups.append(Group(self.said[folder], links))
        parts = tuple(Link(self.said[k], f"{k}.html") for k in ("rules", "shapes", "claims"))
        return (*groups, Group(self.said["uses"], parts))

    def _in(self, words: Words) -> str:
        return words.in_language(self.language)

    def _other(self, words: Words) -> str:
        return words.zh if self.language == "en" else words.en

    def _by_sort(self, terms: list[Term]) -> Iterator[Section]:
        for sort, words in SORTS.items():
            entries = tuple(self._term(t) for t in terms if t.sort is sort)
            if entries:
                yield Section(f"{self._in(words)} · {len(entries)}", entries)

    def _term(self, term: Term) -> Entry:
        related = (
            ("kind_of", term.broader), ("kinds", term.narrower), ("instance_of", term.types),
            ("domain", term.domains), ("range", term.ranges),
        )  # fmt: skip
        rows = [Row(self.said[k], self._links(v)) for k, v in related if v]
        if term.words:
            written = self.said["written"]
            rows.append(Row(written, tuple(Link(word) for word in term.words)))
        rows += self._basis(term.claims)
        rules = tuple(
            Link(local_name(r), f"rules.html#{local_name(r)}") for r in term.rules[:_MOST]
        )
        if len(term.rules) > _MOST:
            rules = (*rules, Link(f"+{len(term.rules) - _MOST}"))
        if rules:
            rows.append(Row(self.said["used_by"], rules))
        return Entry(local_name(term.iri), self._in(term.label), self._other(term.label),
                     f":{local_name(term.iri)}", self._in(SORTS[term.sort]),
                     self._in(term.definition), self._in(term.example), tuple(rows))  # fmt: skip

    def _basis(self, claims: tuple[str, ...]) -> Iterator[Row]:
        if claims:
            links = tuple(Link(claim, f"claims.html#{claim}") for claim in claims)
            yield Row(self.said["claims"], links)

    def _links(self, terms: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(
            Link(self._in(found.label), f"{found.file}#{local_name(iri)}")
            if (found := self.documented.terms.get(iri))
            else Link(local_name(iri))
            for iri in terms
        )

    def _rules(self) -> Iterator[Entry]:
        for rule in self.documented.rules:
            rows = [*self._basis(rule.claims)]
            if rule.terms:
                rows.append(Row(self.said["terms"], self._links(rule.terms)))
            rows.append(Row(self.said["place"], (Link(rule.place),)))
            status = STATUSES_IN_NOTES.get(rule.status, Words(rule.status, rule.status))
            yield Entry(local_name(rule.iri), self._in(rule.label), self._other(rule.label),
                        local_name(rule.iri), self._in(status), self._in(rule.reason),
                        rows=tuple(rows))  # fmt: skip

    def _shapes(self) -> Iterator[Entry]:
        for shape in self.documented.shapes:
            rows = (*self._basis(shape.claims), Row(self.said["place"], (Link(shape.place),)))
            yield Entry(local_name(shape.iri), shape.code, "", local_name(shape.iri), "",
                        self._in(shape.message), rows=rows)  # fmt: skip

    def _claims(self) -> Iterator[Section]:
        papers = dict.fromkeys(claim.paper for claim in self.documented.claims)
        for paper in papers:
            claims = [claim for claim in self.documented.claims if claim.paper == paper]
            yield Section(paper, tuple(map(self._claim, claims)))

    def _claim(self, claim: Claim) -> Entry:
        found = self.documented.encodings.get(claim.id, ())
        rows = [Row(self.said["section"], (Link(claim.section),))]
        for sort, words in SORTS.items():
            names = dict.fromkeys(e.name for e in found if e.sort is sort)
            links = tuple(Link(self._named(n), self._where(n, sort.value)) for n in names)
            if links:
                rows.append(Row(self._in(words), links))
        kind = self._in(KINDS.get(claim.kind, Words(claim.kind, claim.kind)))
        return Entry(claim.id, self._in(claim.label), self._other(claim.label), claim.id, kind,
                     rows=tuple(rows))  # fmt: skip

    def _named(self, name: str) -> str:
        return local_name(name) if name.startswith("<") else name

    def _where(self, name: str, sort: str) -> str:
        if sort in ("rule", "shape"):
            return f"{sort}s.html#{local_name(name)}"
        found = self.documented.terms.get(name)
        return f"{found.file}#{local_name(name)}" if found else ""
