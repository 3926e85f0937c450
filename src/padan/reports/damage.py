"""Whether the release in force is why a page could not be made."""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.office.registry.folder import check

#: What reading a file that is not there, or not whole, ends in.
UNREAD: Final = (OSError, duckdb.Error, pa.ArrowException)


def damage_behind(error: Exception) -> RegisterError | None:
    """The damage that an error comes from; None where it comes from something else. The files of the release in force
    are looked through to tell a damaged one from a mistake of ours."""
    if isinstance(error, RegisterError):
        return error
    release = registry.current() if isinstance(error, UNREAD) else None
    if release is None:
        return None
    try:
        check(release.folder)
    except RegisterError:
        return RegisterError(
            _("Rilis {name} rusak").format(name=release.name), next_step=_("Jalankan `padan release` lagi.")
        )
    return None
