"""From what a person types to a person or a record of the register."""

from __future__ import annotations

import re

import pyarrow as pa

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.standardise.names import standard_names
from padan.reports.register import Register, Row

#: People to choose from that are worth listing.
MOST_CANDIDATES = 30

_PERSON = re.compile(r"P[0-9A-F]{15}")
_FAMILY = re.compile(r"F[0-9A-F]{15}")
_RECORD = re.compile(r"[0-9a-f]{16}\.\d+\.\d+\.[a-z]+")
_NUMBER = re.compile(r"[\d\s.\-']{15,}")


def find_people(register: Register, asked: str) -> list[Row]:
    """People that ``asked`` (a NIK, a person's, family's or record's id, or a name) can mean, the likeliest first."""
    asked = asked.strip()
    if _PERSON.fullmatch(asked.upper()):
        return _people(register, "p.person_id = ?", [asked.upper()])
    if _FAMILY.fullmatch(asked.upper()):
        return _people(register, "p.family_id = ?", [asked.upper()])
    if _RECORD.fullmatch(asked):
        return _people(register, "p.person_id IN (SELECT person_id FROM record WHERE record_id = ?)", [asked])
    if _NUMBER.fullmatch(asked):
        return _by_number(register, re.sub(r"\D", "", asked))
    return _by_name(register, asked)


def _people(register: Register, condition: str, parameters: list[object], order: str = "p.name") -> list[Row]:
    return register.rows(
        f"""
        SELECT p.*, h.name AS head_name FROM person p
        LEFT JOIN family f ON f.family_id = p.family_id
        LEFT JOIN person h ON h.person_id = f.head_person_id
        WHERE {condition} ORDER BY {order}, p.person_id LIMIT {MOST_CANDIDATES + 1}
        """,
        parameters,
    )


def _by_number(register: Register, digits: str) -> list[Row]:
    """Who bears the NIK; else whose row has it, or a family card number; the last digit may be lost."""
    for condition in (
        "p.nik = $1",
        "p.person_id IN (SELECT person_id FROM record WHERE nik = $1 OR nik_written = $1)",
        "p.person_id IN (SELECT person_id FROM record WHERE left(regexp_replace(nik_written, '[^0-9]', '', 'g'), 15) "
        "= left($1, 15))",
        "p.family_id IN (SELECT family_id FROM family WHERE kk = $1)",
    ):
        found = _people(register, condition, [digits])
        if found:
            return found
    return []


def _by_name(register: Register, name: str) -> list[Row]:
    """By how the name sounds: the same; else all its words in any order; else near in spelling."""
    sound = standard_names(pa.array([name])).sound[0].as_py()
    if sound is None:
        return []
    for condition in (
        "s.sound = $1",
        "list_has_all(string_split(s.sound, ' '), string_split($1, ' '))",
        "jaro_winkler_similarity(s.sound, $1) >= 0.93",
    ):
        found = _people(
            register,
            f"p.person_id IN (SELECT r.person_id FROM standard s JOIN record r USING (record_id) WHERE {condition})",
            [sound],
            order="jaro_winkler_similarity(coalesce(p.name, ''), upper($1)) DESC",
        )
        if found:
            return found
    return []


def words_of(name: str) -> list[set[str]]:
    """The words of a name that is looked for, titles left out: each as it is written and as it sounds."""
    standard = standard_names(pa.array([name]))
    written, sound = ((part[0].as_py() or "").split() for part in (standard.name, standard.sound))
    if len(written) != len(sound):
        return [{word} for word in sound]
    return [set(pair) for pair in zip(written, sound, strict=True)]


def find_record(register: Register, asked: str) -> str:
    """The id of a record, from its id or from where it stands: ``FILE:ROW``, ``FILE:SHEET:ROW``, ``…:ROLE``."""
    by_id = register.rows("SELECT record_id FROM record WHERE record_id = ?", [asked])
    if by_id:
        return asked
    parts = asked.split(":")
    role = parts.pop() if len(parts) > 2 and not parts[-1].isdigit() else None
    if len(parts) not in (2, 3) or not parts[-1].isdigit():
        raise InvalidValueError(
            _("Catatan {record} tidak ada di rilis ini").format(record=asked),
            next_step=_("Sebut nomor catatannya (lihat `padan show`), atau BERKAS:BARIS seperti data.xlsx:12."),
        )
    found = register.rows(
        """
        SELECT record_id, role FROM record
        WHERE file = $1 AND row = $2 AND ($3 IS NULL OR sheet = $3)
            AND coalesce(role = $4, role NOT IN ('mother', 'father'))
        ORDER BY record_id
        """,
        [parts[0], int(parts[-1]), parts[1] if len(parts) == 3 else None, role],
    )
    if len(found) == 1:
        return str(found[0]["record_id"])
    if not found:
        raise InvalidValueError(
            _("Tidak ada catatan di {place}").format(place=asked),
            next_step=_("Periksa nama berkas dan nomor barisnya seperti yang tampil di spreadsheet."),
        )
    raise InvalidValueError(
        _("Di {place} ada lebih dari satu catatan").format(place=asked),
        next_step=_("Sebut salah satu: {records}.").format(records=", ".join(r["record_id"] for r in found)),
    )
