SELECT [f.family_id] AS key, f.village_code, f.family_id,
    CASE WHEN f.head_person_id IS NULL THEN [] ELSE [f.head_person_id] END AS people, [s.record_id] AS records,
    {head: f.head_name, factors: r.claimed_factors, screened_at: r.screened_at} AS evidence,
    'dp2kb' AS agency
FROM risk r
JOIN family f USING (family_id)
JOIN screened_last s USING (family_id)
-- Whether a couple without a young child is screened differs between versions of the rule: no gap for that.
WHERE r.compared = 'theirs_only' AND r.target <> 'no'
