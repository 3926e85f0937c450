"""Open forms: what is written is read back as it was, others' files are read by their tags, faults keep their line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import UnreadableFileError
from padan.reports.open_forms import Activity, Company, Grant, grants, hxl, province
from padan.reports.open_forms.grants import Publisher

DAY = date(2026, 3, 10)
AREAS = ("", "64", "64.02", "64.02.13", "64.02.13.1008")
FED = Activity(
    "K-1", "PT Contoh Tambang", "Kader Desa Kamboja", "Gizi spesifik", "PMT untuk 20 balita", "64.02.13.1008", DAY,
    DAY + timedelta(days=89), 20, 27_000_000,
)  # fmt: skip
PUBLISHER = Publisher("padan-64.02-", "tpps", "TPPS Kabupaten Kutai Kartanegara")
PROMISED = Grant(
    "12", "PMT Samboja", "PMT untuk balita di sekitar tambang", "7", "PT Contoh Tambang", 90_000_000, 27_000_000, DAY,
    DAY, DAY + timedelta(days=364), ("64.02.13", "64.02.20"), ("pmt",),
)  # fmt: skip
MINE = Company("1", "PT Contoh Tambang Tbk.", "Pertambangan", "IUP 12/2019", "province", "UU 23/2014", 90_000_000)
#: The fields that the schema of 360Giving requires of a grant, and of an organisation.
REQUIRED = {
    "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
    "fundingOrganization",
}  # fmt: skip

# What CSV carries: no control characters; a cell is read without the spaces around it.
TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
WHOLE = st.none() | st.integers(0, 10**15)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    since = draw(DAYS)
    return Activity(
        draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(st.sampled_from(AREAS)), since,
        since + timedelta(days=draw(st.integers(0, 400))), draw(WHOLE), draw(WHOLE),
    )  # fmt: skip


@given(told=st.lists(activities(), max_size=5))
def test_4w_is_read_back_as_it_was_written(told: list[Activity]) -> None:
    assert hxl.read(hxl.book(told)) == hxl.Read(tuple(told), ())


def test_4w_has_headings_tags_and_every_tier_of_a_place() -> None:
    headings, tags, row = csv.reader(io.StringIO(hxl.book([FED]).decode()))
    assert headings[:3] == ["Nomor kegiatan", "Pemberi dana", "Pelaksana"]
    told = dict(zip(tags, row, strict=True))
    assert (told["#adm1+code"], told["#adm2+code"], told["#adm3+code"], told["#adm4+code"]) == (
        "64", "64.02", "64.02.13", "64.02.13.1008",
    )  # fmt: skip
    assert (told["#adm3+name"], told["#reached"], told["#value+idr"]) == ("Samboja", "20", "27000000")


OTHERS = """Laporan kegiatan 2026,,,,,
Apa,Siapa,Kapan,Di mana,Catatan,Berapa orang
#activity+name,#org+funder+v_ours,#date+start,#code+adm3,,#reached
#
Jamban 5 unit,CV Contoh Maju,2026-02-01,64.02.18,baik,
,CV Contoh Maju,2026-02-01,64.02.18,,10
Kelas ibu,CV Contoh Maju,1 Februari,64.02.18,,10
Kelas ibu,CV Contoh Maju,2026-02-02,64.2,,10
Kelas ibu,CV Contoh Maju,2026-02-02,,,sepuluh
Kelas ibu,CV Contoh Maju,2026-02-02,,,10
"""


def test_a_4w_of_others_is_read_by_its_tags_and_nothing_is_lost() -> None:
    found = hxl.read(OTHERS.replace("#\n", "").replace("#code+adm3", "#adm3+v_kemendagri+code").encode())
    assert [(each.title, each.area, each.since, each.reached) for each in found.rows] == [
        ("Jamban 5 unit", "64.02.18", date(2026, 2, 1), None), ("Kelas ibu", "", date(2026, 2, 2), 10),
    ]  # fmt: skip
    assert [each.line for each in found.rejects] == [5, 6, 7, 8]
    assert "#date+start: 1 Februari bukan tanggal" in found.rejects[1].what


#: Files that are none, and the words that say so.
NO_4W = (
    (b"Apa,Siapa\nJamban,PT Contoh\n", "Baris tanda HXL tidak ditemukan"),
    (b"Apa\n#activity+name\nJamban\n", "Kolom bertanda #org+funder, #date+start tidak ada"),
    (b"\xff\xfe\x00", "Berkas ini bukan CSV yang utuh"),
    (b"", "Baris tanda HXL tidak ditemukan"),
)


@pytest.mark.parametrize(("content", "words"), NO_4W)
def test_what_is_no_4w_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words.replace("+", r"\+")):
        hxl.read(content)


def test_an_end_before_its_beginning_is_rejected() -> None:
    found = hxl.read(hxl.book([replace(FED, until=DAY - timedelta(days=1))]))
    assert (found.rows, [each.line for each in found.rejects]) == ((), [3])


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+62", "-5", "@sum", "|x", "%y", "'=quoted"])
def test_no_text_is_a_formula_and_each_is_read_back(title: str) -> None:
    made = hxl.book([replace(FED, title=title)])
    cell = list(csv.reader(io.StringIO(made.decode())))[2][4]
    assert not cell.startswith(("=", "+", "-", "@", "|", "%"))
    assert hxl.read(made).rows[0].title == title


def test_a_grant_has_all_that_the_standard_asks_and_names_nobody_who_is_helped() -> None:
    told = json.loads(grants.package([PROMISED], PUBLISHER))["grants"][0]
    assert set(told) >= REQUIRED
    assert (told["id"], told["amountAwarded"], told["amountDisbursed"]) == ("padan-64.02-12", 90_000_000, 27_000_000)
    assert told["recipientOrganization"] == [{"id": "padan-64.02-tpps", "name": PUBLISHER.team}]
    assert "recipientIndividual" not in told
    assert [each["geoCode"] for each in told["beneficiaryLocation"]] == ["64.02.13", "64.02.20"]


@st.composite
def promises(draw: st.DrawFn) -> Grant:
    since, amount = draw(DAYS), st.integers(0, 10**13)
    return Grant(
        draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(amount), draw(amount), draw(DAYS), since,
        since + timedelta(days=draw(st.integers(0, 400))),
        tuple(draw(st.lists(st.sampled_from(AREAS[1:]), max_size=2))),
        tuple(draw(st.lists(st.sampled_from(("pmt", "latrine")), max_size=2))),
    )  # fmt: skip


@given(told=st.lists(promises(), max_size=4))
def test_grants_are_read_back_as_they_were_written(told: list[Grant]) -> None:
    prefix = PUBLISHER.prefix
    wanted = [
        replace(each, number=prefix + each.number, giver_number=prefix + each.giver_number, receiver=PUBLISHER.team)
        for each in told
    ]
    assert grants.read(grants.package(told, PUBLISHER)) == grants.Read(tuple(wanted), ())


def test_grants_of_others_keep_their_place_when_they_are_faulty() -> None:
    good, *bad = ({**json.loads(grants.package([PROMISED], PUBLISHER))["grants"][0]} for _each in range(8))
    bad[0]["currency"], bad[1]["amountAwarded"] = "USD", 0.5
    del bad[2]["fundingOrganization"]
    bad[3]["awardDate"] = "kemarin"
    bad[4]["plannedDates"] = ["2026"]
    bad[5]["amountAwarded"], bad[6]["title"] = float("inf"), 7
    del good["plannedDates"]
    good["beneficiaryLocation"] = [*good["beneficiaryLocation"], {"name": "Loa Janan", "geoCode": "6403"}]
    found = grants.read(json.dumps({"grants": [good, *bad, "hibah"]}).encode())
    # Which place a code of another system means is not guessed: its name is what is known.
    assert [(each.areas, each.places) for each in found.rows] == [(PROMISED.areas, ("Loa Janan",))]
    assert [(each.since, each.until) for each in found.rows] == [(DAY, DAY)]
    assert [(each.line, each.what) for each in found.rejects] == [
        (2, "Nilainya bukan dalam rupiah. Tulis nilainya dalam IDR."),
        (3, "Nilainya bukan rupiah utuh. Tulis nilainya tanpa pecahan."),
        *(
            (line, f"{field} tidak ada atau tidak terbaca. Isi menurut standar 360Giving.")
            for line, field in ((4, "fundingOrganization"), (5, "awardDate"), (6, "plannedDates"))
        ),
        (7, "Nilainya bukan rupiah utuh. Tulis nilainya tanpa pecahan."),
        *(
            (line, f"{field} tidak ada atau tidak terbaca. Isi menurut standar 360Giving.")
            for line, field in ((8, "title"), (9, "grants"))
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"hibah": []}', b"\xff", b'{"grants": 3}', b"[" * 99_999])
def test_what_is_no_package_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="bukan paket 360Giving"):
        grants.read(content)


#: What the province changed of our one company (None: it has none), and what differs.
SIDES = (
    ({}, None),
    ({"number": "991"}, None),
    ({"name": "PT. CONTOH TAMBANG"}, ("name",)),
    ({"authority": "disputed", "given": 5}, ("authority", "given")),
    ({"basis": "Perda"}, None),
    ({"permit": "iup-12.2019"}, None),
    ({"permit": "IUP 99"}, ()),
)


@pytest.mark.parametrize(("changes", "fields"), SIDES)
def test_where_both_sides_differ(changes: dict[str, str], fields: tuple[str, ...] | None) -> None:
    found = province.differences([MINE], [replace(MINE, **changes)])
    if fields is None:
        assert found == []
    elif fields:
        assert [each.fields for each in found] == [fields]
    else:
        assert [(each.ours is None, each.theirs is None) for each in found] == [(False, True), (True, False)]


def test_without_a_permit_a_company_is_known_by_its_name() -> None:
    ours, theirs = replace(MINE, permit="", name="CV. Maju Jaya"), replace(MINE, permit="-", name="maju jaya")
    assert [each.fields for each in province.differences([ours], [theirs])] == [("name",)]


def test_a_company_that_one_side_has_twice_is_shown() -> None:
    assert province.differences([MINE], [MINE, MINE]) == [province.Difference(None, MINE)]
    assert province.differences([MINE, MINE], [MINE]) == [province.Difference(MINE, None)]


COMPANIES = st.builds(Company, *([TEXTS] * 6), st.integers(0, 10**15))


@given(ours=st.lists(COMPANIES, max_size=4))
def test_the_list_is_read_back_and_differs_from_itself_in_nothing(ours: list[Company]) -> None:
    found = province.read(province.book(ours))
    assert found == province.Read(tuple(ours), ())
    assert province.differences(ours, found.rows) == []


def test_rows_of_the_province_with_faults_keep_their_line() -> None:
    made = province.book([MINE, replace(MINE, name="")]).decode().replace("90000000", "90 juta", 1)
    assert [each.line for each in province.read(made.encode()).rejects] == [2, 3]
    with pytest.raises(UnreadableFileError, match="Kolom permit tidak ada"):
        province.read(made.replace("permit", "izin").encode())
