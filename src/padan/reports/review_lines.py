"""Both records of a pair side by side, and the evidence in words, for the officer who judges it.

Neither bits nor probability are shown: who has seen the machine's guess judges the guess.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.contracts.stages import STANDARD
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.people import people_of
from padan.pipeline.link.scoring import score
from padan.pipeline.release.models import model_of
from padan.reports.register import Register, Row
from padan.reports.review_book import Line
from padan.reports.wording import claimed, place_in_file, role_name, source_name, village_name

Pair = tuple[str, str]


def lines_of(register: Register, pairs: Sequence[Pair]) -> list[Line]:
    """The pairs as lines of the workbook, numbered from 1."""
    rows = _rows(register, sorted({record for pair in pairs for record in pair}))
    found = zip(pairs, _evidence(register, pairs), strict=True)
    return [
        Line(number, _sides(_values(rows[a]), _values(rows[b])), told) for number, ((a, b), told) in enumerate(found, 1)
    ]


def _sides(one: dict[str, str], other: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((title, value, other[title]) for title, value in one.items())


def _rows(register: Register, records: Sequence[str]) -> dict[str, Row]:
    rows = register.rows(
        """
        SELECT r.*, s.mother, s.father, s.mate FROM record r LEFT JOIN standard s USING (record_id)
        WHERE list_contains(?, record_id)
        """,
        [list(records)],
    )
    return {row["record_id"]: row for row in rows}


def _evidence(register: Register, pairs: Sequence[Pair]) -> list[str]:
    """What was found in each comparison, one line each."""
    standard = pq.read_table(register.folder / f"{STANDARD.name}.parquet")
    wanted = pa.array(sorted({record for pair in pairs for record in pair}))
    standard = standard.filter(pc.is_in(standard["record_id"], value_set=wanted))
    place = {record: number for number, record in enumerate(standard["record_id"].to_pylist())}
    people = people_of(standard)
    sides = [people.take(pa.array([place[pair[side]] for pair in pairs], pa.int64()).to_numpy()) for side in (0, 1)]
    levels = score(sides[0], sides[1], model_of(register.folder), everything=True).levels
    return [
        "\n".join(f"{_(c.text)}: {_(c.levels[int(levels[c.name][number])].text)}" for c in COMPARISONS)
        for number in range(len(pairs))
    ]


def _values(row: Row) -> dict[str, str]:
    return {
        _("Nama"): row["name"] or "",
        "NIK": row["nik"] or row["nik_written"] or "",
        "KK": row["kk"] or row["kk_written"] or "",
        _("Tanggal lahir"): day(row["birth_date"]),
        _("Jenis kelamin"): claimed("sex", row["sex"], full=True),
        _("Ibu"): row["mother"] or "",
        _("Ayah"): row["father"] or "",
        _("Suami/istri"): row["mate"] or "",
        _("Desa/kelurahan"): village_name(row["village_code"]) if row["village_code"] else "",
        _("Daftar"): f"{source_name(row['source'])} ({role_name(row['role'])})",
        _("Tempat di berkas"): place_in_file(row["file"], row["sheet"], row["row"]),
    }
