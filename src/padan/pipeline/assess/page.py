"""The reference page of gaps, written from their declarations."""

from __future__ import annotations

from padan.pipeline.assess.kind import GapKind, kinds
from padan.pipeline.assess.limits import LIMITS
from padan.reference.agencies import agencies

_HEAD = """\
# Gaps

A gap is one difference between the lists that one agency should settle. Each release holds them in the table
`gap`; the same difference keeps its id from release to release. This page is written from the code by
`padan.pipeline.assess.reference_page()`.
"""


def reference_page() -> str:
    """``docs/reference/gaps.md``: each kind with its rule and source, and the figures that they depend on.

    The texts for officers in it are in the reader's language (``PADAN_LANG``); the page in ``docs`` is English.
    """
    figures = [f"| `{limit.name}` | {limit.value} | {limit.unit} | {limit.source} |" for limit in LIMITS]
    table = "\n".join(("| figure | value | unit | source |", "|---|---|---|---|", *figures))
    return "\n".join((_HEAD, *(_section(kind) for kind in kinds()), f"## Figures\n\n{table}\n"))


def _section(kind: GapKind) -> str:
    names = ", ".join(f"{agencies()[code].name('en')} (`{code}`)" for code in kind.agencies)
    return (
        f"## `{kind.code}`\n\n*{kind.title}.* {kind.question}\n\n"
        f"- Rule: {kind.rule}\n- Source: {kind.source}\n- Who acts: {kind.acts} Can be: {names}.\n"
    )
