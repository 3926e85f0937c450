"""``padan worker`` as real processes on a real database: killed, stopped, broken, two at once."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.utils import timezone
from tests.app.app_kit import FATHER, HEADER, MEASURED
from tests.office.giving import giving_kit

from padan.app.logs import AsJson
from padan.app.work import BUILD_STEPS, WORKS
from padan.app.worker import Worker
from padan.kernel.texts import answering_in
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.jobs import operations as jobs
from padan.office.jobs.models import Job
from padan.office.jobs.states import Kind, State
from padan.office.receiving import operations as receiving
from padan.office.receiving.models import Upload
from padan.office.receiving.operations import Said
from padan.office.receiving.states import State as UploadState
from padan.office.receiving.storage import Incoming, path_of
from padan.office.registry.models import Family, Person, Release
from padan.office.registry.operations import offer, take_in
from padan.office.registry.states import State as ReleaseState
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive

#: Rows enough to be killed among.
MANY = 150_000
#: Waited at most for what must happen; seconds.
LONG = 120.0
SILENCE = "2"


@pytest.fixture
def office(committed: None, office_home: Path) -> Path:
    """The home of an office whose database other processes see."""
    return office_home


def officer() -> Account:
    now, day = timezone.now(), timezone.localdate()
    account = invite("rina@kukar.example", "Rina", by=None, on=now)
    wanted = Appointment(account, Role.DATA_OFFICER, ("64.02",), day, day + timedelta(days=9))
    appoint(wanted, by=None, on=now, reason="uji")
    return account


def sent(text: str, name: str = "kes_2026-10.csv", by: Account | None = None, said: Said | None = None) -> Upload:
    incoming = Incoming(name)
    incoming.write(text.encode())
    return receiving.send(incoming.close(), said or Said(), by=by or officer(), on=timezone.now())


def many_rows(rows: int = MANY) -> str:
    return HEADER + "".join(FATHER.replace("6402131203850001", f"640213120385{n:04d}"[:16]) for n in range(rows))


def environment(home: Path) -> dict[str, str]:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{told['NAME']}"
    else:
        address = f"postgresql://{told['USER']}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
    return {**os.environ, "DATABASE_URL": address, "PADAN_HOME": str(home), "PADAN_SECRET_KEY": "uji"}


@contextmanager
def worker(home: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "padan.app", "worker", "--silence", SILENCE, *options]
    process = subprocess.Popen(
        command, env=environment(home), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(happened: Callable[[], bool]) -> None:
    last = time.monotonic() + LONG
    while not happened():
        assert time.monotonic() < last, "it did not happen"
        time.sleep(0.02)


def job_is(job: Job, *, step: str = "", done: int = 0) -> Callable[[], bool]:
    def looked() -> bool:
        job.refresh_from_db()
        assert job.state in (State.WAITING, State.RUNNING), "it ended before it could be killed"
        return job.state == State.RUNNING and step in job.step and job.done >= done

    return looked


def finish_with_another(home: Path, job: Job) -> None:
    """Another worker finds the job when its first one has been silent long enough."""
    with worker(home):
        until(lambda: not Job.objects.filter(pk=job.pk, state__in=(State.WAITING, State.RUNNING)).exists())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (State.DONE, 2, "")


def kill(process: subprocess.Popen[str], job: Job) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_receiving_that_is_killed_is_done_by_the_next_worker_once(office: Path) -> None:
    before = len(receipts(Home(office)))
    upload = sent(many_rows())
    assert upload.job is not None
    with worker(office) as process:
        until(job_is(upload.job, step="membaca baris", done=1))
        kill(process, upload.job)
    assert len(receipts(Home(office))) == before

    finish_with_another(office, upload.job)

    upload.refresh_from_db()
    assert (upload.state, upload.rows_in, upload.rows_rejected) == (UploadState.RECEIVED, MANY, 0)
    assert len(receipts(Home(office))) == before + 1
    assert pq.read_metadata(office / "records" / f"{upload.receipt_id}.parquet").num_rows == MANY
    assert not [file for file in (office / "work").iterdir() if file.suffix != ".lock"]
    assert Entry.objects.filter(action="receiving.received").count() == 1
    assert trail.broken() == ()


def test_building_that_is_killed_is_done_by_the_next_worker_and_the_old_release_serves_meanwhile(office: Path) -> None:
    current = (office / "releases" / "current").resolve()
    job = jobs.ask(Kind.BUILD, {"as_of": "2026-11-25"}, by=officer(), on=timezone.now())
    with worker(office) as process:
        until(job_is(job, step="menautkan"))
        kill(process, job)
    assert (office / "releases" / "current").resolve() == current

    finish_with_another(office, job)

    release = Release.objects.get()
    assert (release.name, release.state) == (job.result["release"], ReleaseState.OFFERED)
    assert sorted(path.name for path in (office / "releases").iterdir()) == sorted(
        ["current", current.name, release.name]
    )


def test_taking_in_that_is_killed_is_done_by_the_next_worker_with_every_row_once(office: Path) -> None:
    release = offer(office / "releases" / "current", by=None, on=timezone.now())
    told = {"release": release.name, "reason": "data Oktober lengkap"}
    job = jobs.ask(Kind.TAKE_IN, told, by=officer(), on=timezone.now())
    with worker(office) as process:
        until(lambda: Family.objects.exists())
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    # Loading a small release takes a moment: what is looked for is that it died before the last step.
    release.refresh_from_db()
    assert release.state == ReleaseState.LOADING

    finish_with_another(office, job)

    release.refresh_from_db()
    assert release.state == ReleaseState.CURRENT
    assert (Person.objects.count(), Family.objects.count()) == (release.people, release.families)
    assert Entry.objects.filter(action="registry.taken_in").count() == 1


def test_the_first_sigterm_lets_the_job_come_to_its_end(office: Path) -> None:
    upload = sent(many_rows())
    assert upload.job is not None
    with worker(office) as process:
        until(job_is(upload.job, step="membaca baris"))
        process.terminate()
        assert process.wait(LONG) == 0
    upload.job.refresh_from_db()
    assert (upload.job.state, upload.job.attempts) == (State.DONE, 1)


def test_the_second_sigterm_gives_the_job_back(office: Path) -> None:
    upload = sent(many_rows())
    assert upload.job is not None
    with worker(office) as process:
        until(job_is(upload.job, step="membaca baris"))
        process.terminate()
        time.sleep(0.1)
        process.terminate()
        assert process.wait(LONG) == 0
    upload.job.refresh_from_db()
    assert (upload.job.state, upload.job.attempts) == (State.WAITING, 0)
    assert Upload.objects.get().state == UploadState.WAITING
    assert path_of(upload.stored).is_file()


def test_two_workers_share_the_work(office: Path) -> None:
    account = officer()
    uploads = [sent(HEADER + FATHER.replace("1985", f"19{n}"), by=account) for n in range(60, 72)]
    with worker(office, "--until-empty") as one, worker(office, "--until-empty") as other:
        for process in (one, other):
            assert process.wait(LONG) == 0
    assert {upload.state for upload in Upload.objects.all()} == {UploadState.RECEIVED}
    assert {job.attempts for job in Job.objects.all()} == {1}
    assert Entry.objects.filter(action="receiving.received").count() == len(uploads)


def done_here() -> None:
    """Everything that waits, in this process."""
    Worker().run(until_empty=True)


def test_the_register_of_nobody_is_not_served(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "padan.app", "--home", str(tmp_path / "none"), "worker"],
        env={**os.environ, "DATABASE_URL": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, "belum dibuka" in told.stderr) == (5, True)


def test_a_file_with_refused_rows_has_a_receipt_that_accounts_for_each(office: Path) -> None:
    upload = sent(MEASURED + ',UMAR,L,2023-01-02,,Samboja,Wonotirto,"11,2","88,0",\n', "gizi.csv")
    done_here()
    upload.refresh_from_db()
    assert (upload.state, upload.source) == (UploadState.RECEIVED, "eppgbm")
    assert (upload.rows_in, upload.rows_accepted, upload.rows_rejected) == (1, 0, 1)
    (receipt,) = [each for each in receipts(Home(office)) if each.receipt_id == upload.receipt_id]
    assert (receipt.file, receipt.received_by) == ("gizi.csv", "Rina")


def test_what_the_sender_says_of_a_file_counts(office: Path) -> None:
    upload = sent(HEADER + FATHER, "tanpa nama.csv", said=Said("dtsen", "64.02.13.1008", date(2026, 9, 30)))
    done_here()
    (receipt,) = [each for each in receipts(Home(office)) if each.sha256 == upload.sha256]
    assert (receipt.source, receipt.village_code) == ("dtsen", "64.02.13.1008")
    assert (receipt.true_at, receipt.true_at_from) == (date(2026, 9, 30), "argument")


def test_a_job_from_before_rows_were_held_to_an_area_is_done(office: Path) -> None:
    now, day = timezone.now(), timezone.localdate()
    operator = invite("budi@kukar.example", "Budi", by=None, on=now)
    wanted = Appointment(operator, Role.VILLAGE_OPERATOR, ("64.02.07.2002",), day, day + timedelta(days=9))
    appoint(wanted, by=None, on=now, reason="uji")
    upload = sent(HEADER + FATHER, by=operator)
    assert upload.job is not None
    assert upload.job.arguments.pop("within") == ["64.02.07.2002"]
    upload.job.save()
    done_here()
    upload.refresh_from_db()
    assert (upload.state, upload.rows_rejected) == (UploadState.RECEIVED, 0)


REFUSED = {
    "broken.xlsx": ("PK\x03\x04 rusak", "Berkas rusak atau terpotong", "Minta dikirim ulang"),
    "program.exe": ("\x7fELF program", "bukan lembar kerja", "Minta daftar aslinya"),
    "belanja.csv": ("merek,warna\nA,merah\nB,biru\n", "", "pilih jenis daftar"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_received_is_refused_in_words(office: Path, name: str) -> None:
    text, what, remedy = REFUSED[name]
    upload = sent(text, name)
    done_here()
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert upload.job is not None
    assert (upload.job.state, what in upload.job.error, remedy in upload.job.next_step) == (State.FAILED, True, True)
    assert "kiriman-" not in upload.job.error
    assert "--" not in upload.job.next_step
    assert not [file for file in (office / "work").iterdir() if file.name.startswith("kiriman-")]


def test_words_are_in_the_language_of_who_asked(office: Path) -> None:
    with answering_in("en"):
        upload = sent("PK\x03\x04 rusak", "broken.xlsx")
    done_here()
    upload.refresh_from_db()
    assert upload.job is not None
    assert "damaged" in upload.job.error


def test_a_file_that_the_register_has_already_is_known(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "kes.csv"
    path.write_text(HEADER + FATHER, "utf-8")
    receive(Home(office), Request(path, timezone.localdate()))
    upload = sent(HEADER + FATHER, "lain.csv")
    done_here()
    upload.refresh_from_db()
    assert (upload.state, upload.rows_in) == (UploadState.KNOWN, 1)


def test_a_file_that_vanished_is_said_to_be_gone(office: Path) -> None:
    upload = sent(HEADER + FATHER)
    path_of(upload.stored).unlink()
    done_here()
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert upload.job is not None
    assert "tidak ada lagi di server" in upload.job.error


def test_a_release_is_built_offered_and_taken_in(office: Path) -> None:
    account = officer()
    first = offer(office / "releases" / "current", by=None, on=timezone.now())
    take_in(first, by=None, on=timezone.now(), reason="uji")
    sent(HEADER + FATHER, by=account)
    job = jobs.ask(Kind.BUILD, {"as_of": "2026-11-25"}, by=account, on=timezone.now())
    done_here()
    job.refresh_from_db()
    release = Release.objects.get(name=job.result["release"])
    assert release.state == ReleaseState.OFFERED

    giving_kit.held(giving_kit.confirmed())
    told = {"release": release.name, "reason": "berkas baru"}
    taking = jobs.ask(Kind.TAKE_IN, told, by=account, on=timezone.now())
    done_here()
    taking.refresh_from_db()
    assert taking.state == State.DONE
    states = dict(Release.objects.values_list("name", "state"))
    assert states == {release.name: ReleaseState.CURRENT, first.name: ReleaseState.PAST}
    entry = Entry.objects.get(action="registry.taken_in", reason="berkas baru")
    assert entry.by == str(account)
    # What is held by the old release is shown by it: its need may be in the new one no more.
    drawn = Entry.objects.get(action="showing.drawn")
    assert (drawn.subject, drawn.number < entry.number) == (str(first), True)


def test_building_tells_each_of_its_steps(office: Path) -> None:
    steps: list[tuple[int, int]] = []
    job = jobs.ask(Kind.BUILD, {"as_of": "2026-11-25"}, by=None, on=timezone.now())
    WORKS[Kind.BUILD].run(job, lambda _step, done, expected: steps.append((done, expected)))
    assert steps == [(n, BUILD_STEPS) for n in range(BUILD_STEPS + 1)]


def test_an_empty_register_has_nothing_to_build(committed: None, tmp_path: Path, settings: Any) -> None:
    settings.PADAN_HOME = tmp_path / "empty"
    job = jobs.ask(Kind.BUILD, {"as_of": "2026-11-25"}, by=None, on=timezone.now())
    done_here()
    job.refresh_from_db()
    assert (job.state, "halaman Berkas" in job.next_step) == (State.FAILED, True)


def test_a_fault_of_the_program_is_said_and_its_place_is_in_the_log(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = jobs.ask(Kind.TAKE_IN, {"release": "rahasia", "reason": "x"}, by=None, on=timezone.now())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson())
    logging.getLogger("padan.worker").addHandler(handler)
    try:
        done_here()
    finally:
        logging.getLogger("padan.worker").removeHandler(handler)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "Kesalahan program; rinciannya ada di log server")
    logged = capsys.readouterr().err
    assert '"error": "Release.DoesNotExist"' in logged
    assert "app/work.py" in logged
    assert "rahasia" not in logged


def test_a_job_that_fails_leaves_the_next_to_be_done(office: Path) -> None:
    account = officer()
    bad, good = sent("PK\x03\x04 rusak", "a.xlsx", by=account), sent(HEADER + FATHER, by=account)
    done_here()
    for upload in (bad, good):
        upload.refresh_from_db()
    assert (bad.state, good.state) == (UploadState.REFUSED, UploadState.RECEIVED)


def test_what_was_abandoned_too_often_is_refused_with_its_file(office: Path) -> None:
    upload = sent(HEADER + FATHER)
    long_ago = timezone.now() - timedelta(hours=1)
    for _attempt in range(jobs.MOST_ATTEMPTS - 1):
        jobs.claim("dead", on=long_ago)
        jobs.give_back_abandoned(timedelta(minutes=1), on=timezone.now())
    jobs.claim("dead", on=long_ago)
    done_here()
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert not path_of(upload.stored).is_file()
