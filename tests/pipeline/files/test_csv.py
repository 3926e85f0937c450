"""Csv files as people send them: what is read, under which row number."""

from __future__ import annotations

import csv
import io
import random

import pytest
from tests.pipeline.files.files_kit import read, rows_of, write

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.files import open_file
from padan.pipeline.files.csv_sheet import CsvSheet
from padan.pipeline.files.decoding import TextFile

PLAIN = "nik,nama\n1,Siti\n2,Udin\n"


@pytest.mark.parametrize(
    ("content", "after", "rows"),
    [
        (PLAIN, 1, {2: ["1", "Siti"], 3: ["2", "Udin"]}),
        ("nik;nama\r\n1;Siti\r\n2;Udin", 1, {2: ["1", "Siti"], 3: ["2", "Udin"]}),
        ("nik\tnama\r1\tSiti\r2\tUdin\r", 1, {2: ["1", "Siti"], 3: ["2", "Udin"]}),
        ("nik|nama\n1|Siti\n", 1, {2: ["1", "Siti"]}),
        ("sep=;\nnik;nama\n1;Siti, S.Pd\n", 2, {3: ["1", "Siti, S.Pd"]}),
        ('"sep=^"\nnik^nama\n1^Siti\n', 2, {3: ["1", "Siti"]}),
        # Title rows and empty rows are counted; wholly empty rows are left out.
        ("Daftar Balita\n\nnik;nama\n;\n1;Siti\n\n2;Udin\n", 3, {5: ["1", "Siti"], 7: ["2", "Udin"]}),
        # A quoted line break: the row has the number of its first line.
        ('nik,nama\n1,"Siti\nAminah"\n2,Udin\n', 1, {2: ["1", "Siti\nAminah"], 4: ["2", "Udin"]}),
        ('"nik\n(16 angka)",nama\n1,Siti\n', 1, {3: ["1", "Siti"]}),
        ('nik,nama\r\n1,"Siti\r\nAminah"\r\n2,Udin\r\n', 1, {2: ["1", "Siti\nAminah"], 4: ["2", "Udin"]}),
        # Short rows are filled up, empty surplus is dropped.
        ("a,b,c\n1\n1,2,3,,\n", 1, {2: ["1", None, None], 3: ["1", "2", "3"]}),
        ("a,b\n1,2,\n3,4,\n", 1, {2: ["1", "2"], 3: ["3", "4"]}),
        ("a,b,c\n1,2\n3,4\n", 1, {2: ["1", "2", None], 3: ["3", "4", None]}),
        # Quotes doubled, quotes in the middle, something after the closing quote.
        ('a,b\n"Jl. ""A""",5" pipa\n"x"y,2\n', 1, {2: ['Jl. "A"', '5" pipa'], 3: ["xy", "2"]}),
        ('a,b\n"",2\n', 1, {2: [None, "2"]}),
        # Text is handed on as it is: spaces are not taken off.
        ("a,b\n 1 ,  \n", 1, {2: [" 1 ", "  "]}),
        ("a,b\r\r\n1,2\r\r\n", 1, {2: ["1", "2"]}),
        # A lone CR in a file with LF line ends, and control characters.
        ("a,b\n1,x\ry\n2,p\x00q\x1a\n", 1, {2: ["1", "x y"], 3: ["2", "pq"]}),
        ("kolom\n1\n\n2\n", 1, {2: ["1"], 4: ["2"]}),
        ("1,2\n3,4\n", 0, {1: ["1", "2"], 2: ["3", "4"]}),
        ("a,b\n", 1, {}),
        ("a,b\n1,2\n", 5, {}),
    ],
)
def test_rows_and_their_numbers(tmp_path, content, after, rows):
    assert read(write(tmp_path, content), after) == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        # A stray quote at the start of a cell is a character, when the rows around it stand alone.
        ('a,b\n1,"Siti\n2,Udin\n3,Ani\n', {2: ["1", '"Siti'], 3: ["2", "Udin"], 4: ["3", "Ani"]}),
        ('a,b\n1,"Siti\n2,"Udin\n', {2: ["1", '"Siti'], 3: ["2", '"Udin']}),
        ('a,b\n1,"' + "\n".join(["x"] * 60) + '"\n', None),
    ],
)
def test_an_open_quote_swallows_nothing(tmp_path, content, rows):
    found = read(write(tmp_path, content))
    assert found == rows if rows else len(found) == 60


