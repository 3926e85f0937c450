"""Learning the weights without labels: chances among strangers by sampling, shares of one person by Splink.

How often a level holds among strangers (u) is counted on random pairs, except where it is too rare for a sample and
its chance is fixed in the evidence. How often it holds for one person (m) is learned by Splink's expectation
maximisation on pairs that are one person on other grounds (:data:`BLOCKS`), crossed so that no comparison judges
itself. The levels that Splink sees are ours, computed by the same code that scores.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from padan.pipeline.link import frequencies
from padan.pipeline.link.blocks import BLOCK_PAIRS, FEWEST_PAIRS, Blocks, levels
from padan.pipeline.link.evidence import (
    COMPARISONS,
    HOUSEHOLD,
    LIKENED,
    Comparison,
    household_levels_by_equality,
    identity_levels,
    likened,
    name_levels,
    sex_levels,
)
from padan.pipeline.link.evidence.ladder import Levels
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.housemates import of_one_household
from padan.pipeline.link.keys import CHUNK, Places
from padan.pipeline.link.model import LEAST_SHARE, Model, parse, shipped
from padan.pipeline.link.people import People

#: Below this a chance is a guess of the sample, not a finding; the weight is bounded instead of unbounded.
LEAST_CHANCE = 1e-8

#: Columns in which the pairs agree that Splink learns from, and the comparisons that these columns say nothing of.
BLOCKS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("nik", "first"), ("household", "sex")),
    (("sound", "kk"), ("identity", "sex")),
    (("nik", "birth"), ("household", "name", "sex")),
)

#: Blocks for what the others leave untold, where lists have no family card or no number.
SPARE_BLOCKS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("sound", "village"), ("identity", "sex")),
    (("birth", "first"), ("household", "sex")),
    (("birth", "village"), ("name", "sex")),
)

#: Random pairs for chances, fewer where names are compared, which costs more.
STRANGERS, STRANGERS_NAMED = 2_000_000, 300_000

#: Pairs added to every level that is counted on random pairs.
UNSEEN = 4.0

#: The shipped shares count like so many pairs more.
SHIPPED_PAIRS = 100.0

#: Share of the true pairs that agree in NIK and first word or in name, birth date and village: as in the study of
#: invented lists (``docs/explanation/linking.md``).
FOUND_BY_RULES = 0.85

Shares = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What training found: the model and the shares behind its weights (m of one person, u of strangers)."""

    model: Model
    same: Shares
    strangers: Shares


def train(people: People, sources: Mapping[int, str], *, seed: int = 1) -> Learned:
    """Learn a model from records. ``sources``: the names of the lists by the hash that stands for them."""
    common = frequencies.count(people.texts["sound"])
    strangers = chances(people, common, seed)
    blocks = Blocks(people)
    same = shares(blocks, common, strangers)
    decides = {
        "prior": prior(blocks),
        "weights": weights(same, strangers),
        "shares": same,
        "lists": between_lists(blocks, sources),
        "household": of_one_household(blocks, common),
        "frequencies": {"records": common.records, "names": dict(common.names), "words": dict(common.words)},
    }
    return Learned(parse({"version": version_of(decides), **decides}), same, strangers)


def chances(people: People, common: Frequencies, seed: int) -> Shares:
    """How often each level holds among strangers; of those that can be compared at all."""
    counts = {c.name: np.zeros(len(c.levels)) for c in COMPARISONS}
    askable, alike = np.zeros(len(HOUSEHOLD.levels)), np.zeros(len(HOUSEHOLD.levels))
    named = 0
    for l, r in _random_pairs(len(people), STRANGERS, seed):  # noqa: E741
        a, b = people.take(l), people.take(r)
        household = household_levels_by_equality(a, b)
        _count(counts["identity"], identity_levels(a, b))
        _count(counts["household"], household)
        _count(counts["sex"], sex_levels(a, b))
        if named < STRANGERS_NAMED:
            named += len(l)
            _count(counts["name"], name_levels(a, b, common).levels)
            _count(askable, household)
            _count(alike, household[likened(a, b, household) != household])
    moved = counts["household"] * alike / np.maximum(askable, 1)
    counts["household"] -= moved
    np.add.at(counts["household"], LIKENED, moved)
    out = {c.name: _shares(c, counts[c.name]) for c in COMPARISONS}
    for comparison in COMPARISONS:
        out[comparison.name] |= {v.code: v.chance for v in comparison.levels if v.chance is not None}
    return out


