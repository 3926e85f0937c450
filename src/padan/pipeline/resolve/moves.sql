-- Who lives elsewhere since a day, by an answer about a known person: with somebody (``lives_with``) or in a family of
-- its own (``new_family``). A person who moved is another one to the families before and after: an *era* is how often
-- the person had moved by then. No family holds one person in two eras.

CREATE OR REPLACE TEMP TABLE move AS
WITH said AS (
    SELECT c.cluster AS person, s.record_id, s.family_key, s.relation, s.true_at AS day, h.cluster AS host
    FROM intake i JOIN standard s USING (record_id) JOIN cluster c USING (n)
    LEFT JOIN standard t ON t.record_id = i.lives_with LEFT JOIN cluster h ON h.n = t.n
    WHERE i.anchor IS NOT NULL AND (i.new_family IS NOT NULL OR h.cluster <> c.cluster)
),
led AS (
    -- The family of its own goes before somebody's family where one row names both.
    SELECT *, coalesce(family_key, host::VARCHAR) AS destination,
        lag(destination) OVER (PARTITION BY person ORDER BY day, record_id) AS before
    FROM said
)
SELECT * EXCLUDE (before), count(*) FILTER (before IS DISTINCT FROM destination)
    OVER (PARTITION BY person ORDER BY day, record_id)::INTEGER AS era
FROM led;

-- The era of each row of those who moved: a list that is newer than a move tells of the time after it.
CREATE OR REPLACE TEMP TABLE row_era AS
SELECT m.person, m.family_key, m.record_id, m.kk,
    coalesce(max(v.era) FILTER (v.record_id = m.record_id), max(v.era) FILTER (v.day < m.true_at), 0) AS era
FROM member m JOIN move v USING (person)
GROUP BY ALL;

-- Unless it shows the family before the move again: one who has a family of its own beside somebody who was left behind;
-- one who lives with somebody without that one, beside anybody or on a card of before.
CREATE OR REPLACE TEMP TABLE era AS
WITH beside AS (
    SELECT e.person, e.family_key, e.era, q.person AS other FROM row_era e
    JOIN member q USING (family_key) WHERE q.person <> e.person
),
as_before AS (
    SELECT b.person, b.family_key, b.era, a.era AS earlier, b.other
    FROM beside b JOIN beside a ON a.person = b.person AND a.other = b.other AND a.era < b.era
    UNION ALL
    SELECT b.person, b.family_key, b.era, a.era, NULL
    FROM row_era b JOIN row_era a ON a.person = b.person AND a.kk = b.kk AND a.era < b.era
),
again AS (
    SELECT b.person, b.family_key, max(b.earlier) AS era
    FROM as_before b JOIN move v ON v.person = b.person AND v.era = b.era
    WHERE CASE WHEN v.family_key IS NULL
        THEN NOT EXISTS (FROM beside o WHERE o.person = b.person AND o.family_key = b.family_key AND o.other = v.host)
        ELSE b.other IS NOT NULL
            AND NOT EXISTS (FROM move o WHERE o.person = b.other AND o.destination = v.destination) END
    GROUP BY b.person, b.family_key
)
SELECT e.person, e.family_key,
    CASE WHEN bool_or(e.record_id IN (SELECT record_id FROM move)) THEN max(e.era)
        ELSE coalesce(any_value(g.era), max(e.era)) END::BIGINT AS era
FROM row_era e LEFT JOIN again g USING (person, family_key)
GROUP BY e.person, e.family_key;
