"""Mixes of faults by name. Each is a way in which lists go wrong; linking should be tuned on none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from padan.demo.rates import ListRates, Rates
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

USUAL, HARSH, DIFFERENT = "biasa", "kasar", "lain"


def different() -> Rates:
    """Faults of another kind than the usual mix, not more of the same. Every share is an assumption.

    Names are cut by narrow columns, joined and prolonged by the father's; days and months are exchanged; the old
    are born on 1 January; children bear the mother's NIK and stand on the grandparents' card; families move and
    villages were renumbered; the screening went through a spreadsheet that took the last digit of every NIK, and
    one district's posyandu list kept only ``6,40213E+15``. Mistyped and respelt names, the usual mix's main
    faults, are rare. The social agency lists fewer of the poor and more of the others, the screening fewer
    families, twice as many villages keep a register.
    """
    plain = Rates()
    return replace(
        plain,
        life=replace(
            plain.life, moved=0.18, arrived=0.06, card_renewed=0.15, parents_known=0.65, split_lately=0.55,
            grandparent=0.14, twins=0.03, twins_alike=0.8, twin_without_nik=0.2, unknown_birthday=0.35,
            name_from_father=0.45, name_among_siblings=0.35, from_other_province=0.35,
        ),
        dtsen=_other_faults(
            plain.dtsen, nik_region_only=0.03, nik_of_mother=0.03, name_cut=1.0, name_width=20,
            kk_of_grandparents=0.08, village_wrong=0.03,
        ),
        dtsen_hand=_other_faults(plain.dtsen_hand, nik_last_digit_lost=0.1, nik_masked=0.25, name_with_father=0.2),
        eppgbm=_other_faults(
            plain.eppgbm, nik_missing=0.2, nik_missing_child=0.2, nik_of_mother=0.12, name_cut=0.5, name_width=15,
            date_swapped=0.12, name_with_father=0.08, village_wrong=0.02,
        ),
        krs=_other_faults(
            plain.krs, nik_last_digit_lost=1.0, kk_last_digit_lost=0.3, kk_of_grandparents=0.12, nik_missing=0.04,
            village_old_code=0.6, name_cut=0.0,
        ),
        opensid=_other_faults(
            plain.opensid, nik_of_mother=0.06, kk_of_grandparents=0.10, date_first_of_month=0.05, kk_outdated=0.15
        ),
        fhir=_other_faults(
            plain.fhir, village_old_code=0.6, nik_of_mother=0.15, date_swapped=0.15, name_with_father=0.15,
            nik_masked=0.1,
        ),
        dtsen_share_by_desil=(0.80, 0.80, 0.78, 0.75, 0.70, 0.60, 0.45, 0.30, 0.20, 0.10),
        dtsen_poor_missing=0.15, dtsen_twice=0.45, dtsen_old_region=0.6, eppgbm_csv_region_only=1.0,
        eppgbm_mothers_nik=0.02, eppgbm_mothers_nik_digit=0.10, eppgbm_corrected=0.02, eppgbm_twice=0.04,
        eppgbm_attendance=0.6, parents_one_only=0.10, parents_mother_first=0.5, infant_unnamed=0.2,
        opensid_villages=0.85, opensid_lag_months=16.0, opensid_moved_kept=0.6, opensid_temporary=0.05,
        opensid_parent_of_adult=0.4, krs_covered=0.6, krs_own_id=0.6, fhir_registered=0.9,
    )  # fmt: skip


def _other_faults(rates: ListRates, **special: float) -> ListRates:
    """One list's rates with the usual faults of names rare and others common; ``special`` is this list's own."""
    common = {
        "name_typo": 0.015, "name_respelled": 0.015, "name_abbreviated": 0.03, "name_initial": 0.0,
        "name_word_dropped": 0.02, "name_swapped": 0.05, "name_joined": 0.03, "name_cut": 0.15,
        "name_with_father": 0.04,
        "date_swapped": 0.08, "date_slip": 0.004, "date_first_january": 0.33, "date_first_of_month": 0.02,
        "nik_typo": 0.008, "nik_of_another": 0.012, "kk_typo": 0.005, "sex_wrong": 0.015,
    }  # fmt: skip
    return replace(rates, **(common | special))


#: The mixes that a regency can be invented with, by name.
PROFILES: dict[str, Callable[[], Rates]] = {USUAL: Rates, HARSH: Rates.other, DIFFERENT: different}


def rates_of(profile: str) -> Rates:
    """The rates of a mix; an error that names the mixes there are when the name is unknown."""
    if profile not in PROFILES:
        raise InvalidValueError(
            _("Profil kesalahan {name} tidak dikenal").format(name=profile),
            next_step=_("Pilih salah satu: {names}.").format(names=", ".join(PROFILES)),
        )
    return PROFILES[profile]()
