-- Who could be somebody's parents: the couples, single heads, grown children and elders of the lists' families, and
-- adults who stand on no card.

CREATE OR REPLACE TEMP TABLE adult AS
SELECT DISTINCT c.cluster AS person, s.nik, w.name, s.sound, s.mate, s.village
FROM standard s JOIN cluster c USING (n) JOIN name w USING (sound)
WHERE s.role <> 'child' AND coalesce(s.relation, 'head') <> 'grandchild'
    AND (s.birth IS NULL OR s.birth // 10000 < year(s.true_at) - 12);

CREATE OR REPLACE TEMP TABLE grown AS
WITH said AS (
    SELECT c.cluster AS person, s.birth // 10000 AS born,
        -- Who heads a family with a wife is a man, also where the list has no column for it.
        coalesce(s.sex, CASE WHEN s.relation = 'wife' THEN 'P' WHEN s.relation = 'husband' THEN 'L'
            WHEN s.relation = 'head' AND s.mate IS NOT NULL THEN 'L' END) AS sex
    FROM standard s JOIN cluster c USING (n)
    WHERE c.cluster IN (SELECT person FROM adult)
)
SELECT person, quantile_disc(born, 0.5) AS born,
    CASE sign(count(*) FILTER (sex = 'P') - count(*) FILTER (sex = 'L')) WHEN 1 THEN 'P' WHEN -1 THEN 'L' END AS sex
FROM said GROUP BY person;

-- Two people of a card as parents; who they are to the card says whose parents: ``of`` is the relation of their child.
CREATE OR REPLACE TEMP TABLE couple_said AS
WITH stands AS (
    SELECT DISTINCT h.g, m.person, m.relation, a.sex
    FROM member m JOIN household h USING (family_key) JOIN grown a USING (person)
),
two AS (
    SELECT h.g, 'child' AS of, h.head AS one, h.spouse AS other FROM household h WHERE head IS NOT NULL OR spouse IS NOT NULL
    UNION ALL
    SELECT c.g, 'grandchild', c.person, i.person
    FROM stands c LEFT JOIN stands i ON i.g = c.g AND i.relation = 'child_in_law' AND coalesce(i.sex <> c.sex, true)
    WHERE c.relation = 'child'
    UNION ALL
    SELECT g, 'grandchild', person, NULL FROM stands
    WHERE relation = 'child_in_law'
    UNION ALL
    SELECT g, 'head', min(person) FILTER (sex = 'P'), min(person) FILTER (coalesce(sex, 'L') = 'L') FROM stands
    WHERE relation IN ('parent', 'parent_in_law') GROUP BY g
    UNION ALL
    -- Of a list that does not say who is what to the card everybody grown may be a parent of its children.
    SELECT g, 'child', person, NULL FROM stands WHERE relation IS NULL
    UNION ALL
    SELECT NULL, 'child', person, NULL FROM grown WHERE person NOT IN (SELECT person FROM member)
),
sexed AS (
    SELECT t.g, t.of, one, other, coalesce(a.sex, CASE b.sex WHEN 'P' THEN 'L' WHEN 'L' THEN 'P' END) AS sex
    FROM two t LEFT JOIN grown a ON a.person = one LEFT JOIN grown b ON b.person = other
)
SELECT g, of, CASE WHEN sex = 'P' THEN one ELSE other END AS mother, CASE WHEN sex = 'P' THEN other ELSE one END AS father
FROM sexed
UNION
-- Somebody alone of whom no list says the sex may be either.
SELECT g, of, one, NULL FROM sexed WHERE other IS NULL AND sex IS NULL;

-- One row for each couple, whatever lists show it; somebody without the other half only where no list shows the half.
CREATE OR REPLACE TEMP TABLE couple AS
WITH leader AS (
    SELECT head AS person FROM household WHERE head IS NOT NULL UNION SELECT spouse FROM household WHERE spouse IS NOT NULL
),
one AS (
    SELECT s.of, s.mother, s.father, min(f.family) AS family, count(s.g) > 0 AS on_card
    FROM couple_said s LEFT JOIN family_of_group f USING (g)
    WHERE s.mother IS NOT NULL OR s.father IS NOT NULL
    GROUP BY ALL
),
whole AS (SELECT * FROM one WHERE mother IS NOT NULL AND father IS NOT NULL),
kept AS (
    SELECT * FROM whole
    UNION ALL
    SELECT * FROM one WHERE (mother IS NULL OR father IS NULL)
        AND NOT EXISTS (FROM whole w WHERE w.mother = one.mother AND w.of <= one.of)
        AND NOT EXISTS (FROM whole w WHERE w.father = one.father AND w.of <= one.of)
)
SELECT (row_number() OVER (ORDER BY of, mother, father))::INTEGER AS couple, of, mother, father, on_card,
    -- Who leads a family of their own has left the parents' card.
    of = 'grandchild' AND (mother IN (FROM leader) OR father IN (FROM leader)) AS left_card,
    -- Whoever is on no card is a family of one.
    coalesce(family, -coalesce(mother, father)) AS family
FROM kept;

CREATE OR REPLACE TEMP TABLE present_couple AS SELECT * FROM couple WHERE NOT coalesce(left_card, false);

CREATE OR REPLACE TEMP TABLE half AS
SELECT couple, family, 'mother' AS role, mother AS person FROM couple WHERE mother IS NOT NULL
UNION ALL SELECT couple, family, 'father', father FROM couple WHERE father IS NOT NULL;

-- The cards on which each couple stands.
CREATE OR REPLACE TEMP TABLE couple_group AS
WITH said AS (
    SELECT g, of, mother AS person FROM couple_said WHERE g IS NOT NULL AND mother IS NOT NULL
    UNION SELECT g, of, father FROM couple_said WHERE g IS NOT NULL AND father IS NOT NULL
)
SELECT DISTINCT c.couple, c.of, s.g FROM half h JOIN couple c USING (couple) JOIN said s ON s.person = h.person AND s.of = c.of;
