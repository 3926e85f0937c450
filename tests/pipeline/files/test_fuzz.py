"""Whatever bytes arrive, they are read or refused. ``PADAN_FUZZ_EXAMPLES`` raises the number of tries."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import zipfile

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pipeline.files.files_kit import ods, ods_text, read_everything

from padan.kernel.errors import UnreadableFileError

EXAMPLES = int(os.environ.get("PADAN_FUZZ_EXAMPLES", "100"))
fuzz = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])

_edits = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert", "remove"]), st.floats(0, 1), st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)


def edited(content: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    """The bytes after some accidents at places given as shares of the length."""
    for kind, share, extra in edits:
        at = int(share * max(0, len(content) - 1))
        if kind == "flip" and content:
            bit = extra[0] % 8 if extra else 0
            content = content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
        elif kind == "cut":
            content = content[: at + 1]
        elif kind == "insert":
            content = content[:at] + extra + content[at:]
        elif kind == "remove":
            content = content[:at] + content[at + len(extra) + 1 :]
    return content


def edited_inside(content: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    """A zip whose XML parts, not its wrapping, had the accidents."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name)
            wanted = name.endswith(("sheet1.xml", "content.xml", "workbook.xml"))
            changed.writestr(name, edited(part, edits) if wanted else part)
    return out.getvalue()


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("contoh")
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"), {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Data")
    old = xlwt.Workbook()
    old_page = old.add_sheet("Data")
    for row in range(12):
        cells = [
            f"nama {row}",
            row * 1.5,
            6402130101900010 + row,
            dt.datetime(2024, 1, row + 1),
            row % 2 == 0,
        ]
        page.write_row(row, 1, cells)
        for column, cell in enumerate(cells):
            old_page.write(row, column, cell)
    page.write_formula(13, 1, "=NA()", None, "#N/A")
    page.merge_range(14, 0, 15, 2, "gabung")
    book.close()
    old.save(str(folder / "a.xls"))
    row = f"<table:table-row>{ods_text('a')}{ods_text('b')}</table:table-row>"
    ods(folder / "a.ods", f'<table:table table:name="T">{row * 9}</table:table>')
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    found["a.csv"] = b"nik;nama;berat\n" + b'1;"Siti\nA";9,5\n2;Udin;\xe9\n' * 20
    found["a.ndjson"] = b'{"resourceType": "Patient", "name": [{"text": "Siti \\u00e9"}], "n": 1.5}\n' * 20
    found["a.json"] = b'{"data": [{"nik": 1, "x": [1, null, true]}, {"nik": 2}], "total": 2}'
    found["a.html"] = b"<html><table><tr><th rowspan=2>A<td colspan=2>B</tr><tr><td>1&nbsp;</table></html>"
    return found


def read_or_refused(path) -> None:
    with contextlib.suppress(UnreadableFileError):
        read_everything(path)


@given(content=st.binary(max_size=3000))
@fuzz
def test_random_bytes(tmp_path, content):
    path = tmp_path / "apa.saja"
    path.write_bytes(content)
    read_or_refused(path)


@given(start=st.sampled_from(['a,b,"c"\n', "[", '{"a":', "<table>", '{"a":1}\n{"a":2}\n']), text=st.text())
@fuzz
def test_random_text(tmp_path, start, text):
    path = tmp_path / "apa.saja"
    path.write_bytes((start + text).encode("utf-8", "replace"))
    read_or_refused(path)


@pytest.mark.parametrize("name", ["a.csv", "a.ndjson", "a.json", "a.html", "a.xlsx", "a.xls", "a.ods"])
@given(edits=_edits)
@fuzz
def test_accidents(tmp_path, samples, name, edits):
    path = tmp_path / "berkas"
    path.write_bytes(edited(samples[name], edits))
    read_or_refused(path)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
@given(edits=_edits)
@fuzz
def test_accidents_inside_the_zip(tmp_path, samples, name, edits):
    path = tmp_path / "berkas"
    path.write_bytes(edited_inside(samples[name], edits))
    read_or_refused(path)


def test_the_samples_are_sound(tmp_path, samples):
    for name, content in samples.items():
        (tmp_path / name).write_bytes(content)
        assert read_everything(tmp_path / name) > 0
