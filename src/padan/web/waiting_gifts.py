"""What of givers, of matching and of what was agreed on waits for the reader of the first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from padan.kernel.scope import Scope, of_regency
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.queries import counted_for
from padan.office.accounts.roles import Role
from padan.office.bringing import queries as bringing
from padan.office.coordination import queries as coordination
from padan.office.coordination.permissions import WRITERS, reach
from padan.office.delivery.permissions import HANDERS
from padan.office.giving import queries as giving
from padan.office.giving.permissions import KEEPERS
from padan.office.giving.policies import SOCIAL
from padan.office.matching import queries as matching
from padan.rules.commitments import Standing
from padan.rules.giving.authority import Authority
from padan.web.waiting_desk import Desk, Tile

#: Both sides of a dispute; of the regency it is the secretariat that speaks with the other.
_SIDES: Final = (Role.COORDINATOR, Role.PROVINCE)
#: How far ahead a giver is told of what it pledged.
DUE_AHEAD: Final = timedelta(days=30)


def gifts(desk: Desk) -> Iterator[Tile]:
    """Givers and pledges that wait for an officer, messages, proposals, consignments, disputes and late commitments."""
    found = _counted(desk)
    for name, words, address, icon, look in (
        ("givers", _("pemberi belum diperiksa"), f"{reverse('giving.list')}?which=waiting", "life-preserver", "doubt"),
        ("pledges", _("janji menunggu diterima"), f"{reverse('giving.pledges')}?which=offered", "life-preserver",
         "doubt"),
        ("messages", _("pesan menunggu dibaca petugas"), reverse("giving.messages"), "envelope", "doubt"),
        ("proposals", _("usul pencocokan menunggu keputusan"), reverse("matching.list"), "link-45deg", "plain"),
        ("consignments", _("kiriman pemberi menunggu dipastikan"), reverse("bringing.list"), "folder-check", "doubt"),
        ("disputes", _("perusahaan yang kewenangannya dipersoalkan"), f"{reverse('authority.list')}?which=disputed",
         "shield-exclamation", "doubt"),
        ("commitments", _("komitmen lewat tenggat"), f"{reverse('coordination.commitments')}?which=late", "people",
         "bad"),
    ):  # fmt: skip
        if found.get(name):
            yield Tile(count(found[name]), words, address, icon, look)


def own_gifts(desk: Desk) -> Iterator[Tile]:
    """To a giver: that it has not said who it is, or how many of its pledges fall due soon. By their schedules alone:
    what was handed out would tell of children of whom nobody is told."""
    if not desk.holds((Role.GIVER,)):
        return
    held, address = giving.giver_of(desk.account, desk.day), reverse("portal.home")
    if held is None:
        yield Tile(count(1), _("pendaftaran Anda sebagai pemberi belum diisi"), address, "life-preserver", "doubt")
    elif many := giving.coming(held, desk.day, desk.day + DUE_AHEAD).count():
        words = _("janji Anda jatuh waktunya dalam {days} hari").format(days=DUE_AHEAD.days)
        yield Tile(count(many), words, address, "clock-history")


def _counted(desk: Desk) -> dict[str, int]:
    """How much of each there is, asked in one query; who disputes what is worked out by the rules."""
    kept, written, sided = of_regency(desk.of(KEEPERS)), reach(desk.areas, WRITERS), desk.of(_SIDES)
    asked: dict[str, QuerySet[Any]] = {}
    if kept:
        asked = {
            "givers": giving.unverified(kept), "pledges": giving.offered(kept, desk.day),
            "messages": giving.messages(kept).filter(passed=None), "proposals": matching.undecided(kept),
        }  # fmt: skip
    if handed := desk.of(HANDERS):
        asked["consignments"] = bringing.waiting(handed)
    if written.area or written.own:
        known = coordination.commitments(written.area, desk.day, written.own)
        asked["commitments"] = known.filter(standing=Standing.LATE)
    found = counted_for(desk.account, **asked) if asked else {}
    return {**found, "disputes": _disputed(sided, desk)} if sided else found


def _disputed(scope: Scope, desk: Desk) -> int:
    rows = list(giving.organisations(scope))
    sides = giving.authorities(rows, SOCIAL, desk.day)
    return sum(each.authority is Authority.DISPUTED for each in sides.values())
