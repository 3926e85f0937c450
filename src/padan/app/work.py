"""The kinds of jobs, and how each is done. Only this module brings the office and the pipeline together.

Each can be begun again after its worker died anywhere in it: receiving and building find what is already in place, and
taking in begins by removing what was half written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from padan.app.decreeing import sign
from padan.app.drawing import draw_round
from padan.app.handing_answers import hand_over_answers
from padan.app.handing_over import hand_over
from padan.app.matching import make_plan
from padan.app.taking_in import Report, take_in
from padan.app.task_papers import take_answers
from padan.kernel.errors import RegisterError, UnknownSourceError, UnreadableFileError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.decrees.models import Decree
from padan.office.jobs.models import Job
from padan.office.jobs.states import Kind
from padan.office.receiving import operations as receiving
from padan.office.receiving import storage
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State as UploadState
from padan.office.registry import operations as registry
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive
from padan.pipeline.release import build
from padan.reports.task_book_reading import is_task_book
from padan.reports.task_book_receipts import has_receipt
from padan.web.aid.what_if import work_out

Result = dict[str, Any]

#: Steps that :func:`padan.pipeline.release.build` tells of.
BUILD_STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Work:
    """How a kind of job is done, and what is to be said of its subject when it failed for good (with the reason)."""

    run: Callable[[Job, Report], Result]
    failed: Callable[[Job, str], None] = lambda job, reason: None


def home() -> Home:
    """The register of this office."""
    return Home.at(settings.PADAN_HOME).make()


def _receive(job: Job, report: Report) -> Result:
    """Receive a file that was sent."""
    upload = Upload.objects.select_related("sent_by").get(pk=job.arguments["upload"])
    place = home()
    if upload.state == UploadState.WAITING:
        path = storage.path_of(upload.stored)
        receipt_id = upload.sha256[:16]
        answered = has_receipt(place.root, receipt_id)
        known = receiving.begin(upload, known=answered or (place.records / f"{receipt_id}.parquet").is_file())
        if not path.is_file() and not known:
            raise UnreadableFileError(
                _("Berkas kiriman ini tidak ada lagi di server"), next_step=_("Kirim sekali lagi.")
            )
        if answered or is_task_book(path):
            received = take_answers(place.root, upload, path, report)
        else:
            received = _received(place, _request(path, upload, job.arguments), report)
        receiving.settle(upload, received, on=timezone.now())
        storage.drop(upload.stored)
    return {"upload": upload.pk}


def _received(place: Home, request: Request, report: Report) -> receiving.Received:
    report(_("membaca berkas"), 0, 0)
    try:
        outcome = receive(place, request, lambda done, rows: report(_("membaca baris"), done, rows or 0))
    except UnknownSourceError as error:
        raise UnknownSourceError(
            error.what, where=error.where,
            next_step=_("Kirim lagi, dan pilih jenis daftar atau desanya di bawah berkas."),
        ) from error  # fmt: skip
    receipt = outcome.receipt
    return receiving.Received(
        receipt.receipt_id, receipt.source, receipt.rows_in, receipt.rows_accepted, receipt.rows_rejected
    )


def _request(path: Path, upload: Upload, told: Mapping[str, Any]) -> Request:
    return Request(
        path, date.fromisoformat(told["received_at"]), told["source"] or None, told["village"] or None,
        date.fromisoformat(told["day"]) if told["day"] else None, upload.sent_by.name, upload.name,
        # A job that was asked for before rows were held to an area says nothing of one.
        tuple(told.get("within", ())),
    )  # fmt: skip


def _receive_failed(job: Job, reason: str) -> None:
    upload = Upload.objects.get(pk=job.arguments["upload"])
    receiving.refuse(upload, on=timezone.now(), reason=reason)
    storage.drop(upload.stored)


def _build(job: Job, report: Report) -> Result:
    """Build a release of all that was received, and offer it."""
    place = home()
    if not receipts(place):
        raise RegisterError(_("Belum ada berkas yang diterima"), next_step=_("Kirim berkasnya di halaman Berkas."))
    begun = 0

    def step(name: str) -> None:
        nonlocal begun
        report(name, begun, BUILD_STEPS)
        begun += 1

    hand_over(place)
    hand_over_answers(place, on=timezone.now())
    built = build(place, date.fromisoformat(job.arguments["as_of"]), step)
    report(_("memeriksa hasilnya"), BUILD_STEPS, BUILD_STEPS)
    release = registry.offer(built.folder, by=_asker(job), on=timezone.now())
    return {"release": release.name}


def _take_in(job: Job, report: Report) -> Result:
    """Bring a release into force."""
    name = job.arguments["release"]
    if Release.objects.filter(name=name, state=ReleaseState.LOADING).exists():
        registry.pick_up_after_a_stop()  # of an earlier attempt: no two such jobs are open at once
    release = Release.objects.get(name=name)
    take_in(home(), release, by=_asker(job), on=timezone.now(), reason=job.arguments["reason"], report=report)
    return {"release": name}


def _draw(job: Job, report: Report) -> Result:
    """Draw the list of a round."""
    held = Round.objects.select_related("rule", "release").get(pk=job.arguments["round"])
    by = _asker(job)
    if by is None:
        raise RuntimeError("a list is drawn by somebody")
    draw_round(home(), held, by=by, on=timezone.now(), report=report)
    return {"round": held.pk}


def _decree(job: Job, report: Report) -> Result:
    """Seal a decree and write its papers."""
    draft = Decree.objects.select_related("round__release").get(pk=job.arguments["decree"])
    sealed = sign(home(), draft, job.arguments["site"], by=_asker(job), on=timezone.now(), report=report)
    return {"decree": sealed.pk}


def _what_if(job: Job, report: Report) -> Result:
    """Work out what a rule would come to; the page finds the numbers where it keeps them."""
    report(_("menilai keluarga dengan aturan"), 0, 0)
    work_out(job.arguments)
    return {}


def _match(job: Job, report: Report) -> Result:
    """Propose which pledge meets which need."""
    by = _asker(job)
    if by is None:
        raise RuntimeError("a plan is asked for by somebody")
    return {"plan": make_plan(job.arguments, by=by, on=timezone.now(), report=report).pk}


def _asker(job: Job) -> Account | None:
    return job.asked_by


WORKS: Final[Mapping[Kind, Work]] = {
    Kind.RECEIVE: Work(_receive, _receive_failed),
    Kind.BUILD: Work(_build),
    Kind.TAKE_IN: Work(_take_in),
    Kind.DRAW: Work(_draw),
    Kind.WHAT_IF: Work(_what_if),
    Kind.DECREE: Work(_decree),
    Kind.MATCH: Work(_match),
}
