-- Ids that stay. Whoever is one person as before keeps the id; people who turn out one take the id that most of
-- their records ever bore; of those told apart, who stood alone as exactly these records before gets back the id
-- borne then, so that an un-merge is exact; then the id goes where its own first records are. What is new gets an id
-- made from its first record, so that the same files give the same ids anywhere. No id is ever given to another.
--
-- ``ledger`` holds record_id, person_id, family_id as last given; ``ledger_history`` the same as given in each
-- ledger file by its number, and null where the record was gone. Everything is done for people and families alike.

CREATE TABLE IF NOT EXISTS ledger_history (record_id VARCHAR, number INTEGER, person_id VARCHAR, family_id VARCHAR);

CREATE OR REPLACE TEMP TABLE record_group AS
SELECT w.record_id, w.person,
    -- A family that nobody heads is only a card: the record belongs where its person lives.
    CASE WHEN a.family IS NOT NULL THEN a.family WHEN f.family IN (SELECT family FROM led_family) THEN f.family
        ELSE h.family END AS family
FROM who w
JOIN home h USING (person)
LEFT JOIN answered_in a USING (record_id)
LEFT JOIN standard s USING (record_id)
LEFT JOIN household g USING (family_key)
LEFT JOIN family_of_group f USING (g);

CREATE OR REPLACE TEMP TABLE grouped AS
SELECT 'person' AS kind, person AS grp, record_id FROM record_group
UNION ALL
-- Only the family's own records: a member's record on another family's card would give both families one id.
SELECT 'family', family, record_id FROM record_group;

CREATE OR REPLACE TEMP TABLE last_given AS
SELECT 'person' AS kind, record_id, person_id AS id FROM ledger
UNION ALL
SELECT 'family', record_id, family_id FROM ledger;

CREATE OR REPLACE TEMP TABLE brought AS
SELECT kind, grp, id, count(*) AS records, min(record_id) AS first_record
FROM grouped JOIN last_given USING (kind, record_id) GROUP BY kind, grp, id;

-- Who brings one id that nobody else brings keeps it.
CREATE OR REPLACE TEMP TABLE kept AS
SELECT kind, grp, id FROM brought
QUALIFY count(*) OVER (PARTITION BY kind, grp) = 1 AND count(*) OVER (PARTITION BY kind, id) = 1;

-- All others have been put together or told apart: what they bore, and when, decides.
CREATE OR REPLACE TEMP TABLE changed_group AS
SELECT kind, grp, sum(records) AS size FROM brought ANTI JOIN kept USING (kind, grp) GROUP BY kind, grp;

CREATE OR REPLACE TEMP TABLE given AS
WITH told AS (
    SELECT record_id, number, person_id, family_id FROM ledger_history
    UNION ALL
    SELECT record_id, 0, person_id, family_id FROM ledger ANTI JOIN ledger_history USING (record_id)
),
by_kind AS (
    SELECT 'person' AS kind, record_id, number, person_id AS id FROM told
    UNION ALL
    SELECT 'family', record_id, number, family_id FROM told
),
concerned AS (
    SELECT DISTINCT t.kind, t.id FROM by_kind t
    JOIN grouped USING (kind, record_id) JOIN changed_group USING (kind, grp)
),
bearer AS (SELECT DISTINCT kind, record_id FROM by_kind JOIN concerned USING (kind, id))
SELECT kind, record_id, id, number,
    coalesce(lead(number) OVER (PARTITION BY kind, record_id ORDER BY number), 2147483647) AS until,
    lag(id IGNORE NULLS) OVER (PARTITION BY kind, record_id ORDER BY number) AS before
FROM by_kind JOIN bearer USING (kind, record_id);

-- What each id was: given first when, and until when borne by its own records only.
CREATE OR REPLACE TEMP TABLE id_life AS
WITH born AS (SELECT kind, id, min(number) AS born FROM given WHERE id IS NOT NULL GROUP BY kind, id)
SELECT kind, id, any_value(born) AS born,
    coalesce(min(number) FILTER (number > born AND before <> id), 2147483647) AS until_mixed
FROM given JOIN born USING (kind, id) GROUP BY kind, id;

-- How much of each id is in each group: records that bore it when it was nobody else's, and that ever bore it.
CREATE OR REPLACE TEMP TABLE share AS
SELECT g.kind, g.grp, l.id, any_value(l.born) AS born, count(DISTINCT g.record_id) AS ever,
    count(DISTINCT g.record_id) FILTER (w.number < l.until_mixed) AS own, min(g.record_id) AS first_record
FROM given w JOIN id_life l USING (kind, id) JOIN grouped g USING (kind, record_id)
GROUP BY g.kind, g.grp, l.id;

