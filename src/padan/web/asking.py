"""What views ask of a request: its reader, and what they refuse."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from padan.kernel.errors import PadanError
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.web.access import Reader


def reader(request: HttpRequest) -> Reader:
    """Who reads the page; every page that is not public has one."""
    found: Reader = request.reader  # type: ignore[attr-defined]
    return found


@transaction.atomic
def refused(request: HttpRequest, subject: str) -> None:
    """Write down that somebody asked for what is not theirs to see."""
    record(
        by=acting(reader(request).account), on=timezone.now(), action="web.refused", subject=subject,
        reason=request.resolver_match.view_name if request.resolver_match else "",
    )  # fmt: skip


@transaction.atomic
def looked(request: HttpRequest, subject: str, area: str = "", reason: str = "") -> None:
    """Write down that somebody looked at a person, a family or another thing of people."""
    record(
        by=acting(reader(request).account), on=timezone.now(), action="web.looked", subject=subject, area=area,
        reason=reason,
    )  # fmt: skip


def words_of(error: PadanError) -> str:
    """What is wrong and what to do, as one text beside a form."""
    return f"{error.what}. {error.next_step}" if error.next_step else f"{error.what}."


def one_of(request: HttpRequest, rows: QuerySet[Any], subject: str) -> Any:
    """The one row there is. Where there is none, be it outside the reader's scope or nowhere, the answer is the same:
    Http404, and an entry of the trail."""
    found = rows.first()
    if found is None:
        refused(request, subject)
        raise Http404(subject)
    return found
