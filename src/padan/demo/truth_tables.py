"""The tables of the answer key that tell of growth, of posyandu and of family risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from padan.demo.chance import Flags, Texts, Whole
from padan.demo.growth import Growth
from padan.demo.population import TODAY, World
from padan.demo.posyandu import INVENTED
from padan.demo.risk import FACTORS, RiskFacts, risk_facts
from padan.demo.snapshot import snapshot


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows of one sheet that hold visits (one row several months, where those stand across)."""

    file: str
    sheet: str
    row: Whole
    month: Whole
    visit: Whole
    label_wrong: Flags


@dataclass(frozen=True, slots=True)
class Screened:
    """Rows of one sheet in which families were screened, what was so and what was said."""

    file: str
    sheet: str
    row: Whole
    family: Whole
    on: np.datetime64
    true: RiskFacts
    said: RiskFacts


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Families whose dwelling one file describes wrongly in one column."""

    file: str
    column: str
    family: Whole
    true: Whole
    written: Whole


def _spread(values: Sequence[str], sizes: Sequence[int]) -> pa.Array:
    """Each value as often as its block is long."""
    return pa.array(np.repeat(np.array(values, dtype=object), sizes).tolist(), pa.string())


def _score(values: np.ndarray) -> pa.Array:
    return pa.array(values, pa.float64(), from_pandas=True)


def _places(world: World, growth: Growth, at: Whole) -> tuple[pa.Array, pa.Array]:
    """Village code and name of posyandu."""
    code, name = world.villages.code[growth.posyandu.village[at]], growth.posyandu.name[at]
    return pa.array(code.tolist(), pa.string()), pa.array(name.tolist(), pa.string())


def children(world: World, growth: Growth) -> pa.Table:
    """Each living child under five: its true state today, and what was planted in its growth.

    ``stunted``, ``underweight`` and ``wasted`` are by the true length and weight (below -2); oedema counts as
    wasted, and then there is no score of weight.
    """
    paths = growth.paths
    here = np.flatnonzero(world.under_five[paths.child])
    haz, waz, whz = (z[here] for z in paths.scores(-1))
    swollen = paths.oedema[here]
    waz, whz = np.where(swollen, np.nan, waz), np.where(swollen, np.nan, whz)
    return pa.table(
        {
            "person": paths.child[here],
            "family": world.people.family[paths.child[here]],
            "age_days": paths.days[here, -1],
            "length": np.round(paths.length[here, -1], 2),
            "weight": np.round(paths.weight[here, -1], 3),
            "haz": _score(haz),
            "waz": _score(waz),
            "whz": _score(whz),
            "stunted": haz < -2,
            "underweight": waz < -2,
            "wasted": (whz < -2) | swollen,
            "oedema": swollen,
            "course": pa.array(paths.course[here].tolist(), pa.string()),
            "measured": np.isin(paths.child[here], growth.visits.child),
        }
    )


def posyandu(world: World, growth: Growth) -> pa.Table:
    """Each posyandu: where it is, how many children it measured, and how its figures come about."""
    posts = growth.posyandu
    village, name = _places(world, growth, np.arange(len(posts.name)))
    return pa.table(
        {
            "village": village,
            "posyandu": name,
            "kind": pa.array(posts.kind.tolist(), pa.string()),
            "invented": np.isin(posts.kind, INVENTED),
            "children": posts.children,
        }
    )


def measurements(world: World, growth: Growth, blocks: Sequence[Measured]) -> pa.Table:
    """Each measurement that stands in a file, with what was true, what the book says and what was typed.

    ``true_length`` is lying under 731 days and standing from then on; ``length`` as measured in ``standing`` or
    lying position. ``fault`` is the slip of typing, null for none; ``kind`` how the posyandu's figures come about.
    """
    sizes = [len(block.row) for block in blocks]
    visit = np.concatenate([block.visit for block in blocks])
    found, paths = growth.visits, growth.paths
    path, column = found.path[visit], found.month[visit] - 1
    village, name = _places(world, growth, found.posyandu[visit])
    fault: Texts = found.fault[visit]
    return pa.table(
        {
            "file": _spread([block.file for block in blocks], sizes),
            "sheet": _spread([block.sheet for block in blocks], sizes),
            "row": np.concatenate([block.row for block in blocks]),
            "month": np.concatenate([block.month for block in blocks]),
            "person": found.child[visit],
            "on": pa.array(found.on[visit]),
            "age_days": found.days[visit],
            "village": village,
            "posyandu": name,
            "kind": pa.array(growth.posyandu.kind[found.posyandu[visit]].tolist(), pa.string()),
            "true_weight": np.round(paths.weight[path, column], 3),
            "true_length": np.round(paths.length[path, column], 2),
            "weight": found.weight[visit],
            "length": found.height[visit],
            "standing": found.standing[visit],
            "typed_weight": found.typed_weight[visit],
            "typed_length": found.typed_height[visit],
            "typed_standing": found.typed_standing[visit],
            "fault": pa.array([text or None for text in fault.tolist()], pa.string()),
            "label_wrong": np.concatenate([block.label_wrong for block in blocks]),
        }
    )


def risk_columns(world: World) -> dict[str, Flags]:
    """Of each family what is true today: targets, the couple, factors, modern contraception, and at risk.

    ``at_risk_couple`` counts a couple without a child under five as a target too, as BKKBN's form does.
    """
    facts = risk_facts(world, snapshot(world, TODAY), TODAY)
    columns = {field.name: getattr(facts, field.name) for field in fields(facts)}
    wide = (facts.target | facts.couple) & facts.factor
    return columns | {"at_risk": facts.at_risk, "at_risk_couple": wide}


def screenings(blocks: Sequence[Screened]) -> pa.Table:
    """Each family screened: what was so on that day, what the list says, and which answers are not so."""
    sizes = [len(block.row) for block in blocks]
    true = {name: np.concatenate([getattr(block.true, name) for block in blocks]) for name in (*FACTORS, "factor")}
    said = {name: np.concatenate([getattr(block.said, name) for block in blocks]) for name in (*FACTORS, "factor")}
    differs = np.stack([true[name] != said[name] for name in FACTORS])
    return pa.table(
        {
            "file": _spread([block.file for block in blocks], sizes),
            "sheet": _spread([block.sheet for block in blocks], sizes),
            "row": np.concatenate([block.row for block in blocks]),
            "family": np.concatenate([block.family for block in blocks]),
            "on": pa.array(np.repeat(np.array([block.on for block in blocks]), sizes)),
            "true_factor": true["factor"],
            "said_factor": said["factor"],
            "wrong": pa.array(
                [[name for name, hit in zip(FACTORS, row, strict=True) if hit] for row in differs.T.tolist()],
                pa.list_(pa.string()),
            ),
        }
    )


def dwellings(blocks: Sequence[Dwelling]) -> pa.Table:
    """Each dwelling code that a file has wrong."""
    sizes = [len(block.family) for block in blocks]
    return pa.table(
        {
            "file": _spread([block.file for block in blocks], sizes),
            "column": _spread([block.column for block in blocks], sizes),
            "family": np.concatenate([block.family for block in blocks]),
            "true": np.concatenate([block.true for block in blocks]),
            "written": np.concatenate([block.written for block in blocks]),
        }
    )
