-- The column form of padan.rules.freshness.judge: stale when every value is older than its source allows.
WITH dated AS (
    SELECT family_id, 'welfare' AS subject, source, true_at, record_id FROM welfare WHERE desil_high IS NOT NULL
    UNION ALL
    SELECT family_id, 'screening', source, true_at, record_id FROM screening
),
judged AS (
    SELECT d.family_id, d.subject, arg_max(d.source, (d.true_at, d.source)) AS source, max(d.true_at) AS true_at,
        arg_max(d.record_id, (d.true_at, d.source, d.record_id)) AS record_id
    FROM dated d JOIN owner o USING (source)
    WHERE d.true_at <= getvariable('as_of')
    GROUP BY d.family_id, d.subject
    HAVING NOT bool_or(coalesce(getvariable('as_of') - d.true_at <= o.stale_after, true))
)
SELECT [j.family_id, j.subject] AS key, f.village_code, f.family_id,
    CASE WHEN f.head_person_id IS NOT NULL THEN [f.head_person_id] ELSE [] END AS people,
    [j.record_id] AS records,
    {
        head: f.head_name, subject: j.subject, source: j.source, true_at: j.true_at,
        age_days: getvariable('as_of') - j.true_at, limit_days: o.stale_after
    } AS evidence,
    o.agency
FROM judged j
JOIN family f USING (family_id)
JOIN owner o ON o.source = j.source
WHERE f.members > 0
