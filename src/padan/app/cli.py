"""``padan``: the command line. Mistakes that a person can mend are told; bugs keep their traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from padan.app.clicking import Group, mistake, shared_options
from padan.app.commands import NAMES, command_named
from padan.app.language import asked_for, speaking
from padan.app.screen import warn
from padan.kernel.errors import PadanError
from padan.kernel.texts import _

USAGE = 2
INTERRUPTED = 130


def group() -> click.Group:
    """All commands, their help in the language in force now."""
    return Group(
        "padan",
        names=NAMES,
        build=command_named,
        params=shared_options(),
        help=_(
            "Padan memadankan daftar dari banyak instansi (DTSEN, e-PPGBM, KRS, buku desa, puskesmas) menjadi "
            "satu register orang dan keluarga, dan menunjukkan di mana daftar-daftar itu berselisih."
        ),
        epilog="padan receive ~/berkas\npadan release\npadan gaps",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code (``docs/reference/commands.md`` lists them)."""
    with speaking(asked_for(arguments)):
        try:
            code = group().main(list(arguments), prog_name="padan", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help(), err=True)
            return USAGE
        except click.UsageError as error:
            if error.ctx is not None:
                click.echo(error.ctx.get_usage(), err=True)
            warn(_("Salah: {what}").format(what=mistake(error)))
            return USAGE
        except PadanError as error:
            warn(str(error))
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            warn(_("Dihentikan. Tidak ada yang tersimpan setengah jadi."))
            return INTERRUPTED
        return code if isinstance(code, int) else 0