def test_a_title_with_a_stray_quote_does_not_hide_the_header(tmp_path):
    path = write(tmp_path, '"Daftar\na;b;c\n1;"x";3\n4;5;6\n')
    with open_file(path) as book:
        assert book.sheets()[0].head(2) == [['"Daftar'], ["a", "b", "c"]]
    assert read(path, 2) == {3: ["1", "x", "3"], 4: ["4", "5", "6"]}


def test_rows_that_do_not_fit_are_set_aside(tmp_path):
    with open_file(write(tmp_path, 'a,b\n1,2\n1,2,3\n"x\ny",2,3,,4,\n5,6\n')) as book:
        chunks = list(book.sheets()[0].chunks(after=1))
    ragged = [row for chunk in chunks for row in chunk.ragged]
    assert [(row.row, row.text, row.values) for row in ragged] == [
        (3, "1,2,3", 3),
        (4, '"x\ny",2,3,,4,', 5),
    ]
    assert [number for chunk in chunks for number in chunk.rows.to_pylist()] == [2, 6]


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        (PLAIN.encode("utf-8-sig"), "utf-8", "Siti"),
        ("nik,nama\n1,Café\n".encode(), "utf-8", "Café"),
        ("nik,nama\n1,Café\n".encode("cp1252"), "windows-1252", "Café"),
        ("nik\tnama\n1\tCafé\n".encode("utf-16"), "utf-16-le", "Café"),
        (b"\xfe\xff" + "nik\tnama\n1\tCafé\n".encode("utf-16-be"), "utf-16-be", "Café"),
        ("nik\tnama\n1\tCafé\n".encode("utf-16-le"), "utf-16-le", "Café"),
        ("nik\tnama\n1\tCafé\n".encode("utf-32"), "utf-32-le", "Café"),
        # Pasted together from both.
        ("nik,nama\n1,Café\n".encode() + "2,Café\n".encode("cp1252"), "windows-1252", "Café"),
        (b"nik,nama\n1,a\x81b\n", "windows-1252", "a\ufffdb"),
    ],
)
def test_encodings(tmp_path, content, encoding, name):
    path = write(tmp_path, content)
    with open_file(path) as book:
        assert book.encoding == encoding
        assert any(encoding in note for note in book.notes)
        assert rows_of(book.sheets()[0])[2] == ["1", name]
    assert {row[1] for row in read(path).values()} <= {name, "Udin"}


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("Laporan Bulan Agustus\n\nnik;berat;tinggi\n1;9,5;70,1\n2;8,1;66,2\n", ";"),
        ("nama;lokasi\nA;-0,5, 117,1\nB;-0,6, 117,2\n", ";"),
        ('nik,alamat,rt\n1,"Jl. A; RT 1; RW 2",3\n2,"B; C; D",4\n', ","),
        ("nik|a,b|c\n1|2,3|4\n", "|"),
        ("nik\tnama\n1\tA, B\n", "\t"),
        ("satu\ndua\n", ","),
        ("Laporan;;;\nnik;a;b;c\n1;2;3;4\n", ";"),
    ],
)
def test_delimiters(tmp_path, content, delimiter):
    with open_file(write(tmp_path, content)) as book:
        assert book.delimiter == delimiter


def test_the_head_is_the_physical_first_rows(tmp_path):
    with open_file(write(tmp_path, 'Daftar\n\n"nik\nKTP",nama\n1,Siti\n')) as book:
        sheet = book.sheets()[0]
        assert sheet.head() == [["Daftar"], [], ["nik\nKTP", "nama"], [], ["1", "Siti"]]
        assert sheet.head(2) == [["Daftar"], []]
        assert (sheet.name, sheet.hidden, sheet.width, sheet.merged()) == ("", False, 2, [])
        assert sheet.total_hint() == 5


