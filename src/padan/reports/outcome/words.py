"""What giving did, as tables: the page and the workbook have the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day, decimal
from padan.reports.aid_words import kind_words
from padan.reports.monitoring.tables import Cell, Table
from padan.reports.outcome.content import Change, Group, OfKind, Outcome
from padan.reports.outcome.helping import Dose
from padan.reports.wording import region_name
from padan.rules.giving.progress import Progress

_DOSES: Final[Mapping[Dose, Callable[[], str]]] = {
    Dose.ALL: lambda: _("– menerima semuanya"),
    Dose.PART: lambda: _("– menerima sebagian"),
    Dose.NOTHING: lambda: _("– belum menerima"),
}
_WIDTHS: Final = (26, 10, 14, 10, 10, 12, 14, 18, 18)


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of aid in words: its name, who is compared, and two tables: the groups, and the kecamatan."""

    kind: str
    compared: str
    groups: Table
    places: Table


def told(outcome: Outcome) -> list[Told]:
    """Each kind."""
    return [Told(kind_words(each.kind), _compared(each), _groups(each), _places(each)) for each in outcome.kinds]


def caution() -> str:
    """What the numbers do not say."""
    return _(
        "Angka ini bukan bukti bahwa bantuanlah penyebabnya. Yang dibantu dipilih karena paling mendesak, jadi kedua "
        "kelompok tidak sama sejak awal; anak yang sangat kurus juga lebih sering membaik dengan sendirinya."
    )


def _compared(found: OfKind) -> str:
    helped = _("{n} anak dibantu pemberi, {received} di antaranya sudah menerima sesuatu.").format(
        n=count(found.helped.children), received=count(found.received)
    )
    if found.beside is None:
        other = _("Tidak ada pembanding: rilis yang berlaku pada {day} sudah tidak ada.").format(day=day(found.since))
    else:
        other = _(
            "Pembandingnya {n} anak yang pada {day}, hari tengah mulainya bantuan, membutuhkan hal yang sama dan sejak "
            "itu tidak dibantu siapa pun."
        ).format(n=count(found.beside.children), day=day(found.since))
    return f"{helped} {other}"


def _groups(found: OfKind) -> Table:
    rows = [_group(_("Dibantu pemberi"), found.helped)]
    rows += [_group(words(), found.doses[dose]) for dose, words in _DOSES.items() if found.doses[dose].children]
    if found.beside is not None:
        rows.append(_group(_("Tidak dibantu"), found.beside))
    head = (
        _("Anak"), _("Jumlah"), _("Diukur dua kali"), _("Membaik"), _("Tetap"), _("Memburuk"), _("Bagian membaik"),
        _("BB/TB berubah, z"), _("TB/U berubah, z"),
    )  # fmt: skip
    return Table(_("Hasil {kind}").format(kind=kind_words(found.kind)), head, _WIDTHS, rows, "", caution())


def _group(title: str, group: Group) -> list[Cell]:
    return [title, *_grown(group), _share(group), *(_change(each) for each in group.changes.values())]


def _grown(group: Group) -> list[Cell]:
    return [
        group.children, group.measured, *(group.grown[each] for each in Progress if each is not Progress.NOT_YET)
    ]  # fmt: skip


def _share(group: Group) -> str:
    return f"{decimal(100 * group.grown[Progress.BETTER] / group.measured, 0)} %" if group.measured else "–"


def _change(found: Change) -> str:
    """The median, and of how many children: "+0,31 (24)"."""
    if found.median is None:
        return "–"
    sign = "+" if found.median > 0 else "−" if found.median < 0 else ""
    return f"{sign}{decimal(abs(found.median), 2)} ({count(found.number)})"


def _places(found: OfKind) -> Table:
    head = (
        _("Kecamatan"), _("Dibantu"), _("Diukur dua kali"), _("Membaik"), _("Tetap"), _("Memburuk"),
        _("Tidak dibantu"), _("Diukur"), _("Membaik"), _("Tetap"), _("Memburuk"),
    )  # fmt: skip
    rows = [
        [region_name(code), *_grown(helped), *(_grown(other) if found.beside is not None else ["–"] * 5)]
        for code, (helped, other) in found.districts.items()
    ]
    return Table(
        _("Kecamatan {kind}").format(kind=kind_words(found.kind)), head, (26, *[12] * 10), rows, "",
        _("Lima angka pertama: anak yang dibantu pemberi. Lima yang kedua: anak yang tidak dibantu siapa pun."),
    )  # fmt: skip
