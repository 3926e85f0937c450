"""Changes of ids in words, their totals, and their workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import count, day, listing
from padan.pipeline.release.changes import Change
from padan.reports.register import Register


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change with the names of both ids (empty where none is known) and the sentence that tells it."""

    change: Change
    from_name: str
    to_name: str
    text: str
    why: str


def totals_of(changes: Sequence[Change]) -> list[tuple[str, int]]:
    """How many of each kind, people before families; kinds that did not happen are left out."""
    labels = {
        ("person", "merged"): _("Orang digabung"),
        ("person", "split"): _("Orang dipisah"),
        ("person", "moved"): _("Catatan berpindah orang"),
        ("person", "new"): _("Orang baru"),
        ("person", "gone"): _("Orang tidak ada lagi"),
        ("family", "merged"): _("Keluarga digabung"),
        ("family", "split"): _("Keluarga dipisah"),
        ("family", "moved"): _("Catatan berpindah keluarga"),
        ("family", "new"): _("Keluarga baru"),
        ("family", "gone"): _("Keluarga tidak ada lagi"),
    }
    counted = dict.fromkeys(labels, 0)
    for change in changes:
        counted[change.subject, change.kind] += change.records if change.kind == "moved" else 1
    return [(labels[key], number) for key, number in counted.items() if number]


def told_changes(register: Register, folders: Sequence[Path], changes: Sequence[Change]) -> list[ToldChange]:
    """Each change with its names, from the first of ``folders`` (releases) that knows the id."""
    wanted = {name for change in changes for name in (change.from_id, change.to_id) if name}
    names = _names(folders, wanted)
    files = {row["receipt_id"]: row["file"] for row in register.rows("SELECT receipt_id, file FROM receipt")}
    told = []
    for change in changes:
        from_name, to_name = (names.get(each or "", "") for each in (change.from_id, change.to_id))
        why = _why(change, files)
        told.append(ToldChange(change, from_name, to_name, _sentence(change, from_name, to_name, why), why))
    return told


def _names(folders: Sequence[Path], wanted: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for folder in reversed(folders):
        for table, key, name in (("person", "person_id", "name"), ("family", "family_id", "head_name")):
            found = pq.read_table(folder / f"{table}.parquet", columns=[key, name])
            pairs = zip(found.column(key).to_pylist(), found.column(name).to_pylist(), strict=True)
            names |= {each: told for each, told in pairs if told and each in wanted}
    return names


def _sentence(change: Change, from_name: str, to_name: str, why: str) -> str:
    texts = {
        "merged": _("{from_} digabung dengan {to} ({records} catatan): {why}."),
        "split": _("{to} dipisah dari {from_} ({records} catatan): {why}."),
        "moved": _("{records} catatan berpindah dari {from_} ke {to}: {why}."),
        "new": _("{to} baru ({records} catatan): {why}."),
        "gone": _("{from_} tidak ada lagi ({records} catatan): {why}."),
    }
    return texts[change.kind].format(
        from_=_named(change, from_name, change.from_id),
        to=_named(change, to_name, change.to_id),
        records=count(change.records),
        why=why,
    )


def _named(change: Change, name: str, number: str | None) -> str:
    if change.subject == "family":
        return _("keluarga {name} ({id})").format(name=name or _("tanpa nama"), id=number)
    return f"{name or _('tanpa nama')} ({number})"


def _why(change: Change, files: dict[str, str]) -> str:
    named = listing(sorted({files[receipt] for receipt in change.receipts if receipt in files}))
    texts = {
        "decision": _("putusan {by} pada {day}"),
        "file": _("catatan baru dari {files}") if named else _("catatan baru"),
        "withdrawn": _("ada catatan yang ditarik"),
        "people": _("orang di dalamnya digabung atau dipisah"),
        "model": _("model penautan yang lain"),
        "others": _("akibat perubahan lain di sekitarnya"),
    }
    return texts[change.because].format(by=listing(change.decided_by), day=day(change.decided_on), files=named)


def write_change_book(told: Sequence[ToldChange], target: Path) -> None:
    """One sheet, one change a row."""
    headers = (
        (_("Yang berubah"), 60), (_("Jenis"), 12), (_("Nomor lama"), 20), (_("Nama"), 28), (_("Nomor baru"), 20),
        (_("Nama sekarang"), 28), (_("Catatan"), 10), (_("Sebab"), 50),
    )  # fmt: skip
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(_("Perubahan"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        for column, (title, width) in enumerate(headers):
            page.set_column(column, column, width)
            page.write_string(0, column, title, head)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(told), len(headers) - 1)
        for line, each in enumerate(told, 1):
            for column, cell in enumerate(_cells(each)):
                page.write(line, column, cell)


def _cells(each: ToldChange) -> tuple[str | int, ...]:
    change = each.change
    kinds = {
        "merged": _("digabung"),
        "split": _("dipisah"),
        "moved": _("berpindah"),
        "new": _("baru"),
        "gone": _("hilang"),
    }
    return (
        each.text, kinds[change.kind], change.from_id or "", each.from_name, change.to_id or "", each.to_name,
        change.records, each.why,
    )  # fmt: skip
