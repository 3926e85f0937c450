"""Errors say what, where and what next, and each kind has its exit code."""

from __future__ import annotations

import pytest

from padan.kernel.errors import (
    InvalidValueError,
    PadanError,
    Place,
    RegisterError,
    UnknownSourceError,
    UnreadableFileError,
)


def test_what_where_and_next() -> None:
    error = PadanError("NIK salah", where=Place("a.xlsx", "Data", 7, "nik"), next_step="Periksa KTP.")
    assert str(error) == "NIK salah (a.xlsx, lembar Data, baris 7, kolom nik)\nPeriksa KTP."


@pytest.mark.parametrize("where", [None, Place(), Place(sheet="")])
def test_a_place_that_is_not_known_is_not_said(where: Place | None) -> None:
    assert str(PadanError("NIK salah", where=where)) == "NIK salah"


def test_exit_codes() -> None:
    kinds = (PadanError, InvalidValueError, UnreadableFileError, UnknownSourceError, RegisterError)
    assert [kind.exit_code for kind in kinds] == [1, 1, 3, 4, 5]


def test_an_invalid_value_is_a_value_error() -> None:
    assert issubclass(InvalidValueError, ValueError)
