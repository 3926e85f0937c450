-- What the order of families asks of each: counts of its children by how they stand, and whether any list aids it.
CREATE OR REPLACE TEMP TABLE need AS
WITH stands AS (
    -- Wasting and faltering are of the day; an old measurement no longer tells of them. The thinner of arm and weight
    -- for length counts.
    SELECT family_id, person_id, stunted,
        measured_on >= getvariable('as_of') - getvariable('urgent_days') AS weighed_lately,
        last_measured >= getvariable('as_of') - getvariable('urgent_days') AS seen_lately,
        (weighed_lately AND wasted = 'severe')
            OR (seen_lately AND coalesce(arm_class = 'severely_wasted', false)) AS thin_severely,
        thin_severely OR (weighed_lately AND wasted = 'moderate')
            OR (seen_lately AND coalesce(arm_class = 'wasted', false)) AS thin,
        seen_lately AND (list_contains(faltering, 'length_fell') OR len(faltering) >= getvariable('firm_grounds'))
            AS falters
    FROM growth_state
),
growing AS (
    SELECT family_id,
        count(*) FILTER (thin_severely) AS severely_wasted,
        count(*) FILTER (thin) AS wasted,
        count(*) FILTER (stunted = 'severe') AS severely_stunted,
        count(*) FILTER (stunted IN ('moderate', 'severe')) AS stunted,
        count(*) FILTER (falters) AS faltering,
        list(person_id ORDER BY person_id) FILTER (thin OR stunted IN ('moderate', 'severe') OR falters) AS children
    FROM stands GROUP BY family_id
),
youngest AS (
    SELECT family_id, min(age_months) AS youngest_months FROM under_five GROUP BY family_id
),
-- Aid that any list of the last year tells of. A family that no such list has is on no list of aid; where no list
-- tells of aid at all, nothing is known.
told AS (
    SELECT family_id, programmes AS aid FROM welfare
    WHERE true_at > getvariable('as_of') - INTERVAL 1 YEAR AND true_at <= getvariable('as_of')
    UNION ALL
    SELECT family_id, list_filter(assistance, lambda x: list_contains(getvariable('aid_kinds'), x)) FROM screening
    WHERE true_at > getvariable('as_of') - INTERVAL 1 YEAR AND true_at <= getvariable('as_of')
),
helped AS (
    SELECT family_id, bool_or(len(aid) > 0) AS aided FROM told GROUP BY family_id
)
SELECT r.family_id, f.village_code, r.at_risk, r.factor_count, r.poverty, r.pregnant,
    coalesce(g.severely_wasted, 0) AS severely_wasted, coalesce(g.wasted, 0) AS wasted,
    coalesce(g.severely_stunted, 0) AS severely_stunted, coalesce(g.stunted, 0) AS stunted,
    coalesce(g.faltering, 0) AS faltering, coalesce(g.children, []) AS children,
    coalesce(h.aided, CASE WHEN EXISTS (FROM told WHERE aid IS NOT NULL) THEN false END) AS aided, y.youngest_months
FROM risk_facts r
JOIN family f USING (family_id)
LEFT JOIN growing g USING (family_id)
LEFT JOIN youngest y USING (family_id)
LEFT JOIN helped h USING (family_id)
ORDER BY r.family_id;
