"""Grants of others read like a report: every one an activity or a refused row, ours known again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from padan.reports.activities.grants import read_grants
from padan.reports.open_forms import Grant
from padan.reports.open_forms.beside import How, beside
from padan.reports.open_forms.grants import Publisher, listed, package

REGENCY, PREFIX, DAY = "64.02", "padan-64.02-", date(2026, 3, 10)
OURS = Grant(
    "12", "PMT", "PMT untuk balita", "7", "PT Contoh Tambang", 90_000_000, 27_000_000, DAY, DAY,
    DAY + timedelta(days=364), ("64.02.13.1008", "64.02.13.1009"),
)  # fmt: skip
TEAM = Publisher(PREFIX, "tpps", "TPPS Kabupaten Kutai Kartanegara")


def sent(**changes: Any) -> dict[str, Any]:
    """Our grant as another publisher tells it."""
    told: dict[str, Any] = listed(package([OURS], replace(TEAM, prefix="yayasan-")))[0]
    return {**told, **changes}


def read(*told: Any) -> Any:
    return read_grants(json.dumps({"grants": told}).encode(), REGENCY, [OURS], PREFIX)


def placed(*places: dict[str, str]) -> dict[str, Any]:
    return sent(beneficiaryLocation=list(places))


def code(text: str) -> dict[str, str]:
    return {"name": "x", "geoCode": text, "geoCodeType": "Kemendagri"}


def test_a_grant_is_an_activity_of_its_giver_where_its_places_lie() -> None:
    rows, near = read(sent(amountAwarded=5_000_000))
    (line,) = rows.lines
    assert (line.company, line.implementer, line.title, line.description) == (
        "PT Contoh Tambang", TEAM.team, "PMT", "PMT untuk balita",
    )  # fmt: skip
    assert (line.area, line.since, line.until, line.value) == ("64.02.13", DAY, DAY + timedelta(days=364), 5_000_000)
    assert (rows.refused, rows.placeless, near) == ((), 0, ())


#: Places of a grant, and where its activity lies; or why it is refused.
PLACES = (
    ((), REGENCY, ""),
    (({"name": "Kabupaten Kutai Kartanegara"},), REGENCY, ""),
    (({"name": "Kec. Loa Janan"},), "64.02.03", ""),
    (({"name": "Wonotirto"},), "64.02.13.1008", ""),
    ((code("64.02.13"), {"name": "Samboja"}), "64.02.13", ""),
    # A code of another system is not read as ours, and its name is no place here.
    (({"name": "Kutai Barat", "geoCode": "6402", "geoCodeType": "BPS"},), "", "tidak dikenal di kabupaten ini"),
    ((code("64.02.13"), {"name": "Entah"}), "", "tidak dikenal di kabupaten ini: Entah"),
    ((code("64.03.01"),), "", "di luar kabupaten ini"),
    ((code("64.02.13"), code("64.03.01")), "", "untuk beberapa kabupaten"),
    ((code("64.2"),), "", "Kode wilayah 64.2 bukan kode"),
)


@pytest.mark.parametrize(("places", "area", "why"), PLACES)
def test_where_a_grant_lies_is_read_and_never_guessed(places: tuple[dict[str, str], ...], area: str, why: str) -> None:
    rows, _near = read(placed(*places))
    assert [line.area for line in rows.lines] == ([area] if area else [])
    assert [why in each.why for each in rows.refused] == ([True] if why else [])
    assert rows.placeless == (area == REGENCY)


def test_ours_come_back_as_refused_rows_that_tell_what_differs() -> None:
    same = listed(package([OURS], TEAM))[0]
    other = {**same, "amountAwarded": 80_000_000, "awardDate": "2026-03-11"}
    rows, near = read(same, other)
    assert (rows.lines, near) == ((), ())
    assert rows.refused[0].why == "Janji nomor 12 di sini, isinya sama"
    assert rows.refused[1].why == (
        "Janji nomor 12 di sini, isinya lain. Dijanjikan: kita Rp90.000.000, mereka Rp80.000.000; "
        "Tanggal janji: kita 10 Mar 2026, mereka 11 Mar 2026"
    )


#: What another publisher tells of our grant, and how that stands beside it.
BESIDE = (
    ({}, How.NEAR),
    ({"giver": "Contoh Tambang Tbk.", "promised_on": DAY + timedelta(days=31)}, How.NEAR),
    ({"promised_on": DAY - timedelta(days=32)}, How.NEW),
    ({"amount": 90_000_001}, How.NEW),
    ({"giver": "PT Lain"}, How.NEW),
    ({"number": f"{PREFIX}12", "amount": 1}, How.OURS),
)


@pytest.mark.parametrize(("changes", "how"), BESIDE)
def test_how_a_grant_stands_beside_ours(changes: dict[str, Any], how: How) -> None:
    farther = replace(OURS, number="11", promised_on=DAY - timedelta(days=400))
    (found,) = beside([replace(OURS, **{"number": "y-1", **changes})], [farther, OURS], PREFIX)
    assert (found.how, found.ours) == (how, None if how is How.NEW else OURS)


def test_nothing_is_lost_whatever_is_sent() -> None:
    told = [
        sent(), None, sent(title="\ud800"), sent(title="a\x00"), sent(title="t" * 501), sent(amountAwarded=10**16),
        placed(code("6" * 400)), sent(fundingOrganization=[]),
    ]  # fmt: skip
    rows, near = read(*told)
    assert [line.row for line in rows.lines] == [1]
    assert [each.theirs.number for each in near] == ["yayasan-12"]
    assert [each.row for each in rows.refused] == [2, 3, 4, 5, 6, 7, 8]
    for each in rows.refused:
        assert max(map(len, (each.why, each.remedy))) <= 300
        assert json.dumps(dict(each.written), ensure_ascii=False).encode()
