CREATE OR REPLACE TABLE standard AS
SELECT
    (row_number() OVER (ORDER BY i.record_id) - 1)::INTEGER AS n,
    i.record_id, i.receipt_id, i.source, i.role,
    CASE WHEN i.source IN (SELECT source FROM one_row_lists) THEN i.receipt_id || i.role END AS list_key,
    i.source || '|' || i.local_id AS same_key,
    n.name, n.sound, split_part(n.sound, ' ', 1) AS first, n.infant,
    coalesce(p.mother, k.mother) AS mother, split_part(coalesce(p.mother, k.mother), ' ', 1) AS mother_first,
    coalesce(p.father, k.father) AS father, split_part(coalesce(p.father, k.father), ' ', 1) AS father_first,
    k.mate, split_part(k.mate, ' ', 1) AS mate_first,
    u.nik, u.nik15, u.nik_agrees::INTEGER AS nik_agrees, u.kin_nik, u.kk,
    k.family_key,
    u.birth::INTEGER AS birth,
    (u.birth // 10000 * 10000 + least(u.birth // 100 % 100, u.birth % 100) * 100
        + greatest(u.birth // 100 % 100, u.birth % 100))::INTEGER AS birth_sorted,
    u.birth % 10000 IN (101, 1231) AS birth_vague,
    coalesce(i.sex, CASE WHEN u.nik IS NOT NULL AND u.nik_agrees = 3
                         THEN CASE WHEN u.nik[7:8]::INTEGER > 40 THEN 'P' ELSE 'L' END END) AS sex,
    l.compared_as AS village, l.district, CASE WHEN i.role = 'child' THEN 'child' ELSE i.relation END AS relation, i.true_at
FROM intake i
JOIN named n USING (record_id)
JOIN numbered u USING (record_id)
JOIN place l USING (record_id)
LEFT JOIN parents_named p USING (record_id)
LEFT JOIN kin k USING (record_id)
WHERE i.role NOT IN ('mother', 'father')
ORDER BY n;
