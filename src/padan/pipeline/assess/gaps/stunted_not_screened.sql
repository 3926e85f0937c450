SELECT [f.family_id] AS key, f.village_code, f.family_id, t.people, t.records,
    {
        head: f.head_name, children: t.children, last_screened: s.last_screened,
        screening_rows_of_village: coalesce(v.screening_rows, 0)
    } AS evidence,
    'dp2kb' AS agency
FROM family_with_stunted t
JOIN family f USING (family_id)
LEFT JOIN screened s ON s.family_id = f.family_id
LEFT JOIN covered v ON v.village_code = f.village_code
WHERE NOT coalesce(s.in_cycle, false) AND EXISTS (FROM screened)
