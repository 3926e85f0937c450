"""What givers bring, in words: the same for them and for who looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.office.bringing.kinds import Because, Status
from padan.office.bringing.queries import Consignment, Stands
from padan.reports.aid_words import kind_words
from padan.rules.giving.units import units_words

_STATUS: Final[Mapping[Status, Callable[[], str]]] = {
    Status.WAITS: lambda: _("menunggu jawaban"),
    Status.RECEIVED: lambda: _("diterima"),
    Status.PARTLY: lambda: _("diterima sebagian"),
    Status.REFUSED: lambda: _("tidak diterima"),
}
#: The colour of a status.
LOOKS: Final[Mapping[Status, str]] = {
    Status.WAITS: "doubt", Status.RECEIVED: "good", Status.PARTLY: "doubt", Status.REFUSED: "bad",
}  # fmt: skip
#: Why another number came; the whole of what a giver reads of it.
BECAUSE: Final[Mapping[Because, Callable[[], str]]] = {
    Because.NUMBER: lambda: _("jumlah yang dihitung lain"),
    Because.UNFIT: lambda: _("rusak atau tidak layak"),
    Because.NOT_COME: lambda: _("tidak datang, atau belum dikerjakan"),
    Because.ELSEWHERE: lambda: _("bukan untuk wilayah atau kode ini"),
    Because.PAPER: lambda: _("suratnya tidak cocok"),
}


def status_words(status: Status) -> str:
    """How it stands."""
    return _STATUS[status]()


def because_words(code: str) -> str:
    """Why another number came; the code where this version does not know it, and nothing for none."""
    return BECAUSE[Because(code)]() if code in set(Because) else code


def what_words(consignment: Consignment) -> str:
    """What is brought: "100 kg beras", or "12 bulan Iuran BPJS Kesehatan"."""
    hold = consignment.hold
    what = consignment.item if hold is None else kind_words(hold.need.kind)
    return f"{units_words(consignment.unit, consignment.units)} {what}"


def came_words(stands: Stands) -> str:
    """What came of it and why not all: "90 kg: rusak atau tidak layak"; nothing while nobody answered."""
    if stands.came is None or stands.answer is None:
        return ""
    why = because_words(stands.answer.because)
    if not stands.came:
        return why
    came = _("{units} diterima").format(units=units_words(stands.consignment.unit, stands.came))
    return f"{came}: {why}" if why else came


#: What the trail keeps of consignments, by the names that it has there.
BRINGING_VALUES: Final[Mapping[str, Callable[[str], str]]] = {"because": because_words}

BRINGING_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "bringing.sent": lambda: _("mencatat kiriman pemberi"),
    "bringing.answered": lambda: _("menerima kiriman pemberi"),
    "bringing.refused": lambda: _("menolak kiriman pemberi"),
}

BRINGING_SUBJECTS: Final[Mapping[str, Callable[[], str]]] = {
    "consignment": lambda: _("kiriman pemberi {id}"),
}

BRINGING_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "item": lambda: _("barang"),
    "unit": lambda: _("satuan"),
    "hold": lambda: _("nomor penyisihan"),
    "because": lambda: _("sebabnya"),
}
