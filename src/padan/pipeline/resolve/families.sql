-- One row a group, and which groups are one family. ``head_then`` and ``spouse_then`` are the person in the era of the
-- group's rows (moves.sql).
CREATE OR REPLACE TEMP TABLE member_then AS
SELECT m.*, m.person + coalesce(e.era, 0) * 4294967296 AS person_then, v.record_id IS NOT NULL AS moves
FROM member m LEFT JOIN era e USING (person, family_key) LEFT JOIN move v USING (record_id);

CREATE OR REPLACE TEMP TABLE household AS
SELECT family_key,
    (row_number() OVER (ORDER BY family_key))::INTEGER AS g,
    any_value(kk ORDER BY record_id) AS kk,
    any_value(person ORDER BY record_id) FILTER (relation = 'head') AS head,
    any_value(person ORDER BY record_id) FILTER (relation IN ('wife', 'husband', 'spouse')) AS spouse,
    any_value(person_then ORDER BY record_id) FILTER (relation = 'head') AS head_then,
    any_value(person_then ORDER BY record_id) FILTER (relation IN ('wife', 'husband', 'spouse')) AS spouse_then,
    max(true_at) AS true_at,
    count(DISTINCT person) AS people,
    bool_or(moves) AS parted
FROM member_then GROUP BY family_key;

-- Groups that are one family: the same head; the same couple either way round; a parent and a child in common;
-- the same family card, unless two whole families with nobody in common bear it, or an answer made a family of its own.
CREATE OR REPLACE TEMP TABLE same_family AS
WITH by_head AS (
    SELECT min(g) OVER (PARTITION BY head_then) AS a, g AS b FROM household WHERE head IS NOT NULL
),
by_couple AS (
    SELECT min(g) OVER (PARTITION BY least(head_then, spouse_then), greatest(head_then, spouse_then)) AS a, g AS b
    FROM household WHERE head IS NOT NULL AND spouse IS NOT NULL
),
parent AS (
    SELECT g, head_then AS person FROM household WHERE head IS NOT NULL
    UNION SELECT g, spouse_then FROM household WHERE spouse IS NOT NULL
),
child AS (
    SELECT DISTINCT g, person_then AS person FROM member_then JOIN household USING (family_key)
    WHERE relation = 'child'
),
by_child AS (
    -- Not when both groups have heads of their own and the common parent is neither: a mother who married again.
    SELECT a, b FROM (
        SELECT p.person, first_value(p.g) OVER same AS a, p.g AS b, first_value(h.head_then) OVER same AS head_a,
            h.head_then AS head_b
        FROM parent p JOIN child c USING (g) JOIN household h USING (g)
        WINDOW same AS (PARTITION BY p.person, c.person ORDER BY p.g)
    )
    WHERE head_a IS NULL OR head_b IS NULL OR head_a = head_b OR person IN (head_a, head_b)
),
by_kk AS (
    SELECT first_value(g) OVER same AS a, g AS b, first_value(head_then) OVER same AS head_a,
        head_then AS head_b, first_value(people) OVER same AS people_a, people AS people_b
    FROM household WHERE kk IS NOT NULL AND NOT parted
    WINDOW same AS (PARTITION BY kk ORDER BY people DESC, true_at DESC, g)
),
by_kk_sure AS (
    SELECT a, b FROM by_kk k
    WHERE head_a IS NULL OR head_b IS NULL OR head_a = head_b OR least(people_a, people_b) < 2
        OR EXISTS (
            FROM member_then x JOIN household hx USING (family_key)
            JOIN member_then y ON y.person_then = x.person_then JOIN household hy ON hy.family_key = y.family_key
            WHERE hx.g = k.a AND hy.g = k.b
        )
)
SELECT a, b FROM (
    SELECT *, 1 AS place FROM by_head UNION ALL SELECT *, 1 FROM by_couple UNION ALL SELECT *, 1 FROM by_child
    UNION ALL SELECT *, 2 FROM by_kk_sure
) WHERE a <> b GROUP BY a, b ORDER BY min(place), a, b;
