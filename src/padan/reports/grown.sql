-- Of each child that is asked for (asked: row, person_id, began) its last measuring until the day on which help began,
-- and its last one since; of several rows of one day only the one that counts. Nothing is null.
SELECT a.row, began_at.measured_on AS before_on, now_at.measured_on AS after_on,
    began_at.stunted AS stunted_before, began_at.wasted AS wasted_before, began_at.underweight AS underweight_before,
    now_at.stunted AS stunted_after, now_at.wasted AS wasted_after, now_at.underweight AS underweight_after,
    now_at.weight_for_length - began_at.weight_for_length AS weight_for_length,
    now_at.length_for_age - began_at.length_for_age AS length_for_age
FROM asked a LEFT JOIN (
    SELECT row, arg_max(told, measured_on) FILTER (measured_on <= began) AS began_at,
        arg_max(told, measured_on) FILTER (measured_on > began) AS now_at
    FROM (
        SELECT a.row, a.began, g.measured_on, {
            measured_on: g.measured_on, stunted: g.stunted, wasted: g.wasted, underweight: g.underweight,
            -- A z that is taken for a mistake tells of no change.
            weight_for_length: CASE WHEN NOT list_contains(g.flagged, 'weight_for_length') THEN g.weight_for_length END,
            length_for_age: CASE WHEN NOT list_contains(g.flagged, 'length_for_age') THEN g.length_for_age END
        } AS told
        FROM asked a JOIN growth g USING (person_id) WHERE g.counts
    ) GROUP BY row
) USING (row) ORDER BY a.row
