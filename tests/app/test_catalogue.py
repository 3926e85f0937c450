"""Every text for people has its English, with the same fields."""

from __future__ import annotations

import ast
import re
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import padan
from padan.office.accounts.roles import FACTS
from padan.pipeline.link.evidence import COMPARISONS
from padan.rules.tasks import FORMS

ROOT = Path(padan.__file__).parent


#: A text of a page's template: ``_("…")``.
_IN_TEMPLATE = re.compile(r"""\b_\("([^"]*)"\)|\b_\('([^']*)'\)""")


def _texts(file: Path) -> list[str]:
    if file.suffix == ".html":
        return [double or single for double, single in _IN_TEMPLATE.findall(file.read_text("utf-8"))]
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args
    ]
    return [
        node.args[0].value
        for node in calls
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    ]


#: Texts that forms are made of: they are data, worded where they are shown.
_OF_FORMS = sorted(
    {form.title for form in FORMS.values()}
    | {field.title for form in FORMS.values() for field in form.fields}
    | {title for form in FORMS.values() for field in form.fields for _code, title in field.choices}
)

FILES = sorted(file for file in (*ROOT.rglob("*.py"), *ROOT.rglob("*.html")) if _texts(file))


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    po = resources.files("padan.kernel").joinpath("locale", "en", "LC_MESSAGES", "padan.po")
    with po.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream, locale="en") if message.id}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_of_the_module_is_translated(file: Path, english: dict[str, str]) -> None:
    missing = [text for text in _texts(file) if not english.get(text)]

    assert missing == []


def test_the_evidence_is_translated(english: dict[str, str]) -> None:
    texts = [text for c in COMPARISONS for text in (c.text, *(level.text for level in c.levels))]

    assert [text for text in texts if not english.get(text)] == []


def test_the_roles_are_translated(english: dict[str, str]) -> None:
    assert [facts.title for facts in FACTS.values() if not english.get(facts.title)] == []


def test_the_forms_are_translated(english: dict[str, str]) -> None:
    assert [text for text in _OF_FORMS if not english.get(text)] == []


def test_translations_have_the_same_fields(english: dict[str, str]) -> None:
    fields = re.compile(r"{\w+}")

    wrong = [text for text, said in english.items() if sorted(fields.findall(text)) != sorted(fields.findall(said))]
    assert wrong == []


def test_no_translation_is_left_over(english: dict[str, str]) -> None:
    used = {text for file in FILES for text in _texts(file)}
    used |= {text for c in COMPARISONS for text in (c.text, *(level.text for level in c.levels))}
    used |= {facts.title for facts in FACTS.values()}
    used |= set(_OF_FORMS)

    assert sorted(set(english) - used) == []
