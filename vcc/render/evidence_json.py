"""What looking up the quotes of cases gave, for machines (`vcc schema evidence`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.evidence.place import Where
from vcc.evidence.report import EvidenceReport, Looked, LookedSource, Status
from vcc.render.json_parts import Json, diagnostic, json_text, span
from vcc.source.diagnostic import Diagnostic

FORMAT: Final = "vcc-evidence/1"
UnreadCase = tuple[str, Sequence[Diagnostic]]  # its file, and why it could not be read


def json_from_evidence(
    reports: Sequence[EvidenceReport], unread: Sequence[UnreadCase], version: str
) -> str:
    """All reports as JSON text; sentences in both languages."""
    summary = {status.value: sum(r.counts.get(status, 0) for r in reports) for status in Status}
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "cases": list(map(_case, reports)),
            "unread": [
                {"file": file, "diagnostics": list(map(diagnostic, found))}
                for file, found in unread
            ],
            "summary": summary,
        }
    )


def _case(report: EvidenceReport) -> Json:
    return {
        "file": report.file,
        "name": report.name,
        "sources": list(map(_source, report.sources)),
        "quotes": list(map(_quote, report.quotes)),
        "statements": {
            kind: {"uncited": uncited, "all": of} for kind, (uncited, of) in report.kinds.items()
        },
        "uncited": [
            {"kind": stated.kind, "name": stated.name, "place": span(stated.span)}
            for stated in report.statements
            if not stated.is_cited
        ],
        "stale": list(report.stale),
        "unlocked": report.unlocked,
        "diagnostics": list(map(diagnostic, report.diagnostics)),
    }


def _source(looked: LookedSource) -> Json:
    return {
        "name": looked.source.name,
        "file": looked.source.file.text if looked.source.file else None,
        "path": looked.path or None,
        "sha256": looked.sha256 or None,
        "bytes": looked.size or None,
        "is_as_locked": looked.is_as_locked,
    }


def _quote(looked: Looked) -> Json:
    is_somewhere = looked.where is not None
    return {
        "source": looked.quoted.source.text,
        "places": list(looked.quoted.places),
        "text": looked.quoted.quote.text,
        "place": span(looked.quoted.quote.span),
        "status": looked.status.value,
        "place_fits": looked.fit.fits,
        "found": _where(looked.where) if looked.where else None,
        "start": looked.start if is_somewhere else None,
        "end": looked.end if is_somewhere else None,
        "nearest": looked.passage or None,
        "difference": [{"in": piece.kind, "text": piece.text} for piece in looked.difference],
    }


def _where(where: Where) -> Json:
    return {
        "section": where.section or None,
        "pages": list(where.pages),
        "line": where.line or None,
    }
