CREATE OR REPLACE TEMP TABLE same_child AS
WITH born AS (
    SELECT p.a, p.b, p.kin, max(CASE WHEN x.birth = y.birth THEN 10 WHEN x.birth_sorted = y.birth_sorted THEN 6
        WHEN (x.birth // 10000 = y.birth // 10000)::INTEGER + (x.birth // 100 % 100 = y.birth // 100 % 100)::INTEGER
            + (x.birth % 100 = y.birth % 100)::INTEGER = 2 THEN 3 ELSE -10 END) AS day,
        max(w.bits) AS named, coalesce(bool_or(w.twins), false) AS twins,
        min(CASE WHEN x.sex <> y.sex THEN 3 ELSE 0 END) AS sexes
    FROM child_pair p JOIN young_form x ON x.child = p.a JOIN young_form y ON y.child = p.b
    LEFT JOIN name_weight w ON w.a = x.name AND w.b = y.name
    GROUP BY p.a, p.b, p.kin
)
SELECT a, b, round(day + coalesce(named, 0) - sexes, 3) AS weight, named IS NULL AS unnamed FROM born
WHERE NOT twins AND day + coalesce(named, 0) - sexes >= 8 AND coalesce(named, 0) > -2
    AND (kin OR named >= 7 AND sexes = 0);

-- A child's own card shows one parent, another list the couple that its rows name: the one parent stands in both.
CREATE OR REPLACE TEMP TABLE bridge AS
WITH named AS (
    SELECT n.child, n.couple, k.family, h.role, h.person, n.bits
    FROM by_name n JOIN couple k USING (couple) JOIN half h ON h.couple = n.couple AND h.role = n.role
    WHERE NOT n.exchanged AND n.bits >= 6
)
SELECT least(x.person, y.person) AS a, greatest(x.person, y.person) AS b, round(max(y.bits + z.bits), 3) AS weight
FROM best JOIN named x USING (child, couple)
JOIN named y ON y.child = x.child AND y.role = x.role AND y.person <> x.person AND y.family <> x.family
JOIN named z ON z.child = y.child AND z.couple = y.couple AND z.role <> y.role
LEFT JOIN grown gx ON gx.person = x.person LEFT JOIN grown gy ON gy.person = y.person
WHERE best.probability >= 0.5 AND z.bits >= 8 AND y.bits + z.bits >= 14 AND coalesce(abs(gx.born - gy.born) <= 2, true)
    AND NOT EXISTS (FROM half o WHERE o.couple = x.couple AND o.role = z.role)
GROUP BY a, b;
