"""Words for what the register holds in codes: sources, attributes, values, doubts."""

from __future__ import annotations

from collections.abc import Callable

from padan.contracts.source import FieldType
from padan.kernel.errors import UnknownSourceError
from padan.kernel.numbers import mask
from padan.kernel.texts import _, language
from padan.kernel.writing import count, day, value
from padan.pipeline.receive import Receipt
from padan.pipeline.receive.receipt import SheetReceipt
from padan.pipeline.sources import layout, reader
from padan.reference import regions
from padan.reference.agencies import agencies
from padan.reference.codes import code_list, code_list_names

#: What a workbook of tasks that came back is, among the kinds of lists.
TASK_BOOK = "lembar_tugas"


def source_name(kind: str) -> str:
    """The short name of a source: the words of its title before the colon."""
    if kind == TASK_BOOK:
        return _("Lembar tugas")
    try:
        return reader(kind).source.title.partition(":")[0]
    except UnknownSourceError:
        return kind


def layout_title(kind: str, name: str) -> str:
    """The title of a layout of a source; its code when this version does not know it."""
    try:
        return layout(kind, name).title
    except (KeyError, UnknownSourceError):
        return name


def agency_name(code: str) -> str:
    """The agency in the reader's language."""
    found = agencies().get(code)
    return found.name(language()) if found else code


def village_name(code: str | None) -> str:
    """ "Desa Loa Kulu Kota, Kec. Loa Kulu"; the code where there is no such village."""
    found = regions.region(code) if code else None
    if code is None or found is None:
        return code or _("desa tidak diketahui")
    kind = {"desa": _("Desa"), "kelurahan": _("Kelurahan")}.get(found.kind, "")
    district = regions.region(found.parent_code or "")
    of = _(", Kec. {name}").format(name=district.name) if district else ""
    return f"{kind} {found.name}{of}".strip()


def region_name(code: str) -> str:
    """A region of any level with its kind: "Kabupaten Kutai Kartanegara", "Kec. Loa Kulu", a village as
    :func:`village_name`."""
    kinds = {2: _("Provinsi {name}"), 5: "{name}", 8: _("Kec. {name}")}
    kind = kinds.get(len(code))
    return village_name(code) if kind is None else kind.format(name=regions.name_of(code))


def day_of_data(receipt: Receipt) -> str:
    """The day that a file describes and how that is known."""
    how = {
        "row": _("dari barisnya"),
        "title": _("dari judul di atas tabel"),
        "file_name": _("dari nama berkas"),
        "argument": _("disebut dengan --as-of"),
        "receipt": _("tidak tertulis di berkas, dipakai hari penerimaan"),
    }
    return f"{day(receipt.true_at)} ({how.get(receipt.true_at_from, receipt.true_at_from)})"


def doubts(source: str, sheet: SheetReceipt) -> list[str]:
    """What was accepted though a cell could not be read in full, one sentence a column."""
    said = []
    for name, number in sheet.doubts.items():
        header = sheet.columns.get(name, name)
        said.append(_doubt(_type_of(source, sheet.layout, name)).format(count=count(number), header=header))
    return said


def _type_of(source: str, layout_name: str, field: str) -> FieldType | None:
    try:
        return layout(source, layout_name).field(field).type
    except (KeyError, UnknownSourceError):
        return None


def _doubt(kind: FieldType | None) -> str:
    if kind is FieldType.NIK:
        return _("{count} NIK tidak utuh (kolom '{header}')")
    if kind is FieldType.KK:
        return _("{count} nomor KK tidak utuh (kolom '{header}')")
    if kind in (FieldType.DATE, FieldType.PLACE_AND_DATE, FieldType.PERIOD):
        return _("{count} tanggal tidak terbaca atau meragukan (kolom '{header}')")
    if kind in (FieldType.CODE, FieldType.SEX, FieldType.DESIL):
        return _("{count} isian tidak dikenal (kolom '{header}')")
    return _("{count} isian tidak terbaca (kolom '{header}')")


