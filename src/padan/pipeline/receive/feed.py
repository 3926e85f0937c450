"""A received file as sheets that a plan can be run on: recognised, with their rows in chunks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from padan.kernel.errors import Place, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.files import JsonProblem, Sheet, Workbook
from padan.pipeline.files.dangers import too_wide
from padan.pipeline.files.grid import MAX_COLUMNS
from padan.pipeline.receive.ahead import ahead
from padan.pipeline.sources import Reader, reader, readers
from padan.pipeline.sources.recognise import Recognised, Unrecognised, end_of_header, recognise

DOCUMENTS_PER_CHUNK = 20_000
HEAD_ROWS = 30


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not even be split into cells."""

    row: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Some consecutive rows of a sheet: the table ``row, c0, c1 …`` and the rows that are not in it."""

    cells: pa.Table
    broken: tuple[Broken, ...] = ()


@dataclass
class SheetFeed:
    """One recognised sheet. ``titles`` are the texts above its header."""

    name: str
    number: int
    found: Recognised
    titles: tuple[str, ...]
    rows: Callable[[], Iterator[Rows]]
    expected: int | None = None
    document: bool = False


@dataclass
class Feed:
    """What a file holds: its recognised sheets, and what is to be said of the others."""

    sheets: list[SheetFeed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def open_feed(workbook: Workbook, kind: str | None) -> Feed:
    """The sheets of ``workbook`` that a source knows; an error that names the nearest kind when there is none.

    ``kind`` restricts it to one source; a kind that does not exist is an error that names those that do.
    """
    if kind is not None:
        reader(kind)
    if workbook.kind in ("json", "ndjson"):
        return _document_feed(workbook, kind)
    feed = Feed(notes=list(workbook.notes))
    unknown: list[tuple[str, Unrecognised]] = []
    others: list[str] = []
    for number, sheet in enumerate(workbook.sheets(), 1):
        head = sheet.head(HEAD_ROWS)
        if not any(cell and cell.strip() for row in head for cell in row):
            feed.notes.append(_("Lembar {sheet} kosong").format(sheet=sheet.name or "1"))
            continue
        found = recognise(head, sheet.merged(), kind)
        if isinstance(found, Unrecognised):
            unknown.append((sheet.name, found))
            if kind is not None and isinstance(other := recognise(head, sheet.merged()), Recognised):
                others.append(other.source.title)
            continue
        feed.sheets.append(_sheet_feed(sheet, number, found, head, in_thread=workbook.kind != "csv"))
        if sheet.hidden:
            feed.notes.append(_("Lembar {sheet} tersembunyi, tetapi dibaca juga").format(sheet=sheet.name))
    _keep_one_source(feed)
    if not feed.sheets:
        raise _unknown(workbook.path, unknown, feed.notes, others)
    feed.notes += [_("Lembar {sheet} tidak dikenali dan dilewati").format(sheet=name) for name, _found in unknown]
    return feed


def _sheet_feed(
    sheet: Sheet, number: int, found: Recognised, head: list[list[str | None]], *, in_thread: bool
) -> SheetFeed:
    start = end_of_header(head, sheet.merged(), found.header_row)
    titles = tuple(cell for row in head[: found.header_row] for cell in row if cell)

    def rows() -> Iterator[Rows]:
        for chunk in sheet.chunks(after=start):
            broken = tuple(Broken(r.row, r.text, "too_many_cells") for r in chunk.ragged)
            yield Rows(chunk.cells.add_column(0, "row", chunk.rows), broken)

    # A spreadsheet's rows come from a library whose objects stay in their thread.
    read = rows if in_thread else lambda: ahead(rows())
    return SheetFeed(sheet.name, number, found, titles, read, sheet.total_hint())


def _keep_one_source(feed: Feed) -> None:
    """One file is one list: of several kinds of sheet, the kind with the most sheets is read and the rest said."""
    kinds = Counter(sheet.found.source.kind for sheet in feed.sheets)
    if len(kinds) < 2:
        return
    kind = kinds.most_common(1)[0][0]
    for sheet in feed.sheets:
        if sheet.found.source.kind != kind:
            feed.notes.append(
                _("Lembar {sheet} tampak sebagai {kind}; kirim sebagai berkas tersendiri").format(
                    sheet=sheet.name, kind=sheet.found.source.title
                )
            )
    feed.sheets = [sheet for sheet in feed.sheets if sheet.found.source.kind == kind]


def _unknown(
    path: Path, unknown: list[tuple[str, Unrecognised]], notes: list[str], others: list[str]
) -> UnknownSourceError:
    """``others``: what the sheets look like when the kind is not restricted."""
    near = next(((name, found) for name, found in unknown if found.layout is not None), None)
    if near is None:
        said = "; ".join(notes)
        return UnknownSourceError(
            _("Tidak ada tabel dengan baris judul yang dikenali") + (f" ({said})" if said else ""),
            where=Place(file=path.name),
            next_step=_("Kirim berkas asli dari aplikasinya, dengan baris judul kolom, tanpa diubah."),
        )
    sheet, found = near
    assert found.layout is not None
    similar = "".join(
        "\n" + _("Kolom '{written}' mungkin maksudnya '{meant}'.").format(written=written, meant=meant)
        for written, meant in found.similar
    )
    return UnknownSourceError(
        _("Berkas ini tidak dikenali; paling mirip dengan {title}, tetapi kolom ini tidak ada: {missing}").format(
            title=found.layout.title, missing=", ".join(found.missing)
        ),
        where=Place(file=path.name, sheet=sheet or None, row=found.header_row),
        next_step=(
            _("Berkas ini tampak sebagai {title}; terima lagi tanpa --source.").format(title=others[0])
            if others
            else _("Lengkapi kolom itu, atau sebutkan jenisnya dengan --source.")
        )
        + similar,
    )


def _document_feed(workbook: Workbook, kind: str | None) -> Feed:
    source, found = _recognise_documents(workbook, kind)
    headers = list(found.headers)

    def rows() -> Iterator[Rows]:
        batch: list[tuple[int, dict[str, str | None]]] = []
        broken: list[Broken] = []
        for number, document in workbook.documents():
            flat = None if isinstance(document, JsonProblem) else _flat(document, source)
            if isinstance(document, JsonProblem):
                broken.append(Broken(number, document.text, "bad_json"))
            elif flat is None:
                broken.append(Broken(number, str(document)[:200], "not_a_row"))
            else:
                batch.append((number, flat))
            if len(batch) + len(broken) >= DOCUMENTS_PER_CHUNK:
                yield Rows(_documents_table(batch, headers), tuple(broken))
                batch, broken = [], []
        if batch or broken:
            yield Rows(_documents_table(batch, headers), tuple(broken))

    notes = list(workbook.notes)
    return Feed([SheetFeed("", 1, found, (), rows, document=True)], notes)


def _recognise_documents(workbook: Workbook, kind: str | None) -> tuple[Reader, Recognised]:
    """The source that knows most documents; of several such, the one that knows most of their keys.

    It takes the keys of all documents: a key may first occur in the last one.
    """
    candidates = [r for r in readers() if kind in (None, r.source.kind)]
    keys, known = _keys(workbook, candidates)
    best: tuple[tuple[int, int], Reader, Recognised] | None = None
    nearest: list[tuple[str, Unrecognised]] = []
    for candidate in candidates:
        of_kind = candidate.source.kind
        found = recognise([list(keys[of_kind])], [], of_kind)
        if isinstance(found, Unrecognised):
            nearest.append(("", found))
        elif best is None or (known[of_kind], len(found.columns)) > best[0]:
            best = ((known[of_kind], len(found.columns)), candidate, found)
    if best is None:
        raise _unknown(workbook.path, nearest, list(workbook.notes), [])
    return best[1], best[2]


def _keys(workbook: Workbook, candidates: list[Reader]) -> tuple[dict[str, dict[str, None]], Counter[str]]:
    """By kind of source: the keys of the documents that it can flatten, and how many these are."""
    keys: dict[str, dict[str, None]] = {r.source.kind: {} for r in candidates}
    known: Counter[str] = Counter()
    for _number, document in workbook.documents():
        for candidate in candidates:
            flat = None if isinstance(document, JsonProblem) else _flat(document, candidate)
            if flat is None:
                continue
            known[candidate.source.kind] += 1
            of_kind = keys[candidate.source.kind]
            of_kind.update(dict.fromkeys(flat))
            if len(of_kind) > MAX_COLUMNS:
                raise too_wide(workbook.path, len(of_kind), MAX_COLUMNS)
    return keys, known


def _flat(document: object, reader: Reader) -> dict[str, str | None] | None:
    if reader.flatten is not None:
        return reader.flatten(document)
    if not isinstance(document, dict) or "resourceType" in document:
        return None
    return {
        str(key): None if value is None or isinstance(value, dict | list) else str(value)
        for key, value in document.items()
    }


def _documents_table(batch: Iterable[tuple[int, dict[str, str | None]]], headers: list[str]) -> pa.Table:
    numbered = list(batch)
    columns: dict[str, pa.Array] = {"row": pa.array([number for number, _flat_row in numbered], pa.int64())}
    for index, header in enumerate(headers):
        columns[f"c{index}"] = pa.array([flat.get(header) or None for _number, flat in numbered], pa.string())
    return pa.table(columns)
