"""A round of two villages and two months, handed out in many ways, with the goods that it came from and visits to some
of its families, and a release that entitles them."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.office.aid import aid_kit as aid
from tests.office.checking import checking_kit
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY

from padan.contracts.release import table
from padan.office.aid.models import Listed, Round
from padan.office.checking.models import Met, Sample
from padan.office.checking.operations import assign, tell
from padan.office.delivery.stock import Moved, Seen, examine, move_goods
from padan.pipeline.home import Home
from padan.reports.eligible import READ as FACTS_FROM
from padan.rules.delivery import Checked, Evidence, Outcome, Taker, Way
from padan.rules.selection import Standing

SIGNED = ((Evidence.SIGNATURE, "a" * 64),)


def put_release(root: Path, like: Home) -> None:
    """In the home ``root`` a release in which 60 families are entitled but the second, of which nobody can tell, and
    the third."""
    folder = root / "releases" / "satu"
    folder.mkdir(parents=True)
    shutil.copy(like.current_release() / "manifest.json", folder)
    ids = [aid.family(number) for number in range(60)]
    at_risk = ["yes", "unknown", "no", *["yes"] * 57]
    rows: dict[str, list[dict[str, Any]]] = {
        "family": [
            {"family_id": each, "members": 1, "sources": ["dtsen"], "desil_low": 1, "desil_high": 1} for each in ids
        ],
        "risk": [
            {"family_id": each, "at_risk": risk, "target": "yes", "targets": [], "factors": []}
            for each, risk in zip(ids, at_risk, strict=True)
        ],
    }
    for name in FACTS_FROM:
        schema = pa.schema([pa.field(each.name, each.type) for each in table(name).columns])
        pq.write_table(pa.Table.from_pylist(rows.get(name, []), schema), folder / f"{name}.parquet")


def whole_round() -> Round:
    """50 families of two villages and two months, of whom those of Wonotirto (the odd numbers) got their rice in many
    ways, good and bad."""
    held = kit.begun()
    drawn = random.Random(7)
    told = []
    for number in range(1, 50, 2):
        family = aid.family(number)
        if not Listed.objects.filter(round=held, family_id=family, standing=Standing.CHOSEN).exists():
            continue
        for month in (DECEMBER, JANUARY):
            told += hand_overs(held, family, month, drawn)
    told += [kit.rice(held, aid.family(1), minute=900), kit.rice(held, aid.family(1), minute=901)]
    assert {each.refused for each in kit.tell(*told, on=datetime(2027, 2, 6, tzinfo=UTC))} == {None}
    return held


def hand_overs(held: Round, family: str, month: date, drawn: random.Random) -> list[Any]:
    """None, one or two of a month, some late, less, or without a paper."""
    found = []
    for amount in drawn.choice([(), (10,), (10,), (4, 6), (4,)]):
        moment = datetime(month.year, month.month, 1, 2, tzinfo=UTC) + timedelta(days=drawn.randint(0, 34))
        found.append(
            kit.rice(
                held, family, amount, month=month, handed_at=moment,
                checked=drawn.choice([Checked.KTP, Checked.KTP, Checked.NOT]),
                taker=drawn.choice([Taker.RECIPIENT, Taker.PROXY]),
                proofs=dict(drawn.choice([SIGNED, SIGNED, (), (*SIGNED, (Evidence.LETTER, "b" * 64))])),
            )
        )  # fmt: skip
    if not found and drawn.random() < 0.5:
        moment = datetime(month.year, month.month, 5, tzinfo=UTC)
        found.append(kit.rice(held, family, 0, month=month, handed_at=moment, outcome=Outcome.ABSENT, taker=None))
    return found


#: What came to the hall of Wonotirto: when, how much, and what was found of it.
GOODS = (
    (date(2026, 12, 6), 60, Seen(date(2026, 12, 6), "Pak Lurah", price=15_000)),
    (date(2026, 12, 20), 60, Seen(date(2026, 12, 20), "Pak Lurah", last_day=date(2027, 1, 12), price=14_500)),
    (date(2027, 1, 3), 40, Seen(date(2027, 1, 4), "Bu Camat", unfit=2, price=15_500)),
    (date(2027, 1, 10), 400, None),
)


def with_goods() -> None:
    """Rice at the hall: of the first delivery all is well, of the second it spoils, some of the third is not fit and it
    was too dear, and at the fourth nobody looked."""
    for number, (day, amount, seen) in enumerate(GOODS):
        on = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        came = Moved(f"goods-{number}", Way.RECEIVED, "beras", "kg", amount, target=kit.point())
        movement = move_goods(came, by=aid.maker(), on=on)
        if seen:
            examine(movement, seen, by=aid.maker(), on=on + timedelta(days=1))


def visited(held: Round) -> Sample:
    """Many families of the round, visited in January: every third was asked to pay, every fourth got bad rice, every
    fifth did not receive, every second does not need it; one was not met."""
    sample = checking_kit.drawn(checking_kit.Wanted(checking_kit.Level.VILLAGE, 0.1, 0.9, 1.0), held)
    for stratum in sorted(set(sample.visits.values_list("stratum", flat=True))):
        assign(sample, stratum, checking_kit.visitor(), by=checking_kit.inspector(), on=checking_kit.NOW)
    for number, visit in enumerate(sample.visits.order_by("stratum", "place")):
        day = date(2027, 1, 5) + timedelta(days=number % 20)
        said = checking_kit.told(
            Met.ABSENT if number == 4 else Met.MET, day, paid=int(number % 3 == 0), good=int(number % 4 != 0),
            received=int(number % 5 != 0), needy=number % 2,
        )  # fmt: skip
        tell(visit, said, by=checking_kit.visitor(), on=datetime(2027, 2, 1, tzinfo=UTC))
    return sample
