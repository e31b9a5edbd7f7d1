"""Claims of the papers and what encodes them: one in full, or a line for each; text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from vcc.audit.encoding import Encoding, Power, Sort
from vcc.audit.model import Claim
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.json_parts import Json, json_text, words
from vcc.render.words import labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.rdf import is_iri, local_name

SORTS: Final = {
    Sort.CLASS: Words("class", "类"),
    Sort.PROPERTY: Words("property", "属性"),
    Sort.INDIVIDUAL: Words("term", "术语"),
    Sort.RULE: Words("rule", "规则"),
    Sort.SHAPE: Words("shape", "结构约束"),
    Sort.FINDING: Words("finding", "发现"),
    Sort.STATEMENT: Words("example", "示例陈述"),
    Sort.TEST: Words("test", "测试"),
}
KINDS: Final = {
    "rule": Words("rule", "规则"),
    "constraint": Words("constraint", "约束"),
    "metric": Words("metric", "度量"),
    "process": Words("process", "过程"),
    "recommendation": Words("recommendation", "建议"),
    "case-fact": Words("fact of a case", "案例事实"),
    "class": Words("class", "类"),
    "individual": Words("individual", "个体"),
    "property": Words("property", "属性"),
    "hierarchy": Words("hierarchy", "层级"),
}
ADVICE: Final = Words("advice", "建议")
IN_PAPER: Final = Words("section {section} of its paper", "论文第 {section} 节")
LEFT_OUT: Final = Words("left out on purpose", "有意不表达")
MISSING: Final = Words("nothing encodes it", "未被表达")
IS_WEAK: Final = Words("not by what a claim of its kind needs", "缺少该类主张所需的表达")
NOTHING_MISSING: Final = Words(
    "every one of {count} claims is encoded, or left out with a reason",
    "{count} 项主张均已表达，或附理由不表达",
)
_FIGURES: Final = ("图", "表")


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One claim, what encodes it, whether that is enough, and why it is left out (or empty)."""

    claim: Claim
    encodings: tuple[Encoding, ...]
    is_encoded: bool
    left_out: str = ""


def claims_text(
    entries: Iterable[ClaimEntry], language: str, *, width: int, colour: bool, full: bool
) -> str:
    """Each claim in full, or (not `full`) on a line or two; without a final line break."""
    blocks = []
    for entry in entries:
        lines = [*_head(entry, language, width, colour)]
        lines += _full(entry, language, width) if full else _counts(entry, language)
        blocks.append("\n".join(lines))
    return ("\n\n" if full else "\n").join(blocks)


def _head(entry: ClaimEntry, language: str, width: int, colour: bool) -> Iterator[str]:
    claim = entry.claim
    id = painted(claim.id, Colour.GOOD if entry.is_encoded else Colour.WARNING, colour)
    parts = [
        claim.label.in_language(language),
        KINDS.get(claim.kind, Words(claim.kind, claim.kind)).in_language(language),
        _section(claim.section, language),
    ]
    text = " · ".join(shown(part) for part in parts if part)
    for number, line in enumerate(wrapped(text, width, " " * len(claim.id) + "  ")):
        yield line if number else id + line[len(claim.id) :]


def _section(section: str, language: str) -> str:
    if not section or section.startswith(_FIGURES):
        return section
    return IN_PAPER.filled({"section": section}).in_language(language)


def _counts(entry: ClaimEntry, language: str) -> Iterator[str]:
    counts = Counter(encoding.sort for encoding in entry.encodings)
    said = (f"{SORTS[sort].in_language(language)} {counts[sort]}" for sort in SORTS if counts[sort])
    remarks = (remark.in_language(language) for remark in _remarks(entry))
    yield "        " + ", ".join((*said, *remarks))


def _remarks(entry: ClaimEntry) -> Iterator[Words]:
    if entry.left_out:
        yield LEFT_OUT
    elif not entry.is_encoded:
        yield IS_WEAK if entry.encodings else MISSING


def _full(entry: ClaimEntry, language: str, width: int) -> Iterator[str]:
    for remark in _remarks(entry):
        said = remark.in_language(language)
        text = labelled(remark, entry.left_out, language) if entry.left_out else said
        yield from wrapped(shown(text), width, "  ")
    for sort in SORTS:
        for encoding in entry.encodings:
            if encoding.sort is sort:
                yield from _encoding(encoding, language, width)


def _encoding(encoding: Encoding, language: str, width: int) -> Iterator[str]:
    advises = Power.ADVISES in encoding.powers
    sort = (ADVICE if advises else SORTS[encoding.sort]).in_language(language)
    place, name = _place(encoding.place), _name(encoding)
    label = encoding.label.in_language(language)
    parts = [name] if encoding.sort in (Sort.STATEMENT, Sort.TEST) else [name, label]
    if encoding.sort is Sort.STATEMENT:
        parts = [label]
    said = " — ".join(dict.fromkeys(part for part in parts if part))
    yield from wrapped(shown(f"{sort}  {said}"), width, "  ", "      ")
    if place:
        yield f"      {shown(place)}"


def _name(encoding: Encoding) -> str:
    return local_name(encoding.name) if is_iri(encoding.name) else encoding.name


def _place(place: Span | str) -> str:
    return f"{place.source}:{place.line}" if isinstance(place, Span) else place


def json_from_claims(entries: Iterable[ClaimEntry]) -> str:
    """The same as one JSON document, in both languages."""
    return json_text({"claims": [_entry_data(entry) for entry in entries]})


def _entry_data(entry: ClaimEntry) -> Json:
    claim = entry.claim
    data: Json = {
        "id": claim.id,
        "kind": claim.kind,
        "section": claim.section,
        "label": words(claim.label),
        "encoded": entry.is_encoded,
        "by": [
            {
                "sort": encoding.sort.value,
                "name": _name(encoding),
                "label": words(encoding.label),
                "place": _place(encoding.place),
                "powers": sorted(power.value for power in encoding.powers),
            }
            for encoding in entry.encodings
        ],
    }
    if entry.left_out:
        data["leftOut"] = entry.left_out
    return data
