"""``padan quality``: how far the figures of posyandu, villages and health centres can be trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from padan.app.clicking import Command, OneOf, Whole
from padan.app.commands.home import chosen_home
from padan.app.screen import heading, points, say, table
from padan.app.villages import area_of
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _, language
from padan.kernel.writing import count, decimal
from padan.pipeline.assess.wording import village
from padan.reference.quality import score_classes
from padan.reports.register import Register, Row, open_register
from padan.rules.growth.credibility.words import part_sentence

LEVELS = ("posyandu", "village", "health_centre")
#: Rows shown on a screen unless more are asked for; those to be measured again come first.
MOST_ROWS = 40


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "quality",
        callback=run,
        params=[
            click.Option(["--by"], type=OneOf(LEVELS, _("TINGKAT")), default=LEVELS[0],
                         help=_("Menurut posyandu (bawaan), village (desa) atau health_centre (puskesmas).")),
            click.Option(["--month"], metavar=_("TTTT-BB"), default="",
                         help=_("Hanya bulan ini, misalnya 2026-08; tanpa ini semua bulan digabung.")),
            click.Option(["--village"], metavar=_("KODE|NAMA"),
                         help=_("Hanya desa ini (kode atau nama), atau semua desa sebuah kecamatan (kode).")),
            click.Option(["--limit"], type=Whole(1), default=MOST_ROWS,
                         help=_("Paling banyak sekian baris (bawaan {most}).").format(most=MOST_ROWS)),
        ],
        short_help=_("Lihat seberapa dapat dipercaya angka penimbangan."),
        help=_(
            "Lihat seberapa dapat dipercaya angka penimbangan tiap posyandu, desa atau puskesmas: mutu menurut nilai "
            "seperti SMART, sebaran z, kegemaran angka, dan tanda bahwa angka tidak hasil mengukur. Yang perlu diukur "
            "ulang didahulukan, dengan alasannya; ini bukan tuduhan."
        ),
        epilog="padan quality\npadan quality --by health_centre\npadan quality --village 64.02.13 --month 2026-08",
    )  # fmt: skip


def run(by: str, month: str, village: str | None, limit: int) -> None:
    """Print the units as a table, then why some should be measured again."""
    area = area_of(village) if village else None
    if area and by == "health_centre":
        raise InvalidValueError(
            _("Puskesmas tidak disaring menurut desa"), next_step=_("Hilangkan --village, atau pakai --by village.")
        )
    with open_register(chosen_home()) as register:
        found = register.rows(
            """
            SELECT * FROM measurement_quality
            WHERE level = ? AND month = ? AND starts_with(coalesce(village_code, ''), ?)
            ORDER BY remeasure DESC, score DESC NULLS LAST, measurements DESC, unit
            """,
            [by, month, area or ""],
        )
        if not found:
            raise InvalidValueError(_("Tidak ada penimbangan untuk dinilai"), next_step=_known_months(register))
    _tell(found[:limit])
    say("")
    again = sum(row["remeasure"] for row in found)
    say(_("{count} dinilai; {again} perlu diukur ulang.").format(count=count(len(found)), again=count(again)))
    if len(found) > limit:
        say(_("{shown} ditampilkan; lainnya dengan --limit.").format(shown=count(limit)))


def _known_months(register: Register) -> str:
    months = [row["month"] for row in register.rows("SELECT DISTINCT month FROM measurement_quality ORDER BY month")]
    known = [month for month in months if month]
    if not known:
        return _("Terima dahulu daftar penimbangan dengan `padan receive`, lalu `padan release`.")
    return _("Bulan yang ada: {first} sampai {last}.").format(first=known[0], last=known[-1])


def unit_name(row: Row) -> str:
    """The unit in words: the posyandu with its village, the village, or the health centre."""
    if row["level"] == "health_centre":
        return str(row["health_centre"])
    place = village(row["village_code"])
    return f"{row['posyandu'].title()}, {place}" if row["posyandu"] else place


def quality_name(code: str) -> str:
    """The class of a score in words."""
    for kind in score_classes():
        if kind.name == code:
            return kind.text_en if language() == "en" else kind.text_id
    return _("belum dinilai")


def _tell(found: Sequence[Row]) -> None:
    headers = (
        _("Tempat"), _("Anak"), _("Ukur"), _("Mutu"), _("Nilai"), _("SD PB/U"), _("SD BB/PB"), _("DPS kg"),
        _("DPS cm"), _("Tak wajar"),
    )  # fmt: skip
    rows = []
    for row in found:
        parts = json.loads(row["parts"])
        rows.append(
            (
                unit_name(row),
                count(row["children"]),
                count(row["measurements"]),
                quality_name(row["quality"]),
                "" if row["score"] is None else decimal(row["score"], 0),
                *(_figure(parts, name, 2) for name in ("sd_length_for_age", "sd_weight_for_length")),
                *(_figure(parts, name, 0) for name in ("digits_weight", "digits_length")),
                "" if parts["flagged"] is None else f"{decimal(100 * parts['flagged'], 0)} %",
            )
        )
    again = [place for place, row in enumerate(found) if row["remeasure"]]
    table(headers, rows, right=(1, 2, *range(4, 10)), bold=again, whole=range(1, 10))
    say(
        _("Nilai: poin kekurangan, 0 terbaik. SD: sebaran z. DPS: kegemaran angka akhir, di bawah 12 baik."),
        style="dim",
    )
    for place in again:
        row = found[place]
        heading(_("{unit}: mohon diukur ulang").format(unit=unit_name(row)))
        points(part_sentence(part) for part in row["suspicions"])


def _figure(parts: dict[str, float | None], name: str, places: int) -> str:
    found = parts[name]
    return "" if found is None else decimal(found, places)
