"""Files as they arrive in a request: written piece by piece to where the worker finds them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from padan.office.receiving.policies import most_bytes
from padan.office.receiving.storage import Incoming, Stored, drop

#: What a request with one file holds beside the file.
_BESIDE = 1024 * 1024


class Sent(UploadedFile):
    """A file of a request. It is removed when the request is over, unless it was :meth:`kept <keep>`."""

    def __init__(self, stored: Stored) -> None:
        super().__init__(None, stored.name, size=stored.size)
        self.stored = stored
        self._keep = False

    def keep(self) -> None:
        """It belongs to somebody now."""
        self._keep = True

    def close(self) -> None:
        """See :meth:`django.http.HttpRequest.close`."""
        if not self._keep:
            drop(self.stored.stored)


class Storing(FileUploadHandler):
    """Writes each file to the work folder. One that grows beyond the limit is left out and named in ``too_large``."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self._incoming: Incoming | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._incoming = Incoming(self.file_name or "")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece; none is handed on to other handlers."""
        assert self._incoming is not None
        if start + len(raw_data) > most_bytes():
            self.too_large.append(self._incoming.name)
            self._forget()
            raise SkipFile
        self._incoming.write(raw_data)

    def file_complete(self, file_size: int) -> Sent | None:
        """All of it is there."""
        if self._incoming is None:
            return None
        stored, self._incoming = self._incoming.close(), None
        return Sent(stored)

    def upload_interrupted(self) -> None:
        """The line was cut."""
        self._forget()

    def _forget(self) -> None:
        if self._incoming is not None:
            self._incoming.drop()
            self._incoming = None


def announced_too_large(request: HttpRequest) -> bool:
    """Whether the request says before it is read that it holds more than one file of the allowed size can."""
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return True
    return length > most_bytes() + _BESIDE
