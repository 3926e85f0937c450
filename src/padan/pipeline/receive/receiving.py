"""Receiving one file: all of it, or nothing of it."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from xlsxwriter.exceptions import FileCreateError

from padan.kernel.errors import Place, RegisterError, UnreadableFileError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.pipeline import cells, engine
from padan.pipeline.files import open_file
from padan.pipeline.home import Home, put
from padan.pipeline.receive.area import check_village_within
from padan.pipeline.receive.feed import Feed, SheetFeed, open_feed
from padan.pipeline.receive.given import Given
from padan.pipeline.receive.origin import describe, village_of_file
from padan.pipeline.receive.receipt import Receipt, read_receipt
from padan.pipeline.receive.reject_sheet import write_reject_sheet
from padan.pipeline.receive.request import Request, remembered, slip_of, write_slip
from padan.pipeline.receive.rows import Tally, take_sheet
from padan.pipeline.receive.writers import Writers
from padan.pipeline.sources import reading

#: Called with rows done and rows expected (None when unknown).
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request. ``known`` is true when this very file had been received before."""

    receipt: Receipt
    known: bool
    reject_sheet: Path | None


@contextmanager
def reading_desk(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine ready to read files, for receiving many of them: making one takes as long as a small file."""
    home.make()
    with home.workspace("receive") as spill, engine.connect(spill=spill) as con:
        cells.install(con)
        reading.install(con)
        yield con


def receive(
    home: Home,
    request: Request,
    progress: Progress = lambda done, expected: None,
    desk: duckdb.DuckDBPyConnection | None = None,
) -> Outcome:
    """Take in one file, at ``desk`` when there is one (see :func:`reading_desk`).

    Raises :class:`UnreadableFileError` or :class:`UnknownSourceError` and leaves the register as it was. The
    receipt is the last thing put in place, so a killed process leaves nothing that counts as received.
    """
    digest = _digest(request.path)
    receipt_id = digest[:16]
    records = home.records / f"{receipt_id}.parquet"
    if records.is_file():
        return Outcome(read_receipt(records), True, _sheet_of(home, receipt_id))
    with _said_clearly(home):
        home.make()
        receipt = _receive(home, remembered(request, digest), digest, progress, desk)
    return Outcome(receipt, False, _sheet_of(home, receipt_id))


@contextmanager
def _said_clearly(home: Home) -> Iterator[None]:
    """A disk that is full or closed to us is the register's trouble, not a bug."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException, FileCreateError) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise RegisterError(
            _("Register {folder} tidak dapat ditulis: {reason}").format(folder=home.root, reason=reason),
            next_step=_("Periksa hak akses dan ruang kosong di disk, lalu ulangi; berkas ini belum diterima."),
        ) from error


def _receive(
    home: Home, request: Request, digest: str, progress: Progress, desk: duckdb.DuckDBPyConnection | None
) -> Receipt:
    receipt_id = digest[:16]
    with home.workspace(f"receive-{receipt_id}") as work, open_file(request.path) as workbook:
        feed = open_feed(workbook, request.source)
        with reading_desk(home) if desk is None else nullcontext(desk) as con:
            receipt, refused = _take(con, request, feed, digest, work, progress)
        sheet = None
        if receipt.rows_rejected:
            sheet = write_reject_sheet(refused, receipt, work / "ditolak.xlsx")
        _keep_raw(home, request, digest, work)
        put(refused, home.rejects / f"{receipt_id}.parquet")
        if sheet is not None:
            put(sheet, _reject_sheet_path(home, receipt_id, request.named))
        put(work / "records.parquet", home.records / f"{receipt_id}.parquet")
    return receipt