def test_a_sep_line_is_an_empty_first_row(tmp_path):
    with open_file(write(tmp_path, "sep=;\na;b\n1;2\n")) as book:
        assert book.sheets()[0].head() == [[], ["a", "b"], ["1", "2"]]
        assert book.delimiter == ";"
        assert list(book.documents()) == []


@pytest.mark.parametrize("content", ["", " \n\t\r\n  ", "\ufeff", "\ufeff\n\n", "\x00\x00"])
def test_nothing_in_it(tmp_path, content):
    with pytest.raises(UnreadableFileError) as caught:
        open_file(write(tmp_path, content))
    assert caught.value.next_step
    assert caught.value.where.file == "daftar.csv"


def test_too_many_columns(tmp_path):
    wide = ",".join(f"k{i}" for i in range(10_000))
    with pytest.raises(UnreadableFileError, match=r"10000.*2000"):
        open_file(write(tmp_path, f"{wide}\n{wide}\n"))
    deep = "a,b\n" * 100 + wide + "\n1,2\n"
    with open_file(write(tmp_path, deep)) as book, pytest.raises(UnreadableFileError, match="10000"):
        list(book.sheets()[0].chunks(after=101))


def test_a_line_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.decoding.MAX_LINE", 1 << 20)
    with pytest.raises(UnreadableFileError, match="Satu baris"):
        open_file(write(tmp_path, "a" * (3 << 20)))


def test_chunks_have_at_most_the_size_asked_for(tmp_path):
    path = write(tmp_path, "a,b\n" + "".join(f"{i},x\n" for i in range(250)))
    with open_file(path) as book:
        chunks = list(book.sheets()[0].chunks(after=1, size=100))
    assert [len(chunk.rows) for chunk in chunks] == [83, 83, 84]
    assert all(chunk.cells.column_names == ["c0", "c1"] for chunk in chunks)


@pytest.mark.parametrize("block_size", [7, 64, 1000])
def test_small_blocks_give_the_same_rows(tmp_path, block_size):
    """Quoted line breaks, stray quotes and blank rows across every possible cut."""
    random.seed(block_size)
    kinds = ("{0},x,y", '{0},"a, b",z', '{0},"baris\ndua",z', '{0},5" pipa,z', "", "{0}", "{0},,", "é{0},ü,ö")
    lines = [random.choice(kinds).format(number) for number in range(300)]
    path = write(tmp_path, "a,b,c\n" + "\n".join(lines) + "\n")
    whole = rows_of(CsvSheet(TextFile(path)))
    assert rows_of(CsvSheet(TextFile(path), block_size=block_size)) == whole
    assert len(whole) == sum(bool(line) for line in lines)


def test_cr_line_ends_across_blocks(tmp_path):
    body = "a,b\r" + "".join(f"{i},x\r" for i in range(200))
    expected = read(write(tmp_path, body.replace("\r", "\n")))
    for block_size in (5, 16):
        sheet = CsvSheet(TextFile(write(tmp_path, body)), block_size=block_size)
        assert rows_of(sheet) == expected


def test_cr_at_first_and_crlf_later_is_one_line_end(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.decoding.SAMPLE", 8)
    text = TextFile(write(tmp_path, "a,b\r1,2\r3,4\r\n5,6"))
    assert b"".join(text.blocks(4)) == b"a,b\n1,2\n3,4\n5,6"


def test_agrees_with_the_csv_module(tmp_path):
    random.seed(4)
    values = ["", "x", "a,b", 'say "hi"', "baris\ndua", "é", " ", "'1"]
    rows = [["k1", "k2", "k3"]] + [[str(n), random.choice(values), random.choice(values)] for n in range(400)]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found = list(read(write(tmp_path, out.getvalue())).values())
    assert found == [[value or None for value in row] for row in rows[1:]]
