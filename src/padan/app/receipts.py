"""What became of a received file, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.app.screen import facts, heading, say, table
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.receive import Outcome, Receipt
from padan.pipeline.receive.reasons import REASONS
from padan.reports.wording import day_of_data, doubts, layout_title, source_name, village_name

#: Names of unknown columns to show; the others are counted.
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be received."""

    path: Path
    error: PadanError


def equation(receipt: Receipt) -> str:
    """ "209 baris = 207 diterima + 2 ditolak"."""
    return _("{rows} baris = {accepted} diterima + {rejected} ditolak").format(
        rows=count(receipt.rows_in),
        accepted=count(receipt.rows_accepted),
        rejected=count(receipt.rows_rejected),
    )


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
    facts(_facts(receipt))
    _tell_rejects(outcome)


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    titles = dict.fromkeys(layout_title(receipt.source, sheet.layout) for sheet in receipt.sheets)
    named = ", ".join(titles)
    said = [
        (_("Daftar"), source_name(receipt.source) + (f" ({named})" if named != source_name(receipt.source) else "")),
        (_("Menggambarkan"), day_of_data(receipt)),
    ]
    if receipt.village_code:
        said.append((_("Desa"), village_name(receipt.village_code)))
    said.append((_("Isi"), equation(receipt)))
    if len(receipt.sheets) > 1:
        said += [
            (_("Lembar"), f"{sheet.sheet}: {count(sheet.rows_in)} = {count(sheet.rows_accepted)}"
             f" + {count(sheet.rows_rejected)}")
            for sheet in receipt.sheets
        ]  # fmt: skip
    said.append((_("Catatan orang"), count(receipt.records)))
    for sheet in receipt.sheets:
        said += [(_("Meragukan"), doubt) for doubt in doubts(receipt.source, sheet)]
    unknown = list(dict.fromkeys(name for sheet in receipt.sheets for name in sheet.unknown))
    if unknown:
        said.append((_("Kolom lain"), _unknown(unknown)))
    return said + [(_("Keterangan"), note) for note in receipt.notes]


def _unknown(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    return _("{count} kolom tidak dikenal, tetap disimpan: {names}").format(count=len(names), names=shown)


def _tell_rejects(outcome: Outcome) -> None:
    receipt = outcome.receipt
    if not receipt.rows_rejected:
        return
    pairs = []
    for code, number in receipt.reasons.items():
        reason = REASONS.get(code)
        what, remedy = (reason.what(), reason.remedy()) if reason else (code, "")
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
