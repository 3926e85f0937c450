-- Parents whom a child's row names, and parents who have a row of their own that points to the child.

CREATE OR REPLACE TABLE mention AS
WITH has_row AS (
    SELECT DISTINCT source, child_ref, role FROM intake WHERE child_ref IS NOT NULL AND role IN ('mother', 'father')
),
child AS (
    SELECT i.record_id, regexp_replace(i.record_id, '[^.]+$', '') AS row_id, i.source, i.local_id,
        i.mother_nik, i.father_nik,
        l.compared_as AS village, p.mother_name, p.mother, p.father_name, p.father
    FROM intake i JOIN place l USING (record_id) LEFT JOIN parents_named p USING (record_id)
    WHERE i.role NOT IN ('mother', 'father')
        AND (p.mother IS NOT NULL OR p.father IS NOT NULL OR i.mother_nik IS NOT NULL OR i.father_nik IS NOT NULL)
),
parent AS (
    SELECT 'mother' AS role, mother_name AS name, mother AS sound, mother_nik AS nik, father AS other, * FROM child
    WHERE mother IS NOT NULL OR mother_nik IS NOT NULL
    UNION ALL
    SELECT 'father', father_name, father, father_nik, mother, * FROM child
    WHERE father IS NOT NULL OR father_nik IS NOT NULL
),
named_in_row AS (
    SELECT row_id || role AS record_id, record_id AS child_record_id, NULL::VARCHAR AS child_same_key, role, name, sound,
        nik, NULL::INTEGER AS birth, village, other AS other_parent
    FROM parent ANTI JOIN has_row o
        ON o.source = parent.source AND o.child_ref = parent.local_id AND o.role = parent.role
),
own_row AS (
    SELECT i.record_id, NULL::VARCHAR, i.source || '|' || i.child_ref, i.role, n.name, n.sound, i.nik,
        (year(i.birth_date) * 10000 + month(i.birth_date) * 100 + day(i.birth_date))::INTEGER,
        coalesce(l.compared_as, c.village), NULL::VARCHAR
    FROM intake i JOIN named n USING (record_id) JOIN place l USING (record_id)
    LEFT JOIN (
        SELECT k.source, k.local_id, any_value(p.compared_as ORDER BY k.record_id) AS village
        FROM intake k JOIN place p USING (record_id) WHERE k.local_id IS NOT NULL GROUP BY ALL
    ) c ON c.source = i.source AND c.local_id = i.child_ref
    WHERE i.role IN ('mother', 'father')
)
SELECT * FROM named_in_row UNION ALL SELECT * FROM own_row ORDER BY record_id;
