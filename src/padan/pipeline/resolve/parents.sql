-- Which person is the parent that a child's row names? The number itself settles it; else an adult of the child's
-- own listed family by name; else the adults of the place are weighed against each other and against "nobody
-- whom a list knows". A parent found nowhere becomes a person of its own.

CREATE OR REPLACE TEMP TABLE named_child AS
WITH joined AS (
    SELECT m.record_id, s.n, s.birth AS child_birth, s.family_key
    FROM mention m JOIN standard s ON s.record_id = m.child_record_id
    UNION ALL
    SELECT m.record_id, s.n, s.birth, s.family_key
    FROM mention m JOIN standard s ON s.same_key = m.child_same_key
    WHERE m.child_record_id IS NULL AND s.name IS NOT NULL
)
SELECT m.*, split_part(m.sound, ' ', 1) AS first, split_part(m.other_parent, ' ', 1) AS other_first,
    split_part(m.sound, ' ', -1) AS last, CASE m.role WHEN 'mother' THEN 'P' ELSE 'L' END AS sex,
    c.cluster AS child, j.child_birth // 10000 AS child_year, j.family_key
FROM joined j JOIN mention m USING (record_id) JOIN cluster c USING (n)
QUALIFY row_number() OVER (PARTITION BY m.record_id ORDER BY j.n) = 1;

CREATE OR REPLACE TEMP TABLE adult AS
SELECT DISTINCT c.cluster AS person, s.family_key, s.nik, s.sound, s.first, split_part(s.sound, ' ', -1) AS last,
    s.mate, s.mate_first, s.village,
    s.relation, s.birth // 10000 AS born,
    -- Who heads a family with a wife is a man, also where the list has no column for it.
    coalesce(s.sex, CASE WHEN s.relation = 'wife' THEN 'P' WHEN s.relation = 'husband' THEN 'L'
        WHEN s.relation = 'head' AND s.mate IS NOT NULL THEN 'L' END) AS sex
