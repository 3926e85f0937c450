-- What a rule may ask of families, from a release: views whose columns bear the codes of the facts. Null is unknown.
-- Needs a view of each table of the release, and the variables of ``padan.reports.eligible``. What several views ask is
-- a table: it is worked out once.

CREATE TEMP TABLE here AS
SELECT family_id, village_code, members, head_person_id, sources, desil_low, desil_high,
    list_has_any(sources, ['opensid', 'dtsen']) AS whole, row_number() OVER (ORDER BY family_id) AS place
FROM family WHERE members > 0;

-- A birth date in the future is no birth date.
CREATE TEMP TABLE resident AS
SELECT family_id, person_id, relation, sex, CASE WHEN birth_date <= getvariable('as_of') THEN birth_date END AS born
FROM person WHERE coalesce(status, 'alive') NOT IN ('dead', 'moved', 'missing', 'left', 'invalid');

CREATE TEMP VIEW of_family AS
SELECT h.family_id, h.members, CASE WHEN h.desil_low = h.desil_high THEN h.desil_low END AS decile,
    h.desil_low AS decile_low, h.desil_high AS decile_high
FROM here h;

-- That a list leaves a family out tells nothing where the list knows nobody of its village.
CREATE TEMP VIEW of_poor_list AS
SELECT h.family_id, CASE WHEN list_contains(h.sources, 'dtsen') THEN true
    WHEN v.village_code IS NOT NULL THEN false END AS on_poor_list
FROM here h
LEFT JOIN (SELECT DISTINCT village_code FROM family WHERE list_contains(sources, 'dtsen')) v USING (village_code);

CREATE TEMP VIEW of_decile AS
SELECT subject_id AS family_id, max(getvariable('as_of') - true_at) AS decile_age FROM claim
WHERE subject = 'family' AND attribute = 'desil' AND chosen AND true_at <= getvariable('as_of') GROUP BY subject_id;

CREATE TEMP VIEW of_head AS
SELECT h.family_id, datesub('year', p.born, getvariable('as_of')) AS head_age,
    CASE p.sex WHEN 'L' THEN 'male' WHEN 'P' THEN 'female' END AS head_sex,
    CASE p.sex WHEN 'L' THEN false WHEN 'P' THEN true END AS head_woman
FROM here h JOIN resident p ON p.person_id = h.head_person_id;

-- Children can be counted where some list names every member, and each who may be a child has a birth date.
CREATE TEMP VIEW counted AS
SELECT family_id, count(*) FILTER (born > getvariable('as_of') - to_months(getvariable('under_five_months'))) AS five,
    count(*) FILTER (born > getvariable('as_of') - to_months(getvariable('under_two_months'))) AS two,
    count(*) FILTER (born > getvariable('as_of') - to_months(getvariable('under_five_months'))
        AND born <= getvariable('as_of') - to_months(6)) AS fed,
    bool_or(born IS NULL AND coalesce(relation, '') NOT IN ('head', 'husband', 'wife', 'spouse', 'parent')) AS vague
FROM resident GROUP BY family_id;

-- To have one it is enough to know one; the rule's targets know besides what the screening says. Who is surely no
-- target of the rule has neither.
CREATE TEMP TABLE of_children AS
SELECT h.family_id, h.whole AND NOT coalesce(c.vague, false) AS complete,
    CASE WHEN complete THEN coalesce(c.five, 0) END AS under_five,
    CASE WHEN complete THEN coalesce(c.two, 0) END AS under_two,
    CASE WHEN complete THEN coalesce(c.fed, 0) END AS six_to_59,
    CASE WHEN c.five > 0 OR list_has_any(r.targets, ['under_two', 'under_five']) THEN true
        WHEN complete OR r.target = 'no' THEN false END AS has_under_five,
    CASE WHEN c.two > 0 OR list_contains(r.targets, 'under_two') THEN true
        WHEN complete OR r.target = 'no' THEN false END AS has_under_two
FROM here h LEFT JOIN counted c USING (family_id) LEFT JOIN risk r USING (family_id);

-- Each child under five as the order of families takes it (child_signs.sql).
CREATE TEMP VIEW child AS
SELECT p.family_id, g.is_stunted AS stunted, g.is_severely_stunted AS severely_stunted, g.is_wasted AS wasted,
    g.is_severely_wasted AS severely_wasted, g.is_underweight AS underweight, g.is_faltering AS faltering,
    CASE WHEN coalesce(g.last_measured, p.born) >= getvariable('as_of') - to_months(getvariable('unmeasured_months'))
            THEN false
        WHEN g.last_measured IS NOT NULL OR v.village_code IS NOT NULL THEN true END AS unmeasured
FROM resident p JOIN here h USING (family_id) LEFT JOIN child_signs g USING (person_id)
LEFT JOIN (SELECT DISTINCT village_code FROM growth_state) v ON v.village_code = h.village_code
WHERE p.born > getvariable('as_of') - to_months(getvariable('under_five_months'));