def _count(into: NDArray[np.float64], found: Levels) -> None:
    into += np.bincount(found, minlength=len(into))


def _random_pairs(records: int, pairs: int, seed: int) -> Iterator[tuple[Places, Places]]:
    """Pairs of different records, some at a time."""
    rng = np.random.default_rng(seed)
    for size in np.diff(np.append(np.arange(0, pairs, CHUNK), pairs)).tolist():
        l, r = rng.integers(0, records, (2, size), dtype=np.int32)  # noqa: E741
        yield l[l != r], r[l != r]


def _shares(comparison: Comparison, counts: NDArray[np.float64]) -> dict[str, float]:
    for place, level in enumerate(comparison.levels):
        if level.null:
            counts[place] = 0
    # Some pairs more everywhere: what no pair of the sample showed may still happen.
    share = (counts + UNSEEN) / (counts.sum() + UNSEEN * len(counts))
    return {v.code: float(s) for v, s in zip(comparison.levels, share, strict=True) if not v.null}


def shares(blocks: Blocks, common: Frequencies, strangers: Shares) -> Shares:
    """How often each level holds for one person, by Splink; the mean over the blocks that can tell.

    A comparison of which these lists tell nothing keeps the shipped model's shares.
    """
    found: dict[str, list[tuple[float, dict[str, float]]]] = {c.name: [] for c in COMPARISONS}
    for columns, asked in (*BLOCKS, *SPARE_BLOCKS):
        which = tuple(name for name in asked if (columns, asked) in BLOCKS or not found[name])
        if not which:
            continue
        l, r = blocks.of(*columns).some(BLOCK_PAIRS)  # noqa: E741
        people = blocks.people
        if len(l) < FEWEST_PAIRS:
            continue
        told = {
            name: levels_
            for name, levels_ in levels(people.take(l), people.take(r), common, which).items()
            if _tells(name, levels_)
        }
        for name, share in _by_splink(told, strangers).items() if told else ():
            found[name].append((float(len(l)), share))
    return {name: _smoothed(name, parts) for name, parts in found.items()}


def _tells(name: str, found: Levels) -> bool:
    """Whether a comparison could be made in enough of these pairs."""
    ladder = next(c for c in COMPARISONS if c.name == name)
    nothing = [place for place, level in enumerate(ladder.levels) if level.null]
    return int((~np.isin(found, nothing)).sum()) >= FEWEST_PAIRS


