-- A listed child of the same family, sex and nearly the same birth date may be this very child under another name.
WITH child AS (
    SELECT r.*, m.last_measured, m.last_source, m.last_record, m.times
    FROM resident r JOIN measured m USING (person_id)
    WHERE NOT list_has_any(r.sources, ['dtsen', 'opensid'])
        AND coalesce(r.birth_date > getvariable('as_of') - to_months(getvariable('under_five_months')), true)
),
likeness AS (
    SELECT c.person_id, arg_min({person_id: l.person_id, name: l.name}, (
        abs(date_diff('day', c.birth_date, l.birth_date)), l.person_id)) AS resembles
    FROM child c JOIN under_five l USING (family_id)
    WHERE list_has_any(l.sources, ['dtsen', 'opensid']) AND c.sex = l.sex
        AND abs(date_diff('day', c.birth_date, l.birth_date)) <= 45
    GROUP BY c.person_id
)
SELECT [c.person_id] AS key, c.village_code, c.family_id, [c.person_id] AS people, [c.last_record] AS records,
    {
        name: c.name, sex: c.sex,
        age_months: datesub('month', c.birth_date, getvariable('as_of'))::INTEGER,
        mother: c.mother_name, head: f.head_name, last_measured: c.last_measured, last_source: c.last_source,
        times: c.times, family_sources: f.sources, resembles: l.resembles,
        register_rows_of_village: coalesce(v.register_rows, 0)
    } AS evidence,
    'desa' AS agency
FROM child c
JOIN family f USING (family_id)
LEFT JOIN likeness l ON l.person_id = c.person_id
LEFT JOIN covered v ON v.village_code = c.village_code
