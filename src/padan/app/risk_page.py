"""A family's risk of stunting and its place among the families that need help, printed."""

from __future__ import annotations

from padan.app.screen import heading, points
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.register import Register
from padan.reports.risk_words import priority_words, risk_words


def show_risk(register: Register, family_id: str) -> None:
    """Print whether the family is at risk and why, what BKKBN's list says, and why it stands where it stands."""
    found = register.one("SELECT * FROM risk WHERE family_id = ?", [family_id])
    if found is None:
        return
    heading(_("Risiko stunting keluarga"))
    points(risk_words(found))
    place = register.one(
        "SELECT *, (SELECT count(*) FROM priority) AS families FROM priority WHERE family_id = ?", [family_id]
    )
    if place is not None:
        heading(
            _("Urutan bantuan: {rank} dari {families} keluarga").format(
                rank=count(place["rank"]), families=count(place["families"])
            )
        )
        points(priority_words(place))
