"""The tables that ``assess`` adds to a release: what the written rules say of the register on a day."""

from __future__ import annotations

from padan.contracts.schema import DATE, FLAG, NUMBER, TEXT, TEXTS, WHOLE, Column, Table

#: Indices by which Permenkes 2/2020 classes children of 0-60 months.
INDICES = {
    "length_for_age": "PB/U or TB/U",
    "weight_for_age": "BB/U",
    "weight_for_length": "BB/PB or BB/TB",
    "bmi_for_age": "IMT/U",
}

#: z-scores by WHO's standards, two decimals; null is none.
Z_SCORES = (
    *(Column(index, NUMBER, name) for index, name in INDICES.items()),
    Column("flagged", TEXTS, "z-scores so far out that they are taken for mistakes", required=True),
)

#: Each axis on its own: none, moderate, severe or unknown; overweight is moderate beyond +2 and severe beyond +3.
AXES = (
    Column("stunted", TEXT, "none, moderate, severe or unknown", required=True),
    Column("wasted", TEXT, "none, moderate, severe or unknown", required=True),
    Column("underweight", TEXT, "none, moderate, severe or unknown", required=True),
    Column("overweight", TEXT, "none, moderate, severe or unknown", required=True),
)

GROWTH = Table(
    "growth",
    "One weighing or measuring as the growth rules judge it: every row of `measurement` that holds a figure.",
    ("measurement_id",),
    (
        Column("measurement_id", TEXT, "the measurement", required=True),
        Column("person_id", TEXT, "the child", required=True),
        Column("measured_on", DATE, "day of measuring", required=True),
        Column("counts", FLAG, "of several rows for one day the one in the child's history", required=True),
        Column("age_days", WHOLE, "age in days; null when the birth date is unknown"),
        Column("age_months", WHOLE, "full months of age (bulan penuh)"),
        Column("length", NUMBER, "cm, as if measured in the position right for the age"),
        *Z_SCORES,
        Column("head_for_age", NUMBER, "LK/U"),
        Column("arm_for_age", NUMBER, "LiLA/U"),
        Column("why_unknown", TEXT, "why there is no length-for-age"),
        *AXES,
        *(
            Column(f"{index}_class", TEXT, f"class of Permenkes 2/2020 by {name}; null is unknown")
            for index, name in INDICES.items()
        ),
        Column("arm_class", TEXT, "class by arm circumference"),
        Column("gain", TEXT, "N, T, O or B: weight gain since last month"),
        Column("gain_grams", WHOLE, "weight gained since the last weighing, g"),
        Column("gain_needed", WHOLE, "least gain for the age (KBM), g"),
        Column("twice_not_gained", FLAG, "2T: not gained twice in a row"),
        Column("below_red_line", FLAG, "BGM: weight below the red line of the growth chart"),
        Column("weight_change", NUMBER, "z of the change of weight"),
        Column("length_change", NUMBER, "z of the change of length"),
        Column("faltering", TEXTS, "grounds on which growth falters", required=True),
        Column("doubt", TEXT, "likely cause when the figures are hard to believe"),
        Column("doubt_weight", NUMBER, "kg that was likely meant"),
        Column("doubt_length", NUMBER, "cm that was likely meant"),
        Column("label_hides", FLAG, "the file calls the child normal, its length calls it stunted", required=True),
    ),
)

GROWTH_STATE = Table(
    "growth_state",
    "One child under five who was ever measured, as its last measurements leave it.",
    ("person_id",),
    (
        Column("person_id", TEXT, "the child", required=True),
        Column("family_id", TEXT, "the family in which it lives", required=True),
        Column("village_code", TEXT, "village"),
        Column("posyandu", TEXT, "posyandu of the last measurement, in one spelling"),
        Column("health_centre", TEXT, "puskesmas of the last measurement"),
        Column("sex", TEXT, "L or P; null is unknown"),
        Column("measurement_id", TEXT, "the last one that gives a length-for-age, else the last", required=True),
        Column("measured_on", DATE, "its day", required=True),
        Column("age_days", WHOLE, "age on that day"),
        *Z_SCORES,
        Column("oedema", FLAG, "oedema seen; no list tells yet", required=True),
        *AXES,
        Column("measured_times", WHOLE, "days on which it was weighed or measured", required=True),
        Column("last_measured", DATE, "last day on which it was weighed or measured", required=True),
        Column("days_since", WHOLE, "days from then to the day of the release", required=True),
        Column("stunted_since", DATE, "first day of the present time of being stunted"),
        Column("arm_class", TEXT, "class by arm circumference at the last visit"),
        Column("days_stunted", WHOLE, "days spent stunted between measurements", required=True),
        Column("recovered", TEXTS, "what the child has recovered from: stunted, wasted", required=True),
        Column("gain", TEXT, "N, T, O or B at the last weighing"),
        Column("twice_not_gained", FLAG, "2T at the last weighing"),
        Column("faltering", TEXTS, "grounds on which growth falters now", required=True),
        Column("doubt", TEXT, "likely cause when the last figures are hard to believe"),
    ),
)

