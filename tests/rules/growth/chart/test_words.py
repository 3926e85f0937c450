"""A chart in words, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.growth.chart.chart_kit import BOY, DRAWN, GIRL, SVG, chart, point, texts, tree

from padan.kernel.errors import InvalidValueError
from padan.rules.growth.chart import Chart, Child, Lines, Point, describe, point_in_words, title
from padan.rules.growth.chart.words import decimal


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


ONE = point(366, 8.9, -0.52)
LONG = point(400, 75.7, -0.61, correction=0.7)
LOW = point(800, 82.4, -1.13, correction=-0.7)
THIN = point(800, 8.65, -4.02, length=84.0)
ODD = point(90, 17.9, 9.41, flagged=True)
FAR = point(1900, 20.0, None)

WORDS = [
    ("weight_for_age", ONE, Lines.Z, "12 bulan, 15 Jan 2025: 8,9 kg (−0,52 SD)",
     "12 months, 15 Jan 2025: 8.9 kg (−0.52 SD)"),
    ("weight_for_age", ONE, Lines.CENTILES, "12 bulan, 15 Jan 2025: 8,9 kg (persentil 30)",
     "12 months, 15 Jan 2025: 8.9 kg (centile 30)"),
    ("weight_for_age", point(0, 2.0, -3.0), Lines.CENTILES, "0 hari, 15 Jan 2024: 2,0 kg (di bawah persentil 1)",
     "0 days, 15 Jan 2024: 2.0 kg (below the 1st centile)"),
    ("weight_for_age", point(30, 7.05, 3.1), Lines.CENTILES, "30 hari, 14 Feb 2024: 7,05 kg (di atas persentil 99)",
     "30 days, 14 Feb 2024: 7.05 kg (above the 99th centile)"),
    ("length_for_age", LONG, Lines.Z, "13 bulan, 18 Feb 2025: 75,7 cm (−0,61 SD); dikoreksi +0,7 cm, diukur berdiri",
     "13 months, 18 Feb 2025: 75.7 cm (−0.61 SD); corrected by +0.7 cm, measured standing"),
    ("length_for_age", LOW, Lines.Z, "26 bulan, 25 Mar 2026: 82,4 cm (−1,13 SD); dikoreksi −0,7 cm, diukur telentang",
     "26 months, 25 Mar 2026: 82.4 cm (−1.13 SD); corrected by −0.7 cm, measured lying"),
    ("weight_for_length", THIN, Lines.Z, "26 bulan, 25 Mar 2026: 84,0 cm, 8,65 kg (−4,02 SD)",
     "26 months, 25 Mar 2026: 84.0 cm, 8.65 kg (−4.02 SD)"),
    ("weight_for_age", ODD, Lines.Z,
     "2 bulan, 14 Apr 2024: 17,9 kg (9,41 SD); tidak masuk akal, ukur ulang; di luar bingkai grafik",
     "2 months, 14 Apr 2024: 17.9 kg (9.41 SD); not plausible, measure again; outside the frame of the chart"),
    ("weight_for_age", FAR, Lines.Z, "62 bulan, 29 Mar 2029: 20,0 kg; di luar bingkai grafik",
     "62 months, 29 Mar 2029: 20.0 kg; outside the frame of the chart"),
    ("bmi_for_age", point(-2, 14.96, None), Lines.Z,
     "2 hari sebelum lahir, 13 Jan 2024: 15,0 kg/m²; di luar bingkai grafik",
     "2 days before birth, 13 Jan 2024: 15.0 kg/m²; outside the frame of the chart"),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "spoken", "lines", "said"), [row[:4] for row in WORDS])
def test_a_point_in_words(indicator: str, spoken: Point, lines: Lines, said: str) -> None:
    assert plain(point_in_words(chart(indicator, spoken, lines=lines), spoken)) == said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("indicator", "spoken", "lines", "said"), [(*row[:3], row[4]) for row in WORDS])
def test_a_point_in_english(indicator: str, spoken: Point, lines: Lines, said: str) -> None:
    assert plain(point_in_words(chart(indicator, spoken, lines=lines), spoken)) == said


def test_a_birth_before_the_year_1_has_an_age_too() -> None:
    old = Point(date(2024, 1, 15), 800_000, 60.0)

    assert point_in_words(chart("weight_for_age", old), old).startswith("26283 bulan, 15 Jan 2024")


@pytest.mark.parametrize(
    ("number", "said"), [(8.9, "8,9"), (-0.5, "−0,5"), (-0.04, "0,0"), (12.0, "12,0"), (12.34, "12,3")]
)
def test_numbers_have_a_comma_and_a_true_minus(number: float, said: str) -> None:
    assert decimal(number) == said


TITLES = [
    ("length_for_age", (400,), "Panjang badan menurut umur (PB/U)", "Length for age (HAZ)"),
    ("length_for_age", (800, 1500), "Tinggi badan menurut umur (TB/U)", "Height for age (HAZ)"),
    ("length_for_age", (400, 800), "Panjang atau tinggi badan menurut umur (PB/U, TB/U)",
     "Length or height for age (HAZ)"),
    ("weight_for_age", (400,), "Berat badan menurut umur (BB/U)", "Weight for age (WAZ)"),
    ("weight_for_length", (730,), "Berat badan menurut panjang badan (BB/PB)", "Weight for length (WHZ)"),
    ("weight_for_length", (731,), "Berat badan menurut tinggi badan (BB/TB)", "Weight for height (WHZ)"),
    ("bmi_for_age", (400,), "Indeks massa tubuh menurut umur (IMT/U)", "Body mass index for age (BAZ)"),
    ("head_for_age", (400,), "Lingkar kepala menurut umur (LK/U)", "Head circumference for age (HCZ)"),
    ("arm_for_age", (400,), "Lingkar lengan atas menurut umur (LiLA/U)", "Mid-upper-arm circumference for age (MUAC)"),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "ages", "indonesian", "in_english"), TITLES)
def test_titles(
    indicator: str, ages: tuple[int, ...], indonesian: str, in_english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = chart(indicator, *(point(age, 15, length=80.0) for age in ages))

    assert title(drawn) == indonesian
    monkeypatch.setenv("PADAN_LANG", "en")
    assert title(drawn) == in_english


def test_the_text_alternative_tells_every_point_and_names_the_child() -> None:
    drawn = chart("weight_for_age", point(0, 3.3), ONE, ODD, code="P77", name="Siti", sex=GIRL)
    root = tree(drawn)
    heading, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert heading is not None
    assert told is not None
    assert heading.text == "Berat badan menurut umur (BB/U). anak perempuan Siti, P77"
    assert told.text is not None
    assert told.text.startswith("Berat badan menurut umur (BB/U), anak perempuan Siti, P77. 3 hasil ukur. 0 hari,")
    assert [point_in_words(drawn, each) in told.text for each in drawn.points] == [True] * 3
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [heading.attrib["id"], told.attrib["id"]]
    assert root.attrib["lang"] == "id"


def test_what_stands_above_a_panel() -> None:
    shown = [plain(line) for line in texts(tree(chart("weight_for_age", ONE, sex=GIRL)))]

    assert shown[:4] == [
        "Anak perempuan P0123456789ABCDE",
        "Digambar 21 Nov 2026. Kurva: Standar Pertumbuhan Anak WHO",
        "2006.",
        "Berat badan menurut umur (BB/U)",
    ]
    assert shown[4] == "Terakhir: 12 bulan, 15 Jan 2025: 8,9 kg (−0,52 SD)"


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((), ["Belum ada hasil ukur yang dapat dipakai."]),
        ((ODD,), ["Belum ada hasil ukur yang dapat dipakai.",
                  "Tidak masuk akal, ukur ulang: 2 bulan, 14 Apr 2024: 17,9 kg"]),
        ((ODD, point(60, 0.4, -9, flagged=True), ONE),
         ["Terakhir: 12 bulan, 15 Jan 2025: 8,9 kg (−0,52 SD)",
          "Tidak masuk akal, ukur ulang: 2 bulan, 14 Apr 2024: 17,9 kg; dan 1 lainnya"]),
    ],
)  # fmt: skip
def test_the_latest_and_the_doubtful_are_told(points: tuple[Point, ...], said: list[str]) -> None:
    shown = " ".join(plain(line) for line in texts(tree(chart("weight_for_age", *points))))

    assert all(line in shown for line in said)
    assert ("ukur ulang:" in shown) == (len(said) == 2)


@pytest.mark.parametrize(
    ("points", "legend"),
    [
        ((ONE,), ["hasil ukur"]),
        ((ONE, point(30, 9.9, 6.1, flagged=True)),
         ["hasil ukur", "tidak masuk akal, ukur ulang; tidak disambung"]),
        ((ONE, FAR, point(30, 9.9, 6.1, flagged=True), point(20, 50, None, flagged=True)),
         ["hasil ukur", "tidak masuk akal, ukur ulang; tidak disambung", "di luar bingkai grafik",
          "tidak masuk akal, di luar bingkai grafik"]),
    ],
)  # fmt: skip
def test_the_legend_explains_the_marks_in_use_and_no_others(points: tuple[Point, ...], legend: list[str]) -> None:
    assert texts(tree(chart("weight_for_age", *points)))[-len(legend) - 1 :] == [
        "Risiko berat badan lebih (> +1)",
        *legend,
    ]


@pytest.mark.parametrize(
    ("indicator", "lines", "zones"),
    [
        ("length_for_age", Lines.Z,
         ["Sangat pendek (< −3)", "Pendek (−3 … −2)", "Normal (−2 … +3)", "Tinggi (> +3)"]),
        ("weight_for_age", Lines.Z,
         ["Berat badan sangat kurang (< −3)", "Berat badan kurang (−3 … −2)", "Berat badan normal (−2 … +1)",
          "Risiko berat badan lebih (> +1)"]),
        ("weight_for_length", Lines.Z,
         ["Gizi buruk (< −3)", "Gizi kurang (−3 … −2)", "Gizi baik (−2 … +1)", "Berisiko gizi lebih (+1 … +2)",
          "Gizi lebih (+2 … +3)", "Obesitas (> +3)"]),
        ("head_for_age", Lines.Z, ["−2 sampai +2 SD"]),
        ("weight_for_age", Lines.CENTILES, ["P3 sampai P97"]),
    ],
)  # fmt: skip
def test_the_zones_are_the_classes_of_permenkes(indicator: str, lines: Lines, zones: list[str]) -> None:
    shown = texts(tree(chart(indicator, lines=lines)))

    assert shown[-len(zones) :] == zones


@pytest.mark.usefixtures("english")
def test_an_english_chart_has_nothing_indonesian() -> None:
    shown = " ".join(texts(tree(chart("length_for_age", LONG, LOW, name="Siti"))))

    assert "Length or height for age (HAZ)" in shown
    assert "Severely stunted (< −3)" in shown
    assert "lying standing" in shown
    assert "Age (months) Length/height (cm)" in shown
    assert not {"umur", "bulan", "anak", "telentang", "Sangat"} & set(shown.split())


def test_a_table_of_the_points_as_text() -> None:
    assert plain(describe(chart("weight_for_age", ONE, point(100, 6.25, 0.11), ODD, code="P1"))) == (
        "Berat badan menurut umur (BB/U), anak laki-laki P1\n"
        "Tanggal      Umur      Berat (kg)  Terhadap standar  Keterangan\n"
        "14 Apr 2024  2 bulan   17,9 kg     9,41 SD           tidak masuk akal, ukur ulang; di luar bingkai grafik\n"
        "24 Apr 2024  3 bulan   6,25 kg     0,11 SD\n"
        "15 Jan 2025  12 bulan  8,9 kg      −0,52 SD\n"
    )


def test_a_table_by_length_tells_the_length() -> None:
    assert plain(describe(chart("weight_for_length", THIN, code="P1"))) == (
        "Berat badan menurut tinggi badan (BB/TB), anak laki-laki P1\n"
        "Tanggal      Umur      Tinggi badan, berdiri (cm)  Berat (kg)  Terhadap standar  Keterangan\n"
        "25 Mar 2026  26 bulan  84,0 cm                     8,65 kg     −4,02 SD\n"
    )


def test_a_table_without_points_has_its_heading() -> None:
    assert describe(chart("arm_for_age", code="P1")).splitlines()[1:] == [
        "Tanggal  Umur  Lingkar lengan (cm)  Terhadap standar  Keterangan"
    ]


@pytest.mark.parametrize("sex", [0, 3, -1])
def test_an_unknown_sex_has_no_chart(sex: int) -> None:
    with pytest.raises(InvalidValueError, match="Jenis kelamin P9 tidak diketahui; kurva WHO tidak dapat dipilih"):
        Child("P9", sex)


def test_an_unknown_indicator_has_no_chart() -> None:
    with pytest.raises(ValueError, match="no chart of triceps_for_age"):
        Chart("triceps_for_age", Child("P1", BOY), (), DRAWN)


def test_weight_for_length_needs_lengths() -> None:
    with pytest.raises(ValueError, match="needs the length"):
        chart("weight_for_length", point(30, 4.5))
