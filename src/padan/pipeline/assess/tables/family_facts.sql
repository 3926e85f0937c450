-- What is known of each family on the day, from every list but BKKBN's own answers, and beside it what BKKBN's list
-- answered. Null is unknown. The rule's own limits are in padan.rules.risk; here only who and which day.

-- The wife of the head, or the woman who heads the family.
CREATE OR REPLACE TEMP TABLE wife AS
SELECT r.family_id, r.person_id, r.birth_date, r.relation, m.value AS marital_status
FROM resident r
LEFT JOIN claim m ON m.subject_id = r.person_id AND m.subject = 'person' AND m.attribute = 'marital_status' AND m.chosen
WHERE r.relation = 'wife' OR (r.relation = 'spouse' AND coalesce(r.sex, 'P') = 'P')
    OR (r.relation = 'head' AND r.sex = 'P')
QUALIFY row_number() OVER (PARTITION BY r.family_id
    ORDER BY r.relation = 'head', r.birth_date DESC NULLS LAST, r.person_id) = 1;

-- Children that live in the family; of those that are not the head's own only the small ones.
CREATE OR REPLACE TEMP TABLE child_of AS
SELECT family_id, person_id, birth_date, coalesce(relation, '') = 'child' AS own
FROM resident
WHERE relation = 'child' OR (coalesce(relation, '') NOT IN ('head', 'wife', 'husband', 'spouse')
    AND birth_date > getvariable('as_of') - to_months(getvariable('under_five_months')));

CREATE OR REPLACE TEMP TABLE births AS
SELECT family_id, max(birth_date) AS youngest, arg_max(own, (birth_date, own)) AS youngest_is_own,
    bool_or(birth_date IS NULL) AS some_unknown,
    count(*) FILTER (own)::SMALLINT AS own_children,
    list(birth_date ORDER BY birth_date DESC) FILTER (own AND birth_date IS NOT NULL) AS own_births
FROM child_of GROUP BY family_id;

-- A pregnancy is believed for as long as one can last, until a child of the family is born, and of no man.
CREATE OR REPLACE TEMP TABLE pregnancy AS
SELECT r.person_id, r.family_id, r.village_code, c.value = 'true' AS pregnant, c.true_at
FROM resident r
JOIN claim c ON c.subject_id = r.person_id AND c.subject = 'person' AND c.attribute = 'pregnant' AND c.chosen
LEFT JOIN births b USING (family_id)
WHERE c.true_at BETWEEN getvariable('as_of') - getvariable('pregnancy_days') AND getvariable('as_of')
    AND coalesce(r.sex, 'P') = 'P' AND NOT (c.value = 'true' AND coalesce(b.youngest > c.true_at, false));

-- The newest word on the water, and the newest on the latrine: both of its columns from one row.
CREATE OR REPLACE TEMP TABLE lived_in AS
SELECT family_id, arg_max(water, (true_at, record_id)) FILTER (water <> 'unknown') AS water,
    arg_max_null(latrine, (true_at, record_id)) FILTER (latrine <> 'unknown' OR disposal <> 'unknown') AS latrine,
    arg_max_null(disposal, (true_at, record_id)) FILTER (latrine <> 'unknown' OR disposal <> 'unknown') AS disposal
FROM dwelling WHERE true_at <= getvariable('as_of') GROUP BY family_id;

CREATE OR REPLACE TEMP TABLE screened_last AS
SELECT s.*, coalesce(getvariable('as_of') - s.true_at <= o.stale_after, true) AS in_cycle,
    getvariable('as_of') - s.true_at <= getvariable('pregnancy_days') AS pregnancy_holds
FROM screening s JOIN owner o USING (source)
WHERE s.true_at <= getvariable('as_of')
QUALIFY row_number() OVER (PARTITION BY family_id ORDER BY true_at DESC, record_id) = 1;

CREATE OR REPLACE TEMP TABLE family_fact AS
SELECT f.family_id, f.village_code, f.desil_low, f.desil_high,
    w.person_id AS wife_id, w.birth_date AS wife_born,
    CASE WHEN w.person_id IS NULL THEN CASE WHEN whole THEN false END
         WHEN w.relation IN ('wife', 'spouse') THEN coalesce(w.marital_status NOT IN ('divorced', 'widowed'), true)
         WHEN w.marital_status IS NOT NULL THEN w.marital_status = 'married' END AS in_union,
    p.pregnant,
    whole,
    -- Where no list names every member, the youngest child that is known need not be the youngest there is: one of
    -- five years or more says nothing of younger ones.
    CASE WHEN b.some_unknown OR (NOT whole AND coalesce(b.youngest
             <= getvariable('as_of') - to_months(getvariable('under_five_months')), true)) THEN NULL
         ELSE coalesce(b.youngest, DATE '1800-01-01') END AS youngest_born,
    CASE WHEN b.some_unknown OR b.family_id IS NULL THEN CASE WHEN whole THEN DATE '1800-01-01' END
         -- A grandchild says nothing of the births before it; where those may matter they are unknown here.
         WHEN NOT b.youngest_is_own THEN
             CASE WHEN b.own_children < 2 AND coalesce(list_extract(b.own_births, 1)
                 <= getvariable('as_of') - to_months(getvariable('under_five_months')), true) THEN DATE '1800-01-01' END
         ELSE coalesce(
             -- Of twins the child before them; else the other twin.
             list_extract(list_filter(b.own_births, lambda d: d <= b.youngest - getvariable('one_birth_days')), 1),
             list_extract(b.own_births, 2),
             CASE WHEN whole THEN DATE '1800-01-01' END) END AS older_born,
    CASE WHEN whole THEN coalesce(b.own_children, 0)::SMALLINT END AS children,
    l.water, l.latrine, l.disposal,
    s.record_id AS screening_record, s.true_at AS screened_at, s.risk_claimed,
    s.has_under_two, s.has_under_five, s.couple, s.pregnant_wife, s.water_unsafe, s.latrine_unsafe,
    s.too_young, s.too_old, s.too_close, s.too_many, s.four_too, s.no_modern_contraception, s.welfare_rank,
    coalesce(s.in_cycle, false) AS in_cycle,
    coalesce(s.pregnancy_holds, false) AND NOT coalesce(s.pregnant_wife AND b.youngest > s.true_at, false)
        AS pregnancy_holds
FROM (SELECT *, list_has_any(sources, ['opensid', 'dtsen']) AS whole FROM family WHERE members > 0) f
LEFT JOIN wife w USING (family_id)
LEFT JOIN (SELECT family_id, bool_or(pregnant) AS pregnant FROM pregnancy GROUP BY family_id) p USING (family_id)
LEFT JOIN births b USING (family_id)
LEFT JOIN lived_in l USING (family_id)
LEFT JOIN screened_last s USING (family_id)
ORDER BY f.family_id;
