"""Within how long the law wants a request about personal data answered, and a breach told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from padan.reference.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is asked for or happened, and how long there is from then on."""

    kind: str
    within: timedelta
    basis_id: str
    basis_en: str
    source: str

    def basis(self, language: str = "id") -> str:
        """What says so, in Indonesian, or in English for ``"en"``."""
        return self.basis_en if language == "en" else self.basis_id


@cache
def deadlines() -> dict[str, Deadline]:
    """Deadlines by kind: access, correction, restriction, objection, breach."""
    return {
        r["kind"]: Deadline(r["kind"], timedelta(hours=int(r["hours"])), r["basis_id"], r["basis_en"], r["source"])
        for r in read_rows("data", "deadlines.csv")
    }
