"""Facts in words."""

from __future__ import annotations

import pytest

from padan.pipeline.assess import wording


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (wording.day("2022-08-12"), "12 Agustus 2022"),
        (wording.day(None), "tanggal tidak diketahui"),
        (wording.listing([]), ""),
        (wording.listing(["a"]), "a"),
        (wording.listing(["a", "b", "c"]), "a, b dan c"),
        (wording.sources(["eppgbm", "krs"]), "e-PPGBM dan KRS"),
        (wording.months(None), "umur tidak diketahui"),
        (wording.months(7), "7 bulan"),
        (wording.name({"name": None}), "tanpa nama"),
        (wording.sex(None), "jenis kelamin tidak diketahui"),
        (wording.village("64.02.13.1008"), "Wonotirto, Samboja"),
        (wording.village("64"), "Kalimantan Timur"),
        (wording.village(None), "desa tidak diketahui"),
        (wording.village("99.99.99.9999"), "99.99.99.9999"),
        (wording.head({"head": None}), "Keluarga tanpa kepala keluarga"),
    ],
)
def test_in_words(said: str, expected: str) -> None:
    assert said == expected
