"""What became of a received file, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.app.screen import facts, heading, say, table
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.receive import Outcome
from padan.reports.receipts import equation, facts_of, reason_of
from padan.reports.wording import source_name


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be received."""

    path: Path
    error: PadanError


def tell_line(outcome: Outcome) -> None:
    """One line for the file, and what its sender must act on below it."""
    receipt = outcome.receipt
    mark = "=" if outcome.known else "!" if receipt.rows_rejected else "+"
    told = _("sudah pernah diterima; tidak diulang") if outcome.known else equation(receipt)
    say(f"{mark} {receipt.file}  {source_name(receipt.source)}  {told}")
    if not outcome.known:
        _tell_rejects(outcome)


def tell(outcome: Outcome) -> None:
    """The whole receipt."""
    receipt = outcome.receipt
    say("")
    say(receipt.file, style="bold")
    if outcome.known:
        say(
            "  "
            + _("Berkas yang sama sudah diterima pada {day}; tidak ada yang berubah.").format(
                day=receipt.received_at.isoformat()
            )
        )
    facts(facts_of(receipt))
    _tell_rejects(outcome)


def _tell_rejects(outcome: Outcome) -> None:
    receipt = outcome.receipt
    if not receipt.rows_rejected:
        return
    pairs = []
    for code, number in receipt.reasons.items():
        what, remedy = reason_of(code)
        pairs.append((_("Ditolak"), f"{count(number)} × {what}. {remedy}"))
    if outcome.reject_sheet is not None:
        pairs.append((_("Perbaiki di"), str(outcome.reject_sheet)))
        pairs.append(("", _("lalu kirim kembali berkas itu dengan `padan receive`.")))
    facts(pairs)


def summary(outcomes: Sequence[Outcome], failures: Sequence[Failure]) -> None:
    """A table by source, then the files that could not be received."""
    heading(_("Ringkasan"))
    kinds = sorted({outcome.receipt.source for outcome in outcomes})
    rows = [_row(source_name(k), [o for o in outcomes if o.receipt.source == k]) for k in kinds]
    if len(rows) > 1:
        rows.append(_row(_("Semua"), outcomes))
    headers = (
        _("Daftar"), _("Berkas"), _("Sudah ada"), _("Baris"), _("Diterima"), _("Ditolak"), _("Catatan orang"),
    )  # fmt: skip
    if rows:
        table(headers, rows, right=range(1, 7), bold=[len(rows) - 1] if len(rows) > 1 else ())
    if failures:
        say(_("{count} berkas tidak dapat diterima:").format(count=len(failures)))
        facts((failure.path.name, failure.error.what) for failure in failures)


def _row(title: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Files received before are counted apart: their rows are not counted twice."""
    new = [outcome.receipt for outcome in outcomes if not outcome.known]
    numbers = (
        len(new),
        len(outcomes) - len(new),
        sum(r.rows_in for r in new),
        sum(r.rows_accepted for r in new),
        sum(r.rows_rejected for r in new),
        sum(r.records for r in new),
    )
    return (title, *(count(number) for number in numbers))
