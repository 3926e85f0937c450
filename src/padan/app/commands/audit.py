"""``padan audit``: whether the office's trail is whole, and its head to be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import click

from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import points, say, to_copy
from padan.kernel.errors import InvalidValueError, Place, RegisterError, UnreadableFileError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.audit.chain import Broken, Fault, Head

VERIFY: Final = "verify"
HEAD: Final = "head"
#: Faults told one by one; the rest is counted.
_TOLD: Final = 20

_LINE: Final = re.compile(r"(?:\d{4}-\d{2}-\d{2}\s+)?(\d+):([0-9a-f]{64})")


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "audit",
        callback=run,
        params=[
            click.Argument(["what"], type=OneOf((VERIFY, HEAD), f"{VERIFY}|{HEAD}"),
                           help=_("verify: periksa seluruh jejak; head: tampilkan kepalanya.")),
            click.Option(["--published"], metavar=_("BERKAS"),
                         help=_("verify: kepala-kepala yang pernah diumumkan, satu baris masing-masing.")),
            click.Option(["--append"], metavar=_("BERKAS"),
                         help=_("head: tambahkan kepala dan tanggal hari ini ke berkas untuk diumumkan.")),
        ],
        short_help=_("Periksa jejak kantor, atau tampilkan kepalanya."),
        help=_(
            "Periksa apakah ada entri jejak yang diubah, dihapus atau dipindah; kode keluarnya bukan nol bila ada. "
            "Siapa yang menguasai seluruh basis data dapat menyusun jejak baru: karena itu umumkan kepalanya tiap "
            "hari (head --append), simpan di luar kantor, lalu sebut berkasnya saat memeriksa (verify --published)."
        ),
        epilog="padan audit verify\npadan audit head --append kepala-jejak.txt\n"
        "padan audit verify --published kepala-jejak.txt",
    )  # fmt: skip


def run(what: str, published: str | None, append: str | None) -> None:
    """Check the trail, or tell its head."""
    if (published is not None and what != VERIFY) or (append is not None and what != HEAD):
        name = "--append" if what == VERIFY else "--published"
        raise click.UsageError(_("Pilihan {name} tidak dipakai di sini").format(name=name))
    known = [] if published is None else list(published_heads(Path(published)))
    standing(chosen_home())
    if what == HEAD:
        _head(None if append is None else Path(append))
    else:
        _verify(known)


def _verify(published: list[Head]) -> None:
    from padan.office.audit import queries

    head = queries.head()
    faults = queries.broken(published)
    if not faults:
        say(_("Jejak utuh: {entries} entri.").format(entries=count(head.number)))
        if published:
            say(_("Memuat {heads} kepala yang pernah diumumkan.").format(heads=count(len(published))))
        return
    say(_("Jejak rusak di {faults} tempat:").format(faults=count(len(faults))), style="bold")
    points(told(fault) for fault in faults[:_TOLD])
    raise RegisterError(
        _("Ada yang mengubah jejak"),
        next_step=_("Jangan ubah apa pun lagi; simpan salinan basis data ini dan beri tahu Inspektorat."),
    )


def _head(target: Path | None) -> None:
    from padan.office.audit import queries

    head = queries.head()
    to_copy(str(head))
    if target is None:
        return
    try:
        with target.open("a", encoding="utf-8") as stream:
            stream.write(f"{date.today().isoformat()} {head}\n")
    except OSError as error:
        raise RegisterError(
            _("{target} tidak dapat ditulis: {reason}").format(target=target, reason=error.strerror or error),
            next_step=_("Periksa hak akses dan sisa ruang penyimpanan."),
        ) from error


def told(fault: Fault) -> str:
    """A fault in words."""
    words = {
        Broken.ALTERED: _("Entri {number}: isinya diubah sesudah ditulis."),
        Broken.MISSING: _("Entri {number}: hilang, atau nomornya diubah."),
        Broken.MOVED: _("Entri {number}: tidak menyambung pada entri sebelumnya."),
        Broken.CUT_OFF: _("Sesudah entri {number}: ekor jejak dipotong, atau kepalanya diubah."),
        Broken.NOT_AS_PUBLISHED: _("Entri {number}: bukan yang pernah diumumkan; jejak disusun baru."),
    }
    return words[fault.what].format(number=count(fault.number))


def published_heads(file: Path) -> Iterator[Head]:
    """The heads in a file as ``--append`` writes it: one a line, the day before it may be left out; blank lines and
    those that begin with ``#`` say nothing."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            _("Berkas {file} tidak terbaca").format(file=file), next_step=_("Periksa namanya.")
        ) from error
    for row, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise InvalidValueError(
                _("Baris ini bukan kepala jejak"), where=Place(file=file.name, row=row),
                next_step=_("Tulis NOMOR:SIDIK seperti yang ditampilkan `padan audit head`."),
            )  # fmt: skip
        yield Head(int(found[1]), found[2])
