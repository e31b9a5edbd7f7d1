"""RDF files ↔ encoded facts, without a Python object for each triple.

N-Triples, one triple a line as every tool writes them, are taken apart by a regular expression
and counted by a dictionary: several times as fast as a parser that makes terms. Each term is
checked against the grammar, once. Everything else (other formats, other spacing, triple terms,
mistakes) goes through pyoxigraph, with the same result as `from_file`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import IO, Final

import numpy as np

from vcc.engine.columns.arrays import NOTHING, Ids
from vcc.engine.columns.encoded import EncodedFacts, encoded_from_triples, pairs_by_predicate
from vcc.engine.columns.vocabulary import Vocabulary, initials
from vcc.facts.from_file import FORMATS, format_of, triples_from_file, triples_from_text
from vcc.facts.terms import canonical
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import is_iri

_BLOCK: Final = 1 << 17  # bytes: what a block becomes stays in the cache
_ROWS: Final = 1 << 16  # lines written at a time
_LINE: Final = re.compile(r"^(?=[<_])([^ ]++) ([^ ]++) (.*) \.\n", re.MULTILINE)
_SILENT: Final = re.compile(r"(?:[ \t]*(?:#.*)?\n)*")

_PLAIN: Final = r'[^\x00-\x20<>"{}|^`\\%#\[\]\x7f-\x9f\ud800-\uf8ff\ufff0-\uffff]*+'
_PART: Final = rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*+"
_IRI: Final = rf"<[A-Za-z][A-Za-z0-9+.-]*:{_PART}(?:#{_PART})?>"
_LABEL: Final = r"_:\w(?:[\w.\u00b7-]*[\w\u00b7-])?"
_HEX: Final = r"[0-9A-Fa-f]"
_CODE: Final = rf"u(?![dD][89a-fA-F]){_HEX}{{4}}|U00(?!00[dD][89a-fA-F])(?:0{_HEX}|10){_HEX}{{4}}"
_TEXT: Final = rf'"(?:[^"\\\n\r]++|\\(?:[tbnrf"\'\\]|{_CODE}))*+"'
_TAG: Final = r"@[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+"
_TERMS: Final = re.compile(rf"(?:(?:{_IRI}|{_LABEL}|{_TEXT}(?:{_TAG}|\^\^{_IRI})?)\n)*+")
_CANONICAL: Final = re.compile(rf'"[^"\\]*+"(?:@[a-z0-9-]+|\^\^<(?!{XSD}string>).*)?\Z')


def encoded_from_file(
    path: Path, format: str | None = None, *, blank_prefix: str = ""
) -> EncodedFacts:
    """The facts of a file, equal to those of `triples_from_file`.

    `format` is a key of `FORMATS`, told by the ending if left out; `blank_prefix` goes before the
    labels of blank nodes, to keep files apart.

    Raises:
        OSError: if the file cannot be read.
        SourceErrors: R160 to R162, with the place of the mistake.
    """
    name = format or format_of(path)
    if name == "ntriples":
        with path.open("rb") as file:
            facts = _encoded(_blocks_of_file(file), blank_prefix)
        if facts is not None:
            return facts
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        name = None
    if name is None:  # `triples_from_file` says what is wrong
        return encoded_from_triples(triples_from_file(path, format, blank_prefix=blank_prefix))
    return encoded_from_text(SourceText(str(path), text), name, blank_prefix=blank_prefix)


def encoded_from_text(source: SourceText, format: str, *, blank_prefix: str = "") -> EncodedFacts:
    """The facts of a text, equal to those of `triples_from_text`.

    Raises:
        SourceErrors: R161, with the place of the mistake.
    """
    text = source.text if format == "ntriples" else _as_ntriples(source, format)
    facts = None if text is None else _encoded(_blocks_of_text(text), blank_prefix)
    if facts is None:
        return encoded_from_triples(triples_from_text(source, format, blank_prefix=blank_prefix))
    return facts


def _blocks_of_file(file: IO[bytes]) -> Iterator[bytes]:
    """Whole lines; only one block is in memory at a time."""
    start = file.read(_BLOCK).removeprefix(BOM_UTF8)
    while start:
        yield start + file.readline()
        start = file.read(_BLOCK)


def _blocks_of_text(text: str) -> Iterator[bytes]:
    """Whole lines as UTF-8."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        yield text[start:end].encode("utf-8", "surrogatepass")
        start = end


