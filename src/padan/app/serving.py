"""The server and its worker as two processes under one roof: started, watched, and stopped together."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import URLError

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.pipeline.home import Home

#: A worker that died is started again after so many seconds; so long is waited for the server to answer.
PAUSE, PATIENCE = 1.0, 60.0
#: Ports that are tried, from the one asked for on.
PORTS = 20
_RUNNING = "serve.json"
_LOG = "serve.log"


@dataclass(frozen=True, slots=True)
class Running:
    """A server in the background."""

    pid: int
    address: str


def serve(home: Home, address: tuple[str, int], *, processes: int, threads: int) -> int:
    """Serve until told to stop, or until the server ends by itself; its exit code."""
    host, port = address
    web = [
        sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(processes),
        "--threads", str(threads), "--no-control-socket", "--timeout", "120", "--keep-alive", "30",
        "--log-level", "warning", "padan.app.wsgi",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "padan.app", "--home", str(home.root), "worker"]
    with _stopped_by_signals(), _process(web) as server, _Worker(worker) as beside:
        while server.poll() is None:
            beside.watch()
            time.sleep(0.2)
        return server.returncode


def serve_in_the_background(home: Home, address: tuple[str, int], arguments: Sequence[str] = ()) -> Running:
    """Start a server that lives on, wait until it answers, and say where. One that ran before is stopped first."""
    stop(home)
    host, port = address
    log = home.work / _LOG
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "padan.app", "--home", str(home.root), "serve", "--host", host, "--port",
                str(port), *arguments,
            ],
            stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    running = Running(process.pid, f"http://{host}:{port}/")
    (home.work / _RUNNING).write_text(json.dumps(asdict(running)), "utf-8")
    if not answers(f"{running.address}siap/", lambda: process.poll() is None):
        stop(home)
        raise PadanError(_("Server tidak menjawab"), next_step=_("Baca {file}.").format(file=log))
    return running


def stop(home: Home) -> bool:
    """Stop the server in the background; whether there was one."""
    file = home.work / _RUNNING
    try:
        running = Running(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    file.unlink(missing_ok=True)
    if not _is_ours(running.pid):
        return False
    os.kill(running.pid, signal.SIGTERM)
    for _tick in range(100):
        if not _is_ours(running.pid):
            return True
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGKILL)
    return True


def free_port(host: str, wanted: int) -> int:
    """The first free port from ``wanted`` on. PadanError where none of :data:`PORTS` is."""
    for port in range(wanted, wanted + PORTS):
        with contextlib.suppress(OSError), socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
            return port
    raise PadanError(
        _("Porta {first} sampai {last} terpakai").format(first=wanted, last=wanted + PORTS - 1),
        next_step=_("Sebut porta lain dengan --port."),
    )


def answers(address: str, alive: object = None, patience: float = PATIENCE) -> bool:
    """Whether an address answers with success within some time, as long as ``alive()`` holds."""
    until = time.monotonic() + patience
    while time.monotonic() < until and (not callable(alive) or alive()):
        with contextlib.suppress(URLError, OSError), urllib.request.urlopen(address, timeout=5) as response:
            if response.status == 200:
                return True
        time.sleep(0.2)
    return False


def _is_ours(pid: int) -> bool:
    """Whether the process lives and is a server of ours: its number may belong to another by now."""
    with contextlib.suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"padan.app" in command and b"serve" in command


class _Worker:
    """The worker beside the server, started again whenever it ends."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._ended: float | None = None

    def __enter__(self) -> _Worker:
        self._process = subprocess.Popen(self._command)
        return self

    def __exit__(self, *_error: object) -> None:
        _end(self._process)

    def watch(self) -> None:
        """Start it again where it has ended a while ago."""
        if self._process.poll() is None:
            return
        now = time.monotonic()
        self._ended = self._ended or now
        if now - self._ended >= PAUSE:
            self._process, self._ended = subprocess.Popen(self._command), None


@contextlib.contextmanager
def _process(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and make it end where it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """SIGTERM ends as Ctrl-C does."""

    def stop_now(*_signal: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop_now)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
