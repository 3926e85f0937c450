"""``rules-growth.md``."""

from __future__ import annotations

from collections.abc import Mapping

from tools.rule_pages.layout import Constant, Page, Section, Told
from tools.rule_pages.words import NOTHING, number, one_of, reason, signed


def _class_or_reason(value: tuple[int, int]) -> str:
    return "severe" if value[0] else f"unknown: {reason(value[1])}"


def _card(rows: list[tuple[float, ...]]) -> str:
    said = [f"day {number(day)}: {_measured(weight, 'kg')}, {_measured(length, 'cm')}" for day, weight, length in rows]
    return "; ".join(said)


def _measured(value: float, unit: str) -> str:
    return f"{number(value)} {unit}" if value > 0 else "not measured"


def _scores(rows: list[tuple[float, ...]]) -> str:
    said = [f"day {number(day)}: PB/U {signed(haz)}, BB/U {signed(waz)}" for day, haz, waz in rows]
    return "; ".join(said)


def _faults(found: Mapping[str, int]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in found.items())


def _share(value: float) -> str:
    return f"{value:.0%}"


def _pair(values: tuple[float, ...]) -> str:
    return " then ".join(map(signed, values))


_SCHEME = one_of(_permenkes_0_5="0-59 months", _permenkes_5_18="5-18 years")
_INDEX = one_of(
    _weight_for_age="BB/U", _length_for_age="PB/U, TB/U", _weight_for_length="BB/PB, BB/TB", _bmi_for_age="IMT/U"
)
_FOUR = ("PB/U", "BB/U", "BB/PB", "IMT/U")
_NO_ANSWER = {"reason": "why there is none"}

