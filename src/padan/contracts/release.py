"""The tables of a release: the register at one moment, with where every value comes from."""

from __future__ import annotations

from padan.contracts import assessed, intake
from padan.contracts.schema import DATE, FLAG, NUMBER, TEXT, TEXTS, WHOLE, Column, Table

_PROVENANCE = (
    Column("source", TEXT, "which list said so", required=True),
    Column("record_id", TEXT, "the record that said so", required=True),
    Column("true_at", DATE, "the day that the value describes", required=True),
    Column("collected_at", DATE, "the day of measuring or interviewing"),
    Column("entered_at", DATE, "the day of typing it in"),
    Column("received_at", DATE, "the day of receiving the file", required=True),
)


def _shared(*names: str) -> tuple[Column, ...]:
    by_name = {column.name: column for column in intake.SHARED}
    return tuple(by_name[name] for name in names)


RECEIPT = Table(
    "receipt",
    "One received file.",
    ("receipt_id",),
    (
        Column("receipt_id", TEXT, "the first 16 digits of the file's SHA-256", required=True),
        Column("sha256", TEXT, "hash of the file's content", required=True),
        Column("file", TEXT, "base name as received", required=True),
        Column("source", TEXT, "kind of list", required=True),
        Column("layouts", TEXTS, "layouts found, one per sheet read", required=True),
        Column("true_at", DATE, "the day that the file describes", required=True),
        Column("received_at", DATE, "the day of receiving it", required=True),
        Column("received_by", TEXT, "who received it"),
        Column("rows_in", WHOLE, "data rows in the file", required=True),
        Column("rows_accepted", WHOLE, "rows that became records", required=True),
        Column("rows_rejected", WHOLE, "rows refused, each with its reason", required=True),
        Column("records", WHOLE, "records made of the accepted rows", required=True),
    ),
)

RECORD = Table(
    "record",
    "One person in one row of one list, and the person and family it was found to be.",
    ("record_id",),
    (
        Column("record_id", TEXT, "receipt, sheet number, row and role: never changes", required=True),
        Column("receipt_id", TEXT, "the received file", required=True),
        Column("source", TEXT, "kind of list", required=True),
        Column("file", TEXT, "base name of the received file", required=True),
        Column("sheet", TEXT, "sheet name; empty for csv, JSON and NDJSON", required=True),
        Column("row", WHOLE, "row as a spreadsheet shows it (header counted); line; element", required=True),
        Column("role", TEXT, "person, child, head, wife, mother or father", required=True),
        Column("person_id", TEXT, "the person", required=True),
        Column("family_id", TEXT, "the family in which that person lives now", required=True),
        Column("match_probability", NUMBER, "of the weakest link that joins it; 1 when alone", required=True),
        Column("name", TEXT, "name as written"),
        Column("nik", TEXT, "sound NIK"),
        Column("nik_written", TEXT, "NIK as the cell held it"),
        Column("nik_quality", TEXT, "how sound it is"),
        Column("kk", TEXT, "sound family card number"),
        Column("kk_written", TEXT, "family card number as the cell held it"),
        Column("birth_date", DATE, "birth date"),
        Column("birth_date_quality", TEXT, "how the written birth date was read"),
        Column("sex", TEXT, "L or P"),
        Column("village_code", TEXT, "village, Kemendagri code"),
        Column("village_how", TEXT, "how the village was settled: code, exact, misspelling, similar …"),
        Column("true_at", DATE, "the day that the row describes", required=True),
    ),
)

LINK = Table(
    "link",
    "Pairs of records that were compared and came near enough to tell of: joined or left apart.",
    ("record_a", "record_b"),
    (
        Column("record_a", TEXT, "one record", required=True),
        Column("record_b", TEXT, "the other", required=True),
        Column("match_weight", NUMBER, "evidence for one person, in bits (log2 odds)", required=True),
        Column("match_probability", NUMBER, "chance that both are one person, calibrated", required=True),
        Column("joined", FLAG, "both ended as one person", required=True),
    ),
)

REJOINED = Table(
    "rejoined",
    "People whom no pair of records alone would join, and whom what their families say does.",
    ("record_a", "record_b"),
    (
        Column("record_a", TEXT, "first record of the one", required=True),
        Column("record_b", TEXT, "first record of the other", required=True),
        Column("weight", NUMBER, "what their families say for one person, in bits", required=True),
        Column("reason", TEXT, "same_couple, same_child or same_parent", required=True),
    ),
)

