"""``docs/how-to/kirim-berkas.md``: for officers who send files, in Indonesian, from the source contracts."""

from __future__ import annotations

import re

from padan.app.docs.markdown import cell, code, table
from padan.contracts.source import Field, FieldType, Layout, fold_header
from padan.pipeline.receive.reasons import REASONS
from padan.pipeline.sources import Reader, readers
from padan.reference.agencies import agencies
from padan.reference.codes import code_list

#: Codes of one list that are worth spelling out on the page.
MOST_CODES = 16

_HEAD = """\
# Mengirim berkas ke Padan

Kirim berkas seperti yang keluar dari aplikasinya: jangan diubah, jangan digabung, jangan dihapus kolomnya. Padan
mengenali jenis daftar dari judul kolomnya, bukan dari nama berkas; kolom yang tidak dikenal tetap disimpan. Huruf
besar-kecil, spasi, titik dan garis bawah pada judul kolom tidak berpengaruh. Halaman ini ditulis dari kode Padan
dengan `make docs`.

Bentuk yang dibaca: xlsx, xls, ods, csv (pemisah koma, titik koma, tab atau garis tegak), json, ndjson. Baris judul
laporan di atas tabel boleh ada. Berkas berkata sandi harus dibuka sandinya dahulu.

Agar angka NIK dan nomor KK utuh, kolomnya harus **teks**. Bila disimpan sebagai angka, Excel mengubah angka terakhir
menjadi 0, dan csv yang disimpan ulang tinggal `6,40213E+15`. Baris seperti itu tetap diterima, tetapi nomornya
dicatat tidak utuh.
"""

_TYPES = {
    FieldType.TEXT: "teks",
    FieldType.NIK: "NIK, 16 angka sebagai teks",
    FieldType.KK: "nomor KK, 16 angka sebagai teks",
    FieldType.DATE: "tanggal, misalnya 05/11/2026 atau 5 November 2026",
    FieldType.SEX: "L/P, 1/2, atau laki-laki/perempuan",
    FieldType.NUMBER: "angka, koma atau titik desimal",
    FieldType.WEIGHT: "berat dalam kg (gram dan waktu seperti 09:10 diperbaiki)",
    FieldType.LENGTH: "panjang dalam cm (meter dan milimeter diperbaiki)",
    FieldType.DESIL: "1 sampai 10, rentang seperti 6-10, atau Belum Ada Desil",
    FieldType.FLAG: "ya/tidak, 1/0, atau tanggal",
    FieldType.CODE: "kode atau teksnya",
    FieldType.MARK: "tanda (V, √), 1/2/3, ya/tidak, atau jumlah",
    FieldType.PERIOD: "bulan, triwulan, semester atau tahun, misalnya TW1 2026",
    FieldType.PLACE_AND_DATE: "tempat dan tanggal dalam satu sel",
}  # fmt: skip


def layouts_page() -> str:
    """The page."""
    parts = [_HEAD, _rejects()]
    parts += [_source(reader) for reader in readers()]
    return "\n".join(parts)


def _rejects() -> str:
    rows = [(cell(reason.what()), cell(reason.remedy())) for reason in REASONS.values()]
    return (
        "## Kapan sebuah baris ditolak\n\nSatu baris yang ditolak tidak membatalkan baris lain. Yang ditolak ditulis "
        "ke sebuah berkas `…-ditolak.xlsx` bersama alasannya; perbaiki di situ, lalu kirim kembali berkas itu.\n\n"
        + table(("Alasan", "Cara memperbaiki"), rows)
        + "\n"
    )


def _source(reader: Reader) -> str:
    source = reader.source
    owner = agencies()[source.agency].name_id
    head = f"## {source.title}\n\nPengirim: {owner}. Jenis untuk `--source`: `{source.kind}`.\n"
    return "\n".join([head, *(_layout(reader, layout) for layout in source.layouts)])


def _layout(reader: Reader, layout: Layout) -> str:
    parts = [f"### {layout.title}"]
    if reader.flatten is not None:
        parts.append(
            "Dikirim sebagai NDJSON (satu sumber daya per baris), Bundle JSON, atau folder berisi keduanya. Nama "
            "kolom di bawah ini nama isiannya di Padan; tempatnya di sumber daya FHIR dikenali sendiri."
        )
    parts.append("Dikenali bila ada " + _needed(layout) + ".")
    present = [name for role in layout.roles for name in role.present]
    parts.append("Tiap baris harus menyebut orangnya: " + _either(layout, present) + ".")
    if layout.needs_village:
        parts.append(
            "Berkas ini tidak menyebut desanya. Tulis kode atau nama desa dan kecamatannya pada nama berkas, atau "
            "terima dengan `--village`."
        )
    parts += [
        f"Bila {_either(layout, list(some))} diisi, {_title(layout, needed)} wajib diisi."
        for some, needed in layout.together
        if not _later_month(needed)
    ]
    if layout.months_across:
        parts.append("Kolom bulan ditunjukkan untuk Januari; Februari sampai Desember sama bentuknya.")
    fields = [field for field in layout.fields if not _later_month(field.name)]
    rows = [_row(reader, field) for field in fields]
    parts.append(table(("Isi", "Judul kolom yang dikenali", "Bentuk", "Wajib"), rows))
    return "\n\n".join(parts) + "\n"


def _later_month(name: str) -> bool:
    return re.match(r"m(?!01)\d\d_", name) is not None


def _needed(layout: Layout) -> str:
    groups = [[name for name in group if not _later_month(name)] for group in layout.signature]
    return ", dan ".join(_either(layout, group) for group in groups if group)


def _either(layout: Layout, names: list[str]) -> str:
    return " atau ".join(dict.fromkeys(_title(layout, name) for name in names))


def _title(layout: Layout, name: str) -> str:
    return f"*{cell(layout.field(name).about)}*"


def _row(reader: Reader, field: Field) -> tuple[str, str, str, str]:
    # Spellings that fold to the same are one spelling.
    spellings = {fold_header(alias.replace("*", "")): alias.replace("*", "…") for alias in reversed(field.aliases)}
    written = ", ".join(code(each) for each in reversed(spellings.values()))
    shown = code(field.name) if reader.flatten is not None else written
    return (cell(field.about), shown, cell(_form(reader, field)), "ya" if field.required else "")


def _form(reader: Reader, field: Field) -> str:
    form = _TYPES[field.type]
    if field.type is FieldType.CODE:
        form = f"{form}{_codes(reader.source.kind, field.codes or '')}"
    if field.low is not None:
        form = f"{form}; {_plain(field.low)} sampai {_plain(field.high or 0)} {field.unit or ''}".rstrip()
    return form


def _codes(kind: str, name: str) -> str:
    own = [row for row in code_list(name).rows if row.source == kind and row.code]
    if not own or len(own) > MOST_CODES:
        return ""
    return ": " + ", ".join(f"{row.code} {row.text.lower()}".strip() for row in own)


def _plain(number: float) -> str:
    return f"{number:g}".replace(".", ",")
