-- Not using modern contraception is shown, but alone it makes no family at risk.
WITH latest AS (
    SELECT s.* FROM screening s
    WHERE s.true_at <= getvariable('as_of')
    QUALIFY row_number() OVER (PARTITION BY s.family_id ORDER BY s.true_at DESC, s.record_id) = 1
),
risky AS (
    SELECT *, list_filter([
            CASE WHEN water_unsafe THEN 'water_unsafe' END, CASE WHEN latrine_unsafe THEN 'latrine_unsafe' END,
            CASE WHEN too_young THEN 'too_young' END, CASE WHEN too_old THEN 'too_old' END,
            CASE WHEN too_close THEN 'too_close' END, CASE WHEN too_many THEN 'too_many' END,
            CASE WHEN four_too AND NOT coalesce(too_young OR too_old OR too_close OR too_many, false) THEN 'four_too' END
        ], lambda x: x IS NOT NULL) AS factors,
        -- False only when every target is known to be absent.
        has_under_two OR has_under_five OR couple OR pregnant_wife AS target
    FROM latest
),
living AS (
    SELECT family_id, list(person_id ORDER BY person_id) FILTER (relation IN ('head', 'wife', 'husband', 'spouse')) AS people,
        coalesce(count(*) FILTER (list_contains(sources, 'dtsen')), 0)::INTEGER AS members_listed
    FROM resident GROUP BY family_id
)
SELECT [f.family_id] AS key, f.village_code, f.family_id, coalesce(l.people, []) AS people, [r.record_id] AS records,
    {
        head: f.head_name, screened_at: r.true_at, screened_by: r.source, factors: r.factors, claimed: r.risk_claimed,
        no_modern_contraception: r.no_modern_contraception, welfare_rank: r.welfare_rank,
        members_listed_with_others: l.members_listed, poor_list_rows_of_village: coalesce(v.poor_list_rows, 0),
        proposal: m.proposal
    } AS evidence,
    'dinsos' AS agency
FROM risky r
JOIN family f USING (family_id)
JOIN living l ON l.family_id = f.family_id
LEFT JOIN covered v ON v.village_code = f.village_code
LEFT JOIN proposed m ON m.family_id = f.family_id
WHERE (len(r.factors) > 0 OR r.risk_claimed) AND coalesce(r.target, true)
    AND NOT list_contains(f.sources, 'dtsen') AND EXISTS (FROM record WHERE source = 'dtsen')
