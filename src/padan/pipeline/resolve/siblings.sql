-- Parents whom rows only name and who are one: ``named`` is what their names say, ``other`` what the other parents' do.
CREATE OR REPLACE TEMP TABLE same_parent AS
SELECT p.a, p.b, n.bits AS named, o.bits AS other, coalesce(p.same_card, false) AS same_card
FROM nobody_pair p
JOIN name_weight n ON n.a = p.name_a AND n.b = p.name_b
LEFT JOIN name_weight o ON o.a = p.other_a AND o.b = p.other_b
WHERE CASE WHEN o.bits >= 6 THEN n.bits >= 0 AND (same_card OR n.bits + o.bits >= 9)
    -- Rows of one family card that name the same word for mother mean one mother, but not by a common word: the mothers
    -- of husband and wife are both of that card.
    WHEN same_card THEN n.bits >= 7
    WHEN o.bits >= 0 THEN n.bits >= 8 AND n.bits + o.bits >= 9
    ELSE n.bits >= 10 AND n.bits + coalesce(o.bits, 0) >= 9 END
ORDER BY p.a, p.b;
