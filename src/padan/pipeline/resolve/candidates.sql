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
SELECT m.*, c.cluster AS child, j.family_key, w.name AS name_number, o.name AS other_number
FROM joined j JOIN mention m USING (record_id) JOIN cluster c USING (n)
LEFT JOIN name w USING (sound) LEFT JOIN name o ON o.sound = m.other_parent
QUALIFY row_number() OVER (PARTITION BY m.record_id ORDER BY j.n) = 1;

-- What all rows of a child say together.
CREATE OR REPLACE TEMP TABLE said_parent AS
SELECT DISTINCT child, role, name_number AS name FROM named_child WHERE sound IS NOT NULL;

CREATE OR REPLACE TEMP TABLE child_row AS
SELECT c.cluster AS child, s.*, h.g
FROM standard s JOIN cluster c USING (n) LEFT JOIN row_family f USING (n)
LEFT JOIN household h ON h.family_key = f.family_key
WHERE c.cluster IN (SELECT child FROM named_child);

CREATE OR REPLACE TEMP TABLE child_said AS
SELECT child, quantile_disc(birth, 0.5) AS birth, coalesce(quantile_disc(birth, 0.5) // 10000 < year(max(true_at)) - 10, false) AS grown
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
    SELECT DISTINCT c.cluster AS child, s.birth_sorted, s.birth, left(s.first, 3) AS start, s.village, w.name, s.sex
    FROM standard s JOIN cluster c USING (n) LEFT JOIN name w USING (sound)
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
    SELECT a.child, l.child AS listed, l.g, l.of, a.name AS a, l.name AS b, a.birth = l.birth AS same_day,
        a.sex <> l.sex AS other_sex
    FROM asking a JOIN listed_child l ON l.birth_sorted = a.birth_sorted AND l.start = a.start
    UNION
    SELECT a.child, l.child, l.g, l.of, a.name, l.name, a.birth = l.birth, a.sex <> l.sex
    FROM asking a JOIN listed_child l ON l.birth_sorted = a.birth_sorted AND l.village = a.village
)
SELECT f.* FROM found f JOIN lists_of x ON x.child = f.child JOIN lists_of y ON y.child = f.listed
WHERE f.child <> f.listed AND NOT list_has_any(x.lists, y.lists);

CREATE OR REPLACE TEMP TABLE couple_key AS
-- A list that has the name in full may have an older address than one that shortens it: every name in every village.
WITH form_of_half AS (
    SELECT DISTINCT h.couple, h.role, a.name, a.sound FROM half h JOIN present_couple USING (couple) JOIN adult a USING (person)
),
half_row AS (
    SELECT f.*, v.village FROM form_of_half f LEFT JOIN couple_village v USING (couple)
),
word_of_half AS (
    SELECT DISTINCT h.couple, h.role, h.village, w.place, w.word, w.bits FROM half_row h JOIN name_word w USING (name)
),
said_half AS (
    SELECT h.couple, h.role, a.sound, a.mate, a.nik
    FROM half h JOIN present_couple USING (couple) JOIN adult a USING (person)
)
SELECT couple, 'rare' AS how, hash(role, village, left(word, 5)) AS k FROM word_of_half
WHERE bits >= 7.2 AND length(word) > 2
UNION SELECT couple, 'word', hash(village, word) FROM word_of_half WHERE bits >= 7.2 AND length(word) > 2
UNION SELECT couple, 'first', hash(role, village, word) FROM word_of_half WHERE place = 1 AND bits < 7.2
UNION SELECT couple, 'any', hash(village, left(word, 2)) FROM word_of_half
-- Two letters at either end outlast a slip in the middle; the first two words outlast a third; and a whole name of
-- several words is rare enough to be looked for in other villages.
UNION SELECT couple, 'ends', hash(role, village, left(word, 2), right(word, 2)) FROM word_of_half
WHERE bits >= 7.2 AND length(word) > 4
UNION SELECT couple, 'two', hash(role, village, split_part(sound, ' ', 1), split_part(sound, ' ', 2)) FROM half_row
WHERE sound LIKE '% %'
UNION SELECT couple, 'whole', hash(role, sound) FROM half_row WHERE sound LIKE '% % %'
UNION SELECT couple, 'unspaced', hash(role, village, replace(sound, ' ', '')) FROM half_row
UNION SELECT couple, 'both', hash(role, sound, mate) FROM said_half WHERE mate IS NOT NULL
UNION SELECT m.couple, 'pair', hash(m.word, f.word) FROM word_of_half m JOIN word_of_half f USING (couple)
    WHERE m.role = 'mother' AND f.role = 'father' AND m.bits >= 7.8 AND f.bits >= 7.8
