-- People as given, each value in one writing. `record_id` is the row's number.
SELECT
    g.record_id AS row, g.record, g.list, n.nik, n.nik15, n.nik_agrees, n.kin_nik, n.kk,
    g.name, g.sound, split_part(g.sound, ' ', 1) AS first,
    g.mother, split_part(g.mother, ' ', 1) AS mother_first, g.village, coalesce(g.sex,
        CASE WHEN n.nik IS NOT NULL AND n.nik_agrees = 3
             THEN CASE WHEN n.nik[7:8]::INTEGER > 40 THEN 'P' ELSE 'L' END END) AS sex,
    n.birth // 10000 AS year, n.birth // 100 % 100 AS month, n.birth % 100 AS day,
    least(month, day)::VARCHAR || '-' || greatest(month, day) AS month_day,
    n.birth % 10000 IN (101, 1231) AS birth_vague
FROM intake g JOIN numbered n USING (record_id)
ORDER BY row
