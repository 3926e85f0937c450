-- The release's tables of people and what is known of them, in the shape of their contracts.

CREATE OR REPLACE TEMP TABLE source_of AS
SELECT record_id, source, true_at FROM intake
UNION
SELECT m.record_id, i.source, i.true_at FROM mention m JOIN intake i ON i.record_id = m.child_record_id;

CREATE OR REPLACE TABLE person AS
WITH shown AS (
    SELECT subject_id,
        any_value(value) FILTER (attribute = 'name') AS name,
        any_value(value) FILTER (attribute = 'nik') AS nik,
        any_value(value) FILTER (attribute = 'sex') AS sex,
        any_value(value) FILTER (attribute = 'birth_date')::DATE AS birth_date,
        any_value(value) FILTER (attribute = 'mother_name') AS mother_name,
        any_value(value) FILTER (attribute = 'father_name') AS father_name,
        any_value(value) FILTER (attribute = 'status') AS status
    FROM claim WHERE subject = 'person' AND chosen GROUP BY subject_id
),
village AS (
    SELECT subject_id, any_value(value) AS village FROM claim
    WHERE subject = 'family' AND attribute = 'village' AND chosen GROUP BY subject_id
),
own_village AS (
    SELECT w.person, arg_max(l.village, (i.true_at, w.record_id)) AS village
    FROM who w JOIN intake i USING (record_id) JOIN place l USING (record_id)
    -- What was said before a move tells of the former family's village.
    LEFT JOIN last_move m ON m.person = w.person AND i.source <> 'office'
    WHERE l.village IS NOT NULL AND (m.day IS NULL OR i.true_at > m.day) GROUP BY w.person
),
counted AS (
    SELECT w.person, list_sort(list_distinct(list(x.source))) AS sources, count(*)::INTEGER AS records
    FROM who w
    JOIN source_of x USING (record_id)
    GROUP BY w.person
)
SELECT p.person_id, f.family_id, s.name, s.nik,
    -- A NIK that agrees with the birth date says the sex where no list does.
    coalesce(s.sex, CASE WHEN s.nik IS NOT NULL AND s.birth_date IS NOT NULL
        AND s.nik[9:12] = strftime(s.birth_date, '%m%y')
        THEN CASE WHEN s.nik[7:8]::INTEGER > 40 THEN 'P' ELSE 'L' END END) AS sex,
    s.birth_date, s.mother_name, s.father_name, s.status, h.relation,
    coalesce(o.village, v.village) AS village_code, c.sources, c.records AS record_count
FROM home h
JOIN person_ids p USING (person)
JOIN family_ids f ON f.family = h.family
LEFT JOIN shown s ON s.subject_id = p.person_id
LEFT JOIN village v ON v.subject_id = f.family_id
LEFT JOIN own_village o ON o.person = h.person
JOIN counted c ON c.person = h.person
ORDER BY p.person_id;

CREATE OR REPLACE TABLE family AS
WITH shown AS (
    SELECT subject_id,
        any_value(value) FILTER (attribute = 'kk') AS kk,
        any_value(value) FILTER (attribute = 'village') AS village_code,
        any_value(value) FILTER (attribute = 'address') AS address,
        any_value(value) FILTER (attribute = 'rt') AS rt,
        any_value(value) FILTER (attribute = 'rw') AS rw,
        any_value(value) FILTER (attribute = 'desil') AS desil
    FROM claim WHERE subject = 'family' AND chosen GROUP BY subject_id
),
living AS (
    SELECT family_id, count(*)::INTEGER AS members,
        arg_min(person_id, (CASE relation WHEN 'head' THEN 0 WHEN 'husband' THEN 1 WHEN 'wife' THEN 2
            WHEN 'spouse' THEN 3 ELSE 4 END, birth_date, person_id)) FILTER (coalesce(relation, '') <> 'child') AS head
    FROM person WHERE coalesce(status, 'alive') NOT IN ('dead', 'moved', 'left', 'invalid')
    GROUP BY family_id
),
known AS (
    SELECT f.family_id, list_sort(list_distinct(list(x.source))) AS sources
    FROM record_group g
    JOIN family_ids f ON f.family = g.family
    JOIN source_of x ON x.record_id = g.record_id
    GROUP BY f.family_id
)
SELECT f.family_id, s.kk, l.head AS head_person_id, p.name AS head_name,
    coalesce(s.village_code, p.village_code) AS village_code, s.address, s.rt, s.rw,
    coalesce(l.members, 0) AS members,
    split_part(s.desil, '-', 1)::INTEGER AS desil_low, split_part(s.desil, '-', -1)::INTEGER AS desil_high,
    coalesce(k.sources, []) AS sources
