-- Which person is the parent that a child's row names? The nearer the ground, the earlier the tier:
-- 1 the number itself; 2 an adult of the child's own family by name; 3 a couple of the same two names in the
-- village; 4 the only adult of that name in the village. What finds nobody becomes a person of its own.

CREATE OR REPLACE TEMP TABLE named_child AS
SELECT m.*, c.cluster AS child, s.birth AS child_birth
FROM mention m
JOIN standard s ON s.record_id = m.child_record_id
    OR (m.child_record_id IS NULL AND s.same_key = m.child_same_key AND s.name IS NOT NULL)
JOIN cluster c ON c.n = s.n
QUALIFY row_number() OVER (PARTITION BY m.record_id ORDER BY s.n) = 1;

CREATE OR REPLACE TEMP TABLE adult AS
SELECT DISTINCT c.cluster AS person, s.family_key, s.nik, s.sound, s.first, s.mate, s.mate_first, s.village,
    s.relation, s.birth,
    coalesce(s.sex, CASE WHEN s.relation = 'wife' THEN 'P' WHEN s.relation = 'husband' THEN 'L' END) AS sex
FROM standard s JOIN cluster c USING (n)
WHERE s.sound IS NOT NULL AND s.role <> 'child' AND coalesce(s.relation, 'head') NOT IN ('grandchild')
    AND (s.birth IS NULL OR s.birth // 10000 < year(s.true_at) - 12);

CREATE OR REPLACE TEMP TABLE family_of_child AS
SELECT DISTINCT c.cluster AS child, s.family_key
FROM standard s JOIN cluster c USING (n)
WHERE s.family_key IS NOT NULL AND c.cluster IN (SELECT child FROM named_child);

CREATE OR REPLACE TEMP TABLE candidate AS
WITH wanted AS (
    SELECT *, CASE role WHEN 'mother' THEN 'P' ELSE 'L' END AS sex, split_part(sound, ' ', 1) AS first,
        split_part(other_parent, ' ', 1) AS other_first
    FROM named_child
),
alone AS (
    SELECT village, sound, sex, any_value(person) AS person FROM adult
    WHERE village IS NOT NULL AND contains(sound, ' ') AND sex IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT person) = 1
),
found AS (
    SELECT w.*, a.person, 1 AS tier, a.sound AS known, a.birth AS known_birth
    FROM wanted w JOIN adult a ON a.nik = w.nik
    WHERE w.sound IS NULL OR jaro_winkler_similarity(a.sound, w.sound) >= 0.6
    UNION ALL
    SELECT w.*, a.person, 2, a.sound, a.birth
    FROM wanted w JOIN family_of_child f USING (child) JOIN adult a USING (family_key)
    WHERE coalesce(a.sex, w.sex) = w.sex AND a.relation IN ('head', 'wife', 'husband', 'spouse', 'child', 'child_in_law')
        AND (jaro_winkler_similarity(a.sound, w.sound) >= 0.8 OR a.first = w.first
            OR list_has_any(string_split(a.sound, ' '), string_split(w.sound, ' ')))
    UNION ALL
    SELECT w.*, a.person, 3, a.sound, a.birth
    FROM wanted w JOIN adult a ON a.village = w.village AND a.first = w.first AND a.mate_first = w.other_first
    WHERE coalesce(a.sex, w.sex) = w.sex AND jaro_winkler_similarity(a.sound, w.sound) >= 0.8
        AND jaro_winkler_similarity(a.mate, w.other_parent) >= 0.8
    UNION ALL
    SELECT w.*, a.person, 3, a.sound, a.birth
    FROM wanted w JOIN adult a ON a.village = w.village AND a.sound = w.sound
    WHERE coalesce(a.sex, w.sex) = w.sex
        AND (jaro_winkler_similarity(a.mate, w.other_parent) >= 0.85 OR a.mate_first = w.other_first)
    UNION ALL
    SELECT w.*, a.person, 4, w.sound, NULL
    FROM wanted w JOIN alone a ON a.village = w.village AND a.sound = w.sound AND a.sex = w.sex
    WHERE NOT EXISTS (
        FROM adult b WHERE b.person = a.person AND jaro_winkler_similarity(b.mate, w.other_parent) < 0.8
            AND b.mate_first <> w.other_first
    )
)
SELECT record_id, child, role, person, tier, coalesce(jaro_winkler_similarity(known, sound), 1) AS likeness
FROM found
WHERE person <> child AND (known_birth IS NULL OR child_birth IS NULL OR child_birth // 10000 - known_birth // 10000 > 12);

-- All rows of one child that name a mother mean one mother, unless the names are too far from each other.
CREATE OR REPLACE TEMP TABLE parent_of AS
WITH best AS (
    SELECT child, role, person, tier, likeness, record_id AS shown_by FROM candidate
    QUALIFY row_number() OVER (PARTITION BY child, role ORDER BY tier, likeness DESC, person) = 1
),
own AS (
    SELECT record_id, person, tier, likeness FROM candidate
    QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY tier, likeness DESC, person) = 1
)
SELECT m.record_id, m.child, m.role, m.sound, m.village, m.other_parent,
    CASE WHEN b.person IS NOT NULL AND (o.person = b.person OR m.sound IS NULL OR shown.sound IS NULL
            OR jaro_winkler_similarity(m.sound, shown.sound) >= 0.72
            OR list_has_any(string_split(m.sound, ' '), string_split(shown.sound, ' ')))
         THEN b.person ELSE o.person END AS person,
    CASE coalesce(o.tier, b.tier) WHEN 1 THEN 0.999 WHEN 2 THEN 0.99 WHEN 3 THEN 0.97 WHEN 4 THEN 0.9 END AS probability
FROM named_child m
LEFT JOIN best b USING (child, role)
LEFT JOIN named_child shown ON shown.record_id = b.shown_by
LEFT JOIN own o ON o.record_id = m.record_id;
