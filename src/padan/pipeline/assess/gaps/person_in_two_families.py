"""Lists of one time show one person as living in two families."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="person_in_two_families",
        title=_("Satu orang di dua keluarga"),
        question=_("Di keluarga mana orang ini tinggal, dan daftar mana yang harus diperbaiki?"),
        rule="The person has a membership in the present family and in another one, and some list shows the "
        "other one on or after the first day on which a list shows the present one. Where all that shows the "
        "other family is older, or from before somebody answered that the person lives in the present one, the person "
        "moved, and that is no gap; neither do rows "
        "count that say moved or dead. The likely reason is told: who leads the present family and not the other has "
        "founded it; who leads both married again; a grandchild on the other card came with its parents; a newer "
        "card or another village means a move; else one of the lists errs.",
        source="UU 24/2013: one resident, one family card.",
        acts="The owner of the list that shows the other family.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa"),
        sql=sql_of("person_in_two_families"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words, with the likely reason."""
    parts = [
        _("keluarga {head} ({sources}, {day})").format(
            head=family["head"] or _("tanpa kepala keluarga"),
            sources=wording.sources(family["sources"]),
            day=wording.day(family["last_seen"]),
        )
        for family in evidence["families"]
    ]
    both = _("{name} tercatat di {families}.").format(name=wording.name(evidence), families=wording.listing(parts))
    return f"{both} {_why(evidence)}"


def _why(evidence: Evidence) -> str:
    """The likely reason, with the day of the newer card where that is what says so."""
    made = evidence["families"][0]["card_made"]
    if evidence["reason"] == "moved" and made is not None:
        return _("Mungkin pindah: kartu keluarga yang sekarang dibuat {day}.").format(day=wording.day(made))
    return {
        "own_family": _("Mungkin sudah berkeluarga sendiri, tetapi belum dikeluarkan dari kartu yang lain."),
        "led_both": _("Mungkin menikah lagi: di kedua keluarga tercatat sebagai kepala keluarga atau pasangannya."),
        "grandparents": _("Mungkin ikut orang tuanya pindah dari kartu keluarga kakek dan neneknya."),
        "with_grandparents": _("Mungkin tinggal bersama kakek dan neneknya, terpisah dari orang tuanya."),
        "moved": _("Mungkin pindah desa, dan daftar yang lain belum diperbarui."),
        "error": _("Tidak ada tanda pindah atau menikah: salah satu daftar mungkin keliru."),
    }[evidence["reason"]]
