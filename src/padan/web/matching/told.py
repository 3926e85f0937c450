"""Plans and proposals as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import count, decimal, rupiah
from padan.office.matching.queries import Package, Plan, Proposal
from padan.office.matching.states import Fate
from padan.reports.aid_words import kind_words
from padan.reports.matching.lacking import LeftOut
from padan.reports.matching.supply import Unplanned
from padan.reports.wording import region_name
from padan.rules.allocation import Aim
from padan.rules.giving.units import units_words
from padan.web.giving.told import amount
from padan.web.matching.told_needs import tier_words

_LOOKS: Final = {Fate.ACCEPTED: "good", Fate.CHANGED: "good", Fate.REFUSED: "plain", Fate.OPEN: "doubt"}
_DISTRICT: Final = 8


def gap(share: float) -> str:
    """How far from the best possible at the most: "0,6 %"."""
    return f"{decimal(100 * share, 1)} %"


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in a list: how much it meets, and how near to the best possible that is."""

    number: int
    met: str
    value: str
    gap: str
    who: str
    at: Any
    release: str


def plan_card(plan: Plan) -> PlanCard:
    """A plan that was found within a scope."""
    totals = plan.summary["totals"]
    met = _("{met} dari {all} kebutuhan").format(met=count(totals["needs_met"]), all=count(totals["needs"]))
    value = _("{met} dari {all}").format(met=rupiah(totals["value_met"]), all=rupiah(totals["value"]))
    return PlanCard(plan.pk, met, value, gap(plan.summary["gap"]), plan.by.name, plan.on, plan.release.name)


def stages(plan: Plan) -> list[tuple[str, str, str, str]]:
    """What each stage looked for, what it reached, the best that could be, and the gap."""
    return [
        (_aim(each), _figure(each, "reached"), _figure(each, "bound"), gap(each["gap"]))
        for each in plan.summary["stages"]
    ]


def _aim(stage: Mapping[str, Any]) -> str:
    return {
        Aim.URGENT: _("Nilai kebutuhan sampai tingkat {tier}").format(tier=stage["tier"]),
        Aim.EVEN: _("Kekurangan desa-desa terhadap bagian yang sama"),
        Aim.ONE_GIVER: _("Pemberi tambahan bagi keluarga yang sudah punya pemberi"),
        Aim.NEAR: _("Langkah dari lokasi pemberi ke desa"),
    }[Aim(stage["aim"])]


def _figure(stage: Mapping[str, Any], name: str) -> str:
    of_money = stage["aim"] in (Aim.URGENT, Aim.EVEN)
    return rupiah(stage[name]) if of_money else count(stage[name])


def tiers(plan: Plan) -> list[tuple[str, str, str]]:
    """How much is met of each tier: needs, and their value."""
    return [(tier_words(each["tier"]), *_met(each)) for each in plan.summary["tiers"]]


def places(plan: Plan) -> list[tuple[str, str, str]]:
    """The same of each kecamatan."""
    found: dict[str, dict[str, int]] = {}
    for each in plan.summary["places"]:
        of = found.setdefault(each["area"][:_DISTRICT], dict.fromkeys(("needs", "needs_met", "value", "value_met"), 0))
        for name in of:
            of[name] += each[name]
    return [(region_name(code), *_met(each)) for code, each in sorted(found.items())]


def _met(each: Mapping[str, int]) -> tuple[str, str]:
    return (
        _("{met} dari {all}").format(met=count(each["needs_met"]), all=count(each["needs"])),
        _("{met} dari {all}").format(met=rupiah(each["value_met"]), all=rupiah(each["value"])),
    )


def unmet(plan: Plan) -> list[tuple[str, str, str, str, str]]:
    """Why needs are not met: the reason, their kind, how many, what they are worth, and the most urgent tier among
    them."""
    return [
        (each["why"], kind_words(each["kind"]), count(each["needs"]), rupiah(each["value"]), str(each["tier"]))
        for each in plan.summary["unmet"]
    ]


