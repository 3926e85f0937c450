"""``padan show``: one person, the family and where every value comes from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.app.app_kit import FATHER, MOTHER, Padan, write_list

from padan.app.person_page import age
from padan.reports.choosing import why_chosen


@pytest.fixture
def child(small_current: Path) -> dict[str, str]:
    """A measured child whom three lists know."""
    with duckdb.connect() as con:
        found = con.execute(
            f"""
            SELECT p.person_id, p.family_id, p.name, p.nik, min(r.record_id), count(*)::VARCHAR
            FROM '{small_current}/person.parquet' p JOIN '{small_current}/record.parquet' r USING (person_id)
            JOIN (SELECT DISTINCT person_id FROM '{small_current}/measurement.parquet') m USING (person_id)
            WHERE len(p.sources) >= 3 AND p.nik IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1
            """
        ).fetchall()[0]
    return dict(zip(("person", "family", "name", "nik", "record", "records"), found, strict=True))


def test_everything_known_is_shown(small: Padan, child: dict[str, str]) -> None:
    told = small("show", child["person"]).out

    for part in ("Nilai orang ini", "Nilai keluarganya", "Pengukuran", "Catatan", "Keluarga   " + child["family"]):
        assert part in told
    assert len(re.findall(r"^  [0-9a-f]{16}\.\d", told, re.MULTILINE)) == int(child["records"])
    assert "✓" in told


@pytest.mark.parametrize("by", ["nik", "record", "person"])
def test_a_person_is_found_by_number_or_id(small: Padan, child: dict[str, str], by: str) -> None:
    assert f"{child['name']}   {child['person']}" in small("show", child[by]).out


def test_numbers_are_masked_unless_asked_for(small: Padan, child: dict[str, str]) -> None:
    assert not re.search(r"\b\d{16}\b", small("show", child["person"]).out)
    assert child["nik"] in small("show", child["person"], "--full").out


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_no_line_is_wider_than_the_screen(
    small: Padan, child: dict[str, str], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)

    told = small("show", child["person"]).out

    assert max(map(len, told.splitlines())) <= int(width)


@pytest.fixture
def couple(padan: Padan, tmp_path: Path) -> Padan:
    """A register of a couple, two people called alike, and a NIK without its last digit."""
    alike = "SITI ROHMAH,6402135207900003,6402132003150009,12-07-1990,2,1,Wonotirto,Samboja,2\n"
    lost = "BUDI SANTOSO,6402131503800000.0,6402132003150011,15-03-1980,1,1,Wonotirto,Samboja,3\n"
    padan("receive", write_list(tmp_path, rows=FATHER + MOTHER + alike + lost), "--as-of", "2026-06-30")
    padan("release")
    return padan


def test_a_name_is_found_however_it_is_spelt(couple: Padan) -> None:
    assert "AHMAD SALIM   P" in couple("show", "Achmad", "Salim").out
    assert "AHMAD SALIM   P" in couple("show", "salim ahmad").out
    assert "AHMAD SALIM   P" in couple("show", "ahmad salimm").out


def test_a_name_that_fits_several_lists_them(couple: Padan) -> None:
    told = couple("show", "siti").out

    assert "2 orang cocok." in told
    assert "SITI RAHMAH, perempuan, lahir 15 Agu 1988, NIK 640213********02" in " ".join(told.split())


def test_a_nik_whose_last_digit_was_lost_is_found(couple: Padan) -> None:
    assert "BUDI SANTOSO   P" in couple("show", "6402131503800007").out


def test_a_family_card_number_lists_the_family(couple: Padan) -> None:
    told = couple("show", "6402132003150004").out

    assert "AHMAD SALIM" in told
    assert "SITI RAHMAH" in told


@pytest.mark.parametrize("asked", ["Zulkarnain", "6402139999999999", "P000000000000000", "-", "..."])
def test_nobody_is_said(couple: Padan, asked: str) -> None:
    told = couple("show", "--", asked)

    assert told.code == 1
    assert "tidak ditemukan" in told.err


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        (date(2024, 11, 22), date(2026, 11, 21), "23 bulan"),
        (date(2024, 11, 21), date(2026, 11, 21), "24 bulan"),
        (date(1990, 1, 1), date(2026, 11, 21), "36 tahun"),
        (date(2027, 1, 1), date(2026, 11, 21), ""),
        (None, date(2026, 11, 21), ""),
    ],
)
def test_an_age_in_months_and_then_in_years(born: date | None, on: date, said: str) -> None:
    assert age(born, on) == said


def _claims(*said: tuple[str, str, str]) -> list[dict]:
    """Source, value and day; the first one is chosen."""
    return [
        {"source": source, "value": value, "true_at": date.fromisoformat(day), "chosen": number == 0}
        for number, (source, value, day) in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("attribute", "said", "why"),
    [
        ("name", [("dtsen", "A", "2026-01-01")], ""),
        ("name", [("dtsen", "A", "2026-01-01"), ("krs", "A", "2026-02-01")], "semua sama"),
        ("name", [("opensid", "A", "2025-01-01"), ("krs", "B", "2026-02-01")], "Berasal dari pencatatan sipil"),
        ("name", [("krs", "A", "2026-02-01"), ("opensid", "By. Ny. B", "2026-02-01")], "yang lain meragukan"),
        ("name", [("krs", "A", "2026-02-01"), ("krs", "B", "2025-02-01")], "yang terbaru dari KRS"),
        ("address", [("krs", "A", "2026-02-01"), ("opensid", "B", "2025-02-01")], "yang terbaru (1 Feb 2026)"),
        ("name", [("office", "A", "2020-02-01"), ("opensid", "B", "2026-02-01")], "Keputusan petugas"),
        ("address", [("krs", "B", "2026-02-01"), ("office", "A", "2020-02-01")], "yang terbaru (1 Feb 2026)"),
        ("birth_date", [("puskesmas_fhir", "2024-05-01", "2026-01-01"), ("opensid", "2024-05-02", "2026-01-01")],
         "Dicatat di tempat lahir"),
        ("birth_date", [("opensid", "1984-05-01", "2026-01-01"), ("puskesmas_fhir", "1984-05-02", "2026-01-01")],
         "Berasal dari pencatatan sipil"),
        ("unheard_of", [("krs", "A", "2026-02-01"), ("opensid", "B", "2025-02-01")], ""),
    ],
)  # fmt: skip
def test_why_a_value_won(attribute: str, said: list[tuple[str, str, str]], why: str) -> None:
    found = why_chosen(attribute, _claims(*said))

    assert found.startswith(why) if why else found == ""