#: What a claim can be of, in the order in which people read it.
_ATTRIBUTES: dict[str, Callable[[], str]] = {
    "name": lambda: _("nama"),
    "nik": lambda: "NIK",
    "kk": lambda: _("nomor KK"),
    "sex": lambda: _("jenis kelamin"),
    "birth_date": lambda: _("tanggal lahir"),
    "birth_place": lambda: _("tempat lahir"),
    "mother_name": lambda: _("nama ibu"),
    "father_name": lambda: _("nama ayah"),
    "relation": lambda: _("hubungan keluarga"),
    "status": lambda: _("status penduduk"),
    "marital_status": lambda: _("status perkawinan"),
    "religion": lambda: _("agama"),
    "education": lambda: _("pendidikan"),
    "occupation": lambda: _("pekerjaan"),
    "disability": lambda: _("disabilitas"),
    "health_insurance": lambda: _("jaminan kesehatan"),
    "pregnant": lambda: _("hamil"),
    "birth_weight": lambda: _("berat lahir (g)"),
    "birth_length": lambda: _("panjang lahir (cm)"),
    "posyandu": lambda: "posyandu",
    "health_centre": lambda: "puskesmas",
    "village": lambda: _("desa/kelurahan"),
    "address": lambda: _("alamat"),
    "hamlet": lambda: _("dusun"),
    "rt": lambda: "RT",
    "rw": lambda: "RW",
    "desil": lambda: _("desil"),
    "welfare_status": lambda: _("status di daftar"),
    "programmes": lambda: _("bantuan"),
    "extreme_poverty": lambda: _("miskin ekstrem"),
    "water": lambda: _("air minum"),
    "latrine": lambda: _("jamban"),
    "disposal": lambda: _("pembuangan tinja"),
    "floor": lambda: _("lantai"),
    "wall": lambda: _("dinding"),
    "roof": lambda: _("atap"),
    "light": lambda: _("penerangan"),
    "fuel": lambda: _("bahan bakar"),
    "ownership": lambda: _("kepemilikan rumah"),
    "floor_area": lambda: _("luas lantai (m2)"),
    "welfare_rank": lambda: _("peringkat kesejahteraan"),
    "has_under_two": lambda: _("punya anak 0-23 bulan"),
    "has_under_five": lambda: _("punya anak 24-59 bulan"),
    "couple": lambda: _("pasangan usia subur"),
    "pregnant_wife": lambda: _("istri hamil"),
    "water_unsafe": lambda: _("air minum tidak layak"),
    "latrine_unsafe": lambda: _("jamban tidak layak"),
    "too_young": lambda: _("terlalu muda"),
    "too_old": lambda: _("terlalu tua"),
    "too_close": lambda: _("terlalu dekat"),
    "too_many": lambda: _("terlalu banyak"),
    "four_too": lambda: _("4 terlalu"),
    "no_modern_contraception": lambda: _("bukan peserta KB modern"),
    "risk_claimed": lambda: _("berisiko stunting menurut daftar"),
    "assistance": lambda: _("pendampingan"),
}


def attribute_name(attribute: str) -> str:
    """What a claim is of, in words."""
    return _ATTRIBUTES[attribute]() if attribute in _ATTRIBUTES else attribute.replace("_", " ")


def attribute_place(attribute: str) -> tuple[int, str]:
    """Where an attribute stands among others; unknown ones last."""
    known = list(_ATTRIBUTES)
    return (known.index(attribute) if attribute in known else len(known), attribute)


#: Attributes whose values are numbers.
_NUMBERS = frozenset(("birth_weight", "birth_length", "floor_area"))


def claimed(attribute: str, text: str | None, *, full: bool) -> str:
    """A claim's value for people; NIK and KK numbers masked unless ``full``."""
    if text is None:
        return ""
    if attribute in ("nik", "kk"):
        return number(text, full=full)
    if attribute == "village":
        return village_name(text)
    if attribute == "birth_date":
        year, month, date = text.split("-")
        return f"{date}-{month}-{year}"
    if attribute == "sex":
        return {"L": _("laki-laki"), "P": _("perempuan")}.get(text, text)
    if attribute in _NUMBERS:
        return value(float(text))
    if text in ("true", "false"):
        return _("ya") if text == "true" else _("tidak")
    if attribute == "relation":
        return relation_name(text)
    if attribute == "status":
        return status_name(text)
    return meaning(attribute, text)


def number(text: str | None, *, full: bool) -> str:
    """A NIK or KK number, masked unless ``full``."""
    return "" if not text else text if full or len(text) != 16 else mask(text)


def meaning(name: str, code: str | None) -> str:
    """A code of the register's vocabulary as the agencies word it; in English the code's own words."""
    if code is None:
        return ""
    if language() != "en" and name in code_list_names():
        texts = [row.text for row in code_list(name).rows if code in (row.meaning, row.code) and row.text]
        if texts:
            return texts[0].lower()
    return code.replace("_", " ")


def relation_name(code: str | None, sex: str | None = None) -> str:
    """A relation to the head of the family; a spouse of known sex is the wife or the husband."""
    if code == "spouse" and sex is not None:
        code = "wife" if sex == "P" else "husband"
    names = {
        "head": _("kepala keluarga"),
        "husband": _("suami"),
        "wife": _("istri"),
        "spouse": _("suami/istri"),
        "child": _("anak"),
        "child_in_law": _("menantu"),
        "grandchild": _("cucu"),
        "parent": _("orang tua"),
        "parent_in_law": _("mertua"),
        "relative": _("famili lain"),
        "helper": _("pembantu"),
        "other": _("lainnya"),
    }
    return names.get(code or "", code or "")


def status_name(code: str | None) -> str:
    """Whether a person lives, and here."""
    names = {
        "alive": _("hidup"),
        "dead": _("meninggal"),
        "moved": _("pindah"),
        "missing": _("hilang"),
        "left": _("pergi"),
        "invalid": _("tidak sah"),
    }
    return names.get(code or "", code or "")


def role_name(code: str) -> str:
    """The role in which a row tells of a person."""
    names = {
        "person": _("orang"),
        "child": _("anak"),
        "head": _("kepala keluarga"),
        "wife": _("istri"),
        "mother": _("ibu"),
        "father": _("ayah"),
    }
    return names.get(code, code)


def place_in_file(file: str, sheet: str, row: int) -> str:
    """Where a record stands: file, sheet, row."""
    return f"{file}, {sheet}, {_('baris')} {row}" if sheet else f"{file}, {_('baris')} {row}"
