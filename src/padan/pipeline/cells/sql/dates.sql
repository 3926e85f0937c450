-- Dates: the readings of padan.kernel.dates for a column. Clean ISO dates, dd/mm/yyyy and serials go first;
-- everything else is cut into parts, the parts put in order, and only then made a day. As in numbers.sql, each step
-- is a lambda over a list of one, without patterns inside.

-- The part of a text that can be a date: no quotes, no weekday, no time of day.
CREATE OR REPLACE MACRO date_core(t) AS
    trim(regexp_replace(
        regexp_replace(
            replace(cell_plain(t), '\', '/'),
            '^(senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad'
            || '|monday|tuesday|wednesday|thursday|friday|saturday|sunday)( |, ?)', ''),
        '([0-9])(t| |, ?)[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}([.,][0-9]+)?)?'
        || ' ?(am|pm)? ?(z|utc|wib|wita|wit|[-+][0-9]{2}:?[0-9]{2})?$', '\1'), ' .,;');

-- Step 1: one pattern, one way to write a date in each line, and what is none of them as 'rest'; then
-- {kind, y, a, b}. For kind 'named', a is the month (a word or a number) and b the day; for kind 'ordered' they
-- stand as written.
CREATE OR REPLACE MACRO date_pieces(c) AS
    regexp_extract(c, '^(?:([1-9][0-9]{4})(?:[.,][0-9]+)?'
        || '|([0-9]{4})([0-9]{2})([0-9]{2})(?:[.]0)?'
        || '|([0-9]{4}) ?[-./ ] ?([0-9]{1,2}|[a-z]+) ?[-./ ] ?([0-9]{1,2})'
        || '|([0-9]{1,2}) ?[-./ ] ?([0-9]{1,2}) ?[-./ ] ?([0-9]{4}|[0-9]{2})'
        || '|([0-9]{1,2}) ?[-./ ]? ?([a-z]+)[.]? ?[-./, ]? ?([0-9]{4}|[0-9]{2})'
        || '|([a-z]+)[.]? ?([0-9]{1,2})(?:st|nd|rd|th)? ?[, ] ?([0-9]{4}))$|^(.*)$',
        ['serial', 'compact_y', 'compact_m', 'compact_d', 'iso_y', 'iso_m', 'iso_d', 'one', 'two', 'last_y',
         'word_d', 'word_m', 'word_y', 'english_m', 'english_d', 'english_y', 'rest']);

CREATE OR REPLACE MACRO date_is_missing(c) AS
    trim(c, '-0./:, ') = '' OR list_contains(cell_nothing(), translate(c, '-./ ', ''));

CREATE OR REPLACE MACRO date_gathered(p) AS
    {'serial': p.serial, 'one': p.one, 'two': p.two, 'rest': p.rest,
     'y': p.compact_y || p.iso_y || p.last_y || p.word_y || p.english_y,
     'm': p.compact_m || p.iso_m || p.word_m || p.english_m,
     'd': p.compact_d || p.iso_d || p.word_d || p.english_d};

CREATE OR REPLACE MACRO date_parts(g) AS
    CASE
        WHEN g.serial <> '' THEN {'kind': 'serial', 'y': g.serial, 'a': '', 'b': ''}
        WHEN trim(g.y || g.m || g.d || g.one || g.two, '0') = '' AND date_is_missing(g.rest)
            THEN {'kind': 'missing', 'y': '', 'a': '', 'b': ''}
        WHEN g.one <> '' THEN {'kind': 'ordered', 'y': g.y, 'a': g.one, 'b': g.two}
        WHEN g.y <> '' THEN {'kind': 'named', 'y': g.y, 'a': g.m, 'b': g.d}
        ELSE {'kind': 'unreadable', 'y': '', 'a': '', 'b': ''}
    END;

-- Step 2: {kind, y, m, d}; kind is now the quality, if there is such a day.
CREATE OR REPLACE MACRO date_placed(kind_, y_, m_, d_) AS
    {'kind': kind_::VARCHAR, 'y': y_::VARCHAR, 'm': m_::INTEGER, 'd': d_::INTEGER};

CREATE OR REPLACE MACRO date_is_day_zero(y, m, d) AS d = 0 AND m = 1 AND y IN ('1900', '00');

CREATE OR REPLACE MACRO date_named(y, m, d) AS
    CASE
        WHEN m IS NULL THEN date_placed('unreadable', '', 0, 0)
        WHEN date_is_day_zero(y, m, d) THEN date_placed('missing', '', 0, 0)
        ELSE date_placed('exact', y, m, d)
    END;

CREATE OR REPLACE MACRO date_ordered(y, a, b, date_order) AS
    CASE
        WHEN date_is_day_zero(y, b, a) OR date_is_day_zero(y, a, b) THEN date_placed('missing', '', 0, 0)
        WHEN b > 12
            THEN date_placed(CASE date_order WHEN 'month_first' THEN 'exact' ELSE 'month_first' END, y, a, b)
        WHEN a > 12 THEN date_placed('exact', y, b, a)
        WHEN date_order = 'month_first' THEN date_placed('exact', y, a, b)
        WHEN date_order = 'unsettled' AND a <> b THEN date_placed('ambiguous', y, b, a)
        ELSE date_placed('exact', y, b, a)
    END;

CREATE OR REPLACE MACRO date_in_order(p, date_order) AS
    CASE p.kind
        WHEN 'ordered' THEN date_ordered(p.y, p.a::INTEGER, p.b::INTEGER, date_order)
        WHEN 'named' THEN date_named(p.y, coalesce(try_cast(p.a AS INTEGER), cell_months()[p.a]), p.b::INTEGER)
        ELSE date_placed(p.kind, p.y, 0, 0)
    END;

-- Step 3: the day. Two-digit years take the latest century that is not after the reference.
CREATE OR REPLACE MACRO date_day(y, m, d) AS try_cast(y::VARCHAR || '-' || m || '-' || d AS DATE);

CREATE OR REPLACE MACRO date_not_after(day_, reference) AS CASE WHEN day_ <= reference THEN day_ END;

CREATE OR REPLACE MACRO date_of_short_year(p, reference) AS
    CASE WHEN reference IS NULL THEN date_day('20' || p.y, p.m, p.d) ELSE coalesce(
        date_not_after(date_day(year(reference) // 100 * 100 + p.y::INTEGER, p.m, p.d), reference),
        date_not_after(date_day(year(reference) // 100 * 100 - 100 + p.y::INTEGER, p.m, p.d), reference))
    END;

CREATE OR REPLACE MACRO date_made(p, reference) AS
    CASE
        WHEN p.kind = 'serial' THEN {'day_': DATE '1899-12-30' + p.y::INTEGER, 'kind': 'serial', 'dated': true}
        WHEN p.kind IN ('missing', 'unreadable') THEN {'day_': NULL::DATE, 'kind': p.kind, 'dated': false}
        WHEN length(p.y) = 4 THEN {'day_': date_day(p.y, p.m, p.d), 'kind': p.kind, 'dated': true}
        ELSE {
            'day_': date_of_short_year(p, reference),
            'kind': CASE WHEN p.kind = 'exact' OR reference IS NULL THEN 'two_digit_year' ELSE p.kind END,
            'dated': true}
    END;

CREATE OR REPLACE MACRO date_finding(made, reference) AS
    CASE
        WHEN NOT made.dated THEN {'value': NULL::DATE, 'quality': made.kind}
        WHEN made.day_ IS NULL OR made.day_ NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
            THEN {'value': NULL::DATE, 'quality': 'impossible'}
        -- Without a reference the century was only tried out, to see whether there can be such a day.
        WHEN made.kind = 'two_digit_year' AND reference IS NULL THEN {'value': NULL::DATE, 'quality': made.kind}
        ELSE {'value': made.day_, 'quality': made.kind}
    END;

CREATE OR REPLACE MACRO date_slowly(t, date_order, reference) AS
    list_transform(
        list_transform(
            list_transform(
                list_transform(
                    list_transform([date_pieces(date_core(t))], lambda pieces_: date_gathered(pieces_)),
                    lambda gathered_: date_parts(gathered_)),
                lambda parts_: date_in_order(parts_, date_order)),
            lambda placed_: date_made(placed_, reference)),
        lambda made_: date_finding(made_, reference))[1];

-- Every real day from 1900 to 2099, so that the short way needs no look at what the cast says.
CREATE OR REPLACE MACRO date_iso_pattern() AS
    '((19|20)[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)'
    || '|(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29)'
    || '(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[-+][0-9]{2}:[0-9]{2})?)?';

CREATE OR REPLACE MACRO date_dmy_pattern() AS
    '(((0[1-9]|1[0-9]|2[0-8])[-/.](0[1-9]|1[0-2])|(29|30)[-/.](0[13-9]|1[0-2])|31[-/.](0[13578]|1[02]))'
    || '[-/.](19|20)[0-9]{2}'
    || '|29[-/.]02[-/.](19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26])))( 0?0:00:00)?';

CREATE OR REPLACE MACRO date_mdy_pattern() AS
    '((0[1-9]|1[0-2])[-/.](0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])[-/.](29|30)|(0[13578]|1[02])[-/.]31)'
    || '[-/.](19|20)[0-9]{2}( 0?0:00:00)?';

CREATE OR REPLACE MACRO date_read(t, date_order, reference) AS
    CASE
        WHEN regexp_full_match(t, date_iso_pattern()) THEN {'value': left(t, 10)::DATE, 'quality': 'exact'}
        WHEN (date_order <> 'month_first' OR t >= '13') AND regexp_full_match(t, date_dmy_pattern())
             AND substring(t, 3, 1) = substring(t, 6, 1)
            THEN {'value': strptime(left(t, 10), ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y'])::DATE,
                  'quality': CASE WHEN date_order = 'unsettled' AND t < '13' AND left(t, 2) <> substring(t, 4, 2)
                             THEN 'ambiguous' ELSE 'exact' END}
        WHEN date_order = 'month_first' AND regexp_full_match(t, date_mdy_pattern())
             AND substring(t, 3, 1) = substring(t, 6, 1)
            THEN {'value': strptime(left(t, 10), ['%m/%d/%Y', '%m-%d-%Y', '%m.%d.%Y'])::DATE, 'quality': 'exact'}
        WHEN regexp_full_match(t, '[1-6][0-9]{4}')
            THEN {'value': DATE '1899-12-30' + t::INTEGER, 'quality': 'serial'}
        WHEN t IS NULL THEN {'value': NULL::DATE, 'quality': 'missing'}
        ELSE date_slowly(t, date_order, reference)
    END;

-- read_date(t, date_order [, reference]) -> STRUCT(value DATE, quality VARCHAR)
-- date_order is 'day_first', 'month_first' or 'unsettled'; reference decides the century of two-digit years.
CREATE OR REPLACE MACRO read_date
    (t, date_order) AS date_read(t, date_order, NULL::DATE),
    (t, date_order, reference) AS date_read(t, date_order, reference);

-- date_order_hint(t) -> 'day_first' or 'month_first' when the value can be read in that order only, else NULL.
CREATE OR REPLACE MACRO date_hint(one, two) AS
    CASE
        WHEN one BETWEEN 13 AND 31 AND two BETWEEN 1 AND 12 THEN 'day_first'
        WHEN two BETWEEN 13 AND 31 AND one BETWEEN 1 AND 12 THEN 'month_first'
    END;

CREATE OR REPLACE MACRO date_order_hint(t) AS
    list_transform(
        [date_pieces(date_core(t))],
        lambda pieces_: date_hint(try_cast(pieces_.one AS INTEGER), try_cast(pieces_.two AS INTEGER)))[1];
