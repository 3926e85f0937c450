-- Children under five whose last measurement says stunted, with the record that shows it.
CREATE OR REPLACE TEMP TABLE stunted_child AS
SELECT c.family_id, c.person_id, c.name, c.age_months, g.length_for_age AS z, g.stunted AS degree, g.measured_on,
    g.weight_for_length, m.source, m.record_id
FROM growth_state g
JOIN under_five c USING (person_id)
JOIN measurement m USING (measurement_id)
WHERE g.stunted IN ('moderate', 'severe');

CREATE OR REPLACE TEMP TABLE family_with_stunted AS
SELECT family_id, list(person_id ORDER BY z, person_id) AS people, list(record_id ORDER BY z, person_id) AS records,
    list({
        person_id: person_id, name: name, age_months: age_months, z: z, degree: degree, measured_on: measured_on,
        source: source
    } ORDER BY z, person_id) AS children
FROM stunted_child GROUP BY family_id;