-- One child of whom it is so is enough; that it is so of none takes knowing it of all.
CREATE TEMP VIEW grown AS
SELECT family_id,
    {said: bool_or(stunted), known: bool_and(stunted IS NOT NULL)} AS stunted,
    {said: bool_or(severely_stunted), known: bool_and(severely_stunted IS NOT NULL)} AS severely_stunted,
    {said: bool_or(wasted), known: bool_and(wasted IS NOT NULL)} AS wasted,
    {said: bool_or(severely_wasted), known: bool_and(severely_wasted IS NOT NULL)} AS severely_wasted,
    {said: bool_or(underweight), known: bool_and(underweight IS NOT NULL)} AS underweight,
    {said: bool_or(faltering), known: bool_and(faltering IS NOT NULL)} AS faltering,
    {said: bool_or(unmeasured), known: bool_and(unmeasured IS NOT NULL)} AS unmeasured
FROM child GROUP BY family_id;

CREATE TEMP MACRO of_all(told, childless, complete) AS
    CASE WHEN told.said THEN true WHEN childless OR (complete AND told.known) THEN false END;

CREATE TEMP VIEW of_growth AS
SELECT c.family_id, NOT c.has_under_five AS childless,
    of_all(g.stunted, childless, c.complete) AS stunted,
    of_all(g.severely_stunted, childless, c.complete) AS severely_stunted,
    of_all(g.wasted, childless, c.complete) AS wasted,
    of_all(g.severely_wasted, childless, c.complete) AS severely_wasted,
    of_all(g.underweight, childless, c.complete) AS underweight,
    of_all(g.faltering, childless, c.complete) AS faltering,
    of_all(g.unmeasured, childless, c.complete) AS unmeasured
FROM of_children c LEFT JOIN grown g USING (family_id);

-- Lists tell of a programme where they name it of anybody: one that has no column for it says "no" of nobody.
CREATE TEMP VIEW told AS
SELECT DISTINCT source, true_at, unnest(programmes) AS programme FROM welfare
WHERE true_at > getvariable('as_of') - INTERVAL 1 YEAR AND true_at <= getvariable('as_of');

CREATE TEMP VIEW of_aid AS
WITH list AS (SELECT source, true_at, list(programme) AS tells FROM told GROUP BY ALL)
SELECT w.family_id,
    CASE WHEN bool_or(list_contains(w.programmes, 'pkh')) THEN true
        WHEN bool_or(list_contains(l.tells, 'pkh')) THEN false END AS gets_pkh,
    CASE WHEN bool_or(list_has_any(w.programmes, ['sembako', 'bpnt'])) THEN true
        WHEN bool_or(list_has_any(l.tells, ['sembako', 'bpnt'])) THEN false END AS gets_sembako,
    CASE WHEN bool_or(list_contains(w.programmes, 'pbi')) THEN true
        WHEN bool_or(list_contains(l.tells, 'pbi')) THEN false END AS gets_pbi,
    CASE WHEN bool_or(len(w.programmes) > 0) THEN true WHEN bool_or(len(l.tells) > 0) THEN false END AS gets_any
FROM welfare w JOIN list l USING (source, true_at)
WHERE w.programmes IS NOT NULL GROUP BY w.family_id;

CREATE TEMP VIEW of_poverty AS
SELECT family_id, arg_max(extreme_poverty, (true_at, record_id)) AS extreme_poverty FROM welfare
WHERE true_at <= getvariable('as_of') GROUP BY family_id;

CREATE TEMP VIEW of_dwelling AS
SELECT family_id,
    arg_max(floor, (true_at, record_id)) FILTER (floor <> 'unknown') AS floor,
    arg_max(wall, (true_at, record_id)) FILTER (wall <> 'unknown') AS wall,
    arg_max(roof, (true_at, record_id)) FILTER (roof <> 'unknown') AS roof,
    arg_max(water, (true_at, record_id)) FILTER (water <> 'unknown') AS water,
    arg_max(latrine, (true_at, record_id)) FILTER (latrine <> 'unknown') AS latrine,
    arg_max(disposal, (true_at, record_id)) FILTER (disposal <> 'unknown') AS disposal,
    arg_max(ownership, (true_at, record_id)) FILTER (ownership <> 'unknown') AS ownership,
    arg_max(floor_area, (true_at, record_id)) AS floor_area
FROM dwelling WHERE true_at <= getvariable('as_of') GROUP BY family_id;

-- A latrine and its tank from one row, as the rule takes them.
CREATE TEMP VIEW sanitation AS
SELECT family_id, arg_max({latrine: latrine, disposal: disposal}, (true_at, record_id)) AS newest FROM dwelling
WHERE true_at <= getvariable('as_of') AND (latrine <> 'unknown' OR disposal <> 'unknown') GROUP BY family_id;

