"""``padan regions boundaries``: a map of villages for the pages, held against the list of regions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.screen import heading, points, say
from padan.app.villages import own_regency
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.maps.boundaries import keep
from padan.reports.maps.fitting import Fitted, fitted
from padan.reports.wording import region_name, village_name

BOUNDARIES: Final = "boundaries"
#: Villages and features told one by one; the rest is counted.
_TOLD: Final = 20


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "regions",
        callback=run,
        params=[
            click.Argument(["what"], type=OneOf((BOUNDARIES,), BOUNDARIES),
                           help=_("boundaries: batas desa untuk peta di halaman Selaras.")),
            click.Argument(["file"], metavar=_("BERKAS"), help=_("GeoJSON, satu bidang atau lebih untuk tiap desa.")),
            click.Option(["--dry-run"], is_flag=True, help=_("Hanya periksa; petanya tidak disimpan.")),
        ],
        short_help=_("Pasang batas desa untuk peta, dari sebuah GeoJSON."),
        help=_(
            "Periksa bidang mana dalam GeoJSON yang desa mana, menurut kode desa (kode) dan namanya, sebutkan yang "
            "tidak cocok dan desa yang tidak ada batasnya, lalu simpan batasnya untuk peta di halaman Selaras. Tanpa "
            "batas, petanya memakai kotak-kotak."
        ),
        epilog="padan regions boundaries desa.geojson\npadan regions boundaries desa.geojson --dry-run",
    )  # fmt: skip


def run(what: str, file: str, dry_run: bool) -> None:
    """Hold the file against the list, and keep what fits."""
    area = own_regency()
    found = fitted(Path(file), area)
    say(
        _("{fits} dari {all} desa di {place} mempunyai batas; {features} bidang dibaca.").format(
            fits=count(len(found.polygons)), all=count(len(found.polygons) + len(found.missing)),
            place=region_name(area), features=count(found.features),
        )
    )  # fmt: skip
    _tell(found)
    if dry_run:
        say(_("Baru diperiksa: petanya tidak disimpan."))
        return
    keep(chosen_home().make().root, area, found)
    say(_("Batasnya disimpan; halaman Peta memakainya mulai sekarang."))


def _tell(found: Fitted) -> None:
    for title, names in (
        (_("Desa tanpa batas"), [f"{village_name(code)} ({code})" for code in found.missing]),
        (_("Bidang yang bukan desa di sini"), list(found.unknown)),
    ):
        if names:
            heading(f"{title} ({count(len(names))})")
            more = [_("dan {count} lagi").format(count=count(len(names) - _TOLD))] if len(names) > _TOLD else []
            points([*names[:_TOLD], *more])
