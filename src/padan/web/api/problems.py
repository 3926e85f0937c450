"""What is wrong with a request, for programs and for who reads their logs: what, where and the next step (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from padan.kernel.texts import _

CONTENT_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal: its kind as one word for programs, its status, what is wrong, where, and what to do next."""

    kind: str
    status: int
    what: str
    next_step: str
    where: str = ""


class ProblemError(Exception):
    """A request that cannot be answered, found while it is answered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def unknown_value(where: str, what: str, next_step: str) -> ProblemError:
    """A parameter with a value that means nothing here."""
    return ProblemError(Problem("unknown-value", 422, what, next_step, where))


def answer_of(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The refusal as an answer."""
    told = {
        "type": f"urn:padan:{problem.kind}", "title": problem.what, "status": problem.status,
        "detail": f"{problem.what}. {problem.next_step}", "instance": request.get_full_path(), "where": problem.where,
        "next_step": problem.next_step,
    }  # fmt: skip
    answer = JsonResponse(told, status=problem.status, content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def not_known() -> Problem:
    """Nobody is known by the request."""
    return Problem(
        "not-known", 401, _("Kunci program tidak ada, salah, atau sudah berakhir"),
        _("Buat kunci di Akun saya, lalu kirim “Authorization: Bearer …”."), "Authorization",
    )  # fmt: skip


def no_second_factor() -> Problem:
    """The account sees names, and its owner has no second factor yet."""
    return Problem(
        "no-second-factor", 403, _("Akun ini belum memasang pengaman kedua"), _("Pasang di Akun saya."), "Authorization"
    )


def too_often() -> Problem:
    """More requests than a minute takes."""
    return Problem("too-often", 429, _("Terlalu sering bertanya"), _("Tunggu semenit, lalu coba lagi."))


#: Refusals by status, where nothing closer is known.
_BY_STATUS: Final[Mapping[int, Callable[[], Problem]]] = {
    401: not_known,
    403: lambda: Problem(
        "not-yours", 403, _("Jabatan akun ini tidak membuka alamat itu"), _("Minta jabatan kepada pengelola akun.")
    ),
    404: lambda: Problem(
        "not-there", 404, _("Alamat atau wilayah itu tidak ada, atau di luar wilayah Anda"),
        _("Lihat wilayah Anda di /api/v1/regions."),
    ),
    405: lambda: Problem("only-read", 405, _("API hanya dapat dibaca"), _("Pakai GET.")),
}  # fmt: skip


def of_status(status: int) -> Problem:
    """What a status says by itself."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]()
    return Problem("fault", status, _("Permintaan ini tidak dapat dijawab"), _("Coba lagi nanti."))
