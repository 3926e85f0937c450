"""A rule written as text and as a form: the same rule both ways, mistakes at their place, and tried on a family."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.web.aid import web_aid_kit as kit
from tests.web.conftest import SignIn

from padan.app.worker import Worker
from padan.kernel.texts import answering_in, language
from padan.office.accounts.roles import Role
from padan.office.aid.models import Programme, Rule
from padan.office.aid.queries import conditions_of
from padan.office.audit.models import Entry
from padan.office.jobs.models import Job
from padan.office.registry.models import Family, Release
from padan.pipeline.home import Home
from padan.rules import eligibility
from padan.rules.eligibility import MOST_RANKS, All, Among, By, Compares, FactKind, Holds, Known, Node, Not, Sign
from padan.rules.eligibility import Any as AnyOf
from padan.rules.eligibility.catalogue import known_facts
from padan.web.aid import what_if
from padan.web.aid.editing import GROUPS, MOST_ROWS, Sheet, sent, sheet_of

FACTS = known_facts()
HEAVIEST = 100_000


def words(answer: Any) -> str:
    assert len(answer.content) < HEAVIEST
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


@pytest.fixture
def programme(release: Release) -> Programme:
    return kit.programme()


def saved(text: str) -> list[str]:
    """What the newest version says, as text."""
    del text
    rule = Rule.objects.order_by("-number").first()
    return eligibility.write_rule(conditions_of(rule, FACTS), FACTS).splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "desil <= 4\nberisikoo",
            "Baris 2, huruf 1: Hal berisikoo tidak dikenal. Mungkin maksudnya: berisiko_stunting",
        ),
        ("desil <= 40", "Baris 1, huruf 10: 40 di luar desil. Tulis angka dari 1 sampai 10."),
        ("desil", "Tanda banding untuk desil belum ditulis"),
        ("", "meloloskan semua keluarga"),
        ("desil <= 4 ?", "Tanda ? tidak dikenal"),
    ],
)
def test_a_mistake_in_a_text_is_told_at_its_place(officer: Client, programme: Programme, text: str, said: str) -> None:
    for name in ("aid.rule", "aid.check"):
        answer = officer.post(reverse(name, args=[programme.pk]), {"text": text, "do": "save"})
        assert said in words(answer)
    assert not Rule.objects.exists()


@pytest.mark.django_db
def test_a_text_that_is_read_shows_what_it_changes(officer: Client, programme: Programme) -> None:
    kit.rule(programme, "desil <= 4\nberisiko_stunting")
    answer = officer.post(reverse("aid.check", args=[programme.pk]), {"text": "desil <= 3\nberisiko_stunting"})
    assert words(answer).endswith("dihapus: - desil <= 4 ditambah: + desil <= 3 berisiko_stunting")
    same = officer.post(reverse("aid.check", args=[programme.pk]), {"text": "desil <= 4 dan berisiko_stunting"})
    assert "sama dengan versi terakhir" in words(same)


@pytest.mark.django_db
def test_a_new_version_says_why(officer: Client, programme: Programme) -> None:
    kit.rule(programme, "desil <= 4")
    address, data = reverse("aid.rule", args=[programme.pk]), {"text": "desil <= 3", "do": "save"}
    assert "Alasan perubahan aturan belum diisi" in words(officer.post(address, data))
    answer = officer.post(address, {**data, "why": "anggaran dikurangi"})
    assert answer["Location"] == reverse("aid.version", args=[programme.pk, 2])
    told = words(officer.get(answer["Location"]))
    assert "anggaran dikurangi" in told
    assert "dihapus: - desil <= 4 ditambah: + desil <= 3" in told


@pytest.mark.django_db
def test_an_english_reader_writes_in_english(officer: Client, programme: Programme) -> None:
    officer.post(reverse("language"), {"language": "en", "next": "/"})
    address = reverse("aid.rule", args=[programme.pk])
    assert "decile" in words(officer.get(address))
    officer.post(address, {"text": "decile <= 4 and not gets_pkh", "do": "save"})
    assert saved("") == ["desil <= 4", "bukan menerima_pkh"]


FORM = {
    "fact-0": "decile", "sign-0": "<=", "value-0": "4", "group-0": "",
    "fact-1": "water_unsafe", "sign-1": "yes", "group-1": "A",
    "fact-2": "latrine_unsafe", "sign-2": "yes", "group-2": "A",
    "fact-3": "gets_pkh", "sign-3": "no", "group-3": "",
    "kind-A": "any",
}  # fmt: skip


@pytest.mark.django_db
def test_a_form_gives_the_rule_that_its_text_gives(officer: Client, programme: Programme) -> None:
    officer.post(reverse("aid.rule_form", args=[programme.pk]), {**FORM, "do": "save"})
    written = ["desil <= 4", "air_tidak_layak atau jamban_tidak_layak", "bukan menerima_pkh"]
    assert saved("") == written
    other = kit.programme(code="lain", name="Lain")
    officer.post(reverse("aid.rule", args=[other.pk]), {"text": "\n".join(written), "do": "save"})
    assert len({each.digest for each in Rule.objects.all()}) == 1
    shown = officer.get(reverse("aid.rule_form", args=[programme.pk])).content.decode()
    assert '<option value="water_unsafe" selected>' in shown


@pytest.mark.django_db
def test_an_order_is_kept_with_its_version_however_it_was_written(officer: Client, programme: Programme) -> None:
    form, text = (reverse(name, args=[programme.pk]) for name in ("aid.rule_form", "aid.rule"))
    rows = {"fact-0": "decile", "sign-0": "<=", "value-0": "4", "do": "save"}
    officer.post(form, rows)
    assert "paling mendesak dahulu" in words(officer.get(reverse("aid.version", args=[programme.pk, 1])))
    shown = officer.get(form).content.decode()
    assert '<option value="urgency" selected>' in shown
    assert '<option value="under_two" selected>' in shown
    order = {"rank-0": "pregnant", "first-0": "greatest", "rank-2": "decile_high", "first-2": "least"}
    officer.post(form, {**rows, **order, "why": "hamil dahulu"})
    written = ["desil <= 4", "urutan ada_ibu_hamil, desil_tertinggi terkecil"]
    assert saved("") == written
    assert "sama dengan versi terakhir" in words(officer.post(text, {"text": "\n".join(written), "do": "check"}))
    told = words(officer.get(reverse("aid.version", args=[programme.pk, 2])))
    assert "Ada ibu hamil, ya dahulu; Desil kesejahteraan, batas atas, terkecil dahulu." in told
    assert "ditambah: + urutan ada_ibu_hamil, desil_tertinggi terkecil" in told
    assert "paling mendesak dahulu" in words(officer.get(reverse("aid.version", args=[programme.pk, 1])))
    assert len({each.digest for each in Rule.objects.all()}) == 2


@pytest.mark.django_db
def test_a_mistake_in_the_order_of_a_form_is_told(officer: Client, programme: Programme) -> None:
    twice = {"rank-0": "pregnant", "first-0": "greatest", "rank-1": "pregnant", "first-1": "least"}
    answer = officer.post(reverse("aid.rule_form", args=[programme.pk]), {**FORM, **twice, "do": "save"})
    assert answer.status_code == 422
    assert "ada_ibu_hamil tidak dapat dipakai untuk urutan di sini" in words(answer)
    assert not Rule.objects.exists()


@pytest.mark.django_db
def test_a_mistake_in_a_form_is_told_in_its_row(officer: Client, programme: Programme) -> None:
    answer = officer.post(
        reverse("aid.rule_form", args=[programme.pk]), {**FORM, "value-0": "empat puluh", "do": "save"}
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    wrong = told.index("rule-row has-error")
    assert wrong < told.index("Angka untuk desil belum ditulis") < told.index("Syarat 2")
    assert not Rule.objects.exists()


@pytest.mark.django_db
def test_rows_come_and_go_and_what_no_row_shows_is_text(officer: Client, programme: Programme) -> None:
    address = reverse("aid.rule_form", args=[programme.pk])
    assert 'name="fact-4"' in officer.post(address, {**FORM, "do": "add"}).content.decode()
    left = officer.post(address, {**FORM, "do": "drop-0"}).content.decode()
    assert 'name="fact-3"' not in left
    assert 'name="value-0"' not in left
    deep = "(desil <= 4 dan berisiko_stunting) atau ada_ibu_hamil"
    shown = officer.post(reverse("aid.rule", args=[programme.pk]), {"text": deep, "do": "form"})
    assert "Syarat ini hanya dapat diubah sebagai teks." in words(shown)
    officer.post(address, {"text-0": deep, "do": "save"})
    assert saved("") == [deep]
    back = officer.post(address, {**FORM, "do": "text"})
    assert "air_tidak_layak atau jamban_tidak_layak" in words(back)


@pytest.mark.django_db
def test_a_rule_is_tried_on_one_family_and_the_look_is_written_down(
    officer: Client, programme: Programme, release: Release
) -> None:
    family = Family.objects.filter(release=release, members__gte=3).order_by("family_id").first()
    address = reverse("aid.rule", args=[programme.pk])
    data = {"text": "anggota >= 3\nanggota > 40", "do": "try", "family": family.family_id.lower()}
    told = words(officer.post(address, data))
    assert "anggota >= 3 ya" in told
    assert "anggota > 40 tidak" in told
    assert Entry.objects.filter(action="web.looked", subject=f"family:{family.family_id}").count() == 1
    assert "tidak ada di wilayah Anda" in words(officer.post(address, {**data, "family": "F0"}))
    kit.rule(programme, "anggota >= 3")
    shown = officer.get(reverse("aid.version", args=[programme.pk, 1]), {"keluarga": family.family_id})
    assert "anggota >= 3 ya" in words(shown)


LEAVES = st.one_of(
    *(
        {
            FactKind.YES_NO: st.just(Holds(code)),
            FactKind.NUMBER: st.builds(
                Compares, st.just(code), st.sampled_from(Sign), st.integers(int(fact.low), int(fact.high)).map(float)
            ),
            FactKind.CHOICE: st.sampled_from([each.code for each in fact.choices] or [""]).map(
                lambda each, code=code: Among(code, (each,))
            ),
        }[fact.kind]
        for code, fact in FACTS.items()
    ),
    st.sampled_from(list(FACTS)).map(Known),
)
ATOMS = LEAVES | LEAVES.map(Not)
CONDITIONS = st.one_of(
    ATOMS,
    st.lists(ATOMS, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    st.lists(ATOMS, min_size=2, max_size=3).map(lambda parts: Not(AnyOf(tuple(parts)))),
    st.lists(ATOMS, min_size=2, max_size=3).map(lambda parts: Not(All(tuple(parts)))),
    st.lists(ATOMS, min_size=2, max_size=2).map(lambda parts: AnyOf((All(tuple(parts)), Holds("pregnant")))),
)


def posted(sheet: Sheet) -> QueryDict:
    """What a browser sends of the rows of a form."""
    data = QueryDict(mutable=True)
    for place, row in enumerate(sheet.rows):
        if row.text:
            data[f"text-{place}"] = row.text
            continue
        for name in ("fact", "sign", "value", "group"):
            data[f"{name}-{place}"] = getattr(row, name)
        data.setlist(f"codes-{place}", list(row.codes))
    for place, by in enumerate(sheet.order_rows):
        data[f"rank-{place}"] = by.fact if by else ""
        data[f"first-{place}"] = "greatest" if by is None or by.greatest else "least"
    for name in GROUPS:
        data[f"kind-{name}"] = sheet.kinds.get(name, "any")
    return data


RANKING = [code for code, fact in FACTS.items() if fact.kind is not FactKind.CHOICE]
ORDERS = st.lists(
    st.builds(By, st.sampled_from(RANKING), st.booleans()), max_size=MOST_RANKS, unique_by=lambda by: by.fact
).map(tuple)


@given(st.lists(CONDITIONS, min_size=1, max_size=6), ORDERS, st.sampled_from(["id", "en"]))
def test_every_rule_comes_through_the_form_as_it_was(
    conditions: list[Node], order: tuple[By, ...], spoken: str
) -> None:
    rule = eligibility.Rule(tuple(conditions), order)
    with answering_in(spoken):
        sheet = sheet_of(rule)
        if len(sheet.rows) > MOST_ROWS:
            return
        text, places = sent(posted(sheet)).written()
        assert language() == spoken
        assert eligibility.read_rule(text, FACTS, spoken) == eligibility.read_rule(
            eligibility.write_rule(rule, FACTS, spoken), FACTS, spoken
        )
        assert sorted(place for line in places for place in line) == list(range(len(sheet.rows)))


@pytest.mark.django_db
def test_what_a_rule_would_come_to_is_counted_before_it_is_used(
    officer: Client, programme: Programme, release: Release, office_home: Path
) -> None:
    kit.rule(programme, "anggota >= 3")
    kit.rule(programme, "anggota >= 2", why="lebih longgar")
    address = reverse("aid.what_if", args=[programme.pk, 2])
    assert "Hitung" in words(officer.get(address))
    told = words(officer.get(address, {"places": "20", "each": "600000", "budget": "1000000", "other": "1"}))
    assert "20 terpilih dari 20 tempat" in told
    assert "Rp12.000.000" in told
    assert "melebihi anggaran sebesar Rp11.000.000" in told
    assert "Dengan versi 1" in told
    held = kit.drawn(kit.opened(Rule.objects.get(number=1), release), Home(office_home))
    told = words(officer.get(address, {"quota": held.pk, "last": held.pk}))
    assert "12 terpilih dari 12 tempat" in told
    assert f"Dengan daftar {held.name}" in told
    assert officer.get(address, {"places": "banyak"}).status_code == 422


@pytest.mark.django_db
def test_a_damaged_release_is_told_and_not_a_fault(officer: Client, programme: Programme, release: Release) -> None:
    kit.rule(programme, "anggota >= 4")
    (release.folder / "person.parquet").unlink()
    told = words(officer.get(reverse("aid.what_if", args=[programme.pk, 1]), {"places": "7"}))
    assert "rusak" in told


@pytest.mark.django_db
def test_on_a_large_register_a_worker_counts_and_the_page_follows(
    officer: Client, programme: Programme, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "WHILE_WAITING", 0)
    kit.rule(programme, "anggota >= 5")
    address = f"{reverse('aid.what_if', args=[programme.pk, 1])}?places=9"
    waiting = officer.get(address)
    assert "Angkanya sedang dihitung." in words(waiting)
    assert f'hx-get="{address}"' in waiting.content.decode()
    officer.get(address)
    assert Job.objects.count() == 1
    assert "HX-Refresh" not in officer.get(address, headers={"HX-Request": "true"}).headers
    Worker().step()
    assert officer.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "9 terpilih dari 9 tempat" in words(officer.get(address))
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_what_could_not_be_counted_says_why_and_is_asked_again_later(
    officer: Client, programme: Programme, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "WHILE_WAITING", 0)
    kit.rule(programme, "anggota >= 6")
    (release.folder / "family.parquet").unlink()
    address = f"{reverse('aid.what_if', args=[programme.pk, 1])}?places=9"
    officer.get(address)
    Worker().step()
    assert "rusak" in words(officer.get(address))
    assert Job.objects.count() == 1
    monkeypatch.setattr(what_if, "AGAIN_AFTER", timedelta(0))
    assert "Angkanya sedang dihitung." in words(officer.get(address))
    assert Job.objects.count() == 2
