"""``padan decree``: a sealed list is built again byte for byte, whatever became of the register since, and what was
tampered with is named."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.conf import settings
from django.utils import timezone
from tests.app import decree_app_kit as kit
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import NOW
from tests.office.decrees import decree_kit

from padan.app.commands.decree import run
from padan.app.decree_check import check, check_file
from padan.app.decreeing import rebuilt
from padan.kernel.errors import InvalidValueError, PadanError, UnreadableFileError
from padan.office.aid.listing import exclude
from padan.office.aid.models import Rule
from padan.office.decrees.models import Decree, Recipient
from padan.office.decrees.snapshot import lines_of
from padan.office.jobs.models import Job
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind
from padan.office.registry.models import Family, Person, Release
from padan.reports.decree import files
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(release: Release) -> Decree:
    return kit.signed(release)


def folder(of: Decree) -> Path:
    return files.folder_of(Path(settings.PADAN_HOME), of)


def told(of: Decree) -> tuple[str, ...]:
    return check(Path(settings.PADAN_HOME), Decree.objects.get(pk=of.pk)).differences


def test_what_was_sealed_is_built_again_byte_for_byte(made: Decree) -> None:
    assert rebuilt(made) == lines_of(made)
    assert len(lines_of(made)) == kit.PLACES
    assert told(made) == ()
    data = (folder(made) / files.SNAPSHOT).read_bytes()
    assert hashlib.sha256(data).hexdigest() == made.seal
    assert check_file(made, data, "daftar.jsonl") == ()


def test_it_holds_after_the_register_has_changed(made: Decree) -> None:
    """A later release replaces every person and family of the office's tables; the folder of the round's stays."""
    Release.objects.filter(pk=made.round.release_id).update(state="past")
    later = Release.objects.create(
        name="kemudian", as_of=NOW.date(), state="current", people=1, families=1, offered_at=timezone.now()
    )
    Person.objects.update(release=later, name="Orang Lain")
    Family.objects.update(release=later, head_name="Orang Lain")
    line = lines_of(made)[0]
    said = (line["family_id"], line["area"])
    exclude(made.round.programme, said, Exclusion.MOVED, by=aid_kit.maker(), on=NOW + timedelta(days=9), why="pindah")
    assert told(made) == ()


def test_an_amendment_is_built_again_through_what_it_changed(made: Decree) -> None:
    line = lines_of(made)[3]
    by, later = aid_kit.maker(), NOW + timedelta(days=1)
    exclude(made.round.programme, (line["family_id"], line["area"]), Exclusion.DECEASED, by=by, on=later, why="wafat")
    waits = made.round.listed.filter(standing=Standing.RESERVE).order_by("rank")[0]
    exclude(made.round.programme, (waits.family_id, waits.area), Exclusion.REFUSED, by=by, on=later, why="menolak")
    amended = kit.seal(decree_kit.amendment(made), later)
    assert [row[:1] for row in amended.replaced] == [[line["family_id"]]]
    assert amended.replaced[0][1] != waits.family_id
    assert rebuilt(amended) == lines_of(amended)
    printed = "\n".join(each.text for each in docx.Document(str(folder(amended) / files.DOCX)).paragraphs)
    names = {each["family_id"]: each["name"] for each in (*lines_of(made), *lines_of(amended))}
    gone, came, _why = amended.replaced[0]
    assert f"{names[gone]} (meninggal dunia) diganti: {names[came]}." in printed
    assert "BAST nomor 027/BAST/2026 tanggal 3 Desember 2026" in printed
    assert told(amended) == told(made) == ()


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("name", "Orang Titipan", "nama: yang tersimpan di kantor “Orang Titipan”"),
        ("amounts", [99, 0], "hak tiap bulan: yang tersimpan di kantor “[99, 0]”"),
        ("family_id", "FFFFFFFFFFFFFFFF", "(FFFFFFFFFFFFFFFF) ada hanya pada yang tersimpan"),
        ("address", "Jalan Lain", "alamat: yang tersimpan di kantor “Jalan Lain”"),
    ],
)
def test_a_stored_row_that_was_tampered_with_is_named(made: Decree, column: str, value: Any, what: str) -> None:
    Recipient.objects.filter(decree=made, number=4).update(**{column: value})
    found = told(made)
    assert found[0] == "Segel tidak cocok dengan yang tersimpan di kantor."
    assert any(what in each and "nomor 4" in each for each in found)


def test_a_number_that_was_tampered_with_is_named_and_not_shown(made: Decree) -> None:
    row = Recipient.objects.filter(decree=made).exclude(kk_index=None)[0]
    Recipient.objects.filter(pk=row.pk).update(kk="6402139999999999", kk_index="6402139999999999")
    found = " ".join(told(made))
    assert f"nomor {row.number} " in found
    assert "nomor KK" in found
    assert "6402139999999999" not in found


def test_words_rules_and_rows_that_were_changed_are_named(made: Decree) -> None:
    Decree.objects.filter(pk=made.pk).update(about="Hal lain")
    assert any("Bagian “about” berbeda" in each and "Hal lain" in each for each in told(made))
    Decree.objects.filter(pk=made.pk).update(about=made.about)
    assert told(made) == ()
    Rule.objects.filter(pk=made.round.rule_id).update(conditions=made.round.rule.conditions.replace("2", "3"))
    assert any("Aturan programnya diubah" in each for each in told(made))


def test_a_rule_of_before_rules_had_an_order_is_written_as_then_and_holds(made: Decree) -> None:
    """The words and the digest of the rule are those that decrees sealed before have in their heads."""
    rule = made.round.rule
    assert rule.conditions == '[{"number":"members","sign":">=","value":2.0}]'
    assert rule.digest == "276004edec53019d08ad8df60914f7607f48534723355e4c9ed123616ab471a1"
    assert told(made) == ()


def test_the_order_of_a_rule_is_part_of_what_was_sealed(release: Release) -> None:
    own = kit.signed(release, "anggota >= 2\nurutan anggota terbesar")
    assert told(own) == ()
    sizes = [line["members"] for line in sorted(lines_of(own), key=lambda line: int(line["rank"]))]
    assert sizes == sorted(sizes, reverse=True)
    turned = own.round.rule.conditions.replace("greatest", "least")
    assert turned != own.round.rule.conditions
    digest = hashlib.sha256(turned.encode()).hexdigest()
    Rule.objects.filter(pk=own.round.rule_id).update(conditions=turned, digest=digest)
    found = told(own)
    assert any("Bagian “rule” berbeda" in each for each in found)
    assert any("ada hanya pada yang disusun ulang" in each for each in found)


def test_a_release_that_is_gone_is_told_honestly(made: Decree) -> None:
    shutil.rmtree(made.round.release.folder)
    found = told(made)
    assert len(found) == 1
    assert found[0].startswith("Daftar tidak dapat disusun ulang")


def test_a_file_that_was_changed_is_named(made: Decree) -> None:
    file = folder(made) / files.SNAPSHOT
    data = file.read_bytes().replace(b'"rank":1,', b'"rank":7,')
    found = " ".join(check_file(made, data, "daftar.jsonl"))
    assert "bukan yang disegel" in found
    assert "RANK" in found or "peringkat" in found
    with pytest.raises(UnreadableFileError, match="bukan daftar keputusan"):
        check_file(made, b"halo", "daftar.jsonl")
    file.write_bytes(data)
    assert any("yang di berkas daftar.jsonl" in each for each in told(made))


def test_papers_say_the_same_words_in_every_form(made: Decree) -> None:
    papers = folder(made)
    pdf = (papers / files.PDF).read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    opened = docx.Document(str(papers / files.DOCX))
    text = "\n".join(each.text for each in opened.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]
    assert "MEMUTUSKAN:" in text
    assert str(made.seal) in text
    names = {line["name"] for line in lines_of(made)}
    assert names <= {row[1] for row in cells}
    sheet = openpyxl.load_workbook(io.BytesIO((papers / files.XLSX).read_bytes())).active
    assert names <= {row[1] for row in sheet.iter_rows(values_only=True)}
    whole = {line["nik"] for line in lines_of(made)} - {None}
    assert not any(
        number in zipfile.ZipFile(papers / files.DOCX).read("word/document.xml").decode() for number in whole
    )
    assert all(each.stat().st_mode & 0o077 == 0 for each in (papers, *papers.iterdir()))


def test_the_command_tells_and_its_code_says_it(made: Decree, capsys: pytest.CaptureFixture[str],
                                               monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    monkeypatch.setattr("padan.app.commands.decree.chosen_home", kit.home)
    monkeypatch.setattr("padan.app.commands.decree.standing", lambda _home: None)
    assert run("verify", ("400.9/1", str(folder(made) / files.SNAPSHOT)), None, kit.SITE) == 0
    assert "Keputusan 400.9/1 tahun 2026: utuh, 12 penerima." in capsys.readouterr().out
    assert run("verify", ("400.9/1/2026",), None, kit.SITE) == 0
    assert run("write", ("400.9/1",), str(tmp_path / "lagi"), kit.SITE) == 0
    assert {each.name for each in (tmp_path / "lagi").iterdir()} == {each.name for each in folder(made).iterdir()}
    with pytest.raises(UnreadableFileError, match="sudah ada"):
        run("write", ("400.9/1",), str(tmp_path / "lagi"), kit.SITE)
    with pytest.raises(InvalidValueError, match="Tidak ada keputusan"):
        run("verify", ("tidak-ada",), None, kit.SITE)
    Recipient.objects.filter(decree=made, number=1).update(name="Orang Titipan")
    assert run("verify", ("400.9/1",), None, kit.SITE) == 1
    assert "Orang Titipan" in capsys.readouterr().out


def test_a_worker_seals_and_writes_and_can_begin_again(release: Release) -> None:
    from padan.app.work import WORKS

    held = kit.proposed(release)
    made = decree_kit.drafted(held)
    job = ask(Kind.DECREE, {"decree": made.pk, "site": kit.SITE}, by=aid_kit.checker(), on=NOW)
    assert WORKS[Kind.DECREE].run(job, kit.silent) == {"decree": made.pk}
    made.refresh_from_db()
    seal = made.seal
    shutil.rmtree(folder(made))
    WORKS[Kind.DECREE].run(Job.objects.get(pk=job.pk), kit.silent)
    made.refresh_from_db()
    assert (made.seal, folder(made).is_dir()) == (seal, True)


def test_a_worker_refuses_whoever_may_not(release: Release) -> None:
    from padan.app.work import WORKS

    made = decree_kit.drafted(kit.proposed(release))
    job = ask(Kind.DECREE, {"decree": made.pk, "site": kit.SITE}, by=aid_kit.maker(), on=NOW)
    with pytest.raises(PadanError, match="sekretariat"):
        WORKS[Kind.DECREE].run(job, kit.silent)
    assert not Recipient.objects.exists()
