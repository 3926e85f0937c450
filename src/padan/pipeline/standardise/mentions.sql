-- Parents whom a child's row names, and parents who have a row of their own that points to the child.

CREATE OR REPLACE TABLE mention AS
WITH named_in_row AS (
    SELECT regexp_replace(i.record_id, '[^.]+$', '') || parent.role AS record_id,
        i.record_id AS child_record_id, NULL::VARCHAR AS child_same_key, parent.role AS role,
        parent.name AS name, parent.sound AS sound, parent.nik AS nik, NULL::INTEGER AS birth,
        l.compared_as AS village, parent.other AS other_parent
    FROM intake i
    JOIN place l USING (record_id)
    LEFT JOIN parents_named p USING (record_id)
    CROSS JOIN LATERAL (
        SELECT unnest([
            {'role': 'mother', 'name': p.mother_name, 'sound': p.mother, 'nik': i.mother_nik, 'other': p.father},
            {'role': 'father', 'name': p.father_name, 'sound': p.father, 'nik': i.father_nik, 'other': p.mother}
        ], recursive := true)
    ) parent
    WHERE i.role NOT IN ('mother', 'father') AND (parent.sound IS NOT NULL OR parent.nik IS NOT NULL)
        AND NOT EXISTS (FROM intake o WHERE o.source = i.source AND o.child_ref = i.local_id AND o.role = parent.role)
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
