"""From what was found in a file to what counts there: its settings, waivers, and choices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.findings.outcome import Outcome
from vcc.library.codes import CaseCodes
from vcc.library.selection import (
    Chosen,
    Selection,
    fits,
    is_fixed,
    is_known,
    near_beginnings,
    stops,
)
from vcc.library.settings import Settings
from vcc.library.settings_codes import (
    NO_EFFECT,
    OTHER_VERSION,
    UNKNOWN_CODE,
    UNKNOWN_KEY,
    WRONG_VALUE,
)
from vcc.library.settings_places import Sources, place_of_code, placed
from vcc.library.settings_search import SettingsErrors, SettingsSearch
from vcc.library.waiving import Unused, looked_for_all, texts_of, waived
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors, Words, end_stage

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

_FRAMEWORKS: Final = "frameworks"
_NEAR: Final = Words("did you mean `{near}`?", "是否想写“{near}”？")
_LIST: Final = Words("vcc rule --list lists them", "vcc rule --list 列出全部代码")


@dataclass(frozen=True, slots=True)
class Measure:
    """By what the files of some settings are judged; what they have in common is made once."""

    settings: Settings
    selection: Selection
    codes: CaseCodes

    def judged(self, outcome: Outcome) -> Judged:
        """What counts of all that was found in a file."""
        found = with_uncited(outcome, self.settings.require_evidence)
        after = waived(found, self.codes)
        return Judged(self.selection.of(after.outcome), self, after.unused, looked_for_all(outcome))

    def counts(self, code: str, file: Path) -> bool:
        """Whether a problem of this code would be found in a file, and count there."""
        return self.selection.counts(code, file) and code in self.codes.severities


@dataclass(frozen=True, slots=True)
class Judged:
    """What counts in a file, by what measure; `unused` are waivers that cover nothing. `is_whole`:
    nothing kept the check from looking for everything."""

    outcome: Outcome
    measure: Measure
    unused: tuple[Unused, ...]
    is_whole: bool

    @property
    def settings(self) -> Settings:
        """The settings that hold for the file."""
        return self.measure.settings


def measure_of(
    settings: Settings, chosen: Chosen, theory_of: Callable[[Settings], Knowledge]
) -> Measure:
    """By what files of these settings are judged; the theory is asked for where it is needed."""
    return Measure(settings, Selection(settings, chosen), CaseCodes(lambda: theory_of(settings)))


class Judge:
    """Judges the files of a run."""

    def __init__(
        self,
        search: SettingsSearch,
        chosen: Chosen,
        theory_of: Callable[[Settings], Knowledge],
    ) -> None:
        self._search = search
        self._chosen = chosen
        self._theory_of = theory_of
        self._measures: dict[Settings, Measure] = {}
        self.notices: tuple[Diagnostic, ...] = ()  # what is odd about the settings of the run

    def settings_of(self, path: Path) -> Settings:
        """The settings of a file.

        Raises:
            SourceErrors: with what is wrong with its configuration (codes L1…).
        """
        try:
            settings = self._search.settings_of(path)
        except SettingsErrors as errors:
            if _may_miss_frameworks(errors):
                raise
            more = self._mistakes(measure_of(errors.settings, self._chosen, self._theory_of))
            raise SourceErrors((*errors.diagnostics, *more)) from None
        self._measure(settings)
        return settings

    def judged(self, outcome: Outcome) -> Judged:
        """What counts of all that was found in a file.

        Raises:
            SourceErrors: with what is wrong with its configuration (codes L1…).
        """
        settings = self._search.settings_of(Path(outcome.file))
        return self._measure(settings).judged(outcome)

    def _measure(self, settings: Settings) -> Measure:
        known = self._measures.get(settings)
        if known is None:
            known = measure_of(settings, self._chosen, self._theory_of)
            self.notices += end_stage(self._mistakes(known))
            self._measures[settings] = known
        return known

    def _mistakes(self, measure: Measure) -> tuple[Diagnostic, ...]:
        """What is wrong with settings, all of whose values go: what they name is not there, or
        cannot have an effect."""
        settings, sources = measure.settings, self._search.sources
        try:
            if settings.frameworks or settings.readings:
                self._theory_of(settings)
            return tuple(mistaken_codes(settings, self._chosen, measure.codes, sources))
        except SourceErrors as errors:  # without a theory nobody knows its codes
            found = tuple(placed(each, settings, sources) for each in errors.diagnostics)
        if not settings.readings:
            return found
        without = replace(settings, readings=())  # codes are the same under every reading
        more = self._mistakes(measure_of(without, self._chosen, self._theory_of))
        return tuple(dict.fromkeys((*found, *more)))


def _may_miss_frameworks(errors: SettingsErrors) -> bool:
    """Whether the mistakes may keep a framework from being known, and so its codes."""
    return any(
        each.code not in (UNKNOWN_KEY.id, WRONG_VALUE.id, OTHER_VERSION.id)
        or any(_FRAMEWORKS in value for value in each.values.values())
        for each in errors.diagnostics
    )


def with_uncited(outcome: Outcome, kinds: Collection[str]) -> Outcome:
    """The outcome with a mistake for every statement of some kinds that cites no evidence.

    A case with mistakes in its text is not looked at: more would only hide them.
    """
    source = texts_of(outcome).get(outcome.file) if kinds else None
    if source is None or any(map(stops, outcome.diagnostics)):
        return outcome
    from vcc.case.from_text import case_from_text
    from vcc.evidence.check import diagnostics_of_uncited
    from vcc.evidence.statements import statements_of

    stated = list(statements_of(case_from_text(source).case))
    uncited = tuple(diagnostics_of_uncited(stated, kinds))
    sources = {**outcome.sources, outcome.file: source}
    return replace(outcome, diagnostics=(*outcome.diagnostics, *uncited), sources=sources)


def mistaken_codes(
    settings: Settings, chosen: Chosen, codes: CaseCodes, sources: Sources
) -> Iterator[Diagnostic]:
    """Codes that are asked for and that would silently do nothing: those that there are not, and
    mistakes of the text that somebody wants to ignore or make lighter."""
    levels = dict(settings.severity)
    for key, place_key, asked in _asked(settings, chosen):
        for code in asked:
            place = partial(place_of_code, settings.files, place_key, code, sources)
            lighter = levels[code] < Severity.ERROR if key == "severity" else "ignore" in key
            if not is_known(code, codes.severities):
                near = near_beginnings(code, codes.severities)
                repair = _NEAR.filled({"near": near[0]}) if near else _LIST
                yield UNKNOWN_CODE.at(place(), code=code, key=key, repair=repair)
            elif lighter and all(is_fixed(c, codes.severities[c]) for c in codes.severities
                                 if fits(code, c)):  # fmt: skip
                yield NO_EFFECT.at(place(), code=code, key=key)


def _asked(
    settings: Settings, chosen: Chosen
) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """What is asked for: what people call the place, the path of its key, the codes."""
    yield "--select", (), chosen.select or ()
    yield "--ignore", (), chosen.ignore
    yield "--extend-select", (), chosen.extend_select
    yield "select", ("select",), settings.select or ()
    yield "ignore", ("ignore",), settings.ignore
    yield "extend-select", ("extend-select",), settings.extend_select
    for code, _ in settings.severity:
        yield "severity", ("severity", code), (code,)
    for pattern, codes in settings.per_file_ignores:
        yield "per-file-ignores", ("per-file-ignores", pattern.glob), codes
