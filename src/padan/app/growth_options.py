"""Options that ``padan growth`` and ``padan prevalence`` share."""

from __future__ import annotations

from collections.abc import Sequence

import click

from padan.kernel.texts import _
from padan.pipeline.children.headers import field_names
from padan.rules.growth.children import Compat

#: Forms of the answer.
PADAN, WHO = "padan", "who-anthro"
FORMATS = (PADAN, WHO)


def column_option() -> click.Option:
    """``--column weight=BERAT_KG``, as often as needed."""
    return click.Option(
        ["--column"],
        multiple=True,
        metavar=_("ISIAN=KOLOM"),
        help=_("Kolom yang tidak dikenali sendiri, boleh berulang. Isian: {fields}.").format(
            fields=", ".join(field_names())
        ),
    )


def sheet_option() -> click.Option:
    """``--sheet``, where a workbook has several."""
    return click.Option(["--sheet"], metavar=_("NAMA"), help=_("Lembar yang dibaca, bila ada beberapa."))


def named_columns(given: Sequence[str]) -> dict[str, str]:
    """``weight=BERAT_KG`` as field and header."""
    named = {}
    for each in given:
        field, sign, header = each.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise click.UsageError(
                _("--column {given}: tulis ISIAN=KOLOM, misalnya --column weight=BERAT_KG").format(given=each),
                click.get_current_context(silent=True),
            )
        named[field.strip()] = header.strip()
    return named


def compat_of(form: str | None, *, compat: bool) -> Compat:
    """Whose arithmetic is asked for; ``--compat`` says nothing without the form it belongs to."""
    if compat and form != WHO:
        raise click.UsageError(
            _("--compat hanya ada bersama --format who-anthro"), click.get_current_context(silent=True)
        )
    return Compat.WHO_ANTHRO if compat else Compat.NONE
