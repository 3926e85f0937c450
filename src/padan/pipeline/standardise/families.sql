-- What a row's neighbours in the same family of the same list say of it: a child's parents, a couple's names.

CREATE OR REPLACE TEMP TABLE in_family AS
SELECT i.record_id, CASE WHEN i.role = 'child' THEN 'child' ELSE i.relation END AS relation, i.sex, n.sound,
    CASE WHEN i.source = 'krs' THEN regexp_replace(i.record_id, '\.[^.]+$', '')
         -- An answer says who lives together by its key alone; a card in one about a known person is a value of it.
         WHEN i.new_family IS NOT NULL THEN i.source || '|' || i.new_family
         WHEN i.anchor IS NOT NULL THEN NULL
         -- A damaged number still tells families of one list apart; a placeholder, a masked number and one that
         -- half the village bears do not.
         ELSE i.receipt_id || '|' || coalesce(u.kk, i.family_ref, CASE
             WHEN i.kk_quality IN ('last_digit_lost', 'malformed', 'temporary') AND length(i.kk_written) >= 12
             THEN i.kk_written END)
    END AS family_key
FROM intake i JOIN named n USING (record_id) JOIN numbered u USING (record_id)
WHERE i.role IN ('person', 'head', 'wife') OR (i.role = 'child' AND u.kk IS NOT NULL);

CREATE OR REPLACE TEMP TABLE couple AS
SELECT family_key,
    any_value(sound ORDER BY record_id) FILTER (relation = 'head') AS head,
    any_value(sex ORDER BY record_id) FILTER (relation = 'head') AS head_sex,
    any_value(sound ORDER BY record_id) FILTER (relation IN ('wife', 'husband', 'spouse')) AS spouse
FROM in_family
WHERE family_key IS NOT NULL
GROUP BY family_key
HAVING count(*) FILTER (relation = 'head') <= 1 AND count(*) FILTER (relation IN ('wife', 'husband', 'spouse')) <= 1;

CREATE OR REPLACE TEMP TABLE kin AS
SELECT f.record_id, f.family_key,
    CASE WHEN relation = 'head' THEN spouse WHEN relation IN ('wife', 'husband', 'spouse') THEN head END AS mate,
    CASE WHEN relation = 'child' THEN CASE WHEN head_sex = 'P' THEN head ELSE spouse END END AS mother,
    CASE WHEN relation = 'child' THEN CASE WHEN head_sex = 'P' THEN spouse ELSE head END END AS father
FROM in_family f LEFT JOIN couple c USING (family_key);
