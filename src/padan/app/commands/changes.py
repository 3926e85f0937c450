"""``padan changes``: which people and families were merged or told apart between two releases, and why."""

from __future__ import annotations

from pathlib import Path

import click

from padan.app.beside import written_beside
from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.screen import facts, heading, points, say
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.home import Home
from padan.pipeline.release.changes import Moment, changes_between, moment_before, moment_of
from padan.reports.change_words import ToldChange, told_changes, totals_of, write_change_book
from padan.reports.register import open_register

#: Rows of one kind shown on a screen; all are in the workbook.
MOST_ROWS = 50


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "changes",
        callback=run,
        params=[
            click.Option(["--from", "earlier"], metavar=_("RILIS"),
                         help=_("Rilis yang lama (bawaan: yang sebelum rilis --to).")),
            click.Option(["--to", "later"], metavar=_("RILIS"), help=_("Rilis yang baru (bawaan: yang berlaku).")),
            click.Option(["--xlsx"], metavar=_("BERKAS"), help=_("Tulis semua perubahan ke berkas xlsx.")),
            click.Option(["--limit"], type=Whole(1), default=MOST_ROWS,
                         help=_("Paling banyak sekian perubahan tiap jenis di layar (bawaan {most}).").format(
                             most=MOST_ROWS)),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas xlsx yang sudah ada.")),
        ],
        short_help=_("Lihat orang dan keluarga yang digabung atau dipisah antara dua rilis."),
        help=_(
            "Lihat orang dan keluarga yang nomornya digabung atau dipisah antara dua rilis, dan sebabnya: putusan "
            "seseorang, berkas baru, berkas yang ditarik, atau model yang lain."
        ),
        epilog="padan changes\npadan changes --from 2026-10-01-49fd9ca602\npadan changes --xlsx perubahan.xlsx",
    )  # fmt: skip


def run(earlier: str | None, later: str | None, xlsx: str | None, limit: int, force: bool) -> None:
    """Count them, then tell or write merges and splits."""
    home = chosen_home()
    with open_register(home) as register:
        after = moment_of(home, later or register.manifest.release_id)
        before = moment_of(home, earlier) if earlier else moment_before(home, after.release_id, after.number)
        if before is None:
            say(_("Rilis {name} yang pertama; belum ada yang berubah.").format(name=after.release_id))
            return
        changes = changes_between(home, before, after)
        told = told_changes(register, _folders(home, before, after), changes)
    if xlsx is not None:
        _write(Path(xlsx), told, force=force)
        return
    say(_("Dari rilis {before} ke {after}").format(before=before.release_id, after=after.release_id), style="bold")
    facts((label, count(number)) for label, number in totals_of(changes))
    if not changes:
        say(_("Tidak ada nomor orang atau keluarga yang berubah."))
    for title, kinds in (
        (_("Digabung"), ("merged",)),
        (_("Dipisah"), ("split",)),
        (_("Catatan berpindah"), ("moved",)),
    ):
        _list(title, [change for change in told if change.change.kind in kinds], limit)


def _folders(home: Home, *moments: Moment) -> list[Path]:
    """The folders of releases that are still kept, the later first."""
    return [folder for m in reversed(moments) if (folder := home.releases / m.release_id).is_dir()]


def _list(title: str, told: list[ToldChange], limit: int) -> None:
    if not told:
        return
    heading(f"{title} ({count(len(told))})")
    points(each.text for each in told[:limit])
    if len(told) > limit:
        say(
            _("{shown} dari {all} perubahan ditampilkan; semuanya ada dengan --xlsx BERKAS atau --limit.").format(
                shown=count(limit), all=count(len(told))
            )
        )


def _write(target: Path, told: list[ToldChange], *, force: bool) -> None:
    if target.suffix.lower() != ".xlsx":
        raise InvalidValueError(
            _("{target} bukan nama berkas xlsx").format(target=target), next_step=_("Beri nama berakhiran .xlsx.")
        )
    with written_beside(target, force=force) as beside:
        write_change_book(told, beside)
    say(_("{count} perubahan ditulis ke {target}.").format(count=count(len(told)), target=target))
