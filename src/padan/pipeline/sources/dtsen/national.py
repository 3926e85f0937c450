"""DTSEN as agencies pass it on: the snake_case table, the short interchange csv and lists made by hand."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text

T = FieldType

WELFARE = (
    Field(
        "desil",
        T.DESIL,
        (
            "desil_nasional",
            "desil_nasional_keluarga",
            "desil_nasional_anggota",
            "desil",
            "keterangan desil",
            "desil kesejahteraan",
            "ket desil",
            "desil dtsen",
            "kelompok desil",
            "desil keluarga",
        ),
        "desil kesejahteraan 1-10; kosong berarti tidak diketahui",
    ),
    text("welfare_status", "status di daftar", "status_dtsen", "status dtsen", "status dtks"),
    Field("period", T.PERIOD, ("cut_off", "cutoff", "periode", "periode data", "bulan data"), "tanggal data"),
    Field(
        "extreme_poverty",
        T.FLAG,
        ("kemiskinan_ekstrem", "miskin ekstrem", "kemiskinan ekstrem"),
        "miskin ekstrem",
    ),
    *common.programmes(),
)

DWELLING = (
    code(
        "water", "water", "sumber air minum", "id_sumber_airminum", "sumber air minum", "id_sumber_air_minum"
    ),
    code(
        "latrine",
        "latrine",
        "fasilitas buang air besar",
        "id_fasilitas_bab",
        "memiliki fasilitas buang air besar",
        "fasilitas bab",
    ),
    code("disposal", "disposal", "pembuangan akhir tinja", "id_pembuangan_tinja", "pembuangan tinja"),
    code("floor", "floor", "jenis lantai", "id_lantai_terluas", "jenis lantai", "lantai"),
    code("wall", "wall", "jenis dinding", "id_dinding_terluas", "jenis dinding", "dinding"),
    code("roof", "roof", "jenis atap", "id_atap_terluas", "jenis atap", "atap"),
    code(
        "light",
        "light",
        "sumber penerangan",
        "id_sumberpenerangan",
        "id_sumber_penerangan",
        "sumber penerangan",
    ),
    code("fuel", "fuel", "bahan bakar memasak", "id_bb_utama", "bahan bakar memasak"),
    code(
        "ownership", "ownership", "penguasaan bangunan", "id_status_penguasaan_bangunan", "kepemilikan rumah"
    ),
    Field(
        "floor_area",
        T.NUMBER,
        ("luas_lantai_bangunan", "luas lantai"),
        "luas lantai",
        low=0,
        high=5000,
        unit="m2",
    ),
)

NATIONAL = Layout(
    name="dtsen",
    title="DTSEN",
    fields=(
        text(
            "name",
            "nama",
            "nama",
            "nama lengkap",
            "nama_anggota_keluarga",
            "nama anggota keluarga",
            "nama art",
            "nama_lengkap",
            "nama penerima",
            "nama penduduk",
        ),
        common.nik(),
        common.kk(),
        text(
            "head_of_family",
            "nama kepala keluarga",
            "nama_kepala_keluarga",
            "nama kepala keluarga",
            "nama kk",
        ),
        text("birth_place", "tempat lahir", "tempat_lahir", "tempat lahir", "tmp lahir"),
        common.birth_date(),
        Field(
            "birth",
            T.PLACE_AND_DATE,
            (
                "tempat tgl lahir",
                "tempat, tgl lahir",
                "tempat/tgl lahir",
                "ttl",
                "tempat tanggal lahir",
                "tempat, tanggal lahir",
                "tempat/tanggal lahir",
                "tempat & tgl lahir",
            ),
            "tempat dan tanggal lahir dalam satu kolom",
        ),
        common.sex(),
        code(
            "relation",
            "relation",
            "hubungan dengan kepala keluarga",
            "id_hub_kepala_keluarga",
            "hub_kepala_keluarga",
            "hubungan dengan kepala keluarga",
            "hubungan keluarga",
            "hubungan",
            "shdk",
            "status hubungan",
            "status hubungan dalam keluarga",
            "hub. keluarga",
            "status dalam keluarga",
        ),
        code(
            "marital_status",
            "marital_status",
            "status perkawinan",
            "id_status_perkawinan",
            "status_perkawinan",
            "status kawin",
            "status perkawinan",
        ),
        text("occupation", "pekerjaan", "pekerjaan", "id_pekerjaan_utama", "pekerjaan utama"),
        text(
            "education", "pendidikan", "id_jenjang_pendidikan_dukcapil", "pendidikan", "pendidikan terakhir"
        ),
        text("disability", "disabilitas", "id_disabilitas", "disabilitas", "keterangan_disabilitas"),
        *common.place(),
        *WELFARE,
        *DWELLING,
    ),
    roles=(Role("person", present=("name", "nik")),),
    signature=(("name", "nik"), ("nik", "kk"), ("desil", "welfare_status", "extreme_poverty")),
    date_of_data=("period",),
)
