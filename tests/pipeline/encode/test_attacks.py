"""The simplest attacks: what they read of bare filters, and what of hardened ones."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.encoded_attacks import KEY, attacked, sent, town

from padan.pipeline.encode.hashing import Hasher
from padan.pipeline.encode.parameters import BARE, HARDENED


@pytest.fixture(scope="module")
def shares() -> dict[str, dict[str, float]]:
    """Shares of rows that each attack reads."""
    return attacked(4000, {"bare": BARE, "hardened": HARDENED})


@pytest.mark.parametrize("attack", ["names by frequency", "villages by frequency"])
def test_frequencies_read_bare_rows_and_not_hardened_ones(shares: dict[str, dict[str, float]], attack: str) -> None:
    assert shares["bare"][attack] > 0.15
    assert shares["hardened"][attack] < 0.02


def test_grouping_alike_filters_reads_no_hardened_row(shares: dict[str, dict[str, float]]) -> None:
    assert shares["hardened"]["names by groups"] < 0.01


def test_a_dictionary_reads_every_nik_with_the_key_and_none_without() -> None:
    people = town(300, 3)
    table = sent(np.arange(300), people, HARDENED)
    niks = people.column("nik").combine_chunks().drop_null()

    def read(key: bytes) -> int:
        tried = Hasher(key).tokens("nik", niks).view(np.uint64)[:, 0]
        return int(np.isin(tried, table.rows.tokens["nik"]).sum())

    assert read(KEY) == len(niks) > 250
    assert read(bytes(32)) == 0
