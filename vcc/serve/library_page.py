"""The start page: the cases of the library, searched by a form that needs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from vcc.findings.sections import Layout
from vcc.render.json_parts import words
from vcc.render.marks import summary
from vcc.serve.cells import address_of
from vcc.serve.replies import is_known, language_of, not_modified, reply, tag_of
from vcc.serve.templates import rendered
from vcc.serve.words import CASES_FOUND, WORDS
from vcc.source.diagnostic import LANGUAGES, Severity, Words

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from vcc.findings.analysis import CaseAnalysis
    from vcc.serve.service import Service, Serving

Case = Mapping[str, Any]


def _number_of(case: Case) -> int:
    return sum(case["findings"].values())


_SHOWN: Final = 100
_LONGEST: Final = 200  # characters of a search
_COUNTS: Final = tuple(map(str, Severity))  # names of severities in a case's findings
_WITH: Final[Mapping[str, tuple[Words, Callable[[Case], bool]]]] = {
    "error": (Words("with errors", "有错误"), lambda case: case["findings"].get("error", 0) > 0),
    "warning": (
        Words("with warnings or errors", "有警告或错误"),
        lambda case: any(case["findings"].get(name, 0) for name in ("error", "warning")),
    ),
    "info": (Words("with questions", "有提问"), lambda case: case["findings"].get("info", 0) > 0),
    "none": (Words("without any", "无任何发现"), lambda case: not any(case["findings"].values())),
}
_ORDERS: Final[Mapping[str, tuple[Words, Callable[[Case], Any] | None]]] = {
    "": (Words("as in the library", "按案例库次序"), None),
    "most": (Words("most findings first", "发现多者在前"), lambda case: -_number_of(case)),
    "fewest": (Words("fewest findings first", "发现少者在前"), _number_of),
}


def row_of_library(report: CaseAnalysis) -> dict[str, Any]:
    """What the start page shows of a case and filters by: what is concluded of it as a whole."""
    parts = [p for p in report.parts if p.section.layout is Layout.VERDICT and p.section.headline]
    told = {
        language: next(filter(None, (summary(p, report.case.term, language) for p in parts)), "")
        for language in LANGUAGES
    }
    verdicts = [
        [conclusion.predicate.name, words(conclusion.predicate.label),
         conclusion.object.name, words(conclusion.object.label)]
        for part in parts
        for conclusion in part.conclusions
        if conclusion.subject.term == report.case.term
        and conclusion.predicate.term in part.section.headline
        and conclusion.object is not None
    ]  # fmt: skip
    return {"summary": told, "verdicts": verdicts}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a reader asks for; an empty text does not matter, nor does one that means nothing."""

    searched: str
    verdict: str
    findings: str
    order: str
    start: int

    @classmethod
    def of(cls, parameters: QueryParams) -> _Wanted:
        def one_of(name: str, known: Iterable[str]) -> str:
            value = parameters.get(name, "")
            return value if value in known else ""

        start = parameters.get("from", "")
        is_number = start.isascii() and start.isdecimal() and len(start) < 8
        return cls(
            parameters.get("q", "")[:_LONGEST],
            parameters.get("verdict", "")[:_LONGEST],
            one_of("findings", _WITH),
            one_of("order", _ORDERS),
            int(start) if is_number else 0,
        )

    @property
    def kept(self) -> dict[str, str]:
        """The parameters that stay when a reader turns the page or changes the language."""
        named = {
            "q": self.searched,
            "verdict": self.verdict,
            "findings": self.findings,
            "order": self.order,
        }
        return {name: value for name, value in named.items() if value}

    def found(self, cases: Iterable[Case]) -> list[Case]:
        """The cases that are asked for, in order."""
        found = [case for case in cases if self._fits(case)]
        by = _ORDERS[self.order][1]
        return sorted(found, key=by) if by else found

    def _fits(self, case: Case) -> bool:
        text = " ".join((case["name"], *case["label"].values())).casefold()
        if not all(word in text for word in self.searched.casefold().split()):
            return False
        if self.verdict and self.verdict not in map(_verdict, case["verdicts"]):
            return False
        return not self.findings or _WITH[self.findings][1](case)


async def start_page(request: Request) -> Response:
    """The library, or the cases that a search finds."""
    service: Service = request.app.state.service
    serving, language = service.now, language_of(request)
    wanted = _Wanted.of(request.query_params)
    tag = tag_of(serving.generation.id, "start", language, wanted)
    if is_known(request, tag):
        return not_modified(tag)
    page = rendered(
        "start.html.j2", language, WORDS["site"].in_language(language),
        **_content(serving, wanted, language), kept=wanted.kept,
    )  # fmt: skip
    return reply(request, page.encode(), "text/html", headers={"ETag": tag})


def _content(serving: Serving, wanted: _Wanted, language: str) -> dict[str, Any]:
    found = wanted.found(serving.cases)
    counted = {"count": str(len(found)), "all": str(len(serving.cases))}
    shown = found[wanted.start : wanted.start + _SHOWN]
    after = wanted.start + _SHOWN
    return {
        "cases": [_row(case, language, serving.base) for case in shown],
        "found": CASES_FOUND.filled(counted).in_language(language),
        "wanted": wanted,
        "verdicts": _facets(serving.cases, language),
        "with_findings": _options({name: said for name, (said, _) in _WITH.items()}, language),
        "orders": _options({name: said for name, (said, _) in _ORDERS.items()}, language),
        "more": _page(wanted, after, language) if after < len(found) else "",
        "previous": _page(wanted, max(0, wanted.start - _SHOWN), language) if wanted.start else "",
    }


def _options(said: Mapping[str, Words], language: str) -> list[tuple[str, str]]:
    return [(name, text.in_language(language)) for name, text in said.items()]


def _page(wanted: _Wanted, start: int, language: str) -> str:
    return f"/?{urlencode({'lang': language, **wanted.kept, 'from': start})}"


def _facets(cases: Iterable[Case], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be asked for: every verdict that is reached in the library, by its property."""
    facets: dict[str, dict[str, str]] = {}
    for case in cases:
        for verdict in case["verdicts"]:
            _, property, _, object = verdict
            facets.setdefault(property[language], {})[_verdict(verdict)] = object[language]
    return [
        (property, sorted(options.items(), key=lambda option: option[1]))
        for property, options in facets.items()
    ]


def _verdict(verdict: list[Any]) -> str:
    return f"{verdict[0]}={verdict[2]}"


def _row(case: Case, language: str, base: str) -> dict[str, Any]:
    return {
        "href": f"{address_of(case['iri'], base)}?lang={language}",
        "label": case["label"][language],
        "summary": case["summary"][language],
        "statements": case["asserted"],
        **{name: case["findings"].get(name, 0) for name in _COUNTS},
    }
