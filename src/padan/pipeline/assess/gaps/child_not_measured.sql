-- A poor family's child that was never measured has a kind of its own (poor_child_unmeasured).
WITH due AS (
    SELECT c.*, m.last_measured, m.last_source, m.last_record
    FROM under_five c
    LEFT JOIN measured m USING (person_id)
    WHERE coalesce(m.last_measured, c.birth_date) < getvariable('as_of') - to_months(getvariable('unmeasured_months'))
        AND (m.person_id IS NOT NULL OR c.family_id NOT IN (SELECT family_id FROM poor_family))
),
grouped AS (
    SELECT family_id, list(person_id ORDER BY birth_date DESC, person_id) AS people,
        list_sort(list_distinct(list(last_record) FILTER (last_record IS NOT NULL))) AS records,
        list({
            person_id: person_id, name: name, age_months: age_months, last_measured: last_measured, source: last_source
        } ORDER BY birth_date DESC, person_id) AS children
    FROM due GROUP BY family_id
)
SELECT [f.family_id] AS key, f.village_code, f.family_id, g.people, coalesce(g.records, []) AS records,
    {head: f.head_name, children: g.children} AS evidence,
    'dinkes' AS agency
FROM grouped g
JOIN family f USING (family_id)
JOIN covered v ON v.village_code = f.village_code
WHERE v.measuring_rows > 0
