-- Whom each mention means: the parent in the best couple, unless the row names somebody quite different. A parent
-- found nowhere becomes a person of its own.
CREATE OR REPLACE TEMP TABLE parent_of AS
WITH meant AS (
    SELECT n.child, n.role, h.person, b.probability, h.role AS is
    FROM best b JOIN by_name n USING (child, couple) JOIN half h ON h.couple = n.couple AND (h.role = n.role) <> n.exchanged
    WHERE b.probability >= 0.5
    UNION ALL
    SELECT child, role, person, probability, role FROM half_elsewhere
),
by_number AS (
    -- A number without a name.
    SELECT m.record_id, h.person, b.probability
    FROM named_child m JOIN best b USING (child) JOIN half h ON h.couple = b.couple AND h.role = m.role
    WHERE m.sound IS NULL AND b.probability >= 0.5
),
fit AS (
    SELECT m.record_id, max(w.bits) AS bits
    FROM named_child m JOIN meant b USING (child, role) JOIN form_of_adult f USING (person)
    JOIN name_weight w ON w.a = m.name_number AND w.b = f.name
    GROUP BY m.record_id
)
SELECT m.record_id, m.child, coalesce(CASE WHEN f.bits > 1 THEN b.is END, m.role) AS role, m.role AS said_as, m.sound, m.name_number, m.other_number,
    m.village, m.other_parent, m.family_key,
    coalesce(CASE WHEN f.bits > 1 THEN b.person END, n.person) AS person, coalesce(b.probability, n.probability) AS probability
FROM named_child m
LEFT JOIN meant b USING (child, role)
LEFT JOIN fit f USING (record_id)
LEFT JOIN by_number n USING (record_id);

-- Parents whom no list knows: which of them are one? The same child's; siblings' of one listed family; and those
-- who share a village and a name, the rarer the surer, with the other parent's name for or against.
CREATE OR REPLACE TEMP TABLE nobody AS
SELECT *, split_part(sound, ' ', 1) AS first FROM parent_of WHERE person IS NULL AND sound IS NOT NULL;

CREATE OR REPLACE TEMP TABLE nobody_pair AS
WITH distinct_one AS (
    SELECT DISTINCT child, role, village, sound, first, other_parent, family_key, name_number, other_number, min(record_id) OVER
        (PARTITION BY child, role, village, sound, other_parent, family_key) AS record_id FROM nobody
)
SELECT DISTINCT a.record_id AS a, b.record_id AS b, a.name_number AS name_a, b.name_number AS name_b,
    a.other_number AS other_a, b.other_number AS other_b, a.family_key = b.family_key AS same_card
FROM distinct_one a JOIN distinct_one b ON a.village = b.village AND a.role = b.role AND a.child < b.child
    AND (a.first = b.first OR a.other_parent = b.other_parent);

CREATE OR REPLACE TEMP TABLE name_pair AS
SELECT name_a AS a, name_b AS b FROM nobody_pair
UNION SELECT other_a, other_b FROM nobody_pair WHERE other_a IS NOT NULL AND other_b IS NOT NULL;
