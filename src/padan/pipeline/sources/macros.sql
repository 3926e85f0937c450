-- Readings that only lists need: marks of the screening form, and the period a list describes.

-- The form writes 1 yes, 2 no, 3 does not apply; other copies write V, YA and TIDAK. An empty cell is unknown.
CREATE OR REPLACE TEMP MACRO read_mark(t) AS
    CASE regexp_replace(upper(trim(t)), '\.0+$', '')
        WHEN '1' THEN true WHEN 'V' THEN true WHEN '√' THEN true WHEN '✓' THEN true WHEN 'YA' THEN true
        WHEN 'Y' THEN true WHEN 'ADA' THEN true WHEN 'TRUE' THEN true WHEN 'BERISIKO' THEN true
        WHEN 'HAMIL' THEN true
        WHEN '2' THEN false WHEN '0' THEN false WHEN 'TIDAK' THEN false WHEN 'T' THEN false
        WHEN 'TIDAK ADA' THEN false WHEN 'FALSE' THEN false WHEN 'X' THEN false
        WHEN 'TIDAK BERISIKO' THEN false WHEN 'TIDAK HAMIL' THEN false
    END;

CREATE OR REPLACE TEMP MACRO period_part(t) AS
    regexp_extract(upper(t), '(?:SEMESTER|SMT|SEM|TRIWULAN|TW|KUARTAL|Q|S)[ .-]*(IV|III|II|I|[1-4])', 1);

CREATE OR REPLACE TEMP MACRO period_number(p) AS
    CASE p WHEN 'I' THEN 1 WHEN 'II' THEN 2 WHEN 'III' THEN 3 WHEN 'IV' THEN 4 ELSE try_cast(p AS INTEGER) END;

CREATE OR REPLACE TEMP MACRO period_month(t) AS
    list_position(
        ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'],
        regexp_extract(upper(t), '(JAN|FEB|MAR|APR|MEI|JUN|JUL|AGU|SEP|OKT|NOV|DES)', 1)
    );

-- The last day of the period that a list names: a date, a month, a quarter, a semester or a year.
CREATE OR REPLACE TEMP MACRO read_period(t) AS
    CASE
        WHEN t IS NULL THEN NULL
        WHEN regexp_full_match(trim(t), '20\d\d[-/ ]?(0?[1-9]|1[0-2])')
            THEN last_day(make_date(
                left(trim(t), 4)::INTEGER, regexp_extract(trim(t), '^\d{4}[-/ ]?(\d{1,2})$', 1)::INTEGER, 1))
        WHEN regexp_full_match(trim(t), '(0?[1-9]|1[0-2])[-/ ]20\d\d')
            THEN last_day(make_date(right(trim(t), 4)::INTEGER, regexp_extract(trim(t), '^\d+')::INTEGER, 1))
        WHEN period_part(t) <> '' AND regexp_matches(t, '20\d\d')
            THEN last_day(make_date(
                regexp_extract(t, '20\d\d')::INTEGER,
                least(12, period_number(period_part(t))
                    * CASE WHEN regexp_matches(upper(t), 'S(EMESTER|MT|EM)?[ .-]*(I|[12])') THEN 6 ELSE 3 END),
                1))
        WHEN regexp_full_match(trim(t), '20\d\d(\.0)?') THEN make_date(left(trim(t), 4)::INTEGER, 12, 31)
        WHEN period_month(t) IS NOT NULL AND period_month(t) > 0 AND regexp_matches(t, '20\d\d')
            AND NOT regexp_matches(trim(t), '^\d{1,2}\D')
            THEN last_day(make_date(regexp_extract(t, '20\d\d')::INTEGER, period_month(t)::INTEGER, 1))
        ELSE read_date(t, 'day_first', NULL::DATE).value
    END;

-- A list that comes twice a year numbers its halves: "2026-1", "20262".
CREATE OR REPLACE TEMP MACRO read_semester(t) AS
    CASE WHEN regexp_full_match(trim(t), '20\d\d[-/. ]?[12]')
        THEN last_day(make_date(left(trim(t), 4)::INTEGER, 6 * right(trim(t), 1)::INTEGER, 1))
        ELSE read_period(t) END;
