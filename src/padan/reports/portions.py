"""Papers of many like pages as PDF: laid out so many at a time, each portion by itself, and joined, so that any number
of them takes little memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from padan.reports.decree.joining import joined
from padan.reports.decree.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Layout:
    """A template of ``padan.reports`` with how many of its things are on a page, and how many are laid out at a time:
    whole pages of them."""

    template: str
    on_page: int
    at_once: int


def laid_out(layout: Layout, common: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> bytes:
    """The PDF of some things, at least one. The template is given ``common``, its ``items``, the number of its
    ``first`` page and of all ``pages``."""
    done = []
    for at in range(0, len(items), layout.at_once):
        part = {
            **common, "items": items[at : at + layout.at_once], "first": at // layout.on_page + 1,
            "pages": ceil(len(items) / layout.on_page),
        }  # fmt: skip
        done.append(typeset(json.dumps(part, ensure_ascii=False), layout.template))
    return joined(done)
