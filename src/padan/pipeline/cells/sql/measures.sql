-- Measured values: numbers with decimal comma or point, and what spreadsheets and hurried hands make of them.

-- A number without its unit: '9,1 kg' -> '9,1'. Units are listed: '1 juta' must not become 1.
CREATE OR REPLACE MACRO measure_core(t) AS
    regexp_replace(cell_plain(t),
        ' ?(kg|kilogram|g|gr|gram|cm|mm|m|meter|m2|%|tahun|thn|th|bulan|bln|hari|orang|jiwa|sd)[.]?$', '');

CREATE OR REPLACE MACRO measure_number(c) AS
    try_cast(CASE
        -- One separator is a decimal one, whatever follows it: 10.500 kg is ten and a half.
        WHEN regexp_full_match(c, '[-+]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[-+]?[0-9]{1,2})?')
            THEN replace(c, ',', '.')
        WHEN regexp_full_match(c, '[-+]?[0-9]{1,3}([.][0-9]{3}){2,}|[-+]?[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?')
            THEN replace(regexp_replace(c, '[. ]', '', 'g'), ',', '.')
        WHEN regexp_full_match(c, '[-+]?[0-9]{1,3}(,[0-9]{3}){2,}|[-+]?[0-9]{1,3}([, ][0-9]{3})+([.][0-9]+)?')
            THEN regexp_replace(c, '[, ]', '', 'g')
        -- Z-scores are met with a colon for the decimal comma.
        WHEN regexp_full_match(c, '[-+]?[0-9]{1,3}:[0-9]{1,2}') THEN replace(c, ':', '.')
    END AS DOUBLE);

-- read_number(t) -> DOUBLE; NULL for '-', '', 'Outlier' and everything else that is no number.
CREATE OR REPLACE MACRO read_number(t) AS
    CASE
        WHEN regexp_full_match(t, '-?[0-9]{1,15}([.][0-9]{1,15})?') THEN t::DOUBLE
        ELSE list_transform([measure_core(t)], lambda core_: measure_number(core_))[1]
    END;

-- 9.10 typed into a spreadsheet set to Indonesian becomes ten past nine: the minutes are the decimals.
CREATE OR REPLACE MACRO measure_is_time(t) AS regexp_full_match(trim(t), '[0-9]{1,3}:[0-5][0-9](:00([.]0+)?)?');

CREATE OR REPLACE MACRO measure_of_time(t) AS
    regexp_replace(trim(t), '^([0-9]+):([0-9]{2}).*$', '\1.\2')::DOUBLE;

CREATE OR REPLACE MACRO measure_as_kg(x) AS
    CASE WHEN x > 100 AND x <= 60000 THEN {'value': x / 1000, 'note': 'gram'}
         ELSE {'value': x, 'note': NULL::VARCHAR} END;

CREATE OR REPLACE MACRO measure_as_cm(x) AS
    CASE WHEN x BETWEEN 0.3 AND 1.5 THEN {'value': x * 100, 'note': 'metre'}
         WHEN x > 300 THEN {'value': x / 10, 'note': 'millimetre'}
         ELSE {'value': x, 'note': NULL::VARCHAR} END;

-- read_weight_kg(t) -> STRUCT(value DOUBLE, note VARCHAR); note 'time', 'gram', or NULL when it is as written.
CREATE OR REPLACE MACRO read_weight_kg(t) AS
    CASE
        WHEN contains(t, ':') AND measure_is_time(t) THEN {'value': measure_of_time(t), 'note': 'time'}
        ELSE list_transform([read_number(t)], lambda number_: measure_as_kg(number_))[1]
    END;

-- read_length_cm(t) -> STRUCT(value DOUBLE, note VARCHAR); note 'time', 'metre', 'millimetre', or NULL.
CREATE OR REPLACE MACRO read_length_cm(t) AS
    CASE
        WHEN contains(t, ':') AND measure_is_time(t) THEN {'value': measure_of_time(t), 'note': 'time'}
        ELSE list_transform([read_number(t)], lambda number_: measure_as_cm(number_))[1]
    END;

-- age_days_text(t) -> STRUCT(years, months, days INTEGER) from '2 Tahun - 3 Bulan - 12 Hari'; a part that is not
-- named is 0, and the whole is NULL when none is.
CREATE OR REPLACE MACRO age_part(p) AS coalesce(try_cast(p AS INTEGER), 0);

CREATE OR REPLACE MACRO age_parts(c) AS
    CASE
        WHEN c <> '' AND regexp_full_match(c, '([0-9]{1,3}(tahun|thn|th))?[-,]?'
                || '([0-9]{1,3}(bulan|bln|bl))?[-,]?([0-9]{1,5}(hari|hr))?')
             AND regexp_matches(c, '[0-9]')
            THEN {'years': age_part(regexp_extract(c, '([0-9]+)t', 1)),
                  'months': age_part(regexp_extract(c, '([0-9]+)b', 1)),
                  'days': age_part(regexp_extract(c, '([0-9]+)h', 1))}
    END;

CREATE OR REPLACE MACRO age_days_text(t) AS
    list_transform([cell_bare(t)], lambda bare_: age_parts(bare_))[1];
