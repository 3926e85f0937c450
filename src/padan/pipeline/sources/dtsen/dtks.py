"""DTKS as SIKS-NG exports it, and the local by-name-by-address sheet made from it."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import text
from padan.pipeline.sources.dtsen.national import WELFARE

DTKS = Layout(
    name="dtks",
    title="DTKS (SIKS-NG)",
    fields=(
        text("local_id", "id DTKS", "idsemesta", "id semesta", "idbdt", "id_dtks", "id dtks"),
        text("name", "nama", "nama", "nama penerima", "nama lengkap"),
        common.nik(),
        common.kk(),
        text("birth_place", "tempat lahir", "tempat_lahir", "tempat lahir"),
        common.birth_date(),
        common.sex(),
        *common.place(code=False),
        Field("pregnant", FieldType.FLAG, ("isaktifhamil", "is_aktif_hamil"), "hamil"),
        text("disability", "disabilitas", "keterangan_disabilitas"),
        text("died_note", "keterangan meninggal", "keterangan_meninggal"),
        text("alive_note", "masih hidup", "masih_hidup_label"),
        text("stage", "tahap penyaluran", "tahap", "verifyid", "first_sk", "counter"),
        *WELFARE,
    ),
    roles=(Role("person", present=("name", "nik")),),
    signature=(("local_id",), ("name", "nik")),
    date_of_data=("period",),
)
