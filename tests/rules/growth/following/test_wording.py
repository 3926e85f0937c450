"""What a cadre reads."""

from __future__ import annotations

import pytest
from tests.rules.growth.following.stories import followed

from padan.kernel.texts import language
from padan.rules.growth.following import wording

STORY = """
    date        weight  length  waz    haz    whz    flag
    2025-09-10  8.0     70.0    -0.50  -0.60  -0.40  -
    2025-10-11  8.15    70.5    -0.70  -0.80  -0.60  -
    2025-11-10  8.1     70.9    -1.10  -1.00  -0.90  -
    2025-12-10  8.1     70.4    -1.60  -2.20  -1.00  -
    2026-02-10  9.0     73.0    -1.00  -1.90  -0.40  -
    2026-03-10  9.0     -       -      -      -      -
    2026-04-02  9.3     75.0    1.20   -1.70  -2.10  -
    2026-04-10  19.3    175.0   6.00   7.00   -      waz+haz
    2026-04-20  -       -       -3.20  -      -      -
"""


def test_weight_gained_less_than_asked() -> None:
    found = followed(STORY)
    said = [wording.gain_words(found, row) for row in range(9)]
    assert said == [
        "Baru pertama kali ditimbang (B).",
        "Berat naik 150 g dalam 31 hari; paling sedikit 300 g untuk umur 9 bulan (KBM).",
        "Berat turun 50 g dalam 30 hari; paling sedikit 300 g untuk umur 10 bulan (KBM).",
        "Berat tetap dalam 30 hari; paling sedikit 300 g untuk umur 11 bulan (KBM).",
        "Bulan lalu tidak ditimbang (O).",
        "Berat tetap dalam 28 hari; paling sedikit 200 g untuk umur 14 bulan (KBM).",
        "Berat naik 300 g dalam 23 hari; paling sedikit 151 g untuk umur 14 bulan (KBM menurut jumlah hari).",
        "Berat ini tidak masuk akal; timbang ulang.",
        "Tidak ditimbang.",
    ]


def test_the_whole_of_one_visit() -> None:
    found = followed(STORY)
    assert wording.visit_words(found, 3) == (
        "Berat tetap dalam 30 hari; paling sedikit 300 g untuk umur 11 bulan (KBM).",
        "Berat tidak naik 3 kali berturut-turut (3T).",
        "Pertumbuhan melambat pada anak yang sudah stunting.",
        "Panjang badan turun 1,60 SD dalam 91 hari.",
        "Panjang badan bertambah terlalu lambat.",
        "Tercatat stunting sejak 10-12-2025; seluruhnya sekitar 15 hari.",
        "Tidak wasting (gizi kurang atau gizi buruk) sejak 10-09-2025.",
    )
    assert wording.faltering_words(found, 0) == ""
    assert wording.ground_words(found, 0) == ()


def test_the_chart() -> None:
    found = followed(STORY)
    assert wording.chart_words(found, 0) == ""
    assert wording.chart_words(found, 6) == "Berat di atas garis oranye."
    assert wording.chart_words(found, 8) == "Berat di bawah garis merah (BGM)."
    assert wording.crossing_words(found, "weight_for_age", 0) == ""
    assert (
        wording.crossing_words(found, "weight_for_age", 2) == "Turun melewati 1 garis pada grafik berat menurut umur."
    )
    assert wording.crossing_words(found, "weight_for_age", 6) == "Naik melewati 2 garis pada grafik berat menurut umur."
    length = "Turun melewati 2 garis pada grafik panjang atau tinggi menurut umur."
    assert wording.crossing_words(found, "length_for_age", 3) == length
    assert "berat menurut panjang atau tinggi" in wording.crossing_words(found, "weight_for_length", 6)


def test_pace() -> None:
    found = followed(STORY)
    assert wording.pace_words(found, "weight", 0) == "Belum ada pengukuran sebelumnya."
    assert wording.pace_words(found, "weight", 7) == "Berat ini tidak masuk akal; timbang ulang."
    assert wording.pace_words(found, "length", 7) == "Panjang ini tidak masuk akal; ukur ulang."
    assert wording.pace_words(found, "length", 8) == "Panjang badan tidak diukur."
    assert wording.pace_words(found, "weight", 1).startswith("Berat naik 150 g dalam 31 hari. ")
    assert wording.pace_words(found, "weight", 1).endswith("(Tabel kecepatan tumbuh WHO, 1 bulan.)")
    assert wording.pace_words(found, "length", 2).startswith("Panjang bertambah 0,9 cm dalam 61 hari. ")
    assert wording.pace_words(found, "length", 3).startswith("Panjang tampak berkurang 0,1 cm dalam 60 hari. ")


