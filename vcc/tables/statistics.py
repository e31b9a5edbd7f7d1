"""Counts over a folder of tables: what it covers, what is found most, what lacks evidence.

Which conclusions are counted is data: those of whole cases in the headline of a section of the
report (`:reportHeadline`), and every conclusion that has a status.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from vcc.findings.model import Status
from vcc.findings.statistics import (
    CitedCount,
    ElementCount,
    FindingCount,
    Named,
    SectionCount,
    Share,
    Statistics,
    Verdicts,
)
from vcc.source.diagnostic import Words
from vcc.tables.database import Database
from vcc.tables.folder import Folder

_TERMS: Final = "SELECT name, label_en, label_zh FROM terms"
_SECTIONS: Final = "SELECT section, label_en, label_zh FROM sections"
# A property may stand in the headline of several sections; a fact stands in one only.
_VERDICTS: Final = """
WITH shown AS (
  SELECT section, unnest(headline) AS predicate, row_number() OVER () AS position FROM sections
), found AS (
  SELECT min(position) AS position, predicate, object, count(DISTINCT path) AS cases
  FROM conclusions JOIN shown USING (section, predicate)
  WHERE of_case AND status IS NULL AND object IS NOT NULL GROUP BY predicate, object
)
SELECT predicate, object, cases FROM found ORDER BY position, predicate, cases DESC, object
"""
_STATUSES: Final = """
SELECT conclusions.section, object, status, count(DISTINCT path) AS cases
FROM conclusions JOIN (SELECT section, row_number() OVER () AS position FROM sections) AS s
  ON conclusions.section = s.section
WHERE of_case AND status IS NOT NULL GROUP BY ALL ORDER BY min(position), object, status
"""
_FINDINGS: Final = """
SELECT name, severity, count(*) AS n, count(DISTINCT path) AS cases, min(label_en), min(label_zh)
FROM findings GROUP BY name, severity ORDER BY n DESC, name
"""
_CITED: Final = """
SELECT statement, count(*) AS n, count(*) FILTER (citations > 0) AS cited FROM statements
WHERE statement NOT IN ('source', 'coder') GROUP BY statement
UNION ALL
SELECT 'move', count(*), count(*) FILTER (citations > 0) FROM moves HAVING count(*) > 0
ORDER BY n DESC, statement
"""
_ORDER: Final = tuple(status.value for status in Status)


def statistics_of(folder: Folder) -> Statistics:
    """Count the tables of a folder.

    Raises:
        PackageMissing: if DuckDB is not installed.
    """
    manifest = folder.manifest
    cases = len(manifest.cases)
    with Database(folder) as database:
        terms = _labels(database, _TERMS)
        sections = _labels(database, _SECTIONS)
        return Statistics(
            cases=cases,
            broken=len(manifest.broken),
            rows={t: n for t, n in manifest.rows().items() if t not in manifest.tables},
            verdicts=_verdicts(database.ask(_VERDICTS).rows, terms, cases),
            sections=_sections(database.ask(_STATUSES).rows, terms, sections),
            findings=_findings(database.ask(_FINDINGS).rows),
            cited=tuple(CitedCount(*row) for row in database.ask(_CITED).rows),
        )


_Rows = Iterable[tuple[Any, ...]]
_Labels = Mapping[str, Words]


def _labels(database: Database, sql: str) -> dict[str, Words]:
    return {name: Words(en, zh) for name, en, zh in database.ask(sql).rows}


def _named(name: str, labels: _Labels) -> Named:
    return Named(name, labels.get(name) or Words(name, name))


def _verdicts(rows: _Rows, terms: _Labels, of: int) -> tuple[Verdicts, ...]:
    return tuple(
        Verdicts(
            _named(property, terms),
            tuple(Share(_named(object, terms), cases, of) for _, object, cases in found),
        )
        for property, found in groupby(rows, key=lambda row: row[0])
    )


def _sections(rows: _Rows, terms: _Labels, sections: _Labels) -> tuple[SectionCount, ...]:
    counted = []
    for section, found in groupby(rows, key=lambda row: row[0]):
        elements = []
        for element, statuses in groupby(found, key=lambda row: row[1]):
            by_status = dict.fromkeys(_ORDER, 0)
            by_status |= {status: cases for _, _, status, cases in statuses}
            elements.append(ElementCount(_named(element, terms), by_status))
        counted.append(SectionCount(_named(section, sections), tuple(elements)))
    return tuple(counted)


def _findings(rows: _Rows) -> tuple[FindingCount, ...]:
    return tuple(
        FindingCount(Named(name, Words(en, zh)), severity, count, cases)
        for name, severity, count, cases, en, zh in rows
    )
