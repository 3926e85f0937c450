"""The 43 columns of OpenSID's import and export, as codes or as texts."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text

RESIDENTS = Layout(
    name="penduduk",
    title="OpenSID data penduduk",
    fields=(
        text("name", "nama", "nama"),
        common.nik(),
        common.kk("no_kk"),
        common.sex("sex"),
        text("birth_place", "tempat lahir", "tempatlahir"),
        common.birth_date("tanggallahir"),
        code("relation", "relation", "hubungan dalam keluarga", "kk_level"),
        code("marital_status", "marital_status", "status kawin", "status_kawin"),
        code("religion", "religion", "agama", "agama_id"),
        code("education", "education", "pendidikan dalam KK", "pendidikan_kk_id"),
        code("occupation", "occupation", "pekerjaan", "pekerjaan_id"),
        code("disability", "disability", "cacat", "cacat_id"),
        code("health_insurance", "health_insurance", "asuransi kesehatan", "id_asuransi"),
        code("status", "status", "status dasar", "status_dasar"),
        Field("pregnant", FieldType.MARK, ("hamil",), "hamil"),
        common.nik("mother_nik", "ibu_nik"),
        text("mother_name", "nama ibu", "nama_ibu"),
        common.nik("father_nik", "ayah_nik"),
        text("father_name", "nama ayah", "nama_ayah"),
        *common.place(),
        Field("latitude", FieldType.NUMBER, ("lat",), "lintang", low=-90, high=90, unit="derajat"),
        Field("longitude", FieldType.NUMBER, ("lng",), "bujur", low=-180, high=180, unit="derajat"),
    ),
    roles=(Role("person", present=("name", "nik")),),
    signature=(("name",), ("kk",), ("relation",), ("status", "birth_date")),
    needs_village=True,
    end_marker="###",
)
