"""One hand-over: all that was told of it, how what it comes to changed, and its proofs, each look written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.permissions import READERS
from padan.office.delivery.proofs import stored_as
from padan.office.delivery.queries import Event
from padan.office.registry import queries as registry
from padan.reference.aid import aid_kinds
from padan.reports.delivery_words import checked_words, evidence_words, label_words, taker_words
from padan.reports.wording import village_name
from padan.rules.delivery import Checked, Evidence, Label, Taker
from padan.web.access import page
from padan.web.aid.place import aid_of
from padan.web.asking import looked, one_of, reader, refused
from padan.web.delivery.shown import what_of
from padan.web.delivery.village_told import label_of
from padan.web.leaving import paper_to_see


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof: its kind, the same in words, and whether its file has arrived."""

    kind: str
    words: str
    arrived: bool


@page(*READERS)
@require_GET
def event(request: HttpRequest, aid_id: int, event_id: str) -> HttpResponse:
    """A hand-over with the history of what it comes to."""
    held, found, home = _the(request, aid_id, event_id)
    looked(request, str(found), found.area)
    turned = [
        (label_words(Label(each.before), None), label_words(Label(each.after), None), each.on)
        for each in queries.history_of(found)
    ]
    context = {
        "held": held, "one": found, "name": (home.head_name if home else None) or _("tanpa nama"),
        "facts": _facts(found, held), "label": label_of(found), "turned": turned, "sees": home is not None,
        "settled": getattr(found, "settled", None),
        "proofs": [
            ProofLine(kind, evidence_words(Evidence(kind)), stored_as(digest) is not None)
            for kind, digest in _proofs(found).items()
        ],
    }  # fmt: skip
    return render(request, "delivery/event.html", context)


@page(*READERS)
@require_GET
def proof_of(request: HttpRequest, aid_id: int, event_id: str, proof_kind: str) -> HttpResponse:
    """The file of a proof, for who may see the family."""
    _held, found, home = _the(request, aid_id, event_id)
    stored = stored_as(_proofs(found).get(proof_kind, ""))
    if home is None or stored is None:
        refused(request, f"{found}:{proof_kind}"[:80])
        raise Http404(proof_kind)
    looked(request, f"{found}:{proof_kind}", found.area)
    return paper_to_see(stored)


def _the(request: HttpRequest, aid_id: int, event_id: str) -> tuple[Round, Event, Any]:
    """The round, the hand-over, and its family; None for one that does not live in the reader's area."""
    held, who = aid_of(request, aid_id), reader(request)
    rows = queries.events(who.scope, held).filter(pk=event_id)
    found: Event = one_of(request, rows, f"event:{event_id[:12]}")
    return held, found, registry.families(who.scope).filter(family_id=found.family_id).first()


def _proofs(found: Event) -> dict[str, str]:
    """The SHA-256 of each proof by its kind."""
    return dict(each.split(":", 1) for each in found.proofs.split())


def _facts(found: Event, held: Round) -> list[tuple[str, Any]]:
    told = queries.details_of(found)
    taker = taker_words(Taker(found.taker)) if found.taker else ""
    position = told.get("position")
    return [
        (_("Apa yang terjadi"), what_of(found, aid_kinds()[held.programme.kind].form)),
        (_("Sebagai pengganti"), found.instead_of), (_("Bulan"), day(found.month)),
        (_("Hari"), day(found.day)), (_("Desa"), village_name(found.area)),
        (_("Titik bagi"), found.point.name if found.point else ""),
        (_("Yang menerima"), f"{told['name']} ({taker})" if "name" in told else taker),
        (_("Pemeriksaan"), checked_words(Checked(found.checked)) if taker else ""),
        (_("Nomor rujukan"), told.get("reference", "")), (_("Catatan"), told.get("note", "")),
        (_("Posisi"), ", ".join(str(each) for each in position) if position else ""),
        (_("Dicatat oleh"), found.by.name),
    ]  # fmt: skip
