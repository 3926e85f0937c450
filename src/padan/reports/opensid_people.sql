-- People of a village's own register as its newest row has them, and those whom it should have: who live there by
-- their own answer, or by two other lists. Of the latter, the hamlet is that of their family in the register.
WITH own AS (
    SELECT r.*, true AS known FROM record r
    WHERE source = 'opensid' AND role = 'person' AND village_code = $1
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY true_at DESC, record_id) = 1
),
placed AS (
    SELECT family_id, attribute, arg_max(value, c.true_at) AS value
    FROM own JOIN claim c USING (record_id) WHERE attribute IN ('hamlet', 'rt', 'rw') GROUP BY ALL
),
kin AS (
    SELECT family_id, any_value(value) FILTER (attribute = 'hamlet') AS hamlet,
        any_value(value) FILTER (attribute = 'rt') AS rt, any_value(value) FILTER (attribute = 'rw') AS rw
    FROM placed GROUP BY family_id
),
missed AS (
    SELECT p.person_id, count(DISTINCT r.source) FILTER (r.source <> 'office' AND r.village_code = $1) AS lists,
        bool_or(r.source = 'office') AS decided
    FROM person p JOIN record r USING (person_id)
    WHERE p.village_code = $1 AND coalesce(p.status, 'alive') = 'alive'
        AND NOT list_contains(p.sources, 'opensid')
    GROUP BY p.person_id
)
SELECT person_id, known, name, nik, nik_written, nik_quality, kk, kk_written, birth_date, sex, NULL AS relation,
    NULL AS hamlet, NULL AS rt, NULL AS rw, NULL AS sources
FROM own
UNION ALL
SELECT p.person_id, false, p.name, p.nik, NULL, NULL, f.kk, NULL, p.birth_date, p.sex, p.relation,
    kin.hamlet, kin.rt, kin.rw, p.sources
FROM missed m JOIN person p USING (person_id) JOIN family f ON f.family_id = p.family_id
LEFT JOIN kin ON kin.family_id = p.family_id
WHERE m.lists >= 2 OR m.decided
ORDER BY 2 DESC, 3, 1
