"""Answers of people as lines of the file by which they enter the next release: one line for each person.

The file is a list like any other (see :mod:`padan.pipeline.sources.office`): a field that was not asked is not there,
and says nothing. Whom a line is about is told by a record of that person, which no release changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from padan.office.tasks import queries
from padan.office.tasks.queries import Answer
from padan.reference.tasks import MERGED, REPORTED, SPLIT, task_kinds

Line = dict[str, Any]
Values = Mapping[str, Any]

#: What a form's field is called in the file, where its value goes there as it is.
_PLAIN: Final[Mapping[str, str]] = {
    "name": "nama", "nik": "nik", "kk": "no_kk", "sex": "jenis_kelamin", "birth_date": "tanggal_lahir",
    "relation": "hubungan", "status": "status", "village": "kode_desa", "address": "alamat", "rt": "rt", "rw": "rw",
    "water": "air_minum", "latrine": "jamban", "pregnant": "hamil", "proposal": "usulan",
    "measured_on": "tanggal_ukur", "weight": "berat", "height": "tinggi", "note": "catatan",
}  # fmt: skip


#: What a list says to a question that is yes or no.
_YES_NO: Final[Mapping[str, str]] = {"yes": "ya", "no": "tidak"}


@dataclass(frozen=True, slots=True)
class Families:
    """What the register says of a family now: a record of its head, and one of each of its people."""

    head: Callable[[str], str]
    people: Callable[[str], tuple[str, ...]]


def lines_of(answers: Iterable[Answer], families: Families) -> Iterator[Line]:
    """The lines of answers, in their order. An answer that tells nothing of people (a list was sent) has none."""
    for each in answers:
        values = queries.values_of(each)
        for number, line in enumerate(_by_form(each, values, families), 1):
            yield {**_common(each, number), **line}


def _common(said: Answer, number: int) -> Line:
    day = timezone.localdate(said.said_at).isoformat()
    return {"nomor_jawaban": f"{said.key}/{number}", "diputuskan_oleh": said.by.name, "diputuskan_pada": day}


def _by_form(said: Answer, values: Values, families: Families) -> list[Line]:
    kind, task = said.task.kind, said.task
    if kind == REPORTED:
        return [{**_plain(person), "keluarga_baru": said.key} for person in values["people"]]
    if kind == SPLIT:
        note = {"keluarga_baru": said.key, "catatan": values["reason"]}
        return [{"tentang": person, **note} for person in values["people"]]
    if kind == MERGED:
        note = {"tinggal_bersama": values["with"], "catatan": values["reason"]}
        return [{"tentang": person, **note} for person in values["people"]]
    form = task_kinds()[kind].form
    if form == "report":
        return []
    if form in ("house", "household", "proposal"):
        return _of_family(task.family_anchor, task.family_id, values, families)
    return [_of_person(task.anchor or task.family_anchor, values, families)]


def _of_family(head: str, family_id: str, values: Values, families: Families) -> list[Line]:
    """A family that is here no longer has moved with all its people."""
    if values.get("here") == "no":
        gone = families.people(family_id) or (head,)
        return [{"tentang": person, "status": "moved", **_plain({"note": values.get("note")})} for person in gone]
    here = {"masih_tinggal": "ya"} if values.get("here") == "yes" else {}
    return [{"tentang": head, **here, **_plain(values)}]


def _of_person(anchor: str, values: Values, families: Families) -> Line:
    line = {"tentang": anchor, **_plain(values)}
    if "family" in values:
        line["tinggal_bersama"] = families.head(values["family"])
    # A child who was not measured is told of by what became of it, where that is a fact of the register.
    if values.get("outcome") in ("moved", "dead"):
        line["status"] = values["outcome"]
    return line


def _plain(values: Values) -> Line:
    return {_PLAIN[name]: _YES_NO.get(value, value) for name, value in values.items() if name in _PLAIN and value}
