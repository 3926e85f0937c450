"""Who may write a complaint down for somebody, and who answers it."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.scope import VILLAGE_LETTERS, Scope, lies_in, of_regency
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import posts_of, scope_of
from padan.office.accounts.roles import Role
from padan.office.complaints.models import Complaint, Step
from padan.office.complaints.seats import for_secretariat
from padan.office.complaints.states import CLOSED, SITTING, Desk, State, is_about, ladder
from padan.reference.complaints import terms
from padan.rules.complaints import rungs

#: Roles that look at complaints of their area that are not sensitive, and write one down for somebody.
READERS: Final = (Role.DATA_OFFICER, Role.VILLAGE_OPERATOR, Role.COORDINATOR, Role.INSPECTOR)


def desk_scopes(by: Account, day: date) -> dict[Desk, Scope]:
    """The area for which an account sits at each desk."""
    held = scopes_of(by, day)
    found = {desk: held.get(role, Scope()) for desk, role in SITTING.items()}
    return {**found, Desk.SECRETARIAT: of_regency(found[Desk.SECRETARIAT])}


def scopes_of(by: Account, day: date) -> dict[Role, Scope]:
    """The area of each role that an account holds."""
    found: dict[Role, Scope] = {}
    for post in posts_of(by, day):
        found[Role(post.role)] = found.get(Role(post.role), Scope()) | post.scope
    return found


def desks_now(complaint: Complaint, day: date) -> tuple[Desk, ...]:
    """The desks that answer a complaint on a day: its own, and where it is late those that it has come up to."""
    desk = Desk(complaint.desk)
    if complaint.waits_until is None:
        return (desk,)
    up = rungs(complaint.waits_until, day, terms()["rung"].days)
    return ladder(desk, complaint.sensitive)[: 1 + up]


def is_named(by: Account, complaint: Complaint) -> bool:
    """Whether a complaint is about this account."""
    return complaint.named.filter(account=by).exists()


def check_may_file(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` writes down complaints of that area for others: of its villages, and anybody who
    has a post in the regency of the regency as a whole."""
    held = scope_of(by, day, *READERS)
    whole = len(area) < VILLAGE_LETTERS and any(lies_in(code, area) for code in held.codes)
    if not whole and not held.covers(area):
        raise NotAllowedError(_("Wilayah itu di luar wilayah Anda"), next_step=_("Pilih desa di wilayah Anda."))


def may_file(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_file`."""
    try:
        check_may_file(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_handle(by: Account, complaint: Complaint, day: date) -> None:
    """NotAllowedError unless ``by`` sits at a desk that answers the complaint on that day, and is not named in it."""
    if is_named(by, complaint) or not _sits(by, complaint, day):
        raise NotAllowedError(
            _("Pengaduan ini sedang tidak di meja Anda"), next_step=_("Serahkan kepada yang memegangnya.")
        )


def may_handle(by: Account, complaint: Complaint, day: date) -> bool:
    """The twin of :func:`check_may_handle`."""
    try:
        check_may_handle(by, complaint, day)
    except NotAllowedError:
        return False
    return True


def _sits(by: Account, complaint: Complaint, day: date) -> bool:
    """Whether ``by`` sits at such a desk; the inspectorate may take up what is sensitive at any time, and the
    secretariat what nobody there may."""
    always = (Desk.INSPECTORATE,) if complaint.sensitive else ()
    handed = Complaint.objects.filter(for_secretariat(day), pk=complaint.pk).exists()
    desks = (*desks_now(complaint, day), *always, *((Desk.SECRETARIAT,) if handed else ()))
    scopes = desk_scopes(by, day)
    return any(scopes[desk].covers(complaint.area) for desk in desks if not is_about(complaint.against, SITTING[desk]))


def check_may_decide(by: Account, complaint: Complaint, day: date) -> None:
    """NotAllowedError unless ``by`` may handle the complaint, and did not give the answer that is appealed."""
    check_may_handle(by, complaint, day)
    if has_answered(by, complaint):
        raise NotAllowedError(
            _("Jawaban yang dipersoalkan ini dari Anda sendiri"), next_step=_("Minta orang lain memutus keberatannya.")
        )


def may_decide(by: Account, complaint: Complaint, day: date) -> bool:
    """The twin of :func:`check_may_decide`."""
    try:
        check_may_decide(by, complaint, day)
    except NotAllowedError:
        return False
    return True


def has_answered(by: Account, complaint: Complaint) -> bool:
    """Whether ``by`` gave the complaint its answer."""
    return Step.objects.filter(complaint=complaint, by=by, after=State.ANSWERED).exists()


def check_may_name(by: Account, complaint: Complaint, day: date) -> None:
    """NotAllowedError unless ``by`` may handle the complaint from a desk at which few sit: who is named loses sight of
    a complaint, so not everybody may name."""
    check_may_handle(by, complaint, day)
    scopes = desk_scopes(by, day)
    if not any(scopes[desk].covers(complaint.area) for desk in CLOSED):
        raise NotAllowedError(
            _("Yang diadukan ditandai oleh sekretariat kabupaten atau inspektorat"),
            next_step=_("Teruskan pengaduan ini kepada mereka."),
        )


def may_name(by: Account, complaint: Complaint, day: date) -> bool:
    """The twin of :func:`check_may_name`."""
    try:
        check_may_name(by, complaint, day)
    except NotAllowedError:
        return False
    return True


def check_may_open(by: Account, complaint: Complaint, day: date) -> None:
    """NotAllowedError unless ``by`` is of the inspectorate: nobody else opens to more readers what few may see."""
    if not desk_scopes(by, day)[Desk.INSPECTORATE].covers(complaint.area):
        raise NotAllowedError(
            _("Hanya inspektorat yang membuka pengaduan tertutup"), next_step=_("Teruskan kepada inspektorat.")
        )


def may_open(by: Account, complaint: Complaint, day: date) -> bool:
    """The twin of :func:`check_may_open`."""
    try:
        check_may_open(by, complaint, day)
    except NotAllowedError:
        return False
    return True
