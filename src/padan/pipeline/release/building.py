"""One build of the register: standardise, link, resolve, assess, write, swap."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from padan.contracts import release, stages
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.assess import assess
from padan.pipeline.decisions import Decision, Loaded, anchored, load_decisions, read, version_of
from padan.pipeline.home import Home, point, put
from padan.pipeline.link import Linked, link
from padan.pipeline.link.honest.calibration import written
from padan.pipeline.link.model import Model, save
from padan.pipeline.receive import Receipt, receipts
from padan.pipeline.receive.origin import regency
from padan.pipeline.release.changes import make_changes
from padan.pipeline.release.ledger import append_to_ledger, read_ledger
from padan.pipeline.release.manifest import PIPELINE_VERSION, Manifest, inputs_of, read_manifest, release_id
from padan.pipeline.release.models import CALIBRATION, model_in_force
from padan.pipeline.release.models import NAME as MODEL
from padan.pipeline.release.velocity import velocity_in_force, velocity_version
from padan.pipeline.release.writing import hash_of, write_table
from padan.pipeline.resolve import resolve
from padan.pipeline.standardise import standardise

#: Called with the name of the step that begins.
Progress = Callable[[str], None]

#: Kept beside the register's own tables: what was compared, so that a link can be explained later.
_COMPARED = (stages.STANDARD, stages.MENTION)


@dataclass(frozen=True, slots=True)
class Build:
    """What came of a build. ``known`` is true when this very release was already in force."""

    manifest: Manifest
    folder: Path
    known: bool
    seconds: float


def build(home: Home, as_of: date, progress: Progress = lambda step: None) -> Build:
    """Build the release of everything received so far and put it in force.

    ``as_of`` is the day on which staleness is judged. A build that fails or is killed leaves the current
    release serving: it is made in a folder of its own and takes its place by one rename.
    """
    start = time.monotonic()
    received = receipts(home)
    if not received:
        raise RegisterError(
            _("Belum ada berkas yang diterima di {folder}").format(folder=home.root),
            next_step=_("Jalankan `padan receive BERKAS` dahulu."),
        )
    decided = read(home)
    model = model_in_force(home)
    name = release_id(received, as_of, model.version, regency(), velocity_version(), version_of(decided))
    folder = home.releases / name
    finished = _finished(folder)
    if finished is not None:
        known = (home.releases / "current").resolve() == folder.resolve()
        point(home.releases / "current", name)
        return Build(finished, folder, known, time.monotonic() - start)
    with home.lock("release"), home.workspace(f"release-{name}") as work:
        manifest = _make(home, received, decided, model, as_of, name, work, progress)
        shutil.rmtree(folder, ignore_errors=True)  # there only when it was damaged
        put(work / name, folder)
        point(home.releases / "current", name)
    return Build(manifest, folder, False, time.monotonic() - start)


def _finished(folder: Path) -> Manifest | None:
    """The manifest of the release in ``folder`` when it is whole; a damaged one is built again."""
    try:
        manifest = read_manifest(folder)
    except RegisterError:
        return None
    return manifest if all((folder / name).is_file() for name in manifest.hashes) else None


def _make(
    home: Home,
    received: Sequence[Receipt],
    decided: Sequence[Decision],
    model: Model,
    as_of: date,
    name: str,
    work: Path,
    progress: Progress,
) -> Manifest:
    (work / "spill").mkdir()
    (work / name).mkdir()
    with engine.connect(spill=work / "spill") as con:
        _load_receipts(con, received)
        _load_rejects(con, home, received)
        read_ledger(con, home)
        progress(_("menyeragamkan"))
        standardise(con, [home.records / f"{r.receipt_id}.parquet" for r in received], regency())
        told = load_decisions(con, (*anchored(con, "intake"), *decided))
        progress(_("menautkan"))
        linked = link(con, model)
        progress(_("menyusun keluarga"))
        resolved = resolve(con, model, decided)
        progress(_("menilai pertumbuhan dan risiko, mencari selisih"))
        assess(con, as_of, velocity_in_force())
        make_changes(con, home, name, decided, model.version)
        progress(_("menulis"))
        save(work / name / MODEL, model)
        (work / name / CALIBRATION).write_text(written(resolved.calibration), "utf-8")
        tables = {t.name: write_table(con, t, work / name) for t in (*release.TABLES, *_COMPARED)}
        number = append_to_ledger(con, home, name, work, model=model.version, decisions=len(decided))
    manifest = Manifest(
        release_id=name,
        as_of=as_of,
        pipeline_version=PIPELINE_VERSION,
        model_version=model.version,
        inputs=inputs_of(received),
        tables=tables,
        hashes={file.name: hash_of(file) for file in sorted((work / name).iterdir())},
        linking=_linking(linked, told),
        ledger=number,
        decisions=len(decided),
    )
    manifest.write(work / name)
    return manifest


def _linking(linked: Linked, told: Loaded) -> dict[str, int]:
    return {
        "decided_same": told.same,
        "decided_apart": told.apart,
        "decided_overruled": len(told.overruled),
        "decided_missing": len(told.missing),
        "compared": linked.compared,
        "kept": linked.kept,
        "people": linked.people,
        **{f"crowded_{key}": count for key, count in linked.crowded.items()},
    }


def _load_receipts(con: duckdb.DuckDBPyConnection, received: Sequence[Receipt]) -> None:
    """The table ``receipts`` that steps join on, and ``receipt`` as its contract says."""
    rows = [
        {
            "receipt_id": r.receipt_id,
            "sha256": r.sha256,
            "file": r.file,
            "source": r.source,
            "layouts": list(dict.fromkeys(s.layout for s in r.sheets)),
            "true_at": r.true_at,
            "received_at": r.received_at,
            "received_by": r.received_by,
            "rows_in": r.rows_in,
            "rows_accepted": r.rows_accepted,
            "rows_rejected": r.rows_rejected,
            "records": r.records,
        }
        for r in received
    ]
    con.register("receipt_rows", pa.Table.from_pylist(rows, schema=release.RECEIPT.schema))
    con.execute("CREATE OR REPLACE TABLE receipt AS SELECT * FROM receipt_rows")
    con.execute("CREATE OR REPLACE TABLE receipts AS SELECT receipt_id, file, received_at FROM receipt")
    con.unregister("receipt_rows")


def _load_rejects(con: duckdb.DuckDBPyConnection, home: Home, received: Sequence[Receipt]) -> None:
    """The table ``reject``: the refused rows of these receipts, and of no half-received file."""
    files = [home.rejects / f"{r.receipt_id}.parquet" for r in received]
    for file in files:
        if not file.is_file():
            raise RegisterError(
                _("Daftar baris yang ditolak {file} tidak ada").format(file=file.name),
                next_step=_(
                    "Hapus berkas itu dari folder records dan terima lagi berkas aslinya dari folder received."
                ),
            )
    con.execute("CREATE OR REPLACE TABLE reject AS SELECT * FROM read_parquet(?)", [[str(file) for file in files]])
