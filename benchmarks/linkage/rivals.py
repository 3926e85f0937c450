"""One method over one table, in this process: ``python -m benchmarks.linkage.rivals METHOD IN OUT [options]``.

IN is the flat table (Parquet) with an integer ``rid`` from 0 on. OUT gets two columns, ``rid`` and ``label``: records
with one label are one person. Methods of Splink also leave OUT.pairs.parquet with every scored pair (rid_l, rid_r,
weight in bits), so that other thresholds can be tried outside the measured time.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Any

KEPT = 0.05
"""Pairs under this probability are not kept."""


def equal_niks(table: Path, out: Path) -> None:
    """Records with the same sixteen digits are one person, where the digits can be a NIK (not 0000…, 1111…, 9999…)."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(
            f"""COPY (WITH t AS (SELECT rid, regexp_replace(nik, '[^0-9]', '', 'g') AS digits FROM '{table}'), v AS (
              SELECT rid, CASE WHEN length(digits) = 16 AND digits[1:2] BETWEEN '11' AND '94'
                AND digits[7:8]::int % 40 BETWEEN 1 AND 31 AND digits[9:10] BETWEEN '01' AND '12'
                AND digits <> repeat(digits[1], 16) THEN digits END AS nik
              FROM t)
            SELECT rid, CASE WHEN nik IS NULL THEN rid ELSE min(rid) OVER (PARTITION BY nik) END AS label
            FROM v) TO '{out}'"""
        )


def by_splink(sql: str, model: Any, train: Any, out: Path, threshold: float, saved: Path | None) -> None:
    """Load with ``sql``, train ``model`` (unless a saved one is given), score, cluster, write."""
    import duckdb
    from splink import DuckDBAPI, Linker

    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false; SET threads = 2; SET preserve_insertion_order = false")
        con.execute(f"CREATE TABLE people AS {sql}")
        linker = Linker(DuckDBAPI(con).register("people", dataset_display_name="persons"), model)
        logging.getLogger("splink").setLevel(logging.ERROR)
        if train is not None:
            train(linker)
            if saved is not None:
                linker.misc.save_model_to_json(str(saved), overwrite=True)
        scored = linker.inference.predict(threshold_match_probability=KEPT)
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold_match_probability=threshold
        )
        con.execute(f"COPY (SELECT unique_id AS rid, cluster_id AS label FROM {found.physical_name}) TO '{out}'")
        pairs = out.with_suffix(".pairs.parquet")
        con.execute(
            f"""COPY (SELECT unique_id_l AS rid_l, unique_id_r AS rid_r, match_weight AS weight
            FROM {scored.physical_name}) TO '{pairs}'"""
        )


def stock(table: Path, out: Path, saved: Path | None, recipe: str) -> None:
    """Splink's ready-made comparisons, at 0.9; ``saved``, if it exists, is the model, else receives it."""
    from benchmarks.linkage.stock import RECIPES

    sql = f"SELECT rid AS unique_id, * EXCLUDE (rid) FROM '{table}'"
    chosen = RECIPES[recipe]()
    known = saved is not None and saved.exists()
    by_splink(sql, str(saved) if known else chosen.settings(), None if known else chosen.train, out, 0.9, saved)


def domain(table: Path, out: Path, saved: Path | None) -> None:
    """Splink with the model written for these lists, at 0.8; ``saved``, if it exists, is the model."""
    from benchmarks.linkage.clean import people_sql
    from benchmarks.linkage.domain import settings, train

    known = saved is not None and saved.exists()
    sql = people_sql(f"'{table}'")
    by_splink(sql, str(saved) if known else settings(), None if known else train, out, 0.8, saved)


def main() -> None:
    """Run the method that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("method", choices=["nik", "stock", "domain", "golden"])
    parser.add_argument("table", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, help="a saved model; written if it is not there")
    parser.add_argument("--recipe", default="people")
    chosen = parser.parse_args()
    if chosen.method == "nik":
        equal_niks(chosen.table, chosen.out)
    elif chosen.method == "stock":
        stock(chosen.table, chosen.out, chosen.model, chosen.recipe)
    elif chosen.method == "domain":
        domain(chosen.table, chosen.out, chosen.model)
    else:
        from benchmarks.linkage.golden import link

        link(chosen.table, chosen.out)


if __name__ == "__main__":
    main()
