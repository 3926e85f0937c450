CREATE OR REPLACE TEMP TABLE same_couple AS
WITH named AS (
    SELECT p.one, p.other, p.role, p.a, p.b, CASE WHEN p.a = p.b THEN 15.0 ELSE max(w.bits) END AS bits
    FROM half_pair p
    LEFT JOIN form_of_adult x ON x.person = p.a LEFT JOIN form_of_adult y ON y.person = p.b
    LEFT JOIN name_weight w ON w.a = x.name AND w.b = y.name
    GROUP BY p.one, p.other, p.role, p.a, p.b
),
aged AS (
    SELECT n.*, CASE WHEN n.a = n.b OR x.born IS NULL OR y.born IS NULL THEN 0
        WHEN x.born = y.born THEN 3 WHEN abs(x.born - y.born) <= 2 THEN 1 WHEN abs(x.born - y.born) <= 10 THEN -3 ELSE -6 END AS age
    FROM named n LEFT JOIN grown x ON x.person = n.a LEFT JOIN grown y ON y.person = n.b
),
card AS (
    SELECT DISTINCT p.one, p.other FROM couple_pair p
    JOIN couple_group x ON x.couple = p.one JOIN couple_group y ON y.couple = p.other
    JOIN household hx ON hx.g = x.g JOIN household hy ON hy.g = y.g WHERE hx.kk = hy.kk
),
total AS (
    SELECT one, other, round(sum(bits + age) - 8 + CASE WHEN (one, other) IN (SELECT (one, other) FROM card) THEN 8 ELSE 0 END, 3) AS weight,
        min(bits) AS least
    FROM aged GROUP BY one, other
)
SELECT t.one, t.other, a.role, a.a, a.b, t.weight
FROM total t JOIN aged a USING (one, other)
WHERE t.weight >= 6 AND t.least >= 1;
