"""Click's commands in the reader's language: headings, usage lines, mistakes in the arguments, and types."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from padan.kernel.dates import DateOrder, read_date
from padan.kernel.texts import LANGUAGES, _


class Day(click.ParamType):
    """A day as people write it: 2026-11-05, 05-11-2026 or 5 November 2026; the day comes first."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return _("TANGGAL")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        found = read_date(value, order=DateOrder.DAY_FIRST, reference=None).value
        if found is None:
            self.fail(_("'{value}' bukan tanggal; tulis seperti 2026-11-05").format(value=value), param, ctx)
        return found


class OneOf(click.Choice[str]):
    """One of a few words; ``metavar`` is shown instead of a long list."""

    def __init__(self, choices: Sequence[str], metavar: str | None = None) -> None:
        super().__init__(choices)
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self.metavar or super().get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            known = ", ".join(self.choices)
            self.fail(
                _("'{value}' tidak dikenal; pilih salah satu: {known}").format(value=value, known=known),
                param,
                ctx,
            )
        return str(value)


class Whole(click.ParamType):
    """A whole number that is at least ``least``."""

    name = "whole"

    def __init__(self, least: int) -> None:
        self.least = least

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            self.fail(_("'{value}' bukan bilangan bulat").format(value=value), param, ctx)
        if number < self.least:
            self.fail(_("paling sedikit {least}").format(least=self.least), param, ctx)
        return number


class Chance(click.ParamType):
    """A probability strictly between 0 and 1; a decimal comma is understood."""

    name = "chance"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "0-1"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            number = math.nan
        if not 0 < number < 1:
            self.fail(_("'{value}' bukan peluang; tulis angka di antara 0 dan 1").format(value=value), param, ctx)
        return number


class _Spoken(click.Command):
    """What commands and groups share."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Pemakaian:") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for param in self.get_params(ctx)
            if not isinstance(param, click.Argument) and (record := param.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section(_("Pilihan")):
                formatter.write_dl(records)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        records = [(p.make_metavar(ctx), p.help) for p in arguments if p.help]
        if records:
            with formatter.section(_("Yang disebut")):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, one a line, as they are typed."""
        if self.epilog:
            with formatter.section(_("Contoh")):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Tampilkan bantuan ini.")
        return option


class Command(_Spoken):
    """A command whose help and mistakes are in the reader's language."""

    def __init__(self, name: str, **settings: Any) -> None:
        settings.setdefault("options_metavar", _("[PILIHAN]"))
        settings["params"] = [*settings.get("params", ()), *shared_options(hidden=True)]
        super().__init__(name, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(_("Argumen berlebih: {rest}").format(rest=" ".join(rest)), ctx)
        return rest


class Group(_Spoken, click.Group):
    """The group of all commands. ``build`` makes one of ``names``, when it is asked for."""

    def __init__(
        self, name: str, *, names: Sequence[str], build: Callable[[str], click.Command], **settings: Any
    ) -> None:
        self._names, self._build = names, build
        settings.setdefault("options_metavar", _("[PILIHAN]"))
        super().__init__(name, subcommand_metavar=_("PERINTAH [ARGUMEN]..."), **settings)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [self.get_command(ctx, name) for name in self._names]
        with formatter.section(_("Perintah")):
            formatter.write_dl([(command.name or "", command.short_help or "") for command in commands if command])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._names and cmd_name not in self.commands:
            self.add_command(self._build(cmd_name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            known = ", ".join(self._names)
            raise click.UsageError(
                _("Perintah '{name}' tidak dikenal; yang ada: {known}").format(name=args[0], known=known), ctx
            )
        return super().resolve_command(ctx, args)


def shared_options(*, hidden: bool = False) -> list[click.Parameter]:
    """``--home`` and ``--lang``: before the command or after it."""
    return [
        click.Option(
            ["--home"],
            metavar=_("FOLDER"),
            help=_("Folder register (bawaan: PADAN_HOME, atau ./padan-home)."),
            callback=_remember_home,
            expose_value=False,
            hidden=hidden,
        ),
        click.Option(
            ["--lang"],
            type=OneOf(LANGUAGES),
            help=_("Bahasa: id (Indonesia) atau en (Inggris); bawaan PADAN_LANG, atau id."),
            expose_value=False,
            hidden=hidden,
        ),
    ]


def _remember_home(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


def mistake(error: click.ClickException) -> str:
    """What is wrong with the arguments, in the reader's language."""
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        said = _("Pilihan {name} tidak dikenal").format(name=error.option_name)
        return f"{said}; {_('mungkin {near}').format(near=near)}" if near else said
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("{name} belum disebut").format(name=_hint(error.param, error.ctx))
    if isinstance(error, click.BadOptionUsage):
        return _("Pilihan {name} dipakai tidak seperti seharusnya").format(name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_hint(error.param, error.ctx)}: {error.message}"
    return error.message


def _hint(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Argument):
        return param.human_readable_name
    return param.opts[-1]
