"""What can be kept of a report, and what can be said of an activity."""

from __future__ import annotations

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import lies_in
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.activities.lines import Line
from padan.office.activities.models import Activity, Report, Withdrawn
from padan.reference.activities import activity_kinds


def check_line(line: Line, area: str) -> None:
    """InvalidValueError for an activity without a company or a title, outside the regency, or that ends before it
    begins."""
    if not line.company.strip() or not line.title.strip():
        raise InvalidValueError(_("Perusahaan atau kegiatan belum diisi"), next_step=_("Isi keduanya."))
    if not lies_in(line.area, area):
        raise InvalidValueError(_("Tempat itu di luar kabupaten ini"), next_step=_("Pilih tempat di kabupaten ini."))
    if line.since and line.until and line.until < line.since:
        raise InvalidValueError(_("Hari selesai lebih dulu daripada hari mulai"), next_step=_("Periksa tanggalnya."))


def check_reason(reason: str) -> None:
    """InvalidValueError for none."""
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))


def check_counts(held: Report) -> None:
    """NotAllowedError for a report that was taken back."""
    if Withdrawn.objects.filter(report=held).exists():
        raise NotAllowedError(_("Laporan ini sudah ditarik"), next_step=_("Terima lagi berkasnya."))


def check_kind(kind: str) -> None:
    """InvalidValueError for a kind that there is not."""
    if kind not in activity_kinds():
        raise InvalidValueError(_("Jenis kegiatan itu tidak dikenal"), next_step=_("Pilih dari daftar."))


def check_pair(one: Activity, other: Activity) -> None:
    """InvalidValueError for an activity with itself, or with one of another regency."""
    if one.pk == other.pk or one.report.area != other.report.area:
        raise InvalidValueError(
            _("Dua laporan ini tidak dapat dibandingkan"), next_step=_("Pilih dua kegiatan yang berbeda.")
        )
