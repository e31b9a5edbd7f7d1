"""The pages of codes, from what declares them: `Code` objects, shapes, the notes of findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from vcc.findings.claims import claims_from_ids
from vcc.library.code_reasons import OF_SHAPES, why_of
from vcc.library.codes import mistakes, severities_of_shapes
from vcc.render.code_pages import CodePage, Sort
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.reading import source_from_text
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import is_iri, literal_parts, local_name

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge
    from vcc.vocabulary.rule_notes import FindingNote, RuleNote

_EXAMPLES: Final = "code_examples.json"
_FINDING: Final = vcc("finding")
_DATA: Final = "Data"  # `:violatedByData` holds Turtle: what no case can say
_HEAD: Final = 'vcc 1\nlanguage en\ncase t en"T" {{\n{statements}\n}}\n'


@cache
def kept_examples() -> Mapping[str, Any]:
    """What `code_examples.json` holds, made by the tests from the documents of mistakes and by
    running the examples of rules: `mistakes` (code → language → text) and `findings` (name → the
    rule that finds it among others, and an example on which it does: of a rule, or a `case`)."""
    text = resources.files("vcc.library").joinpath(_EXAMPLES).read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


class CodePages:
    """Every page under a theory; what they share is read once."""

    def __init__(self, theory: Knowledge) -> None:
        self._theory = theory

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code: mistakes, shapes, findings, each sorted."""
        findings = sorted(self._findings)
        return (*mistakes(), *severities_of_shapes(self._theory), *findings)

    def page(self, code: str) -> CodePage:
        """The page of a code.

        Raises:
            KeyError: if there is no such code.
        """
        page = self._made.get(code)
        if page is None:
            page = self._made[code] = self._page(code)
        return page

    def pages(self) -> Iterator[CodePage]:
        """All of them."""
        return map(self.page, self.codes)

    def _page(self, code: str) -> CodePage:
        if code in mistakes():
            return _of_mistake(code)
        if code in self._shapes:
            return self._of_shape(code)
        return self._of_finding(self._findings[code])

    @cached_property
    def _made(self) -> dict[str, CodePage]:
        return {}

    # ---------------------------------------------------------------- shapes
    @cached_property
    def _shapes(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What is said of the shape of each code, by the local name of the property."""
        shapes = self._theory.shapes
        said: dict[str, dict[str, tuple[str, ...]]] = {}
        for shape, property, value in shapes.triples:
            if shape in shapes.codes and is_iri(property):
                own = said.setdefault(shapes.codes[shape], {})
                name = local_name(property)
                own[name] = (*own.get(name, ()), value)
        return said

    def _of_shape(self, code: str) -> CodePage:
        said = self._shapes[code]
        severity = severities_of_shapes(self._theory)[code]
        return CodePage(
            code, Sort.SHAPE, severity, _words(said.get("message", ())), (OF_SHAPES[severity],),
            example=self._example(said, "violatedBy"), repaired=self._example(said, "satisfiedBy"),
            claims=claims_from_ids(map(_lexical, said.get("claim", ())), self._theory.theory),
        )  # fmt: skip

    def _example(self, said: Mapping[str, tuple[str, ...]], name: str) -> Words | None:
        if texts := said.get(name, ()):
            return self._case(_lexical(texts[0]))
        data = said.get(name + _DATA, ())
        return Words(_lexical(data[0]), _lexical(data[0])) if data else None

    def _case(self, statements: str) -> Words:
        """The inside of a case, laid out, in the keywords of each language."""
        from vcc.case.from_text import case_from_text
        from vcc.case.to_text import text_from_case

        try:
            parsed = case_from_text(source_from_text("t", _HEAD.format(statements=statements)))
            written = [
                text_from_case(parsed, keywords, self._theory.terms) for keywords in ("en", "zh")
            ]
        except SourceErrors:
            written = [statements, statements]
        return Words(*map(_inside, written))

    # ---------------------------------------------------------------- findings
    @cached_property
    def _findings(self) -> Mapping[str, FindingNote]:
        return {local_name(note.iri): note for note in self._theory.notes.findings}

    @cached_property
    def _rules(self) -> Mapping[str, RuleNote]:
        return {note.iri: note for note in self._theory.notes.rules}

    @cached_property
    def _found_by(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that conclude each finding by name."""
        found: dict[str, list[str]] = {}
        for rule in self._theory.program.rules:
            for pattern in rule.head:
                if pattern.predicate == _FINDING:
                    found.setdefault(str(pattern.object), []).append(rule.id)
        return {finding: tuple(rules) for finding, rules in found.items()}

    def _of_finding(self, note: FindingNote) -> CodePage:
        name = local_name(note.iri)
        named = [self._rules[id] for id in self._found_by.get(note.iri, ()) if id in self._rules]
        kept = kept_examples()["findings"].get(name, {})
        general = self._rules.get(vcc(kept["rule"])) if kept else None
        rules = named or ([general] if general else [])
        claims = dict.fromkeys((*note.claims, *(claim for rule in rules for claim in rule.claims)))
        example = _first(rule.fires_on for rule in named) or self._kept_example(kept)
        silent = _first(rule.silent_on for rule in named)
        return CodePage(
            name, Sort.FINDING, note.severity, note.message,
            (note.label, *dict.fromkeys(rule.reason for rule in rules)),
            example=self._case(example) if example else None,
            repaired=self._case(silent) if silent else None,
            repair=note.advice,
            claims=claims_from_ids(claims, self._theory.theory),
            rules=tuple((local_name(rule.iri), rule.label) for rule in rules),
        )  # fmt: skip

    def _kept_example(self, kept: Mapping[str, Any]) -> str:
        """An example that is known to lead to the finding: a rule's, or one made of several."""
        if "case" in kept:
            return str(kept["case"])
        rule = self._rules.get(vcc(kept["of"])) if "of" in kept else None
        examples = (*rule.fires_on, *rule.silent_on) if rule else ()
        return examples[kept["number"]] if kept and kept["number"] < len(examples) else ""


def _of_mistake(code: str) -> CodePage:
    declared = mistakes()[code]
    texts = kept_examples()["mistakes"].get(code, {})
    either = next(iter(texts.values()), "")
    example = Words(texts.get("en", either), texts.get("zh", either)) if texts else None
    why = tuple(each for each in (why_of(code), declared.note) if each is not None)
    return CodePage(
        code, Sort.MISTAKE, declared.severity, declared.message, why,
        example=example, repair=declared.help,
    )  # fmt: skip


def _first(groups: Iterable[tuple[str, ...]]) -> str:
    return next((text for group in groups for text in group), "")


def _inside(text: str) -> str:
    """What stands between the braces of a case, moved to the left."""
    lines = text.rstrip().split("\n")
    start = next(number for number, line in enumerate(lines) if line.endswith("{")) + 1
    return "\n".join(line.removeprefix("  ") for line in lines[start:-1]).strip("\n")


def _lexical(literal: str) -> str:
    return literal_parts(literal).lexical


def _words(literals: Iterable[str]) -> Words:
    texts = {literal_parts(each).language[:2]: _lexical(each) for each in literals}
    either = next(iter(texts.values()), "")
    return Words(texts.get("en", either), texts.get("zh", either))
