-- All months of a posyandu together; its months one by one are in the table.
SELECT [q.village_code, q.posyandu] AS key, q.village_code, NULL::VARCHAR AS family_id, [] AS people, [] AS records,
    {
        posyandu: q.posyandu, health_centre: q.health_centre, measurements: q.measurements, children: q.children,
        suspicions: q.suspicions
    } AS evidence,
    'dinkes' AS agency
FROM measurement_quality q
WHERE q.level = 'posyandu' AND q.month = '' AND q.remeasure
