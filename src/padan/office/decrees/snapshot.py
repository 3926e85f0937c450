"""The list of a decree as bytes, and their SHA-256: the seal.

The first line is the head: what the decree says, and by which release, rule, quotas, seed and exclusions its list came
about. Each line after it is a recipient, in the order of the annex. Lines are JSON with sorted keys in UTF-8, without
blanks, each ended by a newline: the same facts give the same bytes on every machine and in every year.

The head holds a salt of 256 random bits that nobody outside the office is told. The seal is public; without the salt
no guessed name or number can be tried against it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.office.aid.models import Excluded
from padan.office.aid.queries import package_of, quotas_of
from padan.office.decrees.models import Decree, Recipient

#: The form of the bytes; another one would be another number.
FORM: Final = 1
#: What a line holds: the columns of a recipient. Numbers stand whole, however they are printed.
COLUMNS: Final = (
    "number", "family_id", "area", "rank", "name", "nik", "kk", "address", "rt", "rw", "members", "under_five",
    "under_two", "amounts",
)  # fmt: skip

Line = dict[str, Any]


def lines_of(decree: Decree) -> list[Line]:
    """The recipients as they are kept, in the order of the annex."""
    rows = Recipient.objects.filter(decree=decree).order_by("number").values_list(*COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows.iterator(chunk_size=5_000)]


def head_of(decree: Decree, excluded: Mapping[str, str]) -> Line:
    """What a decree says and rests on. ``excluded``: the families that were excluded from the programme when it was
    signed, and why. Everything else is as the office holds it now."""
    held, changes = decree.round, decree.changes
    return {
        "form": FORM, "salt": decree.salt, "kind": decree.kind, "agency": decree.agency, "year": decree.year,
        "number": decree.number, "about": decree.about, "signed_on": decree.signed_on.isoformat(),
        "words": decree.words, "full_numbers": decree.full_numbers, "reason": decree.reason,
        "references": decree.references, "changes": changes.seal if changes else None,
        "decreed_at": decree.decreed_at.isoformat() if decree.decreed_at else None,
        "programme": held.programme.code, "round": held.name, "area": held.area, "since": held.since.isoformat(),
        "until": held.until.isoformat(), "months": held.months, "release": held.release.name,
        "rule": held.rule.digest, "seed": held.seed, "quotas": quotas_of(held),
        "package": [[each.item, each.unit, each.amount, each.whom.value] for each in package_of(held)],
        "excluded": sorted([family, reason] for family, reason in excluded.items()), "recorded": decree.recorded,
        "replaced": decree.replaced,
    }  # fmt: skip


def excluded_on(decree: Decree) -> dict[str, str]:
    """The families that were excluded from the programme at the moment of the decree (of a draft: now), and why."""
    rows = Excluded.objects.filter(programme=decree.round.programme_id)
    if decree.decreed_at is None:
        rows = rows.filter(lifted_on=None)
    else:
        rows = rows.filter(on__lte=decree.decreed_at).exclude(lifted_on__lte=decree.decreed_at)
    return dict(rows.order_by("pk").values_list("family_id", "reason"))


def written(head: Line, lines: Iterable[Line]) -> Iterator[bytes]:
    """The bytes, line by line."""
    for each in (head, *lines):
        yield json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
        yield b"\n"


def seal_of(head: Line, lines: Iterable[Line]) -> str:
    """The seal, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in written(head, lines):
        digest.update(piece)
    return digest.hexdigest()


def read(data: bytes, name: str) -> tuple[Line, list[Line]]:
    """The head and the lines of a snapshot. UnreadableFileError where ``data``, a file of that name, is none."""
    try:
        head, *lines = [json.loads(line) for line in data.decode("utf-8").splitlines()]
        if not all(isinstance(each, dict) for each in (head, *lines)) or "salt" not in head:
            raise ValueError(name)
    except (UnicodeDecodeError, ValueError) as error:
        raise UnreadableFileError(
            _("{file} bukan daftar keputusan yang disegel").format(file=name),
            next_step=_("Pakai berkas daftar.jsonl dari folder keputusan."),
        ) from error
    return head, lines
