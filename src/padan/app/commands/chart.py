"""``padan chart``: a child's growth on WHO's curves, to be looked at or printed."""

from __future__ import annotations

from pathlib import Path

import click

from padan.app.beside import written_beside
from padan.app.charting import FORMATS, charts_of, write_charts
from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.screen import say
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.finding import find_people
from padan.reports.register import Register, Row, open_register
from padan.rules.growth.chart import INDICATORS, Lines

#: People named when more than one is meant.
_NAMED = 5


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "chart",
        callback=run,
        params=[
            click.Argument(["asked"], metavar=_("NIK|NOMOR"), help=_("NIK anak, atau nomor orangnya (P…).")),
            click.Argument(["out"], metavar=_("BERKAS"),
                           help=_("Nama berkas hasil, berakhiran .svg, .png atau .pdf.")),
            click.Option(["--indicator"], type=OneOf(INDICATORS, _("INDEKS")), multiple=True,
                         help=_("Yang digambar, boleh berulang: {names} (bawaan tiga yang pertama).").format(
                             names=", ".join(INDICATORS))),
            click.Option(["--centiles"], is_flag=True,
                         help=_("Garis persentil 3, 15, 50, 85, 97; bukan simpangan baku (SD).")),
            click.Option(["--name"], is_flag=True, help=_("Tulis juga nama anaknya.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Gambar grafik pertumbuhan seorang anak."),
        help=_(
            "Gambar pengukuran seorang anak di atas kurva WHO, untuk layar (svg, png) atau cetak A4 (pdf). Yang "
            "tertulis hanya nomor orangnya, kecuali dengan --name. Hasilnya memuat data pribadi: simpan dan bagikan "
            "seperlunya."
        ),
        epilog="padan chart 6402131208220003 anak.pdf\n"
        "padan chart P0123456789ABCDE anak.svg --indicator weight_for_age --centiles",
    )  # fmt: skip


def run(asked: str, out: str, indicator: tuple[str, ...], centiles: bool, name: bool, force: bool) -> None:
    """Draw and write it."""
    target = Path(out)
    form = target.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InvalidValueError(
            _("Bentuk berkas {name} tidak dikenal").format(name=target.name),
            next_step=_("Beri nama berakhiran .svg, .png atau .pdf."),
        )
    lines = Lines.CENTILES if centiles else Lines.Z
    with open_register(chosen_home()) as register:
        person = _the_one(register, asked)
        charts = charts_of(register, person, tuple(dict.fromkeys(indicator)), lines, named=name)
    with written_beside(target, force=force) as beside:
        write_charts(charts, beside, form)
    points = max(len(chart.points) for chart in charts)
    say(
        _("Grafik {code} ({panels} panel, {points} hasil ukur) ditulis ke {target}.").format(
            code=charts[0].child.code, panels=count(len(charts)), points=count(points), target=target
        )
    )


def _the_one(register: Register, asked: str) -> Row:
    people = find_people(register, asked)
    if not people:
        raise InvalidValueError(
            _("{asked} tidak ditemukan").format(asked=asked),
            next_step=_("Cari orangnya dengan `padan show NAMA`, lalu sebut nomornya (P…)."),
        )
    if len(people) > 1:
        first = ", ".join(person["person_id"] for person in people[:_NAMED])
        raise InvalidValueError(
            _("{asked} cocok dengan lebih dari satu orang").format(asked=asked),
            next_step=_("Lihat mereka dengan `padan show`, lalu sebut salah satu nomornya: {ids}.").format(ids=first),
        )
    return people[0]
