"""Invent a regency and write what its agencies would send, with the answer key beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from padan.demo.growth import draw_growth
from padan.demo.lists import dtsen, dtsen_hand, eppgbm, krs, opensid, puskesmas_fhir
from padan.demo.lists.desk import Desk
from padan.demo.naming import NameWorld
from padan.demo.population import invent_world
from padan.demo.profiles import USUAL, rates_of
from padan.demo.rates import Rates
from padan.demo.truth import Truth
from padan.demo.worlds import KUTAI, names_of
from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.texts import _

FILES = "berkas"
TRUTH = "truth"

#: Who writes, by the kind of source; the order is that of the report.
WRITERS = {
    "dtsen": (dtsen.write, dtsen_hand.write),
    "eppgbm": (eppgbm.write,),
    "krs": (krs.write,),
    "opensid": (opensid.write,),
    "puskesmas_fhir": (puskesmas_fhir.write,),
}


#: Fewer leave some lists without anybody.
FEWEST = 30


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What was written: the folder of the agencies' files, the answer key, and how much stands in them."""

    folder: Path
    truth: Path
    files: dict[str, tuple[Path, ...]]
    records: dict[str, int]
    families: int
    people: int
    children: int = field(default=0)

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files, by source."""
        return tuple(path for paths in self.files.values() for path in paths)


def _must_be_empty(folder: Path) -> None:
    """Files of another regency beside these would have no answer key."""
    if any(folder.iterdir()):
        raise PadanError(
            _("Folder {folder} sudah berisi berkas").format(folder=folder),
            next_step=_("Pilih folder lain atau kosongkan folder itu."),
        )


def _with_people(truth: Truth, paths: Iterable[Path]) -> Iterator[Path]:
    """The files that tell of anybody; in a small regency some are only a header, which no agency would send."""
    for path in paths:
        if truth.tells_of(path.name):
            yield path
        else:
            path.unlink()


def invent(
    out: Path,
    *,
    families: int,
    seed: int,
    profile: str = USUAL,
    rates: Rates | None = None,
    names: str | NameWorld = KUTAI.name,
) -> DemoFiles:
    """Write ``out/berkas`` (the files) and ``out/truth`` (the answer key) of an invented regency.

    ``profile`` names a mix of faults (:data:`padan.demo.profiles.PROFILES`), ``rates`` is a mix of one's own in
    its place; ``names`` is a world of names (:data:`padan.demo.worlds.WORLDS`) or one of one's own. Equal
    arguments give equal bytes. ``children`` counts living children under five, ``people`` the living.
    """
    if families < FEWEST:
        raise InvalidValueError(_("Perlu sedikitnya {count} keluarga rekaan").format(count=FEWEST))
    rates = rates_of(profile) if rates is None else rates
    world = invent_world(families, seed, rates.life, names_of(names, seed))
    folder, truth_folder = out / FILES, out / TRUTH
    folder.mkdir(parents=True, exist_ok=True)
    _must_be_empty(folder)
    growth = draw_growth(world, rates)
    truth = Truth(world, growth)
    desk = Desk(world, rates, truth, folder, growth)
    written: dict[str, tuple[Path, ...]] = {}
    records: dict[str, int] = {}
    for source, writers in WRITERS.items():
        before = len(truth)
        written[source] = tuple(_with_people(truth, (path for write in writers for path in write(desk))))
        records[source] = len(truth) - before
    truth.write(truth_folder)
    return DemoFiles(
        folder, truth_folder, written, records, families, int(world.living.sum()), int(world.under_five.sum())
    )
