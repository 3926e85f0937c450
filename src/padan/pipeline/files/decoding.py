"""Text files as clean UTF-8: encoding found, line ends made one, control characters taken out.

The encodings that agencies' files come in: UTF-8 with or without a byte-order mark, UTF-16 as Excel's
"Unicode text" writes it, and windows-1252. Bytes that are not UTF-8 are read as windows-1252 one by one, so a
file pasted together from both still reads.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from padan.kernel.texts import _
from padan.pipeline.files.dangers import empty_file, open_binary, refusal

BLOCK = 16 << 20
MAX_LINE = 64 << 20
SAMPLE = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r") + b"\x7f"
_CONTROL_TEXT = dict.fromkeys(_CONTROLS)
_MAX_CONTROL_SHARE, _FEW_CONTROLS = 0.05, 4
_CR_RUN = re.compile(rb"\r+(\n?)")
_FALLBACK = "padan-windows-1252"


def _as_windows_1252(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error(_FALLBACK, _as_windows_1252)


class TextFile:
    """A text file with what its first megabyte tells: ``encoding`` and whether lone CRs end its lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open_binary(path) as file:
            raw = file.read(SAMPLE)
            self.size = file.seek(0, 2)
        self._mark, self._codec = _codec(raw)
        self.encoding = self._codec
        body = raw[self._mark :]
        if self._codec == "utf-8":
            _refuse_binary(path, body)
            if not _is_utf8(body, cut=len(raw) < self.size):
                self.encoding = "windows-1252"
        text = body.decode(self._codec, "replace") if self._codec != "utf-8" else body.decode("latin-1")
        if not text.translate(_CONTROL_TEXT).strip() and len(raw) == self.size:
            raise empty_file(path)
        self.cr_lines = "\r" in text and "\n" not in text

    def pieces(self, size: int = SAMPLE) -> Iterator[str]:
        """The text in pieces cut anywhere, line ends as they are, control characters taken out."""
        decoder = codecs.getincrementaldecoder(self._codec)(self._errors)
        with open_binary(self.path) as file:
            file.seek(self._mark)
            while raw := file.read(size):
                yield decoder.decode(raw).translate(_CONTROL_TEXT)
        yield decoder.decode(b"", final=True).translate(_CONTROL_TEXT)

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        r"""The text as UTF-8 in blocks that end at a line end; every line end is ``\n``, tabs are kept.

        A lone CR inside a line of a file whose lines end in LF becomes a blank.
        """
        rest: list[bytes] = []
        held = 0
        for raw in self._raw(size):
            cut = raw.rfind(b"\n") + 1
            if cut:
                yield self._clean(b"".join([*rest, raw[:cut]]))
                rest, held = [], 0
            rest.append(raw[cut:])
            held += len(raw) - cut
            if held > MAX_LINE:
                raise refusal(
                    self.path,
                    _("Satu baris lebih panjang dari 64 MB."),
                    _("Berkas ini bukan tabel biasa; ekspor ulang sebagai CSV atau .xlsx."),
                )
        if held:
            yield self._clean(b"".join(rest))

    @property
    def _errors(self) -> str:
        return _FALLBACK if self._codec == "utf-8" else "replace"

    def _raw(self, size: int) -> Iterator[bytes]:
        """Bytes of UTF-8 (not yet checked), with LF line ends where lone CRs end the lines."""
        decoder = None if self._codec == "utf-8" else codecs.getincrementaldecoder(self._codec)("replace")
        held_cr = b""
        with open_binary(self.path) as file:
            file.seek(self._mark)
            while raw := file.read(size):
                piece = held_cr + (raw if decoder is None else decoder.decode(raw).encode())
                held_cr = b""
                if self.cr_lines:
                    # A CR at the very end may be the first half of CR LF.
                    if piece.endswith(b"\r"):
                        piece, held_cr = piece[:-1], b"\r"
                    piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                yield piece
        tail = held_cr.replace(b"\r", b"\n")
        yield tail + (b"" if decoder is None else decoder.decode(b"", final=True).encode())

    def _clean(self, block: bytes) -> bytes:
        block = block.translate(None, _CONTROLS)
        if b"\r" in block:
            if b"\r\r" in block:
                block = _CR_RUN.sub(lambda run: b"\n" if run[1] else b" ", block)
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b" ")
        if not block.isascii():
            block = block.decode("utf-8", _FALLBACK).encode()
        return block


def _codec(raw: bytes) -> tuple[int, str]:
    """Length of the byte-order mark and the codec; UTF-16 without a mark shows by its zero bytes."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return len(mark), codec
    half = len(raw) // 2
    if half >= 8:
        for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
            other = raw[1 - first :: 2][:half]
            if raw[first::2].count(0) > 0.7 * half and other.count(0) < 0.05 * half:
                return 0, codec
    return 0, "utf-8"


def _is_utf8(body: bytes, *, cut: bool) -> bool:
    try:
        # A sample may be cut inside a character: only then may the end be incomplete.
        codecs.getincrementaldecoder("utf-8")().decode(body, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(path: Path, body: bytes) -> None:
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if controls > max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * len(body)):
        raise refusal(
            path,
            _("Isi berkas ini bukan teks dan bukan lembar kerja yang dikenal."),
            _("Kirim sebagai .xlsx, .xls, .ods, .csv, .json atau .ndjson."),
        )
