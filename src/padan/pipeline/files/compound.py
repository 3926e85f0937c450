"""The compound file (OLE) that old Office files are: its directory, and one stream out of it."""

from __future__ import annotations

import struct
from pathlib import Path

from padan.pipeline.files.dangers import damaged

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
_ENTRY = 128


class CompoundFile:
    """A compound file held in memory: ``streams`` are the names in its directory."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path, self._data = path, data
        if len(data) < 512:
            raise damaged(path)
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged(path)
        self._sector = 1 << shift
        first_directory, self._mini_cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._read_fat()
        self._entries = self._read_entries(self._chain(first_directory))
        self._mini_fat = _numbers(self._chain(first_mini)) if first_mini < _FREE else ()

    @property
    def streams(self) -> set[str]:
        """The names in the directory."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream."""
        start, size = self._entries[name]
        if size >= self._mini_cutoff:
            return self._chain(start)[:size]
        root_start = self._entries.get("Root Entry", (_FREE, 0))[0]
        small = self._chain(root_start) if root_start < _FREE else b""
        parts = [small[at * 64 : at * 64 + 64] for at in self._follow(start, self._mini_fat)]
        return b"".join(parts)[:size]

    def _read_fat(self) -> tuple[int, ...]:
        sectors = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _FREE]
        more, left = struct.unpack_from("<II", self._data, 68)
        seen: set[int] = set()
        while more < _FREE and left and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector_data(more))
            sectors += [number for number in numbers[:-1] if number < _FREE]
            more, left = numbers[-1], left - 1
        most = len(self._data) // self._sector + 1
        return _numbers(b"".join(self._sector_data(number) for number in sectors[:most]))

    def _read_entries(self, directory: bytes) -> dict[str, tuple[int, int]]:
        entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            if 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                entries.setdefault(name, struct.unpack_from("<II", directory, at + 116))
        return entries

    def _sector_data(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        data = self._data[start : start + self._sector]
        if not data:
            raise damaged(self._path)
        return data.ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector_data(number) for number in self._follow(start, self._fat))

    def _follow(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < _FREE:
            if start >= len(table) or len(chain) > len(table):
                raise damaged(self._path)
            chain.append(start)
            start = table[start]
        return chain


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
