-- The needs of a release, as padan.rules.giving.needs finds them of one family and one child: that module says what each
-- rule means. Needs the facts of families (family_fact, padan.reports.eligible), person, claim, growth_state, the terms of
-- the day (term) and the variables of padan.reports.needs.making. Null is unknown.

-- Who lives in a family.
CREATE TEMP VIEW resident AS
SELECT family_id, person_id, relation, birth_date FROM person
WHERE coalesce(status, 'alive') NOT IN ('dead', 'moved', 'missing', 'left', 'invalid');

-- Of how many it is known who insures them, and that nobody does.
CREATE TEMP VIEW insured AS
SELECT p.family_id, count(*) AS residents, count(c.value) AS known, count(*) FILTER (c.value = 'none') AS uninsured
FROM resident p LEFT JOIN claim c ON c.subject = 'person' AND c.subject_id = p.person_id
    AND c.attribute = 'health_insurance' AND c.chosen
GROUP BY p.family_id;

CREATE TEMP TABLE told AS
SELECT _id AS family_id, _area AS area,
    CASE at_risk WHEN 1 THEN true WHEN 0 THEN false END AS at_risk,
    CASE WHEN NOT isnan(poverty_group) THEN poverty_group <= getvariable('poor') END AS poor,
    CASE pregnant WHEN 1 THEN true WHEN 0 THEN false END AS pregnant,
    -- No list tells the arm of a pregnant woman yet: unknown of who may be pregnant.
    CASE pregnant WHEN 0 THEN false END AS pregnant_thin,
    CASE latrine_unsafe WHEN 1 THEN true WHEN 0 THEN false END AS latrine_unsafe,
    CASE water_unsafe WHEN 1 THEN true WHEN 0 THEN false END AS water_unsafe,
    -- Who has a member whose premium the state pays is not given one.
    CASE WHEN gets_pbi = 1 THEN 0 WHEN i.uninsured > 0 OR i.known = i.residents THEN i.uninsured END AS uninsured,
    CASE WHEN isnan(urgency) THEN 0 ELSE urgency END::INTEGER AS urgency
FROM family_fact LEFT JOIN insured i ON i.family_id = _id;

-- Each child under five, and who may be one (child_signs.sql).
CREATE TEMP TABLE child AS
SELECT p.family_id, p.person_id,
    CASE WHEN p.birth_date <= getvariable('as_of') THEN datesub('month', p.birth_date, getvariable('as_of')) END
        AS age_months,
    g.is_wasted AS wasted, g.is_severely_wasted AS severely_wasted, g.is_underweight AS underweight,
    g.not_gained_twice AS twice_not_gained, g.is_stunted AS stunted, g.is_severely_stunted AS severely_stunted,
    g.is_faltering AS faltering
FROM resident p LEFT JOIN child_signs g USING (person_id)
WHERE age_months < getvariable('under_five')
    OR (age_months IS NULL AND coalesce(p.relation, '') NOT IN ('head', 'husband', 'wife', 'spouse', 'parent'));

-- Whether a rule of the day speaks of a kind and cause; what it does not speak of is no need.
CREATE TEMP MACRO ruled(answer, kind, cause) AS answer AND list_contains(getvariable('ruled'), kind || '|' || cause);
-- The tier of a sign in the written order of families where it is there.
CREATE TEMP MACRO of_sign(there, sign) AS CASE WHEN there THEN getvariable('tiers')[sign] ELSE 0 END;
CREATE TEMP MACRO of_risk(at_risk) AS
    CASE WHEN at_risk THEN getvariable('tiers')['at_risk']
        WHEN at_risk IS NULL THEN getvariable('tiers')['at_risk_unknown'] ELSE 0 END;

CREATE TEMP VIEW of_child AS
SELECT c.*, t.area, t.at_risk AND t.poor AS poor_at_risk,
    greatest(of_sign(severely_wasted, 'severely_wasted'), of_sign(wasted, 'wasted'),
        of_sign(severely_stunted, 'severely_stunted'), of_sign(stunted, 'stunted'), of_sign(faltering, 'faltering'),
        of_risk(t.at_risk)) AS urgent
FROM child c JOIN told t USING (family_id);

