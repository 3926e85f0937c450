"""Every value with its source and its four dates, and which one the register shows.

Which source wins for which attribute is a table in ``padan.reference`` with reasons; here it is only obeyed.
"""

from __future__ import annotations

import duckdb

from padan.reference import precedence

#: Attribute to its expression over one received record ``i`` (and its place ``l``); everything as text.
OF_PERSON = {
    "name": "i.name",
    "nik": "i.nik",
    "sex": "i.sex",
    "birth_date": "strftime(i.birth_date, '%Y-%m-%d')",
    "birth_place": "i.birth_place",
    "mother_name": "coalesce(i.mother_name, p.mother_name)",
    "father_name": "coalesce(i.father_name, p.father_name)",
    "relation": "i.relation",
    "status": "i.status",
    "marital_status": "i.marital_status",
    "religion": "i.religion",
    "education": "i.education",
    "occupation": "i.occupation",
    "disability": "i.disability",
    "health_insurance": "i.health_insurance",
    "pregnant": "i.pregnant::VARCHAR",
    "birth_weight": "i.birth_weight::VARCHAR",
    "birth_length": "i.birth_length::VARCHAR",
    "posyandu": "i.posyandu",
    "health_centre": "i.health_centre",
}

OF_FAMILY = {
    "kk": "i.kk",
    "village": "l.village",
    "address": "i.address",
    "hamlet": "i.hamlet",
    "rt": "i.rt",
    "rw": "i.rw",
    "desil": "CASE WHEN i.desil_low = i.desil_high THEN i.desil_low::VARCHAR "
    "ELSE i.desil_low || '-' || i.desil_high END",
    "welfare_status": "i.welfare_status",
    "programmes": "nullif(array_to_string(i.programmes, ', '), '')",
    "extreme_poverty": "i.extreme_poverty::VARCHAR",
    **{
        name: f"i.{name}"
        for name in ("water", "latrine", "disposal", "floor", "wall", "roof", "light", "fuel", "ownership")
    },
    "floor_area": "i.floor_area::VARCHAR",
    "welfare_rank": "i.welfare_rank",
}


def make_claims(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``claim`` as its contract says."""
    con.register("precedence", precedence.arrow())
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE said AS
        {_unpivoted("person", OF_PERSON)}
        UNION ALL
        {_unpivoted("family", OF_FAMILY)}
        UNION ALL
        SELECT q.person_id, 'person', e.attribute, e.value, m.record_id, m.child_record_id
        FROM mention m JOIN who w USING (record_id) JOIN person_ids q ON q.person = w.person
        CROSS JOIN LATERAL (
            SELECT unnest([{{'attribute': 'name', 'value': m.name}}, {{'attribute': 'nik', 'value': m.nik}}],
                recursive := true)
        ) e
        WHERE m.child_record_id IS NOT NULL AND e.value IS NOT NULL
    """)
    con.execute(_CHOOSE)
    con.unregister("precedence")


def _unpivoted(subject: str, attributes: dict[str, str]) -> str:
    columns = ", ".join(f"({sql})::VARCHAR AS {name}" for name, sql in attributes.items())
    key = "q.person_id" if subject == "person" else "f.family_id"
    return f"""
        SELECT subject_id, '{subject}' AS subject, attribute, value, record_id, record_id AS shown_on FROM (
            UNPIVOT (
                SELECT {key} AS subject_id, i.record_id, {columns}
                FROM intake i
                JOIN record_group g USING (record_id)
                JOIN place l USING (record_id)
                LEFT JOIN parents p USING (record_id)
                JOIN person_ids q ON q.person = g.person
                JOIN family_ids f ON f.family = g.family
            ) ON {", ".join(attributes)} INTO NAME attribute VALUE value
        )
    """


_CHOOSE = """
    CREATE OR REPLACE TABLE claim AS
    WITH weighed AS (
        SELECT s.*, i.source, i.true_at, i.collected_at, i.entered_at, r.received_at,
            CASE
                -- An infant's "By. Ny. …" and a 1 January are values only for want of better ones.
                WHEN attribute = 'name' THEN coalesce(n.infant AND shown_on = s.record_id, false)
                WHEN attribute = 'birth_date' THEN
                    right(value, 5) IN ('01-01', '12-31') OR i.birth_date_quality NOT IN ('exact', 'serial')
                ELSE false
            END AS doubtful,
            CASE WHEN attribute = 'birth_date' AND try_cast(value AS DATE) > i.true_at - INTERVAL 5 YEAR
                 THEN 'birth_date_under_five' ELSE attribute END AS ruled_as
        FROM said s
        JOIN intake i ON i.record_id = s.shown_on
        JOIN named n ON n.record_id = s.shown_on
        JOIN receipts r ON r.receipt_id = i.receipt_id
    )
    SELECT subject_id, subject, w.attribute, value,
        row_number() OVER (
            PARTITION BY subject_id, w.attribute
            ORDER BY doubtful, CASE p.rule WHEN 'rank' THEN p.rank ELSE 1000 END, true_at DESC, p.rank, record_id
        ) = 1 AS chosen,
        w.source, record_id, true_at, collected_at, entered_at, received_at
    FROM weighed w
    LEFT JOIN precedence p ON p.attribute = w.ruled_as AND p.source = w.source
"""
