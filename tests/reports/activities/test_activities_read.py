"""Three companies' reports in columns of their own: read, found twice, counted once, set against what is needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from tests.office.tasks.tasks_kit import NOW, REGENCY, VILLAGE, officer

from padan.kernel.errors import UnreadableFileError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.activities import queries
from padan.office.activities.lines import Addressed, Said, Sent
from padan.office.activities.models import Activity
from padan.office.activities.operations import correct, decide, receive
from padan.reference.activities import Class, activity_kinds, columns
from padan.reports.activities.book import activities_book, rejects_book
from padan.reports.activities.columns import FIELDS, guess, with_answers
from padan.reports.activities.fourw import as_4w, read_4w
from padan.reports.activities.once import (
    Standing,
    against_needs,
    found,
    nobody_gives,
    nobody_needs,
    value_by,
)
from padan.reports.activities.reading import Read, opened, read
from padan.reports.activities.totals import Sum, by_class, by_kind, by_year, total
from padan.reports.activities.words import CLASSES, FIELD_WORDS, RULES, class_words, reason_of_class
from padan.reports.open_forms import hxl
from padan.reports.watermark import Watermark
from padan.rules.activities.counting import Rule

WHOLE = Scope((REGENCY,))
MARK = Watermark("Sari", "sari@contoh.example", timezone.localtime(NOW))
MAHAKAM = [
    ["LAPORAN TJSL TAHUN 2026"],
    ["No", "Nama Kegiatan", "Bidang", "Sasaran", "Kecamatan", "Desa/Kelurahan", "Tanggal", "Nilai (Rp)"],
    [1, "Pembagian telur balita RT 5", "Bencana", "40 balita", "Samboja", "Wonotirto", "12 Maret 2026", 12_500_000],
    [2, "Renovasi masjid Al Hidayah", "Keagamaan", "warga", "Samboja", "Wonotirto", "Mei 2026", "Rp 50 juta"],
    [3, "", "Sosial", "", "", "", "", ""],
    [4, "Bantuan jamban", "Sosial", "5 KK", "Samboja", "Tanjung Harapan", "Juni 2026", "banyak"],
    [5, "Sumur bor", "Sosial", "20 KK", "Sebulu", "Tanjung Harapan", "kapan-kapan", "20 juta"],
    ["Jumlah", "", "", "", "", "", "", 82_500_000],
]
PROVINCE = [
    ["Company", "Activity", "Location", "Period", "Amount (IDR)"],
    ["PT. MAHAKAM JAYA Tbk", "Pembagan telur balita", "Wonotirto, Kec. Samboja", "12/03/2026", "12,500,000"],
    ["CV Borneo", "Penanaman mangrove", "Kec. Muara Badak", "13/04/2026", "8 juta"],
    ["CV Borneo", "Donor darah", "Kutai", "Triwulan II 2026", ""],
]
STRANGE = [
    ["Apa", "Kapan", "Berapa", "Di mana"],
    ["Bagi susu ibu hamil", "3 Maret 2026", "Rp 1.000.000", "Wonotirto"],
    ["Bagi beras", "4 Maret 2026", "Rp 2.000.000", "Wonotirto"],
]


def xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def as_read(path: Path, sender: str) -> Read:
    ((sheet, guessed),) = opened(path, REGENCY).sheets.items()
    return read(path, sheet, guessed, sender, REGENCY)


def secretary() -> Account:
    return officer("sari", REGENCY, role=Role.COORDINATOR)


def take(path: Path, sender: str, addressed: Addressed, *, office: bool = False) -> Any:
    ((sheet, guessed),) = (look := opened(path, REGENCY)).sheets.items()
    rows = read(path, sheet, guessed, sender, REGENCY)
    sent = Sent(sender, office, addressed, REGENCY, path.name, look.sha256, guessed.fingerprint, guessed.mapping)
    return receive(sent, rows.lines, rows.refused, by=secretary(), on=NOW)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return xlsx(tmp_path / "mahakam.xlsx", MAHAKAM), xlsx(tmp_path / "provinsi.xlsx", PROVINCE)


def test_rows_are_read_or_refused_with_their_place(files: tuple[Path, Path]) -> None:
    rows = as_read(files[0], "PT Mahakam Jaya")
    eggs, mosque = rows.lines
    assert (eggs.company, eggs.area, eggs.value, eggs.people) == ("PT Mahakam Jaya", VILLAGE, 12_500_000, 40)
    assert (eggs.since, eggs.until, eggs.sheet, eggs.row) == (date(2026, 3, 12), date(2026, 3, 12), "Sheet", 3)
    assert (mosque.since, mosque.until, mosque.value) == (date(2026, 5, 1), date(2026, 5, 31), 50_000_000)
    assert [(each.row, each.column) for each in rows.refused] == [
        (5, "Nama Kegiatan"), (6, "Nilai (Rp)"), (7, "Tanggal"), (8, ""),
    ]  # fmt: skip
    assert rows.refused[1].written["Nilai (Rp)"] == "banyak"
    assert len(rows.lines) + len(rows.refused) == len(MAHAKAM) - 2


def test_english_heads_and_a_place_in_one_cell_are_read(files: tuple[Path, Path]) -> None:
    rows = as_read(files[1], "Provinsi")
    assert [each.area for each in rows.lines] == [VILLAGE, "64.02.05", REGENCY]
    assert [each.since for each in rows.lines] == [date(2026, 3, 12), date(2026, 4, 13), date(2026, 4, 1)]
    assert (rows.placeless, rows.refused) == (1, ())


def test_a_csv_is_read_alike(tmp_path: Path, files: tuple[Path, Path]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([*PROVINCE, ["a", "b", "c", "13/04/2026", "1", "zu viel", "mehr"]])
    path = tmp_path / "provinsi.csv"
    path.write_text(text.getvalue(), "utf-8")
    rows, same = as_read(path, "Provinsi"), as_read(files[1], "Provinsi")
    assert [(each.title, each.value, each.area) for each in rows.lines] == [
        (each.title, each.value, each.area) for each in same.lines
    ]
    assert [each.row for each in rows.refused] == [5]


def test_what_stands_in_a_column_says_what_it_is_and_the_rest_is_asked() -> None:
    guessed = guess(STRANGE, REGENCY)
    assert dict(guessed.mapping) == {"period": "Kapan", "value": "Berapa", "village": "Di mana"}
    assert guessed.unknown == ("Apa",)
    assert guessed.examples["Apa"] == ("Bagi susu ibu hamil", "Bagi beras")
    assert guessed.lacking == ("title",)
    answered = with_answers(guessed, {"title": "Apa", "village": "", "value": "Tidak ada", "x": "Apa"})
    assert dict(answered.mapping) == {"period": "Kapan", "value": "Berapa", "title": "Apa"}
    assert (answered.lacking, answered.unknown) == ((), ("Di mana",))
    assert answered.fingerprint == guessed.fingerprint


def test_a_file_without_a_named_activity_is_not_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "aneh.xlsx", STRANGE)
    with pytest.raises(UnreadableFileError):
        as_read(path, "PT A")
    guessed = with_answers(opened(path, REGENCY).sheets["Sheet"], {"title": "Apa"})
    assert len(read(path, "Sheet", guessed, "PT A", REGENCY).lines) == 2
    with pytest.raises(UnreadableFileError):
        read(path, "Lain", guessed, "PT A", REGENCY)
    with pytest.raises(UnreadableFileError):
        opened(xlsx(tmp_path / "kosong.xlsx", []), REGENCY)


def test_two_heads_of_one_name_stay_two_columns() -> None:
    assert guess([["Kegiatan", "Nilai", "Nilai"], ["a", "1", "2"]], REGENCY).heads == ("Kegiatan", "Nilai", "Nilai #2")


def test_every_head_that_is_known_is_of_a_field() -> None:
    assert set(columns().values()) == set(FIELDS)


def test_a_part_that_is_said_to_be_one_is_a_share(tmp_path: Path) -> None:
    rows = [
        ["Kegiatan", "Nilai", "Porsi (Rp)"],
        ["Voli", "9 juta", "3 juta"],
        ["Voli", "9 juta", ""],
        ["Voli", "", "x"],
    ]
    found = as_read(xlsx(tmp_path / "a.xlsx", rows), "PT A")
    assert [(each.value, each.share) for each in found.lines] == [(3_000_000, True), (9_000_000, False)]
    assert [each.column for each in found.refused] == ["Porsi (Rp)"]


def test_days_that_end_before_they_begin_are_refused(tmp_path: Path) -> None:
    rows = [["Kegiatan", "Mulai", "Selesai"], ["Voli", "5 Mei 2026", "4 Mei 2026"], ["Voli", "", "4 Mei 2026"]]
    found = as_read(xlsx(tmp_path / "a.xlsx", rows), "PT A")
    assert [each.column for each in found.refused] == ["Selesai"]
    assert found.lines[0].since == date(2026, 5, 4)


@pytest.mark.django_db
def test_what_is_reported_to_both_is_counted_once(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    take(files[1], "Pemerintah Provinsi", Addressed.PROVINCE, office=True)
    held = found(WHOLE)
    (eggs,) = held.doubled
    assert (eggs.counted.value, eggs.counted.rule, eggs.kind, eggs.area) == (
        12_500_000,
        Rule.AGREED,
        "feeding",
        VILLAGE,
    )
    assert [each.activity.title for each in held.misfiled] == ["Pembagian telur balita RT 5"]
    assert value_by(held.once, "year") == {"2026": 70_500_000}
    assert value_by(held.once, "class") == {"other": 58_000_000, "specific": 12_500_000}
    assert value_by(held.once, "village") == {"": 8_000_000, VILLAGE: 62_500_000}
    assert value_by(held.once, "district") == {"": 0, "64.02.05": 8_000_000, "64.02.13": 62_500_000}
    assert value_by(held.once, "kind")["environment"] == 8_000_000
    assert sum(value_by(held.once, "kind").values()) == 70_500_000


@pytest.mark.django_db
def test_what_persons_say_changes_class_and_count(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    take(files[1], "Pemerintah Provinsi", Addressed.PROVINCE, office=True)
    one, other = (each for each in Activity.objects.order_by("pk") if "telur" in each.title)
    decide(one, other, Said.APART, "Dua kali dibagikan.", by=secretary(), on=NOW)
    correct(one, "disaster", "Di pengungsian.", by=secretary(), on=NOW)
    held = found(WHOLE)
    assert (held.doubled, held.misfiled, held.contested) == ((), (), ())
    assert value_by(held.once, "class") == {"other": 70_500_000, "specific": 12_500_000}
    told = next(each.reports[0] for each in held.once if each.reports[0].activity == one)
    assert reason_of_class(told) == "diperbaiki petugas"
    assert found(Scope()).once == ()


@pytest.mark.django_db
def test_giving_is_set_against_needs(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    needs = {"64.02.13.1009": 4_000_000, "64.02.07.2002": 9_000_000}
    standings = against_needs(found(WHOLE).once, needs)
    assert nobody_needs(standings) == (Standing(VILLAGE, 12_500_000, ("PT Mahakam Jaya",), 0),)
    assert [each.area for each in nobody_gives(standings)] == ["64.02.07.2002", "64.02.13.1009"]
    assert against_needs(found(WHOLE).once, {VILLAGE: 50_000_000})[0].covered == 0.25
    assert standings[0].covered == 0.0


@pytest.mark.django_db
def test_the_workbook_adds_up_and_bears_who_took_it(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    take(files[1], "Pemerintah Provinsi", Addressed.PROVINCE, office=True)
    held = found(WHOLE)
    book = openpyxl.load_workbook(io.BytesIO(activities_book(held.once, MARK)))
    head, *rows = book.active.iter_rows(values_only=True)
    at = {title: place for place, title in enumerate(head)}
    assert len(rows) == Activity.objects.count()
    assert sum(row[at["Nilai dihitung (Rp)"]] or 0 for row in rows) == 70_500_000
    assert sum(row[at["Nilai dilaporkan (Rp)"]] or 0 for row in rows) == 83_000_000
    assert [row[at["Salah bidang"]] for row in rows].count("ya") == 1
    reasons = " ".join(row[at["Alasan golongan"]] for row in rows)
    assert "“telur”" in reasons
    assert "Perpres 72/2021" in reasons
    assert "Sari" in book.active.oddFooter.left.text


def test_there_are_words_for_all() -> None:
    assert {kind.of for kind in activity_kinds().values()} == set(CLASSES)
    assert set(RULES) == set(Rule)
    assert set(FIELD_WORDS) == set(FIELDS)
    assert class_words(None) == "belum diketahui"


@pytest.mark.django_db
def test_how_a_file_was_read_is_remembered(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    ((_sheet, guessed),) = opened(files[0], REGENCY).sheets.items()
    assert queries.remembered(WHOLE, "Mahakam Jaya", guessed.fingerprint) == dict(guessed.mapping)


@pytest.mark.django_db
def test_the_refused_rows_leave_under_their_own_heads(files: tuple[Path, Path]) -> None:
    held = take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    made = rejects_book(list(queries.rejects(WHOLE, held)), MARK)
    head, *rows = openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert list(head[:3]) == ["No", "Nama Kegiatan", "Bidang"]
    assert [(each["Baris"], each["Kolom yang salah"] or "") for each in told] == [
        ("5", "Nama Kegiatan"), ("6", "Nilai (Rp)"), ("7", "Tanggal"), ("8", ""),
    ]  # fmt: skip
    assert told[1]["Nilai (Rp)"] == "banyak"


#: A row that cannot be kept, and the column that says why.
UNFIT = (
    (["x" * 501, "1", "5"], "Kegiatan"),
    (["Voli", "9.000.000.000.000.000", "5"], "Nilai"),
    (["Voli", "1", "081234567890 orang"], "Penerima Manfaat"),
)


@pytest.mark.parametrize(("row", "column"), UNFIT)
def test_what_is_too_long_or_too_large_refuses_its_row_alone(tmp_path: Path, row: list[str], column: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["Kegiatan", "Nilai", "Penerima Manfaat"], row, ["Voli", "1 juta", "5 anak"]])
    found = as_read(path, "PT A")
    assert [(each.row, each.column) for each in found.refused] == [(2, column)]
    assert [each.value for each in found.lines] == [1_000_000]


@pytest.mark.django_db
def test_4w_tells_each_activity_once_and_is_read_back(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    take(files[1], "Pemerintah Provinsi", Addressed.PROVINCE, office=True)
    told = list(as_4w(found(WHOLE).once, REGENCY))
    assert [(each.title, each.sector, each.value) for each in told] == [
        ("Pembagian telur balita RT 5", "spesifik", 12_500_000),
        ("Renovasi masjid Al Hidayah", "bukan untuk stunting", 50_000_000),
        ("Penanaman mangrove", "bukan untuk stunting", 8_000_000),
        ("Donor darah", "bukan untuk stunting", None),
    ]
    rows = read_4w(hxl.book(told), REGENCY)
    assert [(each.title, each.area, each.value, each.since) for each in rows.lines] == [
        (each.title, each.area, each.value, each.since) for each in told
    ]
    assert ([each.row for each in rows.lines], rows.refused, rows.placeless) == ([3, 4, 5, 6], (), 1)


def test_rows_of_4w_that_cannot_be_kept_are_refused_with_their_line() -> None:
    content = (
        "Pemberi,Kegiatan,Mulai,Kode,Nilai\n#org+funder,#activity+name,#date+start,#adm4+code,#value+idr\n"
        "PT A,Susu,2026-01-02,64.02.13.1008,5\nPT A,,2026-01-02,,\n\nPT A,Susu,2026-01-02,64.01,\n"
        "PT A,Susu,2026-01-02,,9000000000000000\n"
    )
    rows = read_4w(content.encode(), REGENCY)
    assert [(each.row, each.area) for each in rows.lines] == [(3, VILLAGE)]
    assert [each.row for each in rows.refused] == [4, 6, 7]
    assert rows.refused[1].why == "Tempat itu di luar kabupaten ini"
    assert rows.refused[1].written == {"": "PT A | Susu | 2026-01-02 | 64.01 | "}
    empty = read_4w(content.encode().split(b"PT A")[0], REGENCY)
    assert (empty.lines, empty.refused) == ((), ())


@pytest.mark.django_db
def test_sums_count_each_activity_once(files: tuple[Path, Path]) -> None:
    take(files[0], "PT Mahakam Jaya", Addressed.REGENCY)
    take(files[1], "Pemerintah Provinsi", Addressed.PROVINCE, office=True)
    once = found(WHOLE).once
    assert total(once) == Sum(4, 70_500_000)
    assert by_class(once) == {Class.SPECIFIC: Sum(1, 12_500_000), Class.OTHER: Sum(3, 58_000_000)}
    assert by_kind(once)["environment"] == Sum(1, 8_000_000)
    assert sum(each.number for each in by_kind(once).values()) == 4
    assert by_year(once) == [("2026", {"other": 58_000_000, "specific": 12_500_000}, 70_500_000)]


@pytest.mark.django_db
def test_what_others_tell_in_parts_is_no_activity_more(tmp_path: Path) -> None:
    head = ["Perusahaan", "Kegiatan", "Lokasi", "Tanggal", "Nilai"]
    villages = ("Wonotirto", "Sungai Seluang")
    parts = [["PT Satu", "Pembagian susu balita", f"{each}, Kec. Samboja", "2 Mei 2026", "5 juta"] for each in villages]
    whole = [["PT Satu", "Pembagian susu balita", "Kec. Samboja", "2 Mei 2026", "10 juta"]]
    take(xlsx(tmp_path / "a.xlsx", [head, *parts]), "PT Satu", Addressed.REGENCY)
    take(xlsx(tmp_path / "b.xlsx", [head, *whole]), "Provinsi", Addressed.PROVINCE, office=True)
    once = found(WHOLE).once
    assert [each.is_whole_of_others for each in once].count(True) == 1
    assert total(once) == Sum(2, 10_000_000)
    assert len(list(as_4w(once, REGENCY))) == 2
