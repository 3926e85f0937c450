"""One resource is one row: a Patient or an Observation tells of the child, a RelatedPerson of a parent."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text
from padan.pipeline.sources.eppgbm.nutrition_status import MEASURES

T = FieldType


def _parent(prefix: str, word: str) -> tuple[Field, ...]:
    return (
        text(f"{prefix}name", f"nama {word}", f"{prefix}name"),
        common.nik(f"{prefix}nik", f"{prefix}nik"),
        text(f"{prefix}child_ref", f"anak dari {word}", f"{prefix}child_ref"),
        common.birth_date(f"{prefix}birth_date")
        if prefix == ""
        else Field(f"{prefix}birth_date", T.DATE, (f"{prefix}birth_date",), f"tanggal lahir {word}"),
        text(f"{prefix}local_id", f"nomor {word} di puskesmas", f"{prefix}local_id"),
    )


RESOURCES = Layout(
    name="fhir-r4",
    title="SATUSEHAT FHIR R4",
    fields=(
        text("resource_type", "jenis sumber daya", "resource_type"),
        text("local_id", "nomor pasien di puskesmas", "local_id"),
        text("name", "nama", "name"),
        common.nik("nik", "nik"),
        common.kk("kk"),
        common.sex("sex"),
        Field("birth_date", T.DATE, ("birth_date",), "tanggal lahir"),
        text("province_written", "provinsi", "province_written"),
        text("regency_written", "kabupaten", "regency_written"),
        text("district_written", "kecamatan", "district_written"),
        text("village_written", "desa", "village_written"),
        text("village_code_written", "kode desa", "village_code_written"),
        text("address", "alamat", "address"),
        text("rt", "RT", "rt"),
        text("rw", "RW", "rw"),
        text("health_centre", "puskesmas", "health_centre"),
        *_parent("mother_", "ibu"),
        *_parent("father_", "ayah"),
        Field("birth_weight", T.NUMBER, ("birth_weight",), "berat lahir, gram atau kilogram"),
        Field("measured_on", T.DATE, ("measured_on",), "waktu pengukuran", happened=True),
        *(
            Field(f.name, f.type, (f.name,), f.about, low=f.low, high=f.high, unit=f.unit)
            for f in MEASURES
            if f.type is not T.CODE
        ),
        code("position", "position", "cara ukur", "position"),
    ),
    roles=(
        Role("child", present=("local_id",)),
        Role("mother", prefix="mother_", present=("mother_child_ref",), sex="P"),
        Role("father", prefix="father_", present=("father_child_ref",), sex="L"),
    ),
    signature=(("resource_type",), ("local_id", "mother_child_ref", "father_child_ref")),
    together=((("weight", "height", "head"), "measured_on"),),
    date_of_data=("measured_on",),
)
