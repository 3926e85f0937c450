"""The menu: every page that the account may open, once, in few groups, the one at hand marked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignIn, area_of

from padan.office.accounts.roles import Role

pytestmark = pytest.mark.django_db

VILLAGE = "64.02.13.1008"
_GROUP = re.compile(r'<div class="nav-group( here)?"(.*?)</div>\s*</div>', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)"( aria-current="page")?>(?:<svg.*?</svg>)?\s*([^<]*)</a>', re.DOTALL)

OPERATOR = {
    "": ["Beranda"],
    "Warga": ["Orang dan keluarga", "Anak", "Tugas"],
    "Bantuan": ["Penerima", "Penyaluran", "Kiriman pemberi"],
    "Kemitraan": ["Koordinasi"],
    "Data": ["Selaras", "Periksa", "Lembar kertas", "Berkas"],
    "Kantor": ["Pengaduan"],
}
OFFICER = {
    "": ["Beranda"],
    "Warga": ["Orang dan keluarga", "Anak", "Tugas"],
    "Bantuan": ["Penerima", "Keputusan", "Penyaluran", "Kiriman pemberi", "Pemeriksaan"],
    "Kemitraan": ["Pemberi", "Pencocokan", "Kewenangan", "Kegiatan CSR", "Koordinasi"],
    "Data": ["Selaras", "Periksa", "Lembar kertas", "Berkas", "Rilis"],
    "Kantor": ["Pengaduan", "Hak atas data"],
}
ADMINISTRATOR = {"": ["Beranda"], "Kantor": ["Akun", "Jejak"]}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = False


def menu(browser: Client, address: str) -> dict[str, list[tuple[str, str, bool, bool]]]:
    """The groups by their titles; of each link its words and address, and whether its group and itself are marked."""
    page = browser.get(address).content.decode()
    nav = page[page.index('<nav class="main-nav"') : page.index("</nav>")]
    found = {}
    for here, inside in _GROUP.findall(nav):
        title = re.search(r'<span class="nav-title" id="([^"]*)">([^<]*)</span>', inside)
        if title:
            assert f'role="group" aria-labelledby="{title[1]}"' in inside
        links = [(words.strip(), to, bool(here), bool(mark)) for to, mark, words in _LINK.findall(inside)]
        found[title[2] if title else ""] = links
    assert sum(map(len, found.values())) == nav.count("<a ")
    return found


@pytest.mark.parametrize(
    ("role", "wanted"),
    [(Role.VILLAGE_OPERATOR, OPERATOR), (Role.DATA_OFFICER, OFFICER), (Role.ADMINISTRATOR, ADMINISTRATOR)],
)
def test_what_an_account_may_open_stands_in_few_groups(
    role: Role, wanted: dict[str, list[str]], signed_in: SignIn
) -> None:
    found = menu(signed_in(role, *area_of(role, VILLAGE)), reverse("home"))
    assert {title: [words for words, *_rest in links] for title, links in found.items()} == wanted


@pytest.mark.parametrize("role", list(Role))
def test_no_menu_has_more_than_six_groups_or_a_page_twice(role: Role, signed_in: SignIn) -> None:
    found = menu(signed_in(role, *area_of(role, VILLAGE)), reverse("home"))
    addresses = [to for links in found.values() for _words, to, *_marks in links]
    assert len(found) <= 6
    assert len(set(addresses)) == len(addresses)
    assert addresses[0] == reverse("home")


def test_the_group_and_the_page_at_hand_are_marked(signed_in: SignIn) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.02")
    for address, title, words in (
        (reverse("aid.list"), "Bantuan", "Penerima"),
        (reverse("aid.make"), "Bantuan", "Penerima"),
        (reverse("releases.list"), "Data", "Rilis"),
        (reverse("home"), "", "Beranda"),
    ):
        found = menu(browser, address)
        marked = [(at, name) for at, links in found.items() for name, _to, _here, mark in links if mark]
        assert marked == [(title, words)]
        assert {at for at, links in found.items() for *_rest, here, _mark in links if here} == {title}
