"""``padan encode``: a table of people as tokens and filters that can be linked and not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.csv as pa_csv

from padan.app.beside import written_beside
from padan.app.clicking import Command
from padan.app.people_options import named_columns
from padan.app.screen import say
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.encode.encoding import Encoder
from padan.pipeline.encode.files import schema_for, write_encoded
from padan.pipeline.encode.keyfile import fingerprint, new_key, read_key
from padan.pipeline.encode.people import standard_people
from padan.pipeline.people.tables import read_people

#: What the sender keeps.
_KEPT = pa.schema([(name, pa.string()) for name in ("ref", "list", "record")])


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "encode",
        callback=run,
        params=[
            click.Argument(["source"], metavar=_("TABEL"), required=False,
                           help=_("Tabel orang: csv, xlsx, xls, ods atau parquet; satu baris satu orang.")),
            click.Argument(["out"], metavar=_("HASIL"), required=False,
                           help=_("Berkas sandian yang boleh dikirim, berakhiran .parquet.")),
            click.Option(["--key-file"], metavar=_("KUNCI"), help=_("Berkas kunci; tidak pernah dikirim.")),
            click.Option(["--new-key"], metavar=_("KUNCI"), help=_("Buat berkas kunci baru, lalu selesai.")),
            click.Option(["--column"], multiple=True, metavar=_("ISIAN=KOLOM"),
                         help=_("Kolom yang tidak dikenali sendiri, boleh berulang.")),
            click.Option(["--one-row"], is_flag=True, help=_("Dalam tabel ini satu orang hanya satu baris.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Sandikan tabel orang agar dapat dipadankan tanpa menyerahkan NIK."),
        help=_(
            "Sandikan tabel orang dengan kunci rahasia. Hasilnya dapat dipadankan dengan tabel lain yang disandikan "
            "dengan kunci yang sama, tanpa nama, NIK atau tanggal lahir di dalamnya. Yang dikirim hanya HASIL. Kunci "
            "dan berkas .keys.csv, yang mencatat baris mana milik siapa, tinggal di tempat pengirim. Tabel sandian "
            "tetap data pribadi menurut UU 27/2022."
        ),
        epilog="padan encode --new-key kunci.txt\npadan encode warga.xlsx kirim.parquet --key-file kunci.txt",
    )  # fmt: skip


def run(
    source: str | None,
    out: str | None,
    key_file: str | None,
    new_key: str | None,
    column: tuple[str, ...],
    one_row: bool,
    force: bool,
) -> None:
    """Make a key, or encode and tell what may be sent."""
    if new_key is not None:
        _make_key(Path(new_key))
        return
    if source is None or out is None or key_file is None:
        raise click.UsageError(
            _("sebut TABEL, HASIL dan --key-file KUNCI; kunci dibuat dengan --new-key KUNCI"),
            click.get_current_context(silent=True),
        )
    target = Path(out)
    if target.suffix != ".parquet":
        raise InvalidValueError(
            _("Bentuk berkas {name} tidak dikenal").format(name=target.name),
            next_step=_("Beri nama berakhiran .parquet."),
        )
    key = read_key(Path(key_file))
    people = standard_people(read_people(Path(source), named_columns(column)), today=date.today())
    rows, kept = _encode(people, target, key, one_row=one_row, force=force)
    say(_("{rows} baris disandikan ke {target}.").format(rows=count(rows), target=target))
    say(_("Sidik kunci: {mark}. Penerima hanya dapat memadankan tabel yang sidiknya sama.").format(
        mark=fingerprint(key)))  # fmt: skip
    say(_("Tinggal di sini dan jangan dikirim: {kept} (baris mana milik siapa) dan kunci.").format(kept=kept))
    say(_("Berikutnya: kirim {target} saja, lewat jalur yang disepakati.").format(target=target))


def _make_key(path: Path) -> None:
    mark = new_key(path)
    say(_("Kunci baru ditulis ke {path}, sidiknya {mark}.").format(path=path, mark=mark))
    say(
        _(
            "Berikutnya: serahkan kunci hanya kepada pengirim lain dalam pertukaran ini, lewat jalur lain dari "
            "tabelnya. Pihak yang memadankan tidak boleh memegangnya. Buat kunci baru untuk setiap pertukaran."
        )
    )


def _encode(people: pa.Table, target: Path, key: bytes, *, one_row: bool, force: bool) -> tuple[int, Path]:
    """Both files, or neither."""
    encoder, kept = Encoder(key), target.with_suffix(".keys.csv")
    schema = schema_for(key, encoder.parameters, one_row=one_row)
    with written_beside(target, force=force) as path, written_beside(kept, force=force) as kept_path:
        kept_path.touch(0o600)
        with pa_csv.CSVWriter(kept_path, _KEPT) as mapping:
            rows = write_encoded(path, _remembered(encoder, people, mapping), schema)
    return rows, kept


def _remembered(encoder: Encoder, people: pa.Table, mapping: pa_csv.CSVWriter) -> Iterator[pa.Table]:
    """The encoded chunks; on the way, which row is which is written down."""
    for encoded, told in encoder.chunks(people):
        mapping.write_table(told.select(_KEPT.names).cast(_KEPT))
        yield encoded
