"""Fields that many sources share, with every spelling of their headers that has been seen.

Spellings come from the layouts in ``docs/reference/layouts.md``; add one here and every source knows it.
"""

from __future__ import annotations

from padan.contracts.source import Field, FieldType

T = FieldType


def text(name: str, about: str, *aliases: str) -> Field:
    """A plain text field."""
    return Field(name, T.TEXT, aliases, about)


def place(*, code: bool = True) -> tuple[Field, ...]:
    """Province to RT, by name and, where the list has it, the village's code."""
    names = (
        text("province_written", "provinsi", "provinsi", "prov", "nm prov", "nama_provinsi", "nama provinsi"),
        text(
            "regency_written",
            "kabupaten atau kota",
            "kabupaten_kota",
            "kab/kota",
            "kabupaten/kota",
            "kabupaten",
            "kab",
            "kota",
            "nm kab",
            "nama_kabupaten",
            "nama kabupaten",
            "kabkota",
        ),
        text(
            "district_written",
            "kecamatan",
            "kecamatan",
            "kec",
            "nm kec",
            "nama_kecamatan",
            "nama kecamatan",
        ),
        text(
            "village_written",
            "desa atau kelurahan",
            "kelurahan_desa",
            "desa_kelurahan",
            "desa/kel",
            "desa/kelurahan",
            "kelurahan/desa",
            "kel/desa",
            "desa",
            "kelurahan",
            "nm kel",
            "nama_kelurahan",
            "nama kelurahan",
            "nama_desa",
            "nama desa",
            "nama desa/kelurahan",
            "desakel",
        ),
        text("address", "alamat", "alamat", "alamat lengkap", "alamat_rumah", "alamat rumah", "alamat tinggal"),
        text("hamlet", "dusun", "dusun", "dukuh", "lingkungan", "nama dusun"),
        text("rt", "RT", "rt", "nama_rt", "no rt"),
        text("rw", "RW", "rw", "nama_rw", "no rw"),
    )
    if not code:
        return names
    return (
        *names,
        text(
            "village_code_written",
            "kode desa/kelurahan",
            "kode_kelurahan_desa",
            "kode kemdagri",
            "kode kemendagri",
            "kode_desa",
            "kode desa",
            "kode_kelurahan",
            "kode wilayah",
            "id_kelurahan_desa",
            "kode desa/kelurahan",
            "kode_desa_kelurahan",
        ),
    )


def nik(name: str = "nik", *aliases: str) -> Field:
    """A NIK; by default the person's own."""
    own = (
        "nik",
        "nomor_induk_kependudukan",
        "no nik",
        "nik ktp",
        "no. nik",
        "nomor nik",
        "no ktp",
        "nik anak",
        "nik balita",
        "nik_anak",
        "nik_balita",
        "nik penerima",
    )
    return Field(name, T.NIK, aliases or own, "NIK")


def kk(*aliases: str) -> Field:
    """The family card number."""
    usual = (
        "no_kk",
        "nomor_kartu_keluarga",
        "kk",
        "nokk",
        "no. kk",
        "nomor kk",
        "no kartu keluarga",
        "no. kartu keluarga",
        "no kel",
        "nomor_kk",
        "no.kk",
        "nik kk",
    )
    return Field("kk", T.KK, aliases or usual, "nomor kartu keluarga")


def sex(*aliases: str) -> Field:
    """Sex."""
    usual = (
        "id_jenis_kelamin",
        "jenis_kelamin",
        "jk",
        "l/p",
        "sex",
        "jns kelamin",
        "kelamin",
        "gender",
        "jenis kel",
        "jeniskelamin",
    )
    return Field("sex", T.SEX, aliases or usual, "jenis kelamin")


def birth_date(*aliases: str) -> Field:
    """Birth date."""
    usual = (
        "tanggal_lahir",
        "tgl lahir",
        "tgl_lahir",
        "tgl. lahir",
        "tanggallahir",
        "tanggal lahir anak",
        "tgl lahir anak",
        "tanggal lahir balita",
    )
    return Field("birth_date", T.DATE, aliases or usual, "tanggal lahir")


def programmes() -> tuple[Field, ...]:
    """Aid programmes that a welfare list marks, one column each."""
    headers = {
        "pkh": ("pkh", "penerima pkh", "is_pkh", "status pkh"),
        "bpnt": ("bpnt", "penerima bpnt", "is_bpnt"),
        "sembako": ("sembako", "penerima sembako", "bpnt/sembako", "sembako/bpnt"),
        "pbi": ("pbi", "pbi_jk", "pbi jk", "pbi-jk", "penerima pbi", "pbi jkn", "is_pbi"),
        "blt": ("blt", "blt dd", "blt_dd"),
        "blt_bbm": ("blt_bbm",),
        "bst": ("bst", "penerima bst"),
        "bpum": ("bpum", "penerima bpum"),
        "rutilahu": ("rutilahu",),
        "sembako_adaptif": ("sembako_adaptif",),
        "pena": ("pena",),
        "permakanan": ("permakanan",),
        "yapi": ("yapi",),
    }
    return tuple(
        Field(f"programme_{name}", T.FLAG, aliases, f"penerima {name.upper()}") for name, aliases in headers.items()
    )


def code(name: str, codes: str, about: str, *aliases: str) -> Field:
    """A field whose values come from a code list."""
    return Field(name, T.CODE, aliases, about, codes=codes)
