"""Columns are found by their names, or said to be missing or doubtful."""

from __future__ import annotations

import pytest

from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.pipeline.children.headers import WHO_NAMES, field_of, find


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("JK", "sex"),
        ("Jenis Kelamin", "sex"),
        ("L/P", "sex"),
        ("Tgl. Lahir", "birth_date"),
        ("Tanggal Lahir (dd/mm/yyyy)", "birth_date"),
        ("Tanggal Pengukuran", "measured_on"),
        ("Usia Saat Ukur", "age"),
        ("Umur (bulan)", "age_months"),
        ("usia_hari", "age_days"),
        ("Berat", "weight"),
        ("BB (kg)", "weight"),
        ("berat_badan_kg", "weight"),
        ("TB/PB (cm)", "length"),
        ("Panjang Badan", "length"),
        ("Cara Ukur", "position"),
        ("LiLA", "arm"),
        ("MUAC", "arm"),
        ("Lingkar Kepala", "head"),
        ("Edema", "oedema"),
        ("height_cm", "length"),
        ("date of birth", "birth_date"),
        ("lenhei", "length"),
        ("measure", "position"),
        ("headc", "head"),
        ("armc", "arm"),
        ("triskin", "triceps"),
        ("subskin", "subscapular"),
        ("is_age_in_month", "is_age_in_month"),
        # What a list says of nutrition, or of birth, is no measurement of today.
        ("BB/U", None),
        ("ZS TB/U", None),
        ("BB Lahir", None),
        ("Nama", None),
        ("", None),
    ],
)
def test_a_header_names_a_field(header: str, field: str | None) -> None:
    assert field_of(header) == field


def test_all_arguments_of_the_who_package_are_known() -> None:
    found = find(list(WHO_NAMES), {}, by_who=True)

    assert list(found.columns) == list(WHO_NAMES.values())
    assert list(found.columns.values()) == list(range(11))


@pytest.mark.parametrize(
    ("headers", "named", "said"),
    [
        ("nama bb tb", {}, ("jenis kelamin (sex)", "umur (age_days", "Kolom yang ada: nama, bb, tb.", "--column sex=")),
        ("jk umur_bulan", {}, ("hasil ukur (weight",)),
        ("jk tgl_lahir bb", {}, ("umur (age_days", "birth_date, measured_on")),
        ("jk umur_bulan bb berat tb", {}, ("berarti weight: bb, berat", "--column weight=bb")),
        ("jk umur_bulan bb tb", {"berat": "KG"}, ("tidak ada kolom 'KG'", "jk, umur_bulan, bb, tb")),
        ("jk umur_bulan bb tb", {"warna": "bb"}, ("'warna' bukan isian anak", "Yang dikenal: sex, birth_date")),
    ],
)
def test_what_is_missing_or_doubtful_is_said(headers: str, named: dict[str, str], said: tuple[str, ...]) -> None:
    with pytest.raises((UnknownSourceError, InvalidValueError)) as caught:
        find(headers.split(), named, by_who=False)

    assert [text for text in said if text not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("headers", "named", "by_who", "expected"),
    [
        # A person's word settles two columns of one meaning, by any name of the field and any spelling of the header.
        ("jk umur_bulan bb berat", {"weight": "berat"}, False, {"weight": 3}),
        ("jk umur_bulan bb berat", {"BB": "BERAT"}, False, {"weight": 3}),
        ("a b c", {"sex": "a", "age_days": "b", "length": "c"}, False, {"sex": 0, "age_days": 1, "length": 2}),
        # A column is taken once: the one said to be the age in months is no longer the weight.
        ("jk bb berat", {"age_months": "bb"}, False, {"age_months": 1, "weight": 2}),
        # Among the package's names, those are believed.
        ("sex age weight berat", {}, True, {"weight": 2}),
        # The package needs no age.
        ("sex lenhei weight", {}, True, {"length": 1, "weight": 2}),
    ],
)
def test_a_column_can_be_named(headers: str, named: dict[str, str], by_who: bool, expected: dict[str, int]) -> None:
    found = find(headers.split(), named, by_who=by_who)

    assert found.columns.items() >= expected.items()
    assert "sex" in found
