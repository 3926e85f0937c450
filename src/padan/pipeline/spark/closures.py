"""Which regency each record belongs to: with all that decides about its people and families.

Families and parents are settled among records that share a person, a family of a list, a list's own id or a family
card. Such a closure is resolved as a whole, in the regency where its newest record lives: that of a family that
moved, too.
"""

from __future__ import annotations

from padan.pipeline.engine import Engine, Frame
from padan.pipeline.spark.components import ALONE, components
from padan.pipeline.spark.standardising import Standard

#: Where records go of which no list says where they live.
NOWHERE = "-"

#: Characters of a village code that name its regency (``64.02``).
REGENCY = 5

#: A closure of more records than this has grown together through chains of marriages or damaged numbers over half a
#: country: its people are then placed each by its own newest record. A village has some thousands of records.
LARGEST = 20_000


def buckets(
    engine: Engine, records: Standard, cluster: Frame, ledger: Frame, *, alone: int = ALONE, largest: int = LARGEST
) -> Frame:
    """The bucket (a regency's code, or :data:`NOWHERE`) of every record: (record_id, bucket).

    ``ledger`` are the ids of earlier releases: who ever bore one stays with those who bore it, or could not keep it.
    """
    standard, mention, place = records.standard, records.mention, records.place
    ties = engine.sql(_TIES, standard=standard, cluster=cluster, ledger=ledger)
    of = engine.kept("closure", lambda: components(engine, "closure", ties, alone))
    closure = engine.sql(_CLOSURE.replace("LARGEST", str(largest)), standard=standard, cluster=cluster, of=of)
    home = engine.sql(_HOME.replace("REGENCY", str(REGENCY)), standard=standard, closure=closure, place=place)
    of_record = engine.sql(
        f"""SELECT s.record_id, s.same_key, coalesce(h.bucket, '{NOWHERE}') AS bucket
            FROM {{standard}} s JOIN {{closure}} c ON c.n = s.n LEFT JOIN {{home}} h ON h.closure = c.closure""",
        standard=standard,
        closure=closure,
        home=home,
    )
    return engine.kept(
        "bucket",
        lambda: engine.sql(
            _RECORDS.replace("NOWHERE", NOWHERE).replace("REGENCY", str(REGENCY)),
            of=of_record, mention=mention, place=place,
        ),
    )  # fmt: skip


_TIES = """
    SELECT n AS u, cluster AS v FROM {cluster}
    UNION ALL SELECT min(n) OVER (PARTITION BY family_key) AS u, n AS v FROM {standard} WHERE family_key IS NOT NULL
    UNION ALL SELECT min(n) OVER (PARTITION BY same_key) AS u, n AS v FROM {standard} WHERE same_key IS NOT NULL
    UNION ALL SELECT min(n) OVER (PARTITION BY kk) AS u, n AS v FROM {standard} WHERE kk IS NOT NULL
    UNION ALL SELECT min(s.n) OVER (PARTITION BY l.person_id) AS u, s.n AS v
        FROM {ledger} l JOIN {standard} s ON s.record_id = l.record_id WHERE l.person_id IS NOT NULL
    UNION ALL SELECT min(s.n) OVER (PARTITION BY l.family_id) AS u, s.n AS v
        FROM {ledger} l JOIN {standard} s ON s.record_id = l.record_id WHERE l.family_id IS NOT NULL
"""
_CLOSURE = """
    SELECT c.n, CASE WHEN z.records > LARGEST THEN c.cluster ELSE coalesce(o.m, c.n) END AS closure
    FROM {cluster} c LEFT JOIN {of} o ON o.u = c.n
    LEFT JOIN (SELECT m, count(*) AS records FROM {of} GROUP BY m) z ON z.m = o.m
"""
_HOME = """
    SELECT closure, bucket FROM (
        SELECT c.closure, substring(p.village, 1, REGENCY) AS bucket,
            row_number() OVER (PARTITION BY c.closure ORDER BY s.true_at DESC, s.record_id DESC) AS place
        FROM {standard} s JOIN {closure} c ON c.n = s.n JOIN {place} p ON p.record_id = s.record_id
        WHERE p.village IS NOT NULL
    ) newest WHERE place = 1
"""
#: A parent's own row goes where its child goes; one whose child is in no file where it says itself.
_RECORDS = """
    SELECT record_id, bucket FROM {of}
    UNION ALL
    SELECT m.record_id, coalesce(c.bucket, substring(p.village, 1, REGENCY), 'NOWHERE') AS bucket
    FROM {mention} m JOIN {place} p ON p.record_id = m.record_id
    LEFT JOIN (SELECT same_key, min(bucket) AS bucket FROM {of} WHERE same_key IS NOT NULL GROUP BY same_key) c
        ON c.same_key = m.child_same_key
    WHERE m.child_record_id IS NULL
"""
