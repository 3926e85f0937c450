"""The village, kecamatan or regency that a person names on the command line."""

from __future__ import annotations

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.receive.origin import regency
from padan.reference import regions
from padan.reference.villages import find_village
from padan.reports.wording import village_name


def area_of(given: str) -> str:
    """The Kemendagri code meant by a code (of a village, or of an area that holds many) or a village's name.

    A name that several villages bear needs its kecamatan: ``"Tanjung Harapan, Sebulu"``.
    """
    digits = "".join(c for c in given if c.isdigit())
    if digits:
        code = regions.dotted(digits)
        code = regions.renumbered().get(code, code)
        if regions.region(code) is None:
            raise InvalidValueError(
                _("Kode wilayah {code} tidak ada").format(code=given),
                next_step=_("Tulis kode Kemendagri seperti 64.02.13.1008, atau nama desanya."),
            )
        return code
    village, _comma, district = given.partition(",")
    found = find_village(
        village=village.strip(), district=district.strip() or None, regency=None, province=None, code=None,
        within=regency(),
    )  # fmt: skip
    if found.code is None:
        raise InvalidValueError(
            _("Desa {given} tidak ditemukan").format(given=given), next_step=_meant(found.candidates)
        )
    return found.code


def own_regency() -> str:
    """The code of the regency that this register is of; InvalidValueError where it is not said."""
    found = regency()
    if found is None:
        raise InvalidValueError(
            _("Kabupaten register ini tidak disebut"),
            next_step=_("Isi PADAN_REGENCY dengan kode Kemendagri kabupatennya, misalnya 64.02."),
        )
    return found


def _meant(candidates: tuple[str, ...]) -> str:
    if not candidates:
        return _("Periksa ejaannya, atau sebut kodenya.")
    names = "; ".join(f"{village_name(code)} ({code})" for code in candidates)
    return _("Mungkin: {names}. Sebut kodenya.").format(names=names)
