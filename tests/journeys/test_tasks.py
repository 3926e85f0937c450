"""A village answers its tasks, with and without scripts, and holds a meeting that the data officer called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import WIDTHS, Site, Visit, sign_in

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
KIND = "at_risk_not_poor_list"
PDF = b"%PDF-1.4 berita acara\n%%EOF\n"


def village_of(visit: Visit) -> str:
    """The village of the demo's operator: the one that its filter offers."""
    page = visit("village_operator")
    page.goto("/tugas/")
    page.get_by_text("Saring").first.click()
    options = page.get_by_label("Wilayah").locator("option").evaluate_all("all => all.map(each => each.value)")
    return str(next(value for value in options if len(value) == 13))


def test_a_meeting_goes_from_a_filter_to_its_minutes(visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    village = village_of(visit)
    office = visit("data_officer")
    office.goto(f"/tugas/?whose=all&kind={KIND}&area={village}")
    listed = office.locator("ol.results > li").count()
    office.get_by_role("button", name=re.compile("Kirim semua")).click()
    looked_at(office, "musyawarah-kirim")
    office.get_by_label("Nama musyawarah").fill("Musyawarah usulan DTSEN")
    office.get_by_label("Hari musyawarah").fill("2026-12-20")
    office.get_by_role("button", name="Adakan musyawarah").click()
    expect(office.get_by_text(f"0 dari {listed} keluarga sudah diputuskan")).to_be_visible()

    phone = visit("village_operator", "phone")
    phone.goto("/tugas/musyawarah/")
    phone.get_by_role("link", name="Musyawarah usulan DTSEN").click()
    phone.get_by_label("Diusulkan masuk DTSEN").first.check()
    looked_at(phone, "musyawarah")
    phone.get_by_role("button", name="Simpan putusan").click()
    expect(phone.get_by_text("1 putusan tersimpan.")).to_be_visible()
    (tmp_path / "berita.pdf").write_bytes(PDF)
    phone.get_by_label("Pindaian atau foto berita acara").set_input_files(tmp_path / "berita.pdf")
    phone.get_by_role("button", name="Lampirkan").click()
    phone.get_by_role("button", name="Tutup musyawarah").click()
    expect(phone.get_by_text("Musyawarah ditutup.")).to_be_visible()
    expect(phone.get_by_text("1 dari 1 keluarga sudah diputuskan")).to_be_visible()
    looked_at(phone, "musyawarah-selesai")


def test_a_question_that_belongs_to_one_answer_shows_with_it_only(visit: Visit, looked_at: Look) -> None:
    page = visit("data_officer", "phone")
    page.goto("/tugas/?whose=all&kind=child_not_measured")
    page.locator("a.name").first.click()
    expect(page.get_by_label("Berat")).to_be_hidden()
    page.get_by_label("Sudah ditimbang dan diukur").check()
    expect(page.get_by_label("Berat")).to_be_visible()
    looked_at(page, "tugas-kunjungan")
    page.get_by_label("Anak sudah pindah").check()
    expect(page.get_by_label("Berat")).to_be_hidden()
    page.get_by_role("button", name="Simpan, lalu berikutnya").click()
    expect(page.get_by_text("Tersimpan. Masuk ke register dengan rilis berikutnya.")).to_be_visible()


def test_everything_works_without_scripts(site: Site, chromium: Browser, looked_at: Look, visit: Visit) -> None:
    context = chromium.new_context(
        base_url=site.address, viewport={"width": WIDTHS["phone"], "height": 800}, locale="id-ID",
        java_script_enabled=False,
    )  # fmt: skip
    page = context.new_page()
    sign_in(page, "village_operator@contoh.example")
    page.goto("/tugas/?whose=all&kind=nik_contradicts_birth")
    page.locator("a.name").first.click()
    page.get_by_role("button", name="Simpan, lalu berikutnya").click()
    expect(page.get_by_text("Isi paling sedikit satu jawaban selain catatan.")).to_be_visible()
    page.get_by_label("Perempuan").check()
    page.get_by_role("button", name="Simpan, lalu berikutnya").click()
    expect(page.get_by_text("Tersimpan. Masuk ke register dengan rilis berikutnya.")).to_be_visible()
    page.goto("/tugas/lapor/")
    page.get_by_label("Nama lengkap").fill("Siti Aminah")
    page.get_by_label("Perempuan").check()
    page.get_by_role("button", name="Tambah orang").click()
    second = page.get_by_role("group", name="Orang ke-2")
    second.get_by_label("Nama lengkap").fill("Ahmad")
    second.get_by_label("Laki-laki").check()
    page.get_by_role("button", name="Simpan keluarga ini").click()
    expect(page.get_by_text("Siti Aminah; Ahmad")).to_be_visible()
    context.close()


def test_contradicting_answers_are_seen_side_by_side_and_one_is_chosen(visit: Visit, looked_at: Look) -> None:
    office, phone = visit("data_officer"), visit("village_operator", "phone")
    phone.goto("/tugas/?whose=all&kind=conflicting_values")
    phone.locator("a.name").first.click()
    office.goto(phone.url)
    for page, which in ((office, 0), (phone, 1)):
        page.locator("form[data-answer] input[type=radio]").nth(which).check()
        page.get_by_role("button", name="Simpan, lalu berikutnya").click()
    expect(phone.get_by_text("Jawaban yang bertentangan")).to_be_visible()
    expect(phone.get_by_text("orang lain sudah menjawab berbeda")).to_be_visible()
    looked_at(phone, "tugas-bertentangan")
    phone.locator(".answer", has_text="(Anda)").get_by_role("radio").check()
    phone.get_by_label("Alasannya").fill("Dicek di akta kelahirannya.")
    phone.get_by_role("button", name="Pakai yang ini").click()
    expect(phone.get_by_text("Pilihan Anda tersimpan.")).to_be_visible()
    expect(phone.get_by_text("Menunggu rilis berikutnya.")).to_be_visible()
    looked_at(phone, "tugas-terjawab")
