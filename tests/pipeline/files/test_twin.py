"""The fast and the careful csv reader agree wherever the fast one answers."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padan.pipeline.files.csv_careful import RowReader, fit
from padan.pipeline.files.csv_fast import even_cut, parse_block

_values = st.text(alphabet="ab \"',;é", max_size=5) | st.sampled_from(["", '""', '"a,b"', '"a""b"', '"a\nb"'])
_texts = st.lists(st.lists(_values, min_size=1, max_size=4), min_size=1, max_size=8).map(
    lambda rows: "\n".join(",".join(row) for row in rows) + "\n"
)


def careful(text: str, width: int) -> tuple[list[list[str | None]], int]:
    lines = text.removesuffix("\n").split("\n")
    rows, taken = RowReader(",", width).read(lines, final=True)
    assert taken == len(lines)
    _numbers, grid, ragged = fit(rows, lines, width, 1)
    return grid, len(ragged)


@given(text=_texts, width=st.integers(1, 4))
@example(text='a,"b"c,d\n', width=3)
@example(text='a,b"c,d\n1,2,3\n', width=3)
@example(text='5" x,1\n"2,3\n', width=2)
@settings(deadline=None, max_examples=400)
def test_fast_is_careful(text, width):
    columns = parse_block(text.encode(), RowReader(",", width), width)
    if columns is not None:
        grid, ragged = careful(text.rstrip("\n"), width)
        assert ragged == 0
        assert pa.table(columns, names=[f"c{i}" for i in range(width)]).to_pylist() == [
            {f"c{i}": value for i, value in enumerate(row)} for row in grid
        ]


@given(
    rows=st.lists(st.lists(st.text("abé ;'", max_size=4), min_size=3, max_size=3), min_size=1, max_size=9),
    quoted=st.booleans(),
)
@settings(deadline=None)
def test_simple_blocks_take_the_fast_way(rows, quoted):
    mark = '"' if quoted else ""
    text = "".join(",".join(f"{mark}{value}{mark}" for value in row) + "\n" for row in rows)
    columns = parse_block(text.encode(), RowReader(",", 3), 3)
    assert columns is not None
    assert [len(column) for column in columns] == [len(rows)] * 3


@given(text=_texts)
@settings(deadline=None)
def test_a_cut_leaves_whole_lines_and_paired_quotes(text):
    data = text.encode()
    cut = even_cut(data)
    assert data[:cut].count(b'"') % 2 == 0
    assert cut == 0 or data[cut - 1 : cut] == b"\n"


def test_no_cut_nearby():
    assert even_cut(b'"' + b"x\n" * 200) == 0
