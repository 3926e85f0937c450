SELECT [f.family_id] AS key, f.village_code, f.family_id, s.people, s.records,
    {
        head: f.head_name, children: s.children, sources: f.sources,
        poor_list_rows_of_village: coalesce(v.poor_list_rows, 0), proposal: m.proposal
    } AS evidence,
    'dinsos' AS agency
FROM family_with_stunted s
JOIN family f USING (family_id)
LEFT JOIN covered v ON v.village_code = f.village_code
LEFT JOIN proposed m ON m.family_id = f.family_id
WHERE NOT list_contains(f.sources, 'dtsen') AND EXISTS (FROM record WHERE source = 'dtsen')
