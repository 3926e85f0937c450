-- One gap for each person and attribute; for each family where the attribute is the village.
WITH every_word AS MATERIALIZED (
    -- Once, because the claims are the largest table of all.
    SELECT subject_id, subject, attribute, value, chosen, source, record_id, true_at FROM claim
    WHERE (subject = 'person' AND attribute IN ('birth_date', 'sex', 'name', 'status'))
        OR (subject = 'family' AND attribute = 'village')
),
settled AS (
    -- What somebody of the office looked into: for good where it is fixed at birth or by papers, else until newer words.
    SELECT subject_id, attribute, max(true_at) AS since FROM every_word WHERE source = 'office' GROUP BY ALL
),
looked_at AS (
    SELECT w.* FROM every_word w LEFT JOIN settled s USING (subject_id, attribute)
    WHERE s.since IS NULL OR (w.source = 'office' AND w.true_at = s.since)
        OR (w.attribute IN ('status', 'village') AND w.true_at > s.since)
),
said AS (
    SELECT c.* FROM looked_at c JOIN resident r ON r.person_id = c.subject_id
    WHERE c.attribute IN ('birth_date', 'sex')
),
birth_or_sex AS (
    SELECT subject_id, attribute FROM (
        -- A 1 January or a two-digit year stands for "some day of that year": only the year is compared.
        SELECT s.subject_id, s.attribute, s.value, left(s.value, 4) AS year,
            s.attribute = 'birth_date' AND (right(s.value, 5) IN ('01-01', '12-31')
                OR i.birth_date_quality NOT IN ('exact', 'serial')) AS vague
        FROM said s LEFT JOIN intake i USING (record_id)
    )
    GROUP BY subject_id, attribute
    HAVING count(DISTINCT value) FILTER (NOT coalesce(vague, false)) > 1
        OR (attribute = 'birth_date' AND count(DISTINCT year) > 1)
),
own_name AS (
    SELECT DISTINCT w.person_id, s.sound
    FROM record w JOIN standard s USING (record_id) JOIN resident r USING (person_id)
    WHERE s.sound IS NOT NULL AND NOT s.infant
        AND w.person_id NOT IN (SELECT subject_id FROM settled WHERE attribute = 'name')
    QUALIFY min(s.sound) OVER (PARTITION BY w.person_id) <> max(s.sound) OVER (PARTITION BY w.person_id)
),
name_pair AS (
    -- Alike: as a whole, in one word, by a letter or two, or one is a piece of the other.
    SELECT x.person_id, x.sound AS a, y.sound AS b,
        jaro_winkler_similarity(x.sound, y.sound) >= 0.75 OR damerau_levenshtein(x.sound, y.sound) <= 2
        OR contains(replace(x.sound, ' ', ''), replace(y.sound, ' ', ''))
        OR contains(replace(y.sound, ' ', ''), replace(x.sound, ' ', ''))
        OR list_max(flatten(list_transform(string_split(x.sound, ' '), lambda v:
            list_transform(string_split(y.sound, ' '), lambda w: jaro_winkler_similarity(v, w))))) >= 0.8 AS alike
    FROM own_name x JOIN own_name y ON x.person_id = y.person_id AND x.sound <> y.sound
),
other_name AS (
    -- "Siti" and "Darnah" are unlike, but no conflict where another list has "Siti Darnah".
    SELECT DISTINCT person_id AS subject_id FROM (
        SELECT person_id, a, b FROM name_pair WHERE NOT alike
        EXCEPT
        SELECT x.person_id, x.a, y.b FROM name_pair x JOIN name_pair y ON y.person_id = x.person_id AND y.a = x.b
        WHERE x.alike AND y.alike
    )
),
dead AS (
    SELECT c.subject_id, min(c.true_at) AS since FROM looked_at c
    WHERE c.attribute = 'status' AND c.value = 'dead' GROUP BY c.subject_id
),
alive AS (
    -- A list that calls the person alive, or a measuring, on or after the day of a list that says: dead.
    SELECT c.subject_id FROM looked_at c JOIN dead d USING (subject_id)
    WHERE c.attribute = 'status' AND c.value = 'alive' AND c.true_at >= d.since
    UNION
    SELECT m.person_id FROM measured m JOIN dead d ON d.subject_id = m.person_id WHERE m.last_measured > d.since
),
sure_village AS (
    SELECT c.subject_id, c.value, min(c.true_at) AS first_seen, max(c.true_at) AS last_seen, bool_or(c.chosen) AS chosen
    FROM looked_at c
    JOIN present USING (record_id)
    JOIN place l USING (record_id)
    JOIN family f ON f.family_id = c.subject_id
    LEFT JOIN guess g ON g.village_how = l.village_how
    WHERE c.attribute = 'village' AND g.village_how IS NULL AND f.members > 0
    GROUP BY c.subject_id, c.value
),
in_two_villages AS (
    -- A move is no conflict: all that names the former village is then older than all that names the present one.
    SELECT o.subject_id FROM sure_village o JOIN sure_village h ON h.subject_id = o.subject_id AND h.chosen
    WHERE NOT o.chosen AND o.last_seen >= h.first_seen
),
conflict AS (
    SELECT subject_id, attribute FROM birth_or_sex
    UNION SELECT subject_id, 'name' FROM other_name
    UNION SELECT subject_id, 'status' FROM alive
    UNION SELECT subject_id, 'village' FROM in_two_villages
),
one_value AS (
    SELECT c.subject_id, c.attribute, c.value, list_sort(list_distinct(list(c.source))) AS sources,
        max(c.true_at) AS newest, arg_max(c.source, (c.true_at, c.source)) AS newest_source,
        bool_or(c.chosen) AS chosen, list(c.record_id ORDER BY c.record_id) AS records
    FROM looked_at c JOIN conflict f USING (subject_id, attribute)
    WHERE c.attribute <> 'village' OR c.record_id IN (SELECT record_id FROM present)
    GROUP BY c.subject_id, c.attribute, c.value
),
grouped AS (
    SELECT subject_id, attribute, list({value: value, sources: sources, newest: newest, chosen: chosen}
            ORDER BY chosen DESC, newest DESC, value) AS said,
        flatten(list(records)) AS records,
        arg_max(newest_source, (newest, value)) FILTER (NOT chosen) AS other_source
    FROM one_value GROUP BY subject_id, attribute
),
subject AS (
    SELECT person_id AS subject_id, name, family_id, village_code, [person_id] AS people FROM person
    UNION ALL
    SELECT f.family_id, f.head_name, f.family_id, f.village_code, coalesce(l.people, [])
    FROM family f
    LEFT JOIN (SELECT family_id, list(person_id ORDER BY person_id) AS people FROM resident GROUP BY family_id) l USING (family_id)
)
SELECT [g.subject_id, g.attribute] AS key, s.village_code, s.family_id, s.people, list_sort(g.records) AS records,
    {
        name: s.name, attribute: g.attribute, said: g.said,
        last_measured: CASE WHEN g.attribute = 'status' THEN m.last_measured END
    } AS evidence,
    -- Who lives where and who has died the village knows; else the list that differs is looked at first.
    CASE WHEN g.attribute IN ('status', 'village') THEN 'desa' ELSE coalesce(o.agency, 'desa') END AS agency
FROM grouped g
JOIN subject s USING (subject_id)
LEFT JOIN owner o ON o.source = g.other_source
LEFT JOIN measured m ON m.person_id = g.subject_id
