"""Every main page on a phone and on a laptop: looked at by axe, no wider than the screen, under 100 KB."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Site, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]

#: Name of a picture, who looks, and the address.
PAGES = (
    ("masuk", None, "/masuk/"),
    ("lupa-sandi", None, "/sandi/lupa/"),
    ("beranda", "data_officer", "/"),
    ("cari", "data_officer", "/orang/?q=siti"),
    ("cari-kosong", "village_operator", "/orang/?q=zzzz"),
    ("akun-saya", "village_operator", "/akun/pengaman/"),
    ("sesi", "village_operator", "/akun/sesi/"),
    ("tidak-boleh", "giver", "/orang/"),
    ("tidak-ada", "data_officer", "/orang/P000000000000000/"),
    ("hanya-kirim", "data_officer", "/bahasa/"),
    ("tautan-lama", None, "/sandi/baru/1-abc/"),
    ("kepala-jejak", None, "/jejak/kepala/"),
    ("beranda-pemberi", "giver", "/"),
    ("beranda-operator", "village_operator", "/"),
    ("ganti-sandi", "data_officer", "/akun/sandi/"),
    ("keluar", "data_officer", "/keluar/"),
    ("berkas", "data_officer", "/berkas/"),
    ("berkas-operator", "village_operator", "/berkas/"),
    ("berkas-tersaring", "data_officer", "/berkas/?state=refused"),
    ("rilis", "data_officer", "/rilis/"),
    ("rilis-inspektorat", "inspector", "/rilis/"),
    ("rilis-susun", "data_officer", "/rilis/susun/"),
    ("tugas", "data_officer", "/tugas/?whose=all"),
    ("tugas-operator", "village_operator", "/tugas/?whose=all"),
    ("tugas-saya", "village_operator", "/tugas/saya/"),
    ("tugas-lapor", "village_operator", "/tugas/lapor/"),
    ("tugas-desa", "coordinator", "/tugas/desa/"),
    ("tugas-luar", "data_officer", "/tugas/luar/"),
    ("tugas-musyawarah", "village_operator", "/tugas/musyawarah/"),
    ("selaras", "data_officer", "/selaras/"),
    ("selaras-pasangan", "coordinator", "/selaras/?ukuran=pair.dtsen-krs"),
    ("selaras-desa", "village_operator", "/selaras/"),
    ("selaras-provinsi", "province", "/selaras/?wilayah=64.02"),
    ("selaras-kesegaran", "data_officer", "/selaras/kesegaran/?desa=on"),
    ("selaras-peta", "data_officer", "/selaras/peta/"),
    ("selaras-peta-provinsi", "province", "/selaras/peta/?wilayah=64.02"),
    ("selaras-jumlah", "inspector", "/selaras/jumlah/"),
    ("selaras-nama", "field_officer", "/selaras/nama/?daftar=gap.at_risk_not_poor_list"),
    ("hak", "data_officer", "/hak/"),
    ("hak-kegagalan", "data_officer", "/hak/kegagalan/"),
    ("hak-kegagalan-baru", "data_officer", "/hak/kegagalan/baru/"),
    ("pemberi-daftar", "data_officer", "/pemberi/daftar/"),
    ("pemberi-hasil", "data_officer", "/pemberi/hasil/"),
    ("pemberi-pesan", "coordinator", "/pemberi/pesan/"),
    ("kewenangan-banding", "province", "/pemberi/kewenangan/banding/"),
    ("laporan-triwulan", "coordinator", "/koordinasi/laporan/"),
    ("pencocokan", "data_officer", "/pencocokan/"),
    ("pencocokan-kebutuhan", "inspector", "/pencocokan/kebutuhan/"),
    ("pencocokan-andaikan", "coordinator", "/pencocokan/andaikan/"),
    ("kewenangan-inspektorat", "inspector", "/pemberi/kewenangan/"),
    ("kegiatan", "inspector", "/kegiatan-csr/"),
    ("kegiatan-kirim", "coordinator", "/kegiatan-csr/kirim/"),
    ("kegiatan-catat", "data_officer", "/kegiatan-csr/catat/"),
    ("kegiatan-laporan", "data_officer", "/kegiatan-csr/laporan/"),
    ("kegiatan-pasangan", "inspector", "/kegiatan-csr/pasangan/"),
    ("kegiatan-jumlah", "coordinator", "/kegiatan-csr/jumlah/?tingkat=desa"),
    ("kegiatan-provinsi", "province", "/kegiatan-csr/provinsi/"),
    ("koordinasi", "coordinator", "/koordinasi/"),
    ("koordinasi-provinsi", "province", "/koordinasi/"),
    ("donasi-daftar", "giver", "/donasi/"),
    ("kiriman", "data_officer", "/kiriman/"),
    ("koordinasi-catat", "village_operator", "/koordinasi/catat/"),
    ("koordinasi-komitmen", "field_officer", "/koordinasi/komitmen/"),
    ("pemeriksaan", "inspector", "/pemeriksaan/"),
    ("pemeriksaan-undi", "coordinator", "/pemeriksaan/undi/"),
    ("pemeriksaan-kunjungan", "field_officer", "/pemeriksaan/kunjungan/"),
    ("pengaduan", None, "/pengaduan/"),
    ("pengaduan-aturan", None, "/pengaduan/aturan/"),
    ("pengaduan-daftar", "data_officer", "/pengaduan/petugas/"),
    ("pengaduan-catat", "village_operator", "/pengaduan/petugas/catat/"),
    ("penerima", "data_officer", "/penerima/"),
    ("penerima-operator", "village_operator", "/penerima/"),
    ("penerima-program", "data_officer", "/penerima/program/baru/"),
    ("keputusan", "data_officer", "/keputusan/"),
    ("sk-tidak-dikenal", None, f"/sk/{'0' * 64}/"),
    ("akun", "administrator", "/akun/"),
    ("komponen", "administrator", "/komponen/"),
    ("akun-undang", "administrator", "/akun/undang/"),
    ("jejak", "inspector", "/jejak/"),
    ("jejak-pengelola", "administrator", "/jejak/"),
    ("jejak-tersaring", "inspector", "/jejak/?action=web.refused&who=Yusuf"),
)

#: Name of a picture, who looks, where they begin, and the links they follow.
REACHED = (
    ("rilis-satu", "data_officer", "/rilis/", (".results .name",)),
    ("hak-orang", "data_officer", "/orang/?q=siti", (".results .name", "main a[href^='/hak/orang/']")),
    (
        "hak-minta", "data_officer", "/orang/?q=siti",
        (".results .name", "main a[href^='/hak/orang/']", "main a[href$='/permintaan/']"),
    ),
    (
        "hak-cetak", "data_officer", "/orang/?q=siti",
        (".results .name", "main a[href^='/hak/orang/']", "main a[href$='/berkas/']"),
    ),
    ("akun-satu", "administrator", "/akun/?q=Nurul", (".results .name",)),
    ("akun-ubah", "administrator", "/akun/?q=Nurul", (".results .name", "main a[href$='/ubah/']")),
    ("akun-jabatan", "administrator", "/akun/?q=Nurul", (".results .name", "main a[href$='/jabatan/']")),
    (
        "akun-wilayah", "administrator", "/akun/?q=Nurul",
        (".results .name", "main a[href$='/jabatan/']", "main a[href*='village_operator']"),
    ),
    ("jejak-satu", "inspector", "/jejak/", (".results .name",)),
)  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[each[0] for each in PAGES])
def test_a_page_is_fit_for_everybody(
    visit: Visit, looked_at: Look, name: str, who: str | None, address: str, width: str
) -> None:
    page = visit(who, width)
    page.goto(address)
    looked_at(page, name)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "who", "address", "links"), REACHED, ids=[each[0] for each in REACHED])
def test_a_page_behind_a_link_is_fit_for_everybody(
    visit: Visit, looked_at: Look, name: str, who: str, address: str, links: tuple[str, ...], width: str
) -> None:
    page = visit(who, width)
    page.goto(address)
    for link in links:
        page.locator(link).first.click()
    page.wait_for_load_state()
    looked_at(page, name)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_and_a_family_are_found_and_read(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("data_officer", width)
    page.goto("/orang/")
    page.keyboard.press("/")
    page.keyboard.type("siti")
    page.keyboard.press("Enter")
    first = page.get_by_role("list", name="Hasil").get_by_role("link").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    looked_at(page, "orang")
    page.get_by_role("link", name="Lihat nomor utuh").click()
    page.get_by_label("Untuk apa?").fill("pendek")
    page.get_by_role("button", name="Tampilkan").click()
    # What was typed stays, and the page says what is missing.
    expect(page.get_by_label("Untuk apa?")).to_have_value("pendek")
    page.get_by_label("Untuk apa?").fill("mencocokkan KTP di meja layanan")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_text("Nomor KK")).to_be_visible()
    looked_at(page, "nomor-utuh")
    page.get_by_role("link", name="Kembali").click()
    page.locator("a[href^='/keluarga/']").first.click()
    expect(page.get_by_role("heading", name="Anggota keluarga")).to_be_visible()
    looked_at(page, "keluarga")


#: Browsers: of today, and one that knows no popovers, as Chromium before 114 and Safari before 17.
POPOVERS = {"today": "", "before popovers": "delete HTMLElement.prototype.popover;"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", POPOVERS.values(), ids=POPOVERS)
def test_a_hard_word_opens_its_meaning_and_shuts_it(visit: Visit, looked_at: Look, script: str, width: str) -> None:
    page = visit("data_officer", width)
    page.add_init_script(script)
    page.goto("/rilis/")
    words, meanings = page.locator("button.term"), page.locator(".term-said")
    expect(meanings.nth(1)).to_be_hidden()
    words.first.click()
    expect(meanings.first).to_be_visible()
    expect(meanings.nth(1)).to_be_hidden()
    looked_at(page, f"kata-{'lama' if script else 'kini'}")
    page.keyboard.press("Escape")
    expect(meanings.first).to_be_hidden()
    # By the keyboard; another word, or a press elsewhere, shuts it.
    words.first.focus()
    page.keyboard.press("Enter")
    expect(meanings.first).to_be_visible()
    page.locator("h1").click(position={"x": 1, "y": 1})
    expect(meanings.first).to_be_hidden()
    words.first.click()
    meanings.first.get_by_role("link", name="Semua kata").click()
    page.wait_for_url("**/bantuan/kata/#rilis")


def test_a_page_after_the_first_is_light(visit: Visit, site: Site) -> None:
    page = visit("data_officer")
    page.goto("/orang/")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto("/orang/?q=siti")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 100_000


def test_english_is_a_choice_that_stays(visit: Visit) -> None:
    page = visit("data_officer")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="People and families")).to_be_visible()
    page.goto("/orang/")
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
