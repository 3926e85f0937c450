"""``padan demo``: an invented regency, from files to a scored release."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from padan.app.clicking import Command, Whole
from padan.app.commands.receive import take_in
from padan.app.commands.release import make, tell
from padan.app.demo_office import MARK, PASSWORD, furnish
from padan.app.gap_list import by_kind_and_agency
from padan.app.receipts import summary
from padan.app.screen import facts, heading, say, table, to_copy
from padan.app.serving import free_port, serve_in_the_background, stop
from padan.demo.inventing import FEWEST, FILES, TRUTH, DemoFiles, invent
from padan.demo.population import TODAY
from padan.demo.profiles import PROFILES, USUAL
from padan.demo.quality_scoring import QualityScore, key_of, score_quality
from padan.demo.quality_scoring import kinds as kinds_of_posyandu
from padan.demo.scoring import score
from padan.demo.worlds import KUTAI, WORLDS
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import count, seconds
from padan.pipeline.home import Home
from padan.pipeline.receive import Request
from padan.reports.register import Register, open_register

HOME = "padan-home"
FOLDER = "demo"
PORT = 8000


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "demo",
        callback=run,
        params=[
            click.Option(["--families"], type=Whole(FEWEST), default=10_000,
                         help=_("Berapa keluarga direka (bawaan 10000).")),
            click.Option(["--seed"], type=Whole(0), default=1,
                         help=_("Angka benih: benih yang sama memberi kabupaten yang sama (bawaan 1).")),
            click.Option(["--profile"], type=click.Choice(list(PROFILES)), default=USUAL,
                         help=_("Campuran kesalahan dalam berkas rekaan: biasa, kasar atau lain (bawaan biasa).")),
            click.Option(["--names"], type=click.Choice(list(WORLDS)), default=KUTAI.name,
                         help=_("Dunia nama: kutai (bawaan) atau daerah lain; rekaan: nama dari suku kata, menurut "
                                "benih.")),
            click.Option(["--keep"], metavar=_("FOLDER"), default=FOLDER,
                         help=_("Folder kerja yang hasilnya disimpan (bawaan ./demo); isi demo lama diganti.")),
            click.Option(["--serve", "serving"], is_flag=True,
                         help=_("Lalu jalankan halaman kantornya di belakang layar, dengan akun tiap peran.")),
        ],
        short_help=_("Coba semuanya pada kabupaten rekaan."),
        help=_(
            "Reka sebuah kabupaten (tidak ada orang sungguhan), tulis berkas lima instansi dengan kesalahan yang "
            "lazim, terima, susun register, lalu nilai seberapa tepat orang-orangnya dipadankan."
        ),
        epilog="padan demo --serve\npadan demo --families 1000 --seed 7 --keep coba\n"
        "padan demo --profile lain --names rekaan",
    )  # fmt: skip


def run(families: int, seed: int, profile: str, names: str, keep: str, serving: bool) -> None:
    """All of it, from files to the score."""
    start = time.monotonic()
    folder = _own_folder(Path(keep), {"families": families, "seed": seed, "profile": profile, "names": names})
    times: dict[str, float] = {}
    with _timed(times, _("mereka kabupaten")):
        made = invent(folder, families=families, seed=seed, profile=profile, names=names)
    _tell_invented(made)
    home, today = Home.at(folder / HOME), TODAY.astype(date)
    with _timed(times, _("menerima berkas")):
        outcomes, failures = take_in(home, [Request(path, today) for path in made.paths], in_full=None)
    summary(outcomes, failures)
    heading(_("Menyusun register"))
    with _timed(times, _("menyusun register")):
        built = make(home, today)
    tell(built)
    with open_register(home) as register:
        by_kind_and_agency(register)
        heading(_("Ketepatan, dibandingkan dengan kunci jawaban"))
        with _timed(times, _("menilai")):
            told = str(score(built.folder, folder / TRUTH))
            doubted = str(_posyandu_found(register, folder / TRUTH))
        say(*(f"  {line}" for line in (*told.splitlines(), doubted)))
        _tell_times(times, time.monotonic() - start)
        _tell_next(register, folder)
    if serving:
        _serve(home)


def _serve(home: Home) -> None:
    """Furnish the office and leave it running."""
    heading(_("Kantor"))
    accounts, port = furnish(home), free_port("127.0.0.1", PORT)
    # What stands on tables of the office can be read only now that they are made.
    from padan.app.demo_aid import samboja
    from padan.app.demo_giving import given

    villages = samboja(home, f"http://127.0.0.1:{port}")
    given(home)
    running = serve_in_the_background(home, ("127.0.0.1", port), ["--without-second-factor"])
    to_copy(f"  {running.address}")
    say("  " + _("Masuk dengan salah satu akun ini; kata sandi semuanya {password}").format(password=PASSWORD))
    table(
        (_("Akun"), _("Peran"), _("Wilayah")),
        [(each.email, each.role, each.area) for each in (*accounts, *villages)],
        whole=[0],
    )
    if villages:
        say(
            "  "
            + _("Bantuan pangan Samboja sudah ditetapkan dan disalurkan: lihat Penerima, Penyaluran dan Empat tepat.")
        )
    say("  " + _("Perusahaan dan orang tua asuh sudah berjanji: lihat Pemberi, Kewenangan dan Koordinasi."))
    say("  " + _("Hentikan dengan:"))
    to_copy(f"  padan --home {home.root} serve --stop")


def _own_folder(folder: Path, invented: dict[str, int | str]) -> Path:
    """The folder, emptied of an earlier demo and marked with what is ``invented`` there; an error when it holds
    anything else."""
    mark = folder / MARK
    if folder.exists() and not folder.is_dir():
        raise PadanError(
            _("{folder} bukan folder").format(folder=folder), next_step=_("Sebut folder lain dengan --keep.")
        )
    if folder.is_dir() and any(folder.iterdir()) and not mark.is_file():
        raise PadanError(
            _("Folder {folder} berisi hal lain, bukan demo").format(folder=folder),
            next_step=_("Sebut folder lain dengan --keep; tidak ada yang dihapus."),
        )
    folder.mkdir(parents=True, exist_ok=True)
    stop(Home.at(folder / HOME))
    for name in (FILES, TRUTH, HOME):
        shutil.rmtree(folder / name, ignore_errors=True)
    mark.write_text(json.dumps(invented) + "\n", "utf-8")
    return folder


@contextmanager
def _timed(times: dict[str, float], step: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    times[step] = time.monotonic() - start


def _tell_invented(made: DemoFiles) -> None:
    say(
        _(
            "Kabupaten rekaan: {families} keluarga, {people} orang, {children} balita; {files} berkas di {folder}."
        ).format(
            families=count(made.families), people=count(made.people), children=count(made.children),
            files=count(len(made.paths)), folder=made.folder,
        )
    )  # fmt: skip


def _tell_times(times: dict[str, float], total: float) -> None:
    heading(_("Waktu"))
    facts([*((step, seconds(length)) for step, length in times.items()), (_("semuanya"), seconds(total))])


def _posyandu_found(register: Register, truth: Path) -> QualityScore:
    """The posyandu to be measured again, held against the answer key."""
    again = register.rows(
        "SELECT village_code, posyandu FROM measurement_quality WHERE level = 'posyandu' AND month = '' AND remeasure"
    )
    return score_quality(kinds_of_posyandu(truth), [key_of(row["village_code"], row["posyandu"]) for row in again])


def _tell_next(register: Register, folder: Path) -> None:
    """Commands to try, on a child whom two lists know and whose NIK alone does not settle it."""
    pair = register.one("""
        SELECT a.person_id, record_a, record_b FROM link
        JOIN record a ON a.record_id = record_a JOIN record b ON b.record_id = record_b
        WHERE joined AND a.source <> b.source AND a.role = 'child' AND match_weight BETWEEN 5 AND 15
        ORDER BY match_weight, record_a, record_b LIMIT 1
    """)
    heading(_("Coba juga"))
    padan = f"padan --home {folder / HOME}"
    to_copy(f"  {padan} status")
    if pair is not None:
        to_copy(f"  {padan} show {pair['person_id']}")
        to_copy(f"  {padan} why {pair['record_a']} {pair['record_b']}")
    to_copy(f"  {padan} gaps --xlsx selisih.xlsx")
    to_copy(f"  {padan} priority --limit 5")
    to_copy(f"  {padan} quality")
    to_copy(f"  {padan} prevalence --by age,sex")
    child = register.one("""
        SELECT person_id FROM growth_state WHERE stunted IN ('moderate', 'severe') AND len(faltering) > 0
        ORDER BY measured_times DESC, person_id LIMIT 1
    """)
    if child is not None:
        to_copy(f"  {padan} chart {child['person_id']} pertumbuhan.pdf")
