"""Learning the weights without labels, by Splink's expectation maximisation. Run by hand; its result is data.

``python -m padan.pipeline.link.train HOME [OUT.json]`` learns from the receipts of a register. How often the
levels hold among strangers (u) is sampled, except where a level is too rare for a sample and its chance is
fixed in the evidence; how often they hold for one person (m) is learned on pairs that are one person on other
grounds, crossed so that no comparison judges itself.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import sys
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.link.evidence import COMPARISONS, Comparison, Level
from padan.pipeline.link.scoring import COLUMNS
from padan.pipeline.standardise import standardise

#: Below these a share is a guess of the sample, not a finding; the weight is bounded instead of unbounded.
LEAST_SHARE = 1e-4
LEAST_CHANCE = 1e-8

_BLOCKS = (("nik", "first"), ("sound", "kk"), ("nik", "birth"), ("sound", "mother", "birth"))


def train(con: duckdb.DuckDBPyConnection, *, pairs: float = 3e6, seed: int = 1) -> dict:
    """Learn a model from the table ``standard`` in ``con``; the model as it is written to ``model.json``."""
    columns = ", ".join(("n AS unique_id", "source AS list_source", *COLUMNS))
    con.execute(
        f"CREATE OR REPLACE TABLE trained_on AS SELECT {columns} FROM standard WHERE sound IS NOT NULL OR infant"
    )
    api = DuckDBAPI(con)
    linker = Linker(api.register("trained_on", dataset_display_name="people"), settings())
    logging.getLogger("splink").setLevel(logging.WARNING)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            "l.nik = r.nik and l.first = r.first",
            "l.sound = r.sound and l.birth = r.birth and l.village = r.village",
        ],
        recall=0.85,
    )
    training.estimate_u_using_random_sampling(max_pairs=pairs, seed=seed)
    for block in _BLOCKS:
        training.estimate_parameters_using_expectation_maximisation(block_on(*block), max_pairs=3e5)
    return as_model(linker.misc.save_model_to_json(None))


def settings() -> SettingsCreator:
    """Splink's settings for our evidence: the same levels, by the same conditions."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(c) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("nik")],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def _comparison(comparison: Comparison) -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name=comparison.name, comparison_levels=[_level(level) for level in comparison.levels]
    )


def _level(level: Level) -> cll.CustomLevel | cll.ElseLevel:
    if level.sql == "ELSE":
        return cll.ElseLevel()
    made = cll.CustomLevel(level.sql, level.code)
    if level.null:
        made.configure(is_null_level=True)
    elif level.chance is not None:
        made.configure(u_probability=level.chance, fix_u_probability=True)
    return made


def as_model(saved: dict) -> dict:
    """Splink's saved model as ours: bits for each level, bounded where a share was never seen."""
    weights: dict[str, dict[str, float]] = {}
    shares: dict[str, dict[str, list[float | None]]] = {}
    for comparison, found in zip(COMPARISONS, saved["comparisons"], strict=True):
        for level, values in zip(comparison.levels, found["comparison_levels"], strict=True):
            m, u = values.get("m_probability"), values.get("u_probability")
            bits = 0.0 if level.null else round(_bits(m, u), 4)
            weights.setdefault(comparison.name, {})[level.code] = bits
            shares.setdefault(comparison.name, {})[level.code] = [m, u]
    prior = saved["probability_two_random_records_match"]
    decides = {
        "prior": round(math.log2(prior / (1 - prior)), 4),
        "same_name_chance": shares["name"]["same"][1],
        "weights": weights,
    }
    return {"version": _version(decides), **decides, "shares": shares}


def _version(decides: dict) -> str:
    """A name that changes with any weight, so that a release tells by which weights it was linked."""
    return "splink-5-" + hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:10]


def _bits(m: float | None, u: float | None) -> float:
    """A level that training never saw has no finding: it gets the least share of the side that lacks it."""
    if m is None and u is None:
        return 0.0
    return math.log2(max(m or 0.0, LEAST_SHARE) / max(u or 0.0, LEAST_CHANCE))


def main(arguments: list[str]) -> None:
    """Train on a register and write the model."""
    home = Home.at(arguments[0])
    out = Path(arguments[1] if len(arguments) > 1 else Path(__file__).with_name("model.json"))
    with engine.connect() as con:
        standardise(con, sorted(home.records.glob("*.parquet")), None)
        out.write_text(json.dumps(train(con), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
