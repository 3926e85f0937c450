"""The evidence: what is compared between two records, and in which levels.

Each comparison is a ladder of levels, the first that holds counts. Conditions are DuckDB SQL over the columns
of ``standard`` with ``_l`` and ``_r``, the form that Splink takes, so the same words train, score and explain.
NIK, birth date and sex hang together (a NIK contains the other two), and so do family card, parents and
village (all say "same household"): each group is one comparison, else the same fact would count twice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One rung. ``null`` rungs say nothing either way. ``chance`` fixes how often strangers agree so, where a
    sample of strangers is too small to show it. Texts are Indonesian message ids."""

    code: str
    text: str
    sql: str
    null: bool = False
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One ladder. ``columns`` are the columns of ``standard`` that its conditions read."""

    name: str
    text: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]


_SAME_NIK = "nik_l = nik_r"
_NO_NIK = "(nik_l IS NULL OR nik_r IS NULL)"
_NO_DATE = "(birth_l IS NULL OR birth_r IS NULL)"
_SAME_DATE = "birth_l = birth_r"
#: Two parts of the date agree, or day and month are exchanged, or one of them is a first of January of the year.
_NEAR_DATE = (
    "((birth_l // 10000 = birth_r // 10000)::INTEGER + (birth_l // 100 % 100 = birth_r // 100 % 100)::INTEGER"
    " + (birth_l % 100 = birth_r % 100)::INTEGER >= 2 OR birth_sorted_l = birth_sorted_r"
    " OR (birth_l // 10000 = birth_r // 10000 AND (birth_vague_l OR birth_vague_r)))"
)
#: Edit distance costs much: only where half of the number is the same already.
_SLIP = (
    "(nik_l <> nik_r AND (left(nik_l, 8) = left(nik_r, 8) OR right(nik_l, 8) = right(nik_r, 8))"
    " AND levenshtein(nik_l, nik_r) <= 2)"
)
_LAST_LOST = "(nik15_l = nik15_r AND (nik_l IS NULL OR nik_r IS NULL))"

IDENTITY = Comparison(
    "identity",
    "NIK dan tanggal lahir",
    ("nik", "nik15", "nik_agrees", "birth", "birth_sorted", "birth_vague"),
    (
        Level("nothing", "NIK dan tanggal lahir tidak dapat dibandingkan",
              f"{_NO_NIK} AND NOT coalesce(nik15_l = nik15_r, false) AND {_NO_DATE}", null=True),
        Level("same_nik_proved", "NIK sama dan cocok dengan kedua tanggal lahir",
              f"{_SAME_NIK} AND nik_agrees_l >= 2 AND nik_agrees_r >= 2", chance=3e-8),
        Level("same_nik_date", "NIK sama, tanggal lahir cocok", f"{_SAME_NIK} AND {_NEAR_DATE}", chance=1e-8),
        # One of the two dates is a slip: the number itself holds the other.
        Level("same_nik_one_date", "NIK sama dan cocok dengan salah satu tanggal lahir",
              f"{_SAME_NIK} AND greatest(nik_agrees_l, nik_agrees_r) >= 2"
              " AND abs(birth_l // 10000 - birth_r // 10000) <= 10", chance=3e-8),
        Level("last_digit_lost", "15 angka NIK sama (angka terakhir hilang di Excel)",
              f"{_LAST_LOST} AND ({_NEAR_DATE} OR {_NO_DATE})", chance=2e-6),
        Level("same_day_place", "NIK sama kecuali nomor urut, tanggal lahir sama",
              # Twins' numbers differ in the serial alone, and by one as a rule: no credit for being near.
              f"left(nik_l, 12) = left(nik_r, 12) AND {_SAME_DATE} AND NOT {_SAME_NIK}", chance=6e-5),
        Level("slip_same_date", "NIK berbeda satu dua angka, tanggal lahir sama", f"{_SLIP} AND {_SAME_DATE}",
              chance=4e-6),
        Level("slip_near_date", "NIK berbeda satu dua angka, tanggal lahir mirip", f"{_SLIP} AND {_NEAR_DATE}",
              chance=1e-5),
        Level("differ_same_date", "NIK berbeda, tanggal lahir sama", f"nik_l <> nik_r AND {_SAME_DATE}"),
        Level("differ_near_date", "NIK berbeda, tanggal lahir mirip", f"nik_l <> nik_r AND {_NEAR_DATE}"),
        Level("differ_differ", "NIK berbeda, tanggal lahir berbeda", "nik_l <> nik_r"),
        Level("no_nik_same_date", "NIK tidak ada, tanggal lahir sama", _SAME_DATE),
        Level("no_nik_near_date", "NIK tidak ada, tanggal lahir mirip", _NEAR_DATE),
        # The same number with a date that contradicts it is somebody else's number, typed in: no credit.
        Level("else", "tanggal lahir berbeda", "ELSE"),
    ),
)  # fmt: skip

_PARENTS = ("mother", "father", "mate")
#: Lists write mother and father in either order, so each is also held against the other.
_KIN_PAIRS = (*((p, p) for p in _PARENTS), ("mother", "father"), ("father", "mother"))
_SAME_KIN = "(" + " OR ".join(f"coalesce({a}_l = {b}_r, false)" for a, b in _KIN_PAIRS) + ")"
_BOTH_KIN = "(mother_l = mother_r AND father_l = father_r)"
_LIKE_KIN = "(" + " OR ".join(
    f"coalesce(jaro_winkler_similarity({p}_l, {p}_r) >= 0.88 OR {p}_first_l = {p}_first_r, false)" for p in _PARENTS
) + ")"  # fmt: skip
_NO_KIN = "(" + " AND ".join(f"({p}_l IS NULL OR {p}_r IS NULL)" for p in _PARENTS) + ")"
_SAME_VILLAGE = "village_l = village_r"
_NO_VILLAGE = "(village_l IS NULL OR village_r IS NULL)"

HOUSEHOLD = Comparison(
    "household",
    "kartu keluarga, orang tua, pasangan dan desa",
    ("kk", "kin_nik", "mother", "mother_first", "father", "father_first", "mate", "mate_first", "village"),
    (
        Level("nothing", "keluarga dan desa tidak dapat dibandingkan",
              f"(kk_l IS NULL OR kk_r IS NULL) AND (kin_nik_l IS NULL OR kin_nik_r IS NULL) AND {_NO_KIN}"
              f" AND {_NO_VILLAGE}", null=True),
        Level("same_kk_kin", "nomor KK sama dan orang tua atau pasangan sama",
              f"(kk_l = kk_r OR kin_nik_l = kin_nik_r) AND {_SAME_KIN}"),
        Level("same_kk", "nomor KK sama", "(kk_l = kk_r OR kin_nik_l = kin_nik_r)"),
        Level("both_parents", "ayah dan ibu sama", f"{_BOTH_KIN}"),
        Level("same_kin_village", "orang tua atau pasangan sama, desa sama", f"{_SAME_KIN} AND {_SAME_VILLAGE}"),
        Level("like_kin_village", "nama orang tua atau pasangan mirip, desa sama",
              f"{_LIKE_KIN} AND {_SAME_VILLAGE}"),
        Level("same_kin", "orang tua atau pasangan sama, desa lain", _SAME_KIN),
        Level("like_kin", "nama orang tua atau pasangan mirip, desa lain", _LIKE_KIN),
        Level("no_kin_village", "orang tua tidak diketahui, desa sama", f"{_NO_KIN} AND {_SAME_VILLAGE}"),
        Level("other_kin_village", "orang tua atau pasangan lain, desa sama", _SAME_VILLAGE),
        Level("no_kin", "orang tua tidak diketahui, desa lain", _NO_KIN),
        Level("else", "orang tua atau pasangan lain, desa lain", "ELSE"),
    ),
)  # fmt: skip

NAME = Comparison(
    "name",
    "nama",
    ("name", "sound", "first"),
    (
        Level("nothing", "nama belum ada (bayi) atau kosong", "sound_l IS NULL OR sound_r IS NULL", null=True),
        Level("same", "nama sama", "name_l = name_r"),
        Level("sounds_same", "bunyi nama sama atau hanya satu huruf beda",
              "sound_l = sound_r OR jaro_winkler_similarity(sound_l, sound_r) >= 0.95"),
        Level("shortened", "nama yang satu lebih pendek",
              "first_l = first_r AND (starts_with(sound_l, sound_r) OR starts_with(sound_r, sound_l))"),
        Level("same_words", "kata yang sama dalam urutan lain atau sebagian",
              "list_has_all(string_split(sound_l, ' '), string_split(sound_r, ' '))"
              " OR list_has_all(string_split(sound_r, ' '), string_split(sound_l, ' '))"),
        Level("similar", "nama mirip", "jaro_winkler_similarity(sound_l, sound_r) >= 0.87"),
        Level("same_first", "kata pertama sama", "first_l = first_r"),
        Level("somewhat", "nama agak mirip", "jaro_winkler_similarity(sound_l, sound_r) >= 0.75"),
        Level("else", "nama berbeda", "ELSE"),
    ),
)  # fmt: skip

SEX = Comparison(
    "sex",
    "jenis kelamin",
    ("sex",),
    (
        Level("nothing", "jenis kelamin tidak ada", "sex_l IS NULL OR sex_r IS NULL", null=True),
        Level("same", "jenis kelamin sama", "sex_l = sex_r"),
        Level("else", "jenis kelamin berbeda", "ELSE"),
    ),
)

COMPARISONS = (IDENTITY, HOUSEHOLD, NAME, SEX)
