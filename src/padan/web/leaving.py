"""Files that leave the office: marked with who takes them, written down with why, never kept on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from padan.kernel.texts import _
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.tasks import papers
from padan.reports.watermark import Watermark
from padan.web.asking import reader

CSV, PDF, XLSX, ZIP = "csv", "pdf", "xlsx", "zip"
#: Letters of a reason, at least and at most; of a place in the name of a file.
REASON: Final = (10, 300)
_PLACE: Final = 60
_TYPES: Final = {
    CSV: "text/csv; charset=utf-8", PDF: "application/pdf", ZIP: "application/zip",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


class ReasonForm(forms.Form):
    """Why what tells of people leaves the office; ``of_what`` says what that is."""

    reason = forms.CharField(min_length=REASON[0], max_length=REASON[1])

    def __init__(self, *args: Any, of_what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Untuk apa?")
        self.fields["reason"].help_text = of_what


def mark(request: HttpRequest) -> Watermark:
    """Who takes a file, and when."""
    account = reader(request).account
    return Watermark(account.name, account.email, timezone.localtime(timezone.now()))


@transaction.atomic
def write_down(
    request: HttpRequest, action: str, subject: str, area: str, after: Mapping[str, Any], reason: str = ""
) -> None:  # fmt: skip
    """Who took what along."""
    record(
        by=acting(reader(request).account), on=timezone.now(), action=action, subject=subject, area=area,
        reason=reason, after=dict(after),
    )  # fmt: skip


def file_of(made: bytes, what: str, place: str, kind: str) -> HttpResponse:
    """The file, named by what it is, of which place and day."""
    return named(made, f"{what}-{slugify(place)[:_PLACE]}-{timezone.localdate().isoformat()}.{kind}", _TYPES[kind])


def book_of(made: bytes, name: str) -> HttpResponse:
    """A workbook under its own name."""
    return named(made, f"{name}.{XLSX}", _TYPES[XLSX])


def named(made: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that the browser stores, and nobody on the way."""
    return HttpResponse(
        made, content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )  # fmt: skip


def paper_to_keep(stored: str, name: str) -> HttpResponse:
    """A paper that is kept (:mod:`padan.office.tasks.papers`), to be stored under a name."""
    kind = stored.rpartition(".")[2]
    return named(papers.path_of(stored).read_bytes(), f"{name}.{kind}", papers.TYPES[kind])


def paper_to_see(stored: str) -> HttpResponse:
    """The same to be looked at, and stored by nobody."""
    content, kind = papers.path_of(stored).read_bytes(), papers.TYPES[stored.rpartition(".")[2]]
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
