"""What ``receive`` writes for one received file: its records and its rejects.

One Parquet file per receipt under ``PADAN_HOME/records``. A row is one *record*: one person in one row of one
list. Every value stands beside what was written where the two can differ.
"""

from __future__ import annotations

import pyarrow as pa

from padan.contracts.schema import DATE, FLAG, NUMBER, TEXT, TEXTS, WHOLE, Column, Table

#: One weighing and measuring, as it stood in the row. Weights in kg, lengths in cm.
MEASUREMENT_FIELDS = (
    Column("measured_on", DATE, "day of measuring"),
    Column("weight", NUMBER, "weight, kg"),
    Column("weight_note", TEXT, "how a weight was mended: time (Excel made 9.10 into 09:10), gram"),
    Column("height", NUMBER, "length or height, cm"),
    Column("height_note", TEXT, "how a length was mended: time, metre, millimetre"),
    Column("position", TEXT, "lying or standing"),
    Column("muac", NUMBER, "mid-upper-arm circumference, cm"),
    Column("head", NUMBER, "head circumference, cm"),
    Column("claimed_weight_for_age", TEXT, "class in the file; a claim, never used for a decision"),
    Column("claimed_height_for_age", TEXT, "class in the file; a claim"),
    Column("claimed_weight_for_height", TEXT, "class in the file; a claim"),
    Column("claimed_waz", TEXT, "z-score in the file, as written; a claim"),
    Column("claimed_haz", TEXT, "z-score in the file, as written; a claim"),
    Column("claimed_whz", TEXT, "z-score in the file, as written; a claim"),
    Column("claimed_gain", TEXT, "weight gain letter in the file (N, T, O, B); a claim"),
)

MEASUREMENT_STRUCT = pa.struct([pa.field(c.name, c.type) for c in MEASUREMENT_FIELDS])

ORIGIN = (
    Column("record_id", TEXT, "receipt, sheet number, row and role: never changes", required=True),
    Column("receipt_id", TEXT, "the received file: the first 16 digits of its SHA-256", required=True),
    Column("source", TEXT, "dtsen, eppgbm, krs, opensid, puskesmas_fhir or office", required=True),
    Column("layout", TEXT, "which of the source's layouts", required=True),
    Column("sheet", TEXT, "sheet name; empty for csv, JSON and NDJSON", required=True),
    Column("row", WHOLE, "row as a spreadsheet shows it; line of a csv or NDJSON; element number", required=True),
    Column("role", TEXT, "person, child, head, wife, mother or father", required=True),
    Column("true_at", DATE, "the day that the row describes", required=True),
    Column("true_at_from", TEXT, "what said so: row, title, argument, name of the file or receipt", required=True),
    Column("collected_at", DATE, "the day of measuring or interviewing"),
    Column("entered_at", DATE, "the day of typing it in, where the file says"),
)

#: What belongs to one person; a role's fields carry its prefix in the source's layout.
PERSON = (
    Column("name", TEXT, "name as written, outer blanks removed"),
    Column("nik", TEXT, "the NIK, only when it is sound"),
    Column("nik_digits", TEXT, "the digits of the NIK that can be trusted; all of them when it is sound"),
    Column("nik_quality", TEXT, "how sound the written NIK is"),
    Column("nik_written", TEXT, "the NIK as the cell held it"),
    Column("birth_date", DATE, "birth date"),
    Column("birth_date_quality", TEXT, "how the written birth date was read"),
    Column("birth_date_written", TEXT, "the birth date as the cell held it"),
    Column("birth_place", TEXT, "place of birth"),
    Column("sex", TEXT, "L or P; never defaulted"),
    Column("relation", TEXT, "relation to the head of the family, in one vocabulary for all sources"),
    Column("status", TEXT, "alive, dead, moved, missing, left or invalid"),
    Column("marital_status", TEXT, "marital status, in one vocabulary for all sources"),
    Column("religion", TEXT, "religion"),
    Column("education", TEXT, "highest schooling"),
    Column("occupation", TEXT, "occupation"),
    Column("disability", TEXT, "disability"),
    Column("health_insurance", TEXT, "who pays for the person's health insurance, or none"),
    Column("pregnant", FLAG, "pregnant"),
    Column("local_id", TEXT, "the list's own id of this person"),
    Column("child_ref", TEXT, "the list's own id of the child whose parent this is"),
    Column("mother_name", TEXT, "mother's name as written"),
    Column("mother_nik", TEXT, "mother's NIK, only when it is sound"),
    Column("father_name", TEXT, "father's name as written"),
    Column("father_nik", TEXT, "father's NIK, only when it is sound"),
    Column("parents_written", TEXT, "one cell with one or both parents, in any order"),
    Column("birth_weight", NUMBER, "birth weight, g"),
    Column("birth_length", NUMBER, "birth length, cm"),
)

