"""Why two records are, or are not, one person, in words."""

from __future__ import annotations

from collections.abc import Sequence

from padan.app.screen import facts, heading, say, table
from padan.kernel.texts import _
from padan.kernel.writing import percent
from padan.pipeline.release.explanation import Explanation, Step, Weighed
from padan.reports.decision_words import told_decision
from padan.reports.register import Register
from padan.reports.why_words import answer, how_told, named_told, pieces, signed, strength, told


def show_pair(register: Register, found: Explanation, *, full: bool) -> None:
    """Print the two records, the answer, each piece of evidence, and what else decided."""
    say(_("Satu orang?") + " " + (_("Ya.") if found.same else _("Tidak.")), style="bold")
    say(answer(register, found))
    for decision in found.decided:
        say("  " + told_decision(register, decision))
    if found.pending:
        say(_("Sesudah rilis ini dibuat ada putusan, yang berlaku sejak rilis berikutnya:"))
        say("  " + told_decision(register, found.pending))
    heading(_("Kedua catatan"))
    facts(
        (label, told(register, record, full=full)) for label, record in (("A", found.record_a), ("B", found.record_b))
    )
    if found.weighed:
        _evidence(found.weighed, found.probability or 0.0)
    if found.chain:
        _chain(register, found.chain, full=full)
    for named in found.named:
        say("")
        say(named_told(register, named))


def _chain(register: Register, chain: Sequence[Step], *, full: bool) -> None:
    heading(_("Rantai catatan yang menghubungkan"))
    for step in chain:
        ties = [how_told(step.how)] if step.bits is None or step.how != "evidence" else []
        ties += [] if step.bits is None else [f"{signed(step.bits)} bit"]
        say(f"  {told(register, step.record_a, full=full)}")
        say(f"    ↓ {', '.join(ties)}")
    say(f"  {told(register, chain[-1].record_b, full=full)}")


def _evidence(weighed: Weighed, probability: float) -> None:
    heading(_("Bukti"))
    rows = [
        (_("sebelum melihat bukti"), _("dua catatan sembarang jarang satu orang"), signed(weighed.prior), ""),
        *((_(e.asked), _(e.found), signed(e.bits), strength(e.bits)) for e in pieces(weighed)),
    ]
    said = _("peluang satu orang {percent}").format(percent=percent(probability))
    rows.append((_("Jumlah"), said, signed(weighed.total), ""))
    headers = (_("Yang dibandingkan"), _("Yang ditemukan"), _("Bobot (bit)"), _("Artinya"))
    table(headers, rows, right=[2], bold=[len(rows) - 1])
