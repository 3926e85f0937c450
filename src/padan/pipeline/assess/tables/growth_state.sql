-- How each child under five stands: its last measurement that gives a length-for-age, and what its history says.
CREATE OR REPLACE TABLE growth_state AS
SELECT c.person_id, c.family_id, coalesce(c.village_code, v.village_code) AS village_code, v.posyandu, v.health_centre,
    c.sex, s.measurement_id, g.measured_on, g.age_days, g.length_for_age, g.weight_for_age, g.weight_for_length,
    g.bmi_for_age, g.flagged, false AS oedema, g.stunted, g.wasted, g.underweight, g.overweight, s.measured_times,
    v.measured_on AS last_measured, (getvariable('as_of') - v.measured_on)::INTEGER AS days_since, s.stunted_since,
    l.arm_class, s.days_stunted, s.recovered, l.gain, l.twice_not_gained, l.faltering, l.doubt
FROM child_state s
JOIN growth g USING (measurement_id)
JOIN growth l ON l.measurement_id = s.last_id
JOIN visit v ON v.measurement_id = s.last_id
JOIN under_five c ON c.person_id = g.person_id;