FROM standard s JOIN cluster c USING (n)
WHERE s.sound IS NOT NULL AND s.role <> 'child' AND coalesce(s.relation, 'head') <> 'grandchild'
    AND (s.birth IS NULL OR s.birth // 10000 < year(s.true_at) - 12);

CREATE OR REPLACE TEMP TABLE name_of_adults AS
SELECT sound, sex, count(DISTINCT person) / sum(count(DISTINCT person)) OVER (PARTITION BY sex) AS share
FROM adult WHERE sex IS NOT NULL GROUP BY sound, sex;

CREATE OR REPLACE TEMP TABLE adults_of_village AS
SELECT village, sex, count(DISTINCT person) AS people FROM adult WHERE sex IS NOT NULL GROUP BY village, sex;

-- By number, and within the child's own family in a list: near certain.
CREATE OR REPLACE TEMP TABLE candidate AS
SELECT w.record_id, w.child, w.role, a.person, 0.999 AS probability
FROM named_child w JOIN adult a ON a.nik = w.nik
WHERE w.sound IS NULL OR jaro_winkler_similarity(a.sound, w.sound) >= 0.6
UNION ALL
SELECT w.record_id, w.child, w.role, a.person,
    0.97 + 0.02 * jaro_winkler_similarity(a.sound, w.sound) AS probability
FROM named_child w
JOIN (
    SELECT DISTINCT c.cluster AS child, s.family_key, coalesce(s.relation, 'child') AS relation
    FROM standard s JOIN cluster c USING (n) WHERE s.family_key IS NOT NULL
) f ON f.child = w.child
JOIN adult a ON a.family_key = f.family_key
WHERE coalesce(a.sex, w.sex) = w.sex AND a.person <> w.child
    -- The parents of a child are the couple; those of the couple, and of a grandchild, stand elsewhere on the card.
    AND CASE f.relation
        WHEN 'child' THEN a.relation IN ('head', 'wife', 'husband', 'spouse')
        WHEN 'grandchild' THEN a.relation IN ('child', 'child_in_law')
        WHEN 'head' THEN a.relation = 'parent'
        ELSE a.relation IN ('parent', 'parent_in_law', 'head', 'wife', 'husband', 'spouse') AND f.relation NOT IN
            ('wife', 'husband', 'spouse') OR a.relation IN ('parent', 'parent_in_law') END
    AND (w.child_year IS NULL OR a.born IS NULL OR w.child_year - a.born BETWEEN 13 AND 70)
    AND (jaro_winkler_similarity(a.sound, w.sound) >= 0.8 OR a.first = w.first
        OR list_has_any(string_split(a.sound, ' '), string_split(w.sound, ' ')));

CREATE OR REPLACE TEMP TABLE weighed AS
WITH left_over AS (
    SELECT * FROM named_child
    WHERE sound IS NOT NULL AND record_id NOT IN (SELECT record_id FROM candidate)
),
pair AS (
    SELECT w.record_id, a.* FROM left_over w JOIN adult a ON a.village = w.village AND a.first = w.first
    UNION
    SELECT w.record_id, a.* FROM left_over w JOIN adult a ON a.village = w.village AND a.mate_first = w.other_first
    UNION
    SELECT w.record_id, a.* FROM left_over w JOIN adult a ON a.village = w.village AND a.last = w.last
    UNION
    SELECT w.record_id, a.* FROM left_over w JOIN adult a ON a.sound = w.sound AND a.mate = w.other_parent
),
compared AS (
    SELECT w.record_id, w.child, w.role, a.person,
        -- One of the adults of the village, unless the parent is in no list at all.
        -- The parents of grown people are dead or elsewhere more often than not.
        CASE WHEN a.village <> w.village THEN 2e-6 WHEN w.child_year < 2000 THEN 0.25 / greatest(v.people, 1)
            ELSE 0.6 / greatest(v.people, 1) END AS odds,
        CASE
            WHEN a.sound = w.sound THEN 0.7 / greatest(coalesce(n.share, 1e-5), 1e-5)
            WHEN jaro_winkler_similarity(a.sound, w.sound) >= 0.94 THEN 0.12 / 5e-4
            WHEN a.first = w.first AND (starts_with(a.sound, w.sound) OR starts_with(w.sound, a.sound)) THEN 0.08 / 3e-3
            WHEN jaro_winkler_similarity(a.sound, w.sound) >= 0.86 THEN 0.05 / 4e-3
            WHEN contains(a.sound, w.sound) OR contains(w.sound, a.sound) THEN 0.04 / 1e-2
            WHEN a.first = w.first THEN 0.01 / 2e-2
            ELSE 0.005 / 0.97
        END AS by_name,
        CASE
            WHEN a.mate IS NULL OR w.other_parent IS NULL THEN 1
            WHEN a.mate = w.other_parent THEN 0.65 / greatest(coalesce(o.share, 1e-4), 1e-4)
            WHEN jaro_winkler_similarity(a.mate, w.other_parent) >= 0.92 THEN 0.15 / 1e-3
            WHEN a.mate_first = w.other_first THEN 0.12 / 2e-2
            WHEN jaro_winkler_similarity(a.mate, w.other_parent) >= 0.8 THEN 0.04 / 1e-2
            ELSE 0.04 / 0.95
        END AS by_mate,
        CASE
            WHEN w.child_year IS NULL OR a.born IS NULL THEN 1
            WHEN w.child_year - a.born BETWEEN 16 AND CASE w.sex WHEN 'P' THEN 45 ELSE 60 END THEN 1.6
            ELSE 0.02
        END AS by_age
    FROM pair a
    JOIN left_over w USING (record_id)
    LEFT JOIN adults_of_village v ON v.village = w.village AND v.sex = w.sex
    LEFT JOIN name_of_adults n ON n.sound = w.sound AND n.sex = w.sex
    LEFT JOIN name_of_adults o ON o.sound = w.other_parent AND o.sex <> w.sex
    WHERE coalesce(a.sex, w.sex) = w.sex AND a.person <> w.child
)
SELECT record_id, child, role, person, max(odds * by_name * by_mate * by_age) AS odds
FROM compared GROUP BY ALL;

INSERT INTO candidate
SELECT record_id, child, role, person, round(odds / (1 + sum(odds) OVER (PARTITION BY record_id)), 6) AS probability
FROM weighed
QUALIFY probability >= 0.6;

-- All rows of one child that name a mother mean one mother, unless the names are too far from each other.
CREATE OR REPLACE TEMP TABLE parent_of AS
WITH best AS (
    SELECT child, role, person, probability, record_id AS shown_by FROM candidate
    QUALIFY row_number() OVER (PARTITION BY child, role ORDER BY probability DESC, person) = 1
),
own AS (
    SELECT record_id, person, probability FROM candidate
    QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY probability DESC, person) = 1
),
settled AS (
    SELECT m.*, b.person AS best_person, b.probability AS best_probability, o.person AS own_person,
        o.probability AS own_probability,
        o.person = b.person OR m.sound IS NULL OR s.sound IS NULL
            OR jaro_winkler_similarity(m.sound, s.sound) >= 0.72
            OR list_has_any(string_split(m.sound, ' '), string_split(s.sound, ' ')) AS alike
    FROM named_child m
    LEFT JOIN best b USING (child, role)
    LEFT JOIN named_child s ON s.record_id = b.shown_by
    LEFT JOIN own o ON o.record_id = m.record_id
)
SELECT record_id, child, role, sound, first, village, other_parent, other_first, family_key,
    CASE WHEN best_person IS NOT NULL AND alike THEN best_person ELSE own_person END AS person,
    CASE WHEN best_person IS NOT NULL AND alike THEN coalesce(CASE WHEN own_person = best_person THEN own_probability END,
        best_probability * 0.98) ELSE own_probability END AS probability
