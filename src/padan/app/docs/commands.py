"""``docs/reference/commands.md``: the commands, from their own help."""

from __future__ import annotations

import click

from padan.app.cli import group
from padan.app.docs.markdown import cell, code, table
from padan.contracts.schema import ContractError
from padan.kernel import errors

_HEAD = """\
# Commands

`padan --help` and `padan COMMAND --help` say the same, in Indonesian by default and in English with `--lang en` or
`PADAN_LANG=en`. This page is written from the code by `make docs`.

`--home` and `--lang` may stand before the command or after it. What is asked for goes to standard output; progress,
warnings and errors go to standard error.

| variable | meaning |
|---|---|
| `PADAN_HOME` | the register's folder; default `./padan-home` |
| `PADAN_LANG` | `id` (default) or `en` |
| `PADAN_REGENCY` | Kemendagri code of the regency that is meant where a row names none; default `64.02` |
| `PADAN_THREADS` | cores to use; default all |
| `PADAN_MEMORY` | memory of the engine, such as `1GB`; default `2GB` |
| `PADAN_WHO_VELOCITY` | csv of WHO's growth velocity standards of 3, 4 and 6 months; default: those of 1 and 2 months |
"""


def exit_codes() -> tuple[tuple[int, str], ...]:
    """Every exit code and its meaning."""
    return (
        (0, "Done. Refused rows do not change this: they are accounted for in the receipt and in the file to correct."),
        (errors.PadanError.exit_code, "A mistake that the message explains, such as a person who is not found."),
        (2, "The command line is wrong: an unknown option, a missing argument."),
        (errors.UnreadableFileError.exit_code, "A file is missing, damaged, locked, empty or of no known kind."),
        (errors.UnknownSourceError.exit_code, "A readable file whose list, or whose village, is not known."),
        (errors.RegisterError.exit_code, "The register is not in the state that the command needs."),
        (ContractError.exit_code, "A release was made by another version of Padan and cannot be read."),
        (130, "Interrupted (Ctrl-C). Nothing is half done."),
    )


def commands_page() -> str:
    """The page, in the language in force."""
    every = group()
    assert isinstance(every, click.Group)
    codes = table(("code", "meaning"), [(str(number), cell(text)) for number, text in exit_codes()])
    ctx = click.Context(every, info_name="padan")
    shared = _options(every, ctx)
    parts = [_HEAD, f"## Options of every command\n\n{shared}\n", f"## Exit codes\n\n{codes}\n"]
    parts.append("`padan receive` of many files takes in all that it can and leaves with the highest code.\n")
    commands = (every.get_command(ctx, name) for name in every.list_commands(ctx))
    parts += [_section(command) for command in commands if command]
    return "\n".join(parts)


def _section(command: click.Command) -> str:
    ctx = click.Context(command, info_name=f"padan {command.name}")
    usage = f"{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}"
    parts = [f"## `padan {command.name}`", command.help or "", f"```\n{usage}\n```"]
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    if arguments:
        rows = [(code(p.make_metavar(ctx)), cell(p.help or "")) for p in arguments]
        parts.append(table(("argument", "meaning"), rows))
    options = _options(command, ctx)
    if options:
        parts.append(options)
    if command.epilog:
        parts.append(f"Examples:\n\n```\n{command.epilog}\n```")
    return "\n\n".join(parts) + "\n"


def _options(command: click.Command, ctx: click.Context) -> str:
    records = [
        record
        for param in command.params
        if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None
    ]
    if not records:
        return ""
    return table(("option", "meaning"), [(code(name), cell(text)) for name, text in records])
