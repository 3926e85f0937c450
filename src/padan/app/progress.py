"""What is shown on the terminal while long work goes on, and gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from padan.app.screen import console
from padan.kernel.writing import count


@contextmanager
def bars(*columns: ProgressColumn) -> Iterator[Progress]:
    """A display of these columns on standard error; nothing where that is no terminal."""
    screen = console(stderr=True)
    with Progress(
        *columns,
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
        # What is told goes above the bar; but a file that it is kept in must get it, not the terminal.
        redirect_stdout=sys.stdout.isatty(),
    ) as progress:
        yield progress


@contextmanager
def counted(what: str) -> Iterator[Callable[[int], None]]:
    """The time that has passed and how many of ``what`` are done, for work whose end is not known before."""
    with bars(SpinnerColumn(), TimeElapsedColumn(), _Done(), TextColumn("{task.description}")) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done: progress.update(task, completed=done)


class _Done(ProgressColumn):
    """How many are done; nothing before the first."""

    def render(self, task: Task) -> Text:
        """See :class:`rich.progress.ProgressColumn`."""
        return Text(count(int(task.completed)) if task.completed else "…")
