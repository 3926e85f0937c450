-- People as given, each value in one writing. `row` is the row's number.
SELECT
    (row_number() OVER () - 1)::BIGINT AS row, record, list, nullif(nik, 0)::VARCHAR AS nik,
    nullif(nik15, 0)::VARCHAR AS nik15, nullif(nik_agrees, -1)::INTEGER AS nik_agrees,
    nullif(kin_nik, 0)::VARCHAR AS kin_nik, nullif(kk, 0)::VARCHAR AS kk,
    name, sound, split_part(sound, ' ', 1) AS first,
    mother, split_part(mother, ' ', 1) AS mother_first, village, sex,
    nullif(birth, 0) // 10000 AS year, nullif(birth, 0) // 100 % 100 AS month, nullif(birth, 0) % 100 AS day,
    least(month, day)::VARCHAR || '-' || greatest(month, day) AS month_day,
    nullif(birth, 0) % 10000 IN (101, 1231) AS birth_vague
FROM given
