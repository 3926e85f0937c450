"""The list of companies that regency and province both hold, and where they differ.

Columns of the CSV: ``number`` (of the one who writes it), ``name``, ``sector``, ``permit``, ``authority`` (province,
regency, both, disputed or unknown), ``basis`` (law or document) and ``given`` (rupiah, all years). A company is known
by its permit, or where it has none by its name without legal form and signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.texts import _
from padan.reports.open_forms.lines import cells, whole, written
from padan.reports.open_forms.rows import Company, Read, Reject

COLUMNS: Final = ("number", "name", "sector", "permit", "authority", "basis", "given")
#: What is compared; numbers are each side's own.
COMPARED: Final = ("name", "sector", "authority", "given")
_FORM: Final = re.compile(r"\b(pt|cv|tbk|persero|perusda|perumda|yayasan|koperasi|ud)\b")
_SIGN: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One company as both sides have it; ``theirs`` or ``ours`` is None where only one has it. ``fields``: what of
    :data:`COMPARED` differs."""

    ours: Company | None
    theirs: Company | None
    fields: tuple[str, ...] = ()


def book(companies: Iterable[Company]) -> bytes:
    """The list as CSV."""
    rows: list[Sequence[object]] = [COLUMNS]
    rows.extend([getattr(each, name) for name in COLUMNS] for each in companies)
    return written(rows)


def read(content: bytes) -> Read[Company]:
    """The list of the other side; its columns in any order. UnreadableFileError where one is missing."""
    lines = list(cells(content))
    heading = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        raise UnreadableFileError(
            _("Kolom {names} tidak ada").format(names=", ".join(missing)),
            next_step=_("Pakai berkas yang diekspor Padan sebagai contoh."),
        )
    rows, rejects = [], []
    for line, row in lines[1:]:
        told = dict(zip(heading, (cell.strip() for cell in row), strict=False))
        try:
            rows.append(_company(told))
        except InvalidValueError as error:
            rejects.append(Reject(line, f"{error.what}. {error.next_step}"))
    return Read(tuple(rows), tuple(rejects))


def differences(ours: Iterable[Company], theirs: Iterable[Company]) -> list[Difference]:
    """Companies that only one side has, and those of which both tell otherwise; in the order of their names. One that
    a side holds twice is held against the other's first, its second is that side's alone."""
    left = _by_key(theirs)
    found: list[Difference] = []
    for each in ours:
        others = left.get(_key(each))
        other = others.pop(0) if others else None
        fields = tuple(name for name in COMPARED if other is not None and getattr(each, name) != getattr(other, name))
        if other is None or fields:
            found.append(Difference(each, other, fields))
    found.extend(Difference(None, each) for others in left.values() for each in others)
    return sorted(found, key=_in_order)


def _by_key(companies: Iterable[Company]) -> dict[str, list[Company]]:
    found: dict[str, list[Company]] = {}
    for each in companies:
        found.setdefault(_key(each), []).append(each)
    return found


def _key(company: Company) -> str:
    permit = _SIGN.sub("", company.permit.lower())
    return f"permit:{permit}" if permit else f"name:{_SIGN.sub('', _FORM.sub('', company.name.lower()))}"


def _in_order(each: Difference) -> tuple[str, str]:
    one = each.ours or each.theirs
    assert one is not None
    return one.name.casefold(), one.number


def _company(told: dict[str, str]) -> Company:
    if not told.get("name"):
        raise InvalidValueError(_("Nama perusahaan kosong"), next_step=_("Isi selnya."))
    said = {name: told.get(name, "") for name in COLUMNS}
    given = whole(said.pop("given"), "given") or 0
    return Company(**said, given=given)
