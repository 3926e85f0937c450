"""``padan serve``: the office's pages and the worker that does their long jobs."""

from __future__ import annotations

import os

import click

from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.demo_office import is_demo
from padan.app.office import prepared
from padan.app.screen import say, to_copy
from padan.app.serving import free_port, serve, serve_in_the_background, stop
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "serve",
        callback=run,
        params=[
            click.Option(["--host"], default="127.0.0.1",
                         help=_("Alamat tempat server mendengar (bawaan 127.0.0.1: hanya komputer ini).")),
            click.Option(["--port"], type=Whole(1), default=8000,
                         help=_("Porta (bawaan 8000; bila terpakai, yang berikutnya).")),
            click.Option(["--processes"], type=Whole(1), default=2, help=_("Berapa proses server (bawaan 2).")),
            click.Option(["--threads"], type=Whole(1), default=4, help=_("Berapa utas tiap proses (bawaan 4).")),
            click.Option(["--background"], is_flag=True, help=_("Jalan di belakang layar; hentikan dengan --stop.")),
            click.Option(["--stop", "stopping"], is_flag=True, help=_("Hentikan server di belakang layar.")),
            click.Option(["--without-second-factor", "bare"], is_flag=True,
                         help=_("Tanpa pengaman kedua; hanya untuk kabupaten rekaan.")),
        ],
        short_help=_("Jalankan halaman kantor di komputer ini."),
        help=_(
            "Jalankan halaman kantor: server dan pekerja yang mengerjakan tugas panjang, seperti menerima berkas dan "
            "menyusun rilis. Basis datanya sebuah berkas di folder register, atau PostgreSQL bila DATABASE_URL "
            "menyebutnya. Akun pertama dibuat dengan `padan invite`."
        ),
        epilog="padan serve\npadan serve --port 9000 --background\npadan serve --stop",
    )  # fmt: skip


def run(host: str, port: int, processes: int, threads: int, background: bool, stopping: bool, bare: bool) -> int | None:
    """Prepare the office, then serve until stopped."""
    home = chosen_home()
    if stopping:
        say(_("Server dihentikan.") if stop(home) else _("Tidak ada server yang berjalan di belakang layar."))
        return None
    if bare:
        if not is_demo(home):
            raise RegisterError(
                _("Ini bukan kabupaten rekaan; pengaman kedua tidak dapat dilepas"),
                next_step=_("Jalankan tanpa --without-second-factor."),
            )
        os.environ["PADAN_SECOND_FACTOR"] = "0"
    prepared(home)
    chosen = free_port(host, port)
    if background:
        to_copy(serve_in_the_background(home, (host, chosen), ["--without-second-factor"] if bare else []).address)
        return None
    say(_("Padan melayani di alamat ini; tekan Ctrl-C untuk berhenti."))
    to_copy(f"http://{host}:{chosen}/")
    return serve(home, (host, chosen), processes=processes, threads=threads)
