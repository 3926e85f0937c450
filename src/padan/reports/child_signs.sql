-- How each measured child grows, as a family's order and needs take it: one meaning of every sign. Needs growth_state and
-- the variables as_of, urgent_days and firm_grounds (padan.pipeline.assess.limits). Null is unknown.
--
-- Wasting, being underweight and faltering are of the day, and an old measurement no longer tells of them; being stunted
-- lasts until measured again.

CREATE TEMP VIEW child_signs AS
SELECT person_id, last_measured,
    measured_on >= getvariable('as_of') - getvariable('urgent_days') AS weighed,
    last_measured >= getvariable('as_of') - getvariable('urgent_days') AS seen,
    CASE WHEN stunted IN ('moderate', 'severe') THEN true WHEN stunted = 'none' THEN false END AS is_stunted,
    CASE WHEN stunted = 'severe' THEN true WHEN stunted IN ('none', 'moderate') THEN false END AS is_severely_stunted,
    CASE WHEN (weighed AND wasted IN ('moderate', 'severe'))
            OR (seen AND arm_class IN ('wasted', 'severely_wasted')) THEN true
        WHEN weighed AND wasted = 'none' THEN false END AS is_wasted,
    CASE WHEN (weighed AND wasted = 'severe') OR (seen AND arm_class = 'severely_wasted') THEN true
        WHEN weighed AND wasted IN ('none', 'moderate') THEN false END AS is_severely_wasted,
    CASE WHEN weighed AND underweight IN ('moderate', 'severe') THEN true
        WHEN weighed AND underweight = 'none' THEN false END AS is_underweight,
    -- Of one visit nobody can tell how a child grows, or that its weight was not gained twice.
    CASE WHEN seen AND measured_times > 1 THEN twice_not_gained END AS not_gained_twice,
    CASE WHEN seen AND (list_contains(faltering, 'length_fell') OR len(faltering) >= getvariable('firm_grounds'))
            THEN true
        WHEN seen AND measured_times > 1 THEN false END AS is_faltering
FROM growth_state;
