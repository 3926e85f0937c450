-- What the order of families asks of each: counts of its children by how they stand, and whether any list aids it.
CREATE OR REPLACE TEMP TABLE need AS
WITH stands AS (
    SELECT *, list_contains(faltering, 'length_fell') OR len(faltering) >= getvariable('firm_grounds') AS falters
    FROM growth_state
),
growing AS (
    SELECT family_id,
        count(*) FILTER (wasted = 'severe') AS severely_wasted,
        count(*) FILTER (wasted IN ('moderate', 'severe')) AS wasted,
        count(*) FILTER (stunted = 'severe') AS severely_stunted,
        count(*) FILTER (stunted IN ('moderate', 'severe')) AS stunted,
        count(*) FILTER (falters) AS faltering,
        list(person_id ORDER BY person_id) FILTER (wasted IN ('moderate', 'severe')
            OR stunted IN ('moderate', 'severe') OR falters) AS children
    FROM stands GROUP BY family_id
),
youngest AS (
    SELECT family_id, min(age_months) AS youngest_months FROM under_five GROUP BY family_id
),
-- Aid that any list of the last year tells of. A family that no such list has is on no list of aid.
helped AS (
    SELECT family_id, bool_or(len(aid) > 0) AS aided FROM (
        SELECT family_id, programmes AS aid FROM welfare
        WHERE true_at > getvariable('as_of') - INTERVAL 1 YEAR AND true_at <= getvariable('as_of')
        UNION ALL
        SELECT family_id, list_filter(assistance, lambda x: x <> 'none') FROM screening
        WHERE true_at > getvariable('as_of') - INTERVAL 1 YEAR AND true_at <= getvariable('as_of')
    ) GROUP BY family_id
)
SELECT r.family_id, f.village_code, r.at_risk, r.factor_count, r.poverty, r.pregnant,
    coalesce(g.severely_wasted, 0) AS severely_wasted, coalesce(g.wasted, 0) AS wasted,
    coalesce(g.severely_stunted, 0) AS severely_stunted, coalesce(g.stunted, 0) AS stunted,
    coalesce(g.faltering, 0) AS faltering, coalesce(g.children, []) AS children,
    coalesce(h.aided, false) AS aided, y.youngest_months
FROM risk_facts r
JOIN family f USING (family_id)
LEFT JOIN growing g USING (family_id)
LEFT JOIN youngest y USING (family_id)
LEFT JOIN helped h USING (family_id)
ORDER BY r.family_id;
