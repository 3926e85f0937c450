"""JSON files and NDJSON files as documents."""

from __future__ import annotations

import json

import pytest
from tests.pipeline.files.files_kit import write

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.files import JsonProblem, open_file
from padan.pipeline.files.decoding import TextFile
from padan.pipeline.files.json_documents import _Cursor


@pytest.mark.parametrize(
    ("content", "kind", "documents"),
    [
        ('[{"a":1},{"a":2}]', "json", [(1, {"a": 1}), (2, {"a": 2})]),
        ('\ufeff [\n{"a":1} ,\n{"a":2}\n]\n', "json", [(1, {"a": 1}), (2, {"a": 2})]),
        ("[]", "json", []),
        ('{"n":2,"data":[{"a":1},{"a":2}],"x":{}}', "json", [(1, {"a": 1}), (2, {"a": 2})]),
        ('{"data":[{"a":1}],"links":[{"b":1}]}', "json", [(1, {"a": 1})]),
        ('{"keluarga":[{"a":1}],"tahun":[2024]}', "json", [(1, {"a": 1})]),
        (
            '{"resourceType":"Bundle","link":[{"u":1}],"entry":[{"resource":{"id":"x"}}]}',
            "json",
            [(1, {"resource": {"id": "x"}})],
        ),
        ('{"resourceType":"Bundle"}', "json", []),
        ('{\n "resourceType":"Patient",\n "name":[{"text":"Siti"}]}', "json", [(1, "whole")]),
        ('{"a":1}', "json", [(1, {"a": 1})]),
        ("{}", "json", [(1, {})]),
        ('{"a":1}\n\n{"a":2}\n', "ndjson", [(1, {"a": 1}), (3, {"a": 2})]),
        ('{"a":[NaN, -Infinity]}\n{"a":"\\u0000\\ud800é\\u0041"}', "ndjson", "cleaned"),
    ],
)
def test_documents(tmp_path, content, kind, documents):
    with open_file(write(tmp_path, content)) as book:
        found = list(book.documents())
        assert (book.kind, book.sheets()) == (kind, [])
        assert list(book.documents()) == found
    if documents == "cleaned":
        documents = [(1, {"a": [None, None]}), (2, {"a": "?éA"})]
    if documents == [(1, "whole")]:
        documents = [(1, json.loads(content))]
    assert found == documents


def test_the_key_of_the_list_is_noted(tmp_path):
    with open_file(write(tmp_path, '{"keluarga":[{"a":1}]}')) as book:
        assert any("keluarga" in note for note in book.notes)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"a":1', "utuh"),
        ('{"a":1} x', "teks lain"),
        ("[1,2]", "bukan objek"),
        ("5", "bukan objek"),
        ("halo", "utuh"),
        ('{"a":' + "[" * 100_000, "dalam"),
        ('{"a":' + "9" * 5000 + "}", "terlalu panjang"),
    ],
)
def test_a_bad_line_is_one_problem(tmp_path, line, reason):
    with open_file(write(tmp_path, f'{{"a":1}}\n{line}\n{{"a":3}}\n{{"a":4}}\n')) as book:
        assert book.kind == "ndjson"
        (_first, (number, problem), third, _fourth) = book.documents()
    assert isinstance(problem, JsonProblem)
    assert (number, third) == (2, (3, {"a": 3}))
    assert reason in problem.reason
    assert problem.text == line[:200]


def test_an_element_that_is_no_object(tmp_path):
    with open_file(write(tmp_path, '[{"a":1}, 7, {"a":2}]')) as book:
        documents = dict(book.documents())
    assert documents[2] == JsonProblem("7", "bukan objek JSON")
    assert documents[3] == {"a": 2}


@pytest.mark.parametrize(
    "content",
    [
        '[{"a":1}',
        '[{"a":1},',
        '[{"a":1} {"a":2}]',
        '[{"a":1}] [2]',
        '{"data":[{"a":1}',
        '{"data" 1}',
        '{"a":1 "b":2}',
        '{"a":1,5:2}',
        '{"satu":[{"a":1}],"dua":[{"a":1}]}',
        "[" * 100_000,
        '[{"a":' + "9" * 5000 + "}]",
    ],
)
def test_broken_json_is_refused_before_anything_is_read(tmp_path, content):
    with pytest.raises(UnreadableFileError) as caught:
        open_file(write(tmp_path, content, "data.json"))
    assert caught.value.next_step
    assert caught.value.where.file == "data.json"


def test_a_text_that_only_begins_like_json_is_csv(tmp_path):
    with open_file(write(tmp_path, "[Laporan]\nnik,nama\n1,Siti\n")) as book:
        assert book.kind == "csv"


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_values_across_pieces(tmp_path, monkeypatch, size):
    documents = [{"n": 1234567 * i, "t": "é" * i, "l": [[], {}]} for i in range(20)]
    text = TextFile(write(tmp_path, json.dumps([*documents, 12, True], ensure_ascii=False, indent=1)))
    pieces = text.pieces
    monkeypatch.setattr(text, "pieces", lambda: pieces(size))
    assert list(_Cursor(text).elements()) == [*documents, 12, True]


def test_a_value_too_large_to_hold(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.json_documents.MAX_VALUE", 1 << 20)
    with pytest.raises(UnreadableFileError):
        open_file(write(tmp_path, '[{"a":"' + "x" * (3 << 20)))
