"""The help: what it calls things, where it leads from each page, and the words behind hard words."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.urls import reverse
from tests.web.conftest import Places, SignIn, area_of

import padan
from padan.kernel.texts import LANGUAGES, _, answering_in
from padan.office.accounts.roles import FACTS, Role
from padan.office.registry.models import Person
from padan.web.help.chapters import CHAPTERS, EVERYBODY, OF_ROLES, PARTS, chapter, place_for
from padan.web.help.words import glossary

pytestmark = pytest.mark.django_db

SOURCE = Path(padan.__file__).parent
TEXTS = SOURCE / "web" / "help" / "texts"
_OF_TEMPLATES = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@cache
def texts_of_pages() -> set[str]:
    """Every text that the pages can show, in Indonesian: of templates, and of what words them."""
    found = set()
    for template in (SOURCE / "web" / "templates").rglob("*.html"):
        found |= {one or other for one, other in _OF_TEMPLATES.findall(template.read_text("utf-8"))}
    for module in (*(SOURCE / "web").rglob("*.py"), *(SOURCE / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                said = node.args[0]
                found |= {said.value} if isinstance(said, ast.Constant) else set()
    return found


def bold(name: str, language: str) -> list[str]:
    return _BOLD.findall((TEXTS / language / f"{name}.md").read_text("utf-8"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_a_chapter_calls_a_button_or_a_page_is_what_stands_on_it(name: str) -> None:
    assert set(bold(name, "id")) <= texts_of_pages()


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_english_chapter_names_the_same_buttons_and_pages_in_english(name: str) -> None:
    with answering_in("en"):
        assert Counter(bold(name, "en")) == Counter(_(text) for text in bold(name, "id"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_same_parts_in_both_languages(name: str) -> None:
    assert chapter(name, "id").parts == chapter(name, "en").parts


def test_every_text_is_a_chapter_and_every_role_has_one() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (TEXTS / language).glob("*.md")} == set(CHAPTERS)
    assert set(OF_ROLES) == set(Role)
    for role, name in OF_ROLES.items():
        assert chapter(name, "id").title == FACTS[role].title


#: A role, the page at hand, and the chapter and part that tell of it.
DRAWN = [
    (Role.DATA_OFFICER, "receiving.uploads", "petugas-data", "berkas"),
    (Role.DATA_OFFICER, "releases.list", "petugas-data", "rilis"),
    (Role.VILLAGE_OPERATOR, "review.queue", "operator-desa", "periksa"),
    (Role.NUTRITION_OFFICER, "people.search", "petugas-gizi", "orang"),
    (Role.INSPECTOR, "trail.list", "inspektorat", "jejak"),
    (Role.INSPECTOR, "rights.list", "inspektorat", "hak"),
    (Role.INSPECTOR, "review.quality", "inspektorat", "periksa"),
    (Role.ADMINISTRATOR, "accounts.list", "pengelola-akun", "akun"),
    (Role.COORDINATOR, "matching.list", "sekretariat-tpps", "pencocokan"),
    (Role.DATA_OFFICER, "activities.list", "petugas-data", "kegiatan"),
    (Role.PROVINCE, "activities.province", "provinsi", "kegiatan"),
    (Role.PROVINCE, "home", "masuk", "beranda"),
    (Role.GIVER, "mfa_index", "masuk", "akun-saya"),
]


@pytest.mark.parametrize(("role", "name", "found", "part"), DRAWN)
def test_help_leads_from_a_page_to_the_part_about_it(
    role: Role, name: str, found: str, part: str, signed_in: SignIn, places: Places
) -> None:
    browser = signed_in(role, *area_of(role, places.village))
    shown = browser.get(reverse(name)).content.decode()
    link = re.search(r'<a class="help" href="([^"]+)"', shown)
    assert link is not None
    answer = browser.get(link[1])
    assert answer["Location"] == f"{reverse('help.chapter', args=[found])}#{part}"
    assert f'<a id="{part}"></a>' in browser.get(answer["Location"].partition("#")[0]).content.decode()


def test_every_part_that_a_page_leads_to_is_in_a_chapter() -> None:
    every = frozenset(Role)
    assert [part for part in (*PARTS.values(), "akun-saya") if place_for(part, every, "id") is None] == []


@pytest.mark.parametrize("asked", ["", "tidak-ada", "<script>", "hak"])
def test_asked_for_what_no_chapter_of_the_reader_tells_the_help_lists_its_chapters(
    asked: str, signed_in: SignIn, places: Places
) -> None:
    answer = signed_in(Role.PROVINCE, "64").get(reverse("help.list"), {"tentang": asked})
    assert answer.status_code == 200
    shown = answer.content.decode()
    mine, others = shown.split("Untuk jabatan lain")
    assert FACTS[Role.PROVINCE].title in mine
    assert chapter(EVERYBODY, "id").title in mine
    assert FACTS[Role.DATA_OFFICER].title in others


def test_a_chapter_that_is_not_there_is_not_found(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.PROVINCE, "64")
    assert [browser.get(f"/bantuan/{name}/").status_code for name in ("tidak-ada", "..", "masuk.md")] == [404] * 3


def test_who_reads_english_gets_the_english_chapter(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.PROVINCE, "64")
    browser.cookies["bahasa"] = "en"
    assert "Signing in, password and second factor" in browser.get("/bantuan/masuk/").content.decode()


def test_the_words_are_explained_in_both_languages_and_say_where_from() -> None:
    assert set(glossary("id")) == set(glossary("en"))
    for language in LANGUAGES:
        for key, word in glossary(language).items():
            assert all((word.word, word.meaning, word.source)), key
            assert word.meaning.endswith("."), key


def test_the_page_of_words_holds_every_word_under_its_name(signed_in: SignIn, places: Places) -> None:
    shown = signed_in(Role.PROVINCE, "64").get(reverse("help.words")).content.decode()
    assert [key for key in glossary("id") if f'id="{key}"' not in shown] == []


def test_a_hard_word_opens_its_meaning_and_no_name_stands_twice_on_a_page(
    signed_in: SignIn, places: Places, release: object
) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.02")
    person = Person.objects.filter(area=places.village).order_by("person_id").first()
    pages = [
        reverse("people.person", args=[person.person_id]), reverse("people.family", args=[person.family_id]),
        reverse("people.search"), reverse("releases.list"), reverse("releases.show", args=[person.release.name]),
        reverse("review.queue"), reverse("review.quality"), reverse("help.words"), reverse("home"),
    ]  # fmt: skip
    for address in pages:
        shown = browser.get(address).content.decode()
        names = Counter(re.findall(r'\sid="([^"]+)"', shown))
        assert [name for name, many in names.items() if many > 1] == [], address
        opened = set(re.findall(r'popovertarget="([^"]+)"', shown))
        assert opened <= names.keys(), address
        # A browser that knows no popovers finds the meaning in its place, behind its word, and the way to all words.
        for key in opened:
            found = re.search(
                rf'<button class="term" type="button" popovertarget="{key}">.*?</button><span class="term-said" '
                rf'id="{key}" popover>(.*?)</span>',
                shown, re.DOTALL,
            )  # fmt: skip
            assert found is not None, key
            assert f'href="{reverse("help.words")}#{key.removeprefix("kata-")}"' in found[1]
        assert opened or address in (reverse("help.words"), reverse("home")), address


def test_every_word_that_a_template_explains_is_in_the_glossary() -> None:
    asked = set()
    for template in (SOURCE / "web" / "templates").rglob("*.html"):
        text = template.read_text("utf-8")
        asked |= set(re.findall(r'p\.term\("([^"]+)"', text))
        for keys in re.findall(r"p\.words_here\(\[([^\]]*)\]", text):
            asked |= set(re.findall(r'"([^"]+)"', keys))
    assert len(asked) >= 15
    assert asked <= set(glossary("id"))
