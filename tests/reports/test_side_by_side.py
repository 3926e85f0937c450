"""Two values side by side: what differs is seen, also in numbers of which most digits are hidden."""

from __future__ import annotations

import pytest
from tests.office.reviews.reviews_kit import side

from padan.reports.side_by_side import Compared, Sign, compared, compared_numbers, compared_texts, masked

ONE, OTHER = "6402131203850001", "6402131203850002"


def written(found: Compared) -> tuple[str, str]:
    """Both sides, what differs between brackets."""
    one, other = (
        "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)
        for pieces in (found.one, found.other)
    )
    return one, other


@pytest.mark.parametrize(
    ("one", "other", "told", "sign"),
    [
        ("BUDI", "Budi", ("BUDI", "Budi"), Sign.SAME),
        ("SARYANTI", "SARIANTI", ("SAR[Y]ANTI", "SAR[I]ANTI"), Sign.DIFFERS),
        ("MUHAMMAD ALI", "MUHAMAD ALI", ("MUHA[M]MAD ALI", "MUHAMAD ALI"), Sign.DIFFERS),
        ("BUDI", "SITI", ("[BUDI]", "[SITI]"), Sign.DIFFERS),
        ("BUDI", None, ("BUDI", ""), Sign.ONE),
        (None, "", ("", ""), Sign.NEITHER),
        ("İ", "i", ("[İ]", "[i]"), Sign.DIFFERS),
    ],
)
def test_texts(one: str | None, other: str | None, told: tuple[str, str], sign: Sign) -> None:
    found = compared_texts("Nama", one, other)
    assert (written(found), found.sign) == (told, sign)


@pytest.mark.parametrize(
    ("one", "other", "told", "remark"),
    [
        (ONE, ONE, ("640213••••••••01", "640213••••••••01"), ""),
        (ONE, OTHER, ("640213••••••••0[1]", "640213••••••••0[2]"), "beda angka ke-16 (nomor urut)"),
        (ONE, "6402131302850001", ("640213•[✕]•[✕]••••01", "640213•[✕]•[✕]••••01"),
         "beda angka ke-8 dan 10 (tanggal lahir)"),
        (ONE, "6472131203850001", ("64[0]213••••••••01", "64[7]213••••••••01"), "beda angka ke-3 (wilayah)"),
        (ONE, "6.40213E+15", ("[640213••••••••01]", "[6.40213E+15]"), "panjangnya berbeda"),
        (ONE, None, ("640213••••••••01", ""), ""),
    ],
)  # fmt: skip
def test_numbers(one: str, other: str | None, told: tuple[str, str], remark: str) -> None:
    found = compared_numbers("NIK", one, other)
    assert (written(found), found.remark) == (told, remark)


def test_a_number_that_is_not_whole_is_hidden_too() -> None:
    assert masked("64021312038500017") == "640213•••••••••17"
    assert masked("6402-1312-0385-0001") == "6402-1•••-••••-••01"


@pytest.mark.parametrize(
    ("one", "other", "remark"),
    [
        ("2022-03-04", "2022-04-03", "hari dan bulan tertukar"),
        ("2022-03-04", "2021-03-04", "hanya tahunnya berbeda"),
        ("2022-03-04", "2022-03-05", ""),
        ("2022-03-04", None, ""),
    ],
)
def test_birth_dates(one: str, other: str | None, remark: str) -> None:
    a, b = side("BUDI"), side("BUDI")
    a["record"]["birth"], b["record"]["birth"] = one, other
    row = next(row for row in compared(a, b) if row.title == "Tanggal lahir")
    assert row.remark == remark


@pytest.mark.parametrize(
    ("values", "nik_written", "told", "where"),
    [
        ([], None, "", ""),
        ([ONE], None, "640213••••••••01", "(catatan lain)"),
        ([ONE, OTHER], None, "", ""),
        ([], "9.99999E+15", "9.99999E+15", "(tidak utuh)"),
        ([ONE], "9999999999999999", "640213••••••••01", "(catatan lain)"),
    ],
)
def test_what_a_record_does_not_say_its_persons_other_records_do(
    values: list[str], nik_written: str | None, told: str, where: str
) -> None:
    a, b = side("BUDI", nik=values), side("BUDI", nik=["1"])
    a["record"]["nik_written"], b["record"]["nik"] = nik_written, ONE
    row = next(row for row in compared(a, b) if row.title == "NIK")
    assert ("".join(piece.text for piece in row.one), row.where) == (told, (where, ""))
