-- The last measurement only: an older label has been overtaken.
SELECT [g.person_id] AS key, c.village_code, c.family_id, [g.person_id] AS people, [m.record_id] AS records,
    {
        name: c.name, age_months: c.age_months, label: m.claimed_height_for_age, z: g.length_for_age, degree: g.stunted,
        height: m.height, measured_on: g.measured_on, source: m.source, file: r.file, row: r.row
    } AS evidence,
    'dinkes' AS agency
FROM growth_state g
JOIN growth w USING (measurement_id)
JOIN under_five c ON c.person_id = g.person_id
JOIN measurement m USING (measurement_id)
JOIN record r ON r.record_id = m.record_id
WHERE w.label_hides
