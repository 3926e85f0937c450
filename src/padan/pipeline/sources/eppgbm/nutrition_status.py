"""The "status gizi" export: one row is one child's measurement of the period."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text

T = FieldType

CHILD = (
    text(
        "name",
        "nama anak",
        "nama",
        "nama balita",
        "nama anak",
        "nama_anak",
        "nama_balita",
        "nama bayi",
        "nama bayi/balita",
    ),
    common.nik(),
    common.sex(),
    common.birth_date(),
    text(
        "parents_written",
        "orang tua, satu atau dua nama dalam satu sel",
        "nama ortu",
        "nama orang tua",
        "orang tua",
        "nama_ortu",
        "nama ayah/ibu",
        "nama orangtua",
        "ortu",
    ),
    text("mother_name", "nama ibu", "nama ibu", "nama_ibu", "ibu", "nama ibu kandung"),
    text("father_name", "nama ayah", "nama ayah", "nama_ayah", "ayah"),
    common.nik("mother_nik", "nik ibu", "nik_ibu", "nik ortu", "nik orang tua"),
    common.nik("father_nik", "nik ayah", "nik_ayah"),
    common.kk(),
)

#: Growth limits are what a toddler's row may hold at all, wider than any flag: WHO's standards span 0.9-58 kg
#: and 38-150 cm for 0-5 years (see ``docs/reference/layouts.md``); outside them the cell is a slip of typing.
MEASURES = (
    Field(
        "weight",
        T.WEIGHT,
        ("berat", "bb", "berat badan", "berat (kg)", "bb (kg)"),
        "berat",
        low=0.5,
        high=60,
        unit="kg",
    ),
    Field(
        "height",
        T.LENGTH,
        ("tinggi", "tb", "pb/tb", "tb/pb", "tinggi badan", "tinggi (cm)", "tb (cm)", "panjang"),
        "tinggi atau panjang",
        low=20,
        high=150,
        unit="cm",
    ),
    code("position", "position", "cara ukur", "cara ukur", "caraukur", "cara_ukur", "posisi ukur"),
    Field(
        "muac",
        T.NUMBER,
        ("lila", "lingkar lengan atas", "lila (cm)"),
        "lingkar lengan atas",
        low=0,
        high=40,
        unit="cm",
    ),
    Field("head", T.NUMBER, ("lika", "lingkar kepala", "lk"), "lingkar kepala", low=0, high=70, unit="cm"),
)

NUTRITION_STATUS = Layout(
    name="status-gizi",
    title="e-PPGBM status gizi",
    fields=(
        *CHILD,
        Field("birth_weight", T.NUMBER, ("bb lahir", "berat lahir", "bblr", "bb_lahir"), "berat lahir"),
        Field("birth_length", T.NUMBER, ("tb lahir", "pb lahir", "panjang lahir", "tb_lahir"), "panjang lahir"),
        *common.place(),
        text("health_centre", "puskesmas", "pukesmas", "puskesmas", "nama puskesmas"),
        text("posyandu", "posyandu", "posyandu", "nama posyandu"),
        text("age_written", "usia saat ukur", "usia saat ukur", "usia", "umur"),
        Field(
            "measured_on",
            T.DATE,
            (
                "tanggal pengukuran",
                "tgl pengukuran",
                "tanggal ukur",
                "tgl ukur",
                "tanggalukur",
                "tanggal timbang",
                "tanggal penimbangan",
            ),
            "tanggal pengukuran",
            happened=True,
        ),
        *MEASURES,
        text("claimed_weight_for_age", "kelas BB/U", "bb/u"),
        text("claimed_waz", "nilai z BB/U", "zs bb/u", "z-score bb/u", "zscore bb/u"),
        text("claimed_height_for_age", "kelas TB/U", "tb/u", "pb/u"),
        text("claimed_haz", "nilai z TB/U", "zs tb/u", "z-score tb/u", "zscore tb/u"),
        text("claimed_weight_for_height", "kelas BB/TB", "bb/tb", "bb/pb"),
        text("claimed_whz", "nilai z BB/TB", "zs bb/tb", "z-score bb/tb", "zscore bb/tb"),
        text("claimed_gain", "naik berat badan", "naik berat badan", "n/t", "naik bb"),
    ),
    roles=(Role("child", present=("name",)),),
    signature=(("name",), ("weight", "height"), ("measured_on", "parents_written", "claimed_haz")),
    together=((("weight", "height"), "measured_on"),),
    date_of_data=("measured_on",),
)