def left_out(plan: Plan) -> list[str]:
    """Needs and pledges that take no part in a plan, and why."""
    words = {
        LeftOut.COVERED: _("{n} kebutuhan {kind}: sudah ditanggung program atau pemberi"),
        LeftOut.NO_COST: _("{n} kebutuhan {kind}: biayanya belum diketahui, jadi tidak dapat dihitung"),
        LeftOut.WITHHELD: _("{n} kebutuhan {kind}: keluarganya dikecualikan atau sedang dilayani putaran lain"),
    }
    needs = [
        words[LeftOut(each["why"])].format(n=count(each["needs"]), kind=kind_words(each["kind"]))
        for each in plan.summary["left_out"]
    ]
    why = {
        Unplanned.USED_UP: _("Janji {number}: sudah habis disisihkan"),
        Unplanned.MANY_KINDS: _("Janji {number}: barang atau jasanya tidak menyebut satu jenis bantuan"),
    }
    pledges = [
        why[Unplanned(each["why"])].format(number=each["pledge"]) for each in plan.summary["pledges_left_out"]
    ]  # fmt: skip
    return needs + pledges


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge of a plan: whose it is, how many needs it would meet, and what it would have left."""

    number: int
    giver: str
    many: str
    free: str
    left: str


def pledges(plan: Plan, many: Mapping[int, int], known: Mapping[int, Any]) -> list[PledgeLine]:
    """The pledges of a plan; ``many``: needs by the number of the pledge, ``known``: the pledges of the reader's
    scope."""
    found = []
    for each in plan.summary["pledges"]:
        held = known.get(int(each["pledge"])) if each["pledge"].isdecimal() else None
        if held is not None:
            number = held.pk
            left, free = amount(held, each["left"]), amount(held, each["free"])
            found.append(PledgeLine(number, held.giver.called, count(many.get(number, 0)), free, left))
    return found


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal: which need of which family, what the pledge would give, and what was decided."""

    number: int
    family_id: str
    kind: str
    place: str
    tier: str
    units: str
    amount: str
    pledge: int
    giver: str
    why: str
    fate: str
    look: str
    reason: str


def proposals(rows: Iterable[Proposal]) -> list[ProposalCard]:
    """Proposals that were found within a scope."""
    return [proposal(each) for each in rows]


def proposal(each: Proposal) -> ProposalCard:
    """One of them."""
    fate, decision = each.fate, getattr(each, "decision", None)
    takes = each.units * (each.unit_cost or 0)
    return ProposalCard(
        each.pk, each.family_id, kind_words(each.kind), region_name(each.area), tier_words(each.tier),
        units_words(each.unit, each.units), rupiah(takes), each.pledge_id, each.pledge.giver.called, each.why,
        fate.words, _LOOKS[fate], decision.reason if decision else "",
    )  # fmt: skip


def package_words(package: Package) -> str:
    """Holds that go together, in words."""
    return _("{kind}: {units} untuk tiap keluarga, {n} keluarga").format(
        kind=kind_words(package.kind), units=units_words(package.unit, package.units), n=count(package.families)
    )


def supposed(plan: Plan) -> str:
    """What a what-if supposes, in words."""
    said = plan.supposed
    kinds = ", ".join(kind_words(code) for code in said["kinds"]) or _("bantuan apa saja")
    areas = "; ".join(region_name(code) for code in said["areas"]) or _("di mana saja")
    if said["pledge"]:
        return _("Andai janji {number} hanya untuk {kinds}, {areas}").format(
            number=said["pledge"], kinds=kinds, areas=areas
        )
    return _("Andai ada janji baru {amount} untuk {kinds}, {areas}").format(
        amount=rupiah(said["amount"]), kinds=kinds, areas=areas
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What a what-if changes of today's plan: facts, and the change by tier and by kecamatan (needs, rupiah)."""

    facts: list[tuple[str, str]]
    tiers: list[tuple[str, str, str]]
    places: list[tuple[str, str, str]]


def beside(plan: Plan) -> Beside:
    """The comparison of a what-if."""
    found = plan.summary["beside"]
    facts = [
        (_("Terpenuhi hari ini"), _met(found["before"])[0]), (_("Terpenuhi bila demikian"), _met(found["after"])[0]),
        (_("Nilai hari ini"), _met(found["before"])[1]), (_("Nilai bila demikian"), _met(found["after"])[1]),
        (_("Kebutuhan yang menjadi terpenuhi"), count(found["gained"])),
        (_("Kebutuhan yang tidak lagi terpenuhi"), count(found["lost"])),
        (_("Kebutuhan yang pindah ke janji lain"), count(found["moved"])),
    ]  # fmt: skip
    districts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in found["places"]:
        districts[each["area"][:_DISTRICT]][0] += each["needs"]
        districts[each["area"][:_DISTRICT]][1] += each["value"]
    return Beside(
        facts,
        [(tier_words(each["tier"]), _signed(each["needs"]), _signed(each["value"], rupiah)) for each in found["tiers"]],
        [
            (region_name(code), _signed(needs), _signed(value, rupiah))
            for code, (needs, value) in sorted(districts.items())
        ],
    )


def _signed(number: int, words: Callable[[int], str] = count) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{words(abs(number))}"
