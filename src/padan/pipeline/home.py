"""The folders of a register (``PADAN_HOME``) and the one way in which anything is put there.

Nothing is edited in place: a file is written beside its name and renamed, so that a process killed at any
moment leaves either the whole file or none.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _

DEFAULT = "padan-home"


@dataclass(frozen=True, slots=True)
class Home:
    """Where one register lives."""

    root: Path

    @classmethod
    def at(cls, path: Path | str | None = None) -> Home:
        """The register at ``path``, else at ``PADAN_HOME``, else in ``./padan-home``."""
        return cls(Path(path or os.environ.get("PADAN_HOME") or DEFAULT))

    @property
    def received(self) -> Path:
        """Raw files, named by their content, never edited."""
        return self.root / "received"

    @property
    def records(self) -> Path:
        """One Parquet file per receipt."""
        return self.root / "records"

    @property
    def rejects(self) -> Path:
        """Refused rows of each receipt, and the sheets to correct and send back."""
        return self.root / "rejects"

    @property
    def releases(self) -> Path:
        """Finished builds of the register, and ``current``."""
        return self.root / "releases"

    @property
    def ledger(self) -> Path:
        """Every person and family id ever given."""
        return self.root / "ledger"

    @property
    def work(self) -> Path:
        """Unfinished work, which may be thrown away, and files that were sent and wait to be received, which may
        not."""
        return self.root / "work"

    def make(self) -> Home:
        """Make the folders, readable by their owner only: they hold personal data."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.received, self.records, self.rejects, self.releases, self.ledger, self.work):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise RegisterError(
                _("Folder register {folder} tidak dapat dibuat: {reason}").format(
                    folder=self.root, reason=error.strerror
                ),
                next_step=_("Pilih folder lain dengan --home atau PADAN_HOME."),
            ) from error
        return self

    def current_release(self) -> Path:
        """The folder of the release in force; an error that says what to run when there is none."""
        current = self.releases / "current"
        if not (current / "manifest.json").is_file():
            raise RegisterError(
                _("Belum ada rilis di {folder}").format(folder=self.root),
                next_step=_("Jalankan `padan receive BERKAS` lalu `padan release`."),
            )
        return current.resolve()

    @contextmanager
    def workspace(self, name: str) -> Iterator[Path]:
        """A folder for unfinished work, removed after; what killed processes left behind is removed first."""
        folder = self.work / f"{name}-{os.getpid()}"
        with ExitStack() as held:
            with _locked(self.work, fcntl.LOCK_EX):
                self._sweep()
                folder.mkdir(mode=0o700)
                held.enter_context(_locked(folder, fcntl.LOCK_SH))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove the workspaces that no living process holds."""
        for folder in self.work.iterdir():
            if folder.is_dir():
                with suppress(BlockingIOError, FileNotFoundError), _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Do one thing at a time in this register; an error at once when another process is doing it."""
        with (self.work / f"{name}.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RegisterError(
                    _("Register {folder} sedang dikerjakan proses lain").format(folder=self.root),
                    next_step=_("Tunggu sampai selesai, lalu ulangi perintahnya."),
                ) from error
            yield


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    """Hold a lock on a folder; the system lets go of it when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def put(source: Path, target: Path) -> None:
    """Move a finished file or folder to its name in one step, after its bytes have reached the disk."""
    for file in [source] if source.is_file() else sorted(source.rglob("*")):
        if file.is_file():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
    source.replace(target)
    _sync_folder(target.parent)


def point(link: Path, target: str) -> None:
    """Make ``link`` a symbolic link to ``target``, replacing it in one step."""
    beside = link.with_name(f".{link.name}-{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)
    _sync_folder(link.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
