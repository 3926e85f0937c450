"""What a file is, from its first bytes and never from its name."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.pipeline.files.compound import MAGIC
from padan.pipeline.files.dangers import damaged, refusal

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MAX_MIMETYPE = 200
_OTHERS: Sequence[tuple[bytes, str]] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF (WebP, WAV)"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
_PACKED = {"RAR", "7z", "gzip", "bzip2", "xz"}
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00|\x09\x08[\x08\x10]\x00")
_JSON_OBJECT = re.compile(r'^\{\s*("|\})')
_JSON_ARRAY = re.compile(r'^\[\s*([\[{"\]\-\d]|true|false|null)')
_HTML = re.compile(r"<\s*(!doctype\s+html|html|table|head|body|meta|style|div|center|tr)\b", re.IGNORECASE)
_LINES_LOOKED_AT = 20


def is_zip(start: bytes) -> bool:
    """Whether the file is a zip, which xlsx and ods are."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_compound(start: bytes) -> bool:
    """Whether the file is an old Office file or an encrypted new one."""
    return start.startswith(MAGIC)


def refuse_others(path: Path, start: bytes) -> None:
    """Refuse by name what is clearly something else than a list."""
    if _OLD_EXCEL.match(start):
        raise refusal(
            path,
            _("Berkas Excel ini dari versi sebelum 1997, yang tidak dibaca."),
            _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
        )
    for magic, name in _OTHERS:
        if start.startswith(magic):
            raise _other(path, name)


def zip_kind(path: Path, archive: zipfile.ZipFile) -> str:
    """xlsx or ods; anything else in a zip is refused."""
    names = {member.filename.lower() for member in archive.infolist()}
    if "xl/workbook.bin" in names:
        raise refusal(path, _("Berkas .xlsb (biner) tidak dibaca."), _("Buka di Excel, lalu simpan sebagai .xlsx."))
    is_ods = "mimetype" in names and _mimetype(archive).startswith(_ODS)
    is_xlsx = "xl/workbook.xml" in names
    if is_ods and is_xlsx:
        raise damaged(path)
    if is_ods or is_xlsx:
        return "ods" if is_ods else "xlsx"
    if any(name.startswith("word/") for name in names) or "mimetype" in names:
        raise _other(path, _("dokumen (Word, ODT)"))
    if any(name.startswith("ppt/") for name in names):
        raise _other(path, "PowerPoint")
    if any(name.startswith(("xl/", "[content_types]")) for name in names):
        raise damaged(path)
    raise refusal(
        path,
        _("Ini arsip .zip yang berisi {count} berkas.").format(count=len(names)),
        _("Ekstrak dulu, lalu terima berkas-berkas di dalamnya (boleh satu folder)."),
    )


def text_kind(path: Path, text: str) -> str:
    """json, ndjson, html or csv, from the first part of a text."""
    start = text.lstrip("\ufeff \t\r\n")
    if _JSON_ARRAY.match(start):
        return "json"
    if _JSON_OBJECT.match(start):
        return "ndjson" if _object_a_line(start) else "json"
    if start.startswith("<"):
        if _HTML.search(start[:4096]) and "schemas-microsoft-com:office:spreadsheet" not in start[:4096]:
            return "html"
        raise refusal(
            path,
            _("Berkas XML ini bukan lembar kerja yang dikenal."),
            _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
        )
    return "csv"


def _object_a_line(start: str) -> bool:
    """Whether most of the first lines look like whole objects, and there is more than one."""
    lines = [line.strip() for line in start.splitlines() if line.strip()][:_LINES_LOOKED_AT]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    opening = sum(line.startswith("{") for line in lines)
    return len(lines) > 1 and 2 * opening > len(lines) and whole >= 1


def _mimetype(archive: zipfile.ZipFile) -> str:
    member = next(member for member in archive.infolist() if member.filename.lower() == "mimetype")
    if member.file_size > _MAX_MIMETYPE:
        return ""
    try:
        return archive.read(member).decode("ascii", "replace")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return ""


def _other(path: Path, name: str) -> UnreadableFileError:
    if name in _PACKED:
        return refusal(
            path,
            _("Ini arsip {name}.").format(name=name),
            _("Ekstrak dulu, lalu terima berkas di dalamnya."),
        )
    return refusal(
        path,
        _("Ini berkas {name}, bukan lembar kerja.").format(name=name),
        _("Minta daftar aslinya dalam bentuk .xlsx, .xls, .ods atau .csv."),
    )
