"""Building a release: what comes out, what is refused, and what is left alone."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.pipeline.release.release_kit import AS_OF, MEASURED, WELFARE, hashes, ids, table, take_in

from padan.contracts import release, stages
from padan.kernel.errors import RegisterError
from padan.pipeline.home import Home
from padan.pipeline.receive import receipts
from padan.pipeline.release import build, building, read_manifest


def test_a_release_holds_every_table_of_the_contract(fuller: Home):
    built = build(fuller, AS_OF)

    assert not built.known
    assert built.folder == fuller.current_release()
    assert built.folder.name == built.manifest.release_id
    for contract in (*release.TABLES, stages.STANDARD, stages.MENTION):
        found = table(built.folder, contract.name)
        contract.check(found.schema)
        assert built.manifest.tables[contract.name] == found.num_rows
        keys = list(zip(*(found.column(name).to_pylist() for name in contract.key), strict=True))
        assert keys == sorted(keys), contract.name
        assert len(keys) == len(set(keys)), contract.name


def test_what_the_manifest_says(fuller: Home):
    built = build(fuller, AS_OF)

    manifest = read_manifest(built.folder)
    assert manifest == built.manifest
    assert manifest.as_of == AS_OF
    files = hashes(built.folder)
    del files["manifest.json"]
    assert manifest.hashes == files
    assert {given["file"] for given in manifest.inputs} == {"kes.csv", "gizi.csv"}
    assert manifest.linking["people"] > 0


def test_every_row_is_accounted_for(fuller: Home):
    built = build(fuller, AS_OF)

    _check_totals(built.folder)
    rejects = table(built.folder, "reject")
    assert rejects.num_rows == 1
    assert sum(int(given["rows_in"]) for given in built.manifest.inputs) == 6


def test_every_row_of_the_invented_regency_is_accounted_for(small_release: Home):
    _check_totals(small_release.current_release())


def _check_totals(folder: Path) -> None:
    """Rows in are rows accepted and rows refused, and the tables hold exactly those."""
    rejects = {(r["receipt_id"], r["sheet"], r["row"]) for r in table(folder, "reject").to_pylist()}
    rows: dict[str, set[tuple[str, int]]] = {}
    records: dict[str, int] = {}
    for r in table(folder, "record").to_pylist():
        rows.setdefault(r["receipt_id"], set()).add((r["sheet"], r["row"]))
    mentions = {row["record_id"] for row in table(folder, "mention").to_pylist() if row["child_record_id"] is not None}
    for r in table(folder, "record").to_pylist():
        records[r["receipt_id"]] = records.get(r["receipt_id"], 0) + (r["record_id"] not in mentions)
    for receipt in table(folder, "receipt").to_pylist():
        key = receipt["receipt_id"]
        assert receipt["rows_in"] == receipt["rows_accepted"] + receipt["rows_rejected"]
        assert receipt["rows_accepted"] == len(rows.get(key, ()))
        assert receipt["rows_rejected"] == len({reject for reject in rejects if reject[0] == key})
        assert receipt["records"] == records.get(key, 0)


def test_the_steps_are_told_in_order(home: Home):
    told: list[str] = []

    build(home, AS_OF, told.append)

    assert told == [
        "menyeragamkan",
        "menautkan",
        "menyusun keluarga",
        "menilai pertumbuhan dan risiko, mencari selisih",
        "menulis",
    ]


def test_a_second_build_changes_nothing_and_says_so(fuller: Home):
    first = build(fuller, AS_OF)
    before = hashes(fuller.root)
    stamps = {file: file.stat().st_mtime_ns for file in first.folder.iterdir()}

    second = build(fuller, AS_OF, lambda step: pytest.fail(f"{step} ran again"))

    assert second.known
    assert second.manifest == first.manifest
    assert hashes(fuller.root) == before
    assert {file: file.stat().st_mtime_ns for file in first.folder.iterdir()} == stamps


def test_going_back_to_an_earlier_day_is_a_swap(home: Home):
    first = build(home, AS_OF)
    second = build(home, date(2026, 12, 1))
    assert home.current_release() == second.folder

    back = build(home, AS_OF)

    assert not back.known
    assert home.current_release() == first.folder == back.folder


def test_an_empty_register_is_said(tmp_path: Path):
    with pytest.raises(RegisterError, match="Belum ada berkas") as caught:
        build(Home.at(tmp_path / "home").make(), AS_OF)

    assert "padan receive" in str(caught.value.next_step)


def test_two_builds_at_once_are_refused(home: Home):
    with home.lock("release"), pytest.raises(RegisterError, match="sedang dikerjakan") as caught:
        build(home, AS_OF)

    assert caught.value.next_step
    assert not (home.releases / "current").exists()
    assert build(home, AS_OF).folder.is_dir()


@pytest.mark.parametrize("kept", [0.5, 0.0])
def test_a_cut_record_file_is_said(fuller: Home, kept: float):
    old = build(fuller, date(2026, 11, 20)).folder
    file = sorted(fuller.records.iterdir())[0]
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * kept)])

    with pytest.raises(RegisterError, match=f"{file.name} rusak") as caught:
        build(fuller, AS_OF)

    assert "received" in str(caught.value.next_step)
    assert fuller.current_release() == old


def test_a_record_file_with_a_hole_is_said(fuller: Home):
    """Its receipt can still be read; its pages cannot."""
    file = max(fuller.records.iterdir(), key=lambda f: f.stat().st_size)
    damaged = bytearray(file.read_bytes())
    damaged[4:400] = bytes(396)
    file.write_bytes(damaged)
    assert len(receipts(fuller)) == 2

    with pytest.raises(RegisterError, match=f"{file.name} rusak"):
        build(fuller, AS_OF)

    assert not (fuller.releases / "current").exists()


def test_the_remedy_for_a_damaged_record_file_works(fuller: Home):
    """Delete it and receive the raw file again from ``received``: the same ids."""
    before = ids(build(fuller, AS_OF).folder)
    file = sorted(fuller.records.iterdir())[0]
    raw = next(fuller.received.glob(f"{file.stem}*"))
    file.unlink()

    take_in(fuller, f"kembali{raw.suffix}", raw.read_text("utf-8"))

    assert ids(build(fuller, date(2026, 11, 22)).folder) == before


def test_a_missing_list_of_rejects_is_said(fuller: Home):
    file = sorted(fuller.rejects.glob("*.parquet"))[0]
    file.unlink()

    with pytest.raises(RegisterError, match=file.name) as caught:
        build(fuller, AS_OF)

    assert "records" in str(caught.value.next_step)


def test_rejects_of_a_half_received_file_are_not_in_the_release(home: Home):
    """The rejects are put in place before the records: killed between the two, the file is not received."""
    other = next(home.rejects.glob("*.parquet"))
    shutil.copy(other, other.with_name("0123456789abcdef.parquet"))

    built = build(home, AS_OF)

    assert built.manifest.tables["reject"] == pq.read_metadata(other).num_rows == 1


def test_without_a_receipt_it_is_another_release(fuller: Home):
    both = build(fuller, AS_OF)
    gone = next(r.receipt_id for r in receipts(fuller) if r.file == "kes.csv")
    (fuller.records / f"{gone}.parquet").unlink()

    one = build(fuller, AS_OF)

    assert one.manifest.release_id != both.manifest.release_id
    assert one.manifest.tables["receipt"] == 1
    assert one.manifest.tables["reject"] == 0
    assert set(table(one.folder, "record").column("source").to_pylist()) == {"eppgbm"}


def test_a_failing_build_leaves_the_current_release_and_the_ledger(home: Home, monkeypatch: pytest.MonkeyPatch):
    old = build(home, AS_OF).folder
    ledger = hashes(home.ledger)
    take_in(home, "gizi.csv", MEASURED)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "assess", fail)
    with pytest.raises(OSError, match="No space"):
        build(home, AS_OF)

    assert home.current_release() == old
    assert hashes(home.ledger) == ledger
    assert [file.name for file in home.work.iterdir() if file.is_dir()] == []
    monkeypatch.undo()
    assert build(home, AS_OF).folder != old


def test_what_killed_builds_left_is_thrown_away(home: Home):
    left = home.work / "release-2026-01-01-abc-99999"
    (left / "spill").mkdir(parents=True)
    (left / "spill" / "big").write_bytes(b"x")

    build(home, AS_OF)

    assert not left.exists()


@pytest.mark.parametrize("damage", ["manifest", "table", "torn manifest"])
def test_a_damaged_release_is_built_again(home: Home, damage: str):
    first = build(home, AS_OF)
    before = hashes(first.folder)
    if damage == "table":
        (first.folder / "person.parquet").unlink()
    elif damage == "manifest":
        (first.folder / "manifest.json").unlink()
    else:
        (first.folder / "manifest.json").write_text('{"release_id": ', "utf-8")

    again = build(home, AS_OF)

    assert not again.known
    assert hashes(again.folder) == before


def test_files_are_readable_by_their_owner_only(home: Home):
    build(home, AS_OF)

    assert home.root.stat().st_mode & 0o077 == 0
    assert home.releases.stat().st_mode & 0o077 == 0


def test_the_number_of_threads_does_not_matter(fuller: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = Home.at(tmp_path / "other").make()
    for name, text in (("gizi.csv", MEASURED), ("kes.csv", WELFARE)):
        take_in(other, name, text)
    monkeypatch.setenv("PADAN_THREADS", "4")
    first = build(fuller, AS_OF)
    monkeypatch.setenv("PADAN_THREADS", "1")

    second = build(other, AS_OF)

    assert hashes(second.folder) == hashes(first.folder)
    assert hashes(other.ledger) == hashes(fuller.ledger)
    assert os.path.basename(second.folder) == os.path.basename(first.folder)
