"""``padan prevalence``: how many children are stunted, wasted, underweight, overweight; with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pyarrow as pa

from padan.app.beside import written_beside
from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.growth_options import FORMATS, WHO, column_option, compat_of, named_columns, sheet_option
from padan.app.growth_told import tell_columns
from padan.app.prevalence_groups import WORDS, column_named, groups_of_file, words_of
from padan.app.prevalence_release import read_release
from padan.app.prevalence_table import rates_table, tell_rates, tell_who, who_arrow
from padan.app.screen import heading, say
from padan.app.table_file import kind_of, write_table
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.children.given import Given
from padan.pipeline.children.population import (
    Population,
    coded_column,
    number_column,
    population_of_scored,
)
from padan.pipeline.children.scoring import score_file
from padan.reports.register import open_register
from padan.rules.growth.children import Compat, Floats
from padan.rules.growth.prevalence import Coded, Rate, Survey, prevalence, who_table

#: The further groupings of WHO's package, by the names of its arguments.
_WHO_GROUPS = ("typeres", "gregion", "wealthq", "mothered", "othergr")


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "prevalence",
        callback=run,
        params=[
            click.Argument(["source"], required=False, metavar=_("BERKAS"),
                           help=_("Tabel anak seperti untuk `padan growth`; tanpa berkas: anak-anak pada rilis.")),
            click.Option(["--by"], metavar=_("KELOMPOK"),
                         help=_("Rinci menurut: {words}; boleh beberapa dengan koma; dari berkas juga nama kolomnya.")
                         .format(words=", ".join(WORDS))),
            *_survey_options(),
            column_option(),
            sheet_option(),
            click.Option(["--format", "form"], type=OneOf(FORMATS),
                         help=_("padan (bawaan), atau who-anthro: tabel seperti paket R 'anthro' milik WHO.")),
            click.Option(["--compat"], is_flag=True,
                         help=_("Dengan --format who-anthro: kesalahan hitung paket itu juga ditiru.")),
            click.Option(["--out"], metavar=_("HASIL"),
                         help=_("Tulis semua angka ke berkas .csv, .csv.gz, .xlsx atau .parquet.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Hitung prevalensi stunting, wasting dan lainnya beserta selangnya."),
        help=_(
            "Hitung berapa persen anak pendek, gizi kurang, berat kurang dan gizi lebih, dengan selang kepercayaan "
            "95 %. Dari rilis: menurut kecamatan (area), desa (village), umur dan jenis kelamin. Dari berkas survei: "
            "juga dengan bobot, gugus dan strata. Kelompok kecil ditandai belum dapat diandalkan."
        ),
        epilog="padan prevalence --by area\n"
        "padan prevalence balita.xlsx --by village,sex --out prevalensi.xlsx\n"
        "padan prevalence survey.csv --weight sw --cluster cluster --strata strata --gregion gregion "
        "--format who-anthro --out tabel.csv",
    )  # fmt: skip


def _survey_options() -> list[click.Parameter]:
    texts = {
        "weight": _("Kolom bobot sampel."), "cluster": _("Kolom gugus sampel (klaster)."),
        "strata": _("Kolom strata sampel."),
    }  # fmt: skip
    texts |= {name: _("Kolom kelompok pada tabel who-anthro.") for name in _WHO_GROUPS}
    return [click.Option([f"--{name}"], metavar=_("KOLOM"), help=text) for name, text in texts.items()]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options as given; ``survey``: columns of the sample and of its groups by option."""

    source: str | None
    by: str | None
    column: tuple[str, ...]
    sheet: str | None
    form: str | None
    compat: bool
    survey: dict[str, str]

    @property
    def by_who(self) -> bool:
        """Whether the table of WHO's package is asked for."""
        return self.form == WHO


