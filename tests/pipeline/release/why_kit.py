"""A release drawn as a table of records, so that each verdict can be shown in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts.release import ANSWER, LINK, RECORD
from padan.contracts.stages import MENTION, STANDARD
from padan.pipeline.decisions import Decision
from padan.pipeline.link.honest import calibration
from padan.pipeline.link.model import save, shipped
from padan.pipeline.link.people import people_of
from padan.pipeline.link.scoring import score
from padan.pipeline.release.manifest import Manifest
from padan.pipeline.release.models import CALIBRATION, NAME

DAY = date(2026, 11, 21)

#: The proved numbers of one woman, of one whose number differs in the serial alone, and of another woman.
NIK, TWIN, OTHER = "6402135508880002", "6402135508880003", "6402135102900007"
BIRTH, OTHER_BIRTH = 19880815, 19900211

#: What is equal in all drawn records unless said otherwise.
USUAL: dict[str, Any] = {
    "receipt_id": "0" * 16, "source": "dtsen", "role": "person", "name": "SITI RAHMAH", "sound": "SITI RAHMAH",
    "first": "SITI", "infant": False, "kk": "6402132003150004", "birth": BIRTH, "birth_sorted": BIRTH,
    "birth_vague": False, "sex": "P", "village": "64.02.13.1008", "district": "64.02.13", "true_at": DAY,
    "father": "AHMAD SALIM", "father_first": "AHMAD",
}  # fmt: skip


def row(record: str, person: str, nik: str | None = None, **changes: Any) -> dict[str, Any]:
    """One record of ``standard`` with its person; a NIK is proved unless ``nik_agrees`` says otherwise."""
    number = {"nik": nik, "nik15": nik[:15], "nik_agrees": 3} if nik else {}
    return {**USUAL, "record_id": record, "person_id": person, **number, **changes}


def draw(
    folder: Path,
    rows: Sequence[dict[str, Any]],
    linked: Iterable[str] = (),
    mentions: Sequence[dict[str, Any]] = (),
    decisions: Sequence[Decision] = (),
    rejoined: Sequence[tuple[str, str, float, str]] = (),
    answers: Sequence[dict[str, Any]] = (),
) -> Path:
    """Write the release. ``linked``: pairs that were compared, "a b"; their weights are the scorer's."""
    folder.mkdir()
    rows = [{"n": n, **each} for n, each in enumerate(sorted(rows, key=lambda r: r["record_id"]))]
    standard = pa.Table.from_pylist([{name: r.get(name) for name in STANDARD.names} for r in rows], STANDARD.schema)
    records = [_record(each) for each in (*rows, *mentions)]
    pq.write_table(standard, folder / "standard.parquet")
    pq.write_table(pa.Table.from_pylist(records, RECORD.schema), folder / "record.parquet")
    said = [{name: m.get(name) for name in MENTION.names} for m in mentions]
    pq.write_table(pa.Table.from_pylist(said, MENTION.schema), folder / "mention.parquet")
    pq.write_table(pa.Table.from_pylist(list(answers), ANSWER.schema), folder / "answer.parquet")
    pairs = [tuple(sorted(pair.split())) for pair in linked]
    pq.write_table(_links(standard, {r["record_id"]: r for r in rows}, pairs), folder / "link.parquet")
    if rejoined:
        names = ("record_a", "record_b", "weight", "reason")
        pq.write_table(
            pa.Table.from_pylist([dict(zip(names, r, strict=True)) for r in rejoined]), folder / "rejoined.parquet"
        )
    save(folder / NAME, shipped())
    (folder / CALIBRATION).write_text(calibration.written(calibration.shipped()), "utf-8")
    Manifest("drawn", DAY, 0, shipped().version, (), {}, {}, {}, decisions=len(decisions)).write(folder)
    return folder


def _record(each: dict[str, Any]) -> dict[str, Any]:
    usual = {"receipt_id": "0" * 16, "source": "dtsen", "file": "a.csv", "sheet": "", "row": 2, "true_at": DAY}
    known = {name: each.get(name) for name in ("record_id", "person_id", "role", "name", "nik", "sex")}
    return {**usual, **known, "family_id": "F", "match_probability": each.get("probability", 1.0)}


def _links(standard: pa.Table, rows: dict[str, dict[str, Any]], pairs: Sequence[tuple[str, ...]]) -> pa.Table:
    people = people_of(standard)
    left, right = (people.take(np.array([rows[p[side]]["n"] for p in pairs], dtype=np.int64)) for side in (0, 1))
    weights = score(left, right, shipped(), everything=True).weight.tolist()
    found = [
        {
            "record_a": a,
            "record_b": b,
            "match_weight": weight,
            "match_probability": round(float(calibration.shipped().probability(weight, joined)), 6),
            "joined": joined,
        }
        for (a, b), weight in zip(pairs, weights, strict=True)
        for joined in (rows[a]["person_id"] == rows[b]["person_id"],)
    ]
    return pa.Table.from_pylist(found, LINK.schema)
