"""Invented needs and pledges of two shapes, the same for a seed.

``regency``: the villages of Kutai Kartanegara, six kinds of need at fixed costs; a company allows its own district or
some villages of it, a few kinds, some an age; foster parents help one or two children; a few pledges are goods.
``scattered``: every need has a cost of its own (3 to 59 times 100,000 rupiah), twenty areas and six kinds that pledges
allow at random, so that no two needs need be alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.reference.regions import codes_under
from padan.rules.allocation import Needs, Pledge

REGENCY = "64.02"
#: Kind, unit, rupiah for one, how many, how often of a hundred, months of age from and below (none: the family's).
KINDS = (
    ("pmt", "day", 15_000, (30, 56, 90), 46, (6, 60)),
    ("premium", "month", 42_000, (6, 12), 20, None),
    ("latrine", "unit", 4_500_000, (1,), 14, None),
    ("water", "unit", 3_000_000, (1,), 8, None),
    ("housing", "unit", 20_000_000, (1,), 4, None),
    ("counselling", "visit", 100_000, (1, 3, 6), 8, None),
)
#: Of all need, what is pledged.
PLEDGED = 0.6


def regency(needs: int, pledges: int, seed: int) -> tuple[Needs, list[Pledge]]:
    """Realistic: costs are fixed, restrictions sparse, budgets heavy-tailed."""
    rng = np.random.default_rng(seed)
    villages = np.array(codes_under(REGENCY, 13), object)
    kind = rng.choice(len(KINDS), needs, p=np.array([k[4] for k in KINDS]) / 100)
    units = np.array([rng.choice(KINDS[k][3]) for k in kind], np.int64)
    price = np.array([KINDS[k][2] for k in kind], np.int64)
    ages = np.array([rng.integers(*KINDS[k][5]) if KINDS[k][5] else -1 for k in kind], np.int64)
    weight = rng.gamma(1.2, 1, len(villages))
    # A family lives in one village, and has one need or a few.
    family = rng.integers(0, max(1, needs * 2 // 3), needs)
    home = rng.choice(len(villages), family.max(initial=0) + 1, p=weight / weight.sum())
    made = _needs(
        kind=np.array([KINDS[k][0] for k in kind], object), unit=np.array([KINDS[k][1] for k in kind], object),
        area=villages[home[family]], family=family, ages=ages, units=units, value=units * price, rng=rng,
    )  # fmt: skip
    return made, _regency_pledges(made, pledges, villages, rng)


def _regency_pledges(needs: Needs, many: int, villages: np.ndarray, rng: np.random.Generator) -> list[Pledge]:
    size = rng.pareto(1.3, many) + 1
    amounts = np.maximum(size / size.sum() * needs.value.sum() * PLEDGED, 300_000) // 50_000 * 50_000
    made = []
    for number, amount in enumerate(amounts.astype(int).tolist()):
        name, site = f"P{number:05d}", str(rng.choice(villages))
        kinds = frozenset(str(k) for k in rng.choice([k[0] for k in KINDS], rng.integers(1, 5), replace=False))
        draw = rng.random()
        if draw < 0.15:
            made.append(Pledge(name, name, amount, site=site))
        elif draw < 0.6:
            made.append(Pledge(name, name, amount, kinds=kinds, areas=(site[:8],), site=site))
        elif draw < 0.75:
            near = [str(v) for v in villages if v.startswith(site[:8])][: rng.integers(1, 5)]
            made.append(Pledge(name, name, amount, areas=tuple(near), site=site))
        elif draw < 0.85:
            made.append(Pledge(name, name, amount, kinds=kinds, ages=(6, 24), areas=(site[:8],), site=site))
        elif draw < 0.95:
            children = int(rng.integers(1, 4))
            made.append(
                Pledge(name, name, children * 1_350_000, kinds=frozenset({"pmt"}), per_family=1_350_000,
                       most_needs=children, areas=(REGENCY,), site=site)
            )  # fmt: skip
        else:
            made.append(Pledge(name, name, max(30, amount // 15_000), unit="day", kinds=frozenset({"pmt"}), site=site))
    return made


def scattered(needs: int, pledges: int, seed: int) -> tuple[Needs, list[Pledge]]:
    """Adverse: no two needs cost the same on purpose, and the pledges' restrictions cross each other at random."""
    rng = np.random.default_rng(seed)
    districts = codes_under(REGENCY, 8)[:20]
    villages = [codes_under(code, 13)[0] for code in districts]
    kinds = [k[0] for k in KINDS]
    cost = rng.integers(3, 60, needs) * 100_000
    made = _needs(
        kind=np.array(kinds, object)[rng.integers(0, 6, needs)], unit=np.full(needs, "unit", object),
        area=np.array(villages, object)[rng.integers(0, 20, needs)], family=np.arange(needs),
        ages=np.full(needs, -1), units=np.ones(needs, np.int64), value=cost, rng=rng,
    )  # fmt: skip
    size = rng.pareto(1.5, pledges) + 1
    amounts = np.maximum((size / size.sum() * cost.sum() * PLEDGED).round(-5), 100_000).astype(int).tolist()
    where = rng.random((pledges, 20)) < 0.35
    where[rng.random(pledges) < 0.3] = True
    what = rng.random((pledges, 6)) < 0.6
    where[~where.any(axis=1), 0] = what[~what.any(axis=1), 0] = True
    return made, [
        Pledge(f"P{d:05d}", f"P{d:05d}", amounts[d], kinds=frozenset(_where(kinds, what[d])),
               areas=tuple(_where(districts, where[d])))
        for d in range(pledges)
    ]  # fmt: skip


def _where(names: Sequence[str], truths: np.ndarray) -> list[str]:
    return [name for name, true in zip(names, truths.tolist(), strict=True) if true]


def _needs(*, kind: np.ndarray, unit: np.ndarray, area: np.ndarray, family: np.ndarray, ages: np.ndarray,
           units: np.ndarray, value: np.ndarray, rng: np.random.Generator) -> Needs:  # fmt: skip
    many = len(kind)
    ids = np.array([f"N{n:015X}" for n in rng.permutation(many)], object)
    families = np.array([f"F{n:015X}" for n in family.tolist()], object)
    tier = rng.choice([1, 2, 3, 4, 5], many, p=[0.15, 0.2, 0.25, 0.2, 0.2])
    return Needs(ids, families, kind, unit, area, ages, tier, units, value, np.full(many, "", object))
