"""Acts of several people at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

from padan.kernel.errors import PadanError


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of these at one moment, each in a thread with a connection of its own; what those are told who are
    refused."""
    start, told = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            act()
        except PadanError as error:
            told.append(error.what)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
