"""``padan prevalence``: of a file, of a survey, of the release."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import Padan

from padan.app.prevalence_release import read_release
from padan.app.prevalence_table import rates_table, tell_rates
from padan.kernel.errors import InvalidValueError
from padan.rules.growth.prevalence import INDICATORS, prevalence

#: Boys of 700 days: at 80 cm z is below -2 (a boy's median is 86.9 cm), at 87 cm it is near 0. 12 kg is usual for both.
SHORT, USUAL = "L;700;80;10.5", "L;700;87;12"


def lists(folder: Path, groups: dict[str, tuple[int, int]]) -> Path:
    """A list of children with a column of kecamatan: in each, so many short and so many usual ones."""
    rows = [f"{child};{name}" for name, (short, usual) in groups.items() for child in [SHORT] * short + [USUAL] * usual]
    (folder / "anak.csv").write_text("JK;umur_hari;PB;BB;Kecamatan\n" + "\n".join(rows) + "\n")
    return folder / "anak.csv"


def plain(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_share_of_a_list(padan: Padan, tmp_path: Path) -> None:
    told = padan("prevalence", lists(tmp_path, {"Samboja": (20, 80)}))

    # 20 of 100; t(99) = 1.9842, se = sqrt(.2 * .8 / 99) = .0402: logit -1.3863 ± 1.9842 * .0402 / .16.
    assert told.code == 0
    assert "pendek (PB/U < -2) 100 20,0 13,2 – 29,2" in plain(told.out)
    assert "gizi lebih (BB/PB > 2) 100 0,0 0,0 – 0,0" in plain(told.out)
    assert "belum dapat diandalkan" not in told.out


@pytest.mark.parametrize(
    ("by", "row"),
    [
        # A group is a domain of the whole: se = sqrt(160 / 159 * .16 / 100) = .0401, t(159) = 1.9750.
        ("area", "Samboja pendek (PB/U < -2) 100 20,0 13,2 – 29,1"),
        ("Kecamatan", "Samboja pendek (PB/U < -2) 100 20,0 13,2 – 29,1"),
        ("area,sex", "Samboja laki-laki pendek (PB/U < -2) 100 20,0 13,2 – 29,1"),
        ("age", "12-23 bulan pendek (PB/U < -2) 160 19,4 13,9 – 26,3"),
        # Fewer than 50 are to be read with care, fewer than 25 not to be shown.
        ("area", "Sebulu pendek (PB/U < -2) 40 20,0 10,3 – 35,4 belum dapat diandalkan"),
        ("area", "Tabang pendek (PB/U < -2) 20 - belum dapat diandalkan"),
    ],
)
def test_shares_by_group(padan: Padan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str, row: str) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    path = lists(tmp_path, {"Samboja": (20, 80), "Sebulu": (8, 32), "Tabang": (3, 17)})

    told = padan("prevalence", path, "--by", by)

    assert row in plain(told.out)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "village",
            {
                "Kelurahan Wonotirto, Kec. Samboja": 3,
                "Kelurahan Tanjung Harapan, Kec. Samboja": 1,
                "Desa Tanjung Harapan, Kec. Sebulu": 2,
                "Negeri Awan, Kec. Entah": 1,
                "desa tidak diketahui": 1,
            },
        ),
        ("area", {"Kec. Samboja": 4, "Kec. Sebulu": 2, "Kec. Entah": 1, "desa tidak diketahui": 1}),
    ],
)
def test_two_spellings_are_one_place(padan: Padan, tmp_path: Path, by: str, expected: dict[str, int]) -> None:
    places = ["Samboja;Wonotirto", "SEMBOJA;WONO TIRTO", "Samboja;Kel. Wonotirto", "Samboja;Tanjung Harapan"]
    places += ["Sebulu;Tanjung Harapan", "Kec. Sebulu;Ds. Tanjung Harapan", "Entah;Negeri Awan", ";"]
    rows = [f"{SHORT};{place}" for place in places]
    (tmp_path / "a.csv").write_text("JK;umur_hari;PB;BB;Kec;Desa/Kel\n" + "\n".join(rows) + "\n")

    padan("prevalence", tmp_path / "a.csv", "--by", by, "--out", tmp_path / "b.parquet")

    found = [row for row in pq.read_table(tmp_path / "b.parquet").to_pylist() if row["indikator"] == "length_for_age"]
    assert {row["wilayah" if by == "area" else "desa"]: row["anak"] for row in found} == expected


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_all_figures_as_a_file(padan: Padan, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"hasil.{ending}"

    told = padan("prevalence", lists(tmp_path, {"Samboja": (20, 80)}), "--by", "area", "--out", target)

    rows = {
        "csv": lambda: list(csv.DictReader(target.read_text("utf-8-sig").splitlines())),
        "xlsx": lambda: _records(target),
        "parquet": lambda: pq.read_table(target).to_pylist(),
    }
    found = {row["indikator"]: row for row in rows[ending]()}
    assert told.code == 0
    assert list(found) == list(INDICATORS)
    stunted = found["length_for_age<-2"]
    assert list(stunted) == [
        "wilayah", "indikator", "keadaan", "anak", "bobot", "nilai", "galat_baku", "batas_bawah", "batas_atas",
        "simpangan_baku", "andal", "keterangan",
    ]  # fmt: skip
    assert (stunted["wilayah"], float(stunted["nilai"]), stunted["keadaan"]) == ("Samboja", 20, "pendek (PB/U < -2)")
    assert found["length_for_age"]["keadaan"] == "rata-rata z PB/U"
    assert found["length_for_age<-1"]["keadaan"] == "PB/U < -1"


def _records(path: Path) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def survey(folder: Path) -> Path:
    """Forty children in eight clusters of two strata; each second one weighs three times as much."""
    lines = ["sex,age,age_days,weight,lenhei,measure,sw,cluster,strata,gregion,wealthq"]
    for child in range(40):
        length = 80 if child % 5 == 0 else 87
        weight = 3 if child % 2 else 1
        lines.append(
            f"{1 + child % 2},700,700,{10 + child / 20},{length},l,{weight},{child // 5},{child // 20},R{child % 3},"
        )
    (folder / "survey.csv").write_text("\n".join(lines) + "\n")
    return folder / "survey.csv"


def test_the_table_of_the_who_package(padan: Padan, tmp_path: Path) -> None:
    told = padan(
        "prevalence", survey(tmp_path), "--weight", "sw", "--cluster", "cluster", "--strata", "strata",
        "--gregion", "gregion", "--wealthq", "wealthq", "--format", "who-anthro", "--out", tmp_path / "out.csv",
    )  # fmt: skip

    rows = {row["Group"]: row for row in csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines())}
    assert told.code == 0
    # All, six ages, two sexes, twelve of both, three regions; the quintiles are all unknown.
    assert len(rows) == 1 + 6 + 2 + 12 + 3
    assert list(rows)[-3:] == ["Geographical region: R0", "Geographical region: R1", "Geographical region: R2"]
    assert list(rows["All"])[:4] == ["Group", "HAZ_pop", "HAZ_unwpop", "HA_3_r"]
    assert (float(rows["All"]["HAZ_pop"]), float(rows["All"]["HAZ_unwpop"])) == (80, 40)
    assert rows["Age group: 00-05 mo"]["HA_2_r"] == ""
    assert "HA_2_r (ll–ul)" in told.out
    assert any(line.startswith("All 40 ") for line in plain(told.out))


@pytest.mark.parametrize("out", [True, False])
def test_compat_is_for_the_package_s_faults_only(padan: Padan, tmp_path: Path, out: bool) -> None:
    target = ("--out", str(tmp_path / "t.csv")) if out else ()

    told = padan("prevalence", survey(tmp_path), "--format", "who-anthro", "--compat", *target)

    assert (told.code, (tmp_path / "t.csv").exists()) == (0, out)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("FILE", "--by", "kecamatan"), 1, "Tidak ada kolom untuk 'kecamatan'"),
        (("FILE", "--by", "area"), 1, "Kolom yang ada: sex, age, age_days, weight, lenhei, measure, sw"),
        (("FILE", "--weight", "gregion"), 1, "Kolom bobot gregion: 40 isian bukan angka"),
        (("FILE", "--weight", "negatif"), 1, "Tidak ada kolom untuk 'negatif'"),
        (("FILE", "--gregion", "gregion"), 2, "--gregion hanya ada bersama --format who-anthro"),
        (("FILE", "--format", "who-anthro", "--by", "age"), 2, "--by tidak ada pada --format who-anthro"),
        (("FILE", "--compat"), 2, "--compat hanya ada bersama --format who-anthro"),
        (("FILE", "--out", "tabel.doc"), 1, "Bentuk berkas tabel.doc tidak dikenal"),
        (("--weight", "sw"), 2, "Tanpa berkas hanya --by dan --out yang berlaku"),
        ((), 5, "padan release"),
    ],
)
def test_mistakes_say_what_and_what_next(
    padan: Padan, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    path = survey(tmp_path)

    told = padan("prevalence", *(path if word == "FILE" else word for word in arguments))

    assert (told.code, said in told.err) == (code, True)


def test_a_negative_weight_is_refused(padan: Padan, tmp_path: Path) -> None:
    path = survey(tmp_path)
    path.write_text(path.read_text().replace(",l,3,", ",l,-3,"))

    told = padan("prevalence", path, "--weight", "sw", "--format", "who-anthro")

    assert (told.code, "berisi bilangan negatif" in told.err) == (1, True)


GROWTH_STATE = """
CREATE TABLE growth_state AS SELECT * FROM (VALUES
    ('P1', '64.02.13.1008', 'Puskesmas Samboja', 'L', 400, -2.5, -1.0, 0.5, 0.4, []::VARCHAR[], false),
    ('P2', '64.02.13.1009', 'Puskesmas Samboja', 'P', 800, -1.0, -7.0, 0.5, 0.4, ['weight_for_age'], NULL),
    ('P3', '64.02.07.2002', NULL, 'L', NULL, NULL, NULL, -1.0, NULL, NULL, true),
    ('P4', NULL, 'Puskesmas Sebulu', NULL, 500, -3.5, -1.0, 0.5, 0.4, [], false)
) t(person_id, village_code, health_centre, sex, age_days, length_for_age, weight_for_age, weight_for_length,
    bmi_for_age, flagged, oedema)
