"""A guard around the spreadsheet library: whatever it does on a bad file becomes one refusal."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from python_calamine import CalamineError, PasswordError

from padan.pipeline.files.dangers import damaged, needs_password

_STDERR = 2


class ReadingGuard:
    """Turns what the spreadsheet library raises into refusals.

    A panic of the Rust library arrives as ``pyo3_runtime.PanicException``, a ``BaseException`` that cannot be
    imported; it is known by the module and name of its class, so that Ctrl-C passes through. The library also
    writes the panic with its backtrace straight to the standard error of the process; that is held back while
    the guard stands, and let out unless it ends in a panic.
    """

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        self._path = path
        self._sheet = sheet
        self._held = _HeldErrors()

    def __enter__(self) -> None:
        self._held.hold()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        panic = kind is not None and (kind.__module__, kind.__name__) == ("pyo3_runtime", "PanicException")
        self._held.release(drop=panic)
        if kind is None:
            return
        if issubclass(kind, PasswordError):
            raise needs_password(self._path) from problem
        if panic or issubclass(kind, (CalamineError, OSError, ValueError, OverflowError)):
            raise damaged(self._path, sheet=self._sheet) from problem


class _HeldErrors:
    """The standard error of the process, set aside for a while."""

    def __init__(self) -> None:
        self._kept: BinaryIO | None = None
        self._original = -1

    def hold(self) -> None:
        try:
            self._original = os.dup(_STDERR)
        except OSError:
            # No standard error at all, as in some services: then nothing can be shown either.
            return
        self._kept = tempfile.TemporaryFile()  # noqa: SIM115 (closed by release)
        os.dup2(self._kept.fileno(), _STDERR)

    def release(self, *, drop: bool) -> None:
        if self._kept is None:
            return
        os.dup2(self._original, _STDERR)
        os.close(self._original)
        if not drop:
            self._kept.seek(0)
            if written := self._kept.read():
                os.write(_STDERR, written)
        self._kept.close()
        self._kept = None
