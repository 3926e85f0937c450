-- A move is no gap: all lists that show the former family are then older than all that show the present one.
WITH doubled AS (
    SELECT person_id FROM membership GROUP BY person_id HAVING count(*) > 1
),
listed AS (
    -- The family of each row as its own list has it, which need not be the family in which the person lives now.
    SELECT DISTINCT r.person_id, c.subject_id AS family_id, r.record_id, r.source, r.true_at
    FROM record r
    JOIN doubled USING (person_id)
    JOIN present USING (record_id)
    JOIN standard s USING (record_id)
    JOIN claim c USING (record_id)
    WHERE c.subject = 'family' AND s.family_key IS NOT NULL
    UNION
    SELECT person_id, family_id, record_id, 'office', true_at FROM answer JOIN doubled USING (person_id)
    WHERE coalesce(lives_with, new_family) IS NOT NULL
),
decided AS (
    -- Where somebody said that the person lives: what lists said up to that day is settled.
    SELECT person_id, family_id, max(true_at) AS day FROM answer
    WHERE coalesce(lives_with, new_family) IS NOT NULL GROUP BY ALL
),
span AS (
    SELECT person_id, family_id, min(true_at) AS first_seen, max(true_at) AS last_seen,
        list_sort(list_distinct(list(source))) AS sources, list(record_id) AS records
    FROM listed GROUP BY person_id, family_id
),
several AS (
    SELECT p.*, m.relation, m.current,
        max(p.first_seen) FILTER (m.current) OVER (PARTITION BY p.person_id) AS home_since,
        max(d.day) FILTER (m.current) OVER (PARTITION BY p.person_id) AS home_decided
    FROM span p JOIN membership m USING (person_id, family_id) LEFT JOIN decided d USING (person_id, family_id)
),
disputed AS (
    SELECT * FROM several WHERE current OR (last_seen >= home_since AND coalesce(last_seen > home_decided, true))
    QUALIFY count(*) OVER (PARTITION BY person_id) > 1
),
carded AS (
    SELECT d.*, f.head_name, f.village_code,
        d.relation IN ('head', 'wife', 'husband', 'spouse') AS leads,
        -- A family card's number holds the day on which it was made out.
        try_strptime(f.kk[7:12], '%d%m%y')::DATE AS card_made
    FROM disputed d JOIN family f USING (family_id)
),
-- Why lists may show both: the present family against the other one that was seen last.
explained AS (
    SELECT h.person_id, CASE
            WHEN h.leads AND NOT coalesce(o.leads, false) THEN 'own_family'
            WHEN h.leads AND o.leads THEN 'led_both'
            WHEN o.relation = 'grandchild' AND h.relation = 'child' THEN 'grandparents'
            WHEN h.relation = 'grandchild' AND o.relation = 'child' THEN 'with_grandparents'
            WHEN h.card_made > o.card_made OR h.village_code <> o.village_code THEN 'moved'
            ELSE 'error' END AS reason
    FROM carded h JOIN carded o USING (person_id)
    WHERE h.current AND NOT o.current
    QUALIFY row_number() OVER (PARTITION BY h.person_id ORDER BY o.last_seen DESC, o.family_id DESC) = 1
),
grouped AS (
    SELECT d.person_id, list({
            family_id: d.family_id, head: d.head_name, relation: d.relation, current: d.current,
            first_seen: d.first_seen, last_seen: d.last_seen, sources: d.sources, village_code: d.village_code,
            card_made: d.card_made
        } ORDER BY d.current DESC, d.last_seen DESC, d.family_id) AS families,
        flatten(list(d.records)) AS records,
        -- Who should strike the person from the family in which it does not live.
        arg_max(d.sources[1], (d.last_seen, d.family_id)) FILTER (NOT d.current) AS other_source
    FROM carded d
    GROUP BY d.person_id
)
SELECT [g.person_id] AS key, r.village_code, r.family_id, [g.person_id] AS people,
    list_sort(g.records) AS records,
    {name: r.name, sex: r.sex, families: g.families, reason: coalesce(x.reason, 'error')} AS evidence,
    o.agency
FROM grouped g
JOIN resident r USING (person_id)
LEFT JOIN explained x USING (person_id)
JOIN owner o ON o.source = g.other_source
