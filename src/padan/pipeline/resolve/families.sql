-- Who is listed with whom: one group for each family of each list.

-- Rows of one list without a card number that share the address and hold one head are one family too.
CREATE OR REPLACE TEMP TABLE row_family AS
WITH by_address AS (
    SELECT s.n, s.relation, s.receipt_id || '|' || s.village || '|' || i.address AS family_key
    FROM standard s JOIN intake i USING (record_id)
    WHERE s.family_key IS NULL AND s.role = 'person' AND s.village IS NOT NULL AND i.address IS NOT NULL
),
whole AS (
    SELECT family_key FROM by_address GROUP BY family_key
    HAVING count(*) BETWEEN 2 AND 15 AND count(*) FILTER (relation = 'head') = 1
        AND count(*) FILTER (relation IN ('wife', 'husband', 'spouse')) <= 1
)
SELECT n, family_key FROM standard WHERE family_key IS NOT NULL
UNION ALL SELECT n, family_key FROM by_address SEMI JOIN whole USING (family_key);

CREATE OR REPLACE TEMP TABLE member AS
SELECT f.family_key, c.cluster AS person, s.relation, s.sex, s.true_at, s.source, s.record_id, s.kk
FROM row_family f JOIN standard s USING (n) JOIN cluster c USING (n);

CREATE OR REPLACE TEMP TABLE household AS
SELECT family_key,
    (row_number() OVER (ORDER BY family_key))::INTEGER AS g,
    any_value(kk ORDER BY record_id) AS kk,
    any_value(person ORDER BY record_id) FILTER (relation = 'head') AS head,
    any_value(person ORDER BY record_id) FILTER (relation IN ('wife', 'husband', 'spouse')) AS spouse,
    max(true_at) AS true_at,
    count(DISTINCT person) AS people
FROM member GROUP BY family_key;

-- Groups that are one family: the same head; the same couple either way round; a parent and a child in common;
-- the same family card, unless two whole families with nobody in common bear it.
CREATE OR REPLACE TEMP TABLE same_family AS
WITH by_head AS (
    SELECT min(g) OVER (PARTITION BY head) AS a, g AS b FROM household WHERE head IS NOT NULL
),
by_couple AS (
    SELECT min(g) OVER (PARTITION BY least(head, spouse), greatest(head, spouse)) AS a, g AS b
    FROM household WHERE head IS NOT NULL AND spouse IS NOT NULL
),
parent AS (
    SELECT g, head AS person FROM household WHERE head IS NOT NULL
    UNION SELECT g, spouse FROM household WHERE spouse IS NOT NULL
),
child AS (
    SELECT DISTINCT g, person FROM member JOIN household USING (family_key) WHERE relation = 'child'
),
by_child AS (
    -- Not when both groups have heads of their own and the common parent is neither: a mother who married again.
    SELECT a, b FROM (
        SELECT p.person, first_value(p.g) OVER same AS a, p.g AS b, first_value(h.head) OVER same AS head_a,
            h.head AS head_b
        FROM parent p JOIN child c USING (g) JOIN household h USING (g)
        WINDOW same AS (PARTITION BY p.person, c.person ORDER BY p.g)
    )
    WHERE head_a IS NULL OR head_b IS NULL OR head_a = head_b OR person IN (head_a, head_b)
),
by_kk AS (
    SELECT first_value(g) OVER same AS a, g AS b, first_value(head) OVER same AS head_a, head AS head_b,
        first_value(people) OVER same AS people_a, people AS people_b
    FROM household WHERE kk IS NOT NULL
    WINDOW same AS (PARTITION BY kk ORDER BY people DESC, true_at DESC, g)
),
by_kk_sure AS (
    SELECT a, b FROM by_kk k
    WHERE head_a IS NULL OR head_b IS NULL OR head_a = head_b OR least(people_a, people_b) < 2
        OR EXISTS (
            FROM member x JOIN household hx USING (family_key)
            JOIN member y ON y.person = x.person JOIN household hy ON hy.family_key = y.family_key
            WHERE hx.g = k.a AND hy.g = k.b
        )
)
SELECT DISTINCT a, b FROM (
    SELECT * FROM by_head UNION ALL SELECT * FROM by_couple UNION ALL SELECT * FROM by_child
    UNION ALL SELECT * FROM by_kk_sure
) WHERE a <> b ORDER BY a, b;
