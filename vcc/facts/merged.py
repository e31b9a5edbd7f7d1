"""Encoded facts of several files as one set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from vcc.engine.columns.arrays import Pairs, sorted_distinct
from vcc.engine.columns.encoded import EncodedFacts, recoded
from vcc.engine.columns.vocabulary import Vocabulary


def merged(parts: Sequence[EncodedFacts]) -> EncodedFacts:
    """The union of sets of facts, in the vocabulary of the first, which grows by their terms."""
    if len(parts) == 1:
        return parts[0]
    vocabulary = parts[0].vocabulary if parts else Vocabulary()
    found: defaultdict[int, list[Pairs]] = defaultdict(list)
    for part in parts:
        for predicate, pairs in recoded(part, vocabulary).items():
            found[predicate].append(pairs)
    pairs_of = {p: sorted_distinct(np.concatenate(several)) for p, several in found.items()}
    return EncodedFacts(vocabulary, pairs_of)