-- The last moment at which exactly these records (of those that are here) were one: they get back the id they had.
CREATE OR REPLACE TEMP TABLE had_back AS
WITH turn AS (
    -- Any record that takes the id or leaves it can make a group whole.
    SELECT kind, id, number FROM given WHERE id IS NOT NULL UNION SELECT kind, id, until FROM given WHERE id IS NOT NULL
),
moment AS (
    SELECT DISTINCT c.kind, c.grp, c.size, w.id, t.number
    FROM changed_group c JOIN grouped USING (kind, grp) JOIN given w USING (kind, record_id)
    JOIN turn t ON t.kind = w.kind AND t.id = w.id
),
exact AS (
    SELECT m.kind, m.grp, m.id, m.number, min(g.record_id) AS first_record
    FROM moment m
    JOIN given w ON w.kind = m.kind AND w.id = m.id AND w.number <= m.number AND w.until > m.number
    JOIN grouped g ON g.kind = w.kind AND g.record_id = w.record_id
    GROUP BY m.kind, m.grp, m.id, m.number
    HAVING count(*) = any_value(m.size) AND bool_and(g.grp = m.grp)
),
asleep AS (SELECT kind, id FROM last_given ANTI JOIN brought USING (kind, id)),
latest AS (
    -- Nor an id that only records bear that are gone: they may come back.
    SELECT * FROM exact ANTI JOIN kept USING (kind, id) ANTI JOIN asleep USING (kind, id)
    QUALIFY row_number() OVER (PARTITION BY kind, grp ORDER BY number DESC, id) = 1
)
SELECT kind, grp, id FROM latest
QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY number DESC, first_record) = 1;

-- An id that is borne now goes to the group with most of its own records; a group takes the one that most of its
-- records ever bore, else the older.
CREATE OR REPLACE TEMP TABLE won AS
WITH winner AS (
    SELECT b.kind, b.grp, b.id, s.ever, s.born
    FROM brought b JOIN changed_group USING (kind, grp) JOIN share s USING (kind, grp, id)
    ANTI JOIN had_back h ON h.kind = b.kind AND h.id = b.id
    QUALIFY row_number() OVER (PARTITION BY b.kind, b.id ORDER BY s.own DESC, b.records DESC, b.first_record) = 1
)
SELECT kind, grp, id FROM winner ANTI JOIN had_back USING (kind, grp)
QUALIFY row_number() OVER (PARTITION BY kind, grp ORDER BY ever DESC, born, id) = 1;

-- Who got none of those gets back one that nobody bears, if most of its own records are here.
CREATE OR REPLACE TEMP TABLE revived AS
WITH winner AS (
    SELECT s.* FROM share s ANTI JOIN last_given l ON l.kind = s.kind AND l.id = s.id
    ANTI JOIN had_back h ON h.kind = s.kind AND h.id = s.id
    QUALIFY row_number() OVER (PARTITION BY s.kind, s.id ORDER BY s.own DESC, s.ever DESC, s.first_record) = 1
)
SELECT kind, grp, id FROM winner JOIN changed_group USING (kind, grp)
ANTI JOIN had_back USING (kind, grp) ANTI JOIN won USING (kind, grp)
QUALIFY row_number() OVER (PARTITION BY kind, grp ORDER BY ever DESC, born, id) = 1;

CREATE OR REPLACE TEMP TABLE old_ids AS
FROM kept UNION ALL FROM had_back UNION ALL FROM won UNION ALL FROM revived;

-- The ids that the records of all others would found. Where an id was given before, the record founds another: as
-- many may be taken as the record ever bore.
CREATE OR REPLACE TEMP TABLE new_ids AS
WITH taken AS (
    SELECT 'person' AS kind, record_id, person_id AS id FROM ledger_history WHERE person_id IS NOT NULL
    UNION SELECT 'family', record_id, family_id FROM ledger_history WHERE family_id IS NOT NULL
    UNION FROM last_given
),
founder AS (
    SELECT g.kind, g.grp, g.record_id, count(t.id) AS bore
    FROM grouped g ANTI JOIN old_ids o ON o.kind = g.kind AND o.grp = g.grp
    LEFT JOIN taken t ON t.kind = g.kind AND t.record_id = g.record_id
    GROUP BY g.kind, g.grp, g.record_id
),
founded AS (
    SELECT kind, grp, record_id, again,
        upper(kind[1]) || upper(left(md5(kind || ' ' || repeat('again ', again) || record_id), 15)) AS id
    FROM (SELECT *, unnest(range(bore + 1)) AS again FROM founder)
)
SELECT kind, grp, arg_min(id, (record_id, again)) AS id
FROM founded ANTI JOIN (SELECT DISTINCT kind, id FROM taken) t USING (kind, id) GROUP BY kind, grp;

CREATE OR REPLACE TABLE person_ids AS
SELECT grp AS person, id AS person_id FROM (FROM old_ids UNION ALL FROM new_ids) WHERE kind = 'person';

CREATE OR REPLACE TABLE family_ids AS
SELECT grp AS family, id AS family_id FROM (FROM old_ids UNION ALL FROM new_ids) WHERE kind = 'family';