@pytest.mark.parametrize(
    ("z", "says"),
    [
        ("-6.00", "Kurang dari 1 di antara 100 anak sehat bertambah sesedikit ini."),
        ("-0.50", "di antara 100 anak sehat bertambah lebih sedikit."),
        ("3.00", "Kurang dari 1 di antara 100 anak sehat bertambah sebanyak ini."),
    ],
)
def test_the_share_of_healthy_children(z: str, says: str) -> None:
    found = followed(f"date weight waz\n2025-07-10 7.5 -0.50\n2025-10-28 9.0 {z}")
    said = wording.pace_words(found, "weight", 1)
    assert says in said
    assert said.endswith("(Dihitung dari perubahan z-score, karena jarak waktunya tidak ada dalam tabel WHO.)")


def test_an_estimate_is_called_one() -> None:
    found = followed("date weight waz\n2028-07-10 13.5 -0.50\n2028-08-10 13.6 -0.60")
    assert wording.pace_words(found, "weight", 1).endswith("(Perkiraan: umur atau jarak waktunya di luar tabel WHO.)")


@pytest.mark.parametrize(
    ("born", "sex", "first", "second", "says"),
    [
        ("2025-01-10", 1, "2025-06-26 6.9 - -", "2025-07-01 7.0 - -", "Terlalu dekat dengan pengukuran sebelumnya."),
        ("2025-01-10", 0, "2025-07-11 6.9 - -", "2025-08-11 7.0 - -", "Jenis kelamin belum diketahui."),
        (None, 1, "2025-07-11 6.9 - -", "2025-08-11 7.0 - -", "Umur belum diketahui."),
        ("2020-01-10", 1, "2025-07-11 16 - -", "2025-08-11 17 - -", "Tidak ada angka pembanding untuk umur ini."),
        (
            "2025-01-10",
            1,
            "2025-07-11 69 6.00 waz",
            "2025-08-11 7.0 - -",
            "Pengukuran sebelumnya tidak masuk akal, jadi tidak bisa dibandingkan.",
        ),
    ],
)
def test_why_there_is_no_answer(born: str | None, sex: int, first: str, second: str, says: str) -> None:
    found = followed(f"date weight waz flag\n{first}\n{second}", born, sex)
    assert wording.gain_words(found, 1) == says


def test_too_long_ago() -> None:
    found = followed("date weight waz\n2025-02-10 4.0 -0.50\n2026-08-11 10.0 -0.50")
    assert wording.pace_words(found, "weight", 1) == "Pengukuran sebelumnya sudah terlalu lama."


def test_faltering_before_stunting_or_not_known() -> None:
    before = followed("date haz\n2025-07-10 -0.90\n2025-10-02 -1.40")
    assert wording.faltering_words(before, 1) == "Pertumbuhan melambat, anak belum stunting: tolong sekarang."
    unknown = followed("date weight waz\n2025-07-10 7.5 -0.60\n2025-08-10 6.9 -1.90")
    says = "Pertumbuhan melambat; belum diketahui stunting atau tidak: ukur panjang badannya."
    assert wording.faltering_words(unknown, 1) == says
    assert wording.ground_words(unknown, 1) == ("Berat badan bertambah terlalu lambat.",)
    lines = followed("date waz\n2025-07-10 0.10\n2025-11-10 -1.10")
    says = "Berat turun melewati 2 garis pertumbuhan dalam 183 hari terakhir."
    assert wording.ground_words(lines, 1) == (says,)
    again = followed("date weight\n2025-07-10 7.5\n2025-08-10 7.6\n2025-09-10 7.7")
    assert "Berat tidak naik 2 kali berturut-turut (2T)." in wording.ground_words(again, 2)


def test_spells() -> None:
    found = followed("""
        date        haz    waz
        2025-05-10  -2.50  -
        2025-06-10  -1.90  -2.10
        2025-07-10  -1.90  -
    """)
    assert [wording.spell_words(found, "stunted", row) for row in range(3)] == [
        "Tercatat stunting sejak 10-05-2025; seluruhnya sekitar 0 hari.",
        "Tidak lagi stunting pada 10-06-2025; pastikan pada pengukuran berikutnya.",
        "Pulih dari stunting sejak 10-06-2025.",
    ]
    unknown = "Belum diketahui wasting (gizi kurang atau gizi buruk) atau tidak."
    assert wording.spell_words(found, "wasted", 2) == unknown
    assert wording.spell_words(found, "underweight", 1).startswith("Tercatat berat badan kurang sejak 10-06-2025;")


def test_slope_and_last_visit() -> None:
    found = followed("date waz\n2025-01-01 0.00\n2025-01-31 0.30\n2025-03-02 0.00")
    assert wording.slope_words(found, "weight_for_age", 1) == ""
    says = "Perubahan z-score 0,00 per bulan (galat baku 0,18) dari 3 kunjungan."
    assert wording.slope_words(found, "weight_for_age", 2) == says
    assert wording.since_words(62) == "Terakhir diukur 62 hari yang lalu."


def test_decimals_of_an_english_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    assert language() == "en"
    found = followed("date waz\n2025-01-01 0.00\n2025-01-31 0.30\n2025-03-02 0.00")
    assert "0.18" in wording.slope_words(found, "weight_for_age", 2)
