-- A parent's number typed for a child is another kind of gap, so those rows do not count here.
WITH bearing AS (
    SELECT r.nik, r.person_id, r.record_id, r.source, r.true_at
    FROM record r LEFT JOIN standard s USING (record_id)
    WHERE r.nik IS NOT NULL AND s.kin_nik IS DISTINCT FROM r.nik
    QUALIFY min(r.person_id) OVER (PARTITION BY r.nik) <> max(r.person_id) OVER (PARTITION BY r.nik)
),
bearer AS (
    SELECT b.nik, b.person_id, p.name, p.birth_date, p.family_id, p.village_code,
        list(DISTINCT b.source ORDER BY b.source) AS sources, arg_max(b.source, (b.true_at, b.source)) AS newest_source,
        max(b.true_at) AS newest, list(b.record_id ORDER BY b.record_id) AS records,
        (b.nik[7:8]::INTEGER % 40 = day(p.birth_date) AND b.nik[9:10]::INTEGER = month(p.birth_date)
            AND b.nik[11:12]::INTEGER = year(p.birth_date) % 100) AS agrees
    FROM bearing b JOIN person p USING (person_id)
    GROUP BY b.nik, b.person_id, p.name, p.birth_date, p.family_id, p.village_code
),
shared AS (
    SELECT nik, list(person_id ORDER BY person_id) AS people, flatten(list(records ORDER BY person_id)) AS records,
        list({person_id: person_id, name: name, birth_date: birth_date, sources: sources, agrees: agrees}
            ORDER BY person_id) AS bearers,
        arg_min(family_id, person_id) AS family_id, arg_min(village_code, person_id) AS village_code,
        bool_or(agrees) AS anyone_agrees,
        arg_max(newest_source, (newest, newest_source)) FILTER (NOT agrees) AS wrong_source
    FROM bearer GROUP BY nik
),
judged AS (
    SELECT *, list_min(list_transform(bearers, lambda b: jaro_winkler_similarity(upper(b.name), upper(bearers[1].name))))
        >= 0.88 AS alike
    FROM shared
)
SELECT people AS key, any_value(village_code ORDER BY nik) AS village_code, any_value(family_id ORDER BY nik) AS family_id,
    people, list_sort(list_distinct(flatten(list(records)))) AS records,
    {niks: list(nik ORDER BY nik), bearers: any_value(bearers ORDER BY nik), alike: bool_and(alike)} AS evidence,
    -- One of them fits the number: the list that gave it to the other is wrong. Nobody or several fit: the registry.
    -- Names alike: a data officer says whether these are one person.
    CASE WHEN bool_and(alike) THEN 'dinsos'
         ELSE coalesce(any_value(o.agency ORDER BY nik) FILTER (anyone_agrees), 'disdukcapil') END AS agency
FROM judged j LEFT JOIN owner o ON o.source = j.wrong_source
GROUP BY people
