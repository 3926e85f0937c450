"""``padan review``: pairs for people to judge, as a workbook, and their answers read back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from padan.app.beside import written_beside
from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.review_answers import Refused, settled
from padan.app.sampling import drawn_sample
from padan.app.screen import heading, points, say
from padan.kernel.errors import InvalidValueError, RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline import decisions
from padan.pipeline.home import Home
from padan.pipeline.link.honest.kept import Sample, kept
from padan.pipeline.link.honest.reading import read_pairs
from padan.pipeline.release.models import calibration_of
from padan.reports.register import Register, open_register
from padan.reports.review_book import read_book, write_book
from padan.reports.review_lines import lines_of

#: As many answers as a recalibration needs.
PAIRS = 200


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "review",
        callback=run,
        params=[
            click.Option(["--xlsx"], metavar=_("BERKAS"),
                         help=_("Tulis pasangan yang perlu diperiksa ke berkas xlsx.")),
            click.Option(["--count", "wanted"], type=Whole(1), default=PAIRS,
                         help=_("Paling banyak sekian pasangan (bawaan {count}).").format(count=PAIRS)),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas xlsx yang sudah ada.")),
            click.Option(["--read", "answered"], metavar=_("BERKAS"),
                         help=_("Baca kembali berkas xlsx yang sudah diisi.")),
            click.Option(["--by"], metavar=_("NAMA"),
                         help=_("Nama pemeriksa untuk baris yang kolom pemeriksanya kosong.")),
        ],
        short_help=_("Periksa pasangan catatan: satu orang atau bukan."),
        help=_(
            "Ambil contoh pasangan catatan untuk diperiksa petugas, dan baca kembali jawabannya. Contohnya diundi: "
            "pasangan yang meragukan lebih banyak, tiap pasang daftar terwakili. Jawabannya menjadi putusan tetap, dan "
            "menjadi ukuran ketepatan di `padan links`."
        ),
        epilog="padan review --count 200 --xlsx periksa.xlsx\npadan review --read periksa.xlsx --by 'Sri Wahyuni'",
    )  # fmt: skip


def run(xlsx: str | None, wanted: int, force: bool, answered: str | None, by: str | None) -> None:
    """Write a sample or read one back."""
    if (xlsx is None) == (answered is None):
        raise InvalidValueError(
            _("Sebut salah satu: --xlsx untuk menulis, atau --read untuk membaca kembali"),
            next_step="padan review --xlsx periksa.xlsx",
        )
    home = chosen_home()
    if answered is not None:
        _read(home, Path(answered), by)
        return
    target = Path(xlsx or "")
    if target.suffix.lower() != ".xlsx":
        raise InvalidValueError(
            _("{target} bukan nama berkas xlsx").format(target=target), next_step=_("Beri nama berakhiran .xlsx.")
        )
    with open_register(home) as register, written_beside(target, force=force) as beside:
        sample = _drawn(home, register, wanted)
        write_book(lines_of(register, [asked.pair for asked in sample.asked]), sample.number, beside)
    say(
        _("{count} pasangan ditulis ke {target} (contoh nomor {number}).").format(
            count=count(len(sample.asked)), target=target, number=sample.number
        ),
        _("Berkas ini memuat NIK. Setelah diisi: padan review --read {target}").format(target=target),
    )


def _drawn(home: Home, register: Register, wanted: int) -> Sample:
    """A new sample of pairs that nobody was asked about before, kept under the register."""
    pairs = read_pairs(register.folder)
    probability = calibration_of(register.folder).probability(pairs.weight, pairs.joined)
    sample = drawn_sample(home, register.folder.name, register.manifest.model_version, pairs, probability, wanted)
    if sample is None:
        raise RegisterError(
            _("Tidak ada lagi pasangan untuk diperiksa"), next_step=_("Lihat hasilnya dengan `padan links`.")
        )
    return sample


def _read(home: Home, path: Path, by: str | None) -> None:
    book = read_book(path)
    sample = next((each for each in kept(home) if each.number == book.sample), None)
    if sample is None:
        raise RegisterError(
            _("Contoh nomor {number} tidak ada di register ini").format(number=book.sample),
            next_step=_("Baca berkas itu di register yang menulisnya."),
        )
    accepted, refused = settled(book, sample, by or "", decisions.read(home), datetime.now(UTC))
    decisions.append(home, accepted)
    say(
        _("{rows} baris: {accepted} diterima, {refused} tidak.").format(
            rows=count(len(book.answers)), accepted=count(len(accepted)), refused=count(len(refused))
        ),
        style="bold",
    )
    _tell_refused(refused)
    if accepted:
        say(_("Putusan berlaku pada rilis berikutnya: jalankan `padan release`, lalu `padan links`."))


def _tell_refused(refused: list[Refused]) -> None:
    if not refused:
        return
    heading(_("Yang tidak diterima"))
    by_reason: dict[str, list[int]] = {}
    for each in refused:
        by_reason.setdefault(each.reason, []).append(each.row)
    points(
        _("{reason}: baris {rows}").format(reason=reason, rows=", ".join(map(str, rows)))
        for reason, rows in by_reason.items()
    )
