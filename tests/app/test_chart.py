"""``padan chart``: a child's measurements of the release on WHO's curves, as SVG, PNG and PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import Padan

from padan.app.charting import FORMATS, USUAL, charts_of, write_charts
from padan.contracts import release
from padan.kernel.errors import InvalidValueError
from padan.pipeline import engine
from padan.pipeline.release import Manifest
from padan.reports.register import Register, Row
from padan.rules.growth.chart import INDICATORS, Chart, Lines, point_in_words

SVG = "{http://www.w3.org/2000/svg}"
MAGIC = {"svg": b"<svg ", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-1."}
BORN = date(2024, 1, 15)
AS_OF = date(2026, 11, 21)
PERSON: Row = {"person_id": "P0123456789ABCDE", "sex": "P", "birth_date": BORN, "name": "SITI AMINAH"}


def texts(file: Path) -> list[str]:
    return [element.text or "" for element in ET.parse(file).iter(f"{SVG}text")]


@pytest.fixture
def child(small_current: Path) -> Row:
    """The child of the small register who was measured most often with everything known."""
    people = {row["person_id"]: row for row in pq.read_table(small_current / "person.parquet").to_pylist()}
    visits: dict[str, int] = {}
    for row in pq.read_table(small_current / "measurement.parquet").to_pylist():
        if (
            None not in (row["age_days"], row["weight"], row["height"], row["measured_on"])
            and people[row["person_id"]]["sex"]
        ):
            visits[row["person_id"]] = visits.get(row["person_id"], 0) + 1
    return people[max(sorted(visits), key=lambda person: visits[person])]


@pytest.mark.parametrize("form", FORMATS)
def test_a_chart_in_every_form(small: Padan, child: Row, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"anak.{form}"

    told = small("chart", child["person_id"], target)

    assert (told.code, told.err) == (0, "")
    assert f"Grafik {child['person_id']} (3 panel, " in told.out
    assert target.read_bytes().startswith(MAGIC[form])
    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_chart_bears_no_name_unless_asked(small: Padan, child: Row, tmp_path: Path) -> None:
    small("chart", child["person_id"], tmp_path / "a.svg")
    small("chart", child["person_id"], tmp_path / "b.svg", "--name")

    without, named = ((tmp_path / name).read_text("utf-8") for name in ("a.svg", "b.svg"))
    assert child["name"] not in without
    assert child["name"] in named
    assert child["person_id"] in without
    assert child["nik"] is None or child["nik"] not in named


def test_what_is_drawn_can_be_chosen(small: Padan, child: Row, tmp_path: Path) -> None:
    target = tmp_path / "a.svg"

    told = small("chart", child["person_id"], target, "--indicator", "bmi_for_age", "--indicator", "weight_for_age",
                 "--indicator", "bmi_for_age", "--centiles")  # fmt: skip

    assert told.code == 0
    assert "(2 panel" in told.out
    shown = [line for line in texts(target) if re.search(r"\((IMT|BB|PB|TB)/", line) or line in ("P97", "+3 SD")]
    assert shown == ["Indeks massa tubuh menurut umur (IMT/U)", "P97", "Berat badan menurut umur (BB/U)", "P97"]


def test_a_chart_in_english(small: Padan, child: Row, tmp_path: Path) -> None:
    told = small("chart", child["person_id"], tmp_path / "a.svg", "--lang", "en")

    assert told.out.startswith(f"Chart of {child['person_id']} (panels: 3")
    assert "Weight for age (WAZ)" in texts(tmp_path / "a.svg")


def test_a_nik_finds_the_child_too(small: Padan, small_current: Path, tmp_path: Path) -> None:
    people = {row["nik"]: row for row in pq.read_table(small_current / "person.parquet").to_pylist() if row["nik"]}
    measured = set(pq.read_table(small_current / "measurement.parquet")["person_id"].to_pylist())
    child = next(p for _nik, p in sorted(people.items()) if p["person_id"] in measured and p["sex"])

    told = small("chart", child["nik"], tmp_path / "a.svg")

    assert told.code == 0
    assert child["person_id"] in told.out
    assert child["nik"] not in told.out


def test_nothing_is_written_over_unless_forced(small: Padan, child: Row, tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    target.write_text("punya orang")

    told = small("chart", child["person_id"], target)
    kept = target.read_text()
    forced = small("chart", child["person_id"], target, "--force")

    assert (told.code, kept, forced.code) == (1, "punya orang", 0)
    assert "sudah ada" in told.err
    assert target.read_bytes().startswith(MAGIC["svg"])


@pytest.mark.parametrize(
    ("asked", "out", "said"),
    [
        ("P000000000000000", "a.svg", ("P000000000000000 tidak ditemukan", "padan show NAMA")),
        ("P000000000000000", "a.jpg", ("Bentuk berkas a.jpg tidak dikenal", ".svg, .png atau .pdf")),
    ],
)
def test_what_cannot_be_is_refused(small: Padan, tmp_path: Path, asked: str, out: str, said: tuple[str, str]) -> None:
    told = small("chart", asked, tmp_path / out)

    assert told.code == 1
    assert all(words in told.err for words in said)
    assert list(tmp_path.iterdir()) == []


def test_a_family_is_not_one_child(small: Padan, child: Row, tmp_path: Path) -> None:
    told = small("chart", child["family_id"], tmp_path / "a.svg")

    assert told.code == 1
    assert f"{child['family_id']} cocok dengan lebih dari satu orang" in told.err
    assert re.search(r"salah satu nomornya: P[0-9A-F]{15}, P", told.err)


def test_who_was_never_measured_has_no_chart(small: Padan, small_current: Path, tmp_path: Path) -> None:
    people = pq.read_table(small_current / "person.parquet").to_pylist()
    measured = set(pq.read_table(small_current / "measurement.parquet")["person_id"].to_pylist())
    adult = next(p["person_id"] for p in people if p["person_id"] not in measured and p["sex"])

    told = small("chart", adult, tmp_path / "a.svg")

    assert told.code == 1
    assert f"{adult} belum punya hasil ukur bertanggal" in told.err
    assert "padan receive" in told.err


Measured = dict[str, object]


def visit(day: int, weight: float | None = None, height: float | None = None, **more: object) -> Measured:
    return {"age_days": day, "measured_on": BORN + timedelta(days=day), "weight": weight, "height": height, **more}


@pytest.fixture
def con() -> Iterator[object]:
    with engine.connect() as opened:
        yield opened


def register(con: object, *visits: Measured) -> Register:
    """A register in which one child has these measurements."""
    rows = [{"measurement_id": str(n), "person_id": PERSON["person_id"], **found} for n, found in enumerate(visits)]
    schema = release.MEASUREMENT.schema
    columns = {f.name: pa.array([row.get(f.name) for row in rows], f.type) for f in schema}
    con.register("measurement", pa.table(columns))  # type: ignore[attr-defined]
    manifest = Manifest("R", AS_OF, 1, "", (), {}, {}, {})
    return Register(Path(), manifest, con)  # type: ignore[arg-type]


def drawn(con: object, *visits: Measured, only: tuple[str, ...] = (), person: Row | None = None) -> tuple[Chart, ...]:
    return charts_of(register(con, *visits), person or PERSON, only, Lines.Z, named=False)


def words(chart: Chart) -> list[str]:
    return [point_in_words(chart, point).replace("\u00a0", " ") for point in chart.points]


def test_points_have_the_z_the_correction_and_the_flag_of_the_rules(con: object) -> None:
    """z by hand from WHO's table for girls: M 74.0049 75.3848 86.5638 87.6853, S .03479 .03498 .03786 .03814."""
    length, weight, by_length = drawn(
        con,
        visit(365, 8.9, 74.0, position="lying"),
        visit(400, 9.2, 75.0, position="standing"),
        visit(760, 11.0, 84.7, position="lying"),
        visit(800, 1.1, 85.0),
    )

    assert words(length) == [
        "11 bulan, 14 Jan 2025: 74,0 cm (0,00 SD)",
        "13 bulan, 18 Feb 2025: 75,7 cm (0,12 SD); dikoreksi +0,7 cm, diukur berdiri",
        "24 bulan, 13 Feb 2026: 84,0 cm (−0,78 SD); dikoreksi −0,7 cm, diukur telentang",
        "26 bulan, 25 Mar 2026: 85,0 cm (−0,80 SD)",
    ]
    assert [point.flagged for point in weight.points] == [False, False, False, True]
    assert [point.length for point in by_length.points] == pytest.approx([74.0, 75.7, 84.0, 85.0])
    assert [chart.indicator for chart in (length, weight, by_length)] == list(USUAL)
    assert {chart.drawn_on for chart in (length, weight, by_length)} == {AS_OF}


