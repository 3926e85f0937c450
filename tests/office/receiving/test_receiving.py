"""Files that are sent: kept with the right mode, once each, and what becomes of them."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit.models import Entry
from padan.office.jobs.models import Job
from padan.office.jobs.permissions import ROLES
from padan.office.jobs.states import Kind
from padan.office.receiving import operations, queries, storage
from padan.office.receiving.models import Upload
from padan.office.receiving.operations import Received, Said
from padan.office.receiving.policies import can_be_sent
from padan.office.receiving.states import NEXT, State, may_follow
from padan.office.receiving.storage import Incoming, Stored

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
VILLAGE, NEIGHBOUR, ELSEWHERE = "64.02.13.1008", "64.02.13.1009", "64.02.07.2002"
RECEIVED = Received("0123456789abcdef", "dtsen", 10, 8, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_HOME = tmp_path / "home"
    return tmp_path / "home"


def somebody(role: Role = Role.VILLAGE_OPERATOR, *areas: str, name: str = "rina") -> Account:
    account = invite(f"{name}@kukar.example", name.title(), by=None, on=NOW)
    wanted = Appointment(account, role, areas or (VILLAGE,), DAY, DAY + timedelta(days=9))
    appoint(wanted, by=None, on=NOW, reason="uji")
    return account


def arrived(content: bytes = b"nama\n", name: str = "kes.csv") -> Stored:
    incoming = Incoming(name)
    incoming.write(content)
    return incoming.close()


def sent(by: Account, content: bytes = b"nama\n", said: Said | None = None) -> Upload:
    return operations.send(arrived(content), said or Said(), by=by, on=NOW)


def test_a_file_lies_where_only_its_owner_reads_it_and_is_not_swept_away(home: Path) -> None:
    incoming = Incoming("../../Daftar Rahasia.XLSX")
    for piece in (b"ab", b"cd"):
        incoming.write(piece)
    stored = incoming.close()
    path = storage.path_of(stored.stored)
    assert (path.parent, path.suffix, path.read_bytes()) == (home / "work", ".xlsx", b"abcd")
    assert (path.stat().st_mode & 0o777, stored.size) == (0o600, 4)
    assert stored.sha256 == hashlib.sha256(b"abcd").hexdigest()


@pytest.mark.parametrize("name", ["a", "a.", "a.b c", "a.php5;x", "a." + "x" * 30])
def test_what_is_no_plain_suffix_is_left_out(name: str) -> None:
    assert Path(arrived(name=name).stored).suffix == ""


def test_only_what_nobody_knows_and_is_old_is_removed() -> None:
    known, old, new = (arrived().stored for _n in range(3))
    for name in (known, old):
        os.utime(storage.path_of(name), (time.time() - 2 * 86_400,) * 2)
    assert storage.drop_orphans({known}) == 1
    assert [storage.path_of(name).exists() for name in (known, old, new)] == [True, False, True]


def test_a_sent_file_waits_with_a_job_and_stands_in_the_trail() -> None:
    account = somebody()
    upload = sent(account, said=Said("dtsen", VILLAGE, date(2026, 10, 31)))
    assert (upload.state, upload.area, upload.sent_by) == (State.WAITING, VILLAGE, account)
    job = Job.objects.get()
    assert (upload.job, job.kind, job.asked_by) == (job, Kind.RECEIVE, account)
    assert job.arguments == {
        "upload": upload.pk, "source": "dtsen", "village": VILLAGE, "day": "2026-10-31", "received_at": "2026-11-28",
        "within": [VILLAGE],
    }  # fmt: skip
    entries = list(Entry.objects.order_by("-number").values_list("action", "subject", "by")[:2])
    assert entries == [
        ("jobs.asked", str(job), str(account)), ("receiving.sent", str(upload), str(account)),
    ]  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_who_may_send(role: Role) -> None:
    areas = {"province": "64", "regency": "64.02", "district": "64.02.13", "village": VILLAGE}
    account = invite("a@kukar.example", "A", by=None, on=NOW)
    area = tuple(areas[level] for level in FACTS[role].levels[:1])
    appoint(Appointment(account, role, area, DAY, DAY), by=None, on=NOW, reason="uji")
    if role in ROLES[Kind.RECEIVE]:
        assert sent(account).state == State.WAITING
    else:
        with pytest.raises(NotAllowedError):
            sent(account)
        assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("areas", "area"),
    [
        ((VILLAGE,), VILLAGE),
        ((VILLAGE, NEIGHBOUR), "64.02.13"),
        ((VILLAGE, ELSEWHERE), "64.02"),
    ],
)
def test_a_file_belongs_to_the_smallest_region_of_its_sender(areas: tuple[str, ...], area: str) -> None:
    assert sent(somebody(Role.VILLAGE_OPERATOR, *areas)).area == area


#: The posts of a sender, each with its areas and its last day, and where the rows of what is sent must lie.
LONG_GONE = DAY - timedelta(days=1)
SENDERS = {
    "operator": ([(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY)], [VILLAGE]),
    "operator of two villages": ([(Role.VILLAGE_OPERATOR, (VILLAGE, ELSEWHERE), DAY)], [ELSEWHERE, VILLAGE]),
    "operator with two posts": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.VILLAGE_OPERATOR, (NEIGHBOUR,), DAY)], [VILLAGE, NEIGHBOUR],
    ),
    "operator in the secretariat too": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.COORDINATOR, ("64.02",), DAY)], [VILLAGE],
    ),
    "operator, once at the puskesmas": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.NUTRITION_OFFICER, (NEIGHBOUR,), LONG_GONE)], [VILLAGE],
    ),
    "operator, at the puskesmas too": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.NUTRITION_OFFICER, (VILLAGE,), DAY)], [],
    ),
    "puskesmas": ([(Role.NUTRITION_OFFICER, (VILLAGE,), DAY)], []),
    "field officer": ([(Role.FIELD_OFFICER, ("64.02.13",), DAY)], []),
    "data officer": ([(Role.DATA_OFFICER, ("64.02",), DAY)], []),
}  # fmt: skip


@pytest.mark.parametrize("who", SENDERS)
def test_whose_rows_must_lie_in_the_own_villages(who: str) -> None:
    posts, within = SENDERS[who]
    account = invite("a@kukar.example", "A", by=None, on=NOW)
    for role, areas, until in posts:
        appoint(Appointment(account, role, areas, LONG_GONE, until), by=None, on=NOW, reason="uji")
    sent(account)
    assert Job.objects.get().arguments["within"] == within


REFUSED = {
    "empty": (0, "", "kosong"),
    "too large": (3 * 1024 * 1024, "", "lebih besar dari 2 MB"),
    "of a village elsewhere": (1, ELSEWHERE, "di luar wilayah"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_sent(how: str, settings: Any) -> None:
    settings.PADAN_UPLOAD_MB = 2
    size, village, words = REFUSED[how]
    file = Stored("a.csv", "kiriman-a.csv", size, "0" * 64)
    assert not can_be_sent(file, Scope((VILLAGE,)), village)
    with pytest.raises(NotAllowedError, match=words):
        operations.send(file, Said(village=village), by=somebody(), on=NOW)


def test_the_same_file_twice_is_received_once() -> None:
    first, second = sent(somebody()), sent(somebody(name="budi"))
    assert (second.state, second.same_as, second.job, second.was_known) == (State.KNOWN, first, None, True)
    assert Job.objects.count() == 1


def test_a_copy_of_a_received_file_has_its_receipt() -> None:
    account = somebody()
    operations.settle(sent(account), RECEIVED, on=NOW)
    copy = sent(account)
    assert (copy.state, copy.receipt_id, copy.rows_rejected) == (State.KNOWN, RECEIVED.receipt_id, 2)


def test_a_copy_sent_while_the_first_waited_has_its_receipt_too() -> None:
    first, copy = sent(somebody()), sent(somebody(name="budi"))
    operations.settle(first, RECEIVED, on=NOW)
    copy.refresh_from_db()
    assert (copy.state, copy.receipt_id, copy.rows_rejected) == (State.KNOWN, RECEIVED.receipt_id, 2)


def test_a_file_that_was_refused_can_be_sent_again() -> None:
    account = somebody()
    operations.refuse(sent(account), on=NOW, reason="rusak")
    assert sent(account).state == State.WAITING


@pytest.mark.parametrize(("known", "state"), [(False, State.RECEIVED), (True, State.KNOWN)])
def test_what_becomes_of_a_file_is_settled_once(known: bool, state: State) -> None:
    upload = sent(somebody())
    assert operations.begin(upload, known=known) is known
    # The worker died after the register had the file; the next one finds it there.
    assert operations.begin(upload, known=True) is known
    for _twice in range(2):
        held = operations.settle(upload, RECEIVED, on=NOW)
    assert (held.state, held.rows_in, held.rows_accepted, held.rows_rejected) == (state, 10, 8, 2)
    assert operations.refuse(upload, on=NOW, reason="x").state == state
    assert Entry.objects.filter(action__in=("receiving.received", "receiving.refused")).count() == 1


def test_who_sees_which_files() -> None:
    officer = somebody(Role.DATA_OFFICER, "64.02", name="officer")
    rina, budi = somebody(), somebody(Role.VILLAGE_OPERATOR, ELSEWHERE, name="budi")
    by_rina, by_budi = sent(rina, b"a"), sent(budi, b"b")
    assert list(queries.uploads(Scope(("64.02",)), officer)) == [by_budi, by_rina]
    assert list(queries.uploads(Scope(), officer)) == []
    assert list(queries.uploads(Scope(), rina)) == [by_rina]
    assert list(queries.uploads(Scope(("64.03",)), budi)) == [by_budi]
    assert [name for _pk, name in queries.senders(Scope(("64.02",)), officer)] == ["Budi", "Rina"]


def test_states_are_final_once_a_file_no_longer_waits() -> None:
    assert set(NEXT) == set(State)
    for one in State:
        assert any(may_follow(one, other) for other in State) is (one is State.WAITING)
