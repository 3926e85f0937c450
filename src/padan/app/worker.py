"""The worker: takes up one job after another, tells that it lives, and ends each job with a result or in words."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import Final

from django.db import close_old_connections, connection, transaction
from django.db.utils import OperationalError
from django.utils import timezone

from padan.app.work import WORKS, Report, Result
from padan.kernel.errors import PadanError, Place
from padan.kernel.texts import _, answering_in
from padan.office.jobs import operations as jobs
from padan.office.jobs.models import Job
from padan.office.jobs.operations import LostJobError
from padan.office.jobs.states import Kind, State
from padan.office.receiving.queries import stored_names
from padan.office.receiving.storage import drop_orphans

_log = logging.getLogger("padan.worker")

#: Progress is written down no more often than this; seconds.
_BETWEEN_REPORTS: Final = 0.5
#: Waited for the next job to be asked for; seconds.
_BETWEEN_LOOKS: Final = 1.0
#: Between two looks at jobs and files that others left behind; seconds.
_BETWEEN_TIDYINGS: Final = 10.0


class StoppedError(BaseException):
    """The process was told twice to stop: the job at hand is given back."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a worker tells that it lives, and after what silence its job is given to another; seconds."""

    beat: float = 5.0
    silence: float = 60.0


class Worker:
    """One process that does jobs, one at a time."""

    def __init__(self, patience: Patience = Patience()) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._patience = patience
        self._stop = threading.Event()
        self._at_once = False
        self._tidied = float("-inf")

    def run(self, *, until_empty: bool = False) -> None:
        """Do jobs until told to stop, or with ``until_empty`` until none waits."""
        with self._told_by_signals():
            while not self._stop.is_set():
                close_old_connections()
                try:
                    busy = self.step()
                except OperationalError:  # a database that is away comes back
                    _log.error("database", exc_info=True)
                    connection.close()
                    busy = False
                if not busy and until_empty:
                    return
                if not busy:
                    self._stop.wait(_BETWEEN_LOOKS)

    def step(self) -> bool:
        """Tidy when it is time, and do the next job; False where none waits."""
        self._tidy()
        job = jobs.claim(self.name, on=timezone.now())
        if job is None:
            return False
        began = time.monotonic()
        with answering_in(job.language), self._beating(job):
            try:
                self._do(job)
            except LostJobError:
                _log.warning("job lost", extra={"told": {"job": job.pk, "kind": job.kind}})
            except OperationalError:
                raise  # nothing can be written now: the job counts as abandoned after a while
            except BaseException:
                # Whatever ends the process: another worker begins the job anew.
                jobs.give_back(job, self.name, on=timezone.now())
                raise
        _log.info("job", extra={"told": _told(job, time.monotonic() - began)})
        return True

    def _do(self, job: Job) -> None:
        try:
            result = self._result(job)
        except (LostJobError, OperationalError):
            raise
        except PadanError as error:
            self._fail(job, error)
        except Exception:  # noqa: BLE001  the edge of the process: a bug in one job must not end the worker
            _log.error("job broke", extra={"told": {"job": job.pk, "kind": job.kind}}, exc_info=True)
            self._fail(
                job,
                PadanError(
                    _("Kesalahan program; rinciannya ada di log server"),
                    next_step=_(
                        "Coba sekali lagi; bila tetap sama, sebut nomor pekerjaan ini kepada pengelola server."
                    ),
                ),
            )
        else:
            jobs.finish(job, self.name, result, on=timezone.now())

    def _result(self, job: Job) -> Result:
        try:
            return WORKS[Kind(job.kind)].run(job, self._report(job))
        except Exception as error:
            # The engine turns what a signal raises within a query into an error of its own.
            if self._at_once:
                raise StoppedError from error
            raise

    def _fail(self, job: Job, error: PadanError) -> None:
        said = _without_file(error)
        with transaction.atomic():
            jobs.fail(job, self.name, said, on=timezone.now())
            WORKS[Kind(job.kind)].failed(job, said.what)

    def _report(self, job: Job) -> Report:
        """Writes progress down, now and then; a change of step at once."""
        last_step, last_at = "", float("-inf")

        def report(step: str, done: int, expected: int) -> None:
            nonlocal last_step, last_at
            now = time.monotonic()
            if step == last_step and now - last_at < _BETWEEN_REPORTS:
                return
            last_step, last_at = step, now
            if not jobs.report(job, self.name, step, done, expected):
                raise LostJobError(str(job))

        return report

    @contextmanager
    def _beating(self, job: Job) -> Iterator[None]:
        """Tell now and then that the worker lives, from a thread of its own: some steps say nothing for minutes."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(job, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, job: Job, over: threading.Event) -> None:
        try:
            while not over.wait(self._patience.beat):
                try:
                    jobs.beat(job, self.name, on=timezone.now())
                except OperationalError:  # busy or away: the next beat comes soon
                    _log.warning("beat", exc_info=True)
        finally:
            connection.close()

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied < min(_BETWEEN_TIDYINGS, self._patience.silence):
            return
        self._tidied = time.monotonic()
        with transaction.atomic():
            for job in jobs.give_back_abandoned(timedelta(seconds=self._patience.silence), on=timezone.now()):
                _log.warning("job abandoned", extra={"told": {"job": job.pk, "kind": job.kind, "state": job.state}})
                if job.state == State.FAILED:
                    WORKS[Kind(job.kind)].failed(job, job.error)
        drop_orphans(stored_names())

    @contextmanager
    def _told_by_signals(self) -> Iterator[None]:
        """The first SIGTERM or SIGINT lets the job at hand come to its end, the second gives it back."""
        before = {number: signal.signal(number, self._asked_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._stop.is_set():
            self._at_once = True
            raise StoppedError
        self._stop.set()


def _without_file(error: PadanError) -> PadanError:
    """The same, without the name under which the file lies here: whoever sent it knows it by another."""
    where = error.where
    if where is None:
        return error
    place = str(Place(None, where.sheet, where.row, where.column))
    return PadanError(f"{error.what} ({place})" if place else error.what, next_step=error.next_step)


def _told(job: Job, seconds: float) -> dict[str, object]:
    return {"job": job.pk, "kind": job.kind, "seconds": round(seconds, 1)}
