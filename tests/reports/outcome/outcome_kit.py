"""A drawn register of eight children who need to be fed, of whom givers help three."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as handing
from tests.office.giving import giving_kit as kit
from tests.office.giving.gift_kit import meals, shared
from tests.office.giving.giving_kit import DAY, NOW, TANJUNG

from padan.contracts.release import table
from padan.office.aid.models import Listed, Round
from padan.office.aid.states import State
from padan.office.audit.operations import record
from padan.office.registry.models import Release
from padan.reports.outcome import beside, content
from padan.rules.selection import Standing

ELSEWHERE = "64.02.07.2002"
#: A day in January on which is asked, and the day on which the families were called.
THEN, CALLED = date(2027, 1, 20), handing.MORNING.date()
#: How each child was measured before and since: stunted, wasted, weight-for-length (None: it was not).
DRAWN: dict[int, tuple[tuple[str, str, float] | None, tuple[str, str, float] | None]] = {
    1: (("none", "severe", -3.4), ("none", "moderate", -2.4)),  # all of its course: better
    3: (("none", "moderate", -2.2), ("none", "severe", -3.2)),  # a part: worse
    4: (("moderate", "none", -1.0), None),  # set aside only: not measured since
    2: (("none", "moderate", -2.5), ("none", "moderate", -2.3)),  # nobody helps: the same
    5: (("none", "moderate", -2.5), ("none", "none", -1.0)),  # the government feeds it
    6: (("moderate", "moderate", -2.6), ("none", "none", -1.6)),  # nobody helps, another id now: better
    7: (("none", "severe", -3.5), ("none", "severe", -3.6)),  # nobody helps, in another kecamatan: the same
    8: (None, ("none", "moderate", -2.1)),  # nobody helps: not measured before
}


def person(number: int) -> str:
    """The id of a child; that of the sixth went over into another."""
    return kit.need(60 if number == 6 else number).person_id


def row(child: str, on: date, stunted: str, wasted: str, z: float, **more: Any) -> dict[str, Any]:
    """A measuring."""
    told = {
        "measurement_id": f"{child}{on}", "person_id": child, "measured_on": on, "counts": True, "stunted": stunted,
        "wasted": wasted, "underweight": "unknown", "overweight": "none", "flagged": [], "faltering": [],
        "label_hides": False, "weight_for_length": z, "length_for_age": z / 2,
    }  # fmt: skip
    return {**told, **more}


def written(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """The measurings of a release."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([pa.field(each.name, each.type) for each in table("growth").columns])
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / "growth.parquet")
    return folder


def world(home: Path, monkeypatch: pytest.MonkeyPatch, *, helped: bool = True) -> Release:
    """The register and, where children are ``helped``, the holds and what was handed out; the release in force."""
    release = aid.release()
    with transaction.atomic():
        before = NOW - timedelta(days=1)
        record(by="uji", on=before, action="registry.taken_in", subject=f"release:{release.name}")
    days = (DAY - timedelta(days=5), date(2027, 1, 10))
    rows = [
        row(person(number), on, *told)
        for number, both in DRAWN.items()
        for on, told in zip(days, both, strict=True)
        if told is not None
    ]
    written(release.folder, rows)
    needs = [kit.need(number, **({"area": ELSEWHERE} if number == 7 else {})) for number in range(1, 9)]
    kinds = pa.table(
        {
            name: [getattr(each, name) for each in needs]
            for name in ("need_id", "person_id", "family_id", "kind", "area")
        }
    )
    pq.write_table(kinds, home / "needs.parquet")
    monkeypatch.setattr(beside, "needs_copy", lambda _folder: home / "needs.parquet")
    monkeypatch.setattr(content, "merges_until", lambda _release: {kit.need(6).person_id: person(6)})
    if helped:
        _giver, money, _food, made = shared()
        handing.tell(meals(made, 1, 56), meals(made, 3, 20))
        kit.held(kit.confirmed(money.giver), kit.need(4, area=TANJUNG), until=date(2027, 3, 1))
        fed(5)
    return release


def fed(number: int) -> None:
    """A family with a place in a round of the government."""
    rule = aid.rule(of=aid.programme(code="pmt-apbd", name="PMT", kind="pmt"))
    held = aid.open_round(rule, aid.release(), aid.PLANNED, by=aid.maker(), on=NOW)
    Round.objects.filter(pk=held.pk).update(state=State.DELIVERING)
    area = kit.WONOTIRTO
    Listed.objects.create(round=held, family_id=aid.family(number), area=area, rank=1, standing=Standing.CHOSEN)
