-- What a release asks of people: its gaps, and what grows old of families with a stunted child and of pregnant women.
-- What concerns a list as a whole is asked once for each village and agency.
WITH anchor AS (
    -- Own rows first: of who is only named as a parent by others, the row that names them.
    SELECT person_id, arg_min(record_id, (role IN ('mother', 'father'), record_id)) AS record_id
    FROM record GROUP BY person_id
),
asked AS (
    SELECT gap_id AS key, kind, agency AS owner, village_code, family_id, list_first(people) AS person_id,
        -- What changes with every file, or says what was answered, is no reason to read the question anew.
        md5(json_merge_patch(evidence, '{"poor_list_rows_of_village": null, "last_measured": null, "proposal": null}')) AS facts,
        NULL::DATE AS grows_old
    FROM gap WHERE kind IN (SELECT kind FROM kinds WHERE NOT whole_list)
    UNION ALL
    SELECT concat($stale, obligation, ':', subject_id), concat($stale, obligation), agency, village_code, family_id,
        CASE WHEN subject_id <> family_id THEN subject_id END, md5(coalesce(last_at::VARCHAR, '')),
        last_at + limits.days::INTEGER
    FROM freshness JOIN limits USING (obligation)
    WHERE state <> 'fresh' AND concat($stale, obligation) IN (SELECT kind FROM kinds WHERE NOT whole_list)
    UNION ALL
    SELECT concat(kind, ':', agency, ':', coalesce(village_code, $regency)), kind, agency, village_code, NULL, NULL,
        md5(count(*)::VARCHAR), NULL
    FROM gap WHERE kind IN (SELECT kind FROM kinds WHERE whole_list) GROUP BY kind, agency, village_code
    UNION ALL
    -- Families that one register misses are seen in it one by one: the list as a whole is old where it shows none.
    SELECT concat($stale, obligation, ':', agency, ':', coalesce(village_code, $regency)), concat($stale, obligation),
        agency, village_code, NULL, NULL, md5(max(coalesce(last_at::VARCHAR, ''))), NULL
    FROM freshness WHERE concat($stale, obligation) IN (SELECT kind FROM kinds WHERE whole_list)
    GROUP BY obligation, agency, village_code HAVING count(*) FILTER (state IN ('fresh', 'due')) = 0
)
SELECT a.key, a.kind, a.owner, coalesce(a.village_code, $regency) AS area, coalesce(a.family_id, '') AS family_id,
    coalesce(a.person_id, '') AS person_id, coalesce(p.record_id, '') AS anchor,
    coalesce(h.record_id, '') AS family_anchor, a.facts[:16] AS digest, a.grows_old
FROM asked a
LEFT JOIN anchor p USING (person_id)
LEFT JOIN family f ON f.family_id = a.family_id
LEFT JOIN anchor h ON h.person_id = f.head_person_id
ORDER BY a.key
