"""``padan sample``: a verification sample drawn again from the list that anybody can take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from padan.app.clicking import Command, OneOf
from padan.app.screen import facts, say, to_copy
from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.kernel.writing import count

if TYPE_CHECKING:
    from padan.office.checking.frame_file import Framed

REDRAW: Final = "redraw"


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "sample",
        callback=run,
        params=[
            click.Argument(["what"], type=OneOf((REDRAW,), REDRAW), help=_("redraw: undi ulang.")),
            click.Argument(["frame"], metavar=_("DAFTAR.csv"),
                           help=_("Daftar yang diunduh dari halaman contoh pemeriksaan.")),
            click.Option(["--seed"], default="", metavar=_("BENIH"),
                         help=_("Benih lain daripada yang tertulis di berkasnya, misalnya yang diumumkan.")),
        ],
        short_help=_("Undi ulang contoh pemeriksaan dari daftarnya."),
        help=_(
            "Undi ulang contoh pemeriksaan bantuan dari daftar dan benihnya, tanpa register dan tanpa kantor: "
            "tertulis wilayah, nomor keluarga dan urutannya, lalu apakah keluarganya sama dengan yang diundi dulu. "
            "Kode keluarnya 1 bila daftarnya berubah atau keluarganya lain."
        ),
        epilog="padan sample redraw daftar-undian-samboja-2026-11-29.csv",
    )  # fmt: skip


def run(what: str, frame: str, seed: str) -> int:
    """Draw again, which is all that ``what`` can say."""
    from padan.office.checking.frame_file import read

    try:
        data = Path(frame).read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("Berkas {file} tidak terbaca").format(file=frame), next_step=_("Periksa namanya.")
        ) from error
    return 0 if _told(read(data, Path(frame).name), seed) else 1


def _told(framed: Framed, seed: str) -> bool:
    """Tell the draw; whether it is the office's."""
    from padan.office.checking.frame_file import of_drawn

    drawn = framed.again(seed)
    rows = sorted(
        (drawn.labels[stratum], place, family)
        for family, stratum, place in zip(
            drawn.family_id[drawn.taken].tolist(), drawn.stratum[drawn.taken].tolist(),
            drawn.place[drawn.taken].tolist(), strict=True,
        )
    )  # fmt: skip
    for stratum, place, family in rows:
        to_copy(f"{stratum}\t{place}\t{family}")
    same = of_drawn(family for _stratum, _place, family in rows) == framed.drawn
    facts([
        (_("Benih"), seed or framed.seed), (_("Keluarga yang diundi"), count(len(rows))),
        (_("Sidik daftar (SHA-256)"), framed.digest),
    ])  # fmt: skip
    if not framed.is_whole:
        say(_("Daftar ini bukan yang diundi: sidiknya lain."), style="bold")
    say(_("Keluarganya sama dengan yang diundi.") if same else _("Keluarganya lain daripada yang diundi."))
    return same and framed.is_whole
