"""From what a person names to the files to receive."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _


def files_of(named: Iterable[str], home: Path) -> list[Path]:
    """Every file that is meant, folders in the order of their names; each once.

    Left out of folders: hidden files, lock files of office programs (``~$…``) and the register's own folder.
    """
    found: dict[Path, None] = {}
    for name in named:
        path = Path(name)
        if path.is_dir():
            inside = list(_below(path, home.resolve()))
            if not inside:
                raise UnreadableFileError(
                    _("Tidak ada berkas di folder {folder}").format(folder=path),
                    next_step=_("Periksa nama foldernya."),
                )
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise UnreadableFileError(
                _("Berkas atau folder {path} tidak ada").format(path=path),
                next_step=_("Periksa namanya; nama yang memuat spasi ditulis di antara tanda petik."),
            )
    return list(found)


def _below(folder: Path, home: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != home)
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield here / name
