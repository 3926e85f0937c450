"""The tables handed between the steps of a release."""

from __future__ import annotations

from padan.contracts.schema import DATE, FLAG, NUMBER, TEXT, WHOLE, Column, Table

STANDARD = Table(
    "standard",
    "One record, its values in one writing for all lists, ready to be compared.",
    ("n",),
    (
        Column("n", WHOLE, "number of the record in the order of record_id", required=True),
        Column("record_id", TEXT, "the record", required=True),
        Column("receipt_id", TEXT, "the received file", required=True),
        Column("source", TEXT, "kind of list", required=True),
        Column("role", TEXT, "role in the row", required=True),
        Column("list_key", TEXT, "the list that promises one row a person; null when it promises nothing"),
        Column("same_key", TEXT, "the list's own id of the person: equal means one person"),
        Column("name", TEXT, "name: capitals, titles dropped, abbreviations written out"),
        Column("sound", TEXT, "the name as it sounds; null for an unnamed infant"),
        Column("first", TEXT, "first word of the sound"),
        Column("infant", FLAG, "an unnamed infant (By. Ny. …)", required=True),
        Column("mother", TEXT, "sound of the mother's name"),
        Column("mother_first", TEXT, "its first word"),
        Column("father", TEXT, "sound of the father's name"),
        Column("father_first", TEXT, "its first word"),
        Column("mate", TEXT, "sound of the husband's or wife's name"),
        Column("mate_first", TEXT, "its first word"),
        Column("nik", TEXT, "sound NIK that can be the person's own"),
        Column("nik15", TEXT, "its first 15 digits, which survive a spreadsheet"),
        Column("nik_agrees", WHOLE, "parts (day, month, year) of the NIK's date that agree with the birth date"),
        Column("kin_nik", TEXT, "the mother's NIK: written as hers, or typed for the child"),
        Column("kk", TEXT, "sound family card number"),
        Column("family_key", TEXT, "the list's family: same list and same family card or family number"),
        Column("birth", WHOLE, "birth date as yyyymmdd"),
        Column("birth_sorted", WHOLE, "the same with the smaller of day and month first"),
        Column("birth_vague", FLAG, "1 January or 31 December: often stands for unknown"),
        Column("sex", TEXT, "L or P"),
        Column("village", TEXT, "village code, else the village as written with its kecamatan"),
        Column("district", TEXT, "kecamatan code, else the kecamatan as written"),
        Column("relation", TEXT, "relation to the head of the family"),
        Column("true_at", DATE, "the day that the row describes", required=True),
    ),
)

MENTION = Table(
    "mention",
    "A parent whom a child's row names.",
    ("record_id",),
    (
        Column("record_id", TEXT, "the mention, a record of its own", required=True),
        Column(
            "child_record_id",
            TEXT,
            "the child's record; null when the list gives only its own id of the child",
        ),
        Column("child_same_key", TEXT, "the list's own id of the child"),
        Column("role", TEXT, "mother or father", required=True),
        Column("name", TEXT, "name, cleaned"),
        Column("sound", TEXT, "the name as it sounds"),
        Column("nik", TEXT, "sound NIK"),
        Column("birth", WHOLE, "birth date as yyyymmdd"),
        Column("village", TEXT, "village of the child's row"),
        Column("other_parent", TEXT, "sound of the other parent's name"),
    ),
)

EDGE = Table(
    "edge",
    "Two records that were compared.",
    ("l", "r"),
    (
        Column("l", WHOLE, "number of one record", required=True),
        Column("r", WHOLE, "number of the other, greater", required=True),
        Column("weight", NUMBER, "evidence for one person, bits", required=True),
        Column(
            "by_name",
            NUMBER,
            "the part of it that the name gives where both bear one name, below 0 where they bear two, else 0",
            required=True,
        ),
    ),
)
