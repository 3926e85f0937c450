"""Texts come in Indonesian, and in English where the catalogue has them."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from padan.kernel.texts import _, answering_in, language

MESSAGE = "NIK {nik} tidak dapat dipakai: {reason}."


def test_indonesian_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PADAN_LANG", raising=False)
    assert (language(), _(MESSAGE)) == ("id", MESSAGE)


def test_english_comes_from_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en_GB.UTF-8")
    assert (language(), _(MESSAGE)) == ("en", "NIK {nik} cannot be used: {reason}.")


@pytest.mark.parametrize("chosen", ["", "xx"])
def test_another_language_falls_back_to_indonesian(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setenv("PADAN_LANG", chosen)
    assert _(MESSAGE) == MESSAGE


def test_every_text_of_the_kernel_is_translated_with_its_fields() -> None:
    kernel = resources.files("padan.kernel")
    with kernel.joinpath("locale", "en", "LC_MESSAGES", "padan.po").open("rb") as stream:
        catalogue = read_po(stream, locale="en")
    written = {
        text
        for module in Path(str(kernel)).glob("*.py")
        for text in re.findall(r'\b_\(\s*"([^"]+)"\s*\)', module.read_text(encoding="utf-8"))
    }
    assert len(written) > 20
    for text in written:
        message = catalogue.get(text)
        assert message is not None, text
        assert message.string, text
        assert set(re.findall(r"{\w+}", str(message.string))) == set(re.findall(r"{\w+}", text))


def test_an_answer_has_a_language_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "id")
    with answering_in("en"):
        spoken = language()
        with answering_in("id"):
            inner = language()
    assert (spoken, inner, language()) == ("en", "id", "id")
