-- All that differs from the release ``a_…`` to the release ``b_…``. Needs ``asked`` (regency, earlier: the name of the
-- release ``a_…``). Ids are told as padan/pipeline/release/changes.sql tells them from the ledger.

CREATE TEMP TABLE named AS
SELECT 'person' AS subject, 'a' AS of, person_id AS id, name, village_code FROM a_person
UNION ALL SELECT 'family', 'a', family_id, head_name, village_code FROM a_family
UNION ALL SELECT 'person', 'b', person_id, name, village_code FROM b_person
UNION ALL SELECT 'family', 'b', family_id, head_name, village_code FROM b_family;

CREATE TEMP TABLE gone_or_new AS
SELECT subject, id, count(*) FILTER (of = 'a') > 0 AS was, count(*) FILTER (of = 'b') > 0 AS is_now
FROM named GROUP BY subject, id;

-- Where records went that are in both releases.
CREATE TEMP TABLE went AS
WITH pairs AS (
    SELECT a.record_id, a.person_id AS a_person, b.person_id AS b_person, a.family_id AS a_family,
        b.family_id AS b_family
    FROM a_record a JOIN b_record b USING (record_id)
),
either AS (
    SELECT DISTINCT 'person' AS subject, a_person AS from_id, b_person AS to_id FROM pairs WHERE a_person <> b_person
    UNION ALL
    SELECT DISTINCT 'family', a_family, b_family FROM pairs WHERE a_family <> b_family
)
SELECT e.*, f.is_now AS from_stays, t.was AS to_was, count(*) OVER (PARTITION BY e.subject, from_id) AS ways
FROM either e
JOIN gone_or_new f ON f.subject = e.subject AND f.id = e.from_id
JOIN gone_or_new t ON t.subject = e.subject AND t.id = e.to_id;

CREATE TEMP TABLE changed AS
-- An id that goes on under another, and only there, is merged with it, whether that one is old or new.
SELECT subject, CASE WHEN from_stays OR (ways > 1 AND NOT to_was) THEN 'split' ELSE 'merged' END AS kind, from_id,
    to_id
FROM went WHERE NOT (from_stays AND to_was)
UNION ALL
SELECT subject, 'new', NULL, id FROM gone_or_new g WHERE NOT was
    AND NOT EXISTS (FROM went w WHERE w.subject = g.subject AND w.to_id = g.id)
UNION ALL
SELECT subject, 'gone', id, NULL FROM gone_or_new g WHERE NOT is_now
    AND NOT EXISTS (FROM went w WHERE w.subject = g.subject AND w.from_id = g.id);

-- The later release says why, where it was built upon the earlier one.
CREATE TEMP TABLE why AS
SELECT subject, kind, from_id, to_id, because FROM b_change WHERE release_before = (SELECT earlier FROM asked);

CREATE TABLE difference AS
WITH ids AS (
    SELECT c.subject || '_' || c.kind AS what, c.subject, c.from_id, c.to_id, NULL AS before, NULL AS after, y.because
    FROM changed c LEFT JOIN why y ON y.subject = c.subject AND y.kind = c.kind
        AND y.from_id IS NOT DISTINCT FROM c.from_id AND y.to_id IS NOT DISTINCT FROM c.to_id
    UNION ALL
    SELECT 'risk', 'family', a.family_id, b.family_id, a.at_risk, b.at_risk, NULL
    FROM a_risk a JOIN b_risk b USING (family_id) WHERE a.at_risk <> b.at_risk
    UNION ALL
    SELECT 'growth', 'person', a.person_id, b.person_id, a.stunted || ' ' || a.wasted || ' ' || a.underweight
        || ' ' || a.overweight, b.stunted || ' ' || b.wasted || ' ' || b.underweight || ' ' || b.overweight, NULL
    FROM a_growth_state a JOIN b_growth_state b USING (person_id)
    WHERE (a.stunted, a.wasted, a.underweight, a.overweight) <> (b.stunted, b.wasted, b.underweight, b.overweight)
)
SELECT i.what,
    coalesce(b.village_code, CASE WHEN b.id IS NULL THEN a.village_code END, (SELECT regency FROM asked)) AS area,
    i.from_id AS was, a.name AS was_named, i.to_id AS becomes, b.name AS becomes_named, i.before, i.after, i.because
FROM ids i
LEFT JOIN named a ON a.subject = i.subject AND a.id = i.from_id AND a.of = 'a'
LEFT JOIN named b ON b.subject = i.subject AND b.id = i.to_id AND b.of = 'b';
