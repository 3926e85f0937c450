"""``padan decree``: whether decrees are still what was sealed, and their files written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import points, say
from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.texts import _
from padan.kernel.writing import count

if TYPE_CHECKING:
    from padan.app.decree_check import Checked
    from padan.office.decrees.models import Decree

VERIFY: Final = "verify"
WRITE: Final = "write"
#: Differences told one by one; the rest is counted.
_TOLD: Final = 50


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "decree",
        callback=run,
        params=[
            click.Argument(["what"], type=OneOf((VERIFY, WRITE), f"{VERIFY}|{WRITE}"),
                           help=_("verify: periksa segelnya; write: tulis lagi berkas-berkasnya.")),
            click.Argument(["which"], nargs=-1, required=True, metavar=_("NOMOR|BERKAS…"),
                           help=_("Nomor keputusan, atau (verify) berkas daftar.jsonl.")),
            click.Option(["--into"], metavar=_("FOLDER"), help=_("write: folder tujuan; tidak boleh sudah ada.")),
            click.Option(["--address"], default="http://127.0.0.1:8000", metavar="URL",
                         help=_("write: alamat halaman kantor, untuk kode QR.")),
        ],
        short_help=_("Periksa segel keputusan (SK), atau tulis lagi berkasnya."),
        help=_(
            "Periksa apakah daftar sebuah keputusan masih sama bita demi bita dengan yang disegel: yang tersimpan, "
            "yang disusun ulang dari rilis, aturan, kuota dan pengecualian pada harinya, dan berkas yang ditulis waktu "
            "itu. "
            "Tiap perbedaan disebut; kode keluarnya 1 bila ada."
        ),
        epilog="padan decree verify 400.9/123\npadan decree verify daftar.jsonl\n"
        "padan decree write 400.9/123 --into sk-123",
    )  # fmt: skip


def run(what: str, which: tuple[str, ...], into: str | None, address: str) -> int:
    """Check them, or write one."""
    if (into is not None) != (what == WRITE) or (what == WRITE and len(which) != 1):
        raise click.UsageError(_("write menulis satu keputusan, ke folder yang disebut dengan --into"))
    home = chosen_home()
    standing(home)
    if what == WRITE:
        _write(_one(which[0]), Path(str(into)), address)
        return 0
    wrong = [name for name in which if not _verified(home.root, name)]
    return 1 if wrong else 0


def _verified(root: Path, name: str) -> bool:
    from padan.app.decree_check import check, check_file

    differences: tuple[str, ...] = ()
    if Path(name).is_file():
        data = Path(name).read_bytes()
        found = _of_file(data, name)
        differences = check_file(found, data, Path(name).name)
    else:
        found = _one(name)
    return _told(check(root, found), differences)


def _told(checked: Checked, more: tuple[str, ...]) -> bool:
    decree, found = checked.decree, (*more, *checked.differences)
    name = _("Keputusan {number} tahun {year}").format(number=decree.number, year=decree.year)
    if found:
        say(_("{name}: {n} perbedaan").format(name=name, n=count(len(found))), style="bold")
        points(found[:_TOLD])
    else:
        say(_("{name}: utuh, {n} penerima.").format(name=name, n=count(checked.recipients)), style="bold")
    points((_("segel {seal}").format(seal=decree.seal), *checked.notes))
    return not found


def _of_file(data: bytes, name: str) -> Decree:
    import hashlib

    from padan.office.decrees.queries import by_seal
    from padan.office.decrees.snapshot import read

    head, _lines = read(data, Path(name).name)
    found = by_seal(hashlib.sha256(data).hexdigest())
    return found if found is not None else _one(str(head.get("number", "")), head.get("year"))


def _one(number: str, year: int | None = None) -> Decree:
    from padan.office.decrees.queries import numbered

    named, _slash, said = number.rpartition("/")
    found = list(numbered(number)) or (list(numbered(named).filter(year=said)) if said.isdigit() else [])
    found = [each for each in found if year is None or each.year == year]
    if not found:
        raise InvalidValueError(
            _("Tidak ada keputusan bernomor {number}").format(number=number),
            next_step=_("Tulis nomornya seperti di kepala keputusan."),
        )
    if len(found) > 1:
        years = ", ".join(str(each.year) for each in found)
        raise InvalidValueError(
            _("Ada beberapa keputusan bernomor {number}: tahun {years}").format(number=number, years=years),
            next_step=_("Tulis NOMOR/TAHUN, atau pakai berkas daftar.jsonl."),
        )
    return found[0]


def _write(decree: Decree, target: Path, address: str) -> None:
    from padan.app.decreeing import public_address
    from padan.reports.decree.files import write_files

    if target.exists():
        raise UnreadableFileError(
            _("{target} sudah ada").format(target=target), next_step=_("Sebut folder yang belum ada.")
        )
    write_files(target, decree, public_address(address, decree), lambda name: say(name))
    say(_("Ditulis ke {target}. Isinya data orang: simpan baik-baik.").format(target=target))
