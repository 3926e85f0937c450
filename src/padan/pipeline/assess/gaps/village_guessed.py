"""A village as written was only guessed."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="village_guessed",
        title=_("Desa hanya dapat ditebak"),
        question=_("Desa mana yang dimaksud dengan tulisan ini?"),
        rule="The village of a row was settled by a name that is only similar, or by the regency alone because no "
        "kecamatan is written (reference/villages, `GUESSES`). One gap for each writing and agency, with the number "
        "of rows and the first twenty of them.",
        source="Village names repeat within a regency (reference/regions), so a name alone is no proof.",
        acts="The owner of the list.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa"),
        sql=sql_of("village_guessed"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    written = [evidence["village_written"], evidence["district_written"], evidence["code_written"]]
    how = {"similar": _("namanya mirip"), "regency": _("kecamatannya tidak ditulis")}
    return _('"{written}" di {sources} ({rows} baris) dianggap {village}: {how}.').format(
        written=", ".join(filter(None, written)),
        sources=wording.sources(evidence["sources"]),
        rows=evidence["rows"],
        village=wording.village(evidence["guessed"]),
        how=how.get(evidence["how"], evidence["how"]),
    )
