-- Which couples could be the parents whom a child's rows name? Those who share a key with it.

CREATE OR REPLACE TEMP TABLE named_child AS
WITH joined AS (
    SELECT m.record_id, s.n, s.family_key
    FROM mention m JOIN standard s ON s.record_id = m.child_record_id
    UNION ALL
    SELECT m.record_id, s.n, s.family_key
    FROM mention m JOIN standard s ON s.same_key = m.child_same_key
    WHERE m.child_record_id IS NULL AND s.name IS NOT NULL
)
SELECT m.*, c.cluster AS child, j.family_key
FROM joined j JOIN mention m USING (record_id) JOIN cluster c USING (n)
QUALIFY row_number() OVER (PARTITION BY m.record_id ORDER BY j.n) = 1;

-- What all rows of a child say together.
CREATE OR REPLACE TEMP TABLE said_parent AS
SELECT child, role, sound, count(*) AS rows FROM named_child WHERE sound IS NOT NULL GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE child_row AS
SELECT c.cluster AS child, s.*, h.g
FROM standard s JOIN cluster c USING (n) LEFT JOIN row_family f USING (n)
LEFT JOIN household h ON h.family_key = f.family_key
WHERE c.cluster IN (SELECT child FROM named_child);

CREATE OR REPLACE TEMP TABLE child_said AS
SELECT child, quantile_disc(birth, 0.5) AS birth
FROM child_row GROUP BY child;

-- Parents are looked for letter by letter only for children; those of grown people are dead or elsewhere more often.
CREATE OR REPLACE TEMP TABLE young_child AS SELECT child FROM child_said WHERE coalesce(birth, 99999999) >= 20080000;

CREATE OR REPLACE TEMP TABLE child_village AS
SELECT child, village FROM child_row WHERE village IS NOT NULL
UNION SELECT child, village FROM named_child WHERE village IS NOT NULL;

CREATE OR REPLACE TEMP TABLE couple_village AS
SELECT DISTINCT h.couple, a.village FROM half h JOIN adult a USING (person) WHERE a.village IS NOT NULL;

-- Whose child a child of the card is, by what it is to the card.
CREATE OR REPLACE TEMP TABLE stands_as AS
SELECT DISTINCT child, g, CASE coalesce(relation, 'child') WHEN 'child' THEN 'child' WHEN 'grandchild' THEN 'grandchild'
    WHEN 'head' THEN 'head' WHEN 'wife' THEN 'head' WHEN 'husband' THEN 'head' WHEN 'spouse' THEN 'head' END AS of
FROM child_row WHERE g IS NOT NULL;

-- One row a person is promised by most lists: two people of one list are two.
CREATE OR REPLACE TEMP TABLE lists_of AS
SELECT c.cluster AS child, coalesce(list(DISTINCT s.list_key) FILTER (s.list_key IS NOT NULL), []) AS lists
FROM standard s JOIN cluster c USING (n) GROUP BY c.cluster;

-- Listed children who could be the measured child: born on the same day (or nearly), in the village or with the same name.
CREATE OR REPLACE TEMP TABLE twin_pair AS
WITH young AS (
    SELECT DISTINCT c.cluster AS child, s.birth_sorted, s.birth, left(s.first, 3) AS start, s.village, s.sound, s.sex
    FROM standard s JOIN cluster c USING (n)
    WHERE s.birth IS NOT NULL AND s.birth // 10000 > year(s.true_at) - 7
),
listed_child AS (
    SELECT DISTINCT y.*, h.g, CASE m.relation WHEN 'grandchild' THEN 'grandchild' ELSE 'child' END AS of
    FROM young y JOIN member m ON m.person = y.child JOIN household h USING (family_key)
    WHERE coalesce(m.relation, 'child') IN ('child', 'grandchild')
),
asking AS (
    SELECT * FROM young WHERE child IN (SELECT child FROM said_parent) AND child NOT IN (SELECT child FROM stands_as)
),
found AS (
    SELECT a.child, l.child AS listed, l.g, l.of, a.sound AS a, l.sound AS b, a.birth = l.birth AS same_day,
        a.sex <> l.sex AS other_sex
    FROM asking a JOIN listed_child l ON l.birth_sorted = a.birth_sorted AND l.start = a.start
    UNION
    SELECT a.child, l.child, l.g, l.of, a.sound, l.sound, a.birth = l.birth, a.sex <> l.sex
    FROM asking a JOIN listed_child l ON l.birth_sorted = a.birth_sorted AND l.village = a.village
)
SELECT f.* FROM found f JOIN lists_of x ON x.child = f.child JOIN lists_of y ON y.child = f.listed
WHERE f.child <> f.listed AND NOT list_has_any(x.lists, y.lists);

