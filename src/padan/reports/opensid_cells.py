"""How OpenSID's importer wants cells, and by which numbers it knows a resident."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from padan.reference.codes import code_list
from padan.reports.register import Row

#: Columns of the importer in its order; newer versions know two more, which nobody needs.
COLUMNS: Final = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi",
)  # fmt: skip
#: Columns that the importer changes of a resident who is there, by what claims are of.
CHANGED: Final[Mapping[str, str]] = {
    "name": "nama", "sex": "sex", "birth_place": "tempatlahir", "birth_date": "tanggallahir", "religion": "agama_id",
    "education": "pendidikan_kk_id", "occupation": "pekerjaan_id", "marital_status": "status_kawin",
    "father_name": "nama_ayah", "mother_name": "nama_ibu", "disability": "cacat_id", "pregnant": "hamil",
}  # fmt: skip
#: What it refuses to change.
BY_HAND: Final = ("nik", "kk", "relation", "status", "address", "rt", "rw", "village")
_CODED: Final = ("sex", "religion", "education", "occupation", "marital_status", "disability", "relation", "status")
_SIXTEEN: Final = re.compile(r"\d{16}")
#: Letters that the importer takes in a name; others stop the row.
NAME: Final = re.compile(r"[A-Za-z .,'-]+")


def folded(attribute: str, written: str) -> str:
    """As values are compared: RT "RT 003" is "3"."""
    if attribute in ("rt", "rw"):
        return re.sub(r"\D", "", written).lstrip("0")
    return " ".join(written.upper().split())


def as_opensid(attribute: str, value: str, sex: str | None) -> str:
    """A claim's value as OpenSID writes it; empty where it has no word for it."""
    if attribute == "relation" and value == "spouse":
        value = {"P": "wife", "L": "husband"}.get(sex or "", "")
    if attribute in _CODED:
        return _codes(attribute).get(value, "")
    if attribute == "pregnant":
        return {"true": "1", "false": "2"}.get(value, "")
    if attribute == "birth_date":
        return f"{date.fromisoformat(value):%d-%m-%Y}" if value else ""
    return value


def _codes(attribute: str) -> dict[str, str]:
    """Codes of OpenSID by the register's own words; of several the first, which is the plain one."""
    rows = [row for row in code_list(attribute).rows if row.source == "opensid" and row.code]
    return {row.meaning: row.code for row in reversed(rows)}


def own_nik(row: Row) -> str:
    """The number by which OpenSID knows a resident: a sound one, or its own temporary one."""
    written = re.sub(r"\D", "", row["nik_written"] or "")
    if row["nik"] or (row["nik_quality"] == "temporary" and _SIXTEEN.fullmatch(written)):
        return str(row["nik"] or written)
    return ""


def own_kk(row: Row) -> str:
    written = re.sub(r"\D", "", row["kk_written"] or "")
    return str(row["kk"] or (written if _SIXTEEN.fullmatch(written) else ""))
