"""Decrees in the browser: drafted by one officer, signed off by another, downloaded with an entry, checked by all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.app import decree_app_kit as kit
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import NOW, WONOTIRTO
from tests.office.decrees import decree_kit

from padan.app.work import WORKS
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.listing import exclude
from padan.office.aid.models import Programme
from padan.office.audit.models import Entry
from padan.office.decrees.models import Decree
from padan.office.decrees.queries import recipients
from padan.office.decrees.snapshot import lines_of
from padan.office.jobs.models import Job
from padan.office.jobs.states import Kind
from padan.office.registry.models import Release
from padan.reports.decree import files
from padan.rules.selection import Exclusion

pytestmark = pytest.mark.django_db

WORDS = {
    "agency": "dinsos", "number": "400.9/5", "signed_on": "2026-11-29", "about": "Penerima bantuan pangan",
    "letterhead": "PEMERINTAH KABUPATEN REKAAN\nDINAS SOSIAL", "issuer": "BUPATI REKAAN",
    "considering": "bahwa perlu\nbahwa ditetapkan", "recalling": "Undang-Undang", "noting": "",
    "decisions": "Menetapkan penerima.\nBerlaku hari ini.", "place": "Rekaan", "office": "BUPATI REKAAN",
    "name": "Dewi Rekaan", "nip": "", "copies": "Arsip",
}  # fmt: skip


def browser(account: Account) -> Client:
    found = Client()
    found.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return found


@pytest.fixture
def drafter(release: Release) -> Client:
    return browser(aid_kit.maker())


@pytest.fixture
def signer(release: Release) -> Client:
    return browser(aid_kit.checker())


@pytest.fixture
def sealed(release: Release) -> Decree:
    return kit.signed(release)


def text(client: Client, name: str, *arguments: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == status
    return answer.content.decode()


def test_a_number_that_is_taken_is_told_at_its_field(sealed: Decree, drafter: Client) -> None:
    fallen = lines_of(sealed)[0]
    said = (fallen["family_id"], fallen["area"])
    exclude(sealed.round.programme, said, Exclusion.MOVED, by=aid_kit.maker(), on=NOW, why="pindah")
    papers = {"bast_number": "1", "bast_date": "2026-12-01", "sptjm_number": "2", "sptjm_date": "2026-12-01"}
    taken = {**WORDS, **papers, "number": sealed.number, "signed_on": sealed.signed_on.isoformat()}
    answer = drafter.post(reverse("decrees.amend", args=[sealed.pk]), taken)
    assert answer.status_code == 422
    page = answer.content.decode()
    field = page[page.index('id="id_number"') :]
    assert "sudah dipakai pada tahun 2026" in field[: field.index('id="id_signed_on"')]


def test_from_a_draft_to_a_sealed_paper(release: Release, drafter: Client, signer: Client) -> None:
    held = kit.proposed(release)
    assert held.name in text(drafter, "decrees.list")
    Programme.objects.update(by_givers=True)
    assert held.name not in text(drafter, "decrees.list")
    assert "tidak memakai keputusan" in text(drafter, "decrees.draft", held.pk)
    Programme.objects.update(by_givers=False)
    assert "BUPATI KUTAI KARTANEGARA" in text(drafter, "decrees.draft", held.pk)
    answer = drafter.post(reverse("decrees.draft", args=[held.pk]), WORDS)
    made = Decree.objects.get()
    assert answer["Location"] == reverse("decrees.show", args=[made.pk])
    shown = text(drafter, "decrees.show", made.pk)
    assert "Menetapkan penerima." in shown
    assert "Tetapkan dan segel" not in shown.replace("Ditetapkan", "")
    assert "Tetapkan dan segel" in text(signer, "decrees.show", made.pk)
    preview = signer.post(reverse("decrees.take", args=[made.pk]))
    assert (preview["Content-Type"], preview.content[:5]) == ("application/pdf", b"%PDF-")
    drafter.post(reverse("decrees.sign", args=[made.pk]))
    assert not Job.objects.filter(kind=Kind.DECREE).exists(), "who drafted asks for no seal"
    signer.post(reverse("decrees.sign", args=[made.pk]))
    signer.post(reverse("decrees.sign", args=[made.pk]))
    job = Job.objects.get(kind=Kind.DECREE)
    assert "menunggu" in text(signer, "decrees.show", made.pk)
    WORKS[Kind.DECREE].run(job, kit.silent)
    Job.objects.update(state="done")
    shown = text(signer, "decrees.show", made.pk)
    made.refresh_from_db()
    assert str(made.seal) in shown
    assert "Tetapkan dan segel" not in shown


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(release: Release, drafter: Client, sealed: Decree) -> None:
    answer = drafter.post(reverse("decrees.withdraw", args=[sealed.pk]), WORDS | {"number": "400.9/1"})
    assert answer.status_code == 422
    answer = drafter.post(
        reverse("decrees.withdraw", args=[sealed.pk]), WORDS | {"number": "400.9/1", "reason": "anggaran dialihkan"}
    )
    assert answer.status_code == 422
    assert "sudah dipakai pada tahun 2026" in answer.content.decode()
    assert "bahwa perlu" in answer.content.decode()
    assert "sudah punya keputusan" in text(drafter, "decrees.draft", sealed.round_id)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_each_download_is_written_down(signer: Client, sealed: Decree, kind: str) -> None:
    answer = signer.post(reverse("decrees.take", args=[sealed.pk]), {"file": kind})
    assert answer["Content-Disposition"] == f'attachment; filename="sk-40091-2026.{kind}"'
    assert answer["Cache-Control"] == "no-store"
    assert len(b"".join(answer.streaming_content)) > 5_000
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject) == ("decrees.taken", str(sealed))


def test_a_file_that_is_not_there_is_asked_for_again(signer: Client, sealed: Decree) -> None:
    folder = files.folder_of(Path(settings.PADAN_HOME), sealed)
    folder.rename(folder.with_name("hilang"))
    assert "Tulis berkasnya" in text(signer, "decrees.show", sealed.pk)
    assert signer.post(reverse("decrees.take", args=[sealed.pk]), {"file": "pdf"}).status_code == 302
    signer.post(reverse("decrees.sign", args=[sealed.pk]))
    assert Job.objects.get(kind=Kind.DECREE).arguments["decree"] == sealed.pk
    assert signer.post(reverse("decrees.take", args=[sealed.pk]), {"file": "exe"}).status_code == 404


def test_drafts_are_rewritten_and_dropped(release: Release, drafter: Client, signer: Client) -> None:
    made = decree_kit.drafted(kit.proposed(release))
    drafter.post(reverse("decrees.revise", args=[made.pk]), WORDS)
    made.refresh_from_db()
    assert (made.number, made.words["copies"]) == ("400.9/5", ["Arsip"])
    assert signer.post(reverse("decrees.drop", args=[made.pk])).status_code == 403
    drafter.post(reverse("decrees.drop", args=[made.pk]))
    assert not Decree.objects.exists()


def test_an_amendment_from_the_page(drafter: Client, sealed: Decree) -> None:
    assert "Tidak ada penerima yang perlu diganti" in text(drafter, "decrees.amend", sealed.pk)
    line = lines_of(sealed)[0]
    said = (line["family_id"], line["area"])
    exclude(sealed.round.programme, said, Exclusion.DECEASED, by=aid_kit.maker(), on=NOW, why="wafat")
    assert "1 penerima dikeluarkan" in text(drafter, "decrees.show", sealed.pk)
    papers = {"bast_number": "1", "bast_date": "2026-12-01", "sptjm_number": "2", "sptjm_date": "2026-12-02"}
    answer = drafter.post(reverse("decrees.amend", args=[sealed.pk]), WORDS | papers)
    made = Decree.objects.get(changes=sealed)
    assert answer["Location"] == reverse("decrees.show", args=[made.pk])
    kit.seal(made)
    shown = text(Client(), "decrees.public", sealed.seal)
    assert "sudah diubah" in shown
    assert "Nomor 400.9/5 tahun 2026" in shown
    assert "keluarga." not in shown, "beside the new numbers the old ones would tell who left"


def test_everybody_checks_a_decree_and_sees_no_person(sealed: Decree) -> None:
    shown = text(Client(), "decrees.public", sealed.seal)
    assert "berlaku" in shown
    assert str(sealed.seal) in shown
    assert "12 keluarga." in shown
    for row in recipients(Scope((sealed.area,)), sealed):
        assert row.family_id not in shown
        assert row.name not in shown
        assert row.nik is None or row.nik not in shown
    assert str(sealed.salt) not in shown
    assert "Tidak ada keputusan dengan segel ini" in text(Client(), "decrees.public", "0" * 64, status=404)


def test_a_draft_has_no_public_page(release: Release) -> None:
    decree_kit.drafted(kit.proposed(release))
    assert text(Client(), "decrees.public", "None", status=404)


def test_who_sees_one_village_sees_no_decree_of_the_regency(sealed: Decree) -> None:
    operator = browser(aid_kit.officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR))
    assert operator.get(reverse("decrees.show", args=[sealed.pk])).status_code == 403
    elsewhere = browser(aid_kit.officer("yuni", "64.02.07", role=Role.COORDINATOR))
    assert elsewhere.get(reverse("decrees.show", args=[sealed.pk])).status_code == 404
