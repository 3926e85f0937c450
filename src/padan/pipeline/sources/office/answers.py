"""The answers of village operators, officers and village meetings: one row for each person answered for.

A blank says nothing. A row with an *anchor*, a record of the person whom it is about, needs neither name nor NIK and is
that person whatever else it says; one without is of a person whom nobody knew. Facts of the family (water, latrine, a
proposal, that it still lives there) are said of the family in which that person lives. Coded cells hold the register's
own words (``piped``, ``wife``, ``dead``) or the texts of any list.
"""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text
from padan.pipeline.sources.eppgbm.nutrition_status import MEASURES

T = FieldType

_PERSON = (
    text("name", "nama", "nama"),
    common.nik(),
    common.kk(),
    common.sex(),
    common.birth_date(),
    code("relation", "relation", "hubungan dalam keluarga", "hubungan"),
    code("status", "status", "status penduduk", "status_penduduk", "status"),
    text("mother_name", "nama ibu", "nama_ibu"),
    text("father_name", "nama ayah", "nama_ayah"),
    Field("pregnant", T.FLAG, ("hamil",), "hamil"),
)

_FAMILY = (
    code("water", "water", "sumber air minum", "air_minum"),
    code("latrine", "latrine", "fasilitas BAB", "jamban"),
    code("disposal", "disposal", "pembuangan tinja", "pembuangan_tinja"),
    code("proposal", "proposal", "usulan ke DTSEN menurut musyawarah desa", "usulan"),
    Field("lives_here", T.FLAG, ("masih_tinggal",), "keluarga masih tinggal di sana"),
    text("lives_with", "catatan orang yang keluarganya ditempati mulai hari itu", "tinggal_bersama"),
    text("new_family", "kunci bersama orang-orang yang mulai hari itu keluarga sendiri", "keluarga_baru"),
)

ANSWERS = Layout(
    name="keputusan",
    title="Jawaban dan perbaikan dari kantor",
    fields=(
        Field("answer", T.TEXT, ("nomor_jawaban",), "nomor jawaban", required=True),
        text("anchor", "catatan orang yang dijawab", "tentang"),
        *_PERSON,
        *common.place(),
        *_FAMILY,
        Field("measured_on", T.DATE, ("tanggal_ukur",), "tanggal pengukuran", happened=True),
        *MEASURES,
        text("note", "catatan", "catatan"),
        Field("decided_by", T.TEXT, ("diputuskan_oleh",), "diputuskan oleh", required=True),
        Field("decided_on", T.DATE, ("diputuskan_pada",), "tanggal diputuskan", required=True, happened=True),
        Field("true_from", T.DATE, ("berlaku_sejak",), "berlaku sejak; kosong berarti sejak diputuskan", happened=True),
    ),
    roles=(Role("person", present=("anchor", "name", "nik")),),
    signature=(("answer",), ("anchor", "name", "nik"), ("decided_on",)),
    together=((("weight", "height"), "measured_on"),),
    date_of_data=("true_from", "decided_on"),
)
