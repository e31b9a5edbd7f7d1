"""Waivers applied: what they cover is set apart, and what is wrong with them is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, Protocol

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome
from vcc.findings.suppressed import Ground, Suppressed
from vcc.library.selection import code_of, fits, is_fixed, near_codes, stops
from vcc.library.waiver_codes import (
    FORM,
    NO_REASON,
    NOT_A_WAIVER,
    NOT_WAIVABLE,
    UNKNOWN_CODE,
    UNUSED,
)
from vcc.library.waivers import WORDS, NoWaiver, WaivedCode, Waiver, Waivers, waivers_in
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors, Words
from vcc.source.reading import read_source
from vcc.source.text import SourceText

_NEAR: Final = Words("did you mean `{near}`?", "是否想写“{near}”？")
# What people write who know such comments from elsewhere, and which of our words they mean.
_MEANT: Final = {
    **{word: word for word in WORDS},
    **dict.fromkeys(("ignore-line", "ignore-next-line"), "ignore"),
    **dict.fromkeys(("ignore-file", "ignore-all"), "file-ignore"),
    "忽略本行": "忽略",
    "忽略全文": "全文忽略",
}
_WHOLE_CODES: Final = Words(
    "a waiver names whole codes; vcc rule --list lists them",
    "豁免须写完整的代码；vcc rule --list 列出全部代码",
)


class Codes(Protocol):
    """The codes that there are: how heavy each is."""

    @property
    def severities(self) -> Mapping[str, Severity]:
        """Every code with its severity."""


@dataclass(frozen=True, slots=True)
class Unused:
    """The codes of a waiver that cover nothing."""

    waiver: Waiver
    codes: tuple[WaivedCode, ...]


@dataclass(frozen=True, slots=True)
class Waived:
    """An outcome with what is waived set apart; `unused` are the waivers of its own file."""

    outcome: Outcome
    unused: tuple[Unused, ...] = ()


def waived(outcome: Outcome, codes: Codes) -> Waived:
    """Apply the waivers of the file and of the libraries that it uses.

    `codes` is asked only where there are waivers. A waiver in a library is never called unused:
    one case may need it, another not.
    """
    texts = texts_of(outcome)
    said = {name: waivers_in(text) for name, text in texts.items()}
    if not any(w.waivers or w.others for w in said.values()):
        return Waived(outcome)
    valid = [w for each in said.values() for w in each.waivers if w.reason]
    used: set[tuple[Waiver, str]] = set()
    suppressed: list[Suppressed] = []

    def is_waived(found: Diagnostic | Finding) -> bool:
        covering = None if stops(found) else _covering(found, valid, outcome.file)
        if covering is None:
            return False
        used.add((covering, code_of(found)))
        suppressed.append(Suppressed(found, Ground.WAIVER, covering.reason))
        return True

    diagnostics = [d for d in outcome.diagnostics if not is_waived(d)]
    findings = tuple(f for f in outcome.findings if not is_waived(f))
    own = said.get(outcome.file, Waivers())
    unused = tuple(_unused(own, used, codes)) if _is_complete(outcome, own) else ()
    diagnostics += sorted(_mistakes(own, unused, codes), key=lambda d: d.sort_key)
    changed = replace(
        outcome, diagnostics=tuple(diagnostics), findings=findings, suppressed=tuple(suppressed)
    )
    return Waived(changed if outcome.file in outcome.sources else _with(changed, texts), unused)


def texts_of(outcome: Outcome) -> Mapping[str, SourceText]:
    """The texts that an outcome is about; that of a library is not among its sources."""
    if outcome.file in outcome.sources or not outcome.was_read:
        return outcome.sources
    try:
        return {**outcome.sources, outcome.file: read_source(outcome.file)}
    except SourceErrors:
        return outcome.sources


def _with(outcome: Outcome, texts: Mapping[str, SourceText]) -> Outcome:
    return replace(outcome, sources=texts)


def _covering(found: Diagnostic | Finding, waivers: Iterable[Waiver], file: str) -> Waiver | None:
    """The first waiver that covers something; one for a whole file must stand in that file."""
    code = code_of(found)
    for waiver in waivers:
        place = found.span.source if found.span else file
        reaches = waiver.lines is not None or waiver.span.source in (place, file)
        if reaches and waiver.covers(found.span) and any(c.code == code for c in waiver.codes):
            return waiver
    return None


def looked_for_all(outcome: Outcome) -> bool:
    """Whether nothing kept a check of the case from going on to its end."""
    return not any(map(stops, outcome.diagnostics))


def _is_complete(outcome: Outcome, own: Waivers) -> bool:
    """Whether everything was looked for that a waiver could cover."""
    return looked_for_all(outcome) and not own.is_library


def _unused(own: Waivers, used: Collection[tuple[Waiver, str]], codes: Codes) -> Iterator[Unused]:
    known = codes.severities
    for waiver in own.waivers:
        idle = tuple(
            c for c in waiver.codes
            if waiver.reason and (waiver, c.code) not in used
            and c.code in known and not is_fixed(c.code, known[c.code])
        )  # fmt: skip
        if idle:
            yield Unused(waiver, idle)


def _mistakes(own: Waivers, unused: Iterable[Unused], codes: Codes) -> Iterator[Diagnostic]:
    known = codes.severities
    for waiver in own.waivers:
        for each in waiver.codes:
            if each.code not in known:
                repair = _near(each.code, known)
                yield UNKNOWN_CODE.at(each.span, code=each.code, repair=repair)
            elif is_fixed(each.code, known[each.code]):
                yield NOT_WAIVABLE.at(each.span, code=each.code)
        if not waiver.reason:
            named = ", ".join(each.code for each in waiver.codes)
            yield NO_REASON.at(waiver.span, codes=named)
    for idle in unused:
        for each in idle.codes:
            yield UNUSED.at(each.span, code=each.code)
    for other in own.others:
        yield NOT_A_WAIVER.at(other.span, repair=_form(other))


def _near(code: str, known: Iterable[str]) -> Words:
    if any(fits(code, other) for other in known):
        return _WHOLE_CODES
    near = near_codes(code, known)
    return _NEAR.filled({"near": near[0]}) if near else _WHOLE_CODES


def _form(other: NoWaiver) -> Words:
    word = other.word.casefold()
    near = [] if other.word in WORDS else get_close_matches(word, _MEANT, 1, 0.7)
    return _NEAR.filled({"near": _MEANT[near[0]]}) if near else FORM
