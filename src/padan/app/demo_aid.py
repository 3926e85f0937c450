"""A round of aid in the demo's office, from its rule to two months of handing out: food for families of two villages of
Samboja. Everything is done by the office's own operations, in the names of the demo's invented officers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count as counting
from typing import Final
from uuid import UUID, uuid5

import typst
from django.utils import timezone

from padan.app.decreeing import sign
from padan.app.demo_office import DemoAccount, account_of
from padan.app.drawing import candidates_of, draw_round
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.roles import FACTS, Role
from padan.office.aid import queries as aid
from padan.office.aid.listing import set_quotas
from padan.office.aid.models import Round
from padan.office.aid.operations import Described, Planned, make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State, Verdict
from padan.office.aid.verifying import Met, Spoken, settle, speak, write_minutes
from padan.office.decrees.drafting import draft
from padan.office.decrees.suggesting import suggested
from padan.office.delivery import proofs, queries
from padan.office.delivery.beginning import begin
from padan.office.delivery.given import Given
from padan.office.delivery.models import Entitlement, Point
from padan.office.delivery.stock import Moved, Seen, examine, move_goods, open_point, plan_day
from padan.office.delivery.taking import take
from padan.office.registry import queries as registry
from padan.pipeline.home import Home
from padan.reports.wording import region_name
from padan.rules.delivery import Checked, Evidence, Outcome, Taker, Way, months_of
from padan.rules.eligibility import read_rule
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.growth.prevalence import coded
from padan.rules.package import Instead, Portion
from padan.rules.risk.answers import YES

REGENCY, DISTRICT = "64.02", "64.02.13"
RULE: Final = "desil_tertinggi <= 5\nberisiko_stunting atau anggota >= 4"
PACKAGE: Final = (
    Portion("beras", "kg", 10, price=15_000, instead=(Instead("jagung", "kg", 12),)),
    Portion("telur", "butir", 30, price=2_500),
)
#: Places of a village, and fewer eligible families than these make no round.
PLACES, FEWEST = 25, 6
#: What is not as it should be in the first month, by the place of a family in its village's list.
_ABSENT, _WITH_LETTER, _WITHOUT_LETTER, _PARTIAL, _UNCHECKED = range(5)
_KEYS: Final = UUID("6b1e1f0c-2f0a-5c55-9a35-5a6d626f6a61")
#: A stroke of a pen that is nobody's.
_SIGNATURE: Final = b"""#set page(width: 60mm, height: 20mm, margin: 4mm)
#curve(stroke: 1pt, curve.move((0mm, 8mm)), curve.cubic((10mm, -6mm), (14mm, 20mm), (24mm, 6mm)),
  curve.cubic((28mm, 0mm), (34mm, 14mm), (48mm, 4mm)))"""


@dataclass(frozen=True, slots=True)
class _Office:
    """Who acts: the officer who makes the round, who signs it, and an operator for each village."""

    officer: Account
    signer: Account
    operators: Mapping[str, Account]
    now: datetime


def samboja(home: Home, site: str) -> list[DemoAccount]:
    """Play the round; ``site`` is the address at which the decree's public page is asked for. The accounts of the
    villages' operators; none where the regency is too small for a round."""
    villages = _villages(home)
    if len(villages) < 2:
        return []
    addresses = {village: _operator(village) for village in villages}
    office = _Office(
        _account("data_officer@contoh.example"), _account("coordinator@contoh.example"),
        {village: _account(address) for village, address in addresses.items()}, timezone.now(),
    )  # fmt: skip
    held = _verified(_listed(home, office, villages), office)
    said = suggested(held, timezone.localdate(office.now))
    drafted = draft(
        held, replace(said, number="463/50/REKAAN", words=replace(said.words, name="Bupati Rekaan")),
        by=office.officer, on=office.now,
    )  # fmt: skip
    sign(home, drafted, site, by=office.signer, on=office.now, report=lambda *_step: None)
    held = begin(Round.objects.get(pk=held.pk), by=office.officer, on=office.now)
    _hand_out(held, office, _supplied(held, office))
    title = FACTS[Role.VILLAGE_OPERATOR].title
    return [DemoAccount(address, _(title), region_name(village)) for village, address in addresses.items()]


