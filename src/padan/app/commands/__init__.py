"""The commands, one module each with a function ``command()`` that builds it in the language in force."""

from padan.app.commands import demo, export, gaps, receive, release, show, status, why

#: In the order in which the help lists them.
COMMANDS = (
    receive.command,
    release.command,
    status.command,
    gaps.command,
    show.command,
    why.command,
    export.command,
    demo.command,
)
