"""What is lacking and free on a day, against a count by hand; and what the planner proposes from it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.giving.giving_kit import (
    DAY,
    NOW,
    REGENCY,
    confirmed,
    confirmer,
    giving_account,
    matcher,
    offered,
    schedule,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.aid.listing import exclude
from padan.office.aid.models import Listed, Round
from padan.office.aid.operations import open_round
from padan.office.giving.kinds import Form
from padan.office.giving.models import Giver, Pledge
from padan.office.giving.operations import Offered, confirm, hold, offer, restrictions_of, withdraw
from padan.office.giving.registering import add_site
from padan.office.registry.models import Release
from padan.reports.matching.lacking import Lacking, LeftOut, Line, lacking, overview
from padan.reports.matching.proposing import Proposed, asked, propose, suppose
from padan.reports.matching.supply import Unplanned, supply
from padan.reports.matching.supposing import NEW, Supposed
from padan.reports.needs import needs_in
from padan.rules.allocation import Pledge as Planned
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


@pytest.fixture
def needs(release: Release) -> list[Need]:
    """The needs of the small register, the most urgent first."""
    return needs_in(release.folder, KUKAR)


def of_kind(needs: list[Need], kind: str) -> list[Need]:
    return [each for each in needs if each.kind == kind]


def served(release: Release, of: Need, cost: int, *, gift: bool = False, since: date = date(2026, 12, 1)) -> Round:
    """A round that begins after the day of the tests and gives the family of a need so much of its kind."""
    programme = aid.programme(kind=of.kind, code=f"uji-{of.need_id.lower()}", name=of.need_id, by_givers=gift)
    planned = replace(aid.PLANNED, name=of.need_id, area=of.area[:8], cost=cost, since=since)
    made = open_round(aid.rule(of=programme), release, planned, gifts=gift, by=aid.maker(), on=NOW)
    Listed.objects.create(round=made, family_id=of.family_id, area=of.area, standing=Standing.CHOSEN, rank=1, reason="")
    Round.objects.filter(pk=made.pk).update(state="delivering" if gift else "decreed")
    return made


def left(release: Release) -> dict[str, int]:
    found, _out = lacking(KUKAR, release, DAY)
    return {each.need.need_id: each.units for each in found}


def test_what_nobody_gives_is_lacking_and_what_has_no_cost_is_left_out(release: Release, needs: list[Need]) -> None:
    found, out = lacking(KUKAR, release, DAY)
    priced = [each for each in needs if each.unit_cost]
    assert found == [Lacking(each, each.units) for each in priced]
    assert out == {(LeftOut.NO_COST, "counselling"): len(of_kind(needs, "counselling"))}
    assert len(needs) == len(found) + out.total()


def test_what_a_programme_or_a_giver_gives_is_not_lacking(release: Release, needs: list[Need]) -> None:
    """Of three courses: Rp100,000 from a programme cover 7 days; 20 days are held; all of one is given."""
    first, second, third = (each for each in of_kind(needs, "pmt") if each.units == 56)
    served(release, first, 100_000)
    hold(confirmed(), second, 20, "uji", by=matcher(), on=NOW)
    served(release, third, 900_000)
    units = left(release)
    assert (units[first.need_id], units[second.need_id]) == (49, 36)
    assert third.need_id not in units
    assert lacking(KUKAR, release, DAY)[1][LeftOut.COVERED, "pmt"] == 1
    found = overview(KUKAR, release, DAY).by_kind
    assert sum((found[key] for key in found if key[0] == "pmt"), Line()).held == 20 * 15_000
    assert sum((found[key] for key in found if key[0] == "pmt"), Line()).covered == 100_000 + 840_000


def test_a_round_that_givers_pay_is_counted_with_its_holds_only(release: Release, needs: list[Need]) -> None:
    wanted = of_kind(needs, "pmt")[0]
    hold(confirmed(), wanted, 20, "uji", by=matcher(), on=NOW)
    served(release, wanted, 300_000, gift=True)
    assert left(release)[wanted.need_id] == wanted.units - 20


def test_who_is_excluded_or_being_served_is_left_out(release: Release, needs: list[Need]) -> None:
    first, second = of_kind(needs, "latrine")[:2]
    made = served(release, first, 1, since=date(2026, 11, 1))
    exclude(
        made.programme, (second.family_id, second.area), Exclusion.REFUSED, by=aid.maker(), on=NOW, why="menolak"
    )  # fmt: skip
    found, out = lacking(KUKAR, release, DAY)
    assert out[LeftOut.WITHHELD, "latrine"] == 2
    assert {first.need_id, second.need_id}.isdisjoint(each.need.need_id for each in found)


def test_an_overview_is_the_sum_of_its_needs(release: Release, needs: list[Need]) -> None:
    served(release, of_kind(needs, "pmt")[0], 100_000)
    hold(confirmed(), of_kind(needs, "pmt")[1], 3, "uji", by=matcher(), on=NOW)
    found = overview(KUKAR, release, DAY)
    assert found.total == sum(found.by_district.values(), Line())
    assert (found.total.needs, found.total.value) == (len(needs), sum(each.value or 0 for each in needs))
    assert found.total.no_cost == sum(each.value is None for each in needs)
    assert found.total.left == found.total.value - 100_000 - 45_000
    for (kind, tier), line in found.by_kind.items():
        assert line.needs == sum((each.kind, each.tier) == (kind, tier) for each in needs)
    village = needs[0].area
    assert overview(Scope((village,)), release, DAY).total.needs == sum(each.area == village for each in needs)
    assert overview(Scope(), release, DAY).total == Line()


def goods(giver: Giver, many: int, *kinds: str) -> Pledge:
    """A confirmed pledge of days of meals for these kinds of aid."""
    said = Offered(Form.GOODS, schedule(many), Restrictions(kinds=frozenset(kinds)), "makanan", "day", 20_000)
    return confirm(offer(giver, said, by=writer(), on=NOW), by=confirmer(), on=NOW)


def test_only_confirmed_open_pledges_are_planned_with_as_they_are_free(release: Release, needs: list[Need]) -> None:
    wanted = of_kind(needs, "pmt")[0]
    giver = vetted()
    add_site(giver, "Kantor", "64.02.06", by=writer(), on=NOW)
    add_site(giver, "Tambang", wanted.area, by=writer(), on=NOW)
    limits = Restrictions(Scope((wanted.area[:8],)), frozenset({"pmt"}), (6, 23))
    money = confirmed(giver, 5_000_000, restrictions=limits)
    meals, any_goods = goods(giver, 60, "pmt"), goods(giver, 60)
    spent = confirmed(giver, 15_000)
    hold(spent, wanted, 1, "uji", by=matcher(), on=NOW)
    hold(meals, wanted, 10, "uji", by=matcher(), on=NOW)
    withdraw(confirmed(giver), "batal", by=giving_account(), on=NOW)
    offered(giver)
    found = supply(KUKAR, DAY)
    site, name = wanted.area, str(giver.pk)
    assert found.pledges == (
        Planned(str(money.pk), name, 5_000_000, "", frozenset({"pmt"}), (wanted.area[:8],), (6, 24), site=site),
        Planned(str(meals.pk), name, 50, "day", frozenset({"pmt"}), site="64.02.06"),
    )
    assert found.left_out == ((any_goods.pk, Unplanned.MANY_KINDS), (spent.pk, Unplanned.USED_UP))
    assert supply(Scope(), DAY).pledges == ()


@pytest.fixture
def pledges(release: Release, needs: list[Need]) -> list[Pledge]:
    """Money for food of children of one kecamatan, money for two latrines anywhere, and days of meals."""
    giver, district = vetted(), of_kind(needs, "pmt")[0].area[:8]
    food = Restrictions(Scope((district,)), frozenset({"pmt"}), (6, 59))
    latrines = Restrictions(kinds=frozenset({"latrine"}))
    return [
        confirmed(giver, 3_000_000, restrictions=food), confirmed(giver, 25_000_000, restrictions=latrines),
        goods(giver, 200, "pmt"),
    ]  # fmt: skip


def proposed(release: Release) -> Proposed:
    return propose(asked(KUKAR, release, DAY))


def test_every_match_keeps_what_the_giver_restricts_and_can_be_held(release: Release, pledges: list[Pledge]) -> None:
    found = proposed(release)
    known = {each.pk: each for each in pledges}
    assert {each.pledge for each in found.matches} == set(known)
    for each in found.matches:
        assert restrictions_of(known[each.pledge]).allows(each.need)
        assert each.why.startswith(f"Dipenuhi dari janji {each.pledge}: tingkat kepentingan {each.need.tier}.")
        hold(known[each.pledge], each.need, each.units, each.why, by=matcher(), on=NOW)
    assert len({each.need.need_id for each in found.matches}) == len(found.matches)
    latrines = sorted(each.need.tier for each in found.matches if each.need.kind == "latrine")
    assert latrines == sorted(each.tier for each in of_kind(needs_in(release.folder, KUKAR), "latrine"))[:2]


def test_what_is_proposed_and_what_is_not_is_all_that_is_lacking(release: Release, pledges: list[Pledge]) -> None:
    summary = json.loads(json.dumps(proposed(release).summary))
    met, every = len(proposed(release).matches), len(lacking(KUKAR, release, DAY)[0])
    assert (summary["totals"]["needs"], summary["totals"]["needs_met"]) == (every, met)
    assert sum(each["needs"] for each in summary["unmet"]) == every - met
    assert any(each["why"] == "Tidak ada janji yang membolehkan sumber air minum." for each in summary["unmet"])
    assert sum(each["needs"] for each in summary["places"]) == sum(each["needs"] for each in summary["tiers"]) == every
    assert 0 <= summary["gap"] < 0.2
    left_over = {each["pledge"]: each["left"] for each in summary["pledges"]}
    assert left_over[str(pledges[1].pk)] == 5_000_000


def test_the_same_question_has_the_same_plan_and_digest_and_another_has_not(
    release: Release, pledges: list[Pledge]
) -> None:
    first, again = proposed(release), proposed(release)
    assert (first.digest, first.matches) == (again.digest, again.matches)
    one = first.matches[0]
    hold(next(each for each in pledges if each.pk == one.pledge), one.need, 1, "uji", by=matcher(), on=NOW)
    assert proposed(release).digest != first.digest


def test_a_family_keeps_the_giver_that_helps_it_already(release: Release, needs: list[Need]) -> None:
    """Two givers have the money for half of the water each; the family whose latrine one of them holds gets its water
    of that one."""
    water = {each.family_id: each for each in of_kind(needs, "water")}
    latrine = next(each for each in of_kind(needs, "latrine") if each.family_id in water)
    half, only = len(water) // 2 * 3_000_000, Restrictions(kinds=frozenset({"water"}))
    confirmed(vetted(giving_account("galih"), name="PT Kedua"), 2 * half, restrictions=only)
    helping = vetted()
    hold(confirmed(helping, 10_000_000), latrine, 1, "uji", by=matcher(), on=NOW)
    own = confirmed(helping, half, restrictions=only)
    wanted = water[latrine.family_id].need_id
    match = next(each for each in proposed(release).matches if each.need.need_id == wanted)
    assert match.pledge == own.pk
    assert "sudah membantu keluarga yang sama" in match.why


def test_one_more_pledge_meets_what_it_is_for(release: Release, needs: list[Need], pledges: list[Pledge]) -> None:
    question = asked(KUKAR, release, DAY)
    more = Supposed(10**9, ("water",)).of_pledges(question.supply.pledges)
    beside = suppose(question, more).summary["beside"]
    assert (beside["gained"], beside["lost"]) == (len(of_kind(needs, "water")), 0)
    assert sum(each["needs"] for each in beside["tiers"]) == beside["gained"]
    assert beside["after"]["value_met"] - beside["before"]["value_met"] == 3_000_000 * beside["gained"]


def test_one_more_restriction_takes_away_what_it_forbids(release: Release, pledges: list[Pledge]) -> None:
    question = asked(KUKAR, release, DAY)
    latrines = str(pledges[1].pk)
    less = Supposed(pledge=latrines, kinds=("water",)).of_pledges(question.supply.pledges)
    assert latrines not in {each.pledge_id for each in less}
    beside = suppose(question, less).summary["beside"]
    assert (beside["gained"], beside["lost"]) == (0, 2)
    narrowed = Supposed(pledge=latrines, areas=("64.02.13",)).of_pledges(question.supply.pledges)
    assert {each.pledge_id: each.areas for each in narrowed}[latrines] == ("64.02.13",)


def test_what_is_supposed_is_kept_as_texts_and_has_to_say_something() -> None:
    said = Supposed(5, ("pmt",), ("64.02.13",))
    assert Supposed.of(json.loads(json.dumps(said.told()))) == said
    (new,) = said.of_pledges([])
    assert (new.pledge_id, new.amount, new.kinds, new.areas) == (NEW, 5, frozenset({"pmt"}), ("64.02.13",))
    for nothing in (Supposed(), Supposed(pledge="1"), Supposed(pledge="1", kinds=("pmt",))):
        with pytest.raises(InvalidValueError):
            nothing.of_pledges([])
