"""4W (who does what, where, when) with HXL hashtags: a second row of tags under the headings tells what columns hold.

Tags are those of the HXL 1.1 dictionary, with attributes in any order, as its rules say; ``#value+idr`` is in rupiah.
What is read may have other headings, other columns and another order: the tags decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.scope import upward
from padan.kernel.texts import _
from padan.reference.regions import region
from padan.reports.open_forms.lines import cells, day_of, whole, written
from padan.reports.open_forms.rows import Activity, Read, Reject

#: Columns in their order: heading, tag, and what of an activity stands there.
_COLUMNS: Final[tuple[tuple[Callable[[], str], str, Callable[[Activity], object]], ...]] = (
    (lambda: _("Nomor kegiatan"), "#activity+id", lambda one: one.number),
    (lambda: _("Pemberi dana"), "#org+funder", lambda one: one.funder),
    (lambda: _("Pelaksana"), "#org+impl", lambda one: one.implementer),
    (lambda: _("Bidang"), "#sector", lambda one: one.sector),
    (lambda: _("Kegiatan"), "#activity+name", lambda one: one.title),
    (lambda: _("Provinsi"), "#adm1+name", lambda one: _name(one.area, 0)),
    (lambda: _("Kode provinsi"), "#adm1+code", lambda one: _code(one.area, 0)),
    (lambda: _("Kabupaten/kota"), "#adm2+name", lambda one: _name(one.area, 1)),
    (lambda: _("Kode kabupaten/kota"), "#adm2+code", lambda one: _code(one.area, 1)),
    (lambda: _("Kecamatan"), "#adm3+name", lambda one: _name(one.area, 2)),
    (lambda: _("Kode kecamatan"), "#adm3+code", lambda one: _code(one.area, 2)),
    (lambda: _("Desa/kelurahan"), "#adm4+name", lambda one: _name(one.area, 3)),
    (lambda: _("Kode desa/kelurahan"), "#adm4+code", lambda one: _code(one.area, 3)),
    (lambda: _("Mulai"), "#date+start", lambda one: one.since.isoformat()),
    (lambda: _("Selesai"), "#date+end", lambda one: one.until.isoformat()),
    (lambda: _("Orang yang dijangkau"), "#reached", lambda one: one.reached),
    (lambda: _("Nilai (rupiah)"), "#value+idr", lambda one: one.value),
)
#: Without these nobody knows who does what, where and when.
_NEEDED: Final = ("#org+funder", "#activity+name", "#date+start")
#: HXL looks for the tags in so many rows.
_SEARCHED: Final = 25


def book(activities: Iterable[Activity]) -> bytes:
    """The activities as CSV."""
    rows: list[Sequence[object]] = [
        [heading() for heading, _tag, _cell in _COLUMNS], [tag for _heading, tag, _cell in _COLUMNS],
    ]  # fmt: skip
    rows.extend([cell(each) for _heading, _tag, cell in _COLUMNS] for each in activities)
    return written(rows)


def read(content: bytes) -> Read[Activity]:
    """The activities of a tagged CSV; a row with a fault is rejected with its line. UnreadableFileError where there is
    no row of tags, or one of those is missing that nothing can be told without."""
    lines = list(cells(content))
    found = next((place for place, (_line, row) in enumerate(lines[:_SEARCHED]) if _is_tags(row)), None)
    if found is None:
        raise UnreadableFileError(
            _("Baris tanda HXL tidak ditemukan"), next_step=_("Tulis baris tanda, misalnya #activity, di bawah judul.")
        )
    places = _places(lines[found][1])
    rows, rejects = [], []
    for line, row in lines[found + 1 :]:
        told = {tag: row[place].strip() for tag, place in places.items() if place < len(row)}
        try:
            rows.append(_activity(told))
        except InvalidValueError as error:
            rejects.append(Reject(line, f"{error.what}. {error.next_step or ''}".strip()))
    return Read(tuple(rows), tuple(rejects))


def _is_tags(row: Sequence[str]) -> bool:
    """Whether a row holds tags: at least one, and nothing else."""
    return all(not cell.strip() or cell.strip().startswith("#") for cell in row)


def _places(row: Sequence[str]) -> Mapping[str, int]:
    """Where each of our columns stands: the first one with the same tag and all its attributes."""
    theirs = [_parted(cell) for cell in row]
    found: dict[str, int] = {}
    for _heading, tag, _cell in _COLUMNS:
        name, wanted = _parted(tag)
        for place, (other, attributes) in enumerate(theirs):
            if other == name and wanted <= attributes and place not in found.values():
                found[tag] = place
                break
    missing = [tag for tag in _NEEDED if tag not in found]
    if missing:
        raise UnreadableFileError(
            _("Kolom bertanda {tags} tidak ada").format(tags=", ".join(missing)),
            next_step=_("Tambahkan tandanya di baris tanda."),
        )
    return found


def _parted(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = tag.strip().lower().replace(" ", "").split("+")
    return name, frozenset(attributes)


def _activity(told: Mapping[str, str]) -> Activity:
    for tag in _NEEDED:
        if not told.get(tag):
            raise InvalidValueError(_("{tag} kosong").format(tag=tag), next_step=_("Isi selnya."))
    since = day_of(told["#date+start"], "#date+start")
    until = day_of(told["#date+end"], "#date+end") if told.get("#date+end") else since
    if until < since:
        raise InvalidValueError(_("#date+end sebelum #date+start"), next_step=_("Periksa tanggalnya."))
    said: dict[str, Any] = {name: told.get(tag, "") for name, tag in _TEXTS.items()}
    return Activity(
        **said, area=_area(told), since=since, until=until, reached=whole(told.get("#reached", ""), "#reached"),
        value=whole(told.get("#value+idr", ""), "#value+idr"),
    )  # fmt: skip


_TEXTS: Final = {
    "number": "#activity+id", "funder": "#org+funder", "implementer": "#org+impl", "sector": "#sector",
    "title": "#activity+name",
}  # fmt: skip


def _area(told: Mapping[str, str]) -> str:
    """The smallest place whose code is told; empty where none is."""
    codes = (told.get(f"#adm{level}+code", "") for level in (4, 3, 2, 1))
    code = next(filter(None, codes), "")
    return RegionCode(code, RegionSystem.KEMENDAGRI).code if code else ""


def _code(area: str, level: int) -> str:
    codes = upward(area) if area else ()
    return codes[level] if level < len(codes) else ""


def _name(area: str, level: int) -> str:
    found = region(_code(area, level))
    return found.name if found else ""