FROM family_ids f
LEFT JOIN shown s ON s.subject_id = f.family_id
LEFT JOIN living l ON l.family_id = f.family_id
LEFT JOIN person p ON p.person_id = l.head
LEFT JOIN known k ON k.family_id = f.family_id
ORDER BY f.family_id;

CREATE OR REPLACE TABLE membership AS
WITH seen AS (
    SELECT person, family, relation, true_at, source, record_id FROM listed JOIN led_family USING (family)
    UNION ALL
    SELECT h.person, CASE WHEN i.true_at < g.day THEN g.left_family ELSE h.family END, h.relation, i.true_at, i.source,
        i.record_id
    FROM home h
    JOIN who w ON w.person = h.person
    JOIN source_of i ON i.record_id = w.record_id
    LEFT JOIN guest g ON g.person = h.person
    WHERE h.person NOT IN (SELECT person FROM home_in_lists)
        AND i.record_id NOT IN (SELECT record_id FROM listed JOIN led_family USING (family))
)
SELECT p.person_id, f.family_id, arg_max(s.relation, (s.true_at, s.record_id)) AS relation,
    min(s.true_at) AS first_seen, max(s.true_at) AS last_seen,
    bool_or(h.family = s.family) AS current, list_sort(list_distinct(list(s.source))) AS sources
FROM seen s
JOIN home h ON h.person = s.person
JOIN person_ids p ON p.person = s.person
JOIN family_ids f ON f.family = s.family
GROUP BY p.person_id, f.family_id
ORDER BY p.person_id, f.family_id;

CREATE OR REPLACE TEMP TABLE all_records AS
SELECT record_id, receipt_id, source, sheet, row, role, name, nik, nik_written, nik_quality, kk, kk_written,
    birth_date, birth_date_quality, sex, true_at, record_id AS shown_on
FROM intake
UNION ALL
SELECT m.record_id, i.receipt_id, i.source, i.sheet, i.row, m.role, m.name, m.nik, m.nik,
    CASE WHEN m.nik IS NULL THEN 'missing' ELSE 'sound' END, i.kk, i.kk_written, NULL, 'missing',
    CASE m.role WHEN 'mother' THEN 'P' ELSE 'L' END, i.true_at, i.record_id
FROM mention m JOIN intake i ON i.record_id = m.child_record_id;

CREATE OR REPLACE TABLE record AS
SELECT r.record_id, r.receipt_id, r.source, t.file, r.sheet, r.row, r.role, p.person_id, f.family_id,
    w.probability::DOUBLE AS match_probability, r.name, r.nik, r.nik_written, r.nik_quality, r.kk, r.kk_written,
    r.birth_date, r.birth_date_quality, r.sex, l.village AS village_code, l.village_how, r.true_at
FROM all_records r
JOIN receipts t ON t.receipt_id = r.receipt_id
JOIN who w ON w.record_id = r.record_id
JOIN person_ids p ON p.person = w.person
JOIN home h ON h.person = w.person
JOIN family_ids f ON f.family = h.family
JOIN place l ON l.record_id = r.shown_on
ORDER BY r.record_id;

CREATE OR REPLACE TABLE link AS
SELECT a.record_id AS record_a, b.record_id AS record_b, e.weight AS match_weight,
    ca.cluster = cb.cluster AS joined
FROM edge e
JOIN standard a ON a.n = e.l JOIN standard b ON b.n = e.r
JOIN cluster ca ON ca.n = e.l JOIN cluster cb ON cb.n = e.r
ORDER BY record_a, record_b;

CREATE OR REPLACE TABLE rejoined AS
SELECT least(a.record_id, b.record_id) AS record_a, greatest(a.record_id, b.record_id) AS record_b,
    max(p.weight) AS weight, arg_max(p.reason, (p.weight, p.reason)) AS reason
FROM put_together p JOIN standard a ON a.n = p.a JOIN standard b ON b.n = p.b
GROUP BY ALL
ORDER BY record_a, record_b;

