"""``padan link``: any table of people, and mistakes in words."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.app.app_kit import Padan, on_a_terminal

from padan.pipeline.link.model import load, shipped

HEADER = ("No", "Daftar", "NIK", "Nama", "Tgl Lahir", "JK", "Nama Ibu", "Desa")
ROWS = (
    ("1", "DTKS", "6402131203850001", "Ahmad Salim", "12-03-1985", "L", "", "Wonotirto"),
    ("2", "DTKS", "6402135508880002", "Siti Rahmah", "15-08-1988", "P", "", "Wonotirto"),
    ("3", "DTKS", "", "Muhammad Rizki", "02-05-2023", "L", "Siti Rahmah", "Wonotirto"),
    ("4", "DTKS", "6402134107900003", "Dewi Lestari", "01-07-1990", "P", "", "Sungai Merdeka"),
    # The mother's NIK in the child's row; a name spelt otherwise.
    ("5", "Posyandu", "6402135508880002", "M. Rizky", "02-05-2023", "L", "St. Rahmah", "Wonotirto"),
    # Excel has taken the last digit of the NIK.
    ("6", "Puskesmas", "6402131203850000", "Achmad Salim", "12-03-1985", "L", "", "Wonotirto"),
    ("7", "Puskesmas", "6402135508880002", "Rahmah Siti", "15-08-1988", "P", "", "Wonotirto"),
    ("8", "Puskesmas", "", "Budi Santoso", "05-02-1979", "L", "", "Karya Jaya"),
)
#: The rows of each person.
PEOPLE = {("1", "6"), ("2", "7"), ("3", "5"), ("4",), ("8",)}


def as_csv(path: Path, rows: tuple[tuple[str, ...], ...] = (HEADER, *ROWS)) -> Path:
    path.write_text("".join(";".join(row) + "\n" for row in rows), "utf-8")
    return path


def as_xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "Daftar warga (rekaan)")
        for line, row in enumerate((HEADER, *ROWS), start=2):
            for place, cell in enumerate(row):
                page.write_string(line, place, cell)
    return path


def as_parquet(path: Path) -> Path:
    pq.write_table(pa.table({name: [row[place] or None for row in ROWS] for place, name in enumerate(HEADER)}), path)
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def people_of(path: Path) -> set[tuple[str, ...]]:
    """The records of each person, by their numbers."""
    found: dict[str, list[str]] = {}
    for row in rows_of(path):
        found.setdefault(row["person"], []).append(row["record"])
    return {tuple(sorted(records)) for records in found.values()}


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_parquet], ids=["csv", "xlsx", "parquet"])
def test_rows_of_one_person_are_found_in_any_kind_of_table(
    padan: Padan, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    table = write(tmp_path / f"warga.{write.__name__[3:]}")
    told = padan("link", table, tmp_path / "hasil.csv")

    assert told.code == 0, told.err
    assert people_of(tmp_path / "hasil.csv") == PEOPLE
    assert [row["record"] for row in rows_of(tmp_path / "hasil.csv")] == [row[0] for row in ROWS]
    assert [row["list"] for row in rows_of(tmp_path / "hasil.csv")] == [row[1] for row in ROWS]
    assert "8 baris milik 5 orang" in told.out
    assert (tmp_path / "hasil.csv").stat().st_mode & 0o777 == 0o600


def test_a_row_that_stands_alone_is_certain_and_the_others_tell_how_sure_they_are(padan: Padan, tmp_path: Path) -> None:
    padan("link", as_csv(tmp_path / "warga.csv"), tmp_path / "hasil.csv")

    sure = {row["record"]: float(row["probability"]) for row in rows_of(tmp_path / "hasil.csv")}
    assert (sure["4"], sure["8"]) == (1, 1)
    assert all(0.4 <= sure[record] < 1 for record in "123567")


def test_several_tables_are_lists_by_their_names(padan: Padan, tmp_path: Path) -> None:
    plain = tuple(row[:1] + row[2:] for row in (HEADER, *ROWS))
    one, other = as_csv(tmp_path / "dtks.csv", plain[:5]), as_csv(tmp_path / "puskesmas.csv", (plain[0], *plain[5:]))
    assert padan("link", one, other, tmp_path / "hasil.csv").code == 0

    assert {row["list"] for row in rows_of(tmp_path / "hasil.csv")} == {"dtks", "puskesmas"}
    assert people_of(tmp_path / "hasil.csv") == PEOPLE


def test_columns_can_be_named_and_put_together(padan: Padan, tmp_path: Path) -> None:
    header = ("KODE", "A", "B", "DEPAN", "BELAKANG", "LAHIR", "LP", "DS")
    rows = tuple(
        (row[0], row[1], row[2], *row[3].split(" ", 1), row[4], row[5], row[7]) for row in ROWS if row[0] not in "35"
    )
    table = as_csv(tmp_path / "warga.csv", (header, *rows))
    named = "record=KODE,list=A,nik=B,birth=LAHIR,sex=LP,village=DS"
    told = padan("link", table, tmp_path / "hasil.csv", "--column", named, "--column", "name=DEPAN+BELAKANG")

    assert told.code == 0, told.err
    assert people_of(tmp_path / "hasil.csv") == {rows for rows in PEOPLE if rows != ("3", "5")}


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--column", "agama=NIK"), 1, "'agama' bukan isian orang"),
        (("--column", "name=TIDAK ADA"), 1, "tidak ada kolom 'TIDAK ADA'"),
        (("--column", "name=Nama+TIDAK"), 1, "tidak ada kolom 'TIDAK'"),
        (("--column", "nama"), 1, "bukan ISIAN=KOLOM"),
        (("--column", "=Nama"), 1, "bukan ISIAN=KOLOM"),
        (("--model", "warga.csv"), 5, "tidak terbaca"),
        (("--model", "tidak-ada.json"), 5, "tidak terbaca"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    padan: Padan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    as_csv(tmp_path / "warga.csv")
    told = padan("link", "warga.csv", "hasil.csv", *more)

    assert told.code == code
    assert said in told.err
    assert not Path("hasil.csv").exists()


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("a,b\n1,2\n", 4, "Tidak ada tabel orang"),
        ("nama,nik\n", 1, "kosong"),
        ("jk,desa\nL,Wonotirto\n", 4, "Tabel ini tidak menyebut orang"),
        ("nama,nama lengkap,nik\nAni,Ani,\n", 4, "Lebih dari satu kolom"),
    ],
)
def test_tables_without_people_are_refused(padan: Padan, tmp_path: Path, content: str, code: int, said: str) -> None:
    (tmp_path / "warga.csv").write_text(content, "utf-8")
    told = padan("link", tmp_path / "warga.csv", tmp_path / "hasil.csv")

    assert told.code == code
    assert said in told.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("warga.csv",), 2, "sebut TABEL dan HASIL"),
        (("warga.csv", "hasil.docx"), 1, "tidak dikenal"),
        (("hilang.csv", "hasil.csv"), 3, "hilang.csv"),
        (("warga.csv", "hasil.csv", "--threshold", "1"), 2, "--threshold"),
        (("warga.csv", "tidak/ada.csv"), 1, "tidak ada"),
    ],
)
def test_half_a_command_is_refused(
    padan: Padan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    as_csv(tmp_path / "warga.csv")
    told = padan("link", *arguments)

    assert told.code == code
    assert said in told.err


def test_nothing_is_written_over(padan: Padan, tmp_path: Path) -> None:
    table, out = as_csv(tmp_path / "warga.csv"), tmp_path / "hasil.csv"
    out.write_text("asli")
    assert "sudah ada" in padan("link", table, out).err
    assert out.read_text() == "asli"

    assert padan("link", table, out, "--force").code == 0
    assert people_of(out) == PEOPLE


def test_compared_pairs_can_be_written(padan: Padan, tmp_path: Path) -> None:
    padan("link", as_csv(tmp_path / "warga.csv"), tmp_path / "hasil.csv", "--pairs", tmp_path / "pasangan.csv.gz")

    pairs = rows_of(tmp_path / "pasangan.csv.gz")
    probable = {(pair["record_a"], pair["record_b"]) for pair in pairs if float(pair["probability"]) >= 0.5}
    joined = {(pair["record_a"], pair["record_b"]) for pair in pairs if pair["joined"] == "true"}
    assert probable == joined == {rows for rows in PEOPLE if len(rows) == 2}
    assert all(pair["record_a"] < pair["record_b"] for pair in pairs)


def test_long_work_shows_on_the_terminal_how_far_it_is(tmp_path: Path) -> None:
    table = as_csv(tmp_path / "warga.csv")
    with (tmp_path / "jawaban.txt").open("wb") as stream:
        code, shown = on_a_terminal(stream, "link", str(table), str(tmp_path / "hasil.csv"))

    assert code == 0
    assert b"pasangan dibandingkan" in shown
    assert "Hasilnya di" in (tmp_path / "jawaban.txt").read_text()


def test_a_threshold_joins_less(padan: Padan, tmp_path: Path) -> None:
    padan("link", as_csv(tmp_path / "warga.csv"), tmp_path / "hasil.csv", "--threshold", "0.99999999")

    assert people_of(tmp_path / "hasil.csv") == {(row[0],) for row in ROWS}


def test_a_list_that_holds_a_person_once_is_believed(padan: Padan, tmp_path: Path) -> None:
    slip = ("9", "DTKS", "", "Ahmad Salin", "12-04-1985", "L", "", "Wonotirto")
    table = as_csv(tmp_path / "warga.csv", (HEADER, ROWS[0], slip))
    assert padan("link", table, tmp_path / "a.csv", "--threshold", "0.01").code == 0
    assert padan("link", table, tmp_path / "b.csv", "--threshold", "0.01", "--one-row").code == 0

    assert people_of(tmp_path / "a.csv") == {("1", "9")}
    assert people_of(tmp_path / "b.csv") == {("1",), ("9",)}


def test_the_model_used_can_be_kept_and_used_again(padan: Padan, tmp_path: Path) -> None:
    table, kept = as_csv(tmp_path / "warga.csv"), tmp_path / "model.json"
    assert padan("link", table, tmp_path / "a.csv", "--save-model", kept).code == 0
    assert load(kept).version == shipped().version

    assert padan("link", table, tmp_path / "b.csv", "--model", kept).code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_model_that_lacks_a_level_is_refused(padan: Padan, tmp_path: Path) -> None:
    data = shipped().as_dict()
    del data["weights"]["sex"]["same"]
    (tmp_path / "model.json").write_text(json.dumps(data), "utf-8")
    told = padan("link", as_csv(tmp_path / "warga.csv"), tmp_path / "a.csv", "--model", tmp_path / "model.json")

    assert told.code == 5
    assert "tidak punya bobot" in told.err


def test_encoded_tables_are_linked_without_a_key(padan: Padan, tmp_path: Path) -> None:
    key, sent = tmp_path / "kunci.txt", []
    padan("encode", "--new-key", key)
    for name, rows in (("satu", ROWS[:4]), ("dua", ROWS[4:])):
        table = as_csv(tmp_path / f"{name}.csv", (HEADER, *rows))
        sent.append(tmp_path / f"{name}.parquet")
        assert padan("encode", table, sent[-1], "--key-file", key).code == 0
    key.unlink()
    told = padan("link", *sent, tmp_path / "hasil.csv")

    assert told.code == 0, told.err
    found = rows_of(tmp_path / "hasil.csv")
    refs = {row["ref"]: row for name in ("satu", "dua") for row in _mapping(tmp_path / f"{name}.keys.csv")}
    assert {row["record"] for row in found} == set(refs)
    people: dict[str, int] = {}
    for row in found:
        people[row["person"]] = people.get(row["person"], 0) + 1
    assert sorted(people.values()) == [1, 1, 2, 2, 2]


def _mapping(path: Path) -> list[dict[str, str]]:
    return rows_of(path)
