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

-- The id that each record would found. Where an earlier release gave that id to others, the record founds another.
CREATE OR REPLACE TEMP TABLE new_person_id AS
WITH founded AS (
    SELECT record_id, unnest([0, 1, 2, 3]) AS again,
        'P' || upper(left(md5('person ' || repeat('again ', again) || record_id), 15)) AS person_id
    FROM record_group
)
SELECT record_id, arg_min(person_id, again) AS person_id FROM founded
WHERE person_id NOT IN (SELECT person_id FROM ledger)
GROUP BY record_id;

CREATE OR REPLACE TEMP TABLE new_family_id AS
WITH founded AS (
    SELECT record_id, unnest([0, 1, 2, 3]) AS again,
        'F' || upper(left(md5('family ' || repeat('again ', again) || record_id), 15)) AS family_id
    FROM record_group
)
SELECT record_id, arg_min(family_id, again) AS family_id FROM founded
WHERE family_id NOT IN (SELECT family_id FROM ledger)
GROUP BY record_id;

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
SELECT r.person, coalesce(any_value(b.person_id), arg_min(n.person_id, n.record_id)) AS person_id
FROM record_group r LEFT JOIN best b USING (person) LEFT JOIN new_person_id n USING (record_id)
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
-- Only the family's own records: a member's record on another family's card would give both families one id.
SELECT r.family, coalesce(any_value(b.family_id), arg_min(n.family_id, n.record_id)) AS family_id
FROM record_group r LEFT JOIN best b USING (family) LEFT JOIN new_family_id n USING (record_id)
GROUP BY r.family;
