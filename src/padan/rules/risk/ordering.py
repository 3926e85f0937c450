"""Who needs help most: families in an order that can be explained.

The order compares part after part (``priority_parts.csv``), so no sum hides why one family comes first: a later
part matters only between families that are equal in all earlier ones. The first part is the tier of the most
urgent sign (``priority_tiers.csv``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.texts import _, language
from padan.reference.krs import Part, priority_parts, priority_tiers
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers, Truths

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """One entry per family. Counts are of children; a severe case is counted in the milder column too.

    ``pregnant_kek``, ``at_risk`` and ``aided`` (stands on some aid list) are answers: -1 unknown, 0 no, 1 yes.
    ``group`` is 1 (poorest) to 5, 0 unknown. ``youngest_months`` is the age of the youngest child in completed
    months, -1 where it is unknown or there is none.
    """

    family_id: NDArray[Any]
    severely_wasted: Whole
    wasted: Whole
    severely_stunted: Whole
    stunted: Whole
    faltering: Whole
    pregnant_kek: Answers
    at_risk: Answers
    factor_count: Whole
    aided: Answers
    group: Whole
    youngest_months: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """``parts`` by name, each 0 to its ``most``; ``total`` writes them as the digits of one number.

    A greater total comes first. ``rank`` is 1 to n; families of one total stand in the order of their ids.
    ``signs`` are the signs that were found, by name.
    """

    signs: dict[str, Truths]
    parts: dict[str, Whole]
    total: Whole
    rank: Whole


def order(needs: Needs) -> Order:
    """The order of the families. All but the rank depends on the family alone."""
    signs = _signs(needs)
    parts = {part.name: _part(part, needs, signs) for part in priority_parts()}
    total = np.zeros(len(needs.family_id), np.int64)
    for part in priority_parts():
        total = total * (part.most + 1) + parts[part.name]
    rank = np.empty(len(total), np.int64)
    rank[np.lexsort((np.asarray(needs.family_id, str), -total))] = np.arange(1, len(total) + 1)
    return Order(signs, parts, total, rank)


def _signs(needs: Needs) -> dict[str, Truths]:
    return {
        "severely_wasted": needs.severely_wasted > 0,
        "wasted": needs.wasted > 0,
        "pregnant_kek": needs.pregnant_kek == YES,
        "severely_stunted": needs.severely_stunted > 0,
        "faltering": needs.faltering > 0,
        "stunted": needs.stunted > 0,
        "at_risk": needs.at_risk == YES,
        "at_risk_unknown": needs.at_risk == UNKNOWN,
    }


def _part(part: Part, needs: Needs, signs: Mapping[str, Truths]) -> Whole:
    values, known = _values(part, needs, signs)
    return np.where(known, np.clip(values, 0, part.most), part.unknown)


def _values(part: Part, needs: Needs, signs: Mapping[str, Truths]) -> tuple[Whole, Truths]:
    """The values of a part and where they are known; KeyError for a part that the file invents."""
    always = np.ones(len(needs.family_id), bool)
    tiers = [np.where(signs[tier.sign], tier.tier, 0) for tier in priority_tiers()]
    findings = needs.wasted + needs.stunted + needs.faltering + signs["pregnant_kek"]
    return {
        "tier": (np.max(tiers, axis=0), always),
        "findings": (findings, always),
        "unaided": (np.where(needs.aided == NO, part.most, 0), needs.aided != UNKNOWN),
        "poverty": (part.most - np.where(needs.group == 5, part.most, needs.group - 1), needs.group > 0),
        "factors": (needs.factor_count, always),
        "youngest": (part.most - needs.youngest_months, needs.youngest_months >= 0),
    }[part.name]


def why(found: Order, row: int) -> tuple[str, ...]:
    """Why a family stands where it does: its most urgent signs, then what told it from its like."""
    tier = int(found.parts["tier"][row])
    signs = [t.words(language()) for t in priority_tiers() if t.tier == tier and found.signs[t.sign][row]]
    said = [_("Yang paling mendesak: {signs}.").format(signs="; ".join(signs))] if signs else []
    value = {name: int(column[row]) for name, column in found.parts.items()}
    if value["findings"]:
        said.append(_("Temuan gizi pada anak dan ibu hamil: {count}.").format(count=value["findings"]))
    said.append(_aid(value["unaided"]))
    said.append(_poverty(value["poverty"]))
    if value["factors"]:
        said.append(_("Faktor risiko: {count}.").format(count=value["factors"]))
    if value["youngest"]:
        said.append(_("Anak termuda berumur di bawah lima tahun."))
    return tuple(said)


def _aid(value: int) -> str:
    words = {0: _("Sudah ada di daftar bantuan."), 1: _("Belum diketahui apakah sudah dibantu.")}
    return words.get(value, _("Belum ada di daftar bantuan mana pun."))


def _poverty(value: int) -> str:
    if value == 0:
        return _("Tidak termasuk urutan kesejahteraan 1 sampai 4.")
    if value == 1:
        return _("Kesejahteraannya belum diketahui.")
    return _("Urutan kesejahteraannya {group} dari 5; 1 paling miskin.").format(group=6 - value)
