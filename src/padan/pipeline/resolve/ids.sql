-- Ids that stay. A person or family keeps the id that most of its records had before; what is new gets an id
-- made from its first record, so that the same files give the same ids anywhere. ``ledger`` holds record_id,
-- person_id, family_id as last given.

CREATE OR REPLACE TEMP TABLE record_group AS
SELECT w.record_id, w.person,
    -- A family that nobody heads is only a card: the record belongs where its person lives.
    CASE WHEN f.family IN (SELECT family FROM led_family) THEN f.family ELSE h.family END AS family
FROM who w
JOIN home h USING (person)
LEFT JOIN standard s USING (record_id)
LEFT JOIN household g USING (family_key)
LEFT JOIN family_of_group f USING (g);

CREATE OR REPLACE TABLE person_ids AS
WITH votes AS (
    SELECT r.person, l.person_id, count(*) AS records FROM record_group r JOIN ledger l USING (record_id) GROUP BY ALL
),
kept AS (
    -- One id goes to one person: the one with most of its records.
    SELECT * FROM votes QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY records DESC, person) = 1
),
best AS (
    SELECT * FROM kept QUALIFY row_number() OVER (PARTITION BY person ORDER BY records DESC, person_id) = 1
)
SELECT r.person, coalesce(any_value(b.person_id), 'P' || upper(left(md5('person ' || min(r.record_id)), 15))) AS person_id
FROM record_group r LEFT JOIN best b USING (person)
GROUP BY r.person;

CREATE OR REPLACE TABLE family_ids AS
WITH votes AS (
    SELECT r.family, l.family_id, count(*) AS records FROM record_group r JOIN ledger l USING (record_id) GROUP BY ALL
),
kept AS (
    SELECT * FROM votes QUALIFY row_number() OVER (PARTITION BY family_id ORDER BY records DESC, family) = 1
),
best AS (
    SELECT * FROM kept QUALIFY row_number() OVER (PARTITION BY family ORDER BY records DESC, family_id) = 1
)
SELECT r.family, coalesce(any_value(b.family_id), 'F' || upper(left(md5('family ' || min(r.record_id)), 15))) AS family_id
FROM (SELECT family, record_id FROM record_group UNION SELECT h.family, w.record_id FROM home h JOIN who w USING (person)) r
LEFT JOIN best b USING (family)
GROUP BY r.family;
