"""``padan growth``: any table of children, with z, flags and classes beside it."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import Padan

from padan.app import table_file, tables_out
from padan.app.table_file import write_table

CASES = Path(__file__).parents[1] / "rules" / "growth" / "data" / "who_anthro_cases.csv.gz"

#: A list as a cadre keeps it: decimal commas, a weight that became a time, a telephone, an unknown sex.
LIST = """Nama;JK;Tgl Lahir;Tgl Ukur;BB (kg);TB (cm);Cara Ukur;Telepon;Ket
Ani;P;05-03-2024;12-11-2026;9,1;79,5;Berdiri;0812345678;=1+1
Budi;L;17-01-2025;12-11-2026;09:10;75;Terlentang;0812345679;-2
Cici;;01-01-2025;12-11-2026;9;74;Berdiri;;
Dodi;L;01-01-2025;12-11-2026;25;74;Berdiri;;x
"""

WHO = ["clenhei", "zlen", "zwei", "zwfl", "zbmi", "zhc", "zac", "zts", "zss"]
WHO += ["flen", "fwei", "fwfl", "fbmi", "fhc", "fac", "fts", "fss"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The list as a csv."""
    (tmp_path / "balita.csv").write_text(LIST, "utf-8")
    return tmp_path / "balita.csv"


