"""A decree of many recipients, measured: ``python benchmarks/decree.py [--recipients N …]``.

An office in a folder of its own, a round with so many invented families, and its decree: sealed, then written as PDF,
DOCX and workbook. Prints seconds and the peak memory of this process and of those that it starts.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from padan.app.office import prepared
from padan.pipeline.home import Home

AREA, VILLAGES = "64.02", 237
PACKAGE = ("beras", "kg", 10), ("telur", "butir", 30)


def told(ids: Sequence[str]) -> Mapping[str, Any]:
    """What an invented release tells of families."""
    from padan.office.decrees.words import Told

    found = {}
    for each in ids:
        n = int(each[1:], 16)
        found[each] = Told(
            each, f"Siti Aminah Rekaan {n}", f"64021301{n % 10**8:08d}", f"64021302{n % 10**8:08d}",
            f"Jalan Rekaan Nomor {n % 300}, Gang Damai", f"{n % 40:03d}", f"{n % 9:03d}", 3 + n % 5, n % 3, n % 2,
        )  # fmt: skip
    return found


def drafted(many: int) -> tuple[Any, Any]:
    """A draft for a round of so many recipients, and who signs it."""
    from django.utils import timezone

    from padan.office.accounts.operations import appoint, invite
    from padan.office.accounts.policies import Appointment
    from padan.office.accounts.roles import Role
    from padan.office.aid.listing import draw, set_quotas
    from padan.office.aid.operations import Described, Planned, make_programme, move, open_round, revise_rule
    from padan.office.aid.packaging import set_package
    from padan.office.aid.states import State
    from padan.office.decrees.drafting import draft
    from padan.office.decrees.suggesting import suggested
    from padan.office.registry.models import Release
    from padan.rules import eligibility
    from padan.rules.eligibility.catalogue import known_facts
    from padan.rules.package import Portion

    now, day = timezone.now(), timezone.localdate()
    made = {}
    for role in (Role.DATA_OFFICER, Role.COORDINATOR):
        made[role] = invite(f"{role}-{many}@contoh.example", role.title(), by=None, on=now)
        post = Appointment(made[role], role, (AREA,), day - timedelta(days=1), day + timedelta(days=300))
        appoint(post, by=None, on=now, reason="uji")
    by = made[Role.DATA_OFFICER]
    release = Release.objects.create(name=f"r{many}", as_of=day, state="past", people=1, families=1, offered_at=now)
    said = Described(f"p{many}", "Bantuan pangan", "food", AREA, "dinsos", "Keputusan Bupati", "APBD")
    rule = revise_rule(make_programme(said, by=by, on=now), eligibility.read_rule("desil <= 4", known_facts()),
                       by=by, on=now)  # fmt: skip
    planned = Planned("Percobaan", AREA, date(day.year, day.month, 1), 2, 1, many)
    held = set_quotas(open_round(rule, release, planned, by=by, on=now), {AREA: many}, by=by, on=now)
    set_package(held, [Portion(*each) for each in PACKAGE], by=by, on=now)
    held = draw(held, candidates(many), by=by, on=now)
    for to in (State.VERIFYING, State.CORRECTING, State.PROPOSED):
        held = move(held, to, by=by, on=now, reason="percobaan")
    usual = suggested(held, day)
    words = type(usual.words)(**{**usual.words.kept(), "name": "Dewi Rekaan"})
    said = type(usual)(usual.agency, f"{many}", usual.about, day, words)
    return draft(held, said, by=by, on=now), made[Role.COORDINATOR]


def candidates(many: int) -> Any:
    """So many families of the villages of the regency."""
    from padan.reference.regions import codes_under
    from padan.rules.risk.answers import YES
    from padan.rules.selection import Candidates, Key

    villages = np.array(codes_under(AREA, 13)[:VILLAGES], object)
    ids = np.array([f"F{n:015X}" for n in range(many)], object)
    key = Key("decile", (np.arange(many) % 7).astype(float))
    return Candidates(ids, villages[np.arange(many) % len(villages)], np.full(many, YES, np.int8), (key,))


def measured(home: Home, many: int) -> None:
    """Seal and write one, and print what it took."""
    from django.utils import timezone

    from padan.office.decrees.operations import decree
    from padan.reports.decree.files import folder_of, write_files

    draft, by = drafted(many)
    began = time.perf_counter()
    sealed = decree(draft, told, by=by, on=timezone.now())
    print(f"{many:>7,} recipients  sealed in {time.perf_counter() - began:6.1f} s")
    began = time.perf_counter()
    steps: list[tuple[str, float]] = []
    target = write_files(
        folder_of(home.root, sealed), sealed, "https://padan.contoh.example/sk/", lambda name: steps.append(
            (name, time.perf_counter()))
    )  # fmt: skip
    ends = [at for _name, at in steps[1:]] + [time.perf_counter()]
    for (name, begun), end in zip(steps, ends, strict=True):
        print(f"        {name:<16} {end - begun:6.1f} s  {(target / name).stat().st_size / 1e6:6.1f} MB")
    peak = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        f"        all papers       {time.perf_counter() - began:6.1f} s  peak {peak[0]:,} MB, children {peak[1]:,} MB"
    )


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, nargs="+", default=[50, 50_000])
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        prepared(home)
        for many in parser.parse_args().recipients:
            measured(home, many)


if __name__ == "__main__":
    main()
