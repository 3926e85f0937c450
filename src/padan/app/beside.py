"""A file for people, written whole or not at all and never over another by accident."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padan.kernel.errors import PadanError
from padan.kernel.texts import _


@contextmanager
def written_beside(target: Path, *, force: bool) -> Iterator[Path]:
    """A path beside ``target`` to write to; renamed to it when all is written, removed when not."""
    if target.is_dir():
        raise PadanError(_("{target} adalah folder").format(target=target), next_step=_("Sebut nama berkasnya juga."))
    if target.exists() and not force:
        raise PadanError(
            _("{target} sudah ada").format(target=target),
            next_step=_("Pilih nama lain, atau timpa dengan --force."),
        )
    if not target.parent.is_dir():
        raise PadanError(
            _("Folder {folder} tidak ada").format(folder=target.parent), next_step=_("Buat dahulu folder itu.")
        )
    beside = target.with_name(f".{target.stem}-{os.getpid()}{target.suffix}")
    try:
        yield beside
        beside.chmod(0o600)  # what leaves the register still holds personal data
        beside.replace(target)
    except OSError as error:
        raise PadanError(
            _("{target} tidak dapat ditulis: {reason}").format(target=target, reason=error.strerror or error),
            next_step=_("Periksa hak akses dan sisa ruang penyimpanan."),
        ) from error
    finally:
        beside.unlink(missing_ok=True)
