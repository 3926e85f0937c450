-- NIK and KK number: the readings of padan.kernel.numbers for a column.
--
-- One pattern holds everything a sound number obeys, so the usual value costs one pass over sixteen characters.
-- The rest goes through steps, each a lambda over a list of one: a macro is pasted in wherever it is used, and only
-- a lambda's parameter is worked out once. Patterns inside a lambda would be compiled anew for every 2,048 rows, so
-- there are none.

CREATE OR REPLACE MACRO number_region() AS '(1[1-9]|[2-8][0-9]|9[0-7])(0[1-9]|[1-9][0-9]){2}';

-- Days up to 28 in any month, 29 and 30 outside February, 31, and 29 February of years divisible by four.
CREATE OR REPLACE MACRO number_date(of_person) AS
    CASE WHEN of_person THEN
        '(((0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(0[1-9]|1[0-2])|(29|30|69|70)(0[13-9]|1[0-2])'
        || '|(31|71)(0[13578]|1[02]))[0-9]{2}|(29|69)02([02468][048]|[13579][26]))'
    ELSE
        '(((0[1-9]|1[0-9]|2[0-8])(0[1-9]|1[0-2])|(29|30)(0[13-9]|1[0-2])'
        || '|31(0[13578]|1[02]))[0-9]{2}|2902([02468][048]|[13579][26]))'
    END;

CREATE OR REPLACE MACRO number_serial() AS '([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';

-- The three fillers that have the form of a sound number.
CREATE OR REPLACE MACRO number_is_sound(t, of_person) AS
    regexp_full_match(t, number_region() || number_date(of_person) || number_serial())
    AND t NOT IN ('1111111111111111', '1212121212121212', '8765432109876543');

CREATE OR REPLACE MACRO number_finding(quality_, digits_) AS
    {'digits': digits_::VARCHAR, 'quality': quality_::VARCHAR};

-- Step 1: the pieces of a number cell's text; any other text as 'rest'.
CREATE OR REPLACE MACRO number_pieces(c) AS
    regexp_extract(c, '^(?:([1-9])(?:[.,]([0-9]*))?e[+]?(15|16)|([0-9]{15,17})[.,]0{1,2}'
        || '|([0-9]{1,2}(?:[.][0-9]{3}){5})(?:,0{1,2})?|([0-9]{1,2}(?:,[0-9]{3}){5})(?:[.]0{1,2})?)$|^(.*)$',
        ['first', 'more', 'exponent', 'whole', 'dots', 'commas', 'rest']);

-- Step 2: {kind, d}. Kinds: number (from a number cell), text, short (6.40213E+15), bad.
CREATE OR REPLACE MACRO number_scientific(m, width) AS
    CASE
        WHEN length(m) < width - 1 THEN {'kind': 'short', 'd': CASE WHEN length(m) >= 6 THEN left(m, 6) END}
        WHEN trim(substring(m, width + 1), '0') = '' THEN {'kind': 'number', 'd': left(m || '0', width)}
        ELSE {'kind': 'bad', 'd': ''}
    END;

CREATE OR REPLACE MACRO number_kind(p) AS
    CASE
        WHEN p.exponent <> '' THEN number_scientific(p.first || p.more, p.exponent::INTEGER + 1)
        WHEN p.whole <> '' THEN {'kind': 'number', 'd': p.whole}
        WHEN p.dots <> '' OR p.commas <> '' THEN {'kind': 'number', 'd': translate(p.dots || p.commas, '.,', '')}
        ELSE {'kind': 'text', 'd': translate(p.rest, '-.,/_:;', '')}
    END;

-- Step 3: what the digits are; {kind, d, dated}.
CREATE OR REPLACE MACRO number_has_region(d) AS
    left(d, 2) BETWEEN '11' AND '97' AND substring(d, 3, 2) <> '00' AND substring(d, 5, 2) <> '00';

CREATE OR REPLACE MACRO number_days_of(month_, year_) AS
    CASE WHEN month_ IN ('04', '06', '09', '11') THEN 30 WHEN month_ <> '02' THEN 31
         WHEN year_::INTEGER % 4 = 0 THEN 29 ELSE 28 END;

CREATE OR REPLACE MACRO number_has_day(day_, month_, year_) AS
    month_ BETWEEN '01' AND '12' AND day_ BETWEEN 1 AND number_days_of(month_, year_);

