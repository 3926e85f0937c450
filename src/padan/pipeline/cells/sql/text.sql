-- Text as people see it. The character classes and the words for "nothing" come from padan.kernel.cells.

-- Small letters, plain dashes, without spaces, quotes and invisible characters: for numbers.
CREATE OR REPLACE MACRO cell_bare(t) AS
    lower(regexp_replace(
        regexp_replace(t, '[' || cell_invisible() || cell_spaces() || cell_quotes() || ']', '', 'g'),
        '[' || cell_dashes() || ']', '-', 'g'));

-- Small letters, single spaces, plain dashes, no quotes and invisible characters: for words and dates.
CREATE OR REPLACE MACRO cell_plain(t) AS
    trim(lower(regexp_replace(
        regexp_replace(
            regexp_replace(t, '[' || cell_invisible() || cell_quotes() || ']', '', 'g'),
            '[' || cell_spaces() || ']+', ' ', 'g'),
        '[' || cell_dashes() || ']', '-', 'g')), ' ');

-- clean_text(t) -> VARCHAR: as written, but stripped, with single spaces, nothing invisible, and without the
-- apostrophe that keeps a number a text; NULL for nothing and for dashes alone.
CREATE OR REPLACE MACRO text_or_null(x) AS
    CASE WHEN x <> '' AND NOT regexp_full_match(x, '[- ' || cell_dashes() || ']+') THEN x END;

CREATE OR REPLACE MACRO clean_text(t) AS
    CASE
        WHEN regexp_full_match(t, '[0-9A-Za-z][!-~]*( [!-~]+)*') THEN t
        ELSE list_transform(
            [trim(regexp_replace(
                regexp_replace(
                    regexp_replace(t, '[' || cell_invisible() || ']', '', 'g'),
                    '[' || cell_spaces() || ']+', ' ', 'g'),
                '^ ?''([0-9])', '\1'), ' ')],
            lambda clean_: text_or_null(clean_))[1]
    END;
