"""Documents as they are made, before they become PDF."""

from __future__ import annotations

from types import ModuleType

import pytest

from padan.reports.documents import Document


def kept_by(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> list[Document]:
    """The documents that a module makes from here on, for paper alone."""
    found: list[Document] = []

    def kept(document: Document, _mark: object, *, tagged: bool) -> bytes:
        assert not tagged
        found.append(document)
        return b""

    monkeypatch.setattr(module, "as_pdf", kept)
    return found