GROWTH = Page(
    "Growth: the rules in tables",
    "How ages, z-scores, classes, growth over time, the credibility of measurements and prevalence come out, case by "
    "case. Why they are so: [growth](../explanation/growth.md) and "
    "[measurement quality](../explanation/measurement-quality.md). Domain words stay Indonesian: PB/U and TB/U are "
    "length and height for age, BB/U weight for age, BB/PB and BB/TB weight for length and height, IMT/U body mass "
    "index for age, LiLA the arm's circumference, KBM the least gain of weight.",
    ("tests/rules/growth",),
    (
        Section(
            "Age",
            modules={"rules.growth.test_ages": ()},
            told={
                "test_age": Told("Days, and full months (bulan penuh)"),
                "test_days_are_rounded_half_up": Told(headers={"whole": "whole days"}, words={"days": str}),
            },
        ),
        Section(
            "z-scores",
            "Lengths are in cm, weights in kg, skinfolds in mm.",
            {
                "rules.growth.test_zscores": ("test_rounding_like_r",),
                "rules.growth.test_child": ("test_without_a_possible_age",),
            },
            {
                "test_known_values": Told("Values known from WHO's tables"),
                "test_the_length_is_corrected_for_position": Told(
                    text="A child of 80.0 cm.", headers={"corrected": "cm as if in the right position"}
                ),
                "test_weight_for_length_chooses_its_table": Told(headers={"as_if": "as if of day"}),
                "test_no_z_has_its_reason": Told(
                    "Where there is no z there is a reason",
                    "A girl of 400 days, 75 cm and 9 kg but for what is named. A dash is a z.",
                    words={"reasons": reason},
                    split={"reasons": _FOUR},
                ),
                "test_arm_and_skinfolds_begin_on_day_91": Told(headers=_NO_ANSWER, words={"reason": reason}),
                "test_how_the_length_was_corrected": Told(
                    text="A child born on 31 January 2024.",
                    words={"correction": lambda value: f"{value:+g} cm" if value else NOTHING},
                ),
            },
            (
                Constant(
                    "rules.growth.test_who_anthro",
                    "FAULTS",
                    "Where WHO's R package answers otherwise",
                    "Of the 160,000 answers (a z or none) to 20,000 cases run through WHO's R package `anthro` "
                    "1.1.0.9000 (@ b776d8a, R 4.2.2), all are the same at two decimals, flags too, but for these. "
                    "With `--compat` the package's own are given.",
                    ("fault of the package", "answers"),
                ),
            ),
        ),
        Section(
            "Classes",
            "Permenkes 2/2020. A z that is flagged gives no class.",
            {"rules.growth.test_classes": ()},
            {
                "test_class_of_the_regulation": Told(
                    headers={"scheme": "age", "name": "class"}, words={"scheme": _SCHEME, "index": _INDEX}
                ),
                "test_axis": Told("The four axes", headers={"key": "degree"}, words={"key": str}),
                "test_oedema_is_severe_wasting": Told(
                    text="A swollen girl of 400 days, 75 cm and 9 kg, but for what is named.",
                    headers={"by_bmi": "class by IMT/U", "by_weight": "underweight"},
                    words=dict.fromkeys(("wasting", "by_bmi", "by_weight"), _class_or_reason),
                ),
                "test_stunted_and_wasted": Told(
                    text="z of length for age and of weight for length; one *no* makes the whole *no*.",
                    headers={"stunted": "PB/U", "wasted": "BB/PB", "both": "stunted and wasted"},
                    words={"stunted": signed, "wasted": signed},
                ),
                "test_class_by_the_arm": Told(
                    "The class by the arm (LiLA)",
                    headers={"code": "class", "why": "why unknown, or what decides"},
                    words={
                        "code": one_of(_0="unknown", _1="Gizi buruk", _2="Gizi kurang", _3="Normal"),
                        "why": reason,
                    },
                ),
            },
        ),
        Section(
            "From 5 to 19 years",
            modules={"rules.growth.test_who_2007": ()},
            told={
                "test_reasons": Told(
                    "Where there is no z there is a reason",
                    "A girl of 100 months, 130 cm and 28 kg but for what is named. A dash is a z.",
                    {"height": "TB/U", "weight": "BB/U", "bmi": "IMT/U"},
                    dict.fromkeys(("height", "weight", "bmi"), reason),
                ),
            },
        ),
        Section(
            "Weight gain: N, T, O, B",
            "N gained enough, T not, O not weighed last month, B first time; a question mark is not known.",
            {"rules.growth.following.test_gain": ()},
            {
                "test_stories": Told(
                    "Stories",
                    "Boys born on 10 January 2025; weight in kg.",
                    {"status": "letters, visit by visit", "failures": "months of T in a row"},
                ),
                "test_least_gain_of_buku_kia": Told(
                    "The least gain (KBM) of Buku KIA", headers={"months": "full months of age"}
                ),
                "test_why_no_answer": Told(
                    "Why there is no answer",
                    "Two weighings about a month apart.",
                    {"first": "weighed", "second": "weighed again", **_NO_ANSWER},
                ),
                "test_intervals_other_than_a_month": Told(headers={"least": "least gain, g"}),
                "test_the_growth_line_as_a_variant": Told(
                    headers={
                        "weights": "kg, then kg",
                        "z": "BB/U",
                        "by_minimum": "by the KBM",
                        "by_line": "by the line",
                    },
                    words={"z": _pair},
                ),
            },
        ),
        Section(
            "Pace of growth",
            "WHO's velocity standards where they reach, else the change of z given the earlier z.",
            {"rules.growth.following.test_pace": ("test_start_age_between_months",)},
            {
                "test_lines_that_who_prints": Told(
                    "Lines that WHO prints", headers={"months": "over months", "start": "from month"}
                ),
                "test_which_method_serves_which_interval": Told(
                    text="A boy born on 10 January 2025, weighed on 10 March and again on the day named."
                ),
                "test_the_first_month_of_who_is_of_four_weeks": Told(
                    "The first month of WHO's table is of four weeks",
                    "A boy born on 10 January 2025; the grams that make a z of 0.",
                ),
                "test_beyond_two_years_of_age_it_is_an_extrapolation": Told(
                    text="A boy born on 10 January 2025, weighed on 10 October 2026 and again on the day named."
                ),
                "test_why_there_is_no_pace": Told(
                    "Why there is none", "Day, kg, BB/U and what is flagged, twice.", _NO_ANSWER
                ),
            },
        ),
        Section(
            "Faltering, time spent stunted",
            modules={"rules.growth.following.test_faltering": (), "rules.growth.following.test_spells": ()},
            told={
                "test_stories": Told(
                    "Faltering",
                    "What the last visit of each story is told.",
                    {"before": "before the child is stunted"},
                ),
                "test_a_long_gap_is_not_counted": Told(
                    text="Stunted on 2 March 2025 and on the day named.",
                    headers={"days": "days stunted", "seen": "days known"},
                ),
            },
        ),
        Section(
            "Growth over time in words",
            modules={"rules.growth.following.test_wording": ()},
            told={
                "test_the_share_of_healthy_children": Told(
                    headers={"z": "BB/U after -0.50"}, words={"z": lambda z: signed(float(z))}
                ),
                "test_why_there_is_no_answer": Told(
                    text="Day, kg, BB/U and what is flagged, twice.",
                ),
            },
        ),
        Section(
            "Credibility of one measurement",
            modules={"rules.growth.credibility.test_single": (), "rules.growth.credibility.test_words": ()},
            told={
                "test_a_value_that_cannot_be_is_explained": Told(
                    text="A boy of 9.1 kg and 72.4 cm at 300 days; weight and length are what was written."
                ),
                "test_history_speaks_against_a_value": Told(
                    text="Age in days. What is said of the last visit of each card.",
                    headers={"rows": "card", "expected": "said"},
                    words={"rows": _card},
                ),
                "test_position_explains_a_smaller_length": Told(
                    headers={"drop": "cm less"},
                ),
                "test_another_childs_measurement_leaves_the_line_and_returns": Told(
                    "Another child's measurement leaves the line and returns",
                    headers={"rows": "card", "other": "the second visit is another child's"},
                    words={"rows": _scores},
                ),
                "test_a_cause_is_told_in_words": Told("Causes in words"),
            },
        ),
        Section(
            "Credibility of a posyandu",
            modules={
                "rules.growth.credibility.test_groups": (),
                "rules.growth.credibility.test_doubt": ("test_a_few_equal_changes_give_no_doubt",),
            },
            told={
                "test_last_digits": Told(
                    headers={
                        "beyond": "beyond chance",
                        "whole": "share whole",
                        "half": "share 0 or 5",
                        "fives": "share multiples of 5",
                    }
                ),
                "test_the_spread_costs_points": Told("The spread costs points, as in ENA for SMART"),
                "test_the_part_that_gives_the_doubt_is_named": Told(
                    headers={"kind": "how the figures were invented", "part": "part that gives doubt"}
                ),
            },
            constants=(
                Constant(
                    "rules.growth.credibility.test_doubt",
                    "FOUND",
                    "Invented posyandu that are found",
                    "The least share that the tests demand, of 200 posyandu of 20 to 60 children. Of the honest ones "
                    "in the tests none may be accused.",
                    ("how the figures were invented", "after three months", "after eleven"),
                    {"after three months": _share, "after eleven": _share},
                    spread=True,
                ),
            ),
        ),
        Section(
            "Prevalence",
            modules={
                "rules.growth.prevalence.test_rates": ("test_a_column_as_codes",),
                "rules.growth.prevalence.test_estimates": (),
                "rules.growth.prevalence.test_who_groups": (),
            },
            told={
                "test_cut_offs_are_strict": Told(headers={"counted": "counted in"}),
                "test_when_a_figure_is_reliable": Told(
                    headers={"n": "children", "units": "clusters", "df": "degrees of freedom", "reason": "why not"}
                ),
                "test_degrees_of_freedom_are_psus_less_strata": Told(
                    "Degrees of freedom are clusters less strata",
                    "Six children; one without a cluster or stratum is left out.",
                    {"df": "degrees of freedom"},
                ),
            },
            constants=(
                Constant(
                    "rules.growth.prevalence.test_as_who",
                    "FAULTS",
                    "Where WHO's survey table differs, and by how many figures",
                    "Every figure of every invented survey is the same as the package's but for these; with `--compat` "
                    "they are the package's. The faults are told in [growth](../explanation/growth.md).",
                    ("invented survey", "faults of the package, with the figures that each touches"),
                    {"faults of the package, with the figures that each touches": _faults, "invented survey": str},
                ),
            ),
        ),
    ),
)
