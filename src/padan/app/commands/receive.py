"""``padan receive``: take in files, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from padan.app.clicking import Command, Day, OneOf
from padan.app.commands.home import chosen_home
from padan.app.paths import files_of
from padan.app.progress import bars
from padan.app.receipts import Failure, summary, tell, tell_line
from padan.app.screen import clean, warn
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.pipeline.home import Home
from padan.pipeline.receive import Outcome, Request, reading_desk, receive
from padan.pipeline.sources import readers

#: More files than this are told in one line each.
MOST_IN_FULL = 5


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "receive",
        callback=run,
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar=_("BERKAS|FOLDER..."),
                           help=_("Berkas (xlsx, xls, csv, json, ndjson …) atau folder berisi berkas.")),
            click.Option(["--source"], type=OneOf([r.source.kind for r in readers()], _("JENIS")),
                         help=_("Jenis daftar, bila tidak dikenali sendiri: {kinds}.").format(
                             kinds=", ".join(r.source.kind for r in readers()))),
            click.Option(["--village"], metavar=_("DESA"),
                         help=_("Desa yang digambarkan berkas: kodenya, atau 'nama desa, kecamatan'.")),
            click.Option(["--as-of"], type=Day(), help=_("Hari yang digambarkan berkas, bila tidak tertulis.")),
            click.Option(["--by"], metavar=_("NAMA"), help=_("Siapa yang menerima.")),
            click.Option(["--details"], is_flag=True,
                         help=_("Tanda terima lengkap untuk tiap berkas, juga bila berkasnya banyak.")),
        ],
        short_help=_("Terima berkas dari instansi."),
        help=_(
            "Terima berkas apa adanya dari instansi. Berkas asli disimpan utuh; tiap baris diterima atau "
            "ditolak dengan alasannya. Baris yang ditolak ditulis ke sebuah berkas xlsx untuk diperbaiki dan "
            "dikirim kembali. Berkas yang sama dua kali tidak dihitung dua kali."
        ),
        epilog="padan receive Status_Gizi_Oktober.xlsx\n"
        "padan receive ~/kiriman/november\n"
        'padan receive penduduk.xlsx --village "Tanjung Harapan, Sebulu" --as-of 2026-10-31',
    )  # fmt: skip


def run(
    files: tuple[str, ...],
    source: str | None,
    village: str | None,
    as_of: date | None,
    by: str | None,
    details: bool,
) -> int:
    """Receive every file; the worst exit code of them. A bad file does not stop the others."""
    home = chosen_home()
    paths = files_of(files, home.root)
    requests = [Request(path, date.today(), source, village, as_of, by) for path in paths]
    outcomes, failures = take_in(home, requests, in_full=details or len(paths) <= MOST_IN_FULL)
    if len(paths) > 1:
        summary(outcomes, failures)
    return max((failure.error.exit_code for failure in failures), default=0)


def take_in(home: Home, requests: Sequence[Request], *, in_full: bool | None) -> tuple[list[Outcome], list[Failure]]:
    """Receive each file and tell of it at once: in full, in a line, or (None) not at all."""
    outcomes: list[Outcome] = []
    failures: list[Failure] = []
    with reading_desk(home) as desk, _progress(len(requests)) as bar:
        for number, request in enumerate(requests):
            try:
                outcome = receive(home, request, bar.rows_of(request.path, number), desk)
            except PadanError as error:
                failures.append(Failure(request.path, error))
                warn(f"x {request.path}: {error}")
                continue
            outcomes.append(outcome)
            if in_full is not None:
                (tell if in_full else tell_line)(outcome)
    return outcomes, failures


class _Bar:
    """The progress of all files and of the rows of the one at hand; nothing where there is no terminal."""

    def __init__(self, progress: Progress, files: int) -> None:
        self._progress = progress
        self._all = progress.add_task("", total=files, visible=files > 1)
        self._one = progress.add_task("", total=None)

    def rows_of(self, path: Path, number: int) -> _Rows:
        """What is called with the rows done of the file at hand."""
        self._progress.update(self._all, completed=number, description=_("berkas"))
        self._progress.reset(self._one, total=None, description=clean(path.name)[:48])
        return _Rows(self._progress, self._one)


class _Rows:
    def __init__(self, progress: Progress, task: object) -> None:
        self._progress, self._task = progress, task

    def __call__(self, done: int, expected: int | None) -> None:
        self._progress.update(self._task, completed=done, total=expected)  # type: ignore[arg-type]


@contextmanager
def _progress(files: int) -> Iterator[_Bar]:
    with bars(TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn()) as progress:
        yield _Bar(progress, files)
