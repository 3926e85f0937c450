"""The methods by their letters: what is run, and how its labels are read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from benchmarks.linkage.measure import Measured, run
from benchmarks.linkage.score import Score, bits, labels_at, score
from tools.regencies import AS_OF, forget_releases

from benchmarks.linkage import golden, padan, regency, zones

ROOT = Path(__file__).parents[2]
GRID = (0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999)
LIMIT_S = 3600
TRUTH = ("person", "household", "child", "record_id")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that is printed."""

    name: str
    score: Score | None
    measured: Measured | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One table, stripped of its truth for the methods, and where things are put."""

    table: Path
    folder: Path
    person: np.ndarray
    child: np.ndarray
    recipe: str = "people"
    rivals: str | None = None
    """The Python of an environment that has the rivals which Padan's own has not."""
    model: Path | None = None
    columns: str = padan.COLUMNS
    regency: Path | None = None
    """The folder of a demo whose register is scored too."""
    whole: Path | None = None
    """The table with its truth, of which ``table`` is made."""

    def scored(self, label: np.ndarray) -> Score:
        return score(label, self.person, self.child)


def invented(out: Path, records: int, profile: str, seed: int = 1) -> Path:
    """Invent a table in a process of its own, so that what it needed is given back."""
    options = ["--records", str(records), "--profile", profile, "--seed", str(seed)]
    subprocess.run([sys.executable, "-m", "benchmarks.linkage.people", str(out), *options], check=True, cwd=ROOT)
    return out


def prepare(table: Path, folder: Path, **options: object) -> Job:
    """Read the truth of ``table`` and leave a copy without it in ``folder``."""
    whole = pq.read_table(table)
    hidden = folder / "people.parquet"
    pq.write_table(whole.drop_columns([name for name in TRUTH if name in whole.column_names]), hidden)
    child = whole["child"].to_numpy() if "child" in whole.column_names else np.zeros(whole.num_rows, bool)
    return Job(hidden, folder, whole["person"].to_numpy(), child, **options)  # type: ignore[arg-type]


def _ran(job: Job, name: str, command: Sequence[str | Path], read: Callable[[], np.ndarray]) -> Row:
    measured = run(command, job.folder / "log.txt", LIMIT_S, ROOT)
    if measured.code:
        last = measured.said.strip().splitlines()[-1:] or ["nothing said"]
        return Row(name, None, measured, f"ended with code {measured.code}: {last[0][:120]}")
    return Row(name, job.scored(read()), measured)


def _rival(job: Job, name: str, method: str, *options: str | Path) -> Row:
    out = job.folder / f"{method}.parquet"
    command = [sys.executable, "-m", "benchmarks.linkage.rivals", method, job.table, out, *options]
    return _ran(job, name, command, lambda: pq.read_table(out).sort_by("rid")["label"].to_numpy())


def _best(job: Job, name: str, method: str) -> Row:
    """The best of a grid of thresholds by the truth, which nobody has in life."""
    pairs, many = str(job.folder / f"{method}.pairs.parquet"), len(job.person)
    tried = {least: job.scored(labels_at(pairs, bits(least), many)) for least in GRID}
    best = max(tried, key=lambda least: tried[least].everybody.f1)
    return Row(f"{name}, at its best threshold {best}", tried[best], None, "threshold chosen by the truth")


def equal_niks(job: Job) -> list[Row]:
    """(a) Equal NIKs."""
    return [_rival(job, "a equal NIKs", "nik")]


def stock(job: Job) -> list[Row]:
    """(b) Splink as documented, trained at hand."""
    rows = [_rival(job, "b Splink as documented, at 0.9", "stock", "--recipe", job.recipe)]
    return rows if rows[0].score is None else [*rows, _best(job, "b Splink as documented", "stock")]


def domain(job: Job) -> list[Row]:
    """(c) Splink with the domain model, trained at hand, then once more with the model saved."""
    saved = job.folder / "domain.json"
    saved.unlink(missing_ok=True)
    trained = _rival(job, "c Splink, domain model, at 0.8, trained", "domain", "--model", saved)
    if trained.score is None:
        return [trained]
    again = _rival(job, "c Splink, domain model, at 0.8, saved model", "domain", "--model", saved)
    return [trained, again, _best(job, "c Splink, domain model", "domain")]


def by_padan(job: Job) -> list[Row]:
    """(d) Padan: with the model given, or trained at hand, then once more with the model saved."""
    out, saved = job.folder / "padan.parquet", job.folder / "padan.json"
    rows = []
    if job.model is None:
        saved.unlink(missing_ok=True)
        train = padan.command(job.table, out, None, job.columns, "--save-model", saved)
        rows.append(_ran(job, "d Padan, trained", train, lambda: padan.labels(out)))
        if rows[0].score is None or not saved.is_file():
            return rows
    again = padan.command(job.table, out, job.model or saved, job.columns, "--force")
    rows.append(_ran(job, "d Padan, saved model", again, lambda: padan.labels(out)))
    return [*rows, _zones(job, job.model or saved)]


def _zones(job: Job, model: Path) -> Row:
    """What the zones do, in a run of its own: writing the pairs is nothing that the others are asked for."""
    out, pairs = job.folder / "padan.parquet", job.folder / "padan.pairs.parquet"
    command = padan.command(job.table, out, model, job.columns, "--force", "--pairs", pairs)
    measured = run(command, job.folder / "log.txt", LIMIT_S, ROOT)
    note = measured.said if measured.code else zones.told(pairs, job.person)
    return Row("d Padan, with a person to ask", None, None, note)


def by_golden(job: Job) -> list[Row]:
    """(e) GoldenMatch, where an environment has it."""
    name, out = "e GoldenMatch", job.folder / "golden.parquet"
    if job.rivals is None:
        return [Row(name, None, None, "not found: name an environment with --environment")]
    command = [job.rivals, golden.__file__, job.table, out]
    return [_ran(job, name, command, lambda: pq.read_table(out).sort_by("rid")["label"].to_numpy())]


def by_release(job: Job) -> list[Row]:
    """(r) Padan's whole register: families settle people too. The demo's files are received already."""
    if job.regency is None:
        return [Row("r Padan, the register", None, None, "only with --regency")]
    home = regency.home_of(job.regency)
    command = [sys.executable, "-m", "padan.app", "--home", home.root, "release", "--as-of", AS_OF.isoformat()]
    forget_releases(home)

    def read() -> np.ndarray:
        found = regency.labels(home.current_release(), job.whole)
        return found.dictionary_encode().indices.to_numpy()

    return [_ran(job, "r Padan, the register", command, read)]


METHODS = {"a": equal_niks, "b": stock, "c": domain, "d": by_padan, "e": by_golden, "r": by_release}
