"""Messages between a giver and the families it helps: written, and let through or kept by an officer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.giving import permissions, policies
from padan.office.giving.models import Giver, Hold, Message, Passed


@transaction.atomic
def write(giver: Giver, text: str, hold: Hold | None = None, *, by: Account, on: datetime) -> Message:
    """Write a message: from the giver where ``by`` acts for it, else to the giver, by who looks after it.
    InvalidValueError for an empty one or one about a hold of another giver."""
    day = timezone.localdate(on)
    permissions.check_may_speak(by, giver, day)
    if not text.strip():
        raise InvalidValueError(_("Pesan masih kosong"), next_step=_("Tulis pesannya."))
    if hold is not None and hold.pledge.giver_id != giver.pk:
        raise InvalidValueError(_("Bantuan itu dari pemberi lain"), next_step=_("Pilih dari daftarnya."))
    made = Message(
        giver=giver, hold=hold, of_giver=permissions.acts_for(by, giver, day), text=text.strip(), by=by, on=on
    )  # fmt: skip
    made.save()
    _tell(made, "giving.message_written", by, on)
    return made


@transaction.atomic
def decide(message: Message, *, through: bool, reason: str = "", by: Account, on: datetime) -> Passed:
    """Let a message through, or keep it with a reason. NotAllowedError for who wrote it, and where that is decided."""
    held = Message.objects.select_for_update(of=("self",)).select_related("giver").get(pk=message.pk)
    permissions.check_may_pass(by, held, timezone.localdate(on))
    if Passed.objects.filter(message=held).exists():
        raise NotAllowedError(_("Pesan ini sudah diperiksa"), next_step=_("Muat ulang halamannya."))
    if not through:
        policies.check_reason(reason)
    made = Passed(message=held, through=through, reason=reason.strip(), by=by, on=on)
    made.save()
    _tell(held, "giving.message_passed" if through else "giving.message_kept", by, on)
    return made


def _tell(message: Message, action: str, by: Account, on: datetime) -> None:
    giver = message.giver
    record(by=acting(by), on=on, action=action, subject=str(giver), area=giver.area, after={"message": message.pk})
