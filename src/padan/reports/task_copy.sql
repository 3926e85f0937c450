-- The facts behind each task that a release asks: of one gap, or of what grows old; of a whole list, how many they are
-- and a few of them. In the order of their keys, by which pages and phones ask for them.
WITH house AS (
    SELECT subject_id AS family_id,
        max({true_at: true_at, value: value, source: source}) FILTER (attribute = 'water') AS water,
        max({true_at: true_at, value: value, source: source}) FILTER (attribute = 'latrine') AS latrine,
        max({true_at: true_at, value: value, source: source}) FILTER (attribute = 'disposal') AS disposal
    FROM claim WHERE chosen AND attribute IN ('water', 'latrine', 'disposal') GROUP BY subject_id
),
asked AS (
    SELECT gap_id AS key, kind, village_code, family_id, people, [evidence] AS evidence, 1 AS rows,
        NULL::DATE AS last_at, NULL::INTEGER AS days_overdue
    FROM gap WHERE kind IN (SELECT kind FROM kinds WHERE NOT whole_list)
    UNION ALL
    SELECT concat($stale, obligation, ':', subject_id), concat($stale, obligation), village_code, family_id,
        CASE WHEN subject_id <> family_id THEN [subject_id] ELSE [] END, [], 1, last_at, days_overdue
    FROM freshness
    WHERE state <> 'fresh' AND concat($stale, obligation) IN (SELECT kind FROM kinds WHERE NOT whole_list)
    UNION ALL
    SELECT concat(kind, ':', agency, ':', coalesce(village_code, $regency)), kind, village_code, NULL, [],
        list(evidence ORDER BY gap_id)[:$few], count(*)::INTEGER, NULL, NULL
    FROM gap WHERE kind IN (SELECT kind FROM kinds WHERE whole_list) GROUP BY kind, agency, village_code
    UNION ALL
    SELECT concat($stale, obligation, ':', agency, ':', coalesce(village_code, $regency)), concat($stale, obligation),
        village_code, NULL, [], [], count(*)::INTEGER, max(last_at), min(days_overdue)
    FROM freshness WHERE concat($stale, obligation) IN (SELECT kind FROM kinds WHERE whole_list)
    GROUP BY obligation, agency, village_code
)
SELECT a.key, to_json({
    kind: a.kind, people: a.people, evidence: a.evidence, rows: a.rows, last_at: a.last_at,
    days_overdue: a.days_overdue, water: h.water, latrine: h.latrine, disposal: h.disposal.value
})::VARCHAR AS told
FROM asked a LEFT JOIN house h USING (family_id)
ORDER BY a.key
