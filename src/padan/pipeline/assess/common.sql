-- What several kinds of gap ask for.

-- People who live here as far as anybody knows. The dead, the moved and the lost make no gaps.
CREATE OR REPLACE TEMP TABLE resident AS
SELECT * FROM person WHERE coalesce(status, 'alive') NOT IN ('dead', 'moved', 'missing', 'left', 'invalid');

-- Each child's measurings: a row that holds neither weight nor length measures nothing.
CREATE OR REPLACE TEMP TABLE measured AS
SELECT person_id, min(coalesce(measured_on, true_at)) AS first_measured, max(coalesce(measured_on, true_at)) AS last_measured,
    count(*)::INTEGER AS times, list_sort(list_distinct(list(source))) AS sources,
    arg_max(source, (coalesce(measured_on, true_at), source)) AS last_source,
    arg_max(record_id, (coalesce(measured_on, true_at), measurement_id)) AS last_record
FROM measurement
WHERE (weight IS NOT NULL OR height IS NOT NULL) AND coalesce(measured_on, true_at) <= getvariable('as_of')
GROUP BY person_id;

-- Children under five; an unknown birth date is no child under five.
CREATE OR REPLACE TEMP TABLE under_five AS
SELECT r.person_id, r.family_id, r.name, r.sex, r.birth_date, r.village_code, r.sources,
    datesub('month', r.birth_date, getvariable('as_of'))::INTEGER AS age_months
FROM resident r
WHERE r.birth_date > getvariable('as_of') - to_months(getvariable('under_five_months'))
    AND r.birth_date <= getvariable('as_of');

-- Families that live here and whose decile, at its highest, counts as poor. An unknown decile is never poor.
CREATE OR REPLACE TEMP TABLE poor_family AS
SELECT f.family_id, f.village_code, f.head_person_id, f.head_name, f.desil_low, f.desil_high,
    c.source AS desil_source, c.true_at AS desil_at, c.record_id AS desil_record
FROM family f
JOIN claim c ON c.subject_id = f.family_id AND c.subject = 'family' AND c.attribute = 'desil' AND c.chosen
WHERE f.desil_high <= getvariable('poor_desil') AND f.members > 0;

-- How many rows of each kind of list came from a village: none means that nobody there can be found in it.
CREATE OR REPLACE TEMP TABLE covered AS
SELECT village_code,
    count(*) FILTER (source IN ('eppgbm', 'puskesmas_fhir') AND role = 'child')::INTEGER AS measuring_rows,
    count(*) FILTER (source = 'krs')::INTEGER AS screening_rows,
    count(*) FILTER (source = 'opensid' AND role = 'person')::INTEGER AS register_rows,
    count(*) FILTER (source = 'dtsen')::INTEGER AS poor_list_rows
FROM record WHERE village_code IS NOT NULL GROUP BY village_code;

-- Rows by which a list says that a person lives in a family or village. One that says "moved" or "dead" does not.
CREATE OR REPLACE TEMP TABLE present AS
SELECT record_id FROM intake WHERE coalesce(status, 'alive') = 'alive';

-- When each family was last screened, and whether that is within the cycle of its list and grace.
CREATE OR REPLACE TEMP TABLE screened AS
SELECT s.family_id, max(s.true_at) AS last_screened, arg_max(s.record_id, (s.true_at, s.record_id)) AS record_id,
    bool_or(coalesce(getvariable('as_of') - s.true_at <= o.stale_after, true)) AS in_cycle
FROM screening s JOIN owner o USING (source)
WHERE s.true_at <= getvariable('as_of')
GROUP BY s.family_id;

-- The village meeting's last word on proposing a family to the poor list; only the list itself ends a gap.
CREATE OR REPLACE TEMP TABLE proposed AS
SELECT family_id, {verdict: proposal, day: true_at, decided_by: decided_by} AS proposal FROM answer
WHERE proposal IS NOT NULL AND true_at <= getvariable('as_of')
QUALIFY row_number() OVER (PARTITION BY family_id ORDER BY true_at DESC, record_id DESC) = 1;
