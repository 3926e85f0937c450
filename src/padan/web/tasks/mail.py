"""The mail that reminds of tasks: numbers and an address, no names of people."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.urls import reverse

from padan.kernel.texts import _, answering_in
from padan.kernel.writing import count
from padan.office.tasks.reminding import Reminder

_log = logging.getLogger("padan.web")


def send_reminder(reminder: Reminder, site: str) -> bool:
    """Send it in the language of the account; ``site`` is the address of the office's pages. False where the server did
    not take it."""
    with answering_in(reminder.account.language):
        subject, text = _("Tugas Anda di Padan"), "\n\n".join(_paragraphs(reminder, site.rstrip("/")))
    try:
        send_mail(subject, text, None, [reminder.account.email])
    except (SMTPException, OSError):
        _log.exception("a reminder was not sent")
        return False
    return True


def _paragraphs(reminder: Reminder, site: str) -> list[str]:
    told = [_("Yth. {name},").format(name=reminder.account.name)]
    if reminder.late or reminder.soon:
        words = _("Di daftar Anda {late} tugas terlambat dan {soon} jatuh tempo dalam 7 hari:")
        told += [words.format(late=count(reminder.late), soon=count(reminder.soon)), site + reverse("tasks.list")]
    if reminder.escalated:
        words = _("Di wilayah Anda {count} tugas sudah lama terlambat dan diteruskan ke kecamatan. Desanya:")
        told += [words.format(count=count(reminder.escalated)), site + reverse("tasks.villages")]
    told.append(_("Surel ini dikirim paling sering seminggu sekali, selama ada yang menunggu."))
    return told
