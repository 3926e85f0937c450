"""The data officer's day: from lists that arrive to a register that everybody sees, and back again."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys import lists
from tests.journeys.conftest import Site, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]

#: What the worker does may take so long on a busy machine, ms.
WORK = 90_000
OFFICER = "Rina Marlina"


def choose(page: Page, *files: Path) -> None:
    """Choose files by hand and send them."""
    page.goto("/berkas/")
    page.get_by_label("Pilih berkas").set_input_files(files)
    page.get_by_role("button", name="Kirim", exact=True).click()


def drag(page: Page, file: Path) -> None:
    """Let a file of the desktop fall onto the page, as the browser itself sees it come."""
    page.goto("/berkas/")
    page.locator(".drop").scroll_into_view_if_needed()
    box = page.locator(".drop").bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        browser.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})


def sent(page: Page, name: str) -> Locator:
    """The newest line about a file of this name."""
    return page.locator(".results > li").filter(has=page.get_by_text(name, exact=True)).first


def done(page: Page, name: str, state: str = "diterima") -> None:
    """Wait until a file is dealt with."""
    expect(sent(page, name).locator(".mark")).to_have_text(state, timeout=WORK)


def gave_a_reason(page: Page, button: str) -> None:
    """Give a reason, press the button, and wait for the worker to bring the release into force."""
    page.get_by_label("Mengapa?").fill("lupa")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_label("Mengapa?")).to_have_value("lupa")
    expect(page.locator(".field-error")).to_be_visible()
    page.get_by_label("Mengapa?").fill("Data kesejahteraan November sudah masuk")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("link", name="Cari orang dan keluarga")).to_be_visible(timeout=WORK)


def found(page: Page, name: str) -> bool:
    """Whether the search knows somebody of this name."""
    page.goto("/orang/")
    page.get_by_label("Nama", exact=False).first.fill(name)
    page.get_by_role("button", name="Cari").click()
    hit = page.get_by_role("link", name=name, exact=True)
    nobody = page.get_by_text("Tidak ada yang cocok di wilayah Anda.")
    expect(hit.or_(nobody).first).to_be_visible()
    return hit.count() > 0


def test_two_files_are_chosen_and_one_is_dragged_in_and_all_are_followed_to_their_end(
    visit: Visit, site: Site, looked_at: Look, tmp_path: Path
) -> None:
    page = visit("data_officer")
    with site.without_work():
        choose(page, lists.welfare(tmp_path, "bantuan.csv", "MELATI SATU", 11), lists.measured(tmp_path, "timbang.csv"))
        for name in ("bantuan.csv", "timbang.csv"):
            expect(sent(page, name).locator(".mark")).to_have_text("sedang diterima")
            expect(sent(page, name).locator("progress")).to_be_visible()
        looked_at(page, "berkas-sedang-diterima")
        drag(page, lists.welfare(tmp_path, "seret.csv", "MELATI DUA", 12))
        expect(sent(page, "seret.csv").locator(".mark")).to_have_text("sedang diterima")
        expect(sent(page, "seret.csv")).to_contain_text("pekerjaan lain di depan")
        page.context.close()
    page = visit("data_officer")
    page.goto("/berkas/")
    for name in ("bantuan.csv", "timbang.csv", "seret.csv"):
        done(page, name)


def test_refused_rows_are_taken_along_corrected_and_sent_back(visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    page = visit("data_officer")
    choose(page, lists.measured(tmp_path, "posyandu.csv", "CEMARA"))
    done(page, "posyandu.csv")
    sent(page, "posyandu.csv").get_by_role("link").click()
    expect(page.get_by_text("2 baris = 1 diterima + 1 ditolak")).to_be_visible()
    expect(page.get_by_text("tanggal pengukurannya kosong")).to_be_visible()
    looked_at(page, "tanda-terima")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Unduh untuk diperbaiki").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)

    book = openpyxl.load_workbook(path)
    assert f"Diunduh oleh {OFFICER} (data_officer@contoh.example)" in (book.properties.description or "")
    sheet = book.worksheets[0]
    assert "data_officer@contoh.example" in (sheet.oddFooter.left.text or "")
    column = next(cell.column for cell in sheet[1] if cell.value == "Tanggal Pengukuran")
    assert sheet.cell(2, column).value in (None, "")
    sheet.cell(2, column, "2026-11-05")
    book.save(path)
    choose(page, path)
    done(page, path.name)
    expect(sent(page, path.name)).to_contain_text("1 baris diterima, 0 ditolak")


def test_the_very_same_file_is_said_to_be_there_already(visit: Visit, tmp_path: Path) -> None:
    page, file = visit("data_officer"), lists.welfare(tmp_path, "pertama.csv", "MELATI TIGA", 13)
    choose(page, file)
    done(page, "pertama.csv")
    choose(page, file.rename(tmp_path / "kedua.csv"))
    done(page, "kedua.csv", "sudah ada")
    sent(page, "kedua.csv").get_by_role("link").click()
    expect(page.get_by_text(f"Berkas yang persis sama sudah dikirim oleh {OFFICER}")).to_be_visible()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lists.broken, "Berkas rusak atau terpotong"),
        (lists.program, "EXE"),
        (lists.bomb, "mungkin bom zip"),
    ],
    ids=["broken", "a program", "a bomb"],
)
def test_a_file_that_cannot_be_read_or_harms_is_refused_in_words(
    visit: Visit, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    page, file = visit("data_officer"), make(tmp_path)
    choose(page, file)
    expect(page.get_by_role("alert").filter(has_text=said).first).to_be_visible(timeout=WORK)


def test_two_officers_send_at_once_and_each_gets_their_own(visit: Visit, site: Site, tmp_path: Path) -> None:
    officer, nurse = visit("data_officer"), visit("nutrition_officer")
    with site.without_work():
        choose(officer, lists.welfare(tmp_path, "dinas.csv", "MELATI EMPAT", 14))
        choose(nurse, lists.welfare(tmp_path, "puskesmas.csv", "MELATI LIMA", 15))
        for page, name in ((officer, "dinas.csv"), (nurse, "puskesmas.csv")):
            expect(sent(page, name).locator(".mark")).to_have_text("sedang diterima")
    done(officer, "dinas.csv")
    done(nurse, "puskesmas.csv")
    nurse.goto("/berkas/")
    expect(nurse.get_by_text("dinas.csv")).to_have_count(0)


def test_a_release_is_built_compared_taken_in_and_taken_back(visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    page = visit("data_officer")
    choose(page, lists.welfare(tmp_path, "baru.csv"))
    done(page, "baru.csv")
    assert not found(page, lists.NEWCOMER)

    page.goto("/rilis/")
    before = page.locator(".results > li").filter(has=page.get_by_text("berlaku", exact=True)).get_by_role("link")
    in_force = before.get_attribute("href") or ""
    page.get_by_role("link", name="Susun rilis").click()
    page.get_by_role("button", name="Susun").click()
    page.get_by_role("link", name="Bandingkan dengan yang berlaku").click(timeout=WORK)
    page.get_by_role("row", name=f"Kelurahan {lists.VILLAGE}").get_by_role("link").first.click()
    expect(page.get_by_role("list", name="Yang berubah")).to_contain_text(lists.NEWCOMER)
    looked_at(page, "rilis-banding")

    page.get_by_role("link", name="Sahkan").click()
    gave_a_reason(page, "Sahkan rilis")
    assert found(page, lists.NEWCOMER)

    page.goto(in_force)
    page.get_by_role("link", name="Kembali ke rilis ini").click()
    gave_a_reason(page, "Kembali ke rilis ini")
    assert not found(page, lists.NEWCOMER)


def test_work_outlives_the_worker_that_did_it(visit: Visit, site: Site, looked_at: Look) -> None:
    page = visit("data_officer")
    page.goto("/rilis/susun/")
    # Of another day than all others: else what was built before is found, and there is nothing to do.
    page.get_by_label("Dinilai per tanggal").fill("2026-11-02")
    with site.without_work():
        page.get_by_role("button", name="Susun").click()
        expect(page.get_by_text("menunggu giliran")).to_be_visible()
        looked_at(page, "rilis-menunggu")
    # A small register is built in seconds: the page is asked for as fast as it comes.
    while "langkah" not in page.request.get(page.url).text():
        expect(page.get_by_role("link", name="Bandingkan dengan yang berlaku")).to_have_count(0)
    site.worker.send_signal(signal.SIGKILL)
    expect(page.get_by_text(re.compile(r"langkah \d dari"))).to_be_visible()
    with site.impatient_worker():
        expect(page.get_by_role("link", name="Bandingkan dengan yang berlaku")).to_be_visible(timeout=WORK)
