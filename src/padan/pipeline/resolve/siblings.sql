-- Parents whom rows only name and who are one: ``named`` is what their names say, ``other`` what the other parents' do.
CREATE OR REPLACE TEMP TABLE same_parent AS
SELECT p.a, p.b, n.bits AS named, o.bits AS other, coalesce(p.same_card, false) AS same_card
FROM nobody_pair p
JOIN name_weight n ON n.a = p.name_a AND n.b = p.name_b
LEFT JOIN name_weight o ON o.a = p.other_a AND o.b = p.other_b
-- Rows of one family card that name the same word for mother mean one mother.
WHERE n.bits - 8 + coalesce(o.bits, 0) + CASE WHEN same_card THEN 9 ELSE 0 END >= 1
ORDER BY p.a, p.b;
