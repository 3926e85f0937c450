"""A register of two families and a stranger, and the office's answers as the office writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.pipeline.release.release_kit import table, write

from padan.pipeline.home import Home
from padan.pipeline.receive import Outcome, Request, receive
from padan.pipeline.release import build

#: The day of receiving, and the day on which releases are judged.
RECEIVED, AS_OF = date(2026, 11, 25), date(2026, 11, 26)
#: When somebody judged a pair after the answers had come.
RECEIVED_AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
#: What the lists said before anybody was asked.
VILLAGE = "64.02.13.1008"
CARD, OTHER_CARD = "6402132003150004", "6402130101100001"

_HEADER = "nama,nik,no_kk,tanggallahir,sex,kk_level,status_dasar,dicetak\n"
#: Ahmad, his wife Siti and their children Rara and Dodo; Joko and his wife Ayu.
AHMAD = f"AHMAD SALIM,6402131203850001,{CARD},12-03-1985,1,1,1,\n"
SITI = f"SITI RAHMAH,6402135508880002,{CARD},15-08-1988,2,3,1,\n"
RARA = f"RARA,6402136507230001,{CARD},25-07-2023,2,4,1,\n"
DODO = f"DODO,6402130201160003,{CARD},02-01-2016,1,4,1,\n"
JOKO = f"JOKO WIDAGDO,6402130707750001,{OTHER_CARD},07-07-1975,1,1,1,\n"
AYU = f"AYU LESTARI,6402134809790002,{OTHER_CARD},08-09-1979,2,3,1,\n"
EVERYBODY = (AHMAD, SITI, RARA, DODO, JOKO, AYU)

Row = Mapping[str, Any]


def village_list(home: Home, name: str, day: str, rows: Iterable[str] = EVERYBODY) -> None:
    """Receive the village's own register as it stood on a day."""
    text = _HEADER + "".join(row.replace("\n", f"{day}\n") for row in rows)
    request = Request(
        write(home.root.parent / "sent", name, text), RECEIVED, village=VILLAGE, true_at=date.fromisoformat(day)
    )
    receive(home, request)


def line(number: str, day: str = "2026-11-10", **said: Any) -> dict[str, Any]:
    """One answer; columns by their headers with ``_`` for a blank."""
    usual = {"nomor jawaban": number, "diputuskan oleh": "Ani", "diputuskan pada": day}
    return usual | {header.replace("_", " "): value for header, value in said.items()}


def answers(home: Home, *lines: Row, name: str = "jawaban.ndjson") -> Outcome:
    """Receive the office's answers, one JSON object a line."""
    text = "".join(json.dumps(dict(each)) + "\n" for each in lines)
    return receive(home, Request(write(home.root.parent / "sent", name, text), RECEIVED, source="office"))


def released(home: Home) -> Path:
    """The release of all that was received."""
    return build(home, AS_OF).folder


def records_of(folder: Path, name: str, source: str = "opensid") -> list[str]:
    """The records that bear a name in one list, the oldest first."""
    rows = [r for r in table(folder, "record").to_pylist() if r["name"] == name and r["source"] == source]
    return [row["record_id"] for row in sorted(rows, key=lambda r: (r["true_at"], r["record_id"]))]


def anchor_of(folder: Path, name: str) -> str:
    """A record of the person of that name, for an answer to stand on."""
    return records_of(folder, name)[0]


def person(folder: Path, name: str) -> dict[str, Any]:
    """The one person of that name."""
    (found,) = [row for row in table(folder, "person").to_pylist() if row["name"] == name]
    return found


def rows(folder: Path, name: str, **equal: Any) -> list[dict[str, Any]]:
    """The rows of a table in which these columns have these values."""
    found = table(folder, name).to_pylist()
    return [row for row in found if all(row[column] == value for column, value in equal.items())]


def claims(folder: Path, subject: str, attribute: str) -> list[tuple[str, str, bool]]:
    """What the lists say of it: source, value, and whether the register shows it."""
    found = rows(folder, "claim", subject_id=subject, attribute=attribute)
    return sorted((row["source"], row["value"], row["chosen"]) for row in found)


def households(folder: Path) -> list[tuple[str, ...]]:
    """Who lives with whom: the names of each family, in order."""
    found: dict[str, list[str]] = {}
    for row in table(folder, "person").to_pylist():
        found.setdefault(row["family_id"], []).append(str(row["name"]))
    return sorted(tuple(sorted(names)) for names in found.values())