UNION SELECT couple, 'nik', hash(nik) FROM said_half WHERE nik IS NOT NULL
UNION SELECT c.couple, 'kk', hash(s.kk) FROM couple_group c JOIN household s USING (g) WHERE s.kk IS NOT NULL
UNION SELECT couple, 'card', hash(of, g) FROM couple_group;

CREATE OR REPLACE TEMP TABLE child_key AS
WITH word_of_child AS (
    SELECT DISTINCT c.child, c.role, c.village, w.place, w.word, w.bits, c.sound = w.word AS alone,
        max(w.bits) OVER (PARTITION BY c.child, c.role, c.sound) AS rarest, y.child IS NOT NULL AS young
    FROM (SELECT DISTINCT child, role, village, sound, name_number AS name FROM named_child) c JOIN name_word w USING (name)
    LEFT JOIN young_child y ON y.child = c.child
)
SELECT child, 'rare' AS how, hash(role, village, left(word, 5)) AS k FROM word_of_child
WHERE bits >= 7.2 AND length(word) > 2
UNION SELECT child, 'word', hash(village, word) FROM word_of_child WHERE bits >= 7.2 AND length(word) > 2 AND young
UNION SELECT child, 'first', hash(role, village, word) FROM word_of_child WHERE place = 1 AND rarest < 7.2 AND young
UNION SELECT child, 'any', hash(village, left(word, 2)) FROM word_of_child WHERE alone AND young
UNION SELECT child, 'ends', hash(role, village, left(word, 2), right(word, 2)) FROM word_of_child
WHERE bits >= 7.2 AND length(word) > 4 AND young
UNION SELECT child, 'two', hash(role, village, split_part(sound, ' ', 1), split_part(sound, ' ', 2)) FROM named_child
WHERE sound LIKE '% %'
UNION SELECT child, 'whole', hash(role, sound) FROM named_child WHERE sound LIKE '% % %'
UNION SELECT child, 'unspaced', hash(role, village, replace(sound, ' ', '')) FROM named_child WHERE sound IS NOT NULL
UNION SELECT child, 'both', hash(role, sound, other_parent) FROM named_child WHERE other_parent IS NOT NULL
UNION SELECT m.child, 'pair', hash(m.word, f.word) FROM word_of_child m JOIN word_of_child f USING (child)
    WHERE m.role = 'mother' AND f.role = 'father' AND m.bits >= 7.8 AND f.bits >= 7.8
UNION SELECT child, 'nik', hash(nik) FROM named_child WHERE nik IS NOT NULL
UNION SELECT child, 'kk', hash(kk) FROM child_row WHERE kk IS NOT NULL
UNION SELECT child, 'card', hash(of, g) FROM stands_as WHERE of IS NOT NULL
UNION SELECT child, 'card', hash(of, g) FROM twin_pair;

CREATE OR REPLACE TEMP TABLE shared_key AS
WITH met AS (
    SELECT DISTINCT c.child, h.couple, c.how FROM child_key c JOIN couple_key h USING (how, k)
)
-- Nobody is the child of themselves.
SELECT met.* FROM met SEMI JOIN present_couple USING (couple)
ANTI JOIN half ON half.couple = met.couple AND half.person = met.child;

-- ``cross``: the cells of mother and father may be exchanged; not where one of them stands where it should.
CREATE OR REPLACE TEMP TABLE candidate AS
SELECT child, couple, NOT bool_or(how IN ('rare', 'first', 'two', 'whole', 'unspaced', 'both', 'pair')) AS cross
FROM shared_key GROUP BY child, couple;

CREATE OR REPLACE TEMP TABLE form_of_adult AS SELECT DISTINCT person, name FROM adult;

-- What is named as mother or father against both halves of the couple: cells are exchanged now and then.
CREATE OR REPLACE TEMP TABLE named_pair AS
SELECT c.child, c.couple, p.role, h.role <> p.role AS exchanged, p.name AS a, f.name AS b
FROM candidate c JOIN half h USING (couple) JOIN said_parent p ON p.child = c.child
JOIN form_of_adult f USING (person)
WHERE p.role = h.role OR c.cross;

CREATE OR REPLACE TEMP TABLE name_pair AS
SELECT a, b FROM named_pair
UNION
SELECT a, b FROM twin_pair WHERE a IS NOT NULL AND b IS NOT NULL;
