-- A release taken apart into rows with a place each, and counted. Needs the release's tables as views, `asked` (regency,
-- as_of), `list` (source, place: the order of lists) and `cycle` (source, stale_after in days).

CREATE TEMP TABLE last_word AS
SELECT family_id, source, max(true_at) AS last_at FROM record, asked WHERE true_at <= as_of GROUP BY ALL;

CREATE TEMP TABLE old_word AS
SELECT w.family_id, list_sort(list(w.source)) AS stale
FROM last_word w JOIN cycle c USING (source), asked
WHERE asked.as_of - w.last_at > c.stale_after
GROUP BY w.family_id;

-- What each list says in a gap: rows of one gap with another `said` contradict each other.
CREATE TEMP TABLE statement AS
WITH told AS (
    SELECT gap_id, family_id, CASE kind
            WHEN 'conflicting_values' THEN json_extract(evidence, '$.said[*]')
            WHEN 'person_in_two_families' THEN json_extract(evidence, '$.families[*]')
            ELSE json_extract(evidence, '$.bearers[*]') END AS each_said
    FROM gap WHERE kind IN ('conflicting_values', 'person_in_two_families', 'same_nik_different_people')
),
numbered AS (
    SELECT gap_id, family_id, unnest(each_said) AS one, generate_subscripts(each_said, 1) AS said FROM told
),
-- Taken out of the JSON before anything is joined: a join that reads it, reads it for every pair of rows.
listed AS MATERIALIZED (
    SELECT gap_id, family_id, said, one->>'$.person_id' AS person_id,
        unnest(from_json(one->'$.sources', '["VARCHAR"]')) AS source
    FROM numbered
)
SELECT l.gap_id, l.said, l.source, coalesce(p.family_id, l.family_id) AS family_id
FROM listed l LEFT JOIN person p USING (person_id);

CREATE TEMP TABLE contradicted AS
WITH pairs AS (
    SELECT la.source || '+' || lb.source AS pair, unnest([a.family_id, b.family_id]) AS family_id
    FROM statement a JOIN statement b ON a.gap_id = b.gap_id AND a.said <> b.said
    JOIN list la ON la.source = a.source
    JOIN list lb ON lb.source = b.source AND la.place < lb.place
)
SELECT family_id, list_sort(list(DISTINCT pair)) AS contradicting FROM pairs GROUP BY family_id;

CREATE TEMP TABLE family_row AS
SELECT coalesce(f.village_code, asked.regency || '.-') AS area, f.family_id, f.head_name, f.members, f.sources,
    coalesce(o.stale, []) AS stale, coalesce(c.contradicting, []) AS contradicting
FROM family f LEFT JOIN old_word o USING (family_id) LEFT JOIN contradicted c USING (family_id), asked
WHERE f.members > 0
ORDER BY area, f.head_name, f.family_id;

CREATE TEMP TABLE gap_row AS
SELECT coalesce(g.village_code, asked.regency || '.-') AS area, g.kind, g.agency, g.gap_id, g.family_id, f.head_name,
    g.people, g.evidence
FROM gap g LEFT JOIN family f USING (family_id), asked
ORDER BY g.kind, area, f.head_name, g.gap_id;

CREATE TEMP TABLE fresh_row AS
SELECT coalesce(o.village_code, asked.regency || '.-') AS area, o.attribute, o.state, o.agency, o.subject_id,
    o.family_id, coalesce(p.name, f.head_name) AS name, o.last_at, o.days_overdue
FROM freshness o LEFT JOIN person p ON p.person_id = o.subject_id LEFT JOIN family f ON f.family_id = o.family_id, asked
ORDER BY o.attribute, o.state, area, o.days_overdue DESC, name, o.subject_id;

CREATE TEMP TABLE cell AS
WITH pair AS (
    SELECT a.source || '+' || b.source AS item, a.source AS first, b.source AS second
    FROM list a JOIN list b ON a.place < b.place
),
judged AS (
    SELECT f.area, p.item, CASE WHEN list_contains(f.sources, p.first)
            THEN CASE WHEN list_contains(f.sources, p.second) THEN 'both' ELSE 'first' END
            ELSE CASE WHEN list_contains(f.sources, p.second) THEN 'second' ELSE 'neither' END END AS state,
        list_contains(f.contradicting, p.item) AS contradicting,
        (list_contains(f.stale, p.first) AND list_contains(f.sources, p.first))
            OR (list_contains(f.stale, p.second) AND list_contains(f.sources, p.second)) AS stale
    FROM family_row f CROSS JOIN pair p
),
total AS (
    SELECT coalesce(village_code, asked.regency || '.-') AS area,
        CASE WHEN members > 0 THEN 'family' ELSE 'emptied' END AS item FROM family, asked
    UNION ALL
    SELECT coalesce(village_code, asked.regency || '.-'), 'person' FROM person, asked
)
SELECT 'total' AS theme, area, item, '' AS state, count(*)::INTEGER AS n FROM total GROUP BY ALL
UNION ALL SELECT 'pair', area, item, state, count(*)::INTEGER FROM judged GROUP BY ALL
UNION ALL SELECT 'pair', area, item, 'contradicting', count(*)::INTEGER FROM judged WHERE contradicting GROUP BY ALL
UNION ALL SELECT 'pair', area, item, 'stale', count(*)::INTEGER FROM judged WHERE stale GROUP BY ALL
UNION ALL SELECT 'gap', area, kind, agency, count(*)::INTEGER FROM gap_row GROUP BY ALL
UNION ALL SELECT 'fresh', area, attribute, state, count(*)::INTEGER FROM fresh_row GROUP BY ALL
ORDER BY ALL;
