"""What waits for the reader of the first page: a number, what it counts, and where to go on.

Each question is asked within the area of the posts that may open the page behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts import queries as accounts
from padan.office.accounts.roles import Role
from padan.office.aid import queries as aid
from padan.office.aid.states import State as AidState
from padan.office.audit import queries as trail
from padan.office.complaints import queries as complaints
from padan.office.delivery import queries as delivery
from padan.office.jobs import queries as jobs
from padan.office.jobs.permissions import ROLES as ASKERS
from padan.office.jobs.states import Kind
from padan.office.jobs.states import State as JobState
from padan.office.receiving import queries as receiving
from padan.office.receiving.states import State as UploadState
from padan.office.registry import queries as registry
from padan.office.registry.states import State as ReleaseState
from padan.office.reviews import queries as reviews
from padan.office.reviews.permissions import REVIEWERS
from padan.office.subjects import queries as subjects
from padan.office.tasks import queries as tasks
from padan.office.tasks.permissions import OWNED, READERS
from padan.office.tasks.states import State as TaskState
from padan.reports.arrivals import arrivals
from padan.web.receiving.forms import WITH_REFUSED_ROWS
from padan.web.waiting_desk import Desk, Tile
from padan.web.waiting_gifts import gifts, own_gifts

#: Questions are counted up to here: more is "many" to whoever begins the day with them.
MOST: Final = 1_000
#: How far back files of the reader's own are told of, and how far ahead deadlines and ends of posts.
BACK, AHEAD, ENDS_AHEAD = timedelta(days=30), timedelta(days=7), timedelta(days=30)
#: Where rounds that wait for another person are, and how they look.
_OF_ROUND: Final = ("aid.list", "aid.round", "doubt")


def tiles(desk: Desk) -> list[Tile]:
    """Everything that waits; nothing is told of what does not."""
    return [tile for each in _QUESTIONS for tile in each(desk)]


def _releases(desk: Desk) -> Iterator[Tile]:
    offered = registry.releases_of(desk.of((Role.DATA_OFFICER,))).filter(state=ReleaseState.OFFERED).count()
    if offered:
        yield Tile(count(offered), _("rilis menunggu disahkan"), reverse("releases.list"), "layers", "doubt")


def _work(desk: Desk) -> Iterator[Tile]:
    if not desk.of((Role.DATA_OFFICER,)).covers(settings.PADAN_REGENCY):
        return
    kinds = (Kind.BUILD, Kind.TAKE_IN)
    at_work = jobs.unfinished(*kinds).count()
    last = None if at_work else jobs.of_kinds(*kinds).first()
    if at_work:
        yield Tile(
            count(at_work), _("pekerjaan pada rilis sedang berjalan"), reverse("releases.list"), "hourglass-split"
        )
    if last is not None and last.state == JobState.FAILED:
        words = _("pekerjaan pada rilis tidak berhasil")
        yield Tile(count(1), words, reverse("releases.job", args=[last.pk]), "exclamation-triangle", "bad")


def _pairs(desk: Desk) -> Iterator[Tile]:
    found = reviews.left(desk.of(REVIEWERS), desk.account, MOST + 1)
    if found:
        figure = _("lebih dari {n}").format(n=count(MOST)) if found > MOST else count(found)
        yield Tile(figure, _("pasangan menunggu jawaban"), reverse("review.queue"), "intersect")


def _files(desk: Desk) -> Iterator[Tile]:
    if not desk.holds(ASKERS[Kind.RECEIVE]):
        return
    mine = receiving.uploads(Scope(), desk.account).filter(sent_at__gte=desk.now - BACK).order_by()
    found = mine.aggregate(
        waiting=Count("pk", filter=Q(state=UploadState.WAITING)),
        refused=Count("pk", filter=Q(state=UploadState.REFUSED)),
        rows=Count("pk", filter=receiving.WITH_REFUSED_ROWS),
    )
    since = (desk.day - BACK).isoformat()
    for key, state, words, icon, look in (
        ("waiting", UploadState.WAITING.value, _("berkas Anda sedang diterima"), "hourglass-split", "plain"),
        ("refused", UploadState.REFUSED.value, _("berkas Anda tidak dapat diterima"), "x-circle", "bad"),
        ("rows", WITH_REFUSED_ROWS, _("berkas Anda berisi baris yang ditolak"), "file-earmark-spreadsheet", "doubt"),
    ):
        if found[key]:
            asked = urlencode({"state": state, "sender": desk.account.pk, "since": since})
            yield Tile(count(found[key]), words, f"{reverse('receiving.uploads')}?{asked}", icon, look)


def _late(desk: Desk) -> Iterator[Tile]:
    if not desk.of((Role.DATA_OFFICER,)):
        return
    found = [each for each in arrivals(Path(settings.PADAN_HOME), desk.day) if each.state in ("late", "never")]
    if found:
        words = _("daftar terlambat atau belum pernah dikirim")
        yield Tile(count(len(found)), words, reverse("receiving.uploads"), "clock-history", "doubt")


def _cases(desk: Desk) -> Iterator[Tile]:
    scope = desk.of((Role.DATA_OFFICER, Role.INSPECTOR))
    found = subjects.overdue(scope, desk.now + AHEAD).aggregate(
        due=Count("pk"), late=Count("pk", filter=Q(due_at__lt=desk.now))
    )
    if found["due"]:
        words = _("permintaan atas data bertenggat dalam 7 hari atau sudah lewat")
        look = "bad" if found["late"] else "doubt"
        yield Tile(count(found["due"]), words, reverse("rights.list"), "shield-exclamation", look)
    breaches = subjects.breaches(scope).filter(closed_at=None).count()
    if breaches:
        words = _("kegagalan pelindungan data belum ditutup")
        yield Tile(count(breaches), words, reverse("rights.breaches"), "shield-exclamation", "bad")


def _tasks(desk: Desk) -> Iterator[Tile]:
    scope, roles = desk.of(READERS), desk.areas.keys() & set(READERS)
    if not roles:
        return
    mine, everybody = tasks.counts(tasks.asked(scope, roles), desk.day), tasks.open_tasks(scope)
    answers, oversees = not roles.isdisjoint(OWNED), Role.COORDINATOR in roles
    for many, words, query, look in (
        (mine.late, _("tugas terlambat"), "?state=late", "bad"),
        (mine.soon, _("tugas jatuh tempo dalam 7 hari"), "?state=soon", "doubt"),
        (everybody.filter(state=TaskState.CONTESTED).count() if answers else 0,
         _("tugas dengan jawaban bertentangan"), "?state=contested&whose=all", "bad"),
        (tasks.escalated(scope, desk.day).count() if oversees else 0,
         _("tugas diteruskan ke kecamatan"), "?state=escalated&whose=all", "bad"),
    ):  # fmt: skip
        if many:
            yield Tile(count(many), words, f"{reverse('tasks.list')}{query}", "list-check", look)


def _aid(desk: Desk) -> Iterator[Tile]:
    """Rounds and what they wait for: the village looks at a list or hands out, the officer answers it and settles what
    contradicts, the secretariat signs."""
    village, officer = desk.of((Role.VILLAGE_OPERATOR,)), desk.of((Role.DATA_OFFICER,))
    secretariat = desk.of((Role.COORDINATOR,))
    if village:
        known = aid.rounds_over(village)
        found = list(known.filter(state__in=(AidState.VERIFYING, AidState.DELIVERING)).values_list("pk", "state"))
        with_own = aid.with_chosen(village, [pk for pk, _state in found])
        asked = [pk for pk, state in found if state == AidState.VERIFYING and pk in with_own]
        handed = [pk for pk, state in found if state == AidState.DELIVERING and pk in with_own]
        yield from _rounds(asked, len(asked), _("daftar penerima menunggu diperiksa desa"), "aid.list", look="doubt")
        yield from _rounds(handed, len(handed), _("bantuan sedang disalurkan di desa Anda"), "delivery.list")
    if officer:
        said = aid.unsettled_of(aid.rounds(officer).filter(state=AidState.CORRECTING))
        words = _("pernyataan desa menunggu jawaban")
        yield from _rounds(list(said), sum(said.values()), words, "aid.list", "aid.statements", "doubt")
        many = delivery.conflicts_of(officer)
        words = _("penyerahan bantuan bertentangan")
        yield from _rounds(list(many), sum(many.values()), words, "delivery.list", "delivery.show", "bad")
    if secretariat:
        proposed = aid.rounds(secretariat).filter(state=AidState.PROPOSED)
        of_givers = dict(proposed.values_list("pk", "programme__by_givers"))
        decreed, checked = ([pk for pk, given in of_givers.items() if given is each] for each in (False, True))
        yield from _rounds(decreed, len(decreed), _("putaran bantuan menunggu ditetapkan"), *_OF_ROUND)
        yield from _rounds(checked, len(checked), _("putaran dari pemberi menunggu diperiksa"), *_OF_ROUND)


def _rounds(
    found: Sequence[int], many: int, words: str, page: str, of_one: str = "", look: str = "plain"
) -> Iterator[Tile]:
    """A tile about rounds, with the page of the one there is, or the page of all."""
    if found:
        address = reverse(of_one, args=[found[0]]) if of_one and len(found) == 1 else reverse(page)
        icon = "geo-alt" if page == "delivery.list" else "list-check"
        yield Tile(count(many), words, address, icon, look)


def _posts(desk: Desk) -> Iterator[Tile]:
    found = accounts.accounts(desk.of((Role.ADMINISTRATOR,)))
    for which, rows, words, icon in (
        ("ending", accounts.ending(found, desk.day, desk.day + ENDS_AHEAD),
         _("akun dengan jabatan yang berakhir dalam 30 hari"), "clock-history"),
        ("waiting", accounts.waiting(found), _("akun belum membuat kata sandi"), "envelope"),
    ):  # fmt: skip
        many = rows.count()
        if many:
            yield Tile(count(many), words, f"{reverse('accounts.list')}?which={which}", icon, "doubt")
    unheld = complaints.held_by_nobody(desk.of((Role.ADMINISTRATOR,)), desk.day)
    if unheld:
        words = _("pengaduan tidak dapat dibuka siapa pun; angkat inspektur lain")
        yield Tile(count(unheld), words, reverse("accounts.list"), "envelope", "bad")


def _head(desk: Desk) -> Iterator[Tile]:
    if desk.of((Role.INSPECTOR,)):
        number = trail.head().number
        yield Tile(count(number), _("entri jejak; catat kepalanya hari ini"), reverse("trail.head"), "link-45deg")


#: In the order in which their tiles stand.
_QUESTIONS: Final[tuple[Callable[[Desk], Iterator[Tile]], ...]] = (
    _work, _releases, _cases, _tasks, _aid, gifts, own_gifts, _files, _pairs, _late, _posts, _head,
)  # fmt: skip
