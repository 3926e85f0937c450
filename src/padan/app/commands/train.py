"""``padan train``: learn the weights of linking from the register's own lists, without an answer key."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.screen import facts, say
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.release.models import keep_model, model_in_force
from padan.pipeline.release.training import learn


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "train",
        callback=run,
        params=[
            click.Option(["--dry-run"], is_flag=True, help=_("Latih dan nilai saja; model yang berlaku tetap.")),
        ],
        short_help=_("Latih bobot penautan dari daftar di register ini."),
        help=_(
            "Latih bobot penautan dari semua daftar yang sudah diterima, tanpa kunci jawaban. Model yang dilatih "
            "diperiksa: apakah masuk akal, dan apakah sejalan dengan model bawaan. Yang lulus berlaku mulai rilis "
            "berikutnya; yang tidak lulus ditolak dengan alasannya. Berkas yang sama memberi model yang sama."
        ),
        epilog="padan train\npadan train --dry-run",
    )


def run(dry_run: bool) -> None:
    """Learn, check, keep and tell."""
    home = chosen_home()
    learned = learn(home)
    facts(
        [
            (_("Model"), learned.model.version),
            (_("Dilatih dari"), _("{n} catatan").format(n=count(learned.records))),
            (_("Yang berlaku"), model_in_force(home).version),
        ]
    )
    if learned.faults:
        raise RegisterError(
            _("Model ini ditolak: {reasons}").format(reasons="; ".join(fault.text for fault in learned.faults)),
            next_step=_("Model yang berlaku tetap. Coba lagi setelah lebih banyak daftar diterima."),
        )
    if dry_run:
        say(_("Model ini lulus pemeriksaan; tidak disimpan."))
        return
    keep_model(home, learned.model)
    say(_("Model ini berlaku mulai rilis berikutnya; jalankan `padan release`."))
