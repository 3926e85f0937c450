"""PDFs joined into one, page after page. Only PDFs of the form that Typst writes: a plain table of cross references and
every object in its place. Anything else is refused, never guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: Numbers of the two objects that the joined file begins with; those of its parts follow.
_CATALOG, _PAGES = 1, 2
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE: Final = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY: Final = 20
_OBJECT: Final = re.compile(rb"(\d+) 0 obj\s")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R\b")
_STREAM: Final = re.compile(rb">>\s*stream\r?\n")
_COUNT: Final = re.compile(rb"/Count (\d+)")
_INFO: Final = re.compile(rb"/Info (\d+) 0 R")
_ROOT: Final = re.compile(rb"/Root (\d+) 0 R")


@dataclass(frozen=True, slots=True)
class _Part:
    """A file taken apart: what each object holds by its number, the numbers of its catalog, its page tree and, where it
    has one, of what it says of itself."""

    objects: dict[int, bytes]
    catalog: int
    pages: int
    info: int | None


def pages_in(pdf: bytes) -> int:
    """How many pages it has. ValueError for a PDF of another form."""
    part = _taken_apart(pdf)
    return _count(part)


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Their pages in one file, which says of itself what the first says. ValueError for a PDF of another form."""
    parts = [_taken_apart(each) for each in pdfs]
    written: list[tuple[int, bytes]] = []
    kids, pages, shift, info = [], 0, _PAGES, b""
    for part in parts:
        kids.append(b"%d 0 R" % (part.pages + shift))
        pages += _count(part)
        written += _moved(part, shift)
        if part.info is not None and not info:
            info = b"/Info %d 0 R" % (part.info + shift)
        shift += max(part.objects)
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    first = [(_CATALOG, b"<</Type/Catalog/Pages %d 0 R/Lang(id)>>" % _PAGES), (_PAGES, tree)]
    return b"".join(_file([*first, *written], info))


def _moved(part: _Part, shift: int) -> Iterator[tuple[int, bytes]]:
    """The objects of a part under their new numbers, its page tree below the common one."""
    for number, body in part.objects.items():
        if number == part.catalog:
            continue
        stream = _STREAM.search(body)
        said, rest = (body[: stream.start()], body[stream.start() :]) if stream else (body, b"")
        if number != part.info:
            said = _REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + shift), said)
        if number == part.pages:
            said = said.replace(b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % _PAGES, 1)
        yield number + shift, said + rest


def _file(objects: Sequence[tuple[int, bytes]], info: bytes) -> Iterator[bytes]:
    head = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
    yield head
    at, places = len(head), {}
    for number, body in objects:
        places[number] = at
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        at += len(piece)
        yield piece
    size = max(places) + 1
    yield b"xref\n0 %d\n0000000000 65535 f\r\n" % size
    for number in range(1, size):
        yield b"%010d 00000 n\r\n" % places[number] if number in places else b"0000000000 00001 f\r\n"
    yield b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, _CATALOG, info, at)


def _taken_apart(pdf: bytes) -> _Part:
    start = _START.search(pdf)
    table = _TABLE.match(pdf, int(start[1])) if start else None
    if table is None:
        raise ValueError("this PDF has no plain table of cross references")
    entries = [pdf[table.end() + _ENTRY * place : table.end() + _ENTRY * (place + 1)] for place in range(int(table[1]))]
    places = sorted(int(entry[:10]) for entry in entries if entry[17:18] == b"n")
    objects = {}
    for begin, end in pairwise([*places, table.start()]):
        head = _OBJECT.match(pdf, begin)
        if head is None or b"/Type/ObjStm" in pdf[begin : begin + 200]:
            raise ValueError("this PDF keeps objects where they are not looked for")
        objects[int(head[1])] = pdf[head.end() : pdf.rindex(b"endobj", begin, end)].rstrip(b"\r\n")
    trailer = pdf[table.end() + _ENTRY * len(entries) :]
    root, info = _ROOT.search(trailer), _INFO.search(trailer)
    tree = re.search(rb"/Pages (\d+) 0 R", objects[int(root[1])]) if root else None
    if root is None or tree is None:
        raise ValueError("this PDF has no pages")
    return _Part(objects, int(root[1]), int(tree[1]), int(info[1]) if info else None)


def _count(part: _Part) -> int:
    found = _COUNT.search(part.objects[part.pages])
    if found is None:
        raise ValueError("this PDF does not count its pages")
    return int(found[1])
