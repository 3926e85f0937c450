-- One gap a family, so that it stays the same gap while its children grow and are measured one by one.
WITH child AS (
    SELECT c.* FROM under_five c
    JOIN poor_family USING (family_id)
    LEFT JOIN measured m USING (person_id)
    WHERE m.person_id IS NULL AND EXISTS (FROM measured)
),
likeness AS (
    -- A measured child of the same family, sex and nearly the same birth date may be this very child.
    SELECT c.person_id, arg_min({person_id: o.person_id, name: o.name}, (
        abs(date_diff('day', c.birth_date, o.birth_date)), o.person_id)) AS resembles
    FROM child c JOIN under_five o USING (family_id) JOIN measured m ON m.person_id = o.person_id
    WHERE c.sex = o.sex AND abs(date_diff('day', c.birth_date, o.birth_date)) <= 45
    GROUP BY c.person_id
),
shown_by AS (
    SELECT c.family_id, list(r.record_id ORDER BY r.record_id) AS records
    FROM child c JOIN record r USING (person_id) GROUP BY c.family_id
),
grouped AS (
    SELECT family_id, list(person_id ORDER BY birth_date DESC, person_id) AS people,
        list({
            person_id: person_id, name: name, sex: sex, age_months: age_months, sources: sources, resembles: resembles
        } ORDER BY birth_date DESC, person_id) AS children
    FROM child LEFT JOIN likeness USING (person_id) GROUP BY family_id
)
SELECT [f.family_id] AS key, f.village_code, f.family_id, g.people,
    list_sort(list_distinct(list_append(s.records, f.desil_record))) AS records,
    {
        head: f.head_name, desil_low: f.desil_low, desil_high: f.desil_high, desil_source: f.desil_source,
        desil_at: f.desil_at, children: g.children, measuring_rows_of_village: coalesce(v.measuring_rows, 0)
    } AS evidence,
    'dinkes' AS agency
FROM grouped g
JOIN poor_family f USING (family_id)
JOIN shown_by s USING (family_id)
LEFT JOIN covered v ON v.village_code = f.village_code
