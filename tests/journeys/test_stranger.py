"""A stranger, an account without a post, and a giver ask for every address there is, and learn nothing of anybody."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.journeys.conftest import Site, Visit
from tests.web.test_scope import patterns

from padan.office.accounts.roles import Role
from padan.web.access import Access, Door, access_of
from padan.web.api.urls import ROOT

pytestmark = pytest.mark.journey

#: Names too short to stand for somebody: they may be a part of any word.
SHORTEST = 8
#: What a refusal says, and where the door is.
REFUSED, SIGN_IN = "Halaman ini bukan untuk peran Anda", "/masuk/"


@pytest.fixture(scope="session")
def addresses(site: Site) -> dict[str, Access]:
    """Every address, filled with what is there, and whom it is for."""
    release = (site.demo / "padan-home" / "releases" / "current").resolve()
    people = pq.read_table(release / "person.parquet", columns=["person_id", "family_id"])
    known = {
        "person_id": people["person_id"][0].as_py(), "family_id": people["family_id"][0].as_py(),
        "release_name": release.name, "uidb36": "1", "key": "set-password", "act": "tutup",
    }  # fmt: skip
    found = {}
    for each in patterns():
        access = access_of(each.callback, str(each.name))
        assert access is not None, each.name
        wanted = {*each.pattern.regex.groupindex, *getattr(each.pattern, "converters", {})}
        found[reverse(str(each.name), kwargs={name: known.get(name, "1") for name in wanted})] = access
    return found


@pytest.fixture(scope="session")
def names(site: Site) -> frozenset[str]:
    """The names of everybody in the register."""
    found = pq.read_table(site.demo / "padan-home" / "releases" / "current" / "person.parquet", columns=["name"])
    return frozenset(name for name in found["name"].to_pylist() if name and len(name) >= SHORTEST)


def asked(page: Page, address: str) -> int:
    """Go to an address: the status of the answer."""
    answer = page.goto(address)
    assert answer is not None, address
    return answer.status


def leaked(page: Page, names: frozenset[str]) -> list[str]:
    held = page.content().casefold()
    return [name for name in names if name.casefold() in held]


def test_the_names_that_are_looked_for_are_seen_by_who_may_see_them(visit: Visit, names: frozenset[str]) -> None:
    page = visit("data_officer")
    page.goto("/orang/?q=siti")
    assert len(leaked(page, names)) > 5


def test_a_stranger_ends_at_the_door(visit: Visit, addresses: dict[str, Access], names: frozenset[str]) -> None:
    page = visit(None)
    shut = 0
    for address, access in addresses.items():
        status = asked(page, address)
        assert status < 500, address
        assert leaked(page, names) == [], address
        if access.door is Door.PUBLIC:
            continue
        if address.startswith(ROOT):
            assert status == 401, address  # programs are told, not led to the door
        else:
            assert page.url.partition("?")[0].endswith(SIGN_IN), address
        shut += 1
    assert shut > 30


@pytest.mark.parametrize(("who", "role"), [("nobody", None), ("giver", Role.GIVER)], ids=["no post", "giver"])
def test_an_account_that_sees_nobody_ends_at_the_refusal(
    visit: Visit, addresses: dict[str, Access], names: frozenset[str], who: str, role: Role | None
) -> None:
    page = visit(who)
    shut = 0
    for address, access in addresses.items():
        status = asked(page, address)
        assert status < 500, address
        assert leaked(page, names) == [], address
        if address.startswith(ROOT):
            assert status in (200, 403), address
        elif access.door is None and role not in access.roles:
            assert (status, page.get_by_role("heading", level=1).inner_text()) == (403, REFUSED), address
            shut += 1
    assert shut > 30
