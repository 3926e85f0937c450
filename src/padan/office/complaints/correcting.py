"""From a complaint to a corrected fact, by the ways there are: a request of the person about their data, and what
officers tell of the person, which enters the next release as a record of the source ``office``.

A complaint keeps whom it means and which request was opened for them; what was corrected is asked of the tasks.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.audit.operations import record
from padan.office.complaints.models import Complaint
from padan.office.complaints.permissions import READERS, check_may_handle
from padan.office.registry import queries as registry
from padan.office.subjects.operations import Request, open_case
from padan.office.subjects.states import Right
from padan.office.tasks import queries as tasks
from padan.office.tasks.queries import Answer
from padan.office.tasks.states import Outcome


@transaction.atomic
def point_to(complaint: Complaint, person_id: str, *, by: Account, on: datetime) -> Complaint:
    """Say whose data a complaint means. InvalidValueError where there is no such person in the area of ``by``."""
    held, day = Complaint.objects.select_for_update().get(pk=complaint.pk), timezone.localdate(on)
    check_may_handle(by, held, day)
    person_id = person_id.strip().upper()
    if not registry.people(scope_of(by, day, *READERS)).filter(person_id=person_id).exists():
        raise InvalidValueError(
            _("Tidak ada orang dengan nomor itu di wilayah Anda"),
            next_step=_("Cari orangnya, lalu salin nomornya dari halamannya."),
        )
    before, held.subject = held.subject, f"person:{person_id}"
    held.save(update_fields=("subject",))
    record(
        by=acting(by), on=on, action="complaints.pointed", subject=str(held), area=held.area,
        before={"subject": before}, after={"subject": held.subject},
    )  # fmt: skip
    return held


@transaction.atomic
def open_request(complaint: Complaint, wanted: str, *, by: Account, on: datetime) -> Complaint:
    """Open the request for correction of whom a complaint means; its time runs from when the complaint was made.
    InvalidValueError where nobody is meant yet, NotAllowedError where there is one already."""
    held = Complaint.objects.select_for_update().get(pk=complaint.pk)
    check_may_handle(by, held, timezone.localdate(on))
    if held.case_id is not None:
        raise NotAllowedError(_("Permintaannya sudah dibuka"), next_step=_("Buka permintaan itu."))
    person = registry.people(scope_of(by, timezone.localdate(on), *READERS)).filter(person_id=person_of(held)).first()
    if person is None:
        raise InvalidValueError(_("Orangnya belum ditunjuk"), next_step=_("Tunjuk dahulu data siapa yang dimaksud."))
    request = Request(
        Right.CORRECTION, held.subject, person.area, wanted, held.name or _("pengadu tanpa nama"),
        _("Pengaduan nomor {number}").format(number=held.pk), held.filed_at,
    )  # fmt: skip
    held.case = open_case(request, by=by, on=on)
    held.save(update_fields=("case",))
    return held


def person_of(complaint: Complaint) -> str:
    """The id of whom a complaint means; empty where nobody was pointed to."""
    return complaint.subject.partition(":")[2]


def corrections(scope: Scope, complaint: Complaint) -> QuerySet[Answer]:
    """What officers told unasked of the person and the family in the scope since the complaint was made and holds: the
    next release takes it in."""
    if not complaint.subject:
        return Answer.objects.none()
    person = person_of(complaint)
    families = registry.people(scope).filter(person_id=person).exclude(family_id="").values("family_id")
    told = tasks.unasked(scope).filter(
        Q(person_id=person) | Q(person_id="", family_id__in=families)
    )  # fmt: skip
    return Answer.objects.filter(task__in=told, on__gte=complaint.filed_at, outcome=Outcome.HOLDS).select_related(
        "task", "by"
    )