RISK = Table(
    "risk",
    "One family by BKKBN's rule of the family at risk of stunting (KRS): yes, no or unknown, and why.",
    ("family_id",),
    (
        Column("family_id", TEXT, "family", required=True),
        Column("village_code", TEXT, "village"),
        Column("rule", TEXT, "version of the rule", required=True),
        Column("target", TEXT, "a target family: yes, no or unknown", required=True),
        Column("targets", TEXTS, "targets that it has, whether or not the rule screens them", required=True),
        Column("factors", TEXTS, "risk factors that it has", required=True),
        Column("contraception", TEXT, "does not use modern contraception; stands beside the factors", required=True),
        Column("at_risk", TEXT, "yes, no or unknown, from everything known", required=True),
        Column("missing", TEXTS, "facts that would settle it", required=True),
        Column("own", TEXT, "yes, no or unknown, from every list but BKKBN's own", required=True),
        Column("own_factors", TEXTS, "risk factors by every list but BKKBN's own", required=True),
        Column("claimed", TEXT, "what BKKBN's list says: yes, no, or unlisted", required=True),
        Column("claimed_factors", TEXTS, "risk factors that BKKBN's list names", required=True),
        Column("screened_at", DATE, "day that BKKBN's list describes"),
        Column("compared", TEXT, "own against claimed: agree, ours_only, theirs_only or unknown", required=True),
        Column("poverty", WHOLE, "1 (poorest) to 5, by welfare rank or decile; null is unknown"),
    ),
)

PRIORITY = Table(
    "priority",
    "Families in the order in which they need help, with what put them there.",
    ("family_id",),
    (
        Column("family_id", TEXT, "family", required=True),
        Column("village_code", TEXT, "village"),
        Column("rank", WHOLE, "1 is first; no two families share one", required=True),
        Column("tier", WHOLE, "the most urgent condition; 0 is none", required=True),
        Column("signs", TEXTS, "conditions found in the family", required=True),
        Column("parts", TEXT, "what the order rests on, part by part, as a JSON object", required=True),
        Column("children", TEXTS, "children under five whose growth counts here", required=True),
    ),
)

FRESHNESS = Table(
    "freshness",
    "One thing that one agency owes about one person or family, and how old the newest value is.",
    ("subject_id", "obligation"),
    (
        Column("subject_id", TEXT, "person or family", required=True),
        Column("obligation", TEXT, "what is owed, of whom, by which rule", required=True),
        Column("family_id", TEXT, "family concerned", required=True),
        Column("village_code", TEXT, "village"),
        Column("attribute", TEXT, "what the value is of", required=True),
        Column("agency", TEXT, "who owes it", required=True),
        Column("last_at", DATE, "the day that the newest value describes"),
        Column("state", TEXT, "fresh, due, overdue or never", required=True),
        Column("days_overdue", WHOLE, "days past the limit; 0 when not overdue, null when never"),
    ),
)

MEASUREMENT_QUALITY = Table(
    "measurement_quality",
    "How far the figures of one posyandu, village or puskesmas can be trusted, for one month or all months together.",
    ("level", "unit", "month"),
    (
        Column("level", TEXT, "posyandu, village or health_centre", required=True),
        Column(
            "unit", TEXT, "what tells it apart: village code and posyandu, village code, or puskesmas", required=True
        ),
        Column("month", TEXT, "YYYY-MM; empty for all months together", required=True),
        Column("village_code", TEXT, "village of a posyandu or village"),
        Column("posyandu", TEXT, "posyandu, in one spelling"),
        Column("health_centre", TEXT, "puskesmas"),
        Column("measurements", WHOLE, "rows judged", required=True),
        Column("children", WHOLE, "children", required=True),
        Column("score", NUMBER, "penalty points; 0 is best, null when too few to judge"),
        Column("quality", TEXT, "class of the score, or not_judged", required=True),
        Column("suspicions", TEXTS, "grounds on which the figures look not measured", required=True),
        Column("remeasure", FLAG, "the figures cannot be trusted: measure again", required=True),
        Column("parts", TEXT, "every figure behind it, as a JSON object", required=True),
    ),
)

TABLES = (GROWTH, GROWTH_STATE, RISK, PRIORITY, FRESHNESS, MEASUREMENT_QUALITY)