FROM settled;

-- Parents whom no list knows: which of them are one? The same child's; siblings' of one listed family; and those
-- who share a village and a name, the rarer the surer, with the other parent's name for or against.
CREATE OR REPLACE TEMP TABLE same_parent AS
WITH nobody AS (
    SELECT * FROM parent_of WHERE person IS NULL AND sound IS NOT NULL
),
pair AS (
    SELECT a.record_id AS a, b.record_id AS b FROM nobody a
    JOIN nobody b ON a.village = b.village AND a.role = b.role AND a.first = b.first AND a.record_id < b.record_id
    UNION
    SELECT a.record_id, b.record_id FROM nobody a
    JOIN nobody b ON a.village = b.village AND a.role = b.role AND a.other_parent = b.other_parent
        AND a.record_id < b.record_id
)
SELECT p.a, p.b FROM pair p JOIN nobody x ON x.record_id = p.a JOIN nobody y ON y.record_id = p.b
LEFT JOIN name_of_adults n ON n.sound = x.sound AND n.sex = CASE x.role WHEN 'mother' THEN 'P' ELSE 'L' END
LEFT JOIN adults_of_village v ON v.village = x.village AND v.sex = CASE x.role WHEN 'mother' THEN 'P' ELSE 'L' END
WHERE 0.5 / greatest(v.people, 20)
    * CASE
        WHEN x.sound = y.sound THEN 0.7 / greatest(coalesce(n.share, 1e-5), 1e-5)
        WHEN jaro_winkler_similarity(x.sound, y.sound) >= 0.94 THEN 0.12 / 5e-4
        WHEN x.first = y.first AND (starts_with(x.sound, y.sound) OR starts_with(y.sound, x.sound)) THEN 0.08 / 3e-3
        WHEN jaro_winkler_similarity(x.sound, y.sound) >= 0.86 THEN 0.05 / 4e-3
        WHEN contains(x.sound, y.sound) OR contains(y.sound, x.sound) THEN 0.04 / 1e-2
        ELSE 0.005 END
    * CASE
        WHEN x.other_parent IS NULL OR y.other_parent IS NULL THEN 1
        WHEN x.other_parent = y.other_parent THEN 200
        WHEN jaro_winkler_similarity(x.other_parent, y.other_parent) >= 0.9 THEN 60
        WHEN x.other_first = y.other_first THEN 4
        ELSE 0.05 END
    -- Rows of one family card that name the same word for mother mean one mother.
    * CASE WHEN x.family_key = y.family_key THEN 500 ELSE 1 END >= 1.5
ORDER BY p.a, p.b;
