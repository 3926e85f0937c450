WITH target AS (
    SELECT c.family_id, c.person_id, c.name, 'under_five' AS because, c.age_months, NULL::INTEGER AS age_years
    FROM under_five c JOIN poor_family USING (family_id)
    UNION ALL
    SELECT r.family_id, r.person_id, r.name, 'pregnant', NULL,
        datesub('year', r.birth_date, getvariable('as_of'))::INTEGER
    FROM resident r
    JOIN poor_family USING (family_id)
    JOIN claim c ON c.subject_id = r.person_id
    WHERE c.subject = 'person' AND c.attribute = 'pregnant' AND c.chosen AND c.value = 'true'
        AND c.true_at BETWEEN getvariable('as_of') - getvariable('pregnancy_days') AND getvariable('as_of')
    UNION ALL
    SELECT r.family_id, r.person_id, r.name, 'wife', NULL,
        datesub('year', r.birth_date, getvariable('as_of'))::INTEGER AS age_years
    FROM resident r JOIN poor_family USING (family_id)
    WHERE r.relation IN ('wife', 'spouse') AND coalesce(r.sex, CASE WHEN r.relation = 'wife' THEN 'P' END) = 'P'
        AND datesub('year', r.birth_date, getvariable('as_of'))
            BETWEEN getvariable('couple_from') AND getvariable('couple_to')
),
grouped AS (
    SELECT family_id, list_sort(list_distinct(list(person_id))) AS people,
        list({person_id: person_id, name: name, because: because, age_months: age_months, age_years: age_years}
            ORDER BY because, person_id) AS targets
    FROM target GROUP BY family_id
)
SELECT [f.family_id] AS key, f.village_code, f.family_id, g.people,
    list_filter([f.desil_record, s.record_id], lambda x: x IS NOT NULL) AS records,
    {
        head: f.head_name, desil_low: f.desil_low, desil_high: f.desil_high, desil_source: f.desil_source,
        desil_at: f.desil_at, targets: g.targets, last_screened: s.last_screened,
        screening_rows_of_village: coalesce(v.screening_rows, 0)
    } AS evidence,
    'dp2kb' AS agency
FROM poor_family f
JOIN grouped g USING (family_id)
LEFT JOIN screened s ON s.family_id = f.family_id
LEFT JOIN covered v ON v.village_code = f.village_code
WHERE NOT coalesce(s.in_cycle, false) AND EXISTS (FROM screening)
