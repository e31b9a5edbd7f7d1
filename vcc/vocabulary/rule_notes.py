"""What rule files say about their rules: the Turtle in their `#:` lines, as data.

The lines of a rule file that begin with `#:` are one Turtle document, read with the file's
PREFIX and BASE lines (see `rules/README.md`). Everything else is blanked out rather than cut, so
that every place in the document is the same place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from vcc.source.diagnostic import Code, Severity, SourceErrors, Words
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import Triple, is_iri, is_literal, literal_parts, local_name
from vcc.vocabulary.turtle import triples_from_turtle, turtle_mistake

RULE: Final = vcc("Rule")
FINDING_TYPE: Final = vcc("FindingType")
NOTE_MISTAKE: Final = Code(
    "R160",
    Words(
        "this is not Turtle: {problem}",
        "此处不是正确的 Turtle：{problem}",
    ),
    note=Words(
        "lines that begin with `#:` describe the rules of the file; together they are Turtle",
        "以 `#:` 开头的行描述本文件的规则，合起来是一份 Turtle 文档",
    ),
)
_NOTE = re.compile(r"(?P<indent>[ \t]*)#:(?P<turtle>.*)")
_DIRECTIVE = re.compile(r"[ \t]*(?:PREFIX|BASE)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"[ \t]*#:[ \t]*(?P<name><[^>]*>|[\w-]*:[^\s;,]+)[ \t]+a[ \t]")
_SEVERITIES: Final = {vcc(str(severity)): severity for severity in Severity}
_EMPTY: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What a rule file says about one rule; what it does not say is empty.

    `status` is the local name of the status (`stated`, `derived`, `ours`); `fires_on` and
    `silent_on` are insides of cases; `span` is where the description begins.
    """

    iri: str
    status: str
    claims: tuple[str, ...]
    label: Words
    reason: Words
    fires_on: tuple[str, ...]
    silent_on: tuple[str, ...]
    rule_of: tuple[str, ...]
    span: Span | None = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FindingNote:
    """What a rule file says about one finding; `advice` only where a paper gives it."""

    iri: str
    severity: Severity
    claims: tuple[str, ...]
    label: Words
    message: Words
    advice: Words | None
    span: Span | None = field(compare=False, repr=False)


@dataclass(frozen=True)
class RuleNotes(KeptParts):
    """All notes of some rule files; `triples` is what the notes say as RDF."""

    rules: tuple[RuleNote, ...]
    findings: tuple[FindingNote, ...]
    triples: tuple[Triple, ...] = field(repr=False)

    @part
    def by_rule(self) -> Mapping[str, RuleNote]:
        """The notes of rules, by the term of the rule."""
        return KeptMapping({note.iri: note for note in self.rules})

    @part
    def by_type(self) -> Mapping[str, FindingNote]:
        """The notes of findings, by the term of their type."""
        return KeptMapping({note.iri: note for note in self.findings})

    def complete(self) -> RuleNotes:
        """The same with everything worked out that is asked of nearly every theory."""
        assert self.by_rule is not None
        assert self.by_type is not None
        return self


def rule_notes_from_sources(sources: Iterable[SourceText]) -> RuleNotes:
    """The notes of rule files, in their order.

    Raises:
        SourceErrors: if the notes of a file are not Turtle; every file is looked at first.
    """
    rules: list[RuleNote] = []
    findings: list[FindingNote] = []
    triples: list[Triple] = []
    mistakes = []
    for number, source in enumerate(sources):
        try:
            found = tuple(triples_from_turtle(_turtle(source).encode(), source.name, f"n{number}x"))
        except SyntaxError as error:
            mistakes.append(turtle_mistake(NOTE_MISTAKE, source, error))
            continue
        notes = _Notes(found, _subject_spans(source))
        rules += (notes.rule(term) for term in notes.of_class(RULE))
        findings += (notes.finding(term) for term in notes.of_class(FINDING_TYPE))
        triples += found
    if mistakes:
        raise SourceErrors(mistakes)
    return RuleNotes(tuple(rules), tuple(findings), tuple(triples))


def _turtle(source: SourceText) -> str:
    """The Turtle document of a rule file: same lines, same columns, the rest blank."""
    lines = []
    for line in source.text.split("\n"):
        note = _NOTE.match(line)
        if note:
            lines.append(f"{note['indent']}  {note['turtle']}")
        else:
            lines.append(line if _DIRECTIVE.match(line) else "")
    return "\n".join(lines)


def _subject_spans(source: SourceText) -> Mapping[str, Span]:
    """Where the description of each subject begins, by the local part of its name."""
    found: dict[str, Span] = {}
    for start, line in zip(source.line_starts, source.text.split("\n"), strict=True):
        subject = _SUBJECT.match(line)
        if subject:
            at = start + subject.start("name"), start + subject.end("name")
            local = re.split(r"[:/#]", subject["name"].rstrip(">"))[-1]
            found.setdefault(local, span_of(source, *at))
    return found


class _Notes:
    """The triples of one file, asked as sentences and lists."""

    def __init__(self, triples: Iterable[Triple], spans: Mapping[str, Span]) -> None:
        self._spans = spans
        self._said: dict[tuple[str, str], list[str]] = {}
        self._of_class: dict[str, list[str]] = {}
        for subject, property, value in triples:
            self._said.setdefault((subject, property), []).append(value)
            if property == TYPE and subject not in self._of_class.get(value, ()):
                self._of_class.setdefault(value, []).append(subject)

    def of_class(self, rdf_class: str) -> list[str]:
        return self._of_class.get(rdf_class, [])

    def rule(self, term: str) -> RuleNote:
        status = self._values(term, "status")
        return RuleNote(
            iri=term,
            status=_local(status[0]) if status else "",
            claims=self._lexicals(term, "claim"),
            label=self._words(term, LABEL),
            reason=self._words(term, vcc("reason")),
            fires_on=self._lexicals(term, "firesOn"),
            silent_on=self._lexicals(term, "silentOn"),
            rule_of=self._lexicals(term, "ruleOf"),
            span=self._spans.get(_local(term)),
        )

    def finding(self, term: str) -> FindingNote:
        severity = self._values(term, "severity")
        advice = self._words(term, vcc("advice"))
        return FindingNote(
            iri=term,
            severity=_SEVERITIES.get(severity[0], Severity.ERROR) if severity else Severity.ERROR,
            claims=self._lexicals(term, "claim"),
            label=self._words(term, LABEL),
            message=self._words(term, vcc("message")),
            advice=None if advice == _EMPTY else advice,
            span=self._spans.get(_local(term)),
        )

    def _values(self, term: str, name: str) -> list[str]:
        return self._said.get((term, vcc(name)), [])

    def _lexicals(self, term: str, name: str) -> tuple[str, ...]:
        values = self._values(term, name)
        return tuple(literal_parts(value).lexical for value in values if is_literal(value))

    def _words(self, term: str, property: str) -> Words:
        """A text in both languages; the other stands in for one that is missing."""
        texts: dict[str, str] = {}
        for value in self._said.get((term, property), ()):
            if is_literal(value):
                parts = literal_parts(value)
                texts.setdefault(parts.language[:2], parts.lexical)
        otherwise = next(iter(texts.values()), "")
        return Words(texts.get("en", otherwise), texts.get("zh", otherwise))


def _local(term: str) -> str:
    return local_name(term) if is_iri(term) else ""