def _take(
    con: duckdb.DuckDBPyConnection,
    request: Request,
    feed: Feed,
    digest: str,
    work: Path,
    progress: Progress,
) -> tuple[Receipt, Path]:
    origin = describe(request.named, feed, request.received_at, request.true_at)
    tallies: list[Tally] = []
    expected = None
    if all(sheet.expected is not None for sheet in feed.sheets):
        expected = sum(sheet.expected or 0 for sheet in feed.sheets)
    with Writers.open(work) as writers:
        for sheet in feed.sheets:
            done = sum(t.rows_in for t in tallies)
            for tally in take_sheet(con, sheet, _given(request, sheet, digest[:16], origin), writers):
                progress(done + tally.rows_in, expected)
            tallies.append(tally)
        receipt = _receipt(request, feed, digest, origin, tallies, _village(request, feed.sheets[0]))
        writers.finish(receipt.footer())
    return receipt, work / "rejects.parquet"


def _given(request: Request, sheet: SheetFeed, receipt_id: str, origin: tuple[date, str]) -> Given:
    village = _village(request, sheet)
    within = Scope.of(request.within) if request.within else None
    if within is not None and village is not None:
        check_village_within(within, village, Place(file=request.named.name, sheet=sheet.name or None))
    return Given(
        receipt_id, sheet.name, sheet.number, *origin, request.received_at, village, {}, document=sheet.document,
        within=within,
    )  # fmt: skip


def _village(request: Request, sheet: SheetFeed) -> str | None:
    own = request.only_village
    if not sheet.found.layout.needs_village and request.village is None:
        return own
    return village_of_file(request.named, sheet.titles, request.village, own)


def _receipt(
    request: Request,
    feed: Feed,
    digest: str,
    origin: tuple[date, str],
    tallies: list[Tally],
    village: str | None,
) -> Receipt:
    reasons: Counter[str] = Counter()
    for tally in tallies:
        reasons.update(tally.reasons)
    notes = [*feed.notes, *(note for tally in tallies for note in tally.notes)]
    notes += [
        _("Lembar {sheet} hanya berisi judul kolom").format(sheet=tally.sheet.name)
        for tally in tallies
        if not tally.rows_in
    ]
    if not any(tally.rows_in for tally in tallies):
        raise UnreadableFileError(
            _("Berkas ini hanya berisi judul kolom, tanpa baris data"),
            where=Place(file=request.named.name),
            next_step=_("Periksa apakah ekspornya selesai, lalu kirim lagi."),
        )
    return Receipt(
        receipt_id=digest[:16],
        sha256=digest,
        file=request.named.name,
        size=request.path.stat().st_size,
        source=feed.sheets[0].found.source.kind,
        true_at=origin[0],
        true_at_from=origin[1],
        received_at=request.received_at,
        received_by=request.received_by,
        village_code=village,
        sheets=tuple(tally.sheet_receipt() for tally in tallies),
        notes=tuple(notes),
        records=sum(tally.records for tally in tallies),
        reasons=dict(sorted(reasons.items())),
        within=request.within,
    )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(
            _("Berkas tidak dapat dibuka: {reason}").format(reason=error.strerror),
            where=Place(file=path.name),
            next_step=_("Periksa nama berkas dan hak aksesnya."),
        ) from error


def _keep_raw(home: Home, request: Request, digest: str, work: Path) -> None:
    target = home.received / f"{digest}{request.path.suffix.lower()}"
    if not target.exists():
        copy = work / "raw"
        shutil.copyfile(request.path, copy)
        if _digest(copy) != digest:
            raise UnreadableFileError(
                _("Berkas ini berubah selagi diterima"),
                where=Place(file=request.named.name),
                next_step=_("Tunggu sampai selesai disalin atau disimpan, lalu terima lagi."),
            )
        copy.chmod(0o400)
        put(copy, target)
    slip = work / "slip.json"
    write_slip(request, slip)
    put(slip, slip_of(home.received, digest))


def _reject_sheet_path(home: Home, receipt_id: str, path: Path) -> Path:
    # A file system takes names of 255 bytes at most.
    stem = path.stem.encode()[:150].decode(errors="ignore")
    return home.rejects / f"{receipt_id}-{stem}-ditolak.xlsx"


def _sheet_of(home: Home, receipt_id: str) -> Path | None:
    return next(iter(sorted(home.rejects.glob(f"{receipt_id}-*.xlsx"))), None)
