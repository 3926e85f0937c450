"""What ties one record to its person, and the pair that came nearest without being joined, in words."""

from __future__ import annotations

from padan.app.screen import facts, heading, say
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.release.explanation import Explanation, How, OneRecord, Tie
from padan.reports.decision_words import told_decision
from padan.reports.register import Register
from padan.reports.why_words import answer, deciding, how_told, named_told, signed, told, weight_told

#: Ties told one by one; a person known from more records has as many of them.
_MOST_TIES = 20


def show_record(register: Register, found: OneRecord, *, full: bool) -> None:
    """Print the record, its ties (the strongest first), and the nearest pair with somebody else."""
    row = register.rows("SELECT person_id FROM record WHERE record_id = ?", [found.record])[0]
    person = register.rows("SELECT name FROM person WHERE person_id = ?", [row["person_id"]])[0]
    say(_("Catatan {record}").format(record=found.record), style="bold")
    say(told(register, found.record, full=full))
    said = _("Dinyatakan sebagai {person} ({id}), yang dikenal dari {count} catatan lain.")
    if not found.others:
        said = _("Dinyatakan sebagai {person} ({id}), yang tidak dikenal dari catatan lain.")
    say(said.format(person=person["name"] or _("tanpa nama"), id=row["person_id"], count=count(found.others)))
    if found.named:
        say(named_told(register, found.named))
        return
    if found.ties:
        _ties(register, found, full=full)
    elif found.others:
        say(_without_ties(register, found.record))
    heading(_("Yang paling dekat, tetapi bukan orang yang sama"))
    show_nearest(register, found.nearest, full=full)


def _without_ties(register: Register, record: str) -> str:
    listed = register.one(
        """
        SELECT 1 FROM record o JOIN standard USING (record_id) JOIN record r ON r.person_id = o.person_id
        WHERE r.record_id = $1 AND o.record_id <> $1
        """,
        [record],
    )
    if listed is None:
        return _("Catatan yang lain hanya menyebut orang ini sebagai orang tua di baris anaknya.")
    return _("Tidak satu pun cukup dengan buktinya sendiri; keluarganya yang menunjukkan.")


def _ties(register: Register, found: OneRecord, *, full: bool) -> None:
    heading(_("Yang mengikat catatan ini pada orangnya"))
    shown = found.ties[:_MOST_TIES]
    facts((_strength(tie), f"{told(register, tie.step.record_b, full=full)}: {_why(tie)}") for tie in shown)
    if len(found.ties) > len(shown):
        say(_("… dan {count} lagi").format(count=count(len(found.ties) - len(shown))))


def _strength(tie: Tie) -> str:
    if tie.step.bits is None:
        return _("pasti")
    return f"{signed(tie.step.bits)} bit"


def _why(tie: Tie) -> str:
    if tie.weighed is None or tie.step.how is not How.EVIDENCE:
        return how_told(tie.step.how)
    return deciding(tie.weighed)


def show_nearest(register: Register, nearest: Explanation | None, *, full: bool) -> None:
    """Print the strongest pair of a record (the pair's first) with somebody else, and why it was not joined."""
    if nearest is None:
        say("  " + _("Tidak ada catatan orang lain yang mendekati."))
        return
    say(f"  {told(register, nearest.record_b, full=full)}")
    if nearest.weighed and nearest.probability is not None:
        say(f"  {weight_told(nearest.weighed.total, nearest.probability)}: {_both_ways(nearest)}")
    say(f"  {answer(register, nearest)}")
    for decision in nearest.decided:
        say(f"  {told_decision(register, decision)}")


def _both_ways(nearest: Explanation) -> str:
    """What says most for one person, and what most against it."""
    assert nearest.weighed is not None
    said = (
        _("mendukung: {evidence}").format(evidence=deciding(nearest.weighed)),
        _("menentang: {evidence}").format(evidence=deciding(nearest.weighed, against=True)),
    )
    return "; ".join(said)