def test_the_same_measurement_in_two_lists_is_one_point(con: object) -> None:
    _, weight, _ = drawn(con, visit(30, 4.2, 53), visit(30, 4.2, 53, source="x"), visit(30, 4.3, 53))

    assert [point.value for point in weight.points] == [4.2, 4.3]


def test_only_what_was_measured_is_drawn(con: object) -> None:
    (weight,) = drawn(con, visit(30, 4.2), visit(60, 5.1))

    assert weight.indicator == "weight_for_age"


def test_every_indicator_can_be_drawn(con: object) -> None:
    found = drawn(con, visit(400, 9.2, 75.0, head=45.2, muac=14.1), only=INDICATORS)

    assert [chart.indicator for chart in found] == list(INDICATORS)
    assert [chart.points[0].value for chart in found] == pytest.approx([75, 9.2, 9.2, 16.3556, 45.2, 14.1], abs=1e-4)


@pytest.mark.parametrize(
    ("odd", "flags"),
    [
        (visit(60, 0.0, 57.0), {"length_for_age": False, "weight_for_age": True, "weight_for_length": True}),
        (visit(60, 5.1, 571.0), {"length_for_age": True, "weight_for_age": False, "weight_for_length": True}),
        (visit(-4, 5.1, 57.0), {"length_for_age": True, "weight_for_age": True, "weight_for_length": True}),
        (visit(2100, 19.0, 112.0), {"length_for_age": False, "weight_for_age": False, "weight_for_length": False}),
    ],
)
def test_what_cannot_be_true_is_flagged_and_what_no_table_reaches_is_not(
    con: object, odd: Measured, flags: dict[str, bool]
) -> None:
    found = drawn(con, odd)

    assert {chart.indicator: chart.points[0].flagged for chart in found} == flags


