"""Names that differ as twins' names do: RAFA and RAFI, ALIF A and ALIF B, NADIA and NADIA KEDUA."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline.link.evidence.ladder import Flags

_VOWELS = np.frombuffer(b"AEIOU", dtype=np.uint8)

#: A last word that counts children (as it sounds), and one letter that does where the other name has another.
_COUNTED, _LETTERED = r" (?:FERTAMA|KEDUA|KETIGA)$", r" [A-Z]$"


def like_twins(a: pa.Array, b: pa.Array) -> Flags:
    """Whether two sounds that are not the same are so but for one vowel, or for a last word that tells twins apart."""
    return _one_vowel(a, b) | _counted(a, b) | _lettered(a, b)


def _one_vowel(a: pa.Array, b: pa.Array) -> Flags:
    lengths = pc.binary_length(a).to_numpy(zero_copy_only=False)
    out = lengths == pc.binary_length(b).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(out)
    one, other = (_letters(names.take(pa.array(rows))) for names in (a, b))
    differ = one != other
    vowels = np.isin(one, _VOWELS) & np.isin(other, _VOWELS)
    out[rows] = (differ.sum(axis=1) == 1) & ~(differ & ~vowels).any(axis=1)
    return out


def _letters(names: pa.Array) -> NDArray[np.uint8]:
    """The letters of each name, shape (names, letters of the longest)."""
    texts = np.array(names.cast(pa.binary()).to_pylist(), dtype=np.bytes_)
    return texts.view(np.uint8).reshape(len(texts), texts.dtype.itemsize)


def _counted(a: pa.Array, b: pa.Array) -> Flags:
    return _same(*(pc.replace_substring_regex(names, _COUNTED, "") for names in (a, b)))


def _lettered(a: pa.Array, b: pa.Array) -> Flags:
    """Different single letters at the end: no initials of one word. What stands before may be misspelt."""
    lettered = [pc.match_substring_regex(names, _LETTERED).to_numpy(zero_copy_only=False) for names in (a, b)]
    return lettered[0] & lettered[1] & ~_same(*(pc.utf8_slice_codeunits(names, -1) for names in (a, b)))


def _same(a: pa.Array, b: pa.Array) -> Flags:
    return pc.equal(a, b).to_numpy(zero_copy_only=False)
