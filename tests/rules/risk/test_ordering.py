"""Who needs help most, drawn and by what must always hold."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.reference.krs import priority_parts, priority_tiers
from padan.rules.risk import NO, UNKNOWN, YES, Needs, order, why

#: A family that is not at risk, gets aid and is not poor; its youngest child is four.
EASY: dict[str, Any] = {
    "severely_wasted": 0, "wasted": 0, "severely_stunted": 0, "stunted": 0, "faltering": 0, "pregnant_kek": NO,
    "at_risk": NO, "factor_count": 0, "aided": YES, "group": 5, "youngest_months": 50,
}  # fmt: skip


def needs(*rows: dict[str, Any]) -> Needs:
    filled = [{**EASY, "family_id": f"F{place}", **row} for place, row in enumerate(rows)]
    return Needs(**{f.name: np.array([row[f.name] for row in filled]) for f in fields(Needs)})


BY_NEED = [
    ("severely wasted", {"severely_wasted": 1, "wasted": 1}),
    ("wasted and stunted, no aid", {"wasted": 1, "stunted": 1, "aided": NO}),
    ("wasted and stunted, aided", {"wasted": 1, "stunted": 1}),
    ("pregnant with KEK, no aid", {"pregnant_kek": YES, "aided": NO}),
    ("pregnant with KEK, aid unknown", {"pregnant_kek": YES, "aided": UNKNOWN}),
    ("wasted, aided", {"wasted": 1}),
    ("severely stunted, poorest, one factor", {"severely_stunted": 1, "stunted": 1, "group": 1, "factor_count": 1}),
    ("faltering, poorest", {"faltering": 1, "group": 1}),
    ("faltering, welfare unknown", {"faltering": 1, "group": 0}),
    ("faltering, above 4", {"faltering": 1}),
    ("two stunted children, aided", {"stunted": 2}),
    ("stunted, no aid", {"stunted": 1, "aided": NO}),
    ("stunted, rank 4", {"stunted": 1, "group": 4}),
    ("stunted, welfare unknown", {"stunted": 1, "group": 0}),
    ("at risk, three factors", {"at_risk": YES, "factor_count": 3}),
    ("at risk, one factor, newborn", {"at_risk": YES, "factor_count": 1, "youngest_months": 0}),
    ("at risk, one factor, child of four", {"at_risk": YES, "factor_count": 1}),
    ("risk not known", {"at_risk": UNKNOWN}),
    ("not at risk, poorest", {"group": 1}),
    ("not at risk, child of one", {"youngest_months": 12}),
    ("not at risk", {}),
    ("not at risk, no child", {"youngest_months": -1}),
]


def test_the_order() -> None:
    """Read from above: who comes first."""
    found = order(needs(*(row for _, row in BY_NEED)))
    assert found.rank.tolist() == list(range(1, len(BY_NEED) + 1))
    assert len(set(found.total.tolist())) == len(BY_NEED), "no two are equal"


def test_equal_families_stand_in_the_order_of_their_ids() -> None:
    rows = [{"family_id": name} for name in ("F10", "F9", "F1")]
    assert order(needs(*rows)).rank.tolist() == [2, 3, 1]


def test_nobody() -> None:
    assert order(needs()).rank.tolist() == []


ROW = st.fixed_dictionaries(
    {
        **{
            name: st.integers(0, 12)
            for name in ("severely_wasted", "wasted", "severely_stunted", "stunted", "faltering")
        },
        **{name: st.sampled_from([NO, YES, UNKNOWN]) for name in ("pregnant_kek", "at_risk", "aided")},
        "factor_count": st.integers(0, 8),
        "group": st.integers(0, 5),
        "youngest_months": st.integers(-1, 300),
    }
)


def twin(row: dict[str, Any]) -> tuple[int, ...]:
    """The parts of one family, if by if."""
    tier = 0
    if row["severely_wasted"]:
        tier = 6
    elif row["wasted"] or row["pregnant_kek"] == YES:
        tier = 5
    elif row["severely_stunted"] or row["faltering"]:
        tier = 4
    elif row["stunted"]:
        tier = 3
    elif row["at_risk"] == YES:
        tier = 2
    elif row["at_risk"] == UNKNOWN:
        tier = 1
    findings = row["wasted"] + row["stunted"] + row["faltering"]
    if row["pregnant_kek"] == YES:
        findings += 1
    unaided = {NO: 2, UNKNOWN: 1, YES: 0}[row["aided"]]
    poverty = {0: 1, 1: 5, 2: 4, 3: 3, 4: 2, 5: 0}[row["group"]]
    youngest = max(0, 60 - row["youngest_months"]) if row["youngest_months"] >= 0 else 0
    return tier, min(findings, 9), unaided, poverty, min(row["factor_count"], 6), youngest


@settings(deadline=None)
@given(st.lists(ROW, max_size=20), st.randoms())
def test_the_order_is_that_of_the_parts_one_after_another(rows: list[dict[str, Any]], random: Any) -> None:
    found = order(needs(*rows))
    parts = [tuple(int(column[place]) for column in found.parts.values()) for place in range(len(rows))]
    assert parts == [twin(row) for row in rows]
    expected = sorted(range(len(rows)), key=lambda p: ([-part for part in parts[p]], f"F{p}"))
    assert [int(p) for p in np.argsort(found.rank)] == expected
    shuffled = random.sample(range(len(rows)), len(rows))
    again = order(needs(*({**rows[place], "family_id": f"F{place}"} for place in shuffled)))
    assert again.rank.tolist() == [int(found.rank[place]) for place in shuffled]
    assert again.total.tolist() == [int(found.total[place]) for place in shuffled]


def test_why() -> None:
    found = order(needs({"wasted": 1, "pregnant_kek": YES, "stunted": 1, "aided": NO, "group": 2, "factor_count": 2}))
    assert why(found, 0) == (
        "Yang paling mendesak: ada balita gizi kurang; ada ibu hamil KEK.",
        "Temuan gizi pada anak dan ibu hamil: 3.",
        "Belum ada di daftar bantuan mana pun.",
        "Urutan kesejahteraannya 2 dari 5; 1 paling miskin.",
        "Faktor risiko: 2.",
        "Anak termuda berumur di bawah lima tahun.",
    )


def test_why_a_family_comes_late() -> None:
    rows = {"youngest_months": -1}, {"youngest_months": -1, "aided": UNKNOWN, "group": 0, "at_risk": UNKNOWN}
    found = order(needs(*rows))
    assert why(found, 0) == ("Sudah ada di daftar bantuan.", "Tidak termasuk urutan kesejahteraan 1 sampai 4.")
    assert why(found, 1) == (
        "Yang paling mendesak: belum cukup data untuk menilai risikonya.",
        "Belum diketahui apakah sudah dibantu.",
        "Kesejahteraannya belum diketahui.",
    )


def test_why_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    assert "a child is severely wasted" in why(order(needs({"severely_wasted": 1})), 0)[0]


def test_each_tier_and_part_says_why_it_counts() -> None:
    assert [tier.tier for tier in priority_tiers()] == sorted((t.tier for t in priority_tiers()), reverse=True)
    for tier in priority_tiers():
        assert tier.words()
        assert tier.words("en")
        assert tier.reason_id
        assert tier.reason_en
    for part in priority_parts():
        assert part.reason()
        assert part.reason("en") != part.reason()
        assert 0 <= part.unknown <= part.most