def read_csv(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_list_comes_back_with_its_answers(padan: Padan, book: Path, tmp_path: Path) -> None:
    told = padan("growth", book, tmp_path / "hasil.csv")

    ani, budi, cici, dodi = read_csv(tmp_path / "hasil.csv")
    assert told.code == 0
    assert list(ani)[:9] == LIST.splitlines()[0].split(";")
    assert (ani["BB (kg)"], budi["BB (kg)"], budi["Telepon"]) == ("9,1", "09:10", "0812345679")
    assert (ani["z_pb_u"], ani["z_bb_u"], ani["z_bb_pb"], ani["z_imt_u"]) == ("-3.54", "-3.06", "-1.22", "-0.87")
    assert (ani["kelas_pb_u"], ani["status_pb_u"], ani["status_bb_pb"]) == (
        "severely_stunted",
        "Sangat pendek",
        "Gizi baik",
    )
    assert (ani["stunted"], ani["wasted"], ani["underweight"], ani["overweight"]) == ("true", "false", "true", "false")
    assert (ani["umur_hari"], ani["panjang_koreksi"], ani["alasan"], ani["catatan"]) == ("982", "79.5", "", "")
    assert budi["catatan"] == "Berat tertulis sebagai jam (09:10), dibaca 9,10 kg."
    assert (cici["z_bb_u"], cici["stunted"], cici["alasan"]) == ("", "", "Jenis kelamin tidak diketahui.")
    assert (dodi["tak_wajar_bb_u"], dodi["kelas_bb_u"], dodi["underweight"]) == ("true", "", "")


def test_what_was_found_and_what_came_out_is_told(padan: Padan, book: Path, tmp_path: Path) -> None:
    told = padan("growth", book, tmp_path / "hasil.csv").out

    lines = [" ".join(line.split()) for line in told.splitlines()]
    for said in (
        "berat (weight) BB (kg)",
        "cara ukur (position) Cara Ukur",
        "jumlah baris 4",
        "dengan nilai z 3",
        "tanpa nilai z 1",
        "ditandai tidak wajar 1",
        "PB/U 3 0 1 1× Jenis kelamin tidak diketahui.",
        "pendek (stunted) 3 3 100,00 %",
        "- 1× Berat tertulis sebagai jam (09:10), dibaca 9,10 kg.",
    ):
        assert said in lines
    # A long path is folded wherever the line ends.
    assert f"4 baris ditulis ke {tmp_path / 'hasil.csv'}.".replace(" ", "") in "".join(told.split())
    assert "Berikutnya: buka hasilnya" in told


def test_in_english(padan: Padan, book: Path, tmp_path: Path) -> None:
    told = padan("--lang", "en", "growth", book, tmp_path / "out.csv").out

    assert "weight (weight)" in told
    assert "Next: open the result" in told
    assert read_csv(tmp_path / "out.csv")[0]["status_pb_u"] == "Sangat pendek"


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "xlsx", "parquet"])
def test_every_form_holds_every_row(padan: Padan, book: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"hasil.{ending}"

    assert padan("growth", book, target).code == 0

    z = {
        "csv": lambda: [float(row["z_bb_pb"] or "nan") for row in read_csv(target)],
        "csv.gz": lambda: [float(row["z_bb_pb"] or "nan") for row in read_csv(target)],
        "xlsx": lambda: [row["z_bb_pb"] or float("nan") for row in read_xlsx(target)],
        "parquet": lambda: [z or float("nan") for z in pq.read_table(target).column("z_bb_pb").to_pylist()],
    }[ending]()
    assert str(z) == "[-1.22, -0.53, nan, 15.16]"
    assert target.stat().st_mode & 0o077 == 0


def read_xlsx(path: Path) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    header = [str(name) for name in next(rows)]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_spreadsheet_holds_numbers_days_and_no_formulas(padan: Padan, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIK", "HP", "L/P", "Tgl Lahir", "Tgl Ukur", "Berat", "Tinggi", "Ket"])
    row = ["6402134503240001", "0812", "P", date(2024, 3, 5), datetime(2026, 11, 12, 9, 30), 9.1, 79.5, "=1+1"]
    book.active.append(row)
    book.active.append([*row[:5], "sembilan", 80, None])
    book.active["H2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")

    padan("growth", tmp_path / "a.xlsx", tmp_path / "b.xlsx")

    first, second = read_xlsx(tmp_path / "b.xlsx")
    assert (first["NIK"], first["HP"], first["Ket"]) == ("6402134503240001", "0812", "=1+1")
    assert first["Tgl Lahir"] == datetime(2024, 3, 5)
    assert (first["Berat"], first["Tinggi"], second["Berat"], second["Tinggi"]) == (9.1, 79.5, "sembilan", 80)
    assert (first["stunted"], first["z_pb_u"], second["z_bb_u"]) == (True, -3.54, None)
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}


def test_in_a_csv_no_given_text_is_a_formula_and_no_number_is_changed(padan: Padan, book: Path, tmp_path: Path) -> None:
    padan("growth", book, tmp_path / "hasil.csv")

    assert [row["Ket"] for row in read_csv(tmp_path / "hasil.csv")] == ["'=1+1", "-2", "", "x"]


def test_parquet_keeps_what_it_was_given(padan: Padan, tmp_path: Path) -> None:
    table = pa.table(
        {
            "sex": ["P", "L"],
            "age_months": [24, 30],
            "weight": [9.1, 12.0],
            "length": [79.5, 88.0],
            "lists": [[1], []],
            "when": pa.array([datetime(2026, 11, 12, 9, 30)] * 2),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")

    for ending in ("parquet", "xlsx", "csv"):
        assert padan("growth", tmp_path / "a.parquet", tmp_path / f"b.{ending}").code == 0

    assert pq.read_table(tmp_path / "b.parquet").select(table.column_names).equals(table)
    assert read_xlsx(tmp_path / "b.xlsx")[0]["when"] == datetime(2026, 11, 12, 9, 30)
    assert read_csv(tmp_path / "b.csv")[0]["lists"] == "[1]"


def test_scored_twice_the_older_answers_stay(padan: Padan, book: Path, tmp_path: Path) -> None:
    padan("growth", book, tmp_path / "a.csv")
    padan("growth", tmp_path / "a.csv", tmp_path / "b.csv")

    ani = read_csv(tmp_path / "b.csv")[0]
    assert (ani["z_pb_u"], ani["z_pb_u (2)"]) == ("-3.54", "-3.54")


def test_the_form_of_the_who_package(padan: Padan, tmp_path: Path) -> None:
    lines = gzip.decompress(CASES.read_bytes()).decode().splitlines()[:201]
    (tmp_path / "in.csv").write_text("\n".join(lines) + "\n")

    told = padan("growth", tmp_path / "in.csv", tmp_path / "out.csv", "--format", "who-anthro", "--compat")

    rows = read_csv(tmp_path / "out.csv")
    assert told.code == 0
    assert list(rows[0]) == [*lines[0].split(","), *WHO]
    assert len(rows) == 200
    # No mark at the start: R would take it for a part of the first name.
    assert (tmp_path / "out.csv").read_bytes().startswith(b'"case_id"')
    for name in WHO:
        pairs = [(row[name], row[f"exp_{name}"]) for row in rows]
        wrong = [
            pair for pair in pairs if (pair[0] == "") != (pair[1] == "") or float(pair[0] or 0) != float(pair[1] or 0)
        ]
        assert wrong == [], name


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        ("nama,alamat\nA,B\n", (), "Kolom ini tidak ditemukan: jenis kelamin (sex)"),
        ("nama,alamat\nA,B\n", (), "Kolom yang ada: nama, alamat."),
        ("jk,umur,bb\nL,12,9\n", (), "--column age_months=umur"),
        ("jk,umur_hari,bb,berat\nL,12,9,9\n", (), "--column weight=bb"),
        ("jk,umur_hari,bb\nL,12,9\n", ("--column", "weight"), "tulis ISIAN=KOLOM"),
        ("jk,umur_hari,bb\nL,12,9\n", ("--column", "warna=bb"), "'warna' bukan isian anak"),
        ("jk,umur_hari,bb\nL,12,9\n", ("--column", "weight=kg"), "tidak ada kolom 'kg'"),
        ("jk,umur_hari,bb\nL,12,9\n", ("--compat",), "--compat hanya ada bersama --format who-anthro"),
        ("sex,age,weight\n1,12,9\n1,-4,9\n", ("--format", "who-anthro", "--compat"), "(a.csv, baris 3)"),
        ("jk,umur_hari,bb\nL,12,9\n", ("--format", "stata"), "'stata' tidak dikenal"),
    ],
)
def test_mistakes_say_what_and_what_next(
    padan: Padan, tmp_path: Path, content: str, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.csv").write_text(content)

    told = padan("growth", tmp_path / "a.csv", tmp_path / "b.csv", *arguments)

    assert told.code != 0
    assert said in told.err
    assert [path.name for path in tmp_path.iterdir() if path.name != "padan-home"] == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hasil.pdf", "Beri nama berakhiran .csv, .csv.gz, .xlsx atau .parquet."),
        ("hasil", "Bentuk berkas hasil tidak dikenal"),
        ("ada.csv", "timpa dengan --force"),
        ("tidak/ada.csv", "Buat dahulu folder itu."),
    ],
)
def test_a_result_that_cannot_be_is_refused(padan: Padan, book: Path, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "ada.csv").write_text("lama")

    told = padan("growth", book, tmp_path / name)

    assert (told.code, said in told.err) == (1, True)
    assert (tmp_path / "ada.csv").read_text() == "lama"
    assert padan("growth", book, tmp_path / "ada.csv", "--force").code == 0


def test_more_rows_than_a_sheet_holds(
    padan: Padan, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_out, "MOST_ROWS", 3)

    told = padan("growth", book, tmp_path / "b.xlsx")

    assert told.code == 1
    assert "satu lembar xlsx hanya memuat 3" in told.err
    assert not (tmp_path / "b.xlsx").exists()


def test_a_day_that_is_none_stays_a_text(tmp_path: Path) -> None:
    table = pa.table({"day": ["2026-02-31", "2026-02-28"], "part": ["1.50", "-2"], "none": pa.nulls(2, pa.string())})

    write_table(table, tmp_path / "a.parquet", "parquet")
    write_table(table, tmp_path / "a.xlsx", "xlsx")

    assert pq.read_table(tmp_path / "a.parquet").to_pydict() == {
        "day": ["2026-02-31", "2026-02-28"],
        "part": [1.5, -2],
        "none": [None, None],
    }
    assert [row["day"] for row in read_xlsx(tmp_path / "a.xlsx")] == ["2026-02-31", datetime(2026, 2, 28)]
    assert set(table_file.ENDINGS.values()) == {"csv", "csv.gz", "xlsx", "parquet"}