@pytest.mark.parametrize("height", [0.0, None])
def test_a_weight_without_a_length_has_no_bmi(con: object, height: float | None) -> None:
    with pytest.raises(InvalidValueError, match=r"Belum ada hasil ukur untuk Indeks massa tubuh menurut umur"):
        drawn(con, visit(30, 4.2, height), only=("bmi_for_age",))


def test_a_date_alone_is_no_measurement(con: object) -> None:
    with pytest.raises(InvalidValueError, match="Belum ada hasil ukur untuk P0123456789ABCDE") as told:
        drawn(con, visit(30))

    assert "padan show P0123456789ABCDE" in str(told.value)


@pytest.mark.parametrize("sex", [None, "?"])
def test_an_unknown_sex_is_said_and_never_guessed(con: object, sex: str | None) -> None:
    with pytest.raises(InvalidValueError, match="Jenis kelamin P0123456789ABCDE tidak diketahui"):
        drawn(con, visit(30, 4.2), person={**PERSON, "sex": sex})


def test_an_unknown_birth_date_is_said(con: object) -> None:
    found = {**visit(30, 4.2), "age_days": None}

    with pytest.raises(InvalidValueError, match="Tanggal lahir P0123456789ABCDE tidak diketahui"):
        drawn(con, found, person={**PERSON, "birth_date": None})


@pytest.mark.parametrize(
    ("panels", "pages", "flipped"), [(1, 1, True), (2, 1, False), (3, 1, False), (4, 2, False), (6, 2, False)]
)
def test_a_pdf_has_three_panels_to_a_page_and_a_size_of_a4(
    con: object, tmp_path: Path, panels: int, pages: int, flipped: bool
) -> None:
    found = drawn(con, visit(400, 9.2, 75.0, head=45.2, muac=14.1), only=INDICATORS[:panels])

    write_charts(found, tmp_path / "a.pdf", "pdf")

    made = (tmp_path / "a.pdf").read_bytes()
    assert re.findall(rb"/Count (\d+)", made) == [str(pages).encode()]
    (size,) = set(re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", made))
    assert (float(size[0]) > float(size[1])) == flipped
    assert sorted(map(float, size)) == pytest.approx([595.28, 841.89], abs=0.01)


def test_a_pdf_tells_the_day_of_the_release_the_points_in_words_and_no_place(con: object, tmp_path: Path) -> None:
    found = drawn(con, visit(400, 9.2, 75.0))
    for name in ("a.pdf", "b.pdf"):
        write_charts(found, tmp_path / name, "pdf")

    made = (tmp_path / "a.pdf").read_bytes()
    assert made == (tmp_path / "b.pdf").read_bytes()
    assert b"/CreationDate(D:20261121000000Z)" in made
    assert b"/Lang(id)" in made
    assert b"/Alt" in made
    assert str(tmp_path).encode() not in made
    assert str(Path.cwd()).encode() not in made


def test_a_png_is_the_same_each_time_and_wide_enough_for_print(con: object, tmp_path: Path) -> None:
    found = drawn(con, visit(400, 9.2, 75.0))
    for name in ("a.png", "b.png"):
        write_charts(found, tmp_path / name, "png")

    made = (tmp_path / "a.png").read_bytes()
    assert made == (tmp_path / "b.png").read_bytes()
    assert int.from_bytes(made[16:20], "big") == pytest.approx(1240, abs=2)


def test_hostile_text_is_not_run_by_the_typesetter(con: object, tmp_path: Path) -> None:
    person = {**PERSON, "name": '#panic("x") $ ] #read("/etc/passwd")'}
    found = charts_of(register(con, visit(400, 9.2, 75.0)), person, (), Lines.Z, named=True)

    write_charts(found, tmp_path / "a.pdf", "pdf")

    assert (tmp_path / "a.pdf").read_bytes().startswith(MAGIC["pdf"])
