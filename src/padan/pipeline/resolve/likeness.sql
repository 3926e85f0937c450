-- Different words that share their first or last letter: which of them may be one, and what that says (bits of the
-- commoner of the two, less what the difference takes away).
WITH compared AS (
    SELECT *, least(length(one), length(other)) AS shorter, jaro_winkler_similarity(one, other) AS likeness
    FROM word_pair
),
slipped AS (
    SELECT *, likeness > 0.7 AND shorter > 2 AND abs(length(one) - length(other)) < 2
        AND damerau_levenshtein(one, other) = 1 AS slip
    FROM compared
)
SELECT number, CASE
        WHEN shorter = 1 THEN 2
        WHEN shorter > 3 AND (likeness >= 0.88 OR slip) THEN bits - 1.5
        -- A call name is the beginning or the end of a word.
        ELSE bits - 3 END AS bits
FROM slipped
WHERE CASE WHEN shorter = 1 THEN one[1] = other[1]
    WHEN likeness >= 0.88 THEN true
    WHEN shorter = 2 THEN false
    ELSE starts_with(one, other) OR starts_with(other, one)
        OR shorter > 3 AND (ends_with(one, other) OR ends_with(other, one))
        OR slip END
