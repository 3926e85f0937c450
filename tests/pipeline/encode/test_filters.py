"""Filters: their weight, their likeness, and a plain second way to the same bits."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.encode.filters import Names, dice, filters, grams
from padan.pipeline.encode.hashing import Hasher
from padan.pipeline.encode.parameters import BARE, HARDENED, Parameters

HASHER = Hasher(bytes(range(32)))
WORDS = st.text("ABCDEFGHIJ", min_size=1, max_size=12)


def made(sounds, salts, parameters=HARDENED, hasher=HASHER) -> np.ndarray:
    rows = pa.array([str(n) for n in range(len(sounds))])
    return filters(
        hasher, "sound", Names(pa.array(sounds, pa.string()), rows, pa.array(salts, pa.string())), parameters
    )


def alike(one: np.ndarray, other: np.ndarray) -> float:
    return float(dice(one[None].view(np.uint64), other[None].view(np.uint64))[0])


def twin(sound: str, row: str, salt: str, p: Parameters) -> bytes:
    """Position by position, as the explanation tells it."""
    drawn_by = [HASHER.stream("filter sound", gram, 4096) for gram in grams(sound)]
    best = [min(int.from_bytes(d[4 * b : 4 * b + 4], "little") for d in drawn_by) for b in range(p.filter_bits)]
    noise = HASHER.digests("noise sound", [row])[0]
    chance = {int.from_bytes(noise[2 * i : 2 * i + 2], "little") % p.filter_bits for i in range(p.noise)}
    rest = sorted((b for b in range(p.filter_bits) if b not in chance), key=lambda b: ((best[b] | 1024) >> 10, b))
    chosen = chance | set(rest[: p.weight - len(chance)])
    drawn = HASHER.stream("salt sound", salt, 4096)
    ranks = [(int.from_bytes(drawn[4 * b : 4 * b + 4], "little") | 1024) >> 10 for b in range(p.filter_bits)]
    order = sorted(range(p.filter_bits), key=lambda b: (ranks[b], b))
    return np.packbits([order[b] in chosen for b in range(p.filter_bits)]).tobytes()


@pytest.mark.parametrize("sound", ["SITI", "MUHAMAD AGUS SALIM HIDAIAT", "A"])
def test_the_fast_way_and_the_plain_way_agree(sound: str) -> None:
    assert made([sound], ["1985"])[0].tobytes() == twin(sound, "0", "1985", HARDENED)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8))
@settings(deadline=None, max_examples=15)
def test_every_hardened_filter_has_the_same_weight(sounds: list[str]) -> None:
    assert set(np.bitwise_count(made(sounds, ["s"] * len(sounds))).sum(axis=1)) == {HARDENED.weight}


def test_a_bare_filter_tells_the_length_of_the_name() -> None:
    short, long = made(["ALI", "MUHAMAD AGUS SALIM HIDAIAT"], ["", ""], BARE)

    assert np.bitwise_count(short).sum() * 2 < np.bitwise_count(long).sum()


def test_likeness_follows_the_names_and_stops_at_the_salt() -> None:
    same, again, near, stranger = made(["SITI AMINAH", "SITI AMINAH", "SITI AMINA", "BUDI HARTONO"], ["a"] * 4)
    elsewhere = made(["SITI AMINAH"], ["b"])[0]

    assert alike(same, again) > 0.9
    assert same.tobytes() != again.tobytes()  # noise
    assert 0.75 < alike(same, near) < alike(same, again)
    assert alike(same, stranger) < 0.5
    assert alike(same, elsewhere) < 0.4


def test_the_same_row_has_the_same_noise_and_another_key_another_filter() -> None:
    one, again = made(["SITI"], ["a"]), made(["SITI"], ["a"])
    other = made(["SITI"], ["a"], hasher=Hasher(bytes(32)))

    assert one.tobytes() == again.tobytes()
    assert alike(one[0], other[0]) < 0.4


def test_missing_names_and_missing_salts_are_no_filters() -> None:
    assert not made([None, "SITI"], ["a", None]).any()


def test_pieces_of_names_are_taken_word_by_word() -> None:
    assert grams("ALI BA") == [" A", " B", "A ", "AL", "BA", "I ", "LI"]
