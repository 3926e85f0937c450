-- Who is listed with whom: one group for each family of each list.

-- Rows of one list without a card number that share the address and hold one head are one family too.
CREATE OR REPLACE TEMP TABLE row_family AS
WITH by_address AS (
    SELECT s.n, s.relation, s.receipt_id || '|' || s.village || '|' || i.address AS family_key
    FROM standard s JOIN intake i USING (record_id)
    WHERE s.family_key IS NULL AND s.role = 'person' AND i.anchor IS NULL AND s.village IS NOT NULL AND i.address IS NOT NULL
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

-- Of a family that an answer makes without saying who leads it: who led a family before, else the oldest; whose
-- relation it does not say keeps that of a child.
CREATE OR REPLACE TEMP TABLE led_by_nobody AS
WITH answered AS (
    SELECT m.family_key, m.record_id, m.person, m.relation FROM member m JOIN intake i USING (record_id)
    WHERE i.new_family IS NOT NULL
    QUALIFY bool_and(m.relation IS DISTINCT FROM 'head') OVER (PARTITION BY m.family_key)
),
known AS (
    SELECT c.cluster AS person, min(s.birth) AS birth, arg_max(s.relation, (s.true_at, s.record_id)) AS relation
    FROM standard s JOIN cluster c USING (n)
    WHERE c.cluster IN (SELECT person FROM answered) GROUP BY c.cluster
)
SELECT a.record_id, CASE WHEN row_number() OVER (PARTITION BY a.family_key ORDER BY
        coalesce(a.relation, k.relation, '') IN ('wife', 'husband', 'spouse', 'head') DESC,
        k.birth NULLS LAST, a.record_id) = 1 THEN 'head'
    ELSE coalesce(a.relation, CASE WHEN k.relation = 'child' THEN 'child' END) END AS relation
FROM answered a JOIN known k USING (person);

UPDATE member SET relation = l.relation FROM led_by_nobody l WHERE l.record_id = member.record_id;
