"""The pages of the review: what is shown, what is hidden, deciding, and taking back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.reviews.reviews_kit import ask, question, shown, side
from tests.web.conftest import Places, SignIn

from padan.app.asking import ask_people
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.question import Drawn
from padan.pipeline.home import Home

pytestmark = pytest.mark.django_db

ONE, OTHER = "6402131203850001", "6402131203850002"
PIECE = {"HTTP_HX_REQUEST": "true"}


def told(one: str = "BUDI", other: str = "BUDY", village: str | None = None) -> dict[str, Any]:
    a, b = side(one, nik=[ONE]), side(other, nik=[OTHER])
    a["record"]["nik"], b["record"]["nik"] = ONE, OTHER
    member = {"name": "IBU SITI", "birth": "1990-01-01", "sex": "P", "relation": "wife", "village": village}
    a["family"] = [member]
    return shown(a, b)


@pytest.fixture
def browser(release: Release, signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02")


@pytest.fixture
def pair(release: Release, places: Places) -> Pair:
    """One question of the village with most people."""
    ask(question(1, area_a=places.village, area_b=places.village, shown=told(village=places.elsewhere)))
    return Pair.objects.get()


def page(browser: Client, name: str, *args: object, **more: Any) -> str:
    answer = browser.get(reverse(name, args=args), **more)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def decided(browser: Client, pair: Pair, verdict: str, **more: Any) -> Any:
    return browser.post(reverse("review.decide", args=[pair.pk]), {"verdict": verdict, **more}, **PIECE)


def test_the_queue_says_how_much_work_waits(browser: Client, release: Release, office_home: Any) -> None:
    asked = ask_people(Home(office_home), release.name, by=None, on=timezone.now(), regency="64.02", sample=20)
    text = page(browser, "review.queue")
    assert f'<p class="figure">{asked.new}</p>' in text
    assert "kira-kira" in text
    assert "belum disusun" not in text
    assert Pair.objects.filter(sample__isnull=False).count() == 20


def test_questions_of_another_release_are_said_to_be_so(browser: Client, pair: Pair) -> None:
    assert "belum disusun" in page(browser, "review.queue")


def test_numbers_are_hidden_and_their_difference_is_seen(browser: Client, pair: Pair) -> None:
    text = page(browser, "review.pair", pair.pk)
    assert ONE not in text
    assert OTHER not in text
    assert '640213••••••••0<mark class="differs">1</mark>' in text
    assert "beda angka ke-16 (nomor urut)" in text
    assert '<span class="sign-words">beda</span>' in text


@pytest.mark.parametrize("drawn", [None, Drawn(1, "2 dtsen × krs", 0.5, 2)], ids=["by worth", "by chance"])
def test_the_machines_guess_is_hidden_until_one_has_answered(
    browser: Client, release: Release, drawn: Drawn | None
) -> None:
    ask(question(1, drawn=drawn, probability=0.4321))
    pair = Pair.objects.get()
    before = page(browser, "review.pair", pair.pk)
    assert "43,21" not in before
    # A weight has a number before it; the word alone stands in the meaning of "bobot".
    assert not re.search(r"\d bit", before)
    assert "keduanya terpisah" not in before
    decided(browser, pair, "same")
    after = page(browser, "review.pair", pair.pk)
    assert "peluang satu orang 43,21 %" in after
    assert "membiarkan keduanya terpisah" in after


def test_a_question_of_the_sample_looks_like_any_other(browser: Client, release: Release) -> None:
    pages = []
    for drawn in (None, Drawn(1, "2 dtsen × krs", 0.5, 2)):
        Pair.objects.all().delete()
        ask(question(1, drawn=drawn))
        text = page(browser, "review.pair", Pair.objects.get().pk)
        text = text.replace(f"/periksa/{Pair.objects.get().pk}/", "/periksa/N/")
        text = text.replace(f'data-pair="{Pair.objects.get().pk}"', "")
        text = re.sub(r"\d\d[.]\d\d\b", "", text)  # the hour at which it is looked at
        pages.append(re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", text))
    assert pages[0] == pages[1]


def test_who_looks_at_the_weights_first_is_written_down(browser: Client, pair: Pair) -> None:
    text = page(browser, "review.pair", pair.pk, data={"bobot": "1"})
    assert "peluang satu orang 50,00 %" in text
    assert '<input type="hidden" name="weights" value="1" form="decide">' in text
    decided(browser, pair, "same", weights="1")
    assert json.loads(Decision.objects.get().seen)["weights_seen"] is True


def test_people_outside_the_area_are_counted_without_a_name(
    signed_in: SignIn, browser: Client, pair: Pair, places: Places
) -> None:
    assert "IBU SITI" in page(browser, "review.pair", pair.pk)
    text = page(signed_in(Role.VILLAGE_OPERATOR, places.village), "review.pair", pair.pk)
    assert "IBU SITI" not in text
    assert "1 di luar wilayah Anda" in text


def test_a_pair_that_lies_half_outside_is_not_there(signed_in: SignIn, release: Release, places: Places) -> None:
    ask(question(1, area_a=places.village, area_b=places.elsewhere))
    inside = signed_in(Role.VILLAGE_OPERATOR, places.village)
    pair = Pair.objects.get()
    assert inside.get(reverse("review.pair", args=[pair.pk])).status_code == 404
    assert decided(inside, pair, "same").status_code == 404
    assert inside.post(reverse("review.undo", args=[pair.pk])).status_code == 404
    assert inside.get(reverse("review.next"))["Location"] == reverse("review.queue")
    assert '<p class="figure">' not in page(inside, "review.queue")
    assert not Decision.objects.exists()
    assert Entry.objects.filter(action="web.refused", subject=f"pair:{pair.pk}").count() == 3


def test_an_answer_tells_what_came_of_it_and_the_next_one_is_fetched_beside(browser: Client, release: Release) -> None:
    ask(question(1), question(2, growth=True))
    first, second = Pair.objects.order_by("place")
    text = page(browser, "review.next", **PIECE)
    assert f'data-pair="{first.pk}"' in text
    assert "<html" not in text
    assert f'data-pair="{second.pk}"' in page(browser, "review.next", data={"but": str(first.pk)}, **PIECE)
    answer = decided(browser, first, "apart", note="KK dilihat", seconds="9")
    assert (answer.status_code, Decision.objects.get().seconds) == (200, 9)
    assert "Tersimpan: BUDI · BUDY, bukan orang yang sama." in answer.content.decode()
    assert "satu orang lain akan ditanya" in decided(browser, second, "same").content.decode()
    assert "data-done" in page(browser, "review.next", **PIECE)


def test_without_javascript_an_answer_leads_to_the_next_one(browser: Client, release: Release) -> None:
    ask(question(1), question(2))
    first, second = Pair.objects.order_by("place")
    answer = browser.post(reverse("review.decide", args=[first.pk]), {"verdict": "same"}, follow=True)
    assert [at for at, _status in answer.redirect_chain] == [
        reverse("review.next"), reverse("review.pair", args=[second.pk]),
    ]  # fmt: skip
    assert "Tersimpan: BUDI · BUDY, satu orang." in answer.content.decode()


@pytest.mark.parametrize(
    "posted", [{}, {"verdict": "mungkin"}, {"verdict": "reopened"}, {"verdict": "same", "note": "x" * 501}]
)
def test_what_is_no_answer_is_refused(browser: Client, pair: Pair, posted: dict[str, str]) -> None:
    answer = browser.post(reverse("review.decide", args=[pair.pk]), posted, **PIECE)
    assert (answer.status_code, Decision.objects.count()) == (409, 0)


def test_who_comes_second_is_told_by_whom_and_what(signed_in: SignIn, browser: Client, pair: Pair) -> None:
    decided(browser, pair, "same")
    other = signed_in(Role.DATA_OFFICER, "64.02", name="lain")
    answer = decided(other, pair, "apart")
    assert answer.status_code == 409
    assert "Data Officer menjawab: satu orang." in answer.content.decode()
    assert Decision.objects.count() == 1


def test_the_first_opinion_is_hidden_from_the_second_and_told_after_a_dispute(
    signed_in: SignIn, browser: Client, release: Release
) -> None:
    ask(question(1, growth=True))
    pair = Pair.objects.get()
    second, third = (signed_in(Role.DATA_OFFICER, "64.02", name=name) for name in ("dua", "tiga"))
    decided(browser, pair, "same", note="KK sama")
    text = page(second, "review.pair", pair.pk)
    assert "Satu orang sudah menjawab" in text
    assert "KK sama" not in text
    decided(second, pair, "apart", note="ibunya lain")
    text = page(third, "review.pair", pair.pk)
    assert "Dua pemeriksa berbeda pendapat" in text
    assert "KK sama" in text
    assert "ibunya lain" in text


def test_taking_back_shows_the_pair_again(browser: Client, pair: Pair) -> None:
    decided(browser, pair, "same")
    assert "Cabut putusan saya" in page(browser, "review.pair", pair.pk)
    answer = browser.post(reverse("review.undo", args=[pair.pk]), follow=True)
    text = answer.content.decode()
    assert "Putusan dicabut" in text
    assert 'value="same"' in text


def test_another_opens_again_with_a_reason(signed_in: SignIn, browser: Client, pair: Pair) -> None:
    decided(browser, pair, "same")
    other = signed_in(Role.DATA_OFFICER, "64.02", name="lain")
    assert "Buka kembali" in page(other, "review.pair", pair.pk)
    target = reverse("review.undo", args=[pair.pk])
    assert "Alasan membuka kembali belum diisi" in other.post(target, follow=True).content.decode()
    assert "Putusan dicabut" in other.post(target, {"note": "kembar"}, follow=True).content.decode()


def test_what_comes_back_says_what_changed(browser: Client, pair: Pair, places: Places) -> None:
    decided(browser, pair, "same")
    newer = told(village=places.village)
    newer["sides"][0]["values"]["nik"] = [OTHER]
    ask(question(1, area_a=places.village, area_b=places.village, shown=newer, digest="lain"), release="dua")
    text = page(browser, "review.pair", pair.pk)
    assert "Dulu diputuskan satu orang" in text
    assert "A, NIK: baru 640213••••••••02; tidak ada lagi 640213••••••••01" in text


def test_my_decisions_are_mine_and_in_my_area(signed_in: SignIn, browser: Client, pair: Pair, places: Places) -> None:
    decided(browser, pair, "apart", note="ibunya lain")
    text = page(browser, "review.mine")
    assert "BUDI · BUDY" in text
    assert "ibunya lain" in text
    assert "BUDI" not in page(signed_in(Role.DATA_OFFICER, "64.02", name="lain"), "review.mine")
    Pair.objects.update(area_b="63.01")
    assert "BUDI" not in page(browser, "review.mine")


def test_looking_and_deciding_are_written_down(browser: Client, pair: Pair) -> None:
    page(browser, "review.pair", pair.pk)
    decided(browser, pair, "same")
    found = list(Entry.objects.filter(subject=f"pair:{pair.pk}").values_list("action", flat=True).order_by("number"))
    assert found == ["web.looked", "reviews.decided"]
    assert "BUDI" not in "".join(f"{e.reason}{e.before}{e.after}" for e in Entry.objects.all())


def test_what_the_sample_says(signed_in: SignIn, browser: Client, release: Release, office_home: Any) -> None:
    ask_people(Home(office_home), release.name, by=None, on=timezone.now(), regency="64.02", sample=20)
    text = page(browser, "review.quality")
    assert "0 dari 20 pasangan contoh" in text
    assert "Belum ada jawaban" in text
    second = signed_in(Role.DATA_OFFICER, "64.02", name="dua")
    for pair in Pair.objects.filter(sample__isnull=False):
        for officer in (browser, second):
            decided(officer, pair, "same" if pair.joined else "apart")
    text = page(browser, "review.quality")
    assert "20 dari 20 pasangan contoh" in text
    assert "Belum ada jawaban" not in text
    assert '<th scope="row">Semua daftar</th>' in text
    assert re.search(r'<td class="num">20</td><td class="num">\d+,\d+ %', text)


def test_pages_take_few_queries(browser: Client, release: Release, django_assert_max_num_queries: Any) -> None:
    ask(*(question(n) for n in range(1, 201)))
    first = Pair.objects.order_by("place").first()
    for name, arguments in (("review.queue", []), ("review.pair", [first.pk]), ("review.mine", [])):
        with django_assert_max_num_queries(28):
            page(browser, name, *arguments)
    with django_assert_max_num_queries(28):
        page(browser, "review.next", **PIECE)
    with django_assert_max_num_queries(28):
        decided(browser, first, "same")
