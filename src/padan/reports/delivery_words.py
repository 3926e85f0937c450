"""What hand-overs come to, of what, who took them, in which turn and how that was made sure, in words."""

from __future__ import annotations

from collections.abc import Mapping

from padan.kernel.texts import _
from padan.rules.delivery import Checked, Ending, Evidence, Fate, Item, Label, Taker, Turn, Way, Why
from padan.rules.giving.units import units_words


def label_words(label: Label, why: Why | None) -> str:
    """What an event comes to; of a conflict why."""
    if why is not None:
        return {
            Why.NOT_ENTITLED: _("bertentangan: keluarga ini tidak berhak atas barang ini pada bulan ini"),
            Why.FREED: _("bertentangan: keluarga ini sudah meninggalkan daftar penerima"),
            Why.SURPLUS: _("bertentangan: melebihi hak keluarga ini pada bulan ini"),
            Why.ALTERED: _("bertentangan: catatan lain memakai kunci yang sama"),
        }[why]
    return {
        Label.COUNTED: _("dihitung"),
        Label.NOTED: _("dicatat, tidak ada yang diserahkan"),
        Label.WAITS: _("menunggu pembatalan catatan yang dikoreksinya"),
        Label.CONFLICT: _("bertentangan"),
        Label.VOID: _("dibatalkan"),
        Label.LOST: _("dinyatakan hilang"),
        Label.RECOVERED: _("sudah ditarik kembali"),
    }[label]


def taker_words(taker: Taker) -> str:
    """Who took it."""
    return {
        Taker.RECIPIENT: _("penerima"),
        Taker.FAMILY: _("anggota keluarga"),
        Taker.PROXY: _("wakil dengan surat kuasa"),
    }[taker]


def turn_words(turn: Turn) -> str:
    """In which turn somebody may take it."""
    return {
        Turn.HEAD: _("kepala keluarga"),
        Turn.SPOUSE: _("suami atau istri"),
        Turn.CHILD: _("anak yang sudah dewasa"),
        Turn.ADULT: _("anggota keluarga lain yang dewasa"),
        Turn.GUARDIAN: _("wali yang ditunjuk desa"),
    }[turn]


def checked_words(checked: Checked) -> str:
    """How it was made sure who took it."""
    return {
        Checked.KTP: _("KTP"),
        Checked.KK: _("KK"),
        Checked.CARD: _("kartu penerima"),
        Checked.KNOWN: _("dikenal dua saksi"),
        Checked.NOT: _("belum diperiksa"),
    }[checked]


def evidence_words(evidence: Evidence) -> str:
    """What was taken along."""
    return {
        Evidence.PHOTO: _("foto"),
        Evidence.SIGNATURE: _("tanda tangan"),
        Evidence.THUMBPRINT: _("cap jempol"),
        Evidence.LETTER: _("surat kuasa"),
    }[evidence]


def items_words(items: Mapping[Item, int]) -> str:
    """Units of items: "10 kg beras; 30 hari makanan tambahan"."""
    return "; ".join(f"{units_words(unit, units)} {item}" for (item, unit), units in sorted(items.items()))


def ending_words(ending: Ending) -> str:
    """How an event that must not count ends."""
    return {
        Ending.VOID: _("batal: tidak terjadi demikian"),
        Ending.LOST: _("hilang: barangnya tidak kembali"),
        Ending.RECOVERED: _("ditarik: barangnya sudah kembali"),
    }[ending]


def way_words(way: Way) -> str:
    """What moved, and whither."""
    return {
        Way.RECEIVED: _("datang dari pemasok"),
        Way.MOVED: _("pindah ke titik lain"),
        Way.RETURNED: _("kembali ke pemasok"),
        Way.LOST: _("hilang"),
        Way.DAMAGED: _("rusak"),
    }[way]


def fate_words(fate: Fate) -> str:
    """What became of a family."""
    return {
        Fate.STAYS: _("tetap menerima"),
        Fate.DIED_OUT: _("semua anggotanya meninggal"),
        Fate.MOVED_OUT: _("keluar dari kabupaten"),
        Fate.REPLACED: _("diganti dengan perubahan keputusan"),
        Fate.UNKNOWN: _("belum diketahui"),
    }[fate]
