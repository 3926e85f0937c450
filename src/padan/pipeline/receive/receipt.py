"""What is written down about a received file. It travels in the footer of the file's own records."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import Home

_KEY = b"padan.receipt"


@dataclass(frozen=True, slots=True)
class SheetReceipt:
    """One sheet of a received file: what it was taken for and what became of its rows."""

    sheet: str
    layout: str
    header_row: int
    headers: tuple[str, ...]
    columns: dict[str, str]
    unknown: tuple[str, ...]
    rows_in: int
    rows_accepted: int
    rows_rejected: int
    doubts: dict[str, int]
    width: int = 0
    """Columns of the widest refused row or of the header: the sheet of refused rows puts its own behind them."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One received file. ``rows_in = rows_accepted + rows_rejected`` always."""

    receipt_id: str
    sha256: str
    file: str
    size: int
    source: str
    true_at: date
    true_at_from: str
    received_at: date
    received_by: str | None
    village_code: str | None
    sheets: tuple[SheetReceipt, ...]
    notes: tuple[str, ...]
    records: int
    reasons: dict[str, int] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    """The regions whose rows the sender could bring; empty: all."""

    @property
    def rows_in(self) -> int:
        """Data rows in the file."""
        return sum(sheet.rows_in for sheet in self.sheets)

    @property
    def rows_accepted(self) -> int:
        """Rows that became records."""
        return sum(sheet.rows_accepted for sheet in self.sheets)

    @property
    def rows_rejected(self) -> int:
        """Rows refused."""
        return sum(sheet.rows_rejected for sheet in self.sheets)

    def footer(self) -> dict[bytes, bytes]:
        """The receipt as Parquet metadata."""
        text = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)
        return {_KEY: text.encode()}


def read_receipt(records: Path) -> Receipt:
    """The receipt in a file of records; an error when the file is damaged or not ours."""
    try:
        metadata = pq.read_metadata(records).metadata or {}
        values = json.loads(metadata[_KEY])
    except (OSError, KeyError, ValueError) as error:
        raise RegisterError(
            _("Berkas catatan {file} rusak").format(file=records.name),
            next_step=_("Hapus berkas itu dan terima lagi berkas aslinya dari folder received."),
        ) from error
    values["sheets"] = tuple(
        SheetReceipt(**{**s, "headers": tuple(s["headers"]), "unknown": tuple(s["unknown"])}) for s in values["sheets"]
    )
    for name in ("notes", "within"):
        values[name] = tuple(values.get(name, ()))
    for name in ("true_at", "received_at"):
        values[name] = date.fromisoformat(values[name])
    return Receipt(**values)


def receipts(home: Home) -> list[Receipt]:
    """Every receipt of the register, in the order of their ids (so that no clock decides a result)."""
    return [read_receipt(path) for path in sorted(home.records.glob("*.parquet"))]
