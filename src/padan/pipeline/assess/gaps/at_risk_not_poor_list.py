"""A family at risk of stunting stands in no poor list."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="at_risk_not_poor_list",
        title=_("Keluarga berisiko stunting tidak ada di daftar miskin"),
        question=_("Apakah keluarga ini perlu diusulkan ke DTSEN melalui musyawarah desa?"),
        rule="By its latest screening the family has a target (child under five, couple of childbearing age, "
        "pregnancy) or the screening does not say, and at least one factor: unsafe water, unsafe latrine, one of "
        "the four 'too', or the list's own claim. Not using modern contraception alone is no factor. No row of "
        "DTSEN lists the family. That a village meeting proposed it is told; the gap stays until DTSEN has it. "
        "No gap while no DTSEN has been received at all.",
        source="BKKBN's definition of a family at risk of stunting (KRS); Permensos 3/2025 for proposals.",
        acts="Who proposes families to DTSEN.",
        agencies=("dinsos",),
        sql=sql_of("at_risk_not_poor_list"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    words = {
        "water_unsafe": _("air minum tidak layak"),
        "latrine_unsafe": _("jamban tidak layak"),
        "too_young": _("istri terlalu muda"),
        "too_old": _("istri terlalu tua"),
        "too_close": _("jarak kelahiran terlalu dekat"),
        "too_many": _("anak terlalu banyak"),
        "four_too": _("PUS 4 terlalu"),
    }
    factors = wording.listing([words[factor] for factor in evidence["factors"]])
    text = _("{family} berisiko stunting menurut {source} {day} ({factors}), tetapi tidak ada di DTSEN.").format(
        family=wording.head(evidence),
        source=wording.source(evidence["screened_by"]),
        day=wording.day(evidence["screened_at"]),
        factors=factors or _("tanpa rincian"),
    )
    if evidence["members_listed_with_others"]:
        text += " " + _("{count} anggotanya tercatat di DTSEN pada keluarga lain.").format(
            count=evidence["members_listed_with_others"]
        )
    if not evidence["poor_list_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada baris DTSEN yang diterima.")
    if evidence["proposal"]:
        text += " " + wording.proposal(evidence["proposal"])
    return text
