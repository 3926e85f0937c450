"""Names as Bloom filters that can be compared without being read.

A bare filter (Schnell and others 2009) sets a few bits for each bigram, so a long name sets more. A hardened one sets
the same number of bits for every name: each bigram ranks all positions by the key, and the positions that any of the
name's bigrams ranks best are set until the weight is reached. Some of them are set by chance instead, always the same
for one row, so that encoding it again tells nothing new. Last, the positions are exchanged by a permutation that the
salt draws: filters of two salts have nothing in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.pipeline.encode.hashing import Bytes2D, Hasher
from padan.pipeline.encode.parameters import Parameters

#: Names worked on at once, 4 kB each.
_PIECE = 128

_LAST = np.iinfo(np.uint32).max

_Ranks = NDArray[np.uint32]


def grams(sound: str, size: int = 2) -> list[str]:
    """The distinct pieces of a name, word by word, with a blank before and after each word; in no order."""
    pieces = {f" {word} "[i : i + size] for word in sound.split() for i in range(len(word) + 3 - size)}
    return sorted(pieces)


@dataclass(frozen=True, slots=True)
class Names:
    """A column of names for one filter. ``rows`` tells rows apart for the noise; ``salts`` null: nothing is encoded."""

    sounds: pa.Array
    rows: pa.Array
    salts: pa.Array


def filters(hasher: Hasher, label: str, names: Names, parameters: Parameters) -> Bytes2D:
    """The filters of a column, ``filter_bits / 8`` bytes a row, all 0 where there is nothing to encode."""
    out = np.zeros((len(names.sounds), parameters.filter_bits // 8), np.uint8)
    there = np.flatnonzero(names.sounds.is_valid().to_numpy(False) & names.salts.is_valid().to_numpy(False))
    if not there.size:
        return out
    sounds, rows, salts = (column.take(pa.array(there)) for column in (names.sounds, names.rows, names.salts))
    table, spread = _ranked(hasher, label, sounds.to_pylist(), parameters)
    noise = _noise(hasher, label, rows, parameters)
    order, which = _permutations(hasher, label, salts, parameters)
    # Names of like length together: a piece is as wide as its longest name.
    by_length = np.argsort([len(places) for places in spread], kind="stable")
    for piece in _pieces(by_length):
        bits = _bits(table, [spread[row] for row in piece], noise[piece], parameters)
        if order is not None:
            bits = np.take_along_axis(bits, order[which[piece]], axis=1)
        out[there[piece]] = np.packbits(bits, axis=1)
    return out


def _pieces(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for low in range(0, len(rows), _PIECE):
        yield rows[low : low + _PIECE]


def _ranked(hasher: Hasher, label: str, sounds: list[str], parameters: Parameters) -> tuple[_Ranks, list[list[int]]]:
    """What each distinct bigram says of each position, last a row that says nothing; the bigrams of each name."""
    found = {sound: grams(sound, parameters.gram) for sound in set(sounds)}
    known = {gram: place for place, gram in enumerate(sorted({gram for each in found.values() for gram in each}))}
    make = _ranks if parameters.weight else _double_hashed
    nothing = np.full(parameters.filter_bits, _LAST, np.uint32)
    table = np.stack([*(make(hasher, f"filter {label}", gram, parameters) for gram in known), nothing])
    numbers = {sound: [known[gram] for gram in each] for sound, each in found.items()}
    return table, [numbers[sound] for sound in sounds]


def _ranks(hasher: Hasher, label: str, value: str, parameters: Parameters) -> _Ranks:
    """A number above 0 for each position, no two alike: the lower, the sooner it is set."""
    size = parameters.filter_bits
    drawn = np.frombuffer(hasher.stream(label, value, 4 * size), "<u4")
    return (drawn | np.uint32(size)) & ~np.uint32(size - 1) | np.arange(size, dtype=np.uint32)


def _double_hashed(hasher: Hasher, label: str, value: str, parameters: Parameters) -> _Ranks:
    one, other = np.frombuffer(hasher.stream(label, value, 16), "<u8")
    size = parameters.filter_bits
    places = (int(one) % size + np.arange(parameters.hashes) * (int(other) % size)) % size
    ranks = np.ones(size, np.uint32)
    ranks[places] = 0
    return ranks


def _bits(table: _Ranks, names: list[list[int]], noise: NDArray[np.int64], parameters: Parameters) -> NDArray[np.bool_]:
    wide = max(map(len, names))
    nothing = len(table) - 1
    places = np.array([name + [nothing] * (wide - len(name)) for name in names])
    best = table[places[:, 0]]
    for place in range(1, wide):
        np.minimum(best, table[places[:, place]], out=best)
    if not parameters.weight:
        return best == 0
    np.put_along_axis(best, noise, np.uint32(0), axis=1)
    last = np.partition(best, parameters.weight - 1, axis=1)[:, parameters.weight - 1]
    return best <= last[:, None]


def _noise(hasher: Hasher, label: str, rows: pa.Array, parameters: Parameters) -> NDArray[np.int64]:
    """The positions that chance sets in each row."""
    drawn = np.frombuffer(b"".join(hasher.digests(f"noise {label}", rows.to_pylist())), "<u2")
    return (drawn.reshape(len(rows), -1)[:, : parameters.noise] % parameters.filter_bits).astype(np.int64)


def _permutations(
    hasher: Hasher, label: str, salts: pa.Array, parameters: Parameters
) -> tuple[NDArray[np.int16] | None, NDArray[np.int64]]:
    """The order of positions for each distinct salt, and which one each row takes."""
    encoded = salts.dictionary_encode()
    which = encoded.indices.to_numpy().astype(np.int64)
    if parameters.salt == "none":
        return None, which
    drawn = [_ranks(hasher, f"salt {label}", salt, parameters) for salt in encoded.dictionary.to_pylist()]
    return np.argsort(np.stack(drawn), axis=1).astype(np.int16), which


def dice(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.float64]:
    """How alike filters are, side by side, 0 to 1: twice the bits in common over the bits of both (words of 64)."""
    common = np.bitwise_count(left & right).sum(axis=1, dtype=np.int64)
    both = np.bitwise_count(left).sum(axis=1, dtype=np.int64) + np.bitwise_count(right).sum(axis=1, dtype=np.int64)
    return 2 * common / np.maximum(both, 1)
