-- Where each person lives now. Who heads a family of their own, or is married into one, has left the parents'
-- card even where an old list still shows them there; then the newest list counts.

CREATE OR REPLACE TEMP TABLE listed AS
SELECT m.person, f.family, m.relation, m.true_at, m.source, m.record_id
FROM member m JOIN household h USING (family_key) JOIN family_of_group f USING (g);

CREATE OR REPLACE TEMP TABLE seen_in AS
SELECT person, family, arg_max(relation, (true_at, record_id)) AS relation, max(true_at) AS seen,
    bool_or(relation IN ('wife', 'husband', 'spouse')) AS married,
    bool_or(relation IN ('head', 'wife', 'husband', 'spouse')) AS leads,
    -- That somebody moved is told of that person alone: children do not go along unasked.
    bool_and(record_id IN (SELECT record_id FROM move)) AS moved,
    min(list_position(['office', 'opensid', 'dtsen', 'krs', 'puskesmas_fhir', 'eppgbm'], source)) AS rank
FROM listed GROUP BY person, family;

CREATE OR REPLACE TEMP TABLE led_family AS SELECT DISTINCT family FROM seen_in WHERE leads;

-- A child that two lists show in two families lives where its parents do.
CREATE OR REPLACE TEMP TABLE home_of_leader AS
SELECT person, family FROM seen_in WHERE leads AND NOT moved
QUALIFY row_number() OVER (PARTITION BY person ORDER BY seen DESC, married DESC, rank, family) = 1;

-- Who is on the grandparents' card only, and whose parents have a family of their own, lives with the parents.
CREATE OR REPLACE TEMP TABLE lives_with_parents AS
SELECT DISTINCT p.child AS person
FROM parent_of p JOIN home_of_leader h USING (person)
WHERE p.child IN (SELECT person FROM seen_in WHERE relation = 'grandchild')
    AND p.child NOT IN (SELECT person FROM seen_in WHERE leads OR relation = 'child')
    AND NOT EXISTS (FROM seen_in s WHERE s.person = p.child AND s.family = h.family);

-- A small child goes with its mother: an old card shows it beside her, a newer list shows her elsewhere and no list it.
CREATE OR REPLACE TEMP TABLE went_with_mother AS
WITH small AS (
    SELECT c.cluster AS person FROM standard s JOIN cluster c USING (n) WHERE s.birth IS NOT NULL
    GROUP BY c.cluster HAVING max(s.birth) // 10000 > year(max(s.true_at)) - 7
)
SELECT s.person, h.family
FROM seen_in s JOIN small USING (person) JOIN child_of c ON c.child = s.person
JOIN grown g ON g.person = c.person AND g.sex = 'P'
JOIN seen_in m ON m.person = c.person AND m.family = s.family
JOIN home_of_leader h ON h.person = c.person AND h.family <> s.family
JOIN seen_in n ON n.person = c.person AND n.family = h.family
WHERE n.seen > s.seen AND NOT EXISTS (FROM seen_in o WHERE o.person = s.person AND o.family <> s.family)
QUALIFY row_number() OVER (PARTITION BY s.person ORDER BY n.seen DESC, h.family) = 1;

-- Who moved by an answer lives in the family that it made, until a newer list shows a family in which nobody had the
-- person before. One that shows a former family again is not believed; the difference is told as a gap.
CREATE OR REPLACE TEMP TABLE last_move AS
SELECT v.person, v.record_id, v.day, v.host, f.family
FROM move v LEFT JOIN household h USING (family_key) LEFT JOIN family_of_group f USING (g)
QUALIFY row_number() OVER (PARTITION BY v.person ORDER BY v.day DESC, v.record_id DESC) = 1;