def run(
    source: str | None,
    by: str | None,
    column: tuple[str, ...],
    sheet: str | None,
    form: str | None,
    compat: bool,
    out: str | None,
    force: bool,
    **survey: str | None,
) -> None:
    """Estimate, tell, and write where asked."""
    columns = {name: header for name, header in survey.items() if header is not None}
    asked = _Asked(source, by, column, sheet, form, compat, columns)
    _check(asked)
    if out is None:
        _estimated(asked)
        return
    target = Path(out)
    kind = kind_of(target)
    with written_beside(target, force=force) as path:
        table = _estimated(asked)
        write_table(table, path, kind, mark=not asked.by_who)
    say("")
    say(_("{rows} baris ditulis ke {target}.").format(rows=count(len(table)), target=target))


def _check(asked: _Asked) -> None:
    """Options that say nothing together are mistakes, not wishes to be passed over."""
    context = click.get_current_context(silent=True)
    if asked.source is None and (asked.survey or asked.column or asked.sheet or asked.by_who):
        raise click.UsageError(_("Tanpa berkas hanya --by dan --out yang berlaku"), context)
    if asked.by_who and asked.by:
        raise click.UsageError(
            _("--by tidak ada pada --format who-anthro; pakai --gregion, --othergr dan lainnya"), context
        )
    if not asked.by_who and (name := next((name for name in _WHO_GROUPS if name in asked.survey), None)):
        raise click.UsageError(
            _("--{name} hanya ada bersama --format who-anthro; selain itu pakai --by").format(name=name), context
        )


def _estimated(asked: _Asked) -> pa.Table:
    how = compat_of(asked.form, compat=asked.compat)
    if asked.source is None:
        return _of_release(asked.by)
    return _of_file(Path(asked.source), asked, how)


def _of_release(by: str | None) -> pa.Table:
    with open_register(chosen_home()) as register:
        population, groups = read_release(register.con, words_of(by))
        name = register.folder.name
    heading(_("Prevalensi pada rilis {name}: {count} anak").format(name=name, count=count(len(population))))
    return _told(prevalence(population.z, population.flag, population.oedema, by=groups), list(groups))


def _of_file(path: Path, asked: _Asked, how: Compat) -> pa.Table:
    named = named_columns(asked.column)
    scored = score_file(path, named=named, today=date.today(), sheet=asked.sheet, by_who=asked.by_who, compat=how)
    population, given = population_of_scored(scored), scored.given
    headers = dict(asked.survey)
    weighed = headers.pop("weight", None)
    weight = None if weighed is None else _weight(given, weighed)
    columns = {name: coded_column(column_named(given, header)) for name, header in headers.items()}
    cluster, strata = columns.pop("cluster", None), columns.pop("strata", None)
    groups = columns if asked.by_who else groups_of_file(words_of(asked.by), given, population)
    tell_columns(scored)
    if asked.by_who:
        return _who(population, weight, cluster, strata, groups, compat=bool(how))
    heading(_("Prevalensi: {count} anak").format(count=count(len(population))))
    rates = prevalence(
        population.z, population.flag, population.oedema, by=groups, weight=weight, cluster=cluster, strata=strata
    )
    return _told(rates, list(groups))


def _told(rates: list[Rate], names: list[str]) -> pa.Table:
    tell_rates(rates, names)
    return rates_table(rates, names)


def _who(
    population: Population,
    weight: Floats | None,
    cluster: Coded | None,
    strata: Coded | None,
    groups: dict[str, Coded],
    *,
    compat: bool,
) -> pa.Table:
    survey = Survey(
        population.z, population.flag, population.sex, population.age_days, population.age_months, population.oedema,
        weight=weight, cluster=cluster, strata=strata, groups=groups,
    )  # fmt: skip
    found = who_arrow(who_table(survey, compat=compat))
    tell_who(found)
    return found


def _weight(given: Given, header: str) -> Floats:
    numbers, unread = number_column(column_named(given, header))
    if unread:
        raise InvalidValueError(
            _("Kolom bobot {header}: {count} isian bukan angka").format(header=header, count=count(unread)),
            next_step=_("Perbaiki kolom itu, atau sebut kolom bobot yang benar dengan --weight."),
        )
    if (numbers < 0).any():
        raise InvalidValueError(
            _("Kolom bobot {header} berisi bilangan negatif").format(header=header),
            next_step=_("Perbaiki kolom itu, atau sebut kolom bobot yang benar dengan --weight."),
        )
    return numbers
