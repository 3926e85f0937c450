"""The links at the top of every page: those pages that the account may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.web.access import ACCOUNT, Reader, access_of, reader_of
from padan.web.help.chapters import PARTS


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where to, in which words, with which picture, and whether this is the page at hand."""

    address: str
    words: str
    icon: str
    here: bool


#: Name of an address, its words and its picture, in the order in which they stand.
_ALL: Final[tuple[tuple[str, Callable[[], str], str], ...]] = (
    ("home", lambda: _("Beranda"), "house"),
    ("people.search", lambda: _("Orang dan keluarga"), "people"),
    ("children.list", lambda: _("Anak"), "clipboard-check"),
    ("tasks.list", lambda: _("Tugas"), "list-check"),
    ("aid.list", lambda: _("Penerima"), "life-preserver"),
    ("delivery.list", lambda: _("Penyaluran"), "geo-alt"),
    ("sync.overview", lambda: _("Selaras"), "bar-chart"),
    ("review.queue", lambda: _("Periksa"), "intersect"),
    ("papers.list", lambda: _("Lembar kertas"), "printer"),
    ("receiving.uploads", lambda: _("Berkas"), "file-earmark-arrow-up"),
    ("releases.list", lambda: _("Rilis"), "layers"),
    ("rights.list", lambda: _("Hak atas data"), "shield-exclamation"),
    ("checking.list", lambda: _("Pemeriksaan"), "check-circle"),
    ("complaints.list", lambda: _("Pengaduan"), "envelope"),
    ("decrees.list", lambda: _("Keputusan"), "file-earmark-person"),
    ("accounts.list", lambda: _("Akun"), "person-gear"),
    ("trail.list", lambda: _("Jejak"), "journal-text"),
)


def links_for(account: Account, request: HttpRequest) -> tuple[Link, ...]:
    """The links that lead somewhere for this account."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    # The address of a page that is nowhere has no reader.
    reader: Reader = getattr(request, "reader", None) or reader_of(account, ACCOUNT, timezone.localdate())
    found = []
    for name, words, icon in _ALL:
        address = reverse(name)
        access = access_of(resolve(address).func, name)
        if access is not None and (access.door is not None or access.roles & reader.held):
            found.append(Link(address, words(), icon, here.split(".")[0] == name.split(".")[0]))
    return tuple(found)


def help_for(request: HttpRequest) -> str:
    """The address of the help about the page at hand."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    group = here.split(".")[0]
    part = PARTS.get(group) or ("akun-saya" if group.startswith(("account_", "mfa_", "usersessions_")) else "")
    return f"{reverse('help.list')}?tentang={part}" if part else reverse("help.list")
