"""``padan release``: build the register anew from everything received."""

from __future__ import annotations

import time
from datetime import date

import click

from padan.app.clicking import Command, Day
from padan.app.commands.home import chosen_home
from padan.app.screen import facts, say
from padan.kernel.texts import _
from padan.kernel.writing import count, seconds
from padan.pipeline.home import Home
from padan.pipeline.release import Build, build


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "release",
        callback=run,
        params=[
            click.Option(["--as-of"], type=Day(),
                         help=_("Hari untuk menilai data yang basi (bawaan: hari ini).")),
        ],
        short_help=_("Susun register dari semua berkas yang diterima."),
        help=_(
            "Susun register dari semua berkas yang diterima: nama dan desa diseragamkan, catatan orang yang "
            "sama ditautkan, keluarga disusun, selisih antar daftar dicari. Rilis lama tetap berlaku sampai "
            "yang baru selesai. Bila tidak ada yang berubah, tidak ada yang dikerjakan."
        ),
        epilog="padan release\npadan release --as-of 2026-11-30",
    )  # fmt: skip


def run(as_of: date | None) -> None:
    """Build, telling each step as it begins."""
    tell(make(chosen_home(), as_of or date.today()))


def make(home: Home, as_of: date) -> Build:
    """Build the release, printing each step and how long it took."""
    steps = Steps()
    built = build(home, as_of, steps)
    steps.end()
    return built


class Steps:
    """Prints each step when it begins and its length when it ends."""

    def __init__(self) -> None:
        self._began: float | None = None

    def __call__(self, step: str) -> None:
        self.end()
        self._began = time.monotonic()
        click.echo(f"  {step} … ", nl=False)

    def end(self) -> None:
        """Finish the line of the step at hand."""
        if self._began is not None:
            click.echo(seconds(time.monotonic() - self._began))
            self._began = None


def tell(built: Build) -> None:
    """What the release holds and where it is."""
    tables, linking = built.manifest.tables, built.manifest.linking
    if built.known:
        say(_("Tidak ada yang berubah; rilis {name} tetap berlaku.").format(name=built.manifest.release_id))
    else:
        say(
            _("Rilis {name} berlaku, selesai dalam {length}.").format(
                name=built.manifest.release_id, length=seconds(built.seconds)
            )
        )
    facts(
        (
            (_("Berkas"), count(tables["receipt"])),
            (_("Catatan orang"), count(tables["record"])),
            (_("Orang"), count(tables["person"])),
            (_("Keluarga"), count(tables["family"])),
            (_("Pengukuran"), count(tables["measurement"])),
            (_("Selisih"), count(tables["gap"])),
            (_("Pasangan dibandingkan"), count(linking.get("compared", 0))),
            (_("Tempatnya"), str(built.folder)),
        )
    )
