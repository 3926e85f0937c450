"""How often life and lists go wrong in the invented regency: one frozen table, each rate with its source.

Two kinds of source exist. *Seen* means that the fault was met in public files or in public code that reads or
writes such files, or is told by an agency; how often it happens is then still our assumption unless a figure
is given. *Assumption* means that nobody has published anything we could read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

ASSUMED = "assumption"
SEEN = "fault seen in public files or importers of them; its share is an assumption"


def _rate(value: Any, source: str = ASSUMED) -> Any:
    return field(default=value, metadata={"source": source})


@dataclass(frozen=True, slots=True)
class ListRates:
    """What goes wrong while one agency writes people down. Shares of the written cells, 0 to 1."""

    nik_missing: float = _rate(0.03, "DTKS: 90.3 % matched to Dukcapil in 2021 (Kemendagri), all faults together")
    nik_missing_child: float = _rate(0.12, "infants get a NIK late; share assumed")
    nik_typo: float = _rate(0.025, "Disdukcapil Trenggalek reports mistyped numbers; share assumed")
    nik_last_digit_lost: float = _rate(0.015, "Excel keeps 15 digits; Disdukcapil Trenggalek: NIKs ending in 0")
    nik_region_only: float = _rate(0.0, "Excel shows 6.40213E+15 and saves that into a csv")
    nik_masked: float = _rate(0.0, "interchange lists mask with *; SATUSEHAT search results mask")
    nik_placeholder: float = _rate(0.004, "OpenSID issue 1032: one placeholder for many people")
    nik_of_another: float = _rate(0.003, "another member's number, or the neighbouring row's; assumed")
    nik_decorated: float = _rate(0.01, "apostrophes, blanks and NBSP seen in Disdukcapil and OpenSID cells")
    kk_missing: float = _rate(0.03)
    kk_typo: float = _rate(0.02)
    kk_outdated: float = _rate(0.04, "a renewed card reaches the lists late; share assumed")
    name_abbreviated: float = _rate(0.08, "M., Muh, St. seen, also in OpenSID's sample; share assumed")
    name_typo: float = _rate(0.06)
    name_respelled: float = _rate(0.06, "oe/u, dj/j, sy/s: old and new spelling; share assumed")
    name_word_dropped: float = _rate(0.04)
    name_initial: float = _rate(0.015)
    name_titled: float = _rate(0.03, "H., Hj., S.Pd, Alm.; share assumed")
    name_swapped: float = _rate(0.01)
    name_nick: float = _rate(0.01)
    date_swapped: float = _rate(0.025, "day and month exchanged by a spreadsheet's locale; share assumed")
    date_slip: float = _rate(0.015)
    date_first_january: float = _rate(0.03, "people over 60 whose day of birth nobody knows; share assumed")
    date_missing: float = _rate(0.01)
    sex_wrong: float = _rate(0.007)
    sex_missing: float = _rate(0.004)
    village_respelled: float = _rate(0.06, "spellings of 64.02 villages differ between five public data sets")
    village_wrong: float = _rate(0.006)
    # Faults of another kind: none in the usual mix, see padan.demo.profiles.
    nik_of_mother: float = _rate(0.0, "of people under 17; a parent's NIK typed for the child; share assumed")
    kk_of_grandparents: float = _rate(0.0, "the card of the parents of head or wife; share assumed")
    kk_last_digit_lost: float = _rate(0.0, "Excel keeps 15 digits of any number; share assumed")
    name_cut: float = _rate(0.0, "a column too narrow for the name; share and width assumed")
    name_width: float = _rate(18.0, "characters that a narrow column keeps; assumed")
    name_with_father: float = _rate(0.0, "bin and binti, or the father's name alone; share assumed")
    name_joined: float = _rate(0.0, "two words written as one; share assumed")
    date_first_of_month: float = _rate(0.0, "only month and year are known; share assumed")
    village_old_code: float = _rate(0.0, "villages renumbered when districts were split off; share assumed")


@dataclass(frozen=True, slots=True)
class LifeRates:
    """How families are made and change: shares of families unless said otherwise."""

    window_months: float = _rate(30.0, "how far back moves, splits and deaths are told apart by date")
    woman_heads: float = _rate(0.11)
    couples: float = _rate(0.90, "of families headed by a man")
    grandparent: float = _rate(0.08)
    grown_child_with_own: float = _rate(0.10, "of heads aged 44 to 66 with a grown daughter or son at home")
    relative: float = _rate(0.02)
    twins: float = _rate(0.012, "about 12 in 1,000 births")
    wife_second_marriage: float = _rate(0.05, "of couples with two children or more")
    husband_second_marriage: float = _rate(0.02, "of couples with two children or more")
    parents_known: float = _rate(0.35, "of couples under 34: one of them is a child of another invented family")
    split_lately: float = _rate(0.40, "of those: left the parents' card within the window")
    moved: float = _rate(0.07, "within the window, to another village, with a new card")
    arrived: float = _rate(0.025, "within the window, from outside the regency")
    card_renewed: float = _rate(0.07, "within the window, without moving")
    from_other_province: float = _rate(0.18, "of families: NIKs issued elsewhere")
    unknown_birthday: float = _rate(0.12, "of people born before 1966: registered on 1 January, 1 July, 31 December")
    name_from_father: float = _rate(0.20, "of children: a word of the father's name")
    name_among_siblings: float = _rate(0.18, "of families: the children share a word")
    pregnant: float = _rate(0.05, "of wives under 43 without an infant")
    twins_alike: float = _rate(0.0, "of twin pairs: registered together, names alike; share assumed")
    twin_without_nik: float = _rate(0.0, "of those pairs: one of them has no NIK yet; share assumed")


@dataclass(frozen=True, slots=True)
class GrowthRates:
    """How children grow, and how they are measured and typed in. Shares of measurements unless said otherwise."""

    stunted: float = _rate(0.17, "of living children under five; share assumed")
    wasted: float = _rate(0.07, "of living children under five; share assumed")
    faltering: float = _rate(
        0.10, "of children of 8 to 36 months near the median: a steady fall over the last 6 to 8 months"
    )
    recovering: float = _rate(0.15, "of children who are far behind: catch up over the last 6 to 8 months")
    oedema: float = _rate(0.0005, "of children")
    weight_error: float = _rate(0.1, "kg: technical error of measurement, one standard deviation; assumed")
    length_error: float = _rate(0.5, "cm: technical error of measurement, one standard deviation; assumed")
    other_position: float = _rate(0.03, "lying when old enough to stand, or the reverse")
    position_miswritten: float = _rate(0.02)
    posyandu_invented: float = _rate(0.03, "of posyandu: figures made up; at least four where enough can be judged")
    posyandu_rough: float = _rate(0.05, "of posyandu: honest, read to half a centimetre; at least four")
    grams: float = _rate(0.004, SEEN)
    millimetres: float = _rate(0.003, "importers of e-PPGBM guard against it; share assumed")
    exchanged: float = _rate(0.0004, "weight in the cell of the length and the reverse; share assumed")
    decimal_slip: float = _rate(0.0015)
    carried_forward: float = _rate(0.006, "last visit's values typed once more; share assumed")
    shrunk: float = _rate(0.004, "length some centimetres below the last one; share assumed")
    wrong_child: float = _rate(0.004, "the values of another child of the same posyandu; share assumed")
    label_wrong: float = _rate(0.08, "of rows whose figures say stunted: the class says normal; share assumed")
    gain_wrong: float = _rate(0.08, "of the letters N, T, O, B: not what the weights say; share assumed")


@dataclass(frozen=True, slots=True)
class Rates:
    """Every rate that the demo draws from."""

    life: LifeRates = LifeRates()
    growth: GrowthRates = GrowthRates()
    dtsen: ListRates = ListRates(nik_region_only=0.004)
    dtsen_hand: ListRates = ListRates(
        nik_last_digit_lost=0.45, nik_masked=0.05, name_titled=0.10, name_abbreviated=0.12, kk_missing=0.08
    )
    eppgbm: ListRates = ListRates(
        nik_missing=0.30,
        nik_missing_child=0.30,
        nik_last_digit_lost=0.03,
        nik_region_only=0.005,
        name_abbreviated=0.12,
        name_typo=0.09,
        name_respelled=0.07,
        name_word_dropped=0.06,
        date_missing=0.0,
    )
    krs: ListRates = ListRates(
        nik_missing=0.06, kk_missing=0.05, name_word_dropped=0.06, nik_last_digit_lost=0.02, nik_decorated=0.0
    )
    opensid: ListRates = ListRates(nik_missing_child=0.10, nik_decorated=0.03, nik_typo=0.01, name_typo=0.04)
    fhir: ListRates = ListRates(
        nik_missing_child=0.25, nik_last_digit_lost=0.0, nik_decorated=0.0, date_swapped=0.01, kk_missing=0.45
    )

    dtsen_share_by_desil: tuple[float, ...] = _rate(
        (0.97, 0.97, 0.96, 0.94, 0.82, 0.42, 0.22, 0.12, 0.06, 0.03),
        "of families; lists are drawn up for desil 1-5",
    )
    dtsen_poor_missing: float = _rate(0.08, "exclusion: poor families in no list; share assumed")
    dtsen_twice: float = _rate(0.25, "of people who left a card within the window: still on both cards")
    dtsen_old_region: float = _rate(0.15, "of rows of split districts: lists keep the code from before the split")
    dtsen_line_break: float = _rate(0.0005, "of rows: a line break inside the address")
    eppgbm_csv_region_only: float = _rate(0.12, "a csv saved from Excel keeps 6,40213E+15; share assumed")
    eppgbm_mothers_nik: float = _rate(0.05, "a parent's NIK typed for the child; share assumed")
    eppgbm_mothers_nik_digit: float = _rate(0.03, "e-HDW's help page: mother's NIK and one digit; share assumed")
    eppgbm_corrected: float = _rate(0.08, "of children: the entry was typed anew between two months")
    eppgbm_twice: float = _rate(0.015, "e-HDW users report double data; share assumed")
    eppgbm_bad_villages: float = _rate(0.10, "of villages: hardly any child is weighed")
    eppgbm_attendance: float = _rate(0.80, "89 % entered in the June 2024 round in one province; our share of a month")
    eppgbm_outlier: float = _rate(0.01, SEEN)
    eppgbm_weight_as_time: float = _rate(0.02, SEEN)
    eppgbm_nameless_row: float = _rate(0.002, SEEN)
    parents_one_only: float = _rate(0.22, SEEN)
    parents_mother_first: float = _rate(0.20, SEEN)
    infant_unnamed: float = _rate(0.35, "By. Ny.: of infants under six months; share assumed")
    opensid_villages: float = _rate(0.45, "of the desa; kelurahan seldom use it")
    opensid_text_files: float = _rate(0.20, "of files: names in place of codes")
    opensid_lag_months: float = _rate(8.0, "mean age of a village's register")
    opensid_person_missing: float = _rate(0.03)
    opensid_moved_kept: float = _rate(0.30, "of people who left: kept with status 3")
    opensid_temporary: float = _rate(0.012, "OpenSID issue 6998: temporary and real number side by side")
    opensid_parent_of_adult: float = _rate(0.75)
    opensid_insurance: float = _rate(0.60, "of residents whose health insurance the village notes; share assumed")
    uninsured: float = _rate(0.15, "of families whose premium the state does not pay; share assumed")
    opensid_parent_nik: float = _rate(0.50, "of parents whose NIK the village knows")
    krs_covered: float = _rate(0.86, "of target families, the share differing between villages")
    krs_answer_wrong: float = _rate(0.03, "of each answer on water and latrine: not so; share assumed")
    krs_four_wrong: float = _rate(0.015, "of each answer on the four: not so; share assumed")
    dtsen_dwelling_wrong: float = _rate(0.02, "of each dwelling code: another one; share assumed")
    dtsen_dwelling_missing: float = _rate(0.03, "of families: water, latrine and disposal left empty")
    krs_own_id: float = _rate(0.30, "of the data service's rows: kode_keluarga is BKKBN's own number")
    fhir_registered: float = _rate(0.75, "of the children of the two puskesmas")

    @classmethod
    def other(cls) -> Rates:
        """A clearly different mix, kept for evaluation: nothing should be tuned on it."""
        plain = cls()
        louder = {
            "name_abbreviated": 0.04,
            "name_initial": 0.07,
            "name_nick": 0.04,
            "name_word_dropped": 0.10,
        }
        return replace(
            plain,
            life=replace(plain.life, moved=0.11, wife_second_marriage=0.09, split_lately=0.6, woman_heads=0.15),
            dtsen=replace(plain.dtsen, nik_missing=0.06, kk_outdated=0.08, name_respelled=0.10, **louder),
            dtsen_hand=replace(plain.dtsen_hand, nik_last_digit_lost=0.7, **louder),
            eppgbm=replace(plain.eppgbm, nik_missing=0.45, nik_missing_child=0.45, date_slip=0.03, **louder),
            krs=replace(plain.krs, nik_missing=0.14, kk_missing=0.12, name_typo=0.10, **louder),
            opensid=replace(plain.opensid, nik_missing_child=0.18, date_swapped=0.01, **louder),
            fhir=replace(plain.fhir, nik_missing_child=0.45, kk_missing=0.7, **louder),
            growth=replace(plain.growth, stunted=0.24, faltering=0.08, length_error=0.7, carried_forward=0.012),
            parents_one_only=0.45,
            parents_mother_first=0.40,
            infant_unnamed=0.55,
            eppgbm_mothers_nik=0.08,
            eppgbm_mothers_nik_digit=0.06,
            opensid_lag_months=14.0,
        )
