-- Each child against each couple that could be its parents: what speaks for and against, in bits.

CREATE OR REPLACE TEMP MACRO young_at(birth, seen) AS
    (year(seen) - birth // 10000) * 12 + month(seen) - birth // 100 % 100;
CREATE OR REPLACE TEMP TABLE screened AS
SELECT DISTINCT h.g, i.true_at, i.has_under_two, i.has_under_five
FROM member m JOIN household h USING (family_key) JOIN intake i USING (record_id)
WHERE i.has_under_two IS NOT NULL OR i.has_under_five IS NOT NULL;

CREATE OR REPLACE TEMP TABLE named_half AS
SELECT child, couple, role, exchanged, max(bits) AS bits FROM named_pair JOIN name_weight USING (a, b) GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE by_name AS
WITH said AS (SELECT DISTINCT child, role FROM said_parent),
way AS (
    -- Named, but the list shows nobody in that place: the half may be missing from the list, or it is another family.
    SELECT c.child, c.couple, s.role, x.exchanged, coalesce(n.bits, -1.5) AS bits
    FROM candidate c JOIN said s USING (child) JOIN (VALUES (false), (true)) x(exchanged) ON c.cross OR NOT x.exchanged
    LEFT JOIN named_half n ON n.child = c.child AND n.couple = c.couple AND n.role = s.role AND n.exchanged = x.exchanged
),
better AS (
    SELECT child, couple, exchanged FROM way GROUP BY child, couple, exchanged
    QUALIFY row_number() OVER (PARTITION BY child, couple ORDER BY sum(bits) - CASE WHEN exchanged THEN 4 ELSE 0 END DESC, exchanged) = 1
)
SELECT w.* FROM way w JOIN better USING (child, couple, exchanged);

CREATE OR REPLACE TEMP TABLE part AS
WITH last_word AS (
    SELECT DISTINCT child, split_part(sound, ' ', -1) AS word FROM child_row WHERE sound IS NOT NULL
),
by_exchange AS (
    -- Of somebody alone it is the sex that would be wrong, which is rarer than two cells exchanged.
    SELECT DISTINCT child, couple, 'exchanged' AS part,
        CASE WHEN k.mother IS NULL OR k.father IS NULL THEN -9.0 ELSE -4.0 END AS bits
    FROM by_name JOIN couple k USING (couple) WHERE exchanged
),
by_place AS (
    SELECT c.child, c.couple, 'place' AS part, CASE WHEN count(v.village) > 0 THEN -5.0
        -- Its village is unknown, or two villages of that name exist.
        WHEN c.child NOT IN (SELECT child FROM child_village WHERE village NOT LIKE '/%') THEN -10.0 ELSE -17.0 END AS bits
    FROM candidate c LEFT JOIN couple_village k USING (couple)
    LEFT JOIN child_village v ON v.child = c.child AND v.village = k.village
    GROUP BY c.child, c.couple
),
by_key AS (
    SELECT DISTINCT child, couple, how AS part, CASE how WHEN 'nik' THEN 20.0 WHEN 'kk' THEN 10.0 END AS bits
    FROM shared_key WHERE how IN ('nik', 'kk')
),
by_card AS (
    SELECT DISTINCT s.child, g.couple, 'card' AS part, CASE s.of WHEN 'grandchild' THEN 10.0 ELSE 16.0 END AS bits
    FROM stands_as s JOIN couple_group g USING (g) WHERE s.of IS NULL OR s.of = g.of
),
by_twin AS (
    SELECT t.child, g.couple, 'same_child' AS part, least(16.0, max(
        CASE WHEN same_day THEN 9.5 ELSE 6.5 END + coalesce(w.bits, 0) - CASE WHEN other_sex THEN 4 ELSE 0 END)) AS bits
    FROM twin_pair t JOIN couple_group g ON g.g = t.g AND g.of = t.of
    LEFT JOIN name_weight w ON w.a = t.a AND w.b = t.b
    GROUP BY t.child, g.couple
    HAVING bits > 3
),
by_age AS (
    SELECT c.child, c.couple, 'age of ' || h.role AS part,
        CASE WHEN s.birth // 10000 - a.born BETWEEN 16 AND CASE h.role WHEN 'mother' THEN 45 ELSE 58 END THEN 0.7
            WHEN s.birth // 10000 - a.born BETWEEN 13 AND CASE h.role WHEN 'mother' THEN 50 ELSE 70 END THEN -3
            ELSE -9 END AS bits
    FROM candidate c JOIN half h USING (couple) JOIN grown a USING (person) JOIN child_said s USING (child)
    WHERE s.birth IS NOT NULL AND a.born IS NOT NULL
),
by_screening AS (
    SELECT c.child, c.couple, 'screened' AS part,
        max(CASE WHEN young_at(s.birth, i.true_at) BETWEEN 0 AND 59
            THEN CASE CASE WHEN young_at(s.birth, i.true_at) < 24 THEN i.has_under_two ELSE i.has_under_five END
                WHEN true THEN 1.8 WHEN false THEN -2.5 END END) AS bits
    FROM candidate c JOIN child_said s USING (child) JOIN couple_group g USING (couple)
    JOIN screened i USING (g)
    WHERE s.birth IS NOT NULL
    GROUP BY c.child, c.couple
    HAVING bits IS NOT NULL
),
by_surname AS (
    SELECT DISTINCT c.child, c.couple, 'surname' AS part, 3.0 AS bits
    FROM candidate c JOIN half h ON h.couple = c.couple AND h.role = 'father'
    JOIN form_of_adult f USING (person) JOIN name_word w USING (name)
    SEMI JOIN last_word r ON r.child = c.child AND r.word = w.word
),
by_shape AS (
    SELECT c.child, c.couple, 'shape' AS part, CASE k.of WHEN 'child' THEN CASE WHEN on_card THEN 0.0 ELSE -1.0 END WHEN 'grandchild' THEN
        CASE WHEN mother IS NULL OR father IS NULL THEN -2.5 ELSE -1.0 END ELSE -3.0 END
        -- The parents of grown people are mostly dead or elsewhere, and a namesake is not.
        - CASE WHEN s.grown THEN 10 ELSE 0 END AS bits
    FROM candidate c JOIN couple k USING (couple) JOIN child_said s USING (child)
)
SELECT child, couple, role AS part, bits FROM by_name UNION ALL FROM by_exchange UNION ALL FROM by_place UNION ALL FROM by_key UNION ALL FROM by_card UNION ALL FROM by_twin
UNION ALL FROM by_age UNION ALL FROM by_screening UNION ALL FROM by_surname UNION ALL FROM by_shape;

CREATE OR REPLACE TEMP TABLE weighed AS
SELECT child, couple, k.family, round(sum(bits), 3) AS weight
FROM part p JOIN couple k USING (couple)
GROUP BY ALL;

-- The couples of one family do not compete with each other; families do, and with "in no list".
CREATE OR REPLACE TEMP TABLE best AS
WITH of_family AS (
    SELECT * FROM weighed QUALIFY row_number() OVER (PARTITION BY child, family ORDER BY weight DESC, couple) = 1
)
SELECT *, round(pow(2, least(weight, 40)) / (1 + sum(pow(2, least(weight, 40))) OVER (PARTITION BY child)), 6) AS probability
FROM of_family
QUALIFY row_number() OVER (PARTITION BY child ORDER BY weight DESC, family) = 1;

-- Where the best couple lacks a half, the list of another family may have it: parents who live apart, a wife on no card.
CREATE OR REPLACE TEMP TABLE half_elsewhere AS
WITH lacking AS (
    SELECT n.child, n.role FROM best b JOIN by_name n USING (child, couple)
    WHERE b.probability >= 0.5 AND NOT EXISTS (
        FROM half h WHERE h.couple = b.couple AND (h.role = n.role) <> n.exchanged)
)
SELECT l.child, l.role, h.person, w.weight, round(1 / (1 + pow(2, -least(w.weight, 40))), 6) AS probability
FROM lacking l JOIN by_name n USING (child, role) JOIN weighed w USING (child, couple)
JOIN half h ON h.couple = n.couple AND (h.role = n.role) <> n.exchanged
WHERE n.bits >= 6 AND w.weight >= 2
QUALIFY row_number() OVER (PARTITION BY l.child, l.role ORDER BY w.weight DESC, h.person) = 1;
