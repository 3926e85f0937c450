-- Every name that is compared, word by word.
CREATE OR REPLACE TEMP TABLE name_word AS
WITH name AS (
    SELECT sound FROM standard WHERE sound IS NOT NULL
    UNION SELECT sound FROM mention WHERE sound IS NOT NULL
    UNION SELECT mate FROM standard WHERE mate IS NOT NULL
)
SELECT sound, unnest(string_split(sound, ' ')) AS word, generate_subscripts(string_split(sound, ' '), 1) AS place
FROM name;
