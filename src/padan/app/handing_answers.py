"""What people answered, written into the register's own folder as a list like any other, for the next release.

Answers are marked in the office's database when their file lies in the work folder, and the file is received after
that. Whenever a process dies, either the file is there and its answers are marked, and it is received the next time; or
they are not marked, and the file is thrown away: no answer is handed over twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.utils import timezone

from padan.app.answer_lines import Families, lines_of
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.office.tasks import queries
from padan.office.tasks.operations import hand_over, was_handed_over
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.reports.holdings import holdings

_PREFIX: Final = "jawaban-kantor-"
_MOMENT: Final = "%Y%m%dT%H%M%S%fZ"


def hand_over_answers(home: Home, *, on: datetime) -> int:
    """Hand over what was answered since the last time; how many answers that were. RegisterError where a line is not
    taken: then the office wrote what the register does not read, which is a fault of the program."""
    _finish(home)
    answers = list(queries.to_hand_over())
    if not answers:
        return 0
    lines = list(lines_of(answers, _families()))
    if lines:
        _write(home, lines, on)
    hand_over([each.pk for each in answers], on=on)
    _finish(home)
    return len(answers)


def _finish(home: Home) -> None:
    """Receive the files whose answers are marked, and throw away the others."""
    for file in sorted(home.work.glob(f"{_PREFIX}*.ndjson")):
        on = datetime.strptime(file.stem.removeprefix(_PREFIX), _MOMENT).replace(tzinfo=UTC)
        if was_handed_over(on):
            _receive(home, file, on)
        file.unlink()


def _receive(home: Home, file: Path, on: datetime) -> None:
    receipt = receive(home, Request(file, timezone.localdate(on), "office")).receipt
    if receipt.rows_rejected:
        raise RegisterError(
            _("{count} jawaban tidak diterima oleh daftar induk").format(count=receipt.rows_rejected),
            next_step=_("Laporkan kepada pengelola sistem; jawabannya tetap tersimpan di kantor."),
        )


def _write(home: Home, lines: Iterable[object], on: datetime) -> None:
    """Put the file in place, whole or not at all, for its owner alone."""
    name = f"{_PREFIX}{on.astimezone(UTC).strftime(_MOMENT)}.ndjson"
    unfinished = home.work / f".{name}"
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        for line in lines:
            stream.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(home.work / name)


def _families() -> Families:
    """Of the release in force, where there is one."""
    release = registry.current()
    if release is None:
        return Families(lambda _family: "", lambda _family: ())
    held = holdings(release.folder)

    def people(family_id: str) -> tuple[str, ...]:
        rows = held.rows(
            "SELECT min(record_id) AS record_id FROM record JOIN person USING (person_id) "
            "WHERE person.family_id = ? GROUP BY person_id ORDER BY 1",
            [family_id],
        )
        return tuple(row["record_id"] for row in rows)

    def head(family_id: str) -> str:
        rows = held.rows(
            "SELECT min(record_id) AS record_id FROM record JOIN family f ON f.head_person_id = record.person_id "
            "WHERE f.family_id = ?",
            [family_id],
        )
        return rows[0]["record_id"] or ""

    return Families(head, people)