CREATE OR REPLACE TEMP VIEW origin AS
SELECT i.record_id, i.source, i.true_at, i.collected_at, i.entered_at, t.received_at, p.person_id, f.family_id
FROM intake i
JOIN receipts t USING (receipt_id)
JOIN record_group g USING (record_id)
JOIN person_ids p ON p.person = g.person
JOIN family_ids f ON f.family = g.family;

CREATE OR REPLACE TABLE measurement AS
WITH one AS (
    SELECT record_id, posyandu, health_centre, unnest(measurements) AS m,
        generate_subscripts(measurements, 1) AS number
    FROM intake WHERE len(measurements) > 0
)
SELECT o.record_id || '.' || number AS measurement_id, g.person_id,
    date_diff('day', p.birth_date, m.measured_on)::INTEGER AS age_days, l.village AS village_code, o.posyandu,
    o.health_centre, m.measured_on, m.weight, m.weight_note, m.height, m.height_note, m.position, m.muac, m.head,
    m.claimed_weight_for_age, m.claimed_height_for_age, m.claimed_weight_for_height, m.claimed_waz, m.claimed_haz,
    m.claimed_whz, m.claimed_gain,
    g.source, o.record_id, g.true_at, g.collected_at, g.entered_at, g.received_at
FROM one o JOIN origin g USING (record_id) JOIN person p ON p.person_id = g.person_id
JOIN place l USING (record_id)
ORDER BY measurement_id;

CREATE OR REPLACE TABLE welfare AS
SELECT g.family_id, g.person_id, i.desil_low, i.desil_high, i.desil_quality, i.welfare_status, i.programmes,
    i.extreme_poverty, g.source, i.record_id, g.true_at, g.collected_at, g.entered_at, g.received_at
FROM intake i JOIN origin g USING (record_id)
WHERE i.desil_quality IS NOT NULL OR i.welfare_status IS NOT NULL OR len(i.programmes) > 0
    OR i.extreme_poverty IS NOT NULL
ORDER BY g.family_id, i.record_id;

CREATE OR REPLACE TABLE answer AS
SELECT i.record_id, i.answer, g.person_id, g.family_id, i.anchor,
    CASE WHEN i.anchor IS NOT NULL THEN coalesce(a.person = w.person, false) END AS anchor_held,
    i.lives_with, i.new_family,
    CASE WHEN i.new_family IS NOT NULL OR v.record_id IS NOT NULL THEN f.family_id = g.family_id
        WHEN i.lives_with IS NOT NULL THEN false END AS move_held,
    i.lives_here, i.proposal, i.note, i.decided_by, i.decided_on, g.true_at, g.received_at
FROM intake i JOIN origin g USING (record_id) JOIN who w USING (record_id) JOIN home h USING (person)
JOIN family_ids f USING (family)
LEFT JOIN who a ON a.record_id = i.anchor
LEFT JOIN move v ON v.record_id = i.record_id
WHERE i.answer IS NOT NULL
ORDER BY i.record_id;

CREATE OR REPLACE TABLE dwelling AS
SELECT g.family_id, i.water, i.latrine, i.disposal, i.floor, i.wall, i.roof, i.light, i.fuel, i.ownership,
    i.floor_area, g.source, i.record_id, g.true_at, g.collected_at, g.entered_at, g.received_at
FROM intake i JOIN origin g USING (record_id)
WHERE coalesce(i.water, i.latrine, i.disposal, i.floor, i.wall, i.roof, i.light, i.fuel, i.ownership) IS NOT NULL
    OR i.floor_area IS NOT NULL
ORDER BY g.family_id, i.record_id;

CREATE OR REPLACE TABLE screening AS
SELECT g.family_id, i.has_under_two, i.has_under_five, i.couple, i.pregnant_wife, i.water_unsafe, i.latrine_unsafe,
    i.too_young, i.too_old, i.too_close, i.too_many, i.four_too, i.no_modern_contraception, i.welfare_rank,
    i.risk_claimed, i.assistance, g.source, i.record_id, g.true_at, g.collected_at, g.entered_at, g.received_at
FROM intake i JOIN origin g USING (record_id)
WHERE i.source = 'krs' AND i.role = coalesce(
    (SELECT 'head' FROM intake h WHERE h.record_id = regexp_replace(i.record_id, '[^.]+$', 'head')), 'wife')
ORDER BY g.family_id, i.record_id;
