"""Codes that people read aloud and type."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.codes import LETTERS, grouped, plain, spelled


@pytest.mark.parametrize(
    ("digest", "length", "letters"),
    [
        (b"\x00\x00\x00\x00\x00", 8, "00000000"),
        (b"\xff\xff\xff\xff\xff", 8, "ZZZZZZZZ"),
        (bytes([0b00001_000, 0b10_00011_0, 0]), 3, "123"),
        (bytes([0b10010_100, 0b11_000000]), 2, "JK"),  # I is no letter
    ],
)
def test_five_bits_are_a_letter(digest: bytes, length: int, letters: str) -> None:
    assert spelled(digest, length) == letters


@pytest.mark.parametrize("written", ["01ABC-DEFGH", "01abc defgh", " 01ABCDEFGH", "oiabc-defgh", "O L a b c D E F G H"])
def test_a_code_is_one_however_it_is_written(written: str) -> None:
    assert plain(written) == "01ABCDEFGH"


@given(st.binary(min_size=1, max_size=20), st.integers(1, 20))
def test_what_is_printed_reads_as_what_was_spelled(text: bytes, length: int) -> None:
    code = spelled(hashlib.sha256(text).digest(), length)
    assert len(code) == length
    assert set(code) <= set(LETTERS)
    assert plain(grouped(code).lower()) == code
    assert [len(group) for group in grouped(code).split("-")][:-1] == [5] * ((length - 1) // 5)
