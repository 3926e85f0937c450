-- What is said of the people of a village's own register: its newest row of each, and every claim about them.
WITH own AS (
    SELECT person_id, record_id, true_at FROM record
    WHERE source = 'opensid' AND role = 'person' AND village_code = $1
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY true_at DESC, record_id) = 1
),
chosen AS (SELECT subject_id, attribute, value FROM claim WHERE chosen)
SELECT own.person_id, c.attribute, c.value, c.source, c.true_at, c.record_id = own.record_id AS own,
    coalesce(c.value = chosen.value, false) AS holds
FROM own
JOIN record r USING (person_id)
JOIN claim c ON c.record_id = r.record_id
LEFT JOIN chosen ON chosen.subject_id = c.subject_id AND chosen.attribute = c.attribute
-- A list speaks by its newest row alone; what is older than the village's row tells the village nothing.
WHERE c.record_id = own.record_id OR c.source = 'office' OR (c.source <> 'opensid' AND c.true_at > own.true_at)
QUALIFY c.record_id = own.record_id
    OR row_number() OVER (PARTITION BY own.person_id, c.attribute, c.source ORDER BY c.true_at DESC, c.record_id) = 1
ORDER BY own.person_id, c.attribute, c.source
