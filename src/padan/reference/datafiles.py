"""Opening the data files of this package.

Every file is listed in ``sources.csv`` with where its facts come from. Files are UTF-8 csv with a header row;
the large ones are gzipped. Nothing is read at import.
"""

from __future__ import annotations

import csv
import gzip
import io
from importlib import resources
from importlib.resources.abc import Traversable


def data_file(*parts: str) -> Traversable:
    """The file ``parts`` below ``padan/reference``, for example ``data_file("data", "cycles.csv")``."""
    return resources.files("padan.reference").joinpath(*parts)


def read_text(*parts: str) -> str:
    """The whole text of a data file; a name ending in ``.gz`` is unpacked."""
    raw = data_file(*parts).read_bytes()
    return (gzip.decompress(raw) if parts[-1].endswith(".gz") else raw).decode("utf-8")


def read_rows(*parts: str) -> list[dict[str, str]]:
    """The rows of a data file, each as a mapping of column to text (never null)."""
    return list(csv.DictReader(io.StringIO(read_text(*parts), newline="")))