CREATE TEMP TABLE screened AS
SELECT *, getvariable('as_of') - true_at <= getvariable('screening_days') AS in_cycle,
    getvariable('as_of') - true_at <= getvariable('pregnancy_days') AS lately
FROM screening WHERE true_at <= getvariable('as_of')
QUALIFY row_number() OVER (PARTITION BY family_id ORDER BY true_at DESC, record_id) = 1;

-- The wife of the head, or the woman who heads the family; how old she is, and how many children of the head live here.
CREATE TEMP VIEW wife AS
SELECT family_id, arg_min({years: datesub('year', born, getvariable('as_of'))},
        (relation = 'head', born IS NULL, DATE '2200-01-01' - born, person_id)).years AS years
FROM resident
WHERE relation = 'wife' OR (relation = 'spouse' AND coalesce(sex, 'P') = 'P') OR (relation = 'head' AND sex = 'P')
GROUP BY family_id;

CREATE TEMP VIEW of_risk AS
SELECT family_id, CASE at_risk WHEN 'yes' THEN true WHEN 'no' THEN false END AS at_risk,
    CASE target WHEN 'yes' THEN true WHEN 'no' THEN false END AS krs_target,
    CASE contraception WHEN 'yes' THEN true WHEN 'no' THEN false END AS no_modern_contraception,
    poverty AS poverty_group
FROM risk;

CREATE TEMP VIEW of_pregnancy AS
SELECT r.family_id, CASE WHEN list_contains(r.targets, 'pregnant') THEN true
    WHEN r.target = 'no' OR (s.lately AND NOT s.pregnant_wife) THEN false END AS pregnant
FROM risk r LEFT JOIN screened s USING (family_id);

-- The risk table names the factors that there are. That one is not there is known of a target that is not at risk; and
-- by the same facts by which the rule knows it.
CREATE TEMP MACRO factor(there, absent) AS CASE WHEN there THEN true WHEN absent THEN false END;

CREATE TEMP VIEW of_house_risk AS
SELECT r.family_id,
    factor(list_contains(r.factors, 'water_unsafe'), (r.target = 'yes' AND r.at_risk = 'no')
        OR list_contains(getvariable('safe_water'), d.water) OR NOT s.water_unsafe) AS water_unsafe,
    factor(list_contains(r.factors, 'latrine_unsafe'), (r.target = 'yes' AND r.at_risk = 'no')
        OR list_contains(getvariable('safe_latrine'), l.newest.latrine)
        OR list_contains(getvariable('safe_disposal'), l.newest.disposal) OR NOT s.latrine_unsafe) AS latrine_unsafe
FROM risk r LEFT JOIN of_dwelling d USING (family_id) LEFT JOIN sanitation l USING (family_id)
LEFT JOIN screened s USING (family_id);

CREATE TEMP VIEW of_wife_risk AS
WITH known AS (
    SELECT r.family_id, r.factors, r.target = 'yes' AND r.at_risk = 'no' AS settled, w.years,
        h.whole AND w.family_id IS NULL AS unmarried, h.whole AND coalesce(c.own, 0) < getvariable('too_many_from') AS few,
        CASE WHEN s.in_cycle THEN s END AS s
    FROM here h JOIN risk r USING (family_id) LEFT JOIN wife w USING (family_id) LEFT JOIN screened s USING (family_id)
    LEFT JOIN (SELECT family_id, count(*) FILTER (relation = 'child') AS own FROM resident GROUP BY family_id) c
        USING (family_id)
)
SELECT family_id, settled OR unmarried AS never,
    never OR years NOT BETWEEN getvariable('couple_from') AND getvariable('couple_to') AS uncoupled,
    factor(list_contains(factors, 'too_young'), never OR years >= getvariable('too_young_below')
        OR NOT coalesce(s.too_young, s.four_too)) AS too_young,
    factor(list_contains(factors, 'too_old'), never
        OR years NOT BETWEEN getvariable('too_old_from') AND getvariable('too_old_to')
        OR NOT coalesce(s.too_old, s.four_too)) AS too_old,
    factor(list_contains(factors, 'too_close'), uncoupled OR NOT coalesce(s.too_close, s.four_too)) AS too_close,
    factor(list_contains(factors, 'too_many'), uncoupled OR few OR NOT coalesce(s.too_many, s.four_too)) AS too_many
FROM known;

CREATE TEMP VIEW of_order AS SELECT family_id, tier AS urgency FROM priority;

CREATE TEMP VIEW of_disputes AS
SELECT h.family_id, d.family_id IS NOT NULL AS members_disputed
FROM here h LEFT JOIN (
    SELECT unnest(json_extract_string(evidence, '$.families[*].family_id')) AS family_id FROM gap
    WHERE kind = 'person_in_two_families'
    UNION
    SELECT family_id FROM gap WHERE kind = 'conflicting_values' AND json_extract_string(evidence, '$.attribute') = 'status'
) d USING (family_id);
