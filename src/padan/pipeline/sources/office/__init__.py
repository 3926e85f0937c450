"""The office: what people decided comes back as a list like any other."""

from padan.contracts.source import Field, FieldType, Layout, Role, Source
from padan.kernel.texts import _
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text

ANSWERS = Layout(
    name="keputusan",
    title="Jawaban dan perbaikan dari kantor",
    fields=(
        text("local_id", "nomor jawaban", "nomor_jawaban"),
        text("name", "nama", "nama"),
        common.nik(),
        common.kk(),
        common.sex(),
        common.birth_date(),
        code("relation", "relation", "hubungan dalam keluarga", "hubungan"),
        code("status", "status", "status penduduk", "status_penduduk"),
        text("mother_name", "nama ibu", "nama_ibu"),
        text("father_name", "nama ayah", "nama_ayah"),
        *common.place(),
        text("decided_by", "diputuskan oleh", "diputuskan_oleh"),
        Field(
            "decided_on",
            FieldType.DATE,
            ("diputuskan_pada",),
            "tanggal diputuskan",
            required=True,
            happened=True,
        ),
    ),
    roles=(Role("person", present=("name", "nik")),),
    signature=(("local_id",), ("name", "nik"), ("decided_on",)),
    date_of_data=("decided_on",),
)


def source() -> Source:
    """What the office sends back."""
    return Source(kind="office", title=_("Kantor: jawaban dan perbaikan"), agency="dinsos", layouts=(ANSWERS,))