-- The first cause that is so; 'unknown' where none is, and of some nobody knows.
CREATE TEMP VIEW asked AS
SELECT family_id, person_id, area, age_months, 'pmt' AS kind, urgent, 1 AS times,
    CASE WHEN age_months IS NULL THEN 'unknown' WHEN age_months < getvariable('fed_from') THEN 'none'
        WHEN ruled(wasted, 'pmt', 'wasted') THEN 'wasted'
        WHEN ruled(underweight, 'pmt', 'underweight') THEN 'underweight'
        WHEN ruled(twice_not_gained, 'pmt', 'weight_faltering') THEN 'weight_faltering'
        WHEN ruled(poor_at_risk, 'pmt', 'at_risk') THEN 'at_risk'
        WHEN (ruled(wasted, 'pmt', 'wasted') OR ruled(underweight, 'pmt', 'underweight')
            OR ruled(twice_not_gained, 'pmt', 'weight_faltering') OR ruled(poor_at_risk, 'pmt', 'at_risk')) IS NULL
            THEN 'unknown' ELSE 'none' END AS cause
FROM of_child
UNION ALL
SELECT family_id, person_id, area, age_months, 'counselling', urgent, 1,
    CASE WHEN age_months IS NULL THEN 'unknown'
        WHEN small AND ruled(wasted, 'counselling', 'wasted') THEN 'wasted'
        WHEN small AND ruled(underweight, 'counselling', 'underweight') THEN 'underweight'
        WHEN ruled(twice_not_gained, 'counselling', 'weight_faltering') THEN 'weight_faltering'
        WHEN ruled(stunted, 'counselling', 'stunted') THEN 'stunted'
        WHEN ((small AND ruled(wasted, 'counselling', 'wasted'))
            OR (small AND ruled(underweight, 'counselling', 'underweight'))
            OR ruled(twice_not_gained, 'counselling', 'weight_faltering') OR ruled(stunted, 'counselling', 'stunted'))
            IS NULL THEN 'unknown' ELSE 'none' END
FROM (SELECT *, age_months < getvariable('fed_from') AS small FROM of_child)
UNION ALL
SELECT family_id, '', area, NULL, 'pmt',
    greatest(of_sign(pregnant_thin, 'pregnant_kek'), of_risk(at_risk)), 1,
    CASE WHEN ruled(pregnant_thin, 'pmt', 'pregnant_thin') THEN 'pregnant_thin'
        WHEN ruled(pregnant AND at_risk AND poor, 'pmt', 'pregnant_at_risk') THEN 'pregnant_at_risk'
        WHEN (ruled(pregnant_thin, 'pmt', 'pregnant_thin')
            OR ruled(pregnant AND at_risk AND poor, 'pmt', 'pregnant_at_risk')) IS NULL THEN 'unknown'
        ELSE 'none' END
FROM told
UNION ALL
SELECT family_id, '', area, NULL, kind, urgency, CASE kind WHEN 'premium' THEN uninsured ELSE 1 END,
    CASE WHEN ruled(lacks, kind, why) THEN why WHEN ruled(lacks, kind, why) IS NULL THEN 'unknown' ELSE 'none' END
FROM (
    SELECT family_id, area, urgency, uninsured,
        unnest([{kind: 'latrine', why: 'no_latrine', lacks: latrine_unsafe},
            {kind: 'water', why: 'no_water', lacks: water_unsafe},
            {kind: 'premium', why: 'no_insurance', lacks: uninsured > 0}], recursive := true)
    FROM told
);

CREATE TEMP VIEW need AS
SELECT CASE WHEN a.cause <> 'unknown' THEN 'N' || upper(left(sha256(
        CASE WHEN person_id = '' THEN family_id ELSE person_id END || '|' || a.kind || '|' || a.cause
    ), 15)) ELSE '' END AS need_id,
    family_id, person_id, a.kind, CASE WHEN a.cause <> 'unknown' THEN a.cause ELSE '' END AS cause, area,
    age_months::SMALLINT AS age_months,
    CASE WHEN a.cause <> 'unknown' THEN getvariable('last_tier') - urgent END::SMALLINT AS tier,
    t.unit, (t.units * times)::INTEGER AS units, t.unit_cost, t.units * times * t.unit_cost AS value
FROM asked a LEFT JOIN term t ON t.kind = a.kind AND t.cause = a.cause
WHERE a.cause <> 'none';
