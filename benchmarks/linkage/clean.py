"""The cleaning that the domain model of Splink needs, as one DuckDB statement over the flat table of people."""

from __future__ import annotations

_TITLES = (
    "H|HJ|HAJI|HAJJAH|DRS|DRA|IR|DR|UST|USTAD|USTADZ|BPK|BP|BAPAK|IBU|NY|NN|TN|SDR|SDRI|ALM|ALMH|AMD|KEB|SPD|SE|SH|"
    "SKOM|SKED|ST KOM|MPD|MSI|SAG|SIP"
)
_WORDS = {
    "MUH|MOH|MOCH|MHD|MUHAMAD|MOHAMMAD|MOHAMAD|MOCHAMMAD|MOCHAMAD|MUHAMMAD|M": "MUHAMAD",
    "ABD|ABDOEL": "ABDUL",
    "ST|STI|SITTI": "SITI",
}
_SOUNDS = {"OE": "U", "DJ": "J", "KH": "H", "SY": "S", "DH": "D", "TH": "T", "PH": "F", "CH": "H"}


def _cleaned(column: str) -> str:
    text = f"regexp_replace(upper({column}), ',.*$|\\(.*$', '')"
    text = f"regexp_replace({text}, '[^A-Z]+', ' ', 'g')"
    text = f"regexp_replace(' ' || {text} || ' ', ' (BY NY|BAYI NY|BAYI|BY) ', ' ')"
    text = f"regexp_replace({text}, '^ ?({_TITLES}) ', ' ')"
    for old, new in _WORDS.items():
        text = f"regexp_replace({text}, ' ({old}) ', ' {new} ')"
    return f"trim({text})"


def _sound(column: str) -> str:
    text = column
    for old, new in _SOUNDS.items():
        text = f"replace({text}, '{old}', '{new}')"
    return f"translate({text}, 'VPZQYO', 'FFSKIU')"


def people_sql(source: str) -> str:
    """SQL that turns the flat table ``source`` into the columns which `domain.settings` compares.

    A birth date that is missing, or a default of 1 January or 31 December, is taken from a valid NIK.
    """
    return f"""
WITH texts AS (
  SELECT rid, {_cleaned("name")} AS name, {_cleaned("mother")} AS mother,
    coalesce(upper(name) LIKE 'BY NY%', false) AS baby,
    regexp_replace(nik, '[^0-9]', '', 'g') AS nik_digits, coalesce(nik LIKE '%E+%', false) AS scientific,
    regexp_replace(kk, '[^0-9]', '', 'g') AS kk_digits, try_cast(birth_date AS date) AS written, sex, village
  FROM {source}
), numbers AS (
  SELECT * EXCLUDE (nik_digits, scientific, kk_digits),
    CASE WHEN NOT scientific AND length(nik_digits) = 16 AND nik_digits[1:2] BETWEEN '11' AND '94'
      AND nik_digits[7:8]::int % 40 BETWEEN 1 AND 31 AND nik_digits[9:10] BETWEEN '01' AND '12'
      THEN nik_digits END AS nik,
    CASE WHEN length(kk_digits) = 16 THEN kk_digits END AS kk,
    strftime(written, '%m%d') IN ('0101', '1231') AS default_written
  FROM texts
), dated AS (
  SELECT *, CASE
    WHEN nik IS NOT NULL AND (written IS NULL OR (default_written AND nik[11:12]::int = year(written) % 100))
      THEN try_cast(
        coalesce(year(written)::varchar, (CASE WHEN nik[11:12]::int <= 26 THEN '20' ELSE '19' END) || nik[11:12])
        || '-' || nik[9:10] || '-' || lpad((nik[7:8]::int % 40)::varchar, 2, '0') AS date)
    ELSE written END AS born
  FROM numbers
), sounding AS (
  SELECT *, CASE WHEN NOT baby THEN nullif({_sound("name")}, '') END AS ph, nullif({_sound("mother")}, '') AS mph
  FROM dated
)
SELECT rid AS unique_id, nik, kk, CASE WHEN NOT baby THEN nullif(name, '') END AS name, ph, mph,
  nullif(split_part(ph, ' ', 1), '') AS f1, nullif(split_part(mph, ' ', 1), '') AS m1,
  (year(born) * 10000 + month(born) * 100 + day(born))::int AS dob,
  (year(born) * 10000 + least(month(born), day(born)) * 100 + greatest(month(born), day(born)))::int AS dobk,
  year(born)::smallint AS yy, month(born)::tinyint AS mm, day(born)::tinyint AS dd, sex,
  try_cast(village AS bigint) AS vil, try_cast(substr(village, 1, 6) AS int) AS kec,
  ((nik[7:8]::int % 40 = day(born))::int + (nik[9:10]::int = month(born))::int
    + (nik[11:12]::int = year(born) % 100)::int) AS nagree,
  nik[1:12] AS n12, nik[1:8] AS nl8, nik[9:16] AS nr8, nik[1:15] AS n15, nik[16:16] = '0' AS nz,
  strftime(born, '%m%d') IN ('0101', '1231') AS defd
FROM sounding"""
