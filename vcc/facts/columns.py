"""RDF files ↔ encoded facts, without a Python object for each triple.

N-Triples, one triple a line as every tool writes them, are taken apart in blocks, by arrays:
`lines` finds the terms, `distinct` which of them are equal, and only different ones become
strings, which `grammar` checks once. Everything else (other formats, other spacing, triple terms,
mistakes) goes through pyoxigraph, with the same result as `from_file`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from vcc.engine.columns.arrays import Ids
from vcc.engine.columns.encoded import EncodedFacts, encoded_from_triples, pairs_by_predicate
from vcc.engine.columns.vocabulary import Vocabulary, initials
from vcc.facts.distinct import PADDING
from vcc.facts.from_file import (
    FORMATS,
    format_of,
    format_or_mistake,
    text_of,
    triples_from_text,
)
from vcc.facts.grammar import are_terms, is_canonical
from vcc.facts.lines import Bytes, lines_of
from vcc.facts.mentions import Mentions, Numbers
from vcc.facts.terms import canonical
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import is_iri

_BLOCK: Final = 1 << 18  # bytes: what a block becomes stays in the cache
_KEPT: Final = 1 << 24  # bytes once had and given back: glibc then keeps as many for the next block
_ASCII: Final = 0x7F
_ROWS: Final = 1 << 16  # lines written at a time
_LINE: Final = re.compile(r"(?=[<_])([^ ]++) ([^ ]++) (.*) \.\n")
_SILENT: Final = re.compile(r"[ \t]*(?:#.*)?\n")
_NONE: Final = np.empty(0, np.int32)
Columns = tuple[Numbers, Numbers, Numbers]  # subjects, predicates, objects


def encoded_from_file(
    path: Path, format: str | None = None, *, blank_prefix: str = "", name: str | None = None
) -> EncodedFacts:
    """The facts of a file, equal to those of `triples_from_file`.

    `format` is a key of `FORMATS`, told by the ending if left out; `blank_prefix` goes before the
    labels of blank nodes, to keep files apart; `name` is what people call the file, if not by its
    path.

    Raises:
        OSError: if the file cannot be read.
        SourceErrors: R160 to R163, with the place of the mistake.
    """
    if (format or format_of(path)) == "ntriples":
        with path.open("rb") as file:
            facts = _encoded(file, blank_prefix)
        if facts is not None:
            return facts
    shown = name or str(path)
    content = path.read_bytes()
    known = format_or_mistake(path, shown, format)
    source = text_of(content, shown)
    return _fast_or_parsed(source, known, _as_ntriples(source, known), blank_prefix)


def encoded_from_text(source: SourceText, format: str, *, blank_prefix: str = "") -> EncodedFacts:
    """The facts of a text, equal to those of `triples_from_text`.

    Raises:
        SourceErrors: R161 or R163, with the place of the mistake.
    """
    if format == "ntriples":
        lines: bytes | None = source.text.encode("utf-8", "surrogatepass")
    else:
        lines = _as_ntriples(source, format)
    return _fast_or_parsed(source, format, lines, blank_prefix)


def _fast_or_parsed(
    source: SourceText, format: str, lines: bytes | None, blank_prefix: str
) -> EncodedFacts:
    """The facts of some N-Triples, if they can be taken apart; else of the text they come from."""
    facts = None if lines is None else _encoded(BytesIO(lines), blank_prefix)
    if facts is None:
        return encoded_from_triples(triples_from_text(source, format, blank_prefix=blank_prefix))
    return facts


def _as_ntriples(source: SourceText, format: str) -> bytes | None:
    """The triples of a text as N-Triples lines, made without Python terms; None for mistakes, and
    for N-Triples: those were tried as they are.
    """
    if format == "ntriples":
        return None
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, FORMATS[format][1])
    base = None if format == "nquads" else Path(source.name).absolute().as_uri()
    try:
        quads = pyoxigraph.parse(source.text.encode(), format=kind, base_iri=base)
        triples = (quad.triple for quad in quads)
        return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        return None


def _encoded(file: BufferedIOBase, blank_prefix: str) -> EncodedFacts | None:
    """The facts of lines of N-Triples; None if some line is not of the usual shape."""
    np.empty(_KEPT, np.uint8)
    mentions = Mentions()
    found: list[Columns] = [(_NONE, _NONE, _NONE)]
    try:
        for padded, size in _blocks(file):
            columns = _columns(padded, size, mentions)
            if columns is None:
                return None
            found.append(columns)
    except UnicodeDecodeError:
        return None
    terms, ids = mentions.resolved()
    subjects, predicates, objects = (ids.take(np.concatenate(c)) for c in zip(*found, strict=True))
    vocabulary = Vocabulary(terms)
    if not _are_triples(subjects, predicates, vocabulary):
        return None
    literals = np.flatnonzero(vocabulary.literals).tolist()
    changes = {n: canonical(terms[n]) for n in literals if not is_canonical(terms[n])}
    changes |= _labels(terms, subjects, objects, blank_prefix)
    if changes:  # two spellings may turn out to be one term
        names = [changes.get(number, term) for number, term in enumerate(terms)]
        vocabulary = Vocabulary()
        ids = vocabulary.numbers(names)
        subjects, predicates, objects = map(ids.take, (subjects, predicates, objects))
    return EncodedFacts(vocabulary, pairs_by_predicate(subjects, predicates, objects))


def _blocks(file: BufferedIOBase) -> Iterator[tuple[Bytes, int]]:
    """Whole lines at the beginning of an array, which has some padding behind them.

    The array is used again: only one block is in memory at a time.
    """
    block = bytearray(_BLOCK + PADDING)
    start = file.read(len(BOM_UTF8)).removeprefix(BOM_UTF8)
    held = len(start)
    block[:held] = start
    while read := file.readinto(memoryview(block)[held:-PADDING]):
        held += read
        end = block.rfind(b"\n", 0, held) + 1
        if end:
            yield np.frombuffer(block, np.uint8), end
            held -= end
            block[:held] = block[end : end + held]
        elif held == len(block) - PADDING:  # a line longer than the block
            block = block + bytearray(held)
    if held:
        block[held] = ord("\n")
        yield np.frombuffer(block, np.uint8), held + 1


def _columns(padded: Bytes, size: int, mentions: Mentions) -> Columns | None:
    """Mentions of subjects, predicates and objects, in the order of the text; None if a line has no
    three.

    Raises:
        UnicodeDecodeError: if the text is not UTF-8.
    """
    text = padded[:size]
    if text.max() > _ASCII:
        text.tobytes().decode()
    lines = lines_of(text)
    if not len(lines.plain):
        numbers = np.empty((3, 0), np.int32)
    else:
        numbers = mentions.of(padded, lines.starts.ravel(), lines.lengths.ravel()).reshape(3, -1)
    if not lines.odd:
        return numbers[0], numbers[1], numbers[2]
    ids = np.full((3, lines.count), -1, np.int32)
    ids[:, lines.plain] = numbers
    for line, start, end in lines.odd:
        odd = text[start:end].tobytes().decode()
        triple = _LINE.fullmatch(odd)
        if triple is not None:
            ids[:, line] = mentions.of_odd(triple.groups())
        elif not _SILENT.fullmatch(odd):
            return None
    subjects, predicates, objects = ids[:, ids[0] != -1]
    return subjects, predicates, objects


def _are_triples(subjects: Ids, predicates: Ids, vocabulary: Vocabulary) -> bool:
    """Whether all terms are well formed and stand where they may."""
    terms = vocabulary.terms
    if not are_terms(terms):
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
