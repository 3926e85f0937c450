"""GoldenMatch without configuration; run with the Python of an environment that has it."""

from __future__ import annotations

from pathlib import Path

KEPT = ["nik", "kk", "name", "mother", "birth_date", "sex", "village"]


def link(table: Path, out: Path) -> None:
    """Its own choice of keys and comparisons; where it refuses for want of confidence, it is told to go on."""
    import goldenmatch
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = pq.read_table(table)
    kept = [name for name in whole.column_names if name in KEPT] or whole.column_names[1:]
    given = whole.select(kept)
    try:
        result = goldenmatch.dedupe_df(given)
    except Exception as refused:  # noqa: BLE001 - the kind of the refusal is told, not handled
        print(f"refused: {type(refused).__name__}: {str(refused)[:300]}", flush=True)
        result = goldenmatch.dedupe_df(given, confidence_required=False, allow_red_config=True)
    label = list(range(whole.num_rows))
    for found in result.clusters.values():
        members = [int(member) for member in found["members"]]
        for member in members:
            label[member] = min(members)
    pq.write_table(pa.table({"rid": whole["rid"], "label": label}), out)


if __name__ == "__main__":
    import sys

    link(Path(sys.argv[1]), Path(sys.argv[2]))