CREATE OR REPLACE TEMP TABLE shared_key AS
WITH word_of_half AS (
    SELECT DISTINCT h.couple, h.role, a.village, w.place, w.word, w.bits
    FROM half h JOIN adult a USING (person) JOIN name_word w USING (sound)
),
of_couple AS (
    SELECT couple, 'rare ' || role || village || left(word, 5) AS k FROM word_of_half WHERE bits >= 7.2 AND length(word) > 2
    UNION ALL SELECT couple, 'word ' || village || word FROM word_of_half WHERE bits >= 7.2 AND length(word) > 2
    UNION ALL SELECT couple, 'first ' || role || village || word FROM word_of_half WHERE place = 1 AND bits < 7.2
    UNION ALL SELECT couple, 'any ' || village || left(word, 2) FROM word_of_half
    UNION ALL SELECT h.couple, 'both ' || h.role || a.sound || '/' || a.mate FROM half h JOIN adult a USING (person)
    UNION ALL SELECT m.couple, 'pair ' || m.word || '/' || f.word FROM word_of_half m JOIN word_of_half f USING (couple)
        WHERE m.role = 'mother' AND f.role = 'father' AND m.bits >= 7.8 AND f.bits >= 7.8
    UNION ALL SELECT h.couple, 'nik ' || a.nik FROM half h JOIN adult a USING (person)
    UNION ALL SELECT c.couple, 'kk ' || s.kk FROM couple_group c JOIN household s USING (g)
    UNION ALL SELECT couple, 'card ' || of || g FROM couple_group
),
word_of_child AS (
    SELECT DISTINCT c.child, c.role, c.village, w.place, w.word, w.bits, c.sound = w.word AS alone,
        max(w.bits) OVER (PARTITION BY c.child, c.role, c.sound) AS rarest, y.child IS NOT NULL AS young
    FROM (SELECT DISTINCT child, role, village, sound FROM named_child) c JOIN name_word w USING (sound)
    LEFT JOIN young_child y ON y.child = c.child
),
of_child AS (
    SELECT child, 'rare ' || role || village || left(word, 5) AS k FROM word_of_child
    WHERE bits >= 7.2 AND length(word) > 2
    UNION ALL SELECT child, 'word ' || village || word FROM word_of_child WHERE bits >= 7.2 AND length(word) > 2 AND young
    UNION ALL SELECT child, 'first ' || role || village || word FROM word_of_child WHERE place = 1 AND rarest < 7.2 AND young
    UNION ALL SELECT child, 'any ' || village || left(word, 2) FROM word_of_child WHERE alone AND young
    UNION ALL SELECT child, 'both ' || role || sound || '/' || other_parent FROM named_child
    UNION ALL SELECT m.child, 'pair ' || m.word || '/' || f.word FROM word_of_child m JOIN word_of_child f USING (child)
        WHERE m.role = 'mother' AND f.role = 'father' AND m.bits >= 7.8 AND f.bits >= 7.8
    UNION ALL SELECT child, 'nik ' || nik FROM named_child
    UNION ALL SELECT child, 'kk ' || kk FROM child_row
    UNION ALL SELECT child, 'card ' || of || g FROM stands_as
    UNION ALL SELECT child, 'card ' || of || g FROM twin_pair
)
SELECT DISTINCT c.child, h.couple, left(c.k, strpos(c.k, ' ') - 1) AS how
FROM (SELECT DISTINCT child, k FROM of_child WHERE k IS NOT NULL) c
JOIN (SELECT DISTINCT couple, k FROM of_couple WHERE k IS NOT NULL) h USING (k)
JOIN present_couple k USING (couple)
WHERE c.child NOT IN (coalesce(k.mother, -1), coalesce(k.father, -1));

-- ``cross``: the cells of mother and father may be exchanged; not where one of them stands where it should.
CREATE OR REPLACE TEMP TABLE candidate AS
SELECT child, couple, NOT bool_or(how IN ('rare', 'first', 'both', 'pair')) AS cross FROM shared_key GROUP BY child, couple;

CREATE OR REPLACE TEMP TABLE form_of_adult AS SELECT DISTINCT person, sound FROM adult;

CREATE OR REPLACE TEMP TABLE name_pair AS
SELECT DISTINCT p.sound AS a, f.sound AS b
FROM candidate c JOIN half h USING (couple) JOIN said_parent p ON p.child = c.child AND (p.role = h.role OR c.cross)
JOIN form_of_adult f USING (person)
UNION
SELECT DISTINCT a, b FROM twin_pair WHERE a IS NOT NULL AND b IS NOT NULL;
