"""Differences of two releases in words."""

from __future__ import annotations

from padan.kernel.texts import _, language
from padan.kernel.writing import listing
from padan.reference.growth_classes import growth_classes
from padan.reports.comparing import Difference, What
from padan.rules.growth import classes

#: The axes in the order in which :class:`Difference` names their classes.
_AXES = (classes.STUNTING, classes.WASTING, classes.UNDERWEIGHT, classes.OVERWEIGHT)


def what_words() -> dict[What, str]:
    """Each kind of difference, people before families."""
    return {
        What.PERSON_NEW: _("Orang baru"),
        What.PERSON_GONE: _("Orang tidak ada lagi"),
        What.PERSON_MERGED: _("Orang digabung"),
        What.PERSON_SPLIT: _("Orang dipisah"),
        What.FAMILY_NEW: _("Keluarga baru"),
        What.FAMILY_GONE: _("Keluarga tidak ada lagi"),
        What.FAMILY_MERGED: _("Keluarga digabung"),
        What.FAMILY_SPLIT: _("Keluarga dipisah"),
        What.RISK: _("Risiko stunting keluarga berubah"),
        What.GROWTH: _("Kelas pertumbuhan anak berubah"),
    }


def changed_words(found: Difference) -> str:
    """What became of it: from which class to which, or why an id changed; empty where nobody knows."""
    if found.what is What.RISK:
        return _("{before} menjadi {after}").format(before=_risk(found.before), after=_risk(found.after))
    if found.what is What.GROWTH:
        pairs = zip(_AXES, found.before.split(), found.after.split(), strict=True)
        said = [
            _("{before} menjadi {after}").format(before=_class(axis, before), after=_class(axis, after))
            for axis, before, after in pairs
            if before != after
        ]
        return listing(said)
    return _because().get(found.because, "")


def _risk(answer: str) -> str:
    return {"yes": _("berisiko"), "no": _("tidak berisiko")}.get(answer, _("belum diketahui"))


def _class(axis: str, key: str) -> str:
    found = next((kind for kind in growth_classes(classes.AXES)[axis] if kind.key == key), None)
    return found.name(language()).lower() if found else _("belum diketahui")


def _because() -> dict[str, str]:
    return {
        "decision": _("putusan seseorang"),
        "file": _("catatan baru"),
        "withdrawn": _("ada catatan yang ditarik"),
        "people": _("orang di dalamnya digabung atau dipisah"),
        "model": _("model penautan yang lain"),
        "others": _("akibat perubahan lain di sekitarnya"),
    }
