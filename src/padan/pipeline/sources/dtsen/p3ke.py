"""P3KE: the list against extreme poverty, by family and by person. It holds no family card number."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text
from padan.pipeline.sources.dtsen.national import DWELLING, WELFARE

_SHARED = (
    text("family_ref", "id keluarga", "id keluarga p3ke", "id_keluarga_p3ke", "id keluarga"),
    *common.place(),
    common.nik(),
    common.sex(),
    common.birth_date(),
    text("occupation", "pekerjaan", "pekerjaan"),
    text("education", "pendidikan", "pendidikan"),
    Field("risk_claimed", FieldType.FLAG, ("resiko stunting", "risiko stunting"), "berisiko stunting"),
    *WELFARE,
    *DWELLING,
)

P3KE_FAMILY = Layout(
    name="p3ke-keluarga",
    title="P3KE keluarga",
    fields=(
        text("name", "kepala keluarga", "kepala keluarga", "nama kepala keluarga"),
        *_SHARED,
    ),
    roles=(Role("person", present=("name", "nik"), relation="head"),),
    signature=(("family_ref",), ("name",)),
    date_of_data=("period",),
    # "12/05/1980 0:00:00" is written both ways round by the tools that export this list.
    date_order="unsettled",
)

P3KE_PERSON = Layout(
    name="p3ke-individu",
    title="P3KE individu",
    fields=(
        text("local_id", "id individu", "id individu", "id_individu"),
        text("name", "nama", "nama"),
        text("head_of_family", "kepala keluarga", "kepala keluarga", "nama kepala keluarga"),
        code(
            "relation",
            "relation",
            "hubungan dengan kepala keluarga",
            "hubungan dengan kepala keluarga",
            "hubungan",
        ),
        code("marital_status", "marital_status", "status kawin", "status kawin", "status perkawinan"),
        *_SHARED,
    ),
    roles=(Role("person", present=("name", "nik")),),
    signature=(("local_id",), ("name",)),
    date_of_data=("period",),
    date_order="unsettled",
)
