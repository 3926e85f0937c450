-- One row for each weighing or measuring, as the growth rules take it; people of five years and more are told to be out
-- of range. Of several rows for one child and day (two lists, or one list sent twice) the fullest counts; the others
-- are scored too but take no part in the child's history.
CREATE OR REPLACE TEMP TABLE visit AS
SELECT m.measurement_id, m.person_id, p.family_id, coalesce(m.village_code, p.village_code) AS village_code,
    m.health_centre, m.source, m.record_id,
    -- POSYANDU MELATI 1, melati-1 and Pos. Melati 1 are one posyandu of one village.
    nullif(trim(regexp_replace(regexp_replace(upper(m.posyandu), '[^A-Z0-9]+', ' ', 'g'), '^ ?(POSYANDU|POS) ', '')),
        '') AS posyandu,
    coalesce(m.measured_on, m.true_at) AS measured_on,
    date_diff('day', p.birth_date, coalesce(m.measured_on, m.true_at))::INTEGER AS age_days, p.birth_date,
    p.sex, m.weight, m.height AS length, m.position, m.muac AS arm, m.head, m.claimed_height_for_age,
    row_number() OVER (PARTITION BY m.person_id, coalesce(m.measured_on, m.true_at)
        ORDER BY (m.weight IS NULL)::INTEGER + (m.height IS NULL)::INTEGER + (m.position IS NULL)::INTEGER,
            m.received_at, m.measurement_id) = 1 AS counts
FROM measurement m JOIN person p USING (person_id)
WHERE coalesce(m.weight, m.height, m.muac, m.head) IS NOT NULL AND coalesce(m.measured_on, m.true_at) <= getvariable('as_of')
ORDER BY m.measurement_id;
