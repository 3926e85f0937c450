"""What the release of a round tells of the families that its decree names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.contracts.release import table
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.decrees.words import Tell, Told
from padan.reports.eligible import columns

_FAMILY: Final = ("family_id", "head_name", "head_person_id", "kk", "address", "rt", "rw", "members")
_COUNTED: Final = ("under_five", "under_two")


def tells(folder: Path) -> Tell:
    """A reader of the release in ``folder``. RegisterError where it is not there or damaged."""

    def tell(ids: Sequence[str]) -> Mapping[str, Told]:
        if not ids:
            return {}
        families = _rows(folder, "family", _FAMILY, "family_id", ids)
        heads = [row["head_person_id"] for row in families if row["head_person_id"]]
        niks = {
            row["person_id"]: row["nik"] for row in _rows(folder, "person", ("person_id", "nik"), "person_id", heads)
        }
        counted = _counted(folder, ids)
        return {row["family_id"]: _told(row, niks, counted) for row in families}

    return tell


def _rows(folder: Path, name: str, names: Sequence[str], key: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    file = folder / f"{table(name).name}.parquet"
    if not file.is_file():
        raise RegisterError(
            _("Rilis {name} tidak ada atau rusak").format(name=folder.name),
            next_step=_("Pulihkan folder rilis itu dari cadangan."),
        )
    wanted = pc.field(key).isin(pa.array(ids, pa.string()))
    rows: list[dict[str, Any]] = pq.read_table(file, columns=list(names), filters=wanted).to_pylist()
    return rows


def _counted(folder: Path, ids: Sequence[str]) -> dict[str, tuple[int | None, ...]]:
    """Children of each family as rules count them; None where that is not known."""
    families, _areas, found = columns(folder, _COUNTED)
    places = np.flatnonzero(np.isin(families, np.array(ids, object)))
    return {
        str(families[place]): tuple(_whole(found[code][place]) for code in _COUNTED) for place in places.tolist()
    }  # fmt: skip


def _whole(value: Any) -> int | None:
    return None if math.isnan(value) else int(value)


def _told(row: dict[str, Any], niks: Mapping[str, str | None], counted: Mapping[str, tuple[int | None, ...]]) -> Told:
    five, two = counted.get(row["family_id"], (None, None))
    return Told(
        row["family_id"], row["head_name"] or "", niks.get(row["head_person_id"]), row["kk"], row["address"] or "",
        row["rt"] or "", row["rw"] or "", row["members"], five, two,
    )  # fmt: skip
