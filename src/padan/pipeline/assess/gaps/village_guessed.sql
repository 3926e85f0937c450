-- One gap for each writing, for what one clerk writes a hundred times is settled once.
WITH guessed AS (
    SELECT o.agency, i.source, i.record_id, l.village, l.village_how, i.province_written, i.regency_written,
        i.district_written, i.village_written, i.village_code_written
    FROM place l
    JOIN guess g USING (village_how)
    JOIN intake i USING (record_id)
    JOIN owner o ON o.source = i.source
)
SELECT [agency, coalesce(province_written, '-'), coalesce(regency_written, '-'), coalesce(district_written, '-'),
        coalesce(village_written, '-'), coalesce(village_code_written, '-')] AS key,
    village AS village_code, NULL::VARCHAR AS family_id, []::VARCHAR[] AS people,
    list_sort(list(record_id))[1:20] AS records,
    {
        village_written: village_written, district_written: district_written, regency_written: regency_written,
        code_written: village_code_written, guessed: village, how: village_how,
        sources: list(DISTINCT source ORDER BY source), rows: count(*)
    } AS evidence,
    agency
FROM guessed
GROUP BY agency, village, village_how, province_written, regency_written, district_written, village_written,
    village_code_written