PERSON = Table(
    "person",
    "One person: what the records resolve to, each value by the precedence table.",
    ("person_id",),
    (
        Column("person_id", TEXT, "stable id", required=True),
        Column("family_id", TEXT, "the family in which the person lives now", required=True),
        Column("name", TEXT, "name"),
        Column("nik", TEXT, "NIK"),
        Column("sex", TEXT, "L or P; null is unknown"),
        Column("birth_date", DATE, "birth date"),
        Column("mother_name", TEXT, "mother's name"),
        Column("father_name", TEXT, "father's name"),
        Column("status", TEXT, "alive, dead, moved …; null is unknown"),
        Column("relation", TEXT, "relation to the head of the family now"),
        Column("village_code", TEXT, "village"),
        Column("sources", TEXTS, "lists that know the person", required=True),
        Column("record_count", WHOLE, "records", required=True),
    ),
)

FAMILY = Table(
    "family",
    "One family: the people who live together under one head.",
    ("family_id",),
    (
        Column("family_id", TEXT, "stable id", required=True),
        Column("kk", TEXT, "family card number"),
        Column("head_person_id", TEXT, "head of the family"),
        Column("head_name", TEXT, "name of the head"),
        Column("village_code", TEXT, "village"),
        Column("address", TEXT, "street or place"),
        Column("rt", TEXT, "RT"),
        Column("rw", TEXT, "RW"),
        Column("members", WHOLE, "people who live in it now", required=True),
        Column("desil_low", WHOLE, "welfare decile, lower end; null is unknown"),
        Column("desil_high", WHOLE, "welfare decile, upper end"),
        Column("sources", TEXTS, "lists that know the family", required=True),
    ),
)

MEMBERSHIP = Table(
    "membership",
    "Who belongs to which family, since when, and until when.",
    ("person_id", "family_id"),
    (
        Column("person_id", TEXT, "person", required=True),
        Column("family_id", TEXT, "family", required=True),
        Column("relation", TEXT, "relation to the head of the family"),
        Column("first_seen", DATE, "first day on which a list says so", required=True),
        Column("last_seen", DATE, "last day on which a list says so", required=True),
        Column("current", FLAG, "the family in which the person lives now", required=True),
        Column("sources", TEXTS, "lists that say so", required=True),
    ),
)

CLAIM = Table(
    "claim",
    "One value of one attribute of a person or family, with its source and its four dates.",
    ("subject_id", "attribute", "record_id"),
    (
        Column("subject_id", TEXT, "person or family", required=True),
        Column("subject", TEXT, "person or family, in a word", required=True),
        Column("attribute", TEXT, "what the value is of", required=True),
        Column("value", TEXT, "the value, in one writing for all sources", required=True),
        Column("chosen", FLAG, "the value that the register shows", required=True),
        *_PROVENANCE,
    ),
)

MEASUREMENT = Table(
    "measurement",
    "One weighing and measuring of one child. Weights in kg, lengths in cm.",
    ("measurement_id",),
    (
        Column("measurement_id", TEXT, "record and number within it", required=True),
        Column("person_id", TEXT, "the child", required=True),
        Column("age_days", WHOLE, "age on that day, in days; null when the birth date is unknown"),
        Column("village_code", TEXT, "village that the row names"),
        Column("posyandu", TEXT, "posyandu, as written"),
        Column("health_centre", TEXT, "puskesmas, as written"),
        *intake.MEASUREMENT_FIELDS,
        *_PROVENANCE,
    ),
)

WELFARE = Table(
    "welfare",
    "What a list says of a family's welfare on a day.",
    ("family_id", "record_id"),
    (
        Column("family_id", TEXT, "family", required=True),
        Column("person_id", TEXT, "person on whose row it stood", required=True),
        *_shared("desil_low", "desil_high", "desil_quality", "welfare_status", "programmes", "extreme_poverty"),
        *_PROVENANCE,
    ),
)

DWELLING = Table(
    "dwelling",
    "What a list says of a family's dwelling on a day.",
    ("family_id", "record_id"),
    (
        Column("family_id", TEXT, "family", required=True),
        *_shared(
            "water",
            "latrine",
            "disposal",
            "floor",
            "wall",
            "roof",
            "light",
            "fuel",
            "ownership",
            "floor_area",
        ),
        *_PROVENANCE,
    ),
)

