"""Ids as people say them: with labels where names stand, in either language (`全渠道销售` for
`mechanism:omnichannel`, `role:Users=co-creator` for `role:users=co-creator`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Final

from vcc.case.resolved import ResolvedCase
from vcc.findings.ids import matching_ids
from vcc.findings.sections import sections_from_ontology
from vcc.findings.triples import Triples
from vcc.vocabulary.namespaces import LABEL
from vcc.vocabulary.ontology import WORD, Ontology
from vcc.vocabulary.rdf import local_name

_MARKS: Final = re.compile(r"([:@=])")
_MOST: Final = 16  # ways to read one text; a label seldom names more than two things
Labels = Mapping[str, tuple[str, ...]]


def meant_ids(what: str, ids: Iterable[str], labels: Labels) -> tuple[str, ...]:
    """The ids that `what` can mean, by their beginning or else by labels."""
    known = tuple(ids)
    read = (matching_ids(said, known) for said in (what, *spoken_ids(what, labels)))
    return next(filter(None, read), ())


def spoken_ids(what: str, labels: Labels) -> Iterator[str]:
    """What `what` may be as (the beginning of) an id, each label in it replaced by a name; the
    likeliest first."""
    parts = [part.strip() for part in _MARKS.split(what)]
    read = [_read(part, labels.get(part.casefold(), ())) for part in parts]
    readings = ("".join(reading) for reading in islice(product(*read), _MOST))
    yield from (reading for reading in readings if reading != what)


def _read(part: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """What is a name already is read so first."""
    return (part, *names) if part in names else (*names, part)


def labels_of(resolved: ResolvedCase, ontology: Ontology, theory: Triples) -> Labels:
    """What people call things, in lower case, with the names that these have in ids: the sections
    of a report, what the case declares, and the terms of the theory."""
    found: dict[str, dict[str, None]] = {}

    def call(text: str, *names: str) -> None:
        found.setdefault(text.casefold(), {}).update(dict.fromkeys(names))

    texts = ontology.texts
    sections = sections_from_ontology(theory)
    shown = Counter(property for section in sections for property in section.properties)
    for section in sections:
        word = section.id_pattern.partition(":")[0].partition("{")[0]
        for property in section.properties if word else ():
            for text in _all(texts[LABEL].get(property, {})) if shown[property] == 1 else ():
                call(text, word)
    for name, thing in resolved.declared.items():
        for label in thing.item.labels if thing.item else thing.statement.labels:
            call(label.text, name)
    for term in (*texts[LABEL], *texts[WORD]):
        name = local_name(term)
        for text in _all(texts[LABEL].get(term, {})) | _all(texts[WORD].get(term, {})):
            call(text, name, name.lower())
    return {label: tuple(names) for label, names in found.items()}


def _all(texts: Mapping[str, Iterable[str]]) -> set[str]:
    return {text for spoken in texts.values() for text in spoken}
