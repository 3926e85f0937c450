"""Invented regencies that are received once and kept, to learn from with the code as it is now."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from padan.demo import Rates, invent
from padan.demo.worlds import KUTAI
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk

AS_OF = date(2026, 11, 21)


def received(folder: Path, families: int, seed: int, rates: Rates, names: str = KUTAI.name) -> Home:
    """The home of a regency that is invented under ``folder`` (``made``, its answer key in ``made/truth``), unless it
    was before."""
    home, done = Home(folder / "home"), folder / "received"
    if not done.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        made = invent(folder / "made", families=families, seed=seed, rates=rates, names=names)
        home.make()
        with reading_desk(home) as desk:
            for path in sorted(made.paths):
                receive(home, Request(path, AS_OF), desk=desk)
        done.touch()
    return home


def forget_releases(home: Home) -> None:
    """Leave what was received and nothing that was made of it, so that a release compares everything."""
    for made in (home.releases, home.ledger):
        shutil.rmtree(made, ignore_errors=True)
    home.make()
