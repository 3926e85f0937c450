"""Finding activities that were reported twice, measured: ``python benchmarks/activities.py [--activities N]``.

Invented activities of invented companies, some reported a second time, to the province or by a partner, with slips,
lost words, rounded values, other days and a wider place. What is settled without a question is compared with the
truth, pair by pair; how long all of it takes is told.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from padan.reference.regions import codes_under
from padan.rules.activities.grouping import Grouped, Pair, grouped
from padan.rules.activities.report import Reported

DOING = (
    "pemberian makanan tambahan balita", "bantuan paket sembako", "pembangunan sumur bor", "pembangunan jamban",
    "penyuluhan gizi ibu hamil", "renovasi masjid", "turnamen voli", "penanaman mangrove", "beasiswa siswa",
    "pelatihan umkm", "bantuan korban banjir", "pengobatan gratis", "perbaikan jalan", "bantuan posyandu",
)  # fmt: skip
WHERE = ("dusun", "rt", "blok", "gang", "simpang", "hulu", "hilir", "seberang", "pasar", "kampung")
NAMES = ("mahakam", "borneo", "kutai", "sinar", "jaya", "abadi", "tambang", "energi", "sawit", "mandiri", "pesisir")
TWICE, SLIP, SHORT, ROUNDED, WIDER, MOVED, PARTNER, UNSAID = 0.25, 0.35, 0.5, 0.3, 0.2, 0.5, 0.15, 0.1


def invented(many: int, seed: int) -> tuple[list[Reported], set[Pair]]:
    """Reports of ``many`` activities, and the pairs among them that tell of one."""
    chance = random.Random(seed)
    villages = codes_under("64.02", 13)
    firms = [f"PT {a} {b} {n}" for n in range(1, 1 + many // 2500 + 1) for a, b in combinations(NAMES, 2)]
    rows: list[Reported] = []
    pairs: set[Pair] = set()
    for _ in range(many):
        firm = chance.randrange(len(firms))
        since = date(2025, 1, 1) + timedelta(days=chance.randrange(700))
        title = f"{chance.choice(DOING)} {chance.choice(WHERE)} {chance.choice(NAMES)} {chance.randrange(9)}"
        first = Reported(
            len(rows), firm, firms[firm], False, firms[firm], title, area=chance.choice(villages), since=since,
            until=since + timedelta(days=chance.choice((0, 0, 1, 6))), value=chance.randrange(20, 900) * 250_000,
            people=chance.randrange(10, 400),
        )  # fmt: skip
        rows.append(first)
        if chance.random() < TWICE:
            pairs.add((first.number, len(rows)))
            rows.append(_again(first, len(rows), firms, chance))
    return rows, pairs


def _again(first: Reported, number: int, firms: list[str], chance: random.Random) -> Reported:
    """The activity as the province, or a partner, has it."""
    title, value, since = first.title, first.value or 0, first.since or date.min
    if chance.random() < SLIP:
        place = chance.randrange(1, 8)
        title = title[:place] + title[place + 1 :]
    if chance.random() < SHORT:
        words = title.split()
        words.pop(chance.randrange(len(words)))
        title = " ".join(words)
    if chance.random() < ROUNDED:
        value = max(1, round(value / 1_000_000)) * 1_000_000
    if chance.random() < MOVED:
        since += timedelta(days=chance.randrange(-6, 7))
    other = replace(first, number=number, report=-1, sender="provinsi", office=True, title=title.title(), since=since)
    other = replace(other, until=None, value=value, area=first.area[:8] if chance.random() < WIDER else first.area)
    if chance.random() < PARTNER:
        partner = chance.choice(firms)
        other = replace(other, report=-2, sender=partner, office=False, giver=partner, implementer=first.giver)
    return replace(other, people=None) if chance.random() < UNSAID else other


def together(found: Grouped) -> set[Pair]:
    """Every pair that is in one group."""
    return {pair for group in found.groups for pair in combinations(group, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=80_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rows, truth = invented(asked.activities, asked.seed)
    began = time.perf_counter()
    found = grouped(rows)
    took = time.perf_counter() - began
    settled, questions = together(found), {pair for pair, _why in found.ask}
    right = len(settled & truth)
    print(f"{len(rows)} reports, {len(truth)} of them a second time; {took:.1f} s")
    print(f"settled: precision {right / max(1, len(settled)):.4f}, recall {right / len(truth):.4f}")
    print(f"asked: {len(questions)}, of which one activity: {len(questions & truth)}; blocks passed: {found.passed}")


if __name__ == "__main__":
    main()
