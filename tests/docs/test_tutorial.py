"""The tutorial of the first day: its pictures are there and light, and what it calls things is what stands on pages.

That each step works is shown by tests/journeys/test_pictures.py.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.web.test_help import texts_of_pages

from padan.kernel.texts import _, answering_in

DOCS = Path(__file__).parents[2] / "docs"
TUTORIALS = {"id": DOCS / "tutorial" / "hari-pertama.md", "en": DOCS / "tutorial" / "first-day.md"}
PICTURES = DOCS / "pictures"
_BOLD, _LINK = re.compile(r"\*\*(.+?)\*\*", re.DOTALL), re.compile(r"\]\(([^)#]+)\)")


def bold(language: str) -> set[str]:
    return {" ".join(text.split()) for text in _BOLD.findall(TUTORIALS[language].read_text("utf-8"))}


def test_what_the_tutorial_calls_a_button_or_a_page_is_what_stands_on_it() -> None:
    assert len(bold("id")) >= 15
    assert bold("id") <= texts_of_pages()


def test_the_english_tutorial_names_the_same_in_english() -> None:
    with answering_in("en"):
        # The choice of language is in the other language, so that it can be read by who needs it.
        assert bold("en") - {"English"} == {_(text) for text in bold("id")}


@pytest.mark.parametrize("language", TUTORIALS)
def test_what_the_tutorial_links_to_is_there(language: str) -> None:
    links = [link for link in _LINK.findall(TUTORIALS[language].read_text("utf-8")) if "://" not in link]
    assert len(links) >= 20
    assert [link for link in links if not (TUTORIALS[language].parent / link).resolve().exists()] == []


def test_the_pictures_are_few_light_and_all_used_in_both_languages() -> None:
    kept = sorted(path.name for path in PICTURES.iterdir())
    assert 0 < len(kept) <= 14
    assert [name for name in kept if (PICTURES / name).stat().st_size >= 120_000] == []
    for tutorial in TUTORIALS.values():
        shown = [Path(link).name for link in _LINK.findall(tutorial.read_text("utf-8")) if link.endswith(".png")]
        assert Counter(shown) == Counter(kept)
