-- For each obligation's subject the day of the newest value. What lists are asked, which day counts.
CREATE OR REPLACE TEMP TABLE owed_of AS
WITH family_here AS (
    SELECT f.family_id, f.village_code, r.target = 'yes' AS krs_target, s.family_id IS NOT NULL AS stunted_child
    FROM family f JOIN risk r USING (family_id)
    LEFT JOIN (SELECT DISTINCT family_id FROM family_with_stunted) s USING (family_id)
    WHERE f.members > 0
),
listed AS (
    -- By the village's own register, or because somebody asked there whether the family still lives where it did.
    SELECT family_id, max(true_at) AS last_at FROM (
        SELECT family_id, true_at FROM record WHERE source = 'opensid'
        UNION ALL SELECT family_id, true_at FROM answer WHERE lives_here
    )
    WHERE true_at <= getvariable('as_of') GROUP BY family_id
)
SELECT c.person_id AS subject_id, 'measurement' AS attribute, c.family_id, c.village_code, m.last_measured AS last_at,
    true AS under_five, false AS krs_target, false AS stunted_child, false AS pregnant
FROM under_five c LEFT JOIN measured m USING (person_id)
UNION ALL
SELECT person_id, 'pregnancy', family_id, village_code, true_at, false, false, false, true FROM pregnancy WHERE pregnant
UNION ALL
SELECT f.family_id, a.attribute, f.family_id, f.village_code,
    CASE a.attribute WHEN 'screening' THEN s.last_at WHEN 'welfare' THEN w.last_at WHEN 'dwelling' THEN d.last_at
        ELSE l.last_at END,
    false, f.krs_target, f.stunted_child, false
FROM family_here f
CROSS JOIN (VALUES ('screening'), ('welfare'), ('dwelling'), ('register')) a(attribute)
LEFT JOIN (SELECT family_id, max(true_at) AS last_at FROM screening
    WHERE true_at <= getvariable('as_of') GROUP BY family_id) s USING (family_id)
LEFT JOIN (SELECT family_id, max(true_at) AS last_at FROM welfare
    WHERE desil_high IS NOT NULL AND true_at <= getvariable('as_of') GROUP BY family_id) w USING (family_id)
LEFT JOIN (SELECT family_id, max(true_at) AS last_at FROM dwelling
    WHERE (water IS NOT NULL OR latrine IS NOT NULL) AND true_at <= getvariable('as_of') GROUP BY family_id) d
    USING (family_id)
LEFT JOIN listed l USING (family_id)
ORDER BY attribute, subject_id;