def _smoothed(name: str, parts: list[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """The mean over blocks, leaning on the shipped model's shares as on :data:`SHIPPED_PAIRS` pairs more: a level
    that these lists never show is not impossible for that."""
    total = sum(size for size, _share in parts) + SHIPPED_PAIRS
    shipped_share = shipped().shares[name]
    out = {}
    for code in (level.code for c in COMPARISONS if c.name == name for level in c.levels if not level.null):
        seen = sum(size * share.get(code, 0.0) for size, share in parts)
        out[code] = round((seen + SHIPPED_PAIRS * shipped_share.get(code, 0.0)) / total, 10)
    return out


def _by_splink(told: dict[str, Levels], strangers: Shares) -> dict[str, dict[str, float]]:
    """Splink's expectation maximisation over levels that are already known: one row a pair."""
    which = [c for c in COMPARISONS if c.name in told]
    pairs = np.arange(len(next(iter(told.values()))))
    rows = pa.table({"unique_id": pairs, "pair": pairs, **{f"{c.name}_level": told[c.name] for c in which}})
    # On several threads sums come in any order, and the last digits of a share with them: one table of levels would
    # give two models.
    api = DuckDBAPI(duckdb.connect(config={"threads": 1}))
    sides = [api.register(rows, dataset_display_name=side) for side in ("one", "other")]
    linker = Linker(sides, _settings(which, strangers))
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("pair"), fix_u_probabilities=True, estimate_without_term_frequencies=True
    )
    saved = linker.misc.save_model_to_json(None)
    return {
        comparison.name: {
            level["label_for_charts"]: level["m_probability"]
            for level in given["comparison_levels"]
            if isinstance(level.get("m_probability"), float)
        }
        for comparison, given in zip(which, saved["comparisons"], strict=True)
    }


def _settings(which: list[Comparison], strangers: Shares) -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(c, strangers[c.name]) for c in which],
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=0.9,  # where Splink begins; within a block nearly all are one person
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def _comparison(comparison: Comparison, chance: dict[str, float]) -> cl.CustomComparison:
    made: list[Any] = []
    for place, level in enumerate(comparison.levels):
        rung = cll.CustomLevel(f"{comparison.name}_level_l = {place}", level.code)
        if level.null:
            rung.configure(is_null_level=True)
        else:
            rung.configure(u_probability=max(chance[level.code], LEAST_CHANCE), fix_u_probability=True)
        made.append(rung)
    return cl.CustomComparison(output_column_name=comparison.name, comparison_levels=made)


def prior(blocks: Blocks) -> float:
    """Log2 odds that two random records are one person, from the pairs that simple rules find."""
    people = blocks.people
    found = (blocks.of("nik", "first") | blocks.of("sound", "birth", "village")).count
    of = len(people) * (len(people) - 1) / 2
    share = max(found / FOUND_BY_RULES, 1.0) / max(of, 2.0)
    return round(math.log2(share / (1 - share)), 4)


#: A pair of lists is believed as if this many more pairs had been seen at the rate of all lists.
USUAL_PAIRS = 20.0


def between_lists(blocks: Blocks, sources: Mapping[int, str]) -> dict[str, float]:
    """Bits by which two records of these lists are oftener (or seldomer) one person than any two.

    A list that holds everybody once shows no pair of its own, and its twins stay two people.
    """
    people = blocks.people
    l, r = next(blocks.of("nik", "first").pairs(chunk=10**9))  # noqa: E741
    names = sorted(sources.values())
    hashes = {h: names.index(name) for h, name in sources.items()}
    code = np.array([hashes[h] for h in people.source.tolist()], dtype=np.int64)
    size = np.bincount(code, minlength=len(names)).astype(float)
    low, high = np.minimum(code[l], code[r]), np.maximum(code[l], code[r])
    seen = np.zeros((len(names), len(names)))
    np.add.at(seen, (low, high), 1.0)
    of = len(people) * (len(people) - 1) / 2
    out = {}
    for i, a in enumerate(names):
        for j in range(i, len(names)):
            expected = len(l) * (size[i] * (size[i] - 1) / 2 if i == j else size[i] * size[j]) / max(of, 1.0)
            bits = math.log2((seen[i, j] + USUAL_PAIRS) / (expected + USUAL_PAIRS))
            out[f"{a}|{names[j]}"] = round(max(bits, -8.0), 4)
    return out


def weights(same: Shares, strangers: Shares) -> dict[str, dict[str, float]]:
    """Bits for each level, bounded where a share was never seen."""
    out: dict[str, dict[str, float]] = {}
    for comparison in COMPARISONS:
        for level in comparison.levels:
            m, u = same[comparison.name].get(level.code), strangers[comparison.name].get(level.code)
            bits = 0.0 if level.null else math.log2(max(m or 0.0, LEAST_SHARE) / max(u or 0.0, LEAST_CHANCE))
            out.setdefault(comparison.name, {})[level.code] = round(bits, 4)
    return out


def version_of(decides: dict) -> str:
    """A name that changes with any weight, so that a release tells by which weights it was linked."""
    return "splink-5-" + hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:10]
