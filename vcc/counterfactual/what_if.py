"""What if: the difference that a change of a case makes, each part of it with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import unified_diff
from typing import Final

from vcc.case.edit import Edit, additions, text_with_edits
from vcc.case.fragment import fragment_from_text
from vcc.case.removal import (
    is_reference,
    removal_by_reference,
    removal_by_text,
    removal_of_mentions,
)
from vcc.counterfactual.causes import Causes
from vcc.counterfactual.world import World, parsed_text
from vcc.findings.changes import Cause, Change, ChangedSection, Difference
from vcc.findings.conclusions import conclusions_of_facts
from vcc.findings.explain import title_of_conclusion
from vcc.findings.from_facts import FINDING, findings_from_facts, ranked
from vcc.findings.from_report import findings_from_report
from vcc.findings.model import Conclusion, Finding
from vcc.findings.superseded import without_superseded
from vcc.findings.triples import Triples
from vcc.source.diagnostic import Code, SourceErrors, Words
from vcc.source.line_ends import with_line_ends
from vcc.source.patch import unified_patch
from vcc.source.text import SourceText, span_of

OVERLAPPING: Final = Code(
    "C297",
    Words("two of the changes touch the same piece of the text", "有两处修改涉及同一段文字"),
    help=Words("take each thing out once", "每项内容只需删除一次"),
)


# ---------------------------------------------------------------------- the changed text
def changed_text(source: SourceText, add: Sequence[str], remove: Sequence[str]) -> SourceText:
    """The text of a case with statements taken out and put in.

    Raises:
        SourceErrors: with the mistakes of a statement, or where there is nothing to take out.
    """
    parsed = parsed_text(source)
    edits: list[Edit] = []
    for number, what in enumerate(remove, 1):
        if is_reference(what):
            edits += removal_by_reference(parsed, what)
        else:
            written = SourceText(name_of_text("--remove", number, len(remove)), what)
            edits += removal_by_text(parsed, fragment_from_text(written, parsed.case.language))
    edits += removal_of_mentions(parsed, edits)
    try:
        text = text_with_edits(source.text, dict.fromkeys(edits))
    except ValueError:
        raise SourceErrors([OVERLAPPING.at(None)]) from None
    for number, what in enumerate(add, 1):
        written = SourceText(name_of_text("--add", number, len(add)), what)
        fragment = fragment_from_text(written, parsed.case.language)
        now = parsed_text(SourceText(source.name, text))
        text = text_with_edits(text, additions(now, fragment))
    return SourceText(source.name, text)


def name_of_text(option: str, number: int, of: int) -> str:
    """What a text of the command line is called in messages: `--add`, of several `--add (2)`."""
    return f"{option} ({number})" if of > 1 else option


# ---------------------------------------------------------------------- the difference
def difference(
    before: World, after: World, found: Sequence[Finding], shown: Iterable[Conclusion]
) -> Difference:
    """What follows otherwise in the second version.

    `found` and `shown` are the findings and conclusions of the report about the first.
    """
    causes = Causes(before, after)
    written = with_line_ends(before.source.written, after.source.text)
    return Difference(
        case=before.lexicon.node(before.graph.case),
        file=before.source.name,
        language=before.resolved.case.language,
        edits=_edits(before, after),
        sections=tuple(_sections(before, after, tuple(shown), causes)),
        findings=tuple(_findings(before, after, found, causes)),
        patch=unified_patch(before.source.written, written, before.source.name),
        text=written,
    )


def _edits(before: World, after: World) -> tuple[Cause, ...]:
    """The lines that only one of the texts has."""
    found: list[Cause] = []
    old, new = before.source, after.source
    at = [0, 0]
    for line in unified_diff(old.text.split("\n"), new.text.split("\n"), n=10**6, lineterm=""):
        if line.startswith(("---", "+++", "@@")):
            continue
        sides = (line[0] != "+", line[0] != "-")
        for side in (0, 1):
            at[side] += sides[side]
        if line[0] != " " and line[1:].strip():
            added = line[0] == "+"
            source = new if added else old
            start = source.line_starts[at[added] - 1]
            span = span_of(source, start, start + len(source.line(at[added])))
            found.append(Cause(span, line[1:].strip(), added))
    return tuple(found)


def _sections(
    before: World, after: World, shown: tuple[Conclusion, ...], causes: Causes
) -> Iterator[ChangedSection]:
    gone, new = before.inferred - after.inferred, after.inferred - before.inferred
    properties = {fact[1] for fact in gone | new}
    sections = [s for s in before.sections if properties & set(s.properties)]
    for section, found in conclusions_of_facts(after.known, sections, new):
        old = {c.id: c for c in shown if c.section == section.key and c.triple in gone}
        now = {c.id: c for c in found}
        changes = tuple(_change(id, old.get(id), now.get(id), causes) for id in (now | old))
        if changes:
            yield ChangedSection(section.key, section.title, section.is_for_people, changes)


def _change(
    id: str, old: Conclusion | Finding | None, now: Conclusion | Finding | None, causes: Causes
) -> Change:
    found: dict[Cause, None] = {}
    for one, in_after in ((old, False), (now, True)):
        if one is None:
            continue
        if one.triple:
            found |= dict.fromkeys(causes.of([one.triple], in_after))
        elif isinstance(one, Finding):
            found |= dict.fromkeys(causes.about(one.focus.term))
    told = now or old
    assert told is not None, "a change has two sides, one of which may be empty"
    title = told.message if isinstance(told, Finding) else title_of_conclusion(told)
    return Change(id, title, old, now, tuple(found))


def _findings(
    before: World, after: World, found: Sequence[Finding], causes: Causes
) -> Iterator[Change]:
    new = [fact for fact in after.inferred - before.inferred if fact[1] == FINDING]
    known = replace(after.known, inferred=Triples(new))
    now = without_superseded(
        ranked(
            [
                *(f for f in found if f.triple is not None and f.triple in after.inferred),
                *findings_from_facts(known, after.prover, after.graph, after.theory.notes.by_type),
                *findings_from_report(after.validation, after.graph, after.lexicon),
            ]
        ),
        known.ontology,
    )
    old_keys, new_keys = {_key(f) for f in found}, {_key(f) for f in now}
    for finding in now:
        if _key(finding) not in old_keys:
            yield _change(finding.id, None, finding, causes)
    for finding in found:
        if _key(finding) not in new_keys:
            yield _change(finding.id, finding, None, causes)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.name, finding.focus.term, finding.message.en
