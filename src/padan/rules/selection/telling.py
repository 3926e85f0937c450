"""Why a candidate stands where it does, in words."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.rules.selection.selecting import Selection, Standing


def tell(selection: Selection, row: int) -> str:
    """The standing of a candidate with what it rests on, as one sentence."""
    standing = Standing(int(selection.standing[row]))
    match standing:
        case Standing.CHOSEN if selection.added[row]:
            return _("Terpilih karena ditambahkan oleh petugas.")
        case Standing.CHOSEN:
            return _("Terpilih pada urutan ke-{rank}.").format(rank=int(selection.rank[row]))
        case Standing.RESERVE:
            return _("Cadangan ke-{place} untuk wilayah {area}.").format(
                place=int(selection.place[row]), area=selection.quotas[selection.line[row]].area
            )
        case Standing.OVER_QUOTA:
            return _("Memenuhi syarat, tetapi kuota dan cadangan wilayah {area} sudah terisi.").format(
                area=selection.quotas[selection.line[row]].area
            )
        case Standing.EXCLUDED:
            reasons = (reason.words for reason in selection.candidates.reasons(row))
            return _("Dikeluarkan: {reasons}.").format(reasons="; ".join(reasons))
    return f"{standing.words[:1].upper()}{standing.words[1:]}."
