-- From the ids that records had to the ids that they have. Needs ``ids_before`` and ``ids_after`` (record_id,
-- person_id, family_id), ``turned`` (record_a, record_b, said_by, said_on: what was decided between), ``moving``
-- (record_id, anchor, said_by, said_on: answers by which somebody lives elsewhere) and ``other_model`` (changed: whether
-- the weights are others).

-- An answer that moves somebody stood, before it was received, in the family that it takes the person from.
CREATE OR REPLACE TEMP TABLE moved_from AS
SELECT m.record_id, b.family_id FROM moving m JOIN ids_before b ON b.record_id = m.anchor
WHERE m.record_id IN (SELECT record_id FROM ids_after) AND m.record_id NOT IN (SELECT record_id FROM ids_before);

CREATE OR REPLACE TEMP TABLE moved_back AS
SELECT m.record_id, a.family_id FROM moving m JOIN ids_after a ON a.record_id = m.anchor
WHERE m.record_id IN (SELECT record_id FROM ids_before) AND m.record_id NOT IN (SELECT record_id FROM ids_after);

CREATE OR REPLACE TEMP TABLE was AS
SELECT 'person' AS subject, record_id, person_id AS id FROM ids_before
UNION ALL SELECT 'family', record_id, family_id FROM ids_before
UNION ALL SELECT 'family', record_id, family_id FROM moved_from;

CREATE OR REPLACE TEMP TABLE now_is AS
SELECT 'person' AS subject, record_id, person_id AS id FROM ids_after
UNION ALL SELECT 'family', record_id, family_id FROM ids_after
UNION ALL SELECT 'family', record_id, family_id FROM moved_back;

CREATE OR REPLACE TEMP TABLE stayed AS SELECT DISTINCT subject, id FROM was SEMI JOIN now_is USING (subject, id);

CREATE OR REPLACE TEMP TABLE changed_id AS
WITH went AS (
    SELECT subject, w.id AS from_id, n.id AS to_id, count(*)::INTEGER AS records
    FROM was w JOIN now_is n USING (subject, record_id) WHERE w.id <> n.id GROUP BY subject, w.id, n.id
),
named AS (
    SELECT g.*, f.id IS NOT NULL AS from_stays, t.id IS NOT NULL AS to_was,
        count(*) OVER (PARTITION BY g.subject, from_id) AS ways
    FROM went g
    LEFT JOIN stayed f ON f.subject = g.subject AND f.id = g.from_id
    LEFT JOIN stayed t ON t.subject = g.subject AND t.id = g.to_id
)
SELECT subject,
    -- An id that goes on under another, and only there, is merged with it, whether that one is old or new.
    CASE WHEN from_stays AND to_was THEN 'moved' WHEN from_stays OR (ways > 1 AND NOT to_was) THEN 'split'
        ELSE 'merged' END AS kind,
    from_id, to_id, records
FROM named
UNION ALL
SELECT subject, 'new', NULL, n.id, count(*)::INTEGER FROM now_is n
ANTI JOIN stayed USING (subject, id)
ANTI JOIN went g ON g.subject = n.subject AND g.to_id = n.id GROUP BY subject, n.id
UNION ALL
SELECT subject, 'gone', w.id, NULL, count(*)::INTEGER FROM was w
ANTI JOIN stayed USING (subject, id)
ANTI JOIN went g ON g.subject = w.subject AND g.from_id = w.id GROUP BY subject, w.id;

-- Why: by each id that a decided record, a new record or one that is gone bears or bore.
CREATE OR REPLACE TEMP TABLE by_decision AS
WITH ids AS (SELECT * FROM was UNION SELECT * FROM now_is),
touched AS (
    SELECT t.*, a.subject, a.id AS id_a, b.id AS id_b
    FROM turned t JOIN ids a ON a.record_id = t.record_a JOIN ids b ON b.record_id = t.record_b AND b.subject = a.subject
)
SELECT subject, from_id, to_id, list_sort(list_distinct(list(said_by))) AS decided_by, max(said_on)::DATE AS decided_on
FROM (
    SELECT c.subject, c.from_id, c.to_id, t.said_by, t.said_on
    FROM changed_id c JOIN touched t ON t.subject = c.subject
        AND t.id_a IN (c.from_id, c.to_id) AND t.id_b IN (c.from_id, c.to_id)
    UNION ALL
    SELECT 'family', w.id, n.id, m.said_by, m.said_on
    FROM moving m JOIN was w USING (record_id) JOIN now_is n USING (record_id)
    WHERE w.subject = 'family' AND n.subject = 'family' AND w.id <> n.id
)
GROUP BY subject, from_id, to_id;

CREATE OR REPLACE TEMP TABLE by_file AS
WITH came AS (SELECT subject, id, record_id FROM now_is ANTI JOIN was USING (subject, record_id)),
left_out AS (SELECT subject, id, record_id FROM was ANTI JOIN now_is USING (subject, record_id)),
either AS (SELECT 'file' AS because, * FROM came UNION ALL SELECT 'withdrawn', * FROM left_out)
SELECT c.subject, c.from_id, c.to_id, min(because) AS because,
    list_sort(list_distinct(list(split_part(e.record_id, '.', 1)))) AS receipts
FROM (
    SELECT subject, from_id, to_id, from_id AS id FROM changed_id WHERE from_id IS NOT NULL
    UNION SELECT subject, from_id, to_id, to_id FROM changed_id WHERE to_id IS NOT NULL
) c JOIN either e USING (subject, id)
GROUP BY c.subject, c.from_id, c.to_id;

-- A family changes with its people where neither a decision nor a file did it.
CREATE OR REPLACE TEMP TABLE by_people AS
SELECT DISTINCT f.subject, f.from_id, f.to_id FROM changed_id f
JOIN ids_before b ON b.family_id = f.from_id JOIN ids_after a ON a.record_id = b.record_id
WHERE f.subject = 'family' AND a.family_id = f.to_id AND a.person_id <> b.person_id;

CREATE OR REPLACE TABLE told_changes AS
SELECT c.subject, c.kind, c.from_id, c.to_id, c.records,
    CASE WHEN d.subject IS NOT NULL THEN 'decision' WHEN f.subject IS NOT NULL THEN f.because
        WHEN p.subject IS NOT NULL THEN 'people'
        WHEN (SELECT changed FROM other_model) THEN 'model' ELSE 'others' END AS because,
    coalesce(d.decided_by, []) AS decided_by, d.decided_on, coalesce(f.receipts, []) AS receipts
FROM changed_id c
LEFT JOIN by_decision d ON d.subject = c.subject
    AND d.from_id IS NOT DISTINCT FROM c.from_id AND d.to_id IS NOT DISTINCT FROM c.to_id
LEFT JOIN by_file f ON f.subject = c.subject
    AND f.from_id IS NOT DISTINCT FROM c.from_id AND f.to_id IS NOT DISTINCT FROM c.to_id
LEFT JOIN by_people p ON p.subject = c.subject AND p.from_id = c.from_id AND p.to_id = c.to_id
ORDER BY c.subject, c.kind, c.from_id, c.to_id;
