"""Lots that anybody can draw again: the SHA-256 of ``seed:id``, smallest first.

Not a random number generator: those differ between languages and between versions of one. The SHA-256 (NIST, FIPS
180-4) of a text is the same everywhere, so a list, its seed and ``printf 'SEED:ID' | sha256sum`` are all that a reader
needs; and the lot of one does not depend on who else is on the list or in which order. Taking the smallest of random
numbers that stand by the members is simple random sampling without replacement (Sunter 1977, *Applied Statistics* 26).

The seed has to be fixed, and told to somebody who keeps it, before the list is known: who may choose among seeds
afterwards may choose who is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

#: Columns of lots, of rows or counts, and of truths.
Lots = NDArray[np.uint64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]


def lots(seed: str, ids: Sequence[str], purpose: str = "") -> Lots:
    """The lot of each id: the first 16 hexadecimal digits of its SHA-256, as a number; shape (n,).

    ``purpose`` stands between seed and id (``seed:purpose:id``). Two draws from one seed need two purposes: families
    that a tie of a round's seed brought onto a list would else be likelier in a sample of that list.
    :class:`~padan.kernel.errors.InvalidValueError` for a seed that is empty or holds a colon.
    """
    if not seed or ":" in seed:
        raise InvalidValueError(
            _("Benih undian {seed} tidak dapat dipakai.").format(seed=repr(seed)),
            next_step=_("Pakai teks tanpa titik dua yang ditetapkan sebelum daftarnya diketahui."),
        )
    start = f"{seed}:{purpose}:" if purpose else f"{seed}:"
    begun = hashlib.sha256(start.encode())
    digests = bytearray()
    for each in ids:
        own = begun.copy()
        own.update(each.encode())
        digests += own.digest()[:8]
    return np.frombuffer(bytes(digests), ">u8").astype(np.uint64)


def in_order(keys: Sequence[NDArray[Any]], drawn: Lots, ids: Sequence[str]) -> Whole:
    """The rows in order: by each of ``keys``, least and known first (NaN last), equals by lot; shape (n,).

    Should two lots be equal too (of a million ids, in one draw of 37 million), the ids decide.
    """
    order = np.lexsort((drawn, *reversed(keys)))
    if (np.diff(drawn[order]) == 0).any():
        order = np.lexsort((np.asarray(ids, str), drawn, *reversed(keys)))
    return order.astype(np.int64)


def places_in_line(line: NDArray[np.integer]) -> Whole:
    """Rows stand in order and ``line`` names the line of each: its place there, counted from 1; shape (n,)."""
    by_line = np.argsort(line, kind="stable")
    sorted_lines = line[by_line]
    begins = np.flatnonzero(np.diff(sorted_lines, prepend=sorted_lines[:1] - 1))
    lengths = np.diff(np.append(begins, len(line)))
    place = np.empty(len(line), np.int64)
    place[by_line] = np.arange(len(line)) - np.repeat(begins, lengths) + 1
    return place