def _operator(village: str) -> str:
    name = f"Operator {region_name(village)}"
    return account_of(f"desa-{village[-4:]}@contoh.example", name, Role.VILLAGE_OPERATOR, (village,))


def _account(address: str) -> Account:
    return Account.objects.get(email=address)


def _villages(home: Home) -> dict[str, int]:
    """The two villages of the kecamatan with the most eligible families, each with its places."""
    found = candidates_of(home.current_release(), read_rule(RULE, known_facts()), DISTRICT)
    areas = coded(found.area)
    of_each = Counter(
        areas.labels[code] for code, answer in zip(areas.codes.tolist(), found.eligible.tolist(), strict=True)
        if code >= 0 and answer == YES
    )  # fmt: skip
    most = sorted(of_each, key=lambda village: (-of_each[village], village))[:2]
    return {village: min(PLACES, of_each[village] - 1) for village in most if of_each[village] >= FEWEST}


def _listed(home: Home, office: _Office, quotas: Mapping[str, int]) -> Round:
    by, on = office.officer, office.now
    release = registry.current()
    if release is None:
        raise RuntimeError("the demo's register was not taken in")
    described = Described(
        "pangan-samboja", "Bantuan pangan Samboja", "food", REGENCY, "dinsos",
        "Peraturan Bupati Rekaan tentang Bantuan Pangan", "APBD",
    )  # fmt: skip
    rule = revise_rule(make_programme(described, by=by, on=on), read_rule(RULE, known_facts()), by=by, on=on)
    this_month = timezone.localdate(on).replace(day=1)
    since = (this_month - timedelta(days=1)).replace(day=1)
    cost = 2 * sum(each.amount * each.price for each in PACKAGE)
    planned = Planned("Samboja tahap 1", DISTRICT, since, 2, cost, cost * sum(quotas.values()))
    held = set_package(open_round(rule, release, planned, by=by, on=on), PACKAGE, by=by, on=on)
    set_quotas(held, quotas, by=by, on=on)
    return draw_round(home, held, by=by, on=on, report=lambda *_step: None)


def _verified(held: Round, office: _Office) -> Round:
    """The villages say what is so; of one family, that it moved away."""
    on = office.now
    held = move(held, State.VERIFYING, by=office.officer, on=on)
    for place, (village, operator) in enumerate(office.operators.items()):
        families = list(aid.chosen(Scope((village,)), held).values_list("family_id", flat=True))
        said = [Spoken(family, Verdict.RIGHT) for family in families]
        if place == 0:
            said[0] = Spoken(families[0], Verdict.MOVED, "pindah ke kota lain sejak dua bulan lalu")
        speak(held, village, said, by=operator, on=on)
        write_minutes(held, village, Met(timezone.localdate(on), "Balai desa", 31), by=operator, on=on)
    held = move(held, State.CORRECTING, by=office.officer, on=on)
    settle(held, [each.pk for each in aid.unsettled(held)], take=True, by=office.officer, on=on)
    return move(held, State.PROPOSED, by=office.officer, on=on)


def _supplied(held: Round, office: _Office) -> dict[str, Point]:
    """What both months need comes to a warehouse, is found fit and goes on; a point for each village, with its days."""
    by, on, keys = office.officer, office.now, counting()
    store = open_point("Gudang Samboja", DISTRICT, by=by, on=on)
    points = {
        village: open_point(f"Balai {region_name(village)}", village, by=by, on=on) for village in office.operators
    }
    needed: dict[str, Counter[tuple[str, str]]] = {village: Counter() for village in points}
    for claim in queries.entitlements(Scope((DISTRICT,)), held):
        needed[claim.area][claim.item, claim.unit] += claim.amount
    for portion in PACKAGE:
        goods = (portion.item, portion.unit)
        told = Moved(
            _key("stock", next(keys)), Way.RECEIVED, *goods, sum(each[goods] for each in needed.values()), target=store,
            supplier="CV Pangan Rekaan", paper="SJ-01",
        )  # fmt: skip
        seen = Seen(timezone.localdate(on), "Tim Pemeriksa Rekaan", price=portion.price, paper="BA-01")
        examine(move_goods(told, by=by, on=on), seen, by=by, on=on)
        for village, point in points.items():
            sent = Moved(
                _key("stock", next(keys)), Way.MOVED, *goods, needed[village][goods], source=store, target=point
            )
            move_goods(sent, by=by, on=on)
    for village, point in points.items():
        for month in months_of(held.since, held.months):
            plan_day(held, point, month, village, _day_of(month, on), by=by, on=on)
    return points


