"""JSON and NDJSON files as a stream of documents, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from padan.kernel.texts import _
from padan.pipeline.files.dangers import refusal
from padan.pipeline.files.decoding import TextFile
from padan.pipeline.files.grid import Document, JsonProblem, Workbook
from padan.pipeline.files.json_text import NotJsonError, checked, decode, decode_line

MAX_VALUE = 64 << 20
_USUAL_KEYS = ("data", "rows", "records", "items", "results", "result", "entry")
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the documents are: under ``key`` (None: the file is the list), or the file is one document."""

    key: str | None
    single: bool
    count: int


def open_ndjson(text: TextFile) -> Workbook:
    """A file with one JSON object a line."""
    notes = [_("penyandian {name}").format(name=text.encoding)]
    return Workbook(text.path, "ndjson", notes, encoding=text.encoding, _documents=partial(_lines, text))


def open_json(text: TextFile) -> Workbook:
    """A JSON file, read through once: a broken one is refused before any document is handed on."""
    layout = _survey(text)
    notes = [_("penyandian {name}").format(name=text.encoding)]
    if layout.key is not None:
        notes.append(_('daftar di bawah kunci "{key}"').format(key=layout.key))
    return Workbook(text.path, "json", notes, encoding=text.encoding, _documents=partial(_documents, text, layout))


def _lines(text: TextFile) -> Iterator[Document]:
    number = 0
    for block in text.blocks():
        for line in block.removesuffix(b"\n").split(b"\n"):
            number += 1
            if line.strip():
                yield number, decode_line(line.decode())


def _documents(text: TextFile, layout: _Layout) -> Iterator[Document]:
    cursor = _Cursor(text)
    if layout.single:
        yield 1, checked(cursor.value())
        return
    values = cursor.elements() if layout.key is None else _under(cursor, layout.key)
    for number, value in enumerate(values, start=1):
        yield number, checked(value)


def _under(cursor: _Cursor, wanted: str) -> Iterator[object]:
    for key in cursor.names():
        if key == wanted and cursor.peek() == "[":
            yield from cursor.elements()
        else:
            _pass_over(cursor)


def _pass_over(cursor: _Cursor) -> None:
    if cursor.peek() == "[":
        for _element in cursor.elements():
            pass
    else:
        cursor.value()


def _survey(text: TextFile) -> _Layout:
    cursor = _Cursor(text)
    if cursor.peek() == "[":
        layout = _Layout(None, single=False, count=sum(1 for _element in cursor.elements()))
    else:
        layout = _survey_object(text, cursor)
    if cursor.peek():
        raise cursor.broken(_("ada teks lain sesudah nilai JSON pertama"))
    return layout


def _survey_object(text: TextFile, cursor: _Cursor) -> _Layout:
    lists: dict[str, int] = {}
    kind: object = None
    for key in cursor.names():
        if cursor.peek() == "[":
            objects = [isinstance(element, dict) for element in cursor.elements()]
            if objects and all(objects):
                lists[key] = len(objects)
        else:
            value = cursor.value()
            kind = value if key == "resourceType" else kind
    if kind == "Bundle":
        return _Layout("entry", single=False, count=lists.get("entry", 0))
    if kind is not None or not lists:
        return _Layout(None, single=True, count=1)
    usual = [key for key in _USUAL_KEYS if key in lists]
    if not usual and len(lists) > 1:
        raise refusal(
            text.path,
            _("Berkas JSON ini berisi lebih dari satu daftar: {keys}.").format(keys=", ".join(lists)),
            _("Kirim satu daftar saja, di bawah kunci «data»."),
        )
    key = (usual or list(lists))[0]
    return _Layout(key, single=False, count=lists[key])


class _Cursor:
    """A place in a JSON text that is read as it goes."""

    def __init__(self, text: TextFile) -> None:
        self._file = text
        self._pieces = text.pieces()
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not blank, '' at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def value(self) -> object:
        """The value at this place; the cursor goes behind it."""
        self.peek()
        wanted = 0
        while True:
            try:
                value, end = decode(self._text, self._at)
            except NotJsonError as problem:
                if self._ended or len(self._text) - self._at > MAX_VALUE:
                    raise self.broken(str(problem)) from problem
            else:
                # A number at the very end of what was read may go on.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            # Twice as much each time: a large value is tried few times.
            wanted = max(2 * wanted, 2 * (len(self._text) - self._at), 1)
            while len(self._text) - self._at < wanted and self._more():
                pass

    def elements(self) -> Iterator[object]:
        """Each element of the list at this place; the cursor ends behind the list."""
        self._expect("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._comma_or("]"):
                return

    def names(self) -> Iterator[str]:
        """Each key of the object at this place, the cursor at its value; the caller reads every value."""
        self._expect("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            key = self.value() if self.peek() == '"' else None
            if not isinstance(key, str):
                raise self.broken(_("nama kunci diharapkan"))
            self._expect(":")
            yield key
            if self._comma_or("}"):
                return

    def broken(self, why: str) -> Exception:
        """The refusal of a file that is not JSON as a whole."""
        return refusal(
            self._file.path,
            _("Berkas JSON rusak: {why}.").format(why=why),
            _("Minta diekspor ulang; bila terpotong, kirim sebagai NDJSON (satu objek per baris)."),
        )

    def _comma_or(self, closing: str) -> bool:
        found = self.peek()
        if found not in (",", closing) or not found:
            raise self.broken(_("koma atau {closing} diharapkan").format(closing=closing))
        self._at += 1
        return found == closing

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            raise self.broken(_("{character} diharapkan").format(character=character))
        self._at += 1

    def _more(self) -> bool:
        if self._ended:
            return False
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        return True


__all__ = ["JsonProblem", "open_json", "open_ndjson"]