CREATE OR REPLACE MACRO number_has_date(d, of_person) AS
    number_has_day(
        substring(d, 7, 2)::INTEGER - CASE WHEN of_person AND substring(d, 7, 2) > '40' THEN 40 ELSE 0 END,
        substring(d, 9, 2), substring(d, 11, 2));

CREATE OR REPLACE MACRO number_examined(kind, d, of_person) AS
    {'kind': kind, 'd': d, 'dated':
        CASE WHEN length(d) IN (16, 17) AND trim(d, '0123456789') = ''
            THEN number_has_region(d) AND number_has_date(d, of_person) ELSE false END};

CREATE OR REPLACE MACRO number_is_placeholder(d) AS
    length(d) >= 10
    AND (d = left(repeat(left(d, 2), length(d)), length(d))
         OR contains('012345678901234567890123456789', d) OR contains('987654321098765432109876543210', d));

CREATE OR REPLACE MACRO number_of_digits(d, dated, from_number, of_person) AS
    CASE
        WHEN number_is_placeholder(d) THEN number_finding('placeholder', NULL)
        WHEN length(d) = 17 AND of_person AND dated AND substring(d, 13, 4) <> '0000'
             AND NOT number_is_placeholder(left(d, 16)) AND NOT (from_number AND substring(d, 16, 1) = '0')
            THEN number_finding('mother_plus_digit', left(d, 16))
        WHEN length(d) <> 16 THEN number_finding('malformed', NULL)
        WHEN starts_with(d, '0') THEN number_finding('temporary', d)
        WHEN ends_with(d, '0000000000') AND number_has_region(d) THEN number_finding('region_only', left(d, 6))
        WHEN NOT dated THEN number_finding('malformed', NULL)
        WHEN from_number AND ends_with(d, '0') THEN number_finding('last_digit_lost', left(d, 15))
        WHEN ends_with(d, '0000') THEN number_finding('malformed', NULL)
        ELSE number_finding('sound', d)
    END;

CREATE OR REPLACE MACRO number_of_kind(kind, d, dated, of_person) AS
    CASE
        WHEN kind = 'bad' OR (kind = 'short' AND NOT number_has_region(d)) THEN number_finding('malformed', NULL)
        WHEN kind = 'short' THEN number_finding('region_only', d)
        WHEN kind = 'text' AND ((length(d) < 16 AND trim(d, '0') = '') OR list_contains(cell_nothing(), d))
            THEN number_finding('missing', NULL)
        WHEN trim(d, '0123456789') = '' THEN number_of_digits(d, dated, kind = 'number', of_person)
        WHEN length(d) >= 4 AND trim(d, '0123456789*#x•●') = ''
            THEN number_finding('masked', nullif(left(d, length(d) - length(ltrim(d, '0123456789'))), ''))
        ELSE number_finding('malformed', NULL)
    END;

CREATE OR REPLACE MACRO number_slowly(t, of_person) AS
    list_transform(
        list_transform(
            list_transform(
                list_transform([number_pieces(cell_bare(t))], lambda pieces_: number_kind(pieces_)),
                lambda kind_: number_examined(kind_.kind, kind_.d, of_person)),
            lambda seen_: number_of_kind(seen_.kind, seen_.d, seen_.dated, of_person)),
        lambda found_: {
            'value': CASE WHEN found_.quality = 'sound' THEN found_.digits END,
            'digits': found_.digits,
            'quality': found_.quality})[1];

CREATE OR REPLACE MACRO number_read(t, of_person) AS
    CASE
        WHEN number_is_sound(t, of_person) THEN {'value': t, 'digits': t, 'quality': 'sound'}
        -- A whole column of number cells is as common as one of texts.
        WHEN length(t) = 18 AND ends_with(t, '.0') AND number_is_sound(left(t, 16), of_person) THEN
            CASE WHEN substring(t, 16, 1) = '0'
                THEN {'value': NULL::VARCHAR, 'digits': left(t, 15), 'quality': 'last_digit_lost'}
                ELSE {'value': left(t, 16), 'digits': left(t, 16), 'quality': 'sound'} END
        WHEN t IS NULL THEN {'value': NULL::VARCHAR, 'digits': NULL::VARCHAR, 'quality': 'missing'}
        ELSE number_slowly(t, of_person)
    END;

-- read_nik(t), read_kk(t) -> STRUCT(value VARCHAR, digits VARCHAR, quality VARCHAR)
CREATE OR REPLACE MACRO read_nik(t) AS number_read(t, true);
CREATE OR REPLACE MACRO read_kk(t) AS number_read(t, false);