def _day_of(month: date, on: datetime) -> date:
    return min(month + timedelta(days=11), timezone.localdate(on))


def _hand_out(held: Round, office: _Office, points: Mapping[str, Point]) -> None:
    """The first month to all, not always as it should be; the second to half of them, and the first to who was
    absent."""
    first, second = months_of(held.since, held.months)
    claims: defaultdict[tuple[str, date], list[Entitlement]] = defaultdict(list)
    for each in queries.entitlements(Scope((DISTRICT,)), held):
        claims[each.family_id, each.month].append(each)
    picture = typst.compile(_SIGNATURE, format="png", ppi=72)
    for village, operator in office.operators.items():
        signed = proofs.keep(picture, by=operator, on=office.now)
        families = list(aid.chosen(Scope((village,)), held).order_by("rank").values_list("family_id", flat=True))
        desk = _Desk(held, claims, points[village].pk, signed, office.now)
        told = [each for place, family in enumerate(families) for each in desk.first(family, first, place)]
        told += [each for family in families[_ABSENT : _ABSENT + 1] for each in desk.given(family, first, second)]
        told += [each for family in families[: len(families) // 2] for each in desk.given(family, second, second)]
        taken = take(told, by=operator, on=office.now, sent_at=office.now)
        if any(each.refused for each in taken):
            raise RuntimeError("a hand-over of the demo was refused")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a village hands out: the round with its claims by family and month, the point, and a picture of a
    signature."""

    held: Round
    claims: Mapping[tuple[str, date], list[Entitlement]]
    point: int
    signed: str
    now: datetime

    def first(self, family: str, month: date, place: int) -> Iterator[Given]:
        """The first month of the family at a place of the list."""
        if place == _ABSENT:
            yield Given(_key(family, month, "absent"), self.held.pk, family, month, Outcome.ABSENT, self._at(month))
            return
        for each in self.given(family, month, month):
            if place in (_WITH_LETTER, _WITHOUT_LETTER):
                letter = {Evidence.LETTER: self.signed} if place == _WITH_LETTER else {}
                yield replace(
                    each, taker=Taker.PROXY, taker_name="Tetangga Rekaan", proofs={**each.proofs, **letter}
                )  # fmt: skip
            elif place == _PARTIAL and each.item == PACKAGE[0].item:
                yield replace(each, amount=each.amount // 2, outcome=Outcome.PARTIAL)
            else:
                yield replace(each, checked=Checked.NOT) if place == _UNCHECKED else each

    def given(self, family: str, month: date, during: date) -> Iterator[Given]:
        """All that a family is entitled to in a month, handed out on the day of another or of the same."""
        for claim in self.claims[family, month]:
            yield Given(
                _key(family, month, claim.item), self.held.pk, family, month, Outcome.HANDED, self._at(during),
                claim.item, claim.unit, claim.amount, point=self.point, taker=Taker.RECIPIENT, checked=Checked.KTP,
                proofs={Evidence.SIGNATURE: self.signed},
            )  # fmt: skip

    def _at(self, month: date) -> datetime:
        return min(timezone.make_aware(datetime.combine(_day_of(month, self.now), time(9))), self.now)


def _key(*what: object) -> str:
    return str(uuid5(_KEYS, " ".join(map(str, what))))
