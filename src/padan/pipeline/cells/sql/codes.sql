-- Codes and short answers. NULL is "unknown", never "no".

-- read_code(t) -> VARCHAR: '1.0' and '01' are '1'; texts stay, cleaned. Up to nine digits: longer ones are numbers
-- of something, whose zeros count.
CREATE OR REPLACE MACRO code_of_text(c) AS
    CASE WHEN regexp_full_match(c, '[0-9]{1,9}([.,]0+)?') THEN regexp_extract(c, '^0*([0-9]+)', 1) ELSE c END;

CREATE OR REPLACE MACRO read_code(t) AS
    CASE
        WHEN regexp_full_match(t, '[1-9][0-9]?') THEN t
        ELSE list_transform([clean_text(t)], lambda clean_: code_of_text(clean_))[1]
    END;

-- read_sex(t) -> 'L', 'P' or NULL. Nothing is assumed: an unknown sex stays unknown.
CREATE OR REPLACE MACRO sex_of_text(c) AS
    CASE
        WHEN c IN ('l', 'lk', 'laki', 'lakilaki', 'laki2', 'lelaki', 'pria', 'male', 'm', '1') THEN 'L'
        WHEN c IN ('p', 'pr', 'prp', 'perempuan', 'wanita', 'female', 'f', '2') THEN 'P'
    END;

CREATE OR REPLACE MACRO read_sex(t) AS
    CASE
        WHEN t IN ('L', 'P') THEN t
        ELSE list_transform(
            [regexp_replace(regexp_replace(cell_bare(t), '[.,]0$', ''), '[-._]', '', 'g')],
            lambda bare_: sex_of_text(bare_))[1]
    END;

-- read_flag(t) -> BOOLEAN. Codes 1/2 and 1/2/3 belong to their source; here 1 is yes and 0 is no.
-- A lone 'x' is NULL: on some forms it ticks, on others it denies.
CREATE OR REPLACE MACRO flag_of_text(c) AS
    CASE
        WHEN c IN ('ya', 'y', 'iya', 'yes', 'ada', 'benar', 'sudah', 'true', '1', 'v', '√', '✓', '✔', '☑', '✅')
            THEN true
        WHEN c IN ('tidak', 't', 'tdk', 'tidakada', 'tdkada', 'tak', 'takada', 'no', 'n', 'belum', 'belumada',
                   'false', '0', '✗', '✘', '☒', '❌', '×')
            THEN false
    END;

CREATE OR REPLACE MACRO read_flag(t) AS
    list_transform(
        [regexp_replace(regexp_replace(cell_bare(t), '[.,]0$', ''), '[-._\x{fe0f}]', '', 'g')],
        lambda bare_: flag_of_text(bare_))[1];

-- read_desil(t) -> STRUCT(low TINYINT, high TINYINT, quality VARCHAR)
-- exact (one desil), range ('6-10', '>5'), from_date (a range that a spreadsheet made a date), unknown
-- (nothing, 0, 'Belum Ada Desil'), unreadable. Unknown is never desil 1.
CREATE OR REPLACE MACRO desil_finding(low_, high_, quality_) AS
    CASE
        WHEN low_::INTEGER BETWEEN 1 AND 10 AND high_::INTEGER BETWEEN 1 AND 10 AND low_::INTEGER <= high_::INTEGER
            THEN {'low': low_::TINYINT, 'high': high_::TINYINT, 'quality': quality_}
        ELSE {'low': NULL::TINYINT, 'high': NULL::TINYINT, 'quality': 'unreadable'}
    END;

-- '6-10' is the 6th of October where the day goes first and the 10th of June where it does not: the smaller is low.
CREATE OR REPLACE MACRO desil_of_date(a, b) AS
    CASE WHEN a <> b THEN desil_finding(least(a, b), greatest(a, b), 'from_date')
         ELSE desil_finding(0, 0, 'unreadable') END;

CREATE OR REPLACE MACRO desil_of_day(day_) AS desil_of_date(month(day_), day(day_));

CREATE OR REPLACE MACRO desil_number(text_) AS regexp_extract(text_, '[0-9]+')::INTEGER;

CREATE OR REPLACE MACRO desil_of_text(c) AS
    CASE
        WHEN coalesce(c, '') = '' OR regexp_full_match(c, '[-0.,/]*') OR list_contains(cell_nothing(), c)
             OR regexp_full_match(c, '(belum|blm|tidak|tdk|tanpa|non)'
                || '(ada|terdata|masuk|punya|memiliki|diketahui)?(des?i?l)?')
            THEN {'low': NULL::TINYINT, 'high': NULL::TINYINT, 'quality': 'unknown'}
        WHEN regexp_full_match(c, '(desil|desl|d)?[-:.]?(ke)?[-:.]?[0-9]{1,2}([.,]0)?')
            THEN desil_finding(desil_number(c), desil_number(c), 'exact')
        WHEN regexp_full_match(c, '(desil|desl|d)?[-:.]?[0-9]{1,2}(-|s/?[.]?d[.]?|sampai|hingga)d?[0-9]{1,2}')
            THEN desil_finding(desil_number(c), regexp_extract(c, '([0-9]+)$', 1), 'range')
        WHEN regexp_full_match(c, '(desil|desl|d)?(>|diatas|lebihdari)[0-9]{1,2}')
            THEN desil_finding(desil_number(c) + 1, 10, 'range')
        WHEN regexp_full_match(c, '(desil|desl|d)?≥[0-9]{1,2}') THEN desil_finding(desil_number(c), 10, 'range')
        WHEN regexp_full_match(c, '(desil|desl|d)?(<|dibawah|kurangdari)[0-9]{1,2}')
            THEN desil_finding(1, desil_number(c) - 1, 'range')
        WHEN regexp_full_match(c, '(desil|desl|d)?≤[0-9]{1,2}') THEN desil_finding(1, desil_number(c), 'range')
        WHEN regexp_full_match(c, '[0-9]{1,2}[-/]?[a-z]{3,}([-/]?[0-9]{2,4})?')
            THEN desil_of_date(desil_number(c), cell_months()[regexp_extract(c, '[a-z]+')])
        WHEN regexp_full_match(c, '[a-z]{3,}[-/]?[0-9]{1,2}')
            THEN desil_of_date(desil_number(c), cell_months()[regexp_extract(c, '[a-z]+')])
        WHEN regexp_full_match(c, '[0-9]{4}-[0-9]{2}-[0-9]{2}(00:00:00)?')
            THEN desil_of_date(substring(c, 6, 2)::INTEGER, substring(c, 9, 2)::INTEGER)
        WHEN regexp_full_match(c, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')
            THEN desil_of_date(split_part(c, '/', 1)::INTEGER, split_part(c, '/', 2)::INTEGER)
        WHEN regexp_full_match(c, '[45][0-9]{4}') THEN desil_of_day(DATE '1899-12-30' + c::INTEGER)
        ELSE {'low': NULL::TINYINT, 'high': NULL::TINYINT, 'quality': 'unreadable'}
    END;

CREATE OR REPLACE MACRO read_desil(t) AS
    CASE
        WHEN t IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10')
            THEN {'low': t::TINYINT, 'high': t::TINYINT, 'quality': 'exact'}
        ELSE list_transform(
            -- Before the '=' is taken for the one that keeps a number a text.
            [cell_bare(replace(replace(t, '>=', '≥'), '<=', '≤'))],
            lambda bare_: desil_of_text(bare_))[1]
    END;
