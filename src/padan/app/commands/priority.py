"""``padan priority``: which families need help most, and why."""

from __future__ import annotations

from pathlib import Path

import click
import xlsxwriter

from padan.app.beside import written_beside
from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.screen import heading, points, say
from padan.app.villages import area_of
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.register import Register, Row, open_register
from padan.reports.risk_words import family_risk, priority_words
from padan.reports.wording import number, village_name

#: Families shown on a screen unless more are asked for.
MOST_ROWS = 20


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "priority",
        callback=run,
        params=[
            click.Option(["--village"], metavar=_("KODE|NAMA"),
                         help=_("Hanya desa ini (kode atau nama), atau semua desa sebuah kecamatan (kode).")),
            click.Option(["--limit"], type=Whole(1), default=MOST_ROWS,
                         help=_("Paling banyak sekian keluarga (bawaan {most}).").format(most=MOST_ROWS)),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
            click.Option(["--xlsx"], metavar=_("BERKAS"), help=_("Tulis seluruh urutan ke berkas xlsx.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas xlsx yang sudah ada.")),
        ],
        short_help=_("Lihat keluarga mana yang paling memerlukan bantuan, dan mengapa."),
        help=_(
            "Lihat keluarga mana yang paling memerlukan bantuan. Urutannya membandingkan keadaan satu demi satu: gizi "
            "anak dan ibu dulu, lalu banyaknya temuan, belum tidaknya dibantu, kesejahteraan, faktor risiko, umur anak "
            "termuda. Ini usulan; yang memutuskan adalah petugas."
        ),
        epilog="padan priority\npadan priority --village 64.02.13 --limit 50\npadan priority --xlsx urutan.xlsx",
    )  # fmt: skip


def run(village: str | None, limit: int, full: bool, xlsx: str | None, force: bool) -> None:
    """Print or write the families in their order."""
    area = area_of(village) if village else ""
    with open_register(chosen_home()) as register:
        if xlsx is not None:
            _write(register, area, Path(xlsx), full=full, force=force)
            return
        found = _families(register, area, limit)
        for row in found:
            _tell(row, full=full)
        if not found:
            say(_("Tidak ada keluarga."))


def _families(register: Register, area: str, limit: int | None) -> list[Row]:
    """Families under an area in their order, with all that their row and sentence need."""
    return register.rows(
        f"""
        SELECT p.*, f.head_name, f.kk, f.address, f.rt, f.rw, r.* EXCLUDE (family_id, village_code),
            (SELECT list(name ORDER BY person_id) FROM person WHERE list_contains(p.children, person_id)) AS child_names
        FROM priority p JOIN family f USING (family_id) JOIN risk r USING (family_id)
        WHERE starts_with(coalesce(p.village_code, ''), ?) ORDER BY p.rank {"" if limit is None else f"LIMIT {limit}"}
        """,
        [area],
    )


def _tell(row: Row, *, full: bool) -> None:
    heading(f"{count(row['rank'])}. {row['head_name'] or _('tanpa kepala keluarga')}   {row['family_id']}")
    place = [village_name(row["village_code"]), f"KK {number(row['kk'], full=full)}" if row["kk"] else ""]
    say("  " + "; ".join(part for part in place if part), style="italic")
    children = ", ".join(name or _("tanpa nama") for name in row["child_names"] or ())
    points([*([_("Anak: {names}.").format(names=children)] if children else []), *priority_words(row)])


def _write(register: Register, area: str, target: Path, *, full: bool, force: bool) -> None:
    if target.suffix.lower() != ".xlsx":
        raise InvalidValueError(
            _("{target} bukan nama berkas xlsx").format(target=target), next_step=_("Beri nama berakhiran .xlsx.")
        )
    found = _families(register, area, None)
    with written_beside(target, force=force) as beside:
        _book(found, beside, full=full)
    say(_("{count} keluarga ditulis ke {target}.").format(count=count(len(found)), target=target))


def _book(found: list[Row], target: Path, *, full: bool) -> None:
    """One row a family. Every text is written as text, so that nothing in it is taken for a formula."""
    columns = (
        (_("Urutan"), 8), (_("Kepala keluarga"), 28), (_("Nomor KK"), 20), (_("Desa/kelurahan"), 34), ("RT", 5),
        ("RW", 5), (_("Anak"), 34), (_("Mengapa di urutan ini"), 70), (_("Risiko stunting"), 70),
        (_("Nomor keluarga"), 20),
    )  # fmt: skip
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(_("Urutan"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (title, width) in enumerate(columns):
            page.set_column(column, column, width)
            page.write_string(0, column, title, head)
        page.freeze_panes(1, 2)
        for line, row in enumerate(found, 1):
            page.write_number(line, 0, row["rank"], wrap)
            for column, text in enumerate(_cells(row, full=full), 1):
                page.write_string(line, column, text, wrap)
        page.autofilter(0, 0, len(found), len(columns) - 1)


def _cells(row: Row, *, full: bool) -> tuple[str, ...]:
    risk = family_risk(row)
    return (
        row["head_name"] or "", number(row["kk"], full=full), village_name(row["village_code"]), row["rt"] or "",
        row["rw"] or "", ", ".join(name or _("tanpa nama") for name in row["child_names"] or ()),
        " ".join(priority_words(row)), " ".join((risk.verdict, *risk.because)), row["family_id"],
    )  # fmt: skip
