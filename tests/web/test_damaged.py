"""A damaged release: pages that need it say so with the next step, the others open, and our own mistakes stay ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignIn
from tests.web.portal import portal_kit as kit

from padan.office.accounts.roles import Role
from padan.office.registry.models import Release
from padan.web.activities import totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02")


def cut(release: Release, *tables: str) -> None:
    """Leave half of the files of tables, as a disk that is full does."""
    for name in tables:
        file = Path(release.folder) / f"{name}.parquet"
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content[: len(content) // 2])


def test_pages_that_need_a_damaged_release_say_so_and_the_next_step(officer: Client, release: Release) -> None:
    cut(release, "growth_state", "risk", "person", "family", "change")
    kit.giver("gita")
    giver = kit.browser(kit.account("gita"))
    for browser, name in ((officer, "matching.needs"), (officer, "activities.totals"), (giver, "portal.home")):
        answer = browser.get(reverse(name))
        shown = answer.content.decode()
        assert answer.status_code == 503, name
        assert f"Rilis {release.name} rusak" in shown
        assert "Beri tahu petugas data" in shown
        assert re.search(r"Susun rilis lagi\.|alankan `padan release` lagi\.", shown)
    assert officer.get(reverse("activities.list")).status_code == 200
    program = officer.get("/api/v1/counts")
    assert (program.status_code, program["Content-Type"]) == (503, "application/problem+json")


def test_a_release_whose_folder_is_gone_says_so(officer: Client, release: Release) -> None:
    (Path(release.folder) / "manifest.json").unlink()
    assert officer.get(reverse("activities.totals")).status_code == 503


def test_a_mistake_of_ours_is_not_put_on_the_release(
    officer: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_scope: object) -> None:
        raise FileNotFoundError("ours")

    monkeypatch.setattr(totals, "found", broken)
    with pytest.raises(FileNotFoundError):
        officer.get(reverse("activities.totals"))
