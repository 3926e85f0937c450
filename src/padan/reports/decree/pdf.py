"""A decree as PDF, by Typst with the fonts that it brings: the decree and parts of its annex, each laid out by itself
and joined, so that a list of any length takes little memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

import segno

from padan.reports.decree.content import HEAD, WIDTHS, Group, Paper
from padan.reports.decree.joining import joined, pages_in
from padan.reports.decree.typesetting import typeset

#: Rows of the annex that are laid out at a time: some 400 MB.
ROWS_AT_ONCE: Final = 3_000


def as_pdf(paper: Paper, subject: str) -> bytes:
    """The decree with its annex, A4. ``subject``: the title of the file."""
    own = {
        **asdict(replace(paper, groups=())), "subject": subject, "qr": qr_of(paper.checked), "head": HEAD,
        "widths": WIDTHS,
    }  # fmt: skip
    done, first = [], 1
    for part in _parts(paper):
        done.append(typeset(json.dumps({**own, **part, "first": first}, ensure_ascii=False)))
        first += pages_in(done[-1])
    return joined(done)


def _parts(paper: Paper) -> Iterator[dict[str, Any]]:
    """What is laid out at a time: the decree, then so many rows of its annex; its head on the first of these, its total
    and the signature on the last."""
    yield {"body": True, "begins": False, "ends": False}
    pieces = list(_pieces(paper.groups))
    for place, groups in enumerate(pieces):
        yield {
            "body": False, "begins": place == 0, "ends": place + 1 == len(pieces),
            "groups": [asdict(group) for group in groups],
        }  # fmt: skip


def _pieces(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups in portions of so many rows; one that is longer goes on in the next."""
    piece: list[Group] = []
    room = ROWS_AT_ONCE
    for group in groups:
        rows, title = list(group.rows), group.title
        while len(rows) > room:
            piece.append(Group(title, rows[:room], ""))
            yield piece
            rows, title, piece, room = rows[room:], f"{group.title} (lanjutan)", [], ROWS_AT_ONCE
        piece.append(Group(title, rows, group.total))
        room -= len(rows)
        if room < 1:
            yield piece
            piece, room = [], ROWS_AT_ONCE
    if piece:
        yield piece


def qr_of(address: str) -> str:
    """The address as a QR code, drawn as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=1, xmldecl=False)
    return drawn.getvalue().decode()
