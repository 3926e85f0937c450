"""A company's pledge on its way through the office, and a dispute of authority that both sides settle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


def _registered(page: Page, name: str) -> None:
    page.goto("/pemberi/daftar/")
    page.get_by_label("Jenis pemberi").select_option("company")
    page.get_by_label("Nama", exact=True).fill(name)
    page.get_by_label("Telepon, surel, atau alamat").fill("csr@contoh.example")
    page.get_by_label("Bidang usaha").fill("pertambangan")
    page.get_by_label("Nomor izin").fill("12/2019")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pemberi tercatat.")).to_be_visible()


def _act(page: Page, title: str, button: str = "Simpan") -> None:
    """Send the form that is opened under a title."""
    box = page.locator("details", has=page.get_by_role("heading", name=title))
    box.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def _open(page: Page, title: str) -> None:
    page.locator("summary", has_text=title).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_company_is_checked_and_its_pledge_taken_by_another(visit: Visit, looked_at: Look, width: str) -> None:
    name = f"PT Contoh Tambang {width}"
    officer = visit("data_officer", width)
    _registered(officer, name)
    _open(officer, "Catat persetujuan")
    _act(officer, "Catat persetujuan")
    _open(officer, "Tambah lokasi")
    officer.get_by_label("Nama lokasi").fill("Tambang Samboja")
    officer.get_by_label("Kecamatan atau desa").select_option("64.02.13.1008")
    _act(officer, "Tambah lokasi")
    looked_at(officer, "pemberi-satu")

    officer.get_by_role("link", name="Tulis janji").click()
    officer.get_by_label("Jumlah (rupiah").fill("9000000")
    officer.get_by_label("Mulai diberikan").fill(date.today().isoformat())
    officer.get_by_label("Selama berapa bulan").fill("3")
    officer.get_by_label("Kec. Samboja (sekitar lokasi)", exact=True).check()
    looked_at(officer, "pemberi-janji-tulis")
    officer.get_by_role("button", name="Simpan janji").click()
    expect(officer.get_by_text("Janji tercatat.")).to_be_visible()
    address = officer.url

    other = visit("coordinator", width)
    other.goto("/pemberi/?which=waiting")
    other.get_by_role("link", name=name, exact=True).click()
    _open(other, "Catat hasil pemeriksaan")
    other.get_by_label("Apa yang diperiksa").fill("Izin cocok dengan daftar perizinan")
    _act(other, "Catat hasil pemeriksaan")
    other.goto(address)
    other.get_by_role("button", name="Terima", exact=True).click()
    expect(other.get_by_text("Rp9.000.000").first).to_be_visible()
    expect(other.get_by_role("button", name="Terima", exact=True)).to_have_count(0)
    looked_at(other, "pemberi-janji-satu")
    for name_of_picture, where in (("pemberi", "/pemberi/"), ("pemberi-janji", "/pemberi/janji/?which=all")):
        other.goto(where)
        looked_at(other, name_of_picture)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_disputed_authority_is_settled_by_both_sides(
    visit: Visit, looked_at: Look, tmp_path: Path, width: str
) -> None:
    name = f"PT Sengketa Contoh {width}"
    officer, province = visit("data_officer", width), visit("province", width)
    _registered(officer, name)
    since = (date.today() - timedelta(days=400)).isoformat()
    for page, holder, law in (
        (officer, "regency", "perda_kukar_10_2013"), (province, "province", "perda_kaltim_3_2013"),
    ):  # fmt: skip
        page.goto("/pemberi/kewenangan/")
        page.get_by_role("link", name=name, exact=True).click()
        _open(page, "Nyatakan kewenangan")
        page.get_by_label("Yang berwenang").select_option(holder)
        page.get_by_label("Sejak").fill(since)
        page.get_by_label("Menurut peraturan").select_option(law)
        _act(page, "Nyatakan kewenangan")
    expect(province.get_by_text("dipersoalkan").first).to_be_visible()
    looked_at(province, "kewenangan-satu")

    officer.reload()
    paper = tmp_path / "kesepakatan.pdf"
    paper.write_bytes(b"%PDF-1.7 sepakat %%EOF")
    _open(officer, "Usulkan penyelesaian")
    box = officer.locator("details", has=officer.get_by_role("heading", name="Usulkan penyelesaian"))
    box.get_by_label("Yang berwenang").select_option("both")
    box.get_by_label("Sejak").fill(date.today().isoformat())
    box.get_by_label("Nama dan nomor dokumen").fill("Kesepakatan bersama 1/2026")
    box.get_by_label("Berkas dokumen").set_input_files(paper)
    _act(officer, "Usulkan penyelesaian", "Kirim usul")
    expect(officer.get_by_text("menunggu pihak lain")).to_be_visible()

    province.reload()
    _open(province, "Setujui usul")
    _act(province, "Setujui usul", "Setujui")
    expect(province.get_by_text("provinsi dan kabupaten").first).to_be_visible()
    province.goto("/pemberi/kewenangan/?which=disputed")
    expect(province.get_by_role("link", name=name, exact=True)).to_have_count(0)
    looked_at(province, "kewenangan")
