-- The number against the birth date and sex. A 1 January or 31 December says no more than the year.
WITH written AS (
    SELECT r.record_id, r.source, r.true_at, r.person_id, r.nik, p.name, p.family_id, p.village_code,
        coalesce(r.birth_date, p.birth_date) AS birth_date, p.birth_date AS shown_birth_date,
        coalesce(r.sex, p.sex) AS sex, coalesce(s.kin_nik = r.nik, false) AS is_kin,
        r.nik[7:8]::INTEGER % 40 AS nik_day, r.nik[9:10]::INTEGER AS nik_month, r.nik[11:12]::INTEGER AS nik_year,
        CASE WHEN r.nik[7:8]::INTEGER > 40 THEN 'P' ELSE 'L' END AS nik_sex
    FROM record r JOIN resident p USING (person_id) LEFT JOIN standard s USING (record_id)
    WHERE r.nik IS NOT NULL
),
compared AS (
    SELECT *,
        nik_year = year(birth_date) % 100 AND (strftime(birth_date, '%m-%d') IN ('01-01', '12-31')
            OR (nik_day = day(birth_date) AND nik_month = month(birth_date))) AS own_agrees,
        nik_year = year(shown_birth_date) % 100 AND (strftime(shown_birth_date, '%m-%d') IN ('01-01', '12-31')
            OR (nik_day = day(shown_birth_date) AND nik_month = month(shown_birth_date))) AS shown_agrees
    FROM written
),
contrary AS (
    -- Where the row or the register agrees with the number, the dates differ, which is a conflict of values.
    SELECT *, NOT coalesce(own_agrees OR shown_agrees, true) AS date_differs, nik_sex <> sex AS sex_differs
    FROM compared WHERE NOT coalesce(own_agrees OR shown_agrees, true) OR nik_sex <> sex
),
own AS (
    -- Whose number it is: borne by a person whose birth date it holds.
    SELECT r.nik, min(r.person_id) AS owner_id
    FROM record r JOIN person p USING (person_id)
    WHERE r.nik IS NOT NULL AND r.nik[7:8]::INTEGER % 40 = day(p.birth_date)
        AND r.nik[9:10]::INTEGER = month(p.birth_date) AND r.nik[11:12]::INTEGER = year(p.birth_date) % 100
        AND (p.sex IS NULL OR (r.nik[7:8]::INTEGER > 40) = (p.sex = 'P'))
    GROUP BY r.nik
),
grouped AS (
    SELECT c.person_id, c.nik, any_value(c.name) AS name, any_value(c.family_id) AS family_id,
        any_value(c.village_code) AS village_code, arg_max(c.birth_date, (c.true_at, c.record_id)) AS birth_date,
        arg_max(c.sex, (c.true_at, c.record_id)) AS sex, any_value(c.nik_sex) AS nik_sex,
        printf('%02d-%02d-%02d', any_value(nik_day), any_value(nik_month), any_value(nik_year)) AS nik_date,
        bool_or(c.is_kin) AS is_kin, bool_or(c.date_differs) AS date_differs, bool_or(c.sex_differs) AS sex_differs,
        list(DISTINCT c.source ORDER BY c.source) AS sources, arg_max(c.source, (c.true_at, c.source)) AS newest_source,
        max(c.true_at) AS newest, list(c.record_id ORDER BY c.record_id) AS records
    FROM contrary c GROUP BY c.person_id, c.nik
),
judged AS (
    SELECT g.*, p.person_id AS owner_id, p.name AS owner_name,
        CASE WHEN g.is_kin OR (p.family_id = g.family_id AND g.birth_date > p.birth_date + INTERVAL 13 YEAR) THEN 'parent'
             WHEN p.person_id IS NOT NULL THEN 'other_person'
             WHEN NOT g.date_differs THEN 'sex'
             ELSE 'birth_date' END AS verdict
    FROM grouped g
    LEFT JOIN own w ON w.nik = g.nik AND w.owner_id <> g.person_id
    LEFT JOIN person p ON p.person_id = w.owner_id
)
SELECT [j.person_id, j.nik] AS key, j.village_code, j.family_id,
    CASE WHEN j.owner_id IS NULL THEN [j.person_id] ELSE [j.person_id, j.owner_id] END AS people, j.records,
    {
        verdict: j.verdict, name: j.name, nik: j.nik, nik_date: j.nik_date, nik_sex: j.nik_sex,
        birth_date: j.birth_date, sex: j.sex, owner: j.owner_name, sources: j.sources, newest: j.newest
    } AS evidence,
    -- Lists of two agencies with one number copied it from the card: the registry settles it.
    CASE WHEN len(j.sources) > 1 AND j.verdict IN ('birth_date', 'sex') THEN 'disdukcapil' ELSE o.agency END AS agency
FROM judged j JOIN owner o ON o.source = j.newest_source
