"""The commands, one module each with a function ``command()`` that builds it in the language in force."""

from padan.app.commands import (
    chart,
    demo,
    export,
    gaps,
    growth,
    prevalence,
    priority,
    quality,
    receive,
    release,
    show,
    status,
    why,
)

#: In the order in which the help lists them.
COMMANDS = (
    receive.command,
    release.command,
    status.command,
    gaps.command,
    show.command,
    why.command,
    priority.command,
    chart.command,
    prevalence.command,
    quality.command,
    growth.command,
    export.command,
    demo.command,
)
