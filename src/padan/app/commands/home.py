"""Which register a command works on."""

from __future__ import annotations

import click

from padan.pipeline.home import Home


def chosen_home() -> Home:
    """The register that ``--home`` names, else PADAN_HOME, else ./padan-home."""
    return Home.at(click.get_current_context().find_root().obj)