SCREENING = Table(
    "screening",
    "What BKKBN's family-risk screening says of a family on a day.",
    ("family_id", "record_id"),
    (
        Column("family_id", TEXT, "family", required=True),
        *_shared(
            "has_under_two",
            "has_under_five",
            "couple",
            "pregnant_wife",
            "water_unsafe",
            "latrine_unsafe",
            "too_young",
            "too_old",
            "too_close",
            "too_many",
            "four_too",
            "no_modern_contraception",
            "welfare_rank",
            "risk_claimed",
            "assistance",
        ),
        *_PROVENANCE,
    ),
)

_ANSWERED = {column.name: column for column in intake.ANSWERED}

ANSWER = Table(
    "answer",
    "What somebody answered of a person, and whether it was done. Its values are claims of the source office.",
    ("record_id",),
    (
        Column("record_id", TEXT, "the answer's record", required=True),
        Column("answer", TEXT, "number of the answer in the office", required=True),
        Column("person_id", TEXT, "the person", required=True),
        Column("family_id", TEXT, "the family of which it tells", required=True),
        _ANSWERED["anchor"],
        Column(
            "anchor_held",
            FLAG,
            "the row is the person of its anchor; false where that record is gone or a newer decision speaks against "
            "it; null without an anchor",
        ),
        _ANSWERED["lives_with"],
        _ANSWERED["new_family"],
        Column(
            "move_held",
            FLAG,
            "the person lives now where the row says; false where a newer word says otherwise or the record to live "
            "with is gone; null where it moves nobody",
        ),
        *(_ANSWERED[name] for name in ("lives_here", "proposal", "note")),
        Column("decided_by", TEXT, "who answered", required=True),
        Column("decided_on", DATE, "the day of answering", required=True),
        Column("true_at", DATE, "the day from which it is true", required=True),
        Column("received_at", DATE, "the day of receiving the file", required=True),
    ),
)

GAP = Table(
    "gap",
    "One difference between the lists, of one kind, that one agency should settle.",
    ("gap_id",),
    (
        Column("gap_id", TEXT, "same difference, same id in every release", required=True),
        Column("kind", TEXT, "kind of gap", required=True),
        Column("village_code", TEXT, "village; null when no list says"),
        Column("family_id", TEXT, "family concerned"),
        Column("people", TEXTS, "persons concerned", required=True),
        Column("records", TEXTS, "records that show it", required=True),
        Column("evidence", TEXT, "the facts that show it, as a JSON object", required=True),
        Column("agency", TEXT, "code of the agency that should act", required=True),
    ),
)

CHANGE = Table(
    "change",
    "What became of one id since the release before: merged with another, split off from one, records moved between "
    "two, new, or gone. Empty in the first release.",
    ("subject", "kind", "from_id", "to_id"),
    (
        Column("subject", TEXT, "person or family, in a word", required=True),
        Column("kind", TEXT, "merged, split, moved, new or gone", required=True),
        Column("from_id", TEXT, "the id that the records had; null for new"),
        Column("to_id", TEXT, "the id that they have; null for gone"),
        Column("records", WHOLE, "records whose id changed, came or went", required=True),
        Column(
            "because",
            TEXT,
            "decision of a person (also an answer that moves somebody), file (new records), withdrawn (records gone), "
            "people (the family's people changed), model, or others (what changed around them)",
            required=True,
        ),
        Column("decided_by", TEXTS, "who decided it", required=True),
        Column("decided_on", DATE, "the day of the newest of those decisions"),
        Column("receipts", TEXTS, "the files that brought or took records", required=True),
        Column("release_before", TEXT, "the release that it is compared with", required=True),
    ),
)

REJECT = intake.REJECT

TABLES: tuple[Table, ...] = (
    RECORD,
    LINK,
    REJOINED,
    PERSON,
    FAMILY,
    MEMBERSHIP,
    CLAIM,
    MEASUREMENT,
    WELFARE,
    DWELLING,
    SCREENING,
    ANSWER,
    *assessed.TABLES,
    GAP,
    CHANGE,
    REJECT,
    RECEIPT,
)


def table(name: str) -> Table:
    """The release's table called ``name``; KeyError when there is none."""
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
