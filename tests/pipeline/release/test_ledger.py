"""Every id ever given: append-only, and enough to give the same ids again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.pipeline.release.release_kit import AS_OF, MEASURED, WELFARE, hashes, ids, take_in

from padan.kernel.errors import RegisterError
from padan.pipeline.home import Home
from padan.pipeline.receive import Receipt, Request, receipts, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build


def test_a_release_writes_down_the_ids_that_it_gave(fuller: Home):
    built = build(fuller, AS_OF)

    (file,) = fuller.ledger.iterdir()
    assert file.name == f"000001-{built.manifest.release_id}.parquet"
    written = {r["record_id"]: (r["person_id"], r["family_id"]) for r in pq.read_table(file).to_pylist()}
    assert set(written) == set(ids(built.folder))
    assert {key: person for key, (person, _family) in written.items()} == {
        key: person for key, (person, _family) in ids(built.folder).items()
    }


def test_a_release_without_news_writes_nothing(fuller: Home):
    build(fuller, AS_OF)
    before = hashes(fuller.ledger)

    build(fuller, date(2026, 12, 1))

    assert hashes(fuller.ledger) == before


def test_only_news_is_appended(home: Home):
    first = build(home, AS_OF)
    before = hashes(home.ledger)
    take_in(home, "gizi.csv", MEASURED)

    second = build(home, AS_OF)

    after = hashes(home.ledger)
    assert after.items() >= before.items()
    (new,) = set(after) - set(before)
    assert new == f"000002-{second.manifest.release_id}.parquet"
    assert set(pq.read_table(home.ledger / new).column("record_id").to_pylist()).isdisjoint(ids(first.folder))


def test_people_and_families_keep_their_ids_when_a_file_is_added(home: Home):
    before = ids(build(home, AS_OF).folder)
    take_in(home, "gizi.csv", MEASURED)

    after = ids(build(home, AS_OF).folder)

    assert before.items() <= after.items()


def test_ids_of_a_withdrawn_file_come_back_with_it(fuller: Home):
    before = ids(build(fuller, AS_OF).folder)
    kept = next(fuller.records / f"{r.receipt_id}.parquet" for r in receipts(fuller) if r.file == "gizi.csv")
    kept.rename(fuller.root / "aside")
    build(fuller, AS_OF)
    (fuller.root / "aside").rename(kept)

    assert ids(build(fuller, date(2026, 12, 1)).folder) == before


def test_numbers_of_files_go_on_where_one_is_missing(home: Home):
    build(home, AS_OF)
    take_in(home, "gizi.csv", MEASURED)
    build(home, AS_OF)
    sorted(home.ledger.iterdir())[0].unlink()
    take_in(home, "lagi.csv", WELFARE.replace("AHMAD", "UMAR").replace("6402131203850001", "6402131203850077"))

    build(home, AS_OF)

    assert [file.name[:6] for file in sorted(home.ledger.iterdir())] == ["000002", "000003"]


def test_a_damaged_ledger_is_said(home: Home):
    build(home, AS_OF)
    (file,) = home.ledger.iterdir()
    file.write_bytes(file.read_bytes()[:-50])
    take_in(home, "gizi.csv", MEASURED)

    with pytest.raises(RegisterError, match="Buku nomor") as caught:
        build(home, AS_OF)

    assert "cadangan" in str(caught.value.next_step)


def again(source: Home, target: Path) -> Home:
    """A register made from nothing but the raw files and the ledger of another, under other file names."""
    home = Home.at(target).make()
    shutil.copytree(source.ledger, home.ledger, dirs_exist_ok=True)
    with reading_desk(home) as desk:
        for receipt in receipts(source):
            receive(home, _request(source, receipt), desk=desk)
    return home


def _request(source: Home, receipt: Receipt) -> Request:
    """What the receiver said then and the raw file's new name does not: the day and the village."""
    raw = next(source.received.glob(f"{receipt.sha256}*"))
    return Request(raw, receipt.received_at, village=receipt.village_code, true_at=receipt.true_at)


def test_a_rebuild_from_the_raw_files_and_the_ledger_gives_the_same_ids(small_release: Home, tmp_path: Path):
    home = again(small_release, tmp_path / "home")

    rebuilt = build(home, AS_OF)

    assert ids(rebuilt.folder) == ids(small_release.current_release())
    assert hashes(home.ledger) == hashes(small_release.ledger)


@pytest.mark.slow
def test_two_registers_with_the_same_files_are_the_same_to_the_byte(
    small_release: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Whatever the order of receiving and the number of cores."""
    sent = {receipt.file: receipt for receipt in receipts(small_release)}
    files = sorted((small_release.root.parent / "demo" / "berkas").rglob("*"), reverse=True)
    home = Home.at(tmp_path / "home").make()
    monkeypatch.setenv("PADAN_THREADS", "1")
    with reading_desk(home) as desk:
        for file in files:
            if file.name in sent:
                receive(home, Request(file, sent[file.name].received_at), desk=desk)

    built = build(home, AS_OF)

    assert hashes(built.folder) == hashes(small_release.current_release())
    assert hashes(home.ledger) == hashes(small_release.ledger)
