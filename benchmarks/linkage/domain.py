"""Splink with a model written for these lists: what repeats itself is one comparison, rare levels have a fixed u.

The NIK holds the birth date, so both are one comparison; the family card, the mother and the village all say "same
household", so they are another. Nine narrow equality keys give the pairs.
"""

from __future__ import annotations

from typing import Any

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

_SAME_NIK = "nik_l = nik_r"
_NO_NIK = "(nik_l IS NULL OR nik_r IS NULL)"
_SAME_DATE = "dob_l = dob_r"
_CLOSE_DATE = (
    "((yy_l = yy_r)::int + (mm_l = mm_r)::int + (dd_l = dd_r)::int >= 2 OR dobk_l = dobk_r"
    " OR (yy_l = yy_r AND (defd_l OR defd_r)))"
)
_NO_DATE = "(dob_l IS NULL OR dob_r IS NULL)"
_ONE_SLIP = f"(nl8_l = nl8_r OR nr8_l = nr8_r) AND levenshtein(nik_l, nik_r) <= 2 AND NOT {_SAME_NIK}"
_NO_MOTHER = "(mph_l IS NULL OR mph_r IS NULL)"
_LIKE_MOTHER = "jaro_winkler_similarity(mph_l, mph_r) >= 0.88"
_SAME_VILLAGE = "vil_l = vil_r"

KEYS = [("nik",), ("kk", "dobk"), ("kk", "f1"), ("dobk", "f1"), ("dobk", "m1", "kec"), ("ph", "vil"), ("mph", "f1"),
        ("kk", "yy", "sex"), ("mph", "yy", "sex", "vil")]  # fmt: skip


def _level(sql: str, label: str, u: float | None = None) -> Any:
    """A level; with ``u`` where a random sample never holds enough pairs of it."""
    level = cll.CustomLevel(sql, label)
    return level if u is None else level.configure(u_probability=u, fix_u_probability=True)


def identity() -> Any:
    """NIK and birth date together. A NIK shared by people born apart (a parent's) earns nothing."""
    levels = [
        _level(f"{_NO_NIK} AND {_NO_DATE}", "neither NIK nor birth date").configure(is_null_level=True),
        _level(f"{_SAME_NIK} AND nagree_l >= 2 AND nagree_r >= 2", "same NIK, agrees with both dates", 3e-8),
        _level(f"{_SAME_NIK} AND {_CLOSE_DATE}", "same NIK, dates agree", 1e-8),
        _level(f"{_SAME_NIK} AND {_NO_DATE}", "same NIK, date missing", 3e-8),
        _level(f"n15_l = n15_r AND {_SAME_DATE} AND nz_l <> nz_r", "last digit became 0, same date", 3e-6),
        _level(f"n12_l = n12_r AND {_SAME_DATE}", "same first twelve digits, other serial", 6e-5),
        _level(f"{_ONE_SLIP} AND {_SAME_DATE}", "NIK one slip apart, same date"),
        _level(f"{_ONE_SLIP} AND {_CLOSE_DATE}", "NIK one slip apart, dates close", 1.5e-4),
        _level(f"nik_l <> nik_r AND {_SAME_DATE}", "other NIK, same date"),
        _level(f"nik_l <> nik_r AND {_CLOSE_DATE}", "other NIK, dates close"),
        _level(f"nik_l <> nik_r AND {_NO_DATE}", "other NIK, date missing"),
        _level("nik_l <> nik_r", "other NIK, other date"),
        _level(_SAME_DATE, "NIK missing, same date"),
        _level(_CLOSE_DATE, "NIK missing, dates close"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="identity", comparison_levels=levels)


def household() -> Any:
    """Family card, mother and village together."""
    nothing = f"(kk_l IS NULL OR kk_r IS NULL) AND {_NO_MOTHER} AND (vil_l IS NULL OR vil_r IS NULL)"
    levels = [
        _level(nothing, "nothing of the household").configure(is_null_level=True),
        _level("kk_l = kk_r", "same family card"),
        _level(f"mph_l = mph_r AND {_SAME_VILLAGE}", "same mother, same village"),
        _level(f"{_LIKE_MOTHER} AND {_SAME_VILLAGE}", "similar mother, same village"),
        _level("mph_l = mph_r", "same mother, other village"),
        _level(_LIKE_MOTHER, "similar mother, other village"),
        _level(f"{_NO_MOTHER} AND {_SAME_VILLAGE}", "mother unknown, same village"),
        _level(_SAME_VILLAGE, "other mother, same village"),
        _level(_NO_MOTHER, "mother unknown, other village"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="household", comparison_levels=levels)


def name() -> Any:
    """The name, rare ones weighing more."""
    likeness = "jaro_winkler_similarity(ph_l, ph_r)"
    levels = [
        cll.NullLevel("name"),
        cll.ExactMatchLevel("name", term_frequency_adjustments=True),
        _level(f"ph_l = ph_r OR {likeness} >= 0.94", "sounds the same"),
        _level("f1_l = f1_r AND (starts_with(ph_l, ph_r) OR starts_with(ph_r, ph_l))", "shortened"),
        _level(f"{likeness} >= 0.87", "similar"),
        _level("f1_l = f1_r", "same first word"),
        _level(f"{likeness} >= 0.75", "somewhat similar"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="name", comparison_levels=levels)


def settings() -> SettingsCreator:
    """The untrained model."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[identity(), household(), name(), cl.ExactMatch("sex")],
        blocking_rules_to_generate_predictions=[block_on(*key) for key in KEYS],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def train(linker: Linker) -> None:
    """Without labels: the prior from two sure rules, u by sampling, m by EM on three blocks that cross."""
    training = linker.training
    sure = ["l.nik = r.nik AND l.f1 = r.f1", "l.ph = r.ph AND l.dob = r.dob AND l.vil = r.vil"]
    training.estimate_probability_two_random_records_match(sure, recall=0.85)
    training.estimate_u_using_random_sampling(max_pairs=3e6, seed=1, num_chunks=2)
    for block in (("nik", "f1"), ("ph", "kk"), ("nik", "dob")):
        training.estimate_parameters_using_expectation_maximisation(block_on(*block), max_pairs=3e5)
