"""On what ground a parent whom a child's row names was taken for a person."""

from __future__ import annotations

from padan.pipeline.release.explanation import Ground, Named
from padan.pipeline.release.why.opened import Opened


def named_of(register: Opened, *records: str) -> tuple[Named, ...]:
    """Those of the records that are parents named in a child's row."""
    found = register.con.execute(
        "SELECT record_id, child_record_id FROM mention WHERE record_id IN (SELECT unnest(?)) ORDER BY record_id",
        [list(records)],
    ).fetchall()
    return tuple(_named(register, record, child) for record, child in found)


def _named(register: Opened, record: str, child: str | None) -> Named:
    """The ground is read from what the person's own rows hold, the surest first."""
    by_number, in_family, on_card, listed, probability = register.con.execute(_GROUNDS, {"record": record}).fetchall()[
        0
    ]
    ground = (
        Ground.NUMBER
        if by_number
        else Ground.OWN_FAMILY
        if in_family
        else Ground.OWN_CARD
        if on_card
        else Ground.NAME_AND_PLACE
        if listed
        else Ground.ONLY_NAMED
    )
    return Named(record, child, ground, probability)


_GROUNDS = """
    WITH parent AS (
        SELECT s.* FROM record r JOIN record o USING (person_id)
        JOIN standard s ON s.record_id = o.record_id
        WHERE r.record_id = $record
    ),
    child AS (
        SELECT s.family_key, s.kk FROM mention m
        JOIN standard c ON c.record_id = m.child_record_id OR c.same_key = m.child_same_key
        JOIN record r ON r.record_id = c.record_id
        JOIN record o ON o.person_id = r.person_id
        JOIN standard s ON s.record_id = o.record_id
        WHERE m.record_id = $record
    )
    SELECT (SELECT count(*) FROM parent p JOIN mention m ON m.nik = p.nik WHERE m.record_id = $record),
        (SELECT count(*) FROM parent JOIN child USING (family_key)),
        (SELECT count(*) FROM parent JOIN child USING (kk)),
        (SELECT count(*) FROM parent), (SELECT match_probability FROM record WHERE record_id = $record)
"""
