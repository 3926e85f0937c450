-- Which number can be whose. A NIK holds a birth date: one that contradicts the row by a generation belongs to
-- a parent; one that many different people bear belongs to nobody.

CREATE OR REPLACE TEMP TABLE numbered AS
WITH dated AS (
    -- The last digit that a spreadsheet lost is not one of the date.
    SELECT *, coalesce(nik, CASE WHEN nik_quality = 'last_digit_lost' AND length(nik_digits) >= 15 THEN nik_digits END)
        AS dated_by
    FROM intake
),
parts AS (
    SELECT record_id, source, role, nik, nik_digits, nik_quality, kk, birth_date, mother_nik, year(true_at) AS seen,
        dated_by, dated_by[7:8]::INTEGER % 40 AS nik_day, dated_by[9:10]::INTEGER AS nik_month,
        dated_by[11:12]::INTEGER AS nik_year,
        year(birth_date) AS y, month(birth_date) AS m, day(birth_date) AS d
    FROM dated
),
agreed AS (
    SELECT *, CASE WHEN nik IS NOT NULL AND birth_date IS NOT NULL
                   THEN (nik_day = d)::INTEGER + (nik_month = m)::INTEGER + (nik_year = y % 100)::INTEGER
              END AS nik_agrees,
        -- Years between the row's birth year and the NIK's, the century being the one before the row's birth.
        CASE WHEN nik IS NOT NULL AND y IS NOT NULL THEN (y - nik_year + 2000) % 100 END AS older
    FROM parts
),
whose AS (
    SELECT *, nik IS NOT NULL AND nik_agrees <= 1 AND older BETWEEN 13 AND 60 AND y >= 2005 AS is_kin FROM agreed
),
crowded AS (
    SELECT nik FROM whose WHERE nik IS NOT NULL AND NOT coalesce(is_kin, false)
    GROUP BY nik HAVING count(DISTINCT birth_date) >= 4
),
crowded_kk AS (
    SELECT kk FROM whose WHERE kk IS NOT NULL GROUP BY kk HAVING count(DISTINCT (nik, birth_date)) > 60
)
SELECT record_id,
    CASE WHEN NOT coalesce(is_kin, false) AND c.nik IS NULL THEN w.nik END AS nik,
    CASE WHEN coalesce(is_kin, false) OR c.nik IS NOT NULL THEN NULL
         WHEN w.nik IS NOT NULL THEN left(w.nik, 15)
         WHEN nik_quality = 'last_digit_lost' AND length(nik_digits) >= 15 THEN left(nik_digits, 15)
    END AS nik15,
    CASE WHEN NOT coalesce(is_kin, false) AND c.nik IS NULL THEN nik_agrees END AS nik_agrees,
    coalesce(
        mother_nik,
        CASE WHEN nik_quality = 'mother_plus_digit' THEN nik_digits END,
        CASE WHEN is_kin THEN w.nik END
    ) AS kin_nik,
    CASE WHEN k.kk IS NULL THEN w.kk END AS kk,
    -- A missing birth date, or 1 January for "some day of that year", is taken from the person's own NIK.
    CASE
        WHEN NOT coalesce(is_kin, false) AND c.nik IS NULL AND dated_by IS NOT NULL AND birth_date IS NULL
            THEN (CASE WHEN nik_year <= seen % 100 THEN 2000 ELSE 1900 END + nik_year) * 10000 + nik_month * 100 + nik_day
        WHEN NOT coalesce(is_kin, false) AND c.nik IS NULL AND nik_year = y % 100
            AND ((m = 1 AND d = 1) OR (m = 12 AND d = 31))
            THEN y * 10000 + nik_month * 100 + nik_day
        ELSE y * 10000 + m * 100 + d
    END AS birth
FROM whose w LEFT JOIN crowded c ON c.nik = w.nik LEFT JOIN crowded_kk k ON k.kk = w.kk;
