"""Where a family lives, in one line."""

from __future__ import annotations

import pytest

from padan.reports.people_words import address


@pytest.mark.parametrize(
    ("street", "rt", "rw", "told"),
    [
        ("Jl. Pesut", "003", "001", "Jl. Pesut, RT 003, RW 001"),
        ("Jl. Pesut", "RT 012", "RW. 1", "Jl. Pesut, RT 012, RW 1"),
        (None, "rt 3", None, "RT 3"),
        ("Gg. RT", "", "RW", "Gg. RT"),
        (None, None, None, ""),
    ],
)
def test_an_address(street: str | None, rt: str | None, rw: str | None, told: str) -> None:
    assert address({"address": street, "rt": rt, "rw": rw}) == told