CREATE OR REPLACE TEMP TABLE moved_on AS
WITH former AS (
    SELECT l.person, l.family FROM listed l JOIN last_move v USING (person)
    WHERE l.true_at <= v.day AND l.family IS DISTINCT FROM v.family
)
SELECT l.person, l.family FROM listed l JOIN last_move v USING (person) JOIN intake i ON i.record_id = l.record_id
JOIN led_family d ON d.family = l.family ANTI JOIN former r ON r.person = l.person AND r.family = l.family
WHERE l.true_at > v.day AND coalesce(i.status, 'alive') = 'alive'
QUALIFY row_number() OVER (PARTITION BY l.person ORDER BY l.true_at DESC, l.record_id DESC) = 1;

CREATE OR REPLACE TEMP TABLE decided_home AS
SELECT person, family, relation FROM seen_in
JOIN (FROM moved_on UNION ALL SELECT person, family FROM last_move
    WHERE family IS NOT NULL AND person NOT IN (SELECT person FROM moved_on)) USING (person, family);

CREATE OR REPLACE TEMP TABLE home_in_lists AS
WITH with_parent AS (
    SELECT DISTINCT c.child AS person, h.family, true AS there
    FROM child_of c JOIN home_of_leader h USING (person)
)
SELECT person, family, relation FROM seen_in JOIN led_family USING (family) LEFT JOIN with_parent USING (person, family)
WHERE person NOT IN (SELECT person FROM lives_with_parents) AND person NOT IN (SELECT person FROM went_with_mother)
    AND person NOT IN (SELECT person FROM decided_home)
QUALIFY row_number() OVER (
    PARTITION BY person ORDER BY leads DESC, coalesce(there, false) DESC, seen DESC, married DESC, rank, family
) = 1;

INSERT INTO home_in_lists FROM decided_home;

-- A child whom no list of families knows (a family card on a measurement is no family yet) lives where its mother lives, else where its father lives.
CREATE OR REPLACE TEMP TABLE parenthood AS
SELECT p.child, p.role, w.person AS parent, min(p.record_id) AS record_id
FROM parent_of p JOIN who w USING (record_id)
WHERE w.person <> p.child
GROUP BY ALL;

-- Who has a home, one row a person: each step houses those whom the steps before it left.
CREATE OR REPLACE TEMP TABLE housed AS
SELECT * FROM home_in_lists
UNION ALL
SELECT person, family, 'child' FROM went_with_mother WHERE person NOT IN (SELECT person FROM decided_home);

INSERT INTO housed
SELECT p.child AS person, h.family, 'child' AS relation
FROM parenthood p JOIN home_in_lists h ON h.person = p.parent
WHERE p.child NOT IN (SELECT person FROM housed)
QUALIFY row_number() OVER (PARTITION BY p.child ORDER BY p.role = 'mother' DESC, h.family) = 1;

-- A parent whom no list knows lives where the child lives.
CREATE OR REPLACE TEMP TABLE home_of_parent AS
SELECT p.parent AS person, k.family, CASE p.role WHEN 'mother' THEN 'wife' ELSE 'husband' END AS relation
FROM parenthood p JOIN housed k ON k.person = p.child
WHERE p.parent NOT IN (SELECT person FROM housed)
QUALIFY row_number() OVER (PARTITION BY p.parent ORDER BY k.family) = 1;

INSERT INTO housed FROM home_of_parent;

-- Nor does a list know the mother of a child whose brothers and sisters live with their father: it lives with them.
INSERT INTO housed
SELECT p.child AS person, h.family, 'child' AS relation
FROM parenthood p JOIN home_of_parent h ON h.person = p.parent
WHERE p.child NOT IN (SELECT person FROM housed)
QUALIFY row_number() OVER (PARTITION BY p.child ORDER BY p.role = 'mother' DESC, h.family) = 1;

-- Children alone on a family card stay together on it.
INSERT INTO housed
SELECT person, family, relation FROM seen_in
WHERE person NOT IN (SELECT person FROM housed)
    AND person NOT IN (SELECT child FROM parenthood UNION SELECT parent FROM parenthood)
QUALIFY row_number() OVER (PARTITION BY person ORDER BY seen DESC, married DESC, rank, family) = 1;

CREATE OR REPLACE TEMP TABLE homeless AS
SELECT DISTINCT person FROM who WHERE person NOT IN (SELECT person FROM housed) ORDER BY person;
