"""The links at the top of every page, by what people do: those pages that the account may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.web.access import ACCOUNT, Access, Reader, access_of, reader_of
from padan.web.help.chapters import PARTS


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where to, in which words, with which picture, and whether this is the page at hand."""

    address: str
    words: str
    icon: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together, and whether the page at hand is one of theirs. The first page stands without a
    title."""

    title: str
    links: tuple[Link, ...]

    @property
    def here(self) -> bool:
        """Whether the page at hand is of this group."""
        return any(link.here for link in self.links)


_Words = Callable[[], str]
#: Groups in the order in which they stand; of each page the name of its address, its words and its picture.
_ALL: Final[tuple[tuple[_Words, tuple[tuple[str, _Words, str], ...]], ...]] = (
    (lambda: "", (("home", lambda: _("Beranda"), "house"),)),
    (lambda: _("Warga"), (
        ("people.search", lambda: _("Orang dan keluarga"), "people"),
        ("children.list", lambda: _("Anak"), "clipboard-check"),
        ("tasks.list", lambda: _("Tugas"), "list-check"),
    )),
    (lambda: _("Bantuan"), (
        ("aid.list", lambda: _("Penerima"), "life-preserver"),
        ("decrees.list", lambda: _("Keputusan"), "file-earmark-person"),
        ("delivery.list", lambda: _("Penyaluran"), "geo-alt"),
        ("bringing.list", lambda: _("Kiriman pemberi"), "folder-check"),
        ("checking.list", lambda: _("Pemeriksaan"), "check-circle"),
    )),
    (lambda: _("Kemitraan"), (
        ("giving.list", lambda: _("Pemberi"), "life-preserver"),
        ("matching.list", lambda: _("Pencocokan"), "link-45deg"),
        ("portal.home", lambda: _("Pemberian saya"), "life-preserver"),
        ("authority.list", lambda: _("Kewenangan"), "shield-check"),
        ("activities.list", lambda: _("Kegiatan CSR"), "clipboard-check"),
        ("activities.province", lambda: _("Kegiatan CSR"), "clipboard-check"),
        ("coordination.list", lambda: _("Koordinasi"), "people"),
    )),
    (lambda: _("Data"), (
        ("sync.overview", lambda: _("Selaras"), "bar-chart"),
        ("review.queue", lambda: _("Periksa"), "intersect"),
        ("papers.list", lambda: _("Lembar kertas"), "printer"),
        ("receiving.uploads", lambda: _("Berkas"), "file-earmark-arrow-up"),
        ("releases.list", lambda: _("Rilis"), "layers"),
    )),
    (lambda: _("Kantor"), (
        ("complaints.list", lambda: _("Pengaduan"), "envelope"),
        ("rights.list", lambda: _("Hak atas data"), "shield-exclamation"),
        ("accounts.list", lambda: _("Akun"), "person-gear"),
        ("trail.list", lambda: _("Jejak"), "journal-text"),
    )),
)  # fmt: skip


def groups_for(account: Account, request: HttpRequest) -> tuple[Group, ...]:
    """The groups of those links that lead somewhere for this account; a group without any is left out."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    # The address of a page that is nowhere has no reader.
    reader: Reader = getattr(request, "reader", None) or reader_of(account, ACCOUNT, timezone.localdate())
    found = (Group(title(), tuple(_open(pages, reader, here))) for title, pages in _ALL)
    return tuple(group for group in found if group.links)


def _open(pages: Iterable[tuple[str, _Words, str]], reader: Reader, here: str) -> Iterator[Link]:
    for name, words, icon in pages:
        access = _access(name)
        if access is not None and (access.door is not None or access.roles & reader.held):
            yield Link(reverse(name), words(), icon, here.split(".")[0] == name.split(".")[0])


@cache
def _access(name: str) -> Access | None:
    """Whom a page is for. To find its view Django tries hundreds of addresses one by one: for a menu of two dozen links
    that took a third of the time of every page."""
    return access_of(resolve(reverse(name)).func, name)


def help_for(request: HttpRequest) -> str:
    """The address of the help about the page at hand."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    group = here.split(".")[0]
    part = PARTS.get(group) or ("akun-saya" if group.startswith(("account_", "mfa_", "usersessions_")) else "")
    return f"{reverse('help.list')}?tentang={part}" if part else reverse("help.list")
