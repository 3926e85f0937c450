-- People of any table as linking compares them. `n` is the row's number.
CREATE OR REPLACE TABLE standard AS
WITH read AS (
    SELECT g.*, CASE WHEN getvariable('other_numbers') THEN NULL ELSE u.nik_agrees END AS agrees, u.birth,
        CASE WHEN getvariable('other_numbers') THEN (hash(trim(g.nik_written)) >> 1)::VARCHAR ELSE u.nik END AS number,
        CASE WHEN getvariable('other_numbers') THEN (hash(trim(g.nik_written)) >> 1)::VARCHAR ELSE u.nik15 END AS number15,
        CASE WHEN getvariable('other_cards') THEN (hash(trim(g.kk_written)) >> 1)::VARCHAR ELSE u.kk END AS card,
        u.kin_nik
    FROM intake g JOIN numbered u USING (record_id)
)
SELECT record_id::INTEGER AS n, list AS source, CASE WHEN getvariable('one_row') THEN list END AS list_key,
    NULL::VARCHAR AS same_key, name, sound, split_part(sound, ' ', 1) AS "first", infant,
    mother, split_part(mother, ' ', 1) AS mother_first, father, split_part(father, ' ', 1) AS father_first,
    NULL::VARCHAR AS mate, NULL::VARCHAR AS mate_first,
    number AS nik, number15 AS nik15, agrees::INTEGER AS nik_agrees, kin_nik, card AS kk,
    birth::INTEGER AS birth,
    (birth // 10000 * 10000 + least(birth // 100 % 100, birth % 100) * 100
        + greatest(birth // 100 % 100, birth % 100))::INTEGER AS birth_sorted,
    birth % 10000 IN (101, 1231) AS birth_vague,
    coalesce(sex, CASE WHEN number IS NOT NULL AND agrees = 3
                       THEN CASE WHEN number[7:8]::INTEGER > 40 THEN 'P' ELSE 'L' END END) AS sex,
    village, CASE WHEN village LIKE '__.__.__.____' THEN left(village, 8)
                  WHEN regexp_full_match(village, '[0-9]{10}') THEN left(village, 6) END AS district
FROM read
ORDER BY n;
