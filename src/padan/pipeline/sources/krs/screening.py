"""The screening form (four merged header rows, codes or V marks) and the rows of the data service.

A row tells of two people, the head of the family and the wife. In the form the codes are 1 yes, 2 no and
3 does not apply; the data service may count children instead and says whether water and latrine are proper.
"""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import code, text

T = FieldType


def _mark(name: str, about: str, *aliases: str) -> Field:
    return Field(name, T.MARK, aliases, about)


_PEOPLE = (
    text("head_name", "nama kepala keluarga", "nama kepala keluarga", "nama_kepala_keluarga", "kepala keluarga"),
    text("wife_name", "nama istri", "nama istri", "nama_istri", "istri"),
    common.nik("wife_nik", "nik istri", "nik_istri"),
)

_RISKS = (
    _mark("couple", "pasangan usia subur", "pus"),
    _mark("pregnant_wife", "PUS hamil", "pus hamil", "pus_hamil"),
    _mark("too_young", "terlalu muda", "terlalu muda*", "terlalu_muda"),
    _mark("too_old", "terlalu tua", "terlalu tua*", "terlalu_tua"),
    _mark("too_close", "terlalu dekat", "terlalu dekat*", "terlalu_dekat"),
    _mark("too_many", "terlalu banyak", "terlalu banyak*", "terlalu_banyak"),
    _mark("four_too", "PUS 4 terlalu", "pus 4 terlalu", "pus 4 terlalu pus 4 terlalu", "total_pus_4t"),
    _mark(
        "no_modern_contraception",
        "bukan peserta KB modern",
        "bukan peserta kb modern",
        "*bukan peserta kb modern",
        "bukan_peserta_kb_modern",
    ),
    code(
        "welfare_rank",
        "welfare_rank",
        "peringkat kesejahteraan",
        "kesejahteraan_prioritas",
        "peringkat kesejahteraan*",
        "peringkat_kesejahteraan",
    ),
    _mark(
        "risk_claimed",
        "berisiko stunting",
        "risiko_stunting",
        "risiko stunting",
        "keluarga berisiko stunting",
        "status risiko",
    ),
    Field(
        "period",
        T.PERIOD,
        ("periode", "semester", "periode verval", "tahun"),
        "periode penapisan",
        half_yearly=True,
    ),
    Field("latitude", T.NUMBER, ("latitude", "lat"), "lintang", low=-90, high=90, unit="derajat"),
    Field("longitude", T.NUMBER, ("longitude", "lng", "long"), "bujur", low=-180, high=180, unit="derajat"),
)

_ROLES = (
    Role("head", prefix="head_", present=("head_name", "head_nik"), relation="head"),
    Role("wife", prefix="wife_", present=("wife_name", "wife_nik"), sex="P", relation="wife"),
)

FORM = Layout(
    name="formulir",
    title="KRS formulir penapisan",
    fields=(
        common.kk(),
        text("family_ref", "nomor keluarga Indonesia", "nomor keluarga indonesia", "kode keluarga", "kki"),
        *_PEOPLE,
        common.nik("head_nik", "nik kepala keluarga", "nik_kepala_keluarga", "nik kk", "nik"),
        *common.place(),
        _mark(
            "has_under_two",
            "punya anak 0-23 bulan",
            "punya anak 0-23 bulan",
            "*0-23 bulan*",
            "baduta",
            "punya baduta",
        ),
        _mark(
            "has_under_five",
            "punya anak 24-59 bulan",
            "punya anak 24-59 bulan",
            "*24-59 bulan*",
            "balita",
            "punya balita",
        ),
        _mark(
            "water_unsafe",
            "tidak punya sumber air minum layak",
            "keluarga tidak mempunyai sumber air minum utama yang layak",
            "*sumber air minum*tidak layak*",
            "*tidak mempunyai sumber air minum*",
        ),
        _mark(
            "latrine_unsafe",
            "tidak punya jamban layak",
            "keluarga tidak mempunyai jamban yang layak",
            "*jamban*tidak layak*",
            "*tidak mempunyai jamban*",
        ),
        *_RISKS,
        text(
            "assistance_written",
            "pendampingan yang diterima",
            "jenis pendampingan yang diterima",
            "jenis pendampingan*",
        ),
    ),
    roles=_ROLES,
    signature=(
        ("head_name", "wife_name"),
        ("water_unsafe", "latrine_unsafe"),
        ("too_young", "too_many", "four_too"),
    ),
    date_of_data=("period",),
)

DATA_SERVICE = Layout(
    name="layanan-data",
    title="KRS dari layanan data BKKBN",
    fields=(
        text("local_ref", "id formulir", "id_frm"),
        text("family_ref", "kode keluarga BKKBN", "kode_keluarga"),
        common.kk(),
        *_PEOPLE,
        common.nik("head_nik", "nik", "nik_kepala_keluarga"),
        *common.place(),
        Field("has_under_two", T.MARK, ("baduta",), "baduta: jumlahnya, atau tanda adanya", tally=True),
        Field("has_under_five", T.MARK, ("balita",), "balita: jumlahnya, atau tanda adanya", tally=True),
        _mark("water_safe", "sumber air layak", "sumber_air_layak_tidak"),
        _mark("latrine_safe", "jamban layak", "jamban_layak_tidak"),
        *_RISKS,
    ),
    roles=_ROLES,
    signature=(("head_name", "wife_name"), ("water_safe", "latrine_safe"), ("family_ref", "local_ref")),
    date_of_data=("period",),
)
