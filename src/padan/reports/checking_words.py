"""What a verification sample asks and finds, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.office.checking.drawing import Level
from padan.office.checking.models import Met

#: The questions, as they are asked; the amount is asked item by item.
QUESTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "received": lambda: _("Apakah bantuannya diterima?"),
    "in_time": lambda: _("Apakah datang pada waktunya?"),
    "good": lambda: _("Apakah mutunya baik?"),
    "paid": lambda: _("Apakah diminta membayar?"),
    "needy": lambda: _("Menurut Anda, apakah keluarga ini membutuhkan?"),
}
#: What the answers are about, as a part of all recipients.
SHARES: Final[Mapping[str, Callable[[], str]]] = {
    "received": lambda: _("menerima"),
    "whole": lambda: _("menerima semua barang dalam jumlah penuh"),
    "in_time": lambda: _("menerima pada waktunya"),
    "good": lambda: _("menerima barang yang baik"),
    "paid": lambda: _("diminta membayar"),
    "needy": lambda: _("membutuhkan"),
}
METS: Final[Mapping[str, Callable[[], str]]] = {
    Met.MET: lambda: _("bertemu keluarganya"),
    Met.ABSENT: lambda: _("tidak ada di rumah sesudah dua kali didatangi"),
    Met.REFUSED: lambda: _("tidak mau menjawab"),
    Met.MOVED: lambda: _("sudah pindah"),
    Met.DEAD: lambda: _("sudah meninggal semua"),
    Met.NOWHERE: lambda: _("tidak ada yang mengenalnya"),
}
LEVELS: Final[Mapping[str, Callable[[], str]]] = {
    Level.VILLAGE: lambda: _("tiap desa"),
    Level.DISTRICT: lambda: _("tiap kecamatan"),
}
