"""A round's list drawn from its release: families judged by the rule's version, and ids of other releases followed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from padan.app.taking_in import Report
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.aid.following import keep_former
from padan.office.aid.listing import draw
from padan.office.aid.models import Round
from padan.office.aid.queries import conditions_of
from padan.pipeline.engine import connect
from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.pipeline.release.ledger import read_ledger
from padan.reports.aid_candidates import candidates_of
from padan.rules.eligibility.catalogue import known_facts

__all__ = ["candidates_of", "draw_round", "former_ids"]

#: Families that are no more, and who goes on with the records that were the last to leave each. A record that merely
#: changed its person has not left its family.
_FORMER: Final = """
    WITH said AS (
        SELECT record_id, number, family_id, lag(family_id) OVER (PARTITION BY record_id ORDER BY number) AS before
        FROM ledger_history
    ),
    stay AS (
        SELECT record_id, family_id, lead(number) OVER (PARTITION BY record_id ORDER BY number) AS left_at
        FROM said WHERE family_id IS DISTINCT FROM before
    ),
    ended AS (
        SELECT family_id, max(left_at) AS left_at FROM stay WHERE family_id IS NOT NULL
        GROUP BY family_id HAVING bool_and(left_at IS NOT NULL)
    )
    SELECT DISTINCT ended.family_id AS was, now.family_id AS becomes
    FROM ended JOIN stay USING (family_id, left_at)
    JOIN stay now ON now.record_id = stay.record_id AND now.left_at IS NULL AND now.family_id IS NOT NULL
    ORDER BY ALL
"""


def draw_round(home: Home, held: Round, *, by: Account, on: datetime, report: Report) -> Round:
    """Draw the list of a round. Errors as :func:`padan.office.aid.listing.draw`; RegisterError where its release is
    damaged."""
    report(_("menilai keluarga dengan aturan"), 0, 0)
    candidates = candidates_of(held.release.folder, conditions_of(held.rule, known_facts()), held.area)
    former = former_ids(home, held.release.folder.name)
    report(_("menyusun daftar"), 0, 0)
    with transaction.atomic():
        keep_former(held.release, former)
        return draw(held, candidates, by=by, on=on)


def former_ids(home: Home, release: str) -> list[tuple[str, str]]:
    """Ids of families that are no more in a release, and the ids under which their people go on."""
    with connect() as con:
        read_ledger(con, home, read_manifest(home.releases / release).ledger)
        return con.execute(_FORMER).fetchall()
