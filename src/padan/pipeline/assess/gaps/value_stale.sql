-- The column form of padan.rules.freshness.judge: stale when every value is older than its source allows.
WITH dated AS (
    SELECT family_id, 'welfare' AS subject, family_id AS about, source, true_at, record_id FROM welfare
    WHERE desil_high IS NOT NULL
    UNION ALL
    SELECT family_id, 'screening', family_id, source, true_at, record_id FROM screening
    UNION ALL
    SELECT c.family_id, 'measurement', m.person_id, m.source, coalesce(m.measured_on, m.true_at), m.record_id
    FROM measurement m JOIN under_five c USING (person_id)
    WHERE m.weight IS NOT NULL OR m.height IS NOT NULL
),
judged AS (
    SELECT d.family_id, d.subject, d.about, arg_max(d.source, (d.true_at, d.source)) AS source, max(d.true_at) AS true_at,
        arg_max(d.record_id, (d.true_at, d.source, d.record_id)) AS record_id
    FROM dated d JOIN owner o USING (source)
    WHERE d.true_at <= getvariable('as_of')
    GROUP BY d.family_id, d.subject, d.about
    HAVING NOT bool_or(coalesce(getvariable('as_of') - d.true_at <= o.stale_after, true))
),
grouped AS (
    SELECT j.family_id, j.subject, arg_min(j.source, (j.true_at, j.source, j.about)) AS source,
        min(j.true_at) AS true_at, list(j.record_id ORDER BY j.record_id) AS records,
        list({
            person_id: c.person_id, name: c.name, age_months: c.age_months, true_at: j.true_at, source: j.source
        } ORDER BY c.person_id) FILTER (c.person_id IS NOT NULL) AS children
    FROM judged j LEFT JOIN under_five c ON c.person_id = j.about
    GROUP BY j.family_id, j.subject
)
SELECT [g.family_id, g.subject] AS key, f.village_code, f.family_id,
    CASE WHEN g.children IS NOT NULL THEN list_transform(g.children, lambda c: c.person_id)
         WHEN f.head_person_id IS NOT NULL THEN [f.head_person_id] ELSE [] END AS people,
    g.records,
    {
        head: f.head_name, subject: g.subject, source: g.source, true_at: g.true_at,
        age_days: getvariable('as_of') - g.true_at, limit_days: o.stale_after, children: coalesce(g.children, [])
    } AS evidence,
    o.agency
FROM grouped g
JOIN family f USING (family_id)
JOIN owner o ON o.source = g.source
WHERE f.members > 0
