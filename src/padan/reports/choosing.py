"""Why the register shows one value and not another: the table of precedence, told for one attribute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from padan.kernel.texts import _, language
from padan.kernel.writing import day
from padan.reference.precedence import Precedence, precedence
from padan.reports.register import Row
from padan.reports.wording import source_name


def why_chosen(attribute: str, claims: Sequence[Row]) -> str:
    """Why the chosen one of these claims of one attribute won; empty where nothing had to be chosen."""
    chosen = next((claim for claim in claims if claim["chosen"]), None)
    if chosen is None or len(claims) < 2:
        return ""
    others = [claim for claim in claims if claim["value"] != chosen["value"]]
    if not others:
        return _("semua sama")
    rows = {row.source: row for row in ruling(attribute, chosen)}
    own = rows.get(chosen["source"])
    if own is None:
        return ""
    if all(other["source"] == chosen["source"] for other in others):
        return _("yang terbaru dari {source}").format(source=source_name(chosen["source"]))
    if any(_goes_before(other, chosen, rows) for other in others):
        return _("yang lain meragukan (misalnya 1 Januari atau belum bernama)")
    if own.rule == "newest":
        return _("yang terbaru ({day})").format(day=day(chosen["true_at"]))
    return own.reason_en if language() == "en" else own.reason_id


def ruling(attribute: str, claim: Row) -> Sequence[Precedence]:
    """The rows that rule this claim: a birth date is ruled otherwise for a child under five."""
    if attribute == "birth_date" and _under_five(claim["value"], claim["true_at"]):
        attribute = "birth_date_under_five"
    try:
        return precedence(attribute)
    except KeyError:
        return ()


def _under_five(birth: str, seen: date) -> bool:
    born = date.fromisoformat(birth)
    return (seen.year - born.year, seen.month, seen.day) < (5, born.month, born.day)


def _goes_before(other: Row, chosen: Row, rows: dict[str, Precedence]) -> bool:
    """Whether ``other`` would have won, had both values been sound."""
    one, two = rows.get(other["source"]), rows.get(chosen["source"])
    if one is None or two is None:
        return False
    if one.rule == two.rule == "newest":
        return (other["true_at"], -one.rank) > (chosen["true_at"], -two.rank)
    if one.rule == two.rule == "rank":
        return (one.rank, chosen["true_at"]) < (two.rank, other["true_at"])
    return one.rule == "rank"
