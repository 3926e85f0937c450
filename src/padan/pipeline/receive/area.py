"""Rows of places outside the area whose rows the sender may bring."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts import intake
from padan.kernel.errors import Place, UnreadableFileError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.pipeline.receive.origin import regency
from padan.reference import regions
from padan.reference.villages import find_village

#: The fields that name a village: one of them is at fault where a row lies outside.
NAMING: Final = ("village_written", "village_code_written")


def outside(written: pa.Table, within: Scope) -> pa.Table:
    """``row`` and ``outside``: the field that names the row's village, where that is known and lies elsewhere.

    ``written`` has each place once, as written, with its ``rows``. A village is known where the register will know
    it, guesses included: what it would put elsewhere is refused.
    """
    faults = [_at_fault(place, within) for place in written.select(intake.PLACE).to_pylist()]
    rows = written.column("rows").combine_chunks()
    of_place = pc.list_parent_indices(rows)
    return pa.table({"row": pc.list_flatten(rows), "outside": pa.array(faults, pa.string()).take(of_place)})


def _at_fault(place: dict[str, str | None], within: Scope) -> str | None:
    found = find_village(
        village=place["village_written"],
        district=place["district_written"],
        regency=place["regency_written"],
        province=place["province_written"],
        code=place["village_code_written"],
        within=regency(),
    )
    if found.code is None or within.covers(found.code):
        return None
    return "village_code_written" if found.how in ("code", "code_renumbered") else "village_written"


def check_village_within(within: Scope, village: str, where: Place) -> None:
    """UnreadableFileError where the village of a whole file or sheet lies outside.

    The file is not received at all: one sentence says what a reason for each row would repeat, and a file that the
    register does not have can be sent again, by who may or with the right village.
    """
    if within.covers(village):
        return
    name = f"{regions.name_of(village)}, {regions.name_of(village[:8])} ({village})"
    raise UnreadableFileError(
        _("Berkas ini untuk desa {village}, di luar wilayah pengirim").format(village=name),
        where=where,
        next_step=_(
            "Bila ini berkas desa Anda, kirim lagi dan pilih desanya di bawah berkas; bila bukan, minta operator desa "
            "itu atau petugas data kabupaten mengirimnya."
        ),
    )
