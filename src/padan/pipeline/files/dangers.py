"""Refusals: every way in which a file cannot be read, said with what, where and the next step."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from padan.kernel.errors import Place, UnreadableFileError
from padan.kernel.texts import _

MAX_UNPACKED = 2 << 30
MAX_RATIO, RATIO_MATTERS_ABOVE = 200, 100 << 20
MAX_MEMBERS = 10_000
_MAX_DIRECTORY = 16 << 20
_PIECE = 1 << 20


def refusal(
    path: Path, what: str, next_step: str, *, sheet: str | None = None, row: int | None = None
) -> UnreadableFileError:
    """The error for a file that cannot be read; the place names the file without its folder."""
    return UnreadableFileError(what, where=Place(file=path.name, sheet=sheet, row=row), next_step=next_step)


def damaged(path: Path, *, sheet: str | None = None) -> UnreadableFileError:
    """A file whose inside is broken or cut short."""
    return refusal(
        path,
        _("Berkas rusak atau terpotong."),
        _("Minta dikirim ulang, atau buka di Excel/LibreOffice lalu simpan sebagai .xlsx baru."),
        sheet=sheet,
    )


def needs_password(path: Path) -> UnreadableFileError:
    """A workbook that is encrypted."""
    return refusal(
        path,
        _("Berkas dikunci dengan kata sandi."),
        _("Buka dengan kata sandinya, hapus kata sandi itu (Simpan Sebagai), lalu terima lagi."),
    )


def too_big(path: Path) -> UnreadableFileError:
    """A file that would unpack to far more than any list needs."""
    return refusal(
        path,
        _("Isi berkas ini bila dibuka jauh lebih besar dari yang wajar (mungkin bom zip)."),
        _("Jangan dibuka; pastikan pengirimnya, lalu minta ekspor ulang, bila perlu sebagai CSV."),
    )


def empty_file(path: Path) -> UnreadableFileError:
    """A file with nothing, or only blanks, in it."""
    return refusal(path, _("Berkas kosong."), _("Ekspor ulang dari aplikasi asalnya, lalu terima lagi."))


def too_wide(path: Path, columns: int, limit: int, *, sheet: str | None = None) -> UnreadableFileError:
    """A file with more columns than any list has."""
    return refusal(
        path,
        _("Terlalu banyak kolom: {columns} (paling banyak {limit}).").format(columns=columns, limit=limit),
        _("Periksa pemisah kolomnya, hapus isi sel yang jauh di kanan, lalu simpan ulang."),
        sheet=sheet,
    )


def open_binary(path: Path) -> BinaryIO:
    """Open for reading; a missing file, a folder or a closed door is a refusal."""
    if path.is_dir():
        raise refusal(path, _("Ini folder, bukan berkas."), _("Sebutkan berkas di dalamnya."))
    try:
        return path.open("rb")
    except FileNotFoundError as problem:
        raise refusal(path, _("Berkas tidak ada."), _("Periksa nama dan foldernya.")) from problem
    except PermissionError as problem:
        raise refusal(
            path, _("Berkas tidak boleh dibaca."), _("Minta izin baca, atau salin ke folder Anda.")
        ) from problem
    except OSError as problem:
        raise refusal(
            path,
            _("Berkas tidak dapat dibuka: {why}.").format(why=problem.strerror),
            _("Salin ulang lalu coba lagi."),
        ) from problem


def open_zip(path: Path, file: BinaryIO) -> zipfile.ZipFile:
    """The zip directory, after checking that reading it and unpacking it is safe."""
    _check_directory_size(path, file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError) as problem:
        raise damaged(path) from problem
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    ratio_bad = unpacked > RATIO_MATTERS_ABOVE and unpacked / packed > MAX_RATIO
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or ratio_bad:
        archive.close()
        raise too_big(path)
    return archive


def _check_directory_size(path: Path, file: BinaryIO) -> None:
    """The list of members is itself read into memory, so its declared size is looked at first."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) - at >= 22:
        size = int.from_bytes(tail[at + 12 : at + 16], "little")
        zip64 = tail.rfind(b"PK\x06\x06")
        if size == 0xFFFFFFFF and zip64 >= 0:
            size = int.from_bytes(tail[zip64 + 40 : zip64 + 48], "little")
        if size > _MAX_DIRECTORY:
            raise too_big(path)
    file.seek(0)


class MemberReader:
    """Unpacks a member piece by piece, believing the packed size only.

    The declared unpacked size may lie, and the spreadsheet library does not look at it either: what is really
    there is counted, over all members, and cut off at the limits.
    """

    def __init__(self, path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._file = file
        self._packed = sum(member.compress_size for member in archive.infolist())
        self._total = 0

    def pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The member's content in pieces of about a megabyte."""
        inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
        if inflate is None and member.compress_type != zipfile.ZIP_STORED:
            raise damaged(self._path)
        for packed in self._packed_pieces(member):
            waiting = packed
            while waiting:
                try:
                    piece = inflate.decompress(waiting, _PIECE) if inflate else waiting
                except zlib.error as problem:
                    raise damaged(self._path) from problem
                waiting = inflate.unconsumed_tail if inflate else b""
                self._count(len(piece))
                yield piece

    def _packed_pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        if member.header_offset < 0:
            raise damaged(self._path)
        self._file.seek(member.header_offset)
        header = self._file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(self._path)
        name, extra = struct.unpack("<HH", header[26:30])
        start, left = member.header_offset + 30 + name + extra, member.compress_size
        while left > 0:
            # Other members may be read in between, so the place is not left to the file object.
            self._file.seek(start)
            packed = self._file.read(min(left, _PIECE))
            if not packed:
                raise damaged(self._path)
            start, left = start + len(packed), left - len(packed)
            yield packed

    def _count(self, size: int) -> None:
        self._total += size
        ratio_bad = self._total > RATIO_MATTERS_ABOVE and self._total > self._packed * MAX_RATIO
        if self._total > MAX_UNPACKED or ratio_bad:
            raise too_big(self._path)
