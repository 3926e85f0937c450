-- The same couple, or the same single head, in two lists whose rows were not linked one by one: a screening without
-- NIK or birth date, a wrong date. Both halves together weigh what each alone could not.

CREATE OR REPLACE TEMP TABLE couple_pair AS
WITH leaders AS (
    SELECT * FROM couple WHERE of IN ('child', 'grandchild')
),
word AS (
    SELECT DISTINCT h.couple, h.role, a.village, w.word, w.bits
    FROM half h JOIN leaders USING (couple) JOIN adult a USING (person) JOIN name_word w USING (name)
    WHERE a.village IS NOT NULL AND length(w.word) > 2
),
key AS (
    SELECT DISTINCT couple, hash(role, village, left(word, 5)) AS k FROM word WHERE bits >= 7.2
    UNION SELECT m.couple, hash(m.village, m.word, f.word, 'both') FROM word m JOIN word f USING (couple, village)
        WHERE m.role = 'mother' AND f.role = 'father'
    UNION SELECT couple, hash(person, 'person') FROM half JOIN leaders USING (couple)
)
SELECT DISTINCT a.couple AS one, b.couple AS other FROM key a JOIN key b ON a.k = b.k AND a.couple < b.couple;

CREATE OR REPLACE TEMP TABLE half_pair AS
SELECT p.one, p.other, x.role, x.person AS a, y.person AS b
FROM couple_pair p JOIN half x ON x.couple = p.one JOIN half y ON y.couple = p.other AND y.role = x.role;

CREATE OR REPLACE TEMP TABLE form_of_adult AS SELECT DISTINCT person, name FROM adult;

CREATE OR REPLACE TEMP TABLE name_pair AS
SELECT DISTINCT x.name AS a, y.name AS b
FROM half_pair p JOIN form_of_adult x ON x.person = p.a JOIN form_of_adult y ON y.person = p.b WHERE p.a <> p.b;
