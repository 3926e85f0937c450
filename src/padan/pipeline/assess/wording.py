"""Facts in words, for the sentences about gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from padan.kernel.texts import _
from padan.kernel.writing import decimal, listing
from padan.pipeline.sources import reader
from padan.reference.krs import krs_rules
from padan.reference.regions import region
from padan.rules.growth.credibility.words import part_sentence
from padan.rules.risk.wording import factor_words


def day(iso: str | None) -> str:
    """A day such as ``12 Agustus 2022``; the evidence holds it as ISO text."""
    if iso is None:
        return _("tanggal tidak diketahui")
    months = (
        _("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni"), _("Juli"), _("Agustus"),
        _("September"), _("Oktober"), _("November"), _("Desember"),
    )  # fmt: skip
    found = date.fromisoformat(iso)
    return f"{found.day} {months[found.month - 1]} {found.year}"


def source(kind: str) -> str:
    """The short name of a list."""
    return reader(kind).source.title.partition(":")[0]


def sources(kinds: Iterable[str]) -> str:
    """The short names of lists."""
    return listing([source(kind) for kind in kinds])


def name(person: Mapping[str, Any]) -> str:
    """A person's name."""
    return person.get("name") or _("tanpa nama")


def months(age: int | None) -> str:
    """An age in completed months."""
    return _("umur tidak diketahui") if age is None else _("{count} bulan").format(count=age)


def children(found: Iterable[Mapping[str, Any]]) -> str:
    """Children by name and age."""
    return listing([f"{name(child)} ({months(child['age_months'])})" for child in found])


def sex(letter: str | None) -> str:
    """A sex in a word."""
    return {"L": _("laki-laki"), "P": _("perempuan")}.get(letter or "", _("jenis kelamin tidak diketahui"))


def village(code: str | None) -> str:
    """A village with its kecamatan, by its code."""
    found = region(code) if code else None
    if found is None:
        return code or _("desa tidak diketahui")
    above = region(found.parent_code or "")
    return f"{found.name}, {above.name}" if above else found.name


def desil(evidence: Mapping[str, Any]) -> str:
    """A decile or a range of deciles, with the list and the day that it describes."""
    low, high = evidence["desil_low"], evidence["desil_high"]
    value = str(low) if low == high else f"{low}-{high}"
    return _("desil {value} menurut {source} {day}").format(
        value=value, source=source(evidence["desil_source"]), day=day(evidence["desil_at"])
    )


def head(evidence: Mapping[str, Any]) -> str:
    """The family by its head's name."""
    return _("Keluarga {name}").format(name=evidence["head"] or _("tanpa kepala keluarga"))


def stunting(degree: str) -> str:
    """How stunted, in Permenkes 2/2020's words."""
    return {"moderate": _("pendek"), "severe": _("sangat pendek")}[degree]


def stunted(found: Iterable[Mapping[str, Any]]) -> str:
    """Stunted children by name, age, degree and when they were measured."""
    return listing(
        [
            _("{name} ({age}) {degree}, {z} SD pada {day}").format(
                name=name(child),
                age=months(child["age_months"]),
                degree=stunting(child["degree"]),
                z=decimal(child["z"], 2),
                day=day(child["measured_on"]),
            )
            for child in found
        ]
    )


def proposal(said: Mapping[str, Any]) -> str:
    """What a village's meeting said of proposing a family to the poor list, and on which day."""
    words = {
        "proposed": _("Musyawarah desa mengusulkannya ke DTSEN ({day})."),
        "not_proposed": _("Musyawarah desa tidak mengusulkannya ke DTSEN ({day})."),
        "postponed": _("Musyawarah desa menunda usulannya ke DTSEN ({day})."),
    }
    return words[said["verdict"]].format(day=day(said["day"]))


def factors(codes: Iterable[str]) -> str:
    """Risk factors in words."""
    rule = krs_rules()[-1]
    return listing([factor_words(code, rule) for code in codes])


def suspicions(parts: Iterable[str]) -> str:
    """Why figures look not measured, sentence by sentence."""
    return " ".join(part_sentence(part) for part in parts)
