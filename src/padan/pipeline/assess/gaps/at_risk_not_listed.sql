SELECT [f.family_id] AS key, f.village_code, f.family_id,
    CASE WHEN f.head_person_id IS NULL THEN [] ELSE [f.head_person_id] END AS people,
    list_filter([s.record_id], lambda x: x IS NOT NULL) AS records,
    {
        head: f.head_name, factors: r.own_factors, targets: r.targets, claimed: r.claimed,
        screened_at: r.screened_at, screening_rows_of_village: coalesce(v.screening_rows, 0)
    } AS evidence,
    'dp2kb' AS agency
FROM risk r
JOIN family f USING (family_id)
LEFT JOIN screened_last s USING (family_id)
LEFT JOIN covered v ON v.village_code = f.village_code
WHERE r.compared = 'ours_only' AND EXISTS (FROM screened_last)