#: What the whole row shares: the family, the place, the welfare, the dwelling and the screening.
SHARED = (
    Column("kk", TEXT, "family card number, only when it is sound"),
    Column("kk_digits", TEXT, "the digits of the number that can be trusted; all of them when it is sound"),
    Column("kk_quality", TEXT, "how sound the written number is"),
    Column("kk_written", TEXT, "the number as the cell held it"),
    Column("family_ref", TEXT, "the list's own id of the family"),
    Column("head_of_family", TEXT, "name of the head of the family, where a member's row gives it"),
    Column("village_code_written", TEXT, "village code as written"),
    Column("village_written", TEXT, "village as written"),
    Column("district_written", TEXT, "kecamatan as written"),
    Column("regency_written", TEXT, "regency as written"),
    Column("province_written", TEXT, "province as written"),
    Column("address", TEXT, "street or place"),
    Column("hamlet", TEXT, "dusun"),
    Column("rt", TEXT, "RT"),
    Column("rw", TEXT, "RW"),
    Column("posyandu", TEXT, "posyandu"),
    Column("health_centre", TEXT, "puskesmas"),
    Column("latitude", NUMBER, "latitude, degrees"),
    Column("longitude", NUMBER, "longitude, degrees"),
    Column("desil_low", WHOLE, "welfare decile 1-10, lower end; null is unknown, never 1"),
    Column("desil_high", WHOLE, "welfare decile, upper end (a list may say 6-10)"),
    Column("desil_quality", TEXT, "exact, range, from_date, unknown or unreadable"),
    Column("welfare_status", TEXT, "the list's own word for the row's standing"),
    Column("programmes", TEXTS, "aid programmes that the list says the family receives"),
    Column("extreme_poverty", FLAG, "extreme poverty, as the list says"),
    Column("water", TEXT, "main drinking water"),
    Column("latrine", TEXT, "latrine"),
    Column("disposal", TEXT, "where faeces go"),
    Column("floor", TEXT, "largest floor"),
    Column("wall", TEXT, "largest wall"),
    Column("roof", TEXT, "largest roof"),
    Column("light", TEXT, "lighting"),
    Column("fuel", TEXT, "cooking fuel"),
    Column("ownership", TEXT, "who owns the dwelling"),
    Column("floor_area", NUMBER, "floor area, square metres"),
    Column("has_under_two", FLAG, "has a child of 0-23 months, as screened"),
    Column("has_under_five", FLAG, "has a child of 24-59 months, as screened"),
    Column("couple", FLAG, "has a couple of childbearing age (PUS), as screened"),
    Column("pregnant_wife", FLAG, "the wife is pregnant, as screened"),
    Column("water_unsafe", FLAG, "no proper drinking water; null is unknown"),
    Column("latrine_unsafe", FLAG, "no proper latrine; null is unknown"),
    Column("too_young", FLAG, "wife younger than 20"),
    Column("too_old", FLAG, "wife 35-40"),
    Column("too_close", FLAG, "births less than two years apart"),
    Column("too_many", FLAG, "too many children"),
    Column("four_too", FLAG, "any of the four, as screened; never the sum of them"),
    Column("no_modern_contraception", FLAG, "does not use modern contraception"),
    Column("welfare_rank", TEXT, "BKKBN welfare rank"),
    Column("risk_claimed", FLAG, "the list itself says: at risk of stunting"),
    Column("assistance", TEXTS, "assistance received, as screened"),
)

#: What a row of the office's answers says besides: of whom, who said it, and who lives with whom from then on.
ANSWERED = (
    Column("answer", TEXT, "number of the answer in the office"),
    Column("anchor", TEXT, "a record of the person whom the row is about; null for one whom nobody knew"),
    Column("decided_by", TEXT, "who answered"),
    Column("decided_on", DATE, "the day of answering"),
    Column("lives_with", TEXT, "a record of somebody in whose family the person lives from the row's day on"),
    Column("new_family", TEXT, "key that the rows share whose people are a family of their own from that day on"),
    Column("lives_here", FLAG, "asked on the spot: the family still lives there"),
    Column("proposal", TEXT, "what the village's meeting said of a proposal to the poor list"),
    Column("note", TEXT, "a note, as written"),
)

#: The columns that name a place, as :func:`padan.reference.villages.find_village` asks for them.
PLACE = ("province_written", "regency_written", "district_written", "village_written", "village_code_written")

RECORD = Table(
    name="intake_record",
    about="One person in one row of one received file.",
    key=("record_id",),
    columns=(
        *ORIGIN,
        *PERSON,
        *SHARED,
        *ANSWERED,
        Column("measurements", pa.list_(MEASUREMENT_STRUCT), "weighings and measurings in the row"),
        Column("other", TEXT, "columns that no contract knows, as a JSON object of header to text"),
    ),
)

REJECT = Table(
    name="reject",
    about="One refused row and why.",
    key=("receipt_id", "sheet", "row", "column"),
    columns=(
        Column("receipt_id", TEXT, "the received file", required=True),
        Column("sheet", TEXT, "sheet name", required=True),
        Column("row", WHOLE, "row as a spreadsheet shows it", required=True),
        Column("column", TEXT, "header of the column at fault; empty when the row as a whole is", required=True),
        Column("value", TEXT, "what the cell held"),
        Column("reason", TEXT, "code of the reason", required=True),
        Column("cells", TEXTS, "the whole row as written, so that nothing is lost", required=True),
    ),
)