def _as_ntriples(source: SourceText, format: str) -> str | None:
    """The triples of a text as N-Triples lines, made without Python terms; None for mistakes."""
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, FORMATS[format][1])
    base = None if format == "nquads" else Path(source.name).absolute().as_uri()
    try:
        quads = pyoxigraph.parse(source.text.encode(), format=kind, base_iri=base)
        triples = (quad.triple for quad in quads)
        lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        return None
    return lines.decode() if lines is not None else None


def _encoded(blocks: Iterable[bytes], blank_prefix: str) -> EncodedFacts | None:
    """The facts of lines of N-Triples; None if some line is not of the usual shape."""
    numbers: dict[str, int] = defaultdict(count().__next__)
    try:
        columns = _columns(blocks, numbers)
    except UnicodeDecodeError:
        columns = None
    if columns is None:
        return None
    vocabulary = Vocabulary(numbers)
    terms = vocabulary.terms
    if not _are_triples(columns[0], columns[1], vocabulary):
        return None
    literals = np.flatnonzero(vocabulary.literals).tolist()
    changes = {n: canonical(terms[n]) for n in literals if not _CANONICAL.match(terms[n])}
    changes |= _labels(terms, columns[0], columns[2], blank_prefix)
    if changes:  # two spellings may turn out to be one term
        names = [changes.get(number, term) for number, term in enumerate(terms)]
        vocabulary = Vocabulary()
        ids = vocabulary.numbers(names)
        columns = (ids.take(columns[0]), ids.take(columns[1]), ids.take(columns[2]))
    return EncodedFacts(vocabulary, pairs_by_predicate(*columns))


def _columns(blocks: Iterable[bytes], numbers: dict[str, int]) -> tuple[Ids, Ids, Ids] | None:
    """Subjects, predicates and objects in the order of the text; None if a line has no three.

    `numbers` gives every new term the next number.
    """
    number = numbers.__getitem__
    found: list[tuple[Ids, ...]] = [(NOTHING, NOTHING, NOTHING)]
    for block in blocks:
        text = block.decode()
        parts = _LINE.split(text if text.endswith("\n") else text + "\n")
        if not _SILENT.fullmatch("".join(parts[::4])):  # what stands between the triples
            return None
        size = len(parts) // 4
        found.append(
            tuple(np.fromiter(map(number, parts[n::4]), np.int64, size) for n in (1, 2, 3))
        )
    subjects, predicates, objects = map(np.concatenate, zip(*found, strict=True))
    return subjects, predicates, objects


def _are_triples(subjects: Ids, predicates: Ids, vocabulary: Vocabulary) -> bool:
    """Whether all terms are well formed and stand where they may."""
    terms = vocabulary.terms
    text = "\n".join([*terms, ""])
    whole = _TERMS.match(text)
    if whole is None or whole.end() != len(text) or text.count("\n") != len(terms):
        return False
    names = np.flatnonzero(np.bincount(predicates, minlength=len(terms)))
    return not vocabulary.literals.take(subjects).any() and all(is_iri(terms[n]) for n in names)


def _labels(terms: list[str], subjects: Ids, objects: Ids, prefix: str) -> dict[int, str]:
    """New labels for blank nodes, counted in the order in which they appear."""
    blank = initials(terms) == ord("_")
    if not blank.any():
        return {}
    nodes = np.column_stack((subjects, objects)).ravel()
    nodes = nodes.take(np.flatnonzero(blank.take(nodes)))
    return {node: f"_:{prefix}b{n}" for n, node in enumerate(dict.fromkeys(nodes.tolist()))}


def ntriples_from_encoded(facts: EncodedFacts) -> Iterator[str]:
    """The facts as lines of N-Triples, sorted, in blocks of many lines.

    Facts that RDF does not know (a literal or triple term as subject) are left out.
    """
    subjects, predicates, objects = facts.sorted_columns()
    vocabulary = facts.vocabulary
    odd = vocabulary.literals | (initials(vocabulary.terms, 1) == ord("<"))
    rows = np.flatnonzero(~odd.take(subjects))
    terms = np.array(vocabulary.terms, dtype=object)
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        pieces = np.full((len(part), 6), " ", dtype=object)
        pieces[:, 5] = " .\n"
        for place, column in ((0, subjects), (2, predicates), (4, objects)):
            pieces[:, place] = terms.take(column.take(part))
        yield "".join(pieces.ravel().tolist())
