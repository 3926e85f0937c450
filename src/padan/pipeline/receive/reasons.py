"""Why a row is refused, and what its sender should do: one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from padan.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Reason:
    """The texts of one reason; called when shown, so that the reader's language counts."""

    what: Callable[[], str]
    remedy: Callable[[], str]


REASONS: dict[str, Reason] = {
    "nobody": Reason(
        lambda: _("Baris ini tidak menyebut orang: nama dan NIK kosong"),
        lambda: _("Isi nama dan NIK, atau hapus baris ini bila hanya jumlah atau catatan."),
    ),
    "empty_numbered": Reason(
        lambda: _("Baris ini hanya berisi nomor urut"),
        lambda: _("Hapus baris ini, atau isi datanya."),
    ),
    "total_row": Reason(
        lambda: _("Baris ini jumlah atau rekap, bukan orang"),
        lambda: _("Hapus baris ini; jumlah dihitung sendiri oleh Padan."),
    ),
    "footer_row": Reason(
        lambda: _("Baris ini catatan kaki atau tanda tangan, bukan orang"),
        lambda: _("Hapus baris ini."),
    ),
    "remark_row": Reason(
        lambda: _("Baris ini hanya berisi satu atau dua tulisan, tanpa nomor, tanggal atau isian lain"),
        lambda: _("Bila ini orang, isi NIK atau tanggal lahirnya; bila catatan, hapus baris ini."),
    ),
    "repeated_header": Reason(
        lambda: _("Baris ini mengulang judul kolom"),
        lambda: _("Hapus baris ini."),
    ),
    "in_future": Reason(
        lambda: _("Tanggal ini sesudah hari berkas diterima"),
        lambda: _("Periksa hari, bulan dan tahunnya, lalu perbaiki."),
    ),
    "date_needed": Reason(
        lambda: _("Berat atau tinggi diisi tetapi tanggal pengukurannya kosong atau tidak terbaca"),
        lambda: _("Tulis tanggal pengukuran seperti 05/11/2026."),
    ),
    "needed": Reason(
        lambda: _("Kolom ini wajib diisi"),
        lambda: _("Isi kolom ini."),
    ),
    "not_a_number": Reason(
        lambda: _("Bukan angka"),
        lambda: _("Tulis angka saja, misalnya 9,1."),
    ),
    "out_of_range": Reason(
        lambda: _("Angkanya di luar yang mungkin"),
        lambda: _("Periksa satuan dan letak koma, lalu perbaiki."),
    ),
    "outside_area": Reason(
        lambda: _("Desa baris ini di luar wilayah pengirim"),
        # Not the file itself: the register has it, and would say so to whoever sends it again.
        lambda: _(
            "Serahkan baris ini, bukan berkas aslinya, kepada operator desa itu atau petugas data kabupaten untuk "
            "dikirim; atau perbaiki desanya."
        ),
    ),
    "too_many_cells": Reason(
        lambda: _("Baris ini punya lebih banyak isian daripada judul kolom"),
        lambda: _('Beri tanda petik pada isian yang memuat pemisah, misalnya "Jl. Mawar, RT 2".'),
    ),
    "bad_json": Reason(
        lambda: _("Baris ini bukan JSON yang utuh"),
        lambda: _("Ekspor ulang berkasnya; baris ini terpotong atau rusak."),
    ),
    "not_a_row": Reason(
        lambda: _("Bagian ini bukan baris data"),
        lambda: _("Kirim hanya sumber daya FHIR atau daftar objek."),
    ),
}


def what(code: str) -> str:
    """The sentence that says why."""
    return REASONS[code].what()


def remedy(code: str) -> str:
    """The sentence that says what to do."""
    return REASONS[code].remedy()
