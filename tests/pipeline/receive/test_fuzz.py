"""Whatever a file holds, every row is accounted for or the file is refused with an error for people.

``PADAN_FUZZ_EXAMPLES`` sets how many cases each test invents: 600 are more than 2,500 in all.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pipeline.receive.receive_kit import (
    CHILD,
    KK,
    MOTHER,
    TODAY,
    VILLAGE,
    Inbox,
    columns,
    csv_file,
    read_back,
    xlsx,
)

from padan.contracts.source import Layout, Source
from padan.kernel.errors import PadanError
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.feed import Rows, SheetFeed
from padan.pipeline.receive.given import Given
from padan.pipeline.receive.rows import SheetTaker, Tally
from padan.pipeline.receive.writers import Writers
from padan.pipeline.sources import readers
from padan.pipeline.sources.puskesmas_fhir import flatten
from padan.pipeline.sources.recognise import Recognised, recognise

EXAMPLES = int(os.environ.get("PADAN_FUZZ_EXAMPLES", "60"))
ROWS_A_CASE = 40

LAYOUTS = [(r.source, layout) for r in readers() for layout in r.source.layouts]

_ODD = [
    "", " ", "-", "0", "1", "2", "3", "9,1", "-9.1", "1e400", "NaN", "inf", "6.40213E+15", MOTHER, CHILD, KK, "'" + KK,
    MOTHER + ".0", "6402135205920003\u00a0", "****************", "31/02/2024", "14/02/2024", "02/14/2024", "2024-02-14",
    "45000", "99999", "12 Agustus 2022", "00/00/0000", "9999-12-31", "31/12/9999", "09:10:00", "25:70:99", "#N/A",
    "V", "√", "YA", "TIDAK", "6-10", "Belum Ada Desl", "> 5", "Semester 2 2025", "TW9 2026", "2026-1", "20269",
    "JUMLAH", "Mengetahui,", "'; DROP TABLE parsed; --", '"', "\\", "{", "\x00", "\ud7ff", "\U0001f476", "ا", "Ǆ", "ß",
    "1" * 400, "9" * 40, "1.2.3", "1,2,3", "-0", "+", ".", ",", "0x10", "Outlier", "2 Tahun - 3 Bulan - 12 Hari", "\n",
]  # fmt: skip
CELL = st.one_of(
    st.none(), st.sampled_from(_ODD), st.text(max_size=12), st.from_regex(r"[0-9/.,: -]{1,18}", fullmatch=True)
)

fuzzed = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@cache
def _taker(con: duckdb.DuckDBPyConnection, place: int) -> tuple[SheetTaker, int]:
    """A layout with all its columns, its plan made once."""
    source, layout = LAYOUTS[place]
    found = _whole(source, layout)
    sheet = SheetFeed("Sheet1", 1, found, (), lambda: iter(()))
    village = VILLAGE if layout.needs_village else None
    known = Given("a" * 16, "Sheet1", 1, TODAY, "receipt", TODAY, village, {})
    return SheetTaker(con, sheet, known), len(found.headers)


def _whole(source: Source, layout: Layout) -> Recognised:
    headers = ["No", *(field.aliases[0].replace("*", " ") for field in layout.fields), "Catatan"]
    columns = {field.name: index for index, field in enumerate(layout.fields, 1)}
    return Recognised(source, layout, 1, tuple(headers), columns, {"No": 0, "Catatan": len(headers) - 1})


@pytest.mark.parametrize("place", range(len(LAYOUTS)), ids=[layout.name for _source, layout in LAYOUTS])
def test_any_cells(desk: duckdb.DuckDBPyConnection, tmp_path: Path, place: int):
    """Each case is a sheet of 40 rows in one layout; the plan is made once."""
    taker, width = _taker(desk, place)

    @settings(fuzzed, max_examples=max(3, EXAMPLES // 40))
    @given(st.lists(CELL, min_size=1, max_size=30), st.integers(0, 2**32))
    def check(pool: list[str | None], seed: int) -> None:
        chance = Random(seed)
        rows = [[chance.choice(pool) for _column in range(width)] for _row in range(ROWS_A_CASE)]
        cells = {f"c{i}": pa.array([_storable(row[i]) for row in rows], pa.string()) for i in range(width)}
        chunk = pa.table({"row": pa.array(range(2, len(rows) + 2), pa.int64()), **cells})
        before = Tally(taker.tally.sheet, taker.tally.rows_in, taker.tally.rows_rejected, taker.tally.records)
        with Writers.open(tmp_path) as writers:
            taker.take(Rows(chunk), writers)
        after = taker.tally
        assert after.rows_in - before.rows_in == len(rows)
        accepted = len(rows) - (after.rows_rejected - before.rows_rejected)
        assert after.records - before.records >= accepted

    check()


def _storable(cell: str | None) -> str | None:
    """As file readers hand cells on: no half characters, no NUL, empty is nothing."""
    return cell.encode("utf-8", "ignore").decode().replace("\x00", "") or None if cell else None


def _receive(inbox: Inbox, path: Path, number: int, **said: str | None) -> None:
    home = Home(inbox.folder / f"home{number % 7}")
    try:
        outcome = receive(home, Request(path, TODAY, **said), desk=inbox._desk)
    except PadanError:
        return
    if not outcome.known:
        read_back(home, outcome)


@fuzzed
@given(st.data())
def test_any_structure(inbox: Inbox, data: st.DataObject):
    """Columns shuffled, missing and doubled, rows above the header, in a csv or a workbook."""
    _source, layout = data.draw(st.sampled_from(LAYOUTS))
    fields = data.draw(st.permutations(layout.fields))
    kept = fields[: data.draw(st.integers(1, min(len(fields), 30)))]
    headers = [data.draw(st.sampled_from(field.aliases)).replace("*", "") for field in kept]
    headers += data.draw(st.lists(st.one_of(st.sampled_from(headers), st.text(max_size=8)), max_size=3))
    above = data.draw(
        st.lists(
            st.lists(st.sampled_from(["", "Data Tanggal : 2026-10-01", "x", "DESA : A", "2025"]), max_size=3),
            max_size=4,
        )
    )
    below = data.draw(st.lists(st.lists(CELL, min_size=1, max_size=len(headers) + 2), min_size=1, max_size=5))
    grid = [*above, headers, *[[_storable(cell) or "" for cell in row] for row in below]]
    number = data.draw(st.integers(0, 10**6))
    said = {"village": VILLAGE} if layout.needs_village else {}
    if data.draw(st.booleans()):
        path = csv_file(
            inbox.folder / "f.csv", [[str(c) for c in row] for row in grid], "utf-8", data.draw(st.sampled_from(",;\t"))
        )
    else:
        path = xlsx(inbox.folder / "f.xlsx", {"A": [[_printable(c) for c in row] for row in grid]})
    _receive(inbox, path, number, **said)


def _printable(cell: object) -> str:
    return "".join(c for c in str(cell) if c >= " " and c not in "\ufffe\uffff")[:300]


@cache
def _valid(folder: Path) -> list[bytes]:
    grid = [["No", "NIK", "Nama", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"],
            ["1", CHILD, "RARA", "14/02/2024", "05/11/2026", "9,1", "82,5"]]  # fmt: skip
    bundle = (
        b'{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"P1","name":[{"text":"A"}]}}]}'
    )
    lines = (
        b'{"resourceType":"Patient","id":"P1"}\n{"resourceType":"Observation","subject":{"reference":"Patient/P1"}}\n'
    )
    sheet, text = xlsx(folder / "v.xlsx", {"A": grid}), csv_file(folder / "v.csv", grid)
    return [sheet.read_bytes(), text.read_bytes(), bundle, lines]


@fuzzed
@given(st.data())
def test_any_damage(inbox: Inbox, data: st.DataObject):
    """Bytes of a valid file changed, cut out or put in."""
    content = bytearray(data.draw(st.sampled_from(_valid(inbox.folder.parent))))
    for _change in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(0, len(content) - 1)))
        match data.draw(st.sampled_from(["change", "cut", "insert", "end"])):
            case "change":
                content[place : place + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del content[place : place + data.draw(st.integers(1, 40))]
            case "insert":
                content[place:place] = data.draw(st.binary(min_size=1, max_size=6))
            case _:
                del content[place:]
    path = inbox.folder / "f.bin"
    path.write_bytes(bytes(content))
    _receive(inbox, path, place)


_KEYS = columns(
    "resourceType resource id fullUrl identifier system value name text given family gender birthDate address line "
    "extension url valueCode subject reference patient relationship coding code valueQuantity unit effectiveDateTime "
    "effectivePeriod start issued managingOrganization display nik nama_istri kode_keluarga jamban_layak_tidak",
    " ",
)

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6)),
    max_leaves=20,
)


@fuzzed
@given(JSON, st.sampled_from(["Patient", "Observation", "RelatedPerson", "Group"]))
def test_any_resource(document: object, kind: str):
    row = flatten(document)
    assert row is None or all(value is None or isinstance(value, str) for value in row.values())
    if isinstance(document, dict):
        row = flatten(document | {"resourceType": kind})
        assert row is None or isinstance(row, dict)


@fuzzed
@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.text(max_size=10), st.sampled_from(["nik", "nama", "desil", "1"])), max_size=6
        ),
        max_size=8,
    )
)
def test_any_head(head: list[list[str | None]]):
    found = recognise(head, [])
    assert found.header_row is None or found.header_row <= len(head)
