"""The commands, one module each with a function ``command()`` that builds it in the language in force.

A module is loaded when its command is asked for: together they bring Arrow, SciPy and Typst, which no one command
needs whole.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

#: In the order in which the help lists them; each is also the name of its module.
NAMES: Final = (
    "receive",
    "release",
    "status",
    "gaps",
    "sync",
    "show",
    "why",
    "links",
    "review",
    "decide",
    "changes",
    "train",
    "priority",
    "chart",
    "prevalence",
    "quality",
    "growth",
    "link",
    "encode",
    "export",
    "regions",
    "serve",
    "invite",
    "remind",
    "audit",
    "decree",
    "sample",
    "purge",
    "check",
    "worker",
    "demo",
)


def command_named(name: str) -> click.Command:
    """One of :data:`NAMES`, built in the language in force."""
    built: click.Command = import_module(f"{__name__}.{name}").command()
    return built
