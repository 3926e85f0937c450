"""The page of the components holds all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from tests.web.conftest import Places, SignIn

import padan
from padan.office.accounts.roles import Role

pytestmark = pytest.mark.django_db

COMPONENTS = Path(padan.__file__).parent / "web" / "templates" / "components"
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "components.md"


def macros() -> set[str]:
    return {name for file in COMPONENTS.glob("*.html") for name in re.findall(r"{% macro (\w+)", file.read_text())}


def test_every_component_is_shown_and_in_the_reference(signed_in: SignIn, places: Places) -> None:
    shown = signed_in(Role.ADMINISTRATOR, "64.02").get(reverse("showcase.components")).content.decode()
    assert macros() == set(re.findall(r'<section class="box" id="(\w+)">', shown))
    assert macros() == set(re.findall(r"^\| `(\w+)\(", REFERENCE.read_text("utf-8"), re.MULTILINE))


def test_the_page_has_one_title_and_its_example_looks_like_one(signed_in: SignIn, places: Places) -> None:
    shown = signed_in(Role.ADMINISTRATOR, "64.02").get(reverse("showcase.components")).content.decode()
    titles = re.findall(r'<(h\d) class="page-title">([^<]+)</h\d>', shown)
    assert titles == [("h1", "Komponen"), ("h3", "Keadaan 10 Nov 2026")]
    assert shown.count("<h1") == 1


def test_the_example_form_keeps_what_was_typed_and_says_what_is_wrong(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.02")
    answer = browser.post(reverse("showcase.components"), {"name": "Siti", "day": "kemarin"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Siti"' in shown
    assert 'id="id_day_error"' in shown
