"""The stage: the villages of Kutai Kartanegara, which are real, and who serves them, which is simplified."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Flags, Numbers, Texts, Whole
from padan.reference import regions

REGENCY = "64.02"
PROVINCE = ("64", "Kalimantan Timur")
REGENCY_NAME = "Kutai Kartanegara"

#: District of today → the district that it was split from; numbers issued before 2021 keep the old code.
SPLIT_FROM = {"64.02.20": "64.02.13", "64.02.19": "64.02.08"}
SPLIT_ON = np.datetime64("2021-01-01")

#: Small regencies consist of these districts first, so that the known traps are always on stage.
_FIRST = ("64.02.13", "64.02.20", "64.02.07", "64.02.06", "64.02.14", "64.02.19")
_FAMILIES_PER_VILLAGE = 10
#: Of a regency of some size a few villages are large, so that their posyandu weigh enough children to be judged.
_LARGE, _FAMILIES_IN_LARGE, _SOME_SIZE = 12, 58, 1500


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages in use, in code order; ``district`` counts into the districts."""

    code: Texts
    old_code: Texts
    name: Texts
    urban: Flags
    postcode: Texts
    district: Whole
    health_centre: Texts
    share: Numbers
    district_code: Texts
    district_name: Texts

    @property
    def digits(self) -> Texts:
        """Village codes without dots."""
        return np.array([code.replace(".", "") for code in self.code], dtype=object)


def _health_centre(district: str, position: int, villages: int) -> str:
    """A health centre serves a district; a large district has two."""
    if villages <= 14:
        return district
    return f"{district} {'I' if position < villages / 2 else 'II'}"


def _districts(families: int) -> list[tuple[regions.Region, int]]:
    """Districts on stage, each with how many of its villages."""
    every = sorted(regions.children(REGENCY), key=lambda region: region.code)
    wanted = max(12, families // _FAMILIES_PER_VILLAGE)
    if wanted >= sum(len(regions.children(region.code)) for region in every):
        return [(region, 10_000) for region in every]
    first = [region for code in _FIRST for region in every if region.code == code]
    rest = [region for region in every if region.code not in _FIRST]
    order = first + rest[: max(0, wanted // 8 - len(first))]
    return [(region, max(2, -(-wanted // len(order)))) for region in sorted(order, key=lambda r: r.code)]


def _shares(families: int, drawn: Numbers) -> Numbers:
    """The share of the families that lives in each village: as drawn, but the largest villages large indeed."""
    if families < _SOME_SIZE:
        return drawn
    share = drawn.copy()
    largest = np.argsort(-drawn, kind="stable")[:_LARGE]
    share[largest] = np.maximum(drawn[largest], _FAMILIES_IN_LARGE / families)
    others = np.ones(len(share), dtype=bool)
    others[largest] = False
    share[others] *= (1 - share[largest].sum()) / share[others].sum()
    return share


def villages(families: int, rng: np.random.Generator) -> Villages:
    """All 237 villages when there are families enough for them, else some villages of some districts."""
    old = {change.new_code: change.old_code for change in regions.renumberings()}
    rows: list[tuple[str, str, str, bool, str, int, str]] = []
    districts = _districts(families)
    for number, (district, count) in enumerate(districts):
        all_of_it = sorted(regions.children(district.code), key=lambda region: region.code)
        step = max(1, len(all_of_it) // count)
        for position, village in list(enumerate(all_of_it))[::step][:count]:
            centre = _health_centre(district.name, position, len(all_of_it))
            urban = village.kind == "kelurahan"
            old_code = old.get(village.code, village.code)
            rows.append((village.code, old_code, village.name, urban, village.postcode or "", number, centre))
    columns = [np.array(column, dtype=object) for column in zip(*rows, strict=True)]
    return Villages(
        code=columns[0],
        old_code=columns[1],
        name=columns[2],
        urban=columns[3].astype(bool),
        postcode=columns[4],
        district=columns[5].astype(np.int64),
        health_centre=columns[6],
        share=_shares(families, rng.dirichlet(np.full(len(rows), 3.0))),
        district_code=np.array([region.code for region, _ in districts], dtype=object),
        district_name=np.array([region.name for region, _ in districts], dtype=object),
    )
