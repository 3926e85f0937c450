"""How often which fault occurs in the invented people: three mixes, none of them taken from Padan's demo.

The rates are assumptions; `plain` follows the mix on which the rivals' published figures of this project were measured,
`harsh` has more of everything and uneven care, `other` is another region with other names and other habits.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of records with a fault, for the lists that are filled in by hand; the registry has `registry` of them."""

    styles: tuple[str, ...] = ("java",)
    one_word: float = 0.12
    registry: float = 0.35
    unevenness: float = 0.0
    """Shape of how care differs from record to record: the coefficient of variation of a factor with mean 1."""
    outside_registry: float = 0.0
    listed_twice: float = 0.0
    twins: float = 0.012

    nik_missing: tuple[float, float, float] = (0.30, 0.15, 0.08)
    """Under five, under seventeen, adults."""
    nik_typo: float = 0.045
    nik_last_digit_zero: float = 0.03
    nik_scientific: float = 0.02
    nik_placeholder: float = 0.01
    nik_decorated: float = 0.015
    nik_of_parent: float = 0.05
    kk_missing: float = 0.10
    kk_typo: float = 0.03
    kk_changed: float = 0.06
    kk_last_digit_zero: float = 0.02

    name_abbreviated: float = 0.10
    name_typo: float = 0.09
    name_respelt: float = 0.07
    name_word_dropped: float = 0.05
    name_title: float = 0.05
    name_initial: float = 0.02
    name_swapped: float = 0.015
    name_nick: float = 0.02
    name_of_baby: float = 0.12
    """Of infants: the name is "BY NY" and the mother's."""
    mother_missing: tuple[float, float] = (0.08, 0.30)
    """Under five, older."""

    date_swapped: float = 0.03
    date_year: float = 0.02
    date_day: float = 0.02
    date_first_january: tuple[float, float] = (0.005, 0.03)
    """Up to forty years, older."""
    date_last_december: float = 0.006
    date_missing: float = 0.03
    sex_wrong: float = 0.01
    sex_missing: float = 0.01
    moved: float = 0.05
    village_missing: float = 0.01


PROFILES = {
    "plain": Profile(),
    "harsh": Profile(
        one_word=0.30, unevenness=1.0, registry=0.45, outside_registry=0.05, listed_twice=0.02, twins=0.015,
        nik_missing=(0.50, 0.30, 0.18), nik_typo=0.09, nik_last_digit_zero=0.06, nik_scientific=0.03,
        nik_placeholder=0.03, nik_decorated=0.02, nik_of_parent=0.10, kk_missing=0.18, kk_typo=0.06, kk_changed=0.12,
        name_abbreviated=0.14, name_typo=0.13, name_respelt=0.11, name_word_dropped=0.09, name_title=0.07,
        name_initial=0.04, name_swapped=0.03, name_nick=0.04, name_of_baby=0.20, mother_missing=(0.15, 0.45),
        date_swapped=0.05, date_year=0.04, date_day=0.04, date_first_january=(0.01, 0.06), date_last_december=0.012,
        date_missing=0.06, sex_wrong=0.02, sex_missing=0.02, moved=0.12, village_missing=0.02,
    ),
    "other": Profile(
        styles=("bali", "batak", "timor", "bugis"), one_word=0.35, unevenness=0.7, registry=0.40,
        outside_registry=0.15, listed_twice=0.03, twins=0.010,
        nik_missing=(0.40, 0.22, 0.15), nik_typo=0.06, nik_last_digit_zero=0.015, nik_scientific=0.035,
        nik_placeholder=0.02, nik_decorated=0.005, nik_of_parent=0.08, kk_missing=0.15, kk_typo=0.04, kk_changed=0.10,
        name_abbreviated=0.16, name_typo=0.06, name_respelt=0.12, name_word_dropped=0.10, name_title=0.02,
        name_initial=0.06, name_swapped=0.04, name_nick=0.07, name_of_baby=0.06, mother_missing=(0.18, 0.40),
        date_swapped=0.015, date_year=0.035, date_day=0.05, date_first_january=(0.02, 0.14), date_last_december=0.02,
        date_missing=0.05, sex_wrong=0.015, sex_missing=0.01, moved=0.07, village_missing=0.02,
    ),
}  # fmt: skip
