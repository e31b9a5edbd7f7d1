"""Whether terms are well formed N-Triples.

Most terms of most files are IRIs of the web in plain ASCII: these are told by arrays, all at once.
A regular expression has the last word about all others. Whatever it does not know goes to a
parser, which knows more and can say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from vcc.engine.columns.arrays import Mask
from vcc.facts.lines import Bytes
from vcc.vocabulary.namespaces import XSD

_PLAIN: Final = (
    r'[^\x00-\x20<>"{}|^`\\%#\[\]\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\U0010ffff]*+'
)
_PART: Final = rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*+"
_HOST: Final = r"//[^/?:@#>]*+(?::[0-9]*+)?(?=[/?#>])"
_IRI: Final = rf"<[A-Za-z][A-Za-z0-9+.-]*:(?:(?!//)|(?={_HOST})){_PART}(?:#{_PART})?>"
_LABEL: Final = r"_:\w(?:[\w.\u00b7-]*[\w\u00b7-])?"
_HEX: Final = r"[0-9A-Fa-f]"
_CODE: Final = rf"u(?![dD][89a-fA-F]){_HEX}{{4}}|U00(?!00[dD][89a-fA-F])(?:0{_HEX}|10){_HEX}{{4}}"
_TEXT: Final = rf'"(?:[^"\\\n\r]++|\\(?:[tbnrf"\'\\]|{_CODE}))*+"'
_TAG: Final = r"@[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+"
_TERMS: Final = re.compile(rf"(?:(?:{_IRI}|{_LABEL}|{_TEXT}(?:{_TAG}|\^\^{_IRI})?)\n)*+")
_CANONICAL: Final = re.compile(rf'"[^"\\]*+"(?:@[a-z0-9-]+|\^\^<(?!{XSD}string>).*)?\Z')
_BEGINNINGS: Final = np.frombuffer(b"<http://<https:/", np.uint64)
_SPECIAL: Final = np.array(
    [n > 0x7F or chr(n) == ":" or not re.fullmatch(_PLAIN, chr(n)) for n in range(256)]
)
_AT_ONCE: Final = 1 << 12  # terms: what is made of them stays in the cache
_LINE_FEED, _OPEN, _CLOSE, _HASH = b"\n<>#"


def are_terms(terms: Sequence[str]) -> bool:
    """Whether all are IRIs, labels of blank nodes, or literals; False may mean: ask a parser."""
    return all(_are_terms(terms[at : at + _AT_ONCE]) for at in range(0, len(terms), _AT_ONCE))


def _are_terms(terms: Sequence[str]) -> bool:
    text = "\n".join([*terms, ""])
    plain = _are_plain(np.frombuffer(text.encode("utf-8", "surrogatepass") + bytes(8), np.uint8))
    if len(plain) != len(terms):
        return False
    others = [terms[n] for n in np.flatnonzero(~plain).tolist()]
    text = "".join(f"{term}\n" for term in others)
    whole = _TERMS.match(text)
    return whole is not None and whole.end() == len(text)


def _are_plain(text: Bytes) -> Mask:
    """For each line of a text, whether it is an IRI of the web without anything unusual.

    Eight more bytes follow the last line. Of all special characters, such a line has `<` at its
    beginning, the `:` of its scheme, at most one `#`, and `>` at its end.
    """
    special = np.flatnonzero(_SPECIAL.take(text[:-8]))
    kinds = text.take(special)
    ends = np.flatnonzero(kinds == _LINE_FEED)  # among the special characters
    if not len(ends):
        return np.empty(0, np.bool_)
    feeds = special.take(ends)
    begins = np.concatenate((np.zeros(1, np.int64), feeds[:-1] + 1))
    sizes = np.diff(ends, prepend=-1)
    plain: Mask = (sizes == 4) | ((sizes == 5) & (kinds.take(np.maximum(ends - 2, 0)) == _HASH))
    plain &= (text.take(begins) == _OPEN) & (text.take(feeds - 1) == _CLOSE)
    beginnings = np.ndarray((len(text) - 7,), np.uint64, text, 0, (1,))[begins]
    plain &= (beginnings == _BEGINNINGS[0]) | (beginnings == _BEGINNINGS[1])
    return plain


def is_canonical(literal: str) -> bool:
    """Whether a literal surely is as `canonical` would spell it."""
    return _CANONICAL.match(literal) is not None
