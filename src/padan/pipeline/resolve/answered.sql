-- By answers: who lives with whom, and of which family an answer tells.

-- Whose family it is in the end, where one who is lived with has moved to another in turn; two who are said to live with
-- each other stay where they are.
CREATE OR REPLACE TEMP TABLE guest AS
WITH RECURSIVE waiting AS (
    SELECT person, host, day FROM last_move WHERE family IS NULL AND person NOT IN (SELECT person FROM moved_on)
),
way AS (
    SELECT person, host, day, [person] AS through FROM waiting
    UNION ALL
    SELECT w.person, v.host, w.day, list_append(w.through, w.host) FROM way w JOIN waiting v ON v.person = w.host
    WHERE NOT list_contains(w.through, w.host)
)
SELECT w.person, h.family, o.family AS left_family, w.day, NULL::VARCHAR AS relation
FROM way w ANTI JOIN waiting v ON v.person = w.host
JOIN home h ON h.person = w.host JOIN home o ON o.person = w.person;

-- Whom no list shows in any family, and who lived with a parent that moved, goes along.
INSERT INTO guest
SELECT h.person, g.family, g.left_family, g.day, h.relation
FROM guest g JOIN parenthood p ON p.parent = g.person JOIN home h ON h.person = p.child AND h.family = g.left_family
WHERE h.person NOT IN (SELECT person FROM listed) AND h.person NOT IN (SELECT person FROM guest)
QUALIFY row_number() OVER (PARTITION BY h.person ORDER BY p.role = 'mother' DESC, g.family) = 1;

UPDATE home SET family = g.family, relation = g.relation FROM guest g WHERE g.person = home.person;

-- The answers about known people, but for those that make a family: these are listed in it.
CREATE OR REPLACE TEMP TABLE told AS
SELECT c.cluster AS person, s.record_id, s.true_at, s.source, s.relation,
    v.record_id IS NOT NULL OR coalesce(i.lives_here, false) OR s.relation IS NOT NULL AS lists, h.family AS moved_to
FROM intake i JOIN standard s USING (record_id) JOIN cluster c USING (n)
LEFT JOIN move v USING (record_id) LEFT JOIN home h ON h.person = v.host
WHERE i.anchor IS NOT NULL AND i.new_family IS NULL;

INSERT INTO listed SELECT person, moved_to, relation, true_at, source, record_id FROM told WHERE moved_to IS NOT NULL;
INSERT INTO led_family SELECT DISTINCT moved_to FROM told WHERE moved_to NOT IN (SELECT family FROM led_family);

-- An answer tells of the family in which the person lives, unless that one has the person only since a later day: then
-- of the one before.
CREATE OR REPLACE TEMP TABLE answered_in AS
WITH stay AS (
    SELECT person, family, min(true_at) AS since FROM listed JOIN led_family USING (family)
    WHERE person IN (SELECT person FROM told) GROUP BY person, family
),
before AS (
    SELECT a.record_id, l.family FROM told a JOIN listed l USING (person) JOIN led_family d ON d.family = l.family
    WHERE l.true_at <= a.true_at
    QUALIFY row_number() OVER (PARTITION BY a.record_id ORDER BY l.true_at DESC, l.record_id DESC) = 1
)
SELECT a.record_id, coalesce(a.moved_to, CASE WHEN s.since > a.true_at THEN b.family END, h.family) AS family
FROM told a JOIN home h USING (person)
LEFT JOIN stay s ON s.person = a.person AND s.family = h.family
LEFT JOIN before b USING (record_id);

INSERT INTO listed
SELECT person, family, relation, true_at, source, record_id FROM told JOIN answered_in USING (record_id)
WHERE lists AND moved_to IS NULL;

-- How somebody is related to the head: by the newest word, an answer before a list of its day.
UPDATE home SET relation = n.relation
FROM (
    SELECT person, family, arg_max(relation, (true_at, source = 'office', record_id)) AS relation FROM listed
    WHERE person IN (SELECT person FROM told WHERE lists) GROUP BY person, family
) n
WHERE n.person = home.person AND n.family = home.family AND n.relation IS NOT NULL;
