"""Decoding JSON with its traps taken out: deep nesting, endless numbers, half characters."""

from __future__ import annotations

import json

from padan.kernel.texts import _
from padan.pipeline.files.grid import JsonProblem

_SHOWN = 200


class NotJsonError(ValueError):
    """A text that is not one JSON value; the message says why, for people."""


_decoder = json.JSONDecoder(parse_constant=lambda _name: None)


def decode(text: str, start: int = 0) -> tuple[object, int]:
    """The value that starts exactly at ``start`` and where it ends; ``NaN`` and ``Infinity`` become null."""
    try:
        value, end = _decoder.raw_decode(text, start)
    except json.JSONDecodeError as problem:
        raise NotJsonError(_("bukan JSON yang utuh (karakter ke-{place})").format(place=problem.pos + 1)) from problem
    except RecursionError as problem:
        raise NotJsonError(_("JSON bersarang terlalu dalam")) from problem
    except ValueError as problem:
        raise NotJsonError(_("angka di dalam JSON terlalu panjang")) from problem
    if "\\u" in text[start:end]:
        value = _clean(value)
    return value, end


def decode_line(line: str) -> object:
    """One NDJSON line: its object, or what is wrong with it."""
    text = line.strip(" \t\r")
    try:
        value, end = decode(text)
    except NotJsonError as problem:
        return JsonProblem(text[:_SHOWN], str(problem))
    if end != len(text):
        return JsonProblem(text[:_SHOWN], _("ada teks lain sesudah objek JSON"))
    return checked(value, text)


def checked(value: object, text: str | None = None) -> object:
    """The value if it is an object, else the problem that it is not (``text``: how it was written)."""
    if isinstance(value, dict):
        return value
    written = json.dumps(value, ensure_ascii=False) if text is None else text
    return JsonProblem(written[:_SHOWN], _("bukan objek JSON"))


def _clean(value: object) -> object:
    r"""Without what escapes can smuggle in: half surrogates (no UTF-8 for them) and control characters."""
    match value:
        case str():
            whole = value.encode("utf-8", "replace").decode() if not _storable(value) else value
            return "".join(letter for letter in whole if letter >= " " or letter in "\t\n\r")
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {_clean(key): _clean(item) for key, item in value.items()}
    return value


def _storable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