"""


@pytest.fixture
def state() -> duckdb.DuckDBPyConnection:
    """Four children of a release."""
    con = duckdb.connect()
    con.execute(GROWTH_STATE)
    return con


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("area", ["Kec. Samboja", "Kec. Samboja", "Kec. Sebulu", "desa tidak diketahui"]),
        (
            "village",
            [
                "Kelurahan Wonotirto, Kec. Samboja",
                "Kelurahan Tanjung Harapan, Kec. Samboja",
                "Desa Tanjung Harapan, Kec. Sebulu",
                "desa tidak diketahui",
            ],
        ),
        ("puskesmas", ["Puskesmas Samboja", "Puskesmas Samboja", None, "Puskesmas Sebulu"]),
        ("age", ["12-23 bulan", "24-35 bulan", None, "12-23 bulan"]),
        ("sex", ["laki-laki", "perempuan", "laki-laki", None]),
    ],
)
def test_the_children_of_a_release_by(state: duckdb.DuckDBPyConnection, by: str, labels: list[str | None]) -> None:
    population, groups = read_release(state, [by])

    found = [groups[by].labels[code] if code >= 0 else None for code in groups[by].codes]
    assert found == labels
    assert population.flag["weight_for_age"].tolist() == [False, True, False, False]
    assert population.oedema.tolist() == [False, False, True, False]


def test_a_release_knows_no_other_columns(state: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(InvalidValueError, match="Pilih dari: area, village, puskesmas, age, sex"):
        read_release(state, ["warna"])


def test_a_long_table_is_cut_on_the_screen_only(
    state: duckdb.DuckDBPyConnection, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padan.app.prevalence_table.MOST_ROWS", 3)
    population, groups = read_release(state, ["area"])
    rates = prevalence(population.z, population.flag, population.oedema, by=groups)

    tell_rates(rates, ["area"])

    assert "3 dari 12 baris ditampilkan" in capsys.readouterr().out
    assert len(rates_table(rates, ["area"])) == 3 * len(INDICATORS)


def test_the_release_in_force(small: Padan, tmp_path: Path) -> None:
    told = small("prevalence", "--by", "area,sex", "--out", tmp_path / "rilis.parquet")

    found = pq.read_table(tmp_path / "rilis.parquet")
    assert told.code == 0
    assert "Prevalensi pada rilis" in told.out
    assert found.column_names[:3] == ["wilayah", "jenis_kelamin", "indikator"]
    assert set(found.column("jenis_kelamin").to_pylist()) == {"laki-laki", "perempuan"}
    assert all(str(name).startswith("Kec. ") for name in found.column("wilayah").to_pylist())
