-- What two names say for being one, in bits. Each word of the one finds its best fit in the other; words left over
-- on one side only were dropped, words left over on both sides contradict each other.

CREATE OR REPLACE TEMP TABLE word_fit AS
WITH pair AS (
    SELECT DISTINCT x.word AS one, x.bits AS one_bits, y.word AS other, y.bits AS other_bits
    FROM name_pair p JOIN name_word x ON x.sound = p.a JOIN name_word y ON y.sound = p.b
),
-- Only words that share their first or last letter can fit.
close AS (
    SELECT *, least(one_bits, other_bits) AS bits, least(length(one), length(other)) AS shorter,
        jaro_winkler_similarity(one, other) AS likeness
    FROM pair WHERE one <> other AND (one[1] = other[1] OR one[-1] = other[-1])
)
SELECT one, other, one_bits AS bits FROM pair WHERE one = other
UNION ALL
SELECT one, other, CASE
        WHEN shorter = 1 THEN 2
        WHEN shorter > 3 AND (likeness >= 0.88 OR damerau_levenshtein(one, other) = 1) THEN bits - 1.5
        -- A call name is the beginning or the end of a word.
        ELSE bits - 3 END
FROM close
WHERE CASE WHEN shorter = 1 THEN one[1] = other[1]
    WHEN likeness >= 0.88 THEN true
    WHEN shorter = 2 THEN false
    ELSE starts_with(one, other) OR starts_with(other, one)
        OR shorter > 3 AND (ends_with(one, other) OR ends_with(other, one))
        OR likeness > 0.7 AND damerau_levenshtein(one, other) = 1 END;

CREATE OR REPLACE TEMP TABLE name_weight AS
WITH size AS (
    SELECT sound, count(*) AS words, sum(bits) AS bits FROM name_word GROUP BY sound
),
fit AS (
    SELECT p.a, p.b, x.place, max(f.bits) AS bits, arg_max(y.place, (f.bits, -y.place)) AS other_place
    FROM name_pair p
    JOIN name_word x ON x.sound = p.a
    JOIN name_word y ON y.sound = p.b
    JOIN word_fit f ON f.one = x.word AND f.other = y.word
    GROUP BY ALL
),
-- One word of the other name is the fit of one word only.
single AS (
    SELECT a, b, other_place, max(bits) AS bits FROM fit GROUP BY ALL
),
total AS (
    SELECT a, b, count(*) AS fitted, sum(bits) AS bits FROM single GROUP BY ALL
)
SELECT p.a, p.b, CASE
        WHEN p.a = p.b THEN 0.85 * x.bits + 1
        WHEN replace(p.a, ' ', '') = replace(p.b, ' ', '') THEN 0.85 * least(x.bits, y.bits)
        WHEN t.fitted IS NULL THEN -8
        ELSE greatest(-8, 0.85 * t.bits
            - 7 * (least(x.words, y.words) - t.fitted)
            - 1.2 * abs(x.words - y.words)) END AS bits
FROM name_pair p
JOIN size x ON x.sound = p.a
JOIN size y ON y.sound = p.b
LEFT JOIN total t ON t.a = p.a AND t.b = p.b;
