-- Children of one parent who could be one child: a newborn without a name and the same child with one, a child on
-- the grandparents' card and the measured child.

CREATE OR REPLACE TEMP TABLE child_of AS
SELECT child, person FROM parent_of WHERE person IS NOT NULL
UNION SELECT p.child, n.person FROM parent_of p JOIN new_people n USING (record_id)
UNION
SELECT c.cluster, x.person
FROM standard s JOIN cluster c USING (n) JOIN row_family f USING (n) JOIN household h ON h.family_key = f.family_key
JOIN couple_group g ON g.g = h.g AND g.of = s.relation JOIN half x USING (couple)
-- Of several grown children on a card nobody knows whose the grandchild is.
WHERE g.of = 'child' OR g.of = 'grandchild' AND (
    SELECT count(*) FROM couple_group o WHERE o.g = g.g AND o.of = 'grandchild') = 1;

CREATE OR REPLACE TEMP TABLE young_form AS
SELECT DISTINCT c.cluster AS child, s.birth, s.birth_sorted, w.name, s.sex
FROM standard s JOIN cluster c USING (n) LEFT JOIN name w USING (sound)
WHERE s.birth IS NOT NULL AND s.birth // 10000 > year(s.true_at) - 10;

-- ``kin``: they have a parent in common; else they were born on one day in one village, and nothing is known of the
-- parents of one of them.
CREATE OR REPLACE TEMP TABLE child_pair AS
WITH born_in AS (
    SELECT DISTINCT c.cluster AS child, s.birth, s.village FROM standard s JOIN cluster c USING (n)
    WHERE s.birth // 10000 > year(s.true_at) - 10 AND s.village IS NOT NULL AND NOT s.birth_vague AND s.sound IS NOT NULL
),
alike AS (
    SELECT a.child AS a, b.child AS b, true AS kin FROM child_of a JOIN child_of b ON a.person = b.person AND a.child < b.child
    WHERE a.child IN (SELECT child FROM young_form) AND b.child IN (SELECT child FROM young_form)
    UNION ALL
    -- A listed child of that day on a card where somebody is named as the measured child's parent is.
    SELECT least(t.child, t.listed), greatest(t.child, t.listed), true
    FROM twin_pair t JOIN couple_group g ON g.g = t.g AND g.of = t.of JOIN by_name n ON n.child = t.child AND n.couple = g.couple
    WHERE n.bits >= 8
    UNION ALL
    SELECT a.child, b.child, false FROM born_in a JOIN born_in b USING (birth, village)
    WHERE a.child < b.child AND (a.child NOT IN (SELECT child FROM child_of) OR b.child NOT IN (SELECT child FROM child_of))
)
SELECT a, b, bool_or(kin) AS kin FROM alike GROUP BY a, b;

CREATE OR REPLACE TEMP TABLE name_pair AS
SELECT DISTINCT x.name AS a, y.name AS b
FROM child_pair p JOIN young_form x ON x.child = p.a JOIN young_form y ON y.child = p.b
WHERE x.name IS NOT NULL AND y.name IS NOT NULL;
