"""The gaps of a release, counted and in words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from padan.app.screen import heading, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.assess import kinds
from padan.reports.register import Register, Row
from padan.reports.wording import agency_name


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap for people: ``told`` says it in words, with all numbers in full."""

    gap_id: str
    kind: str
    village_code: str | None
    agency: str
    told: str
    head: str | None
    people: tuple[str, ...]
    niks: tuple[str, ...]
    places: tuple[str, ...]


def by_kind_and_agency(register: Register, area: str | None = None) -> None:
    """A table of how many gaps of each kind there are, and who should act."""
    rows = register.rows(
        "SELECT kind, agency, count(*) AS gaps FROM gap WHERE $1 IS NULL OR starts_with(village_code, $1) "
        "GROUP BY ALL ORDER BY kind, gaps DESC, agency",
        [area],
    )
    heading(_("Selisih antar daftar"))
    if not rows:
        say("  " + _("Tidak ada."))
        return
    shown = []
    for kind in kinds():
        own = [row for row in rows if row["kind"] == kind.code]
        if own:
            acting = "; ".join(f"{agency_name(r['agency'])} {count(r['gaps'])}" for r in own)
            shown.append((kind.title, kind.code, count(sum(r["gaps"] for r in own)), acting))
    shown.append((_("Semua"), "", count(sum(row["gaps"] for row in rows)), ""))
    headers = (_("Selisih"), _("Jenis"), _("Jumlah"), _("Yang bertindak"))
    table(headers, shown, right=[2], bold=[len(shown) - 1])


def gaps_of(register: Register, area: str | None, kind: str | None, limit: int | None = None) -> list[Gap]:
    """The gaps of an area and of a kind, village by village and agency by agency."""
    rows = register.rows(
        """
        WITH chosen AS (
            SELECT * FROM gap
            WHERE ($1 IS NULL OR starts_with(village_code, $1)) AND ($2 IS NULL OR kind = $2)
            ORDER BY village_code NULLS LAST, agency, kind, family_id, gap_id LIMIT $3
        ),
        who AS (
            SELECT c.gap_id, list(coalesce(p.name, '?') ORDER BY p.person_id) AS names,
                list(p.nik ORDER BY p.person_id) FILTER (p.nik IS NOT NULL) AS niks
            FROM (SELECT gap_id, unnest(people) AS person_id FROM chosen) c JOIN person p USING (person_id)
            GROUP BY c.gap_id
        ),
        shown AS (
            SELECT c.gap_id, list(DISTINCT {'file': r.file, 'sheet': r.sheet, 'row': r.row}) AS places
            FROM (SELECT gap_id, unnest(records) AS record_id FROM chosen) c JOIN record r USING (record_id)
            GROUP BY c.gap_id
        )
        SELECT c.*, w.names, w.niks, s.places, f.head_name
        FROM chosen c LEFT JOIN who w USING (gap_id) LEFT JOIN shown s USING (gap_id)
        LEFT JOIN family f USING (family_id)
        ORDER BY c.village_code NULLS LAST, c.agency, c.kind, c.family_id, c.gap_id
        """,
        [area, kind, limit],
    )
    describe = {each.code: each.describe for each in kinds()}
    return [_gap(row, describe[row["kind"]](json.loads(row["evidence"]))) for row in rows]


def _gap(row: Row, told: str) -> Gap:
    places = sorted(
        f"{place['file']}{', ' + place['sheet'] if place['sheet'] else ''}, {_('baris')} {place['row']}"
        for place in row["places"] or ()
    )
    return Gap(
        row["gap_id"], row["kind"], row["village_code"], row["agency"], told, row["head_name"],
        tuple(row["names"] or ()), tuple(row["niks"] or ()), tuple(places),
    )  # fmt: skip


def number_of_gaps(register: Register, area: str | None, kind: str | None) -> int:
    """How many gaps an area and kind have."""
    found = register.one(
        "SELECT count(*) AS gaps FROM gap "
        "WHERE ($1 IS NULL OR starts_with(village_code, $1)) AND ($2 IS NULL OR kind = $2)",
        [area, kind],
    )
    return int(found["gaps"]) if found else 0
