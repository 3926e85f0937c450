"""Writing to the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from padan.office.audit.chain import Said, digest_of
from padan.office.audit.models import ChainHead, Entry


def record(
    *,
    by: str,
    on: datetime,
    action: str,
    subject: str = "",
    area: str = "",
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Write down what happens, in the transaction in which it happens: both are kept, or neither.

    ``by`` is an account or the program, ``on`` the moment (with a time zone), ``action`` what is done, as
    ``app.verb``; ``subject`` a kind and an id, ``area`` the region code that it belongs to; ``before`` and ``after``
    are values of JSON. Outside a transaction, without ``by`` or with a moment of no zone it is a fault of the program:
    RuntimeError, ValueError.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry of the trail belongs into the transaction of what it tells")
    if not by or not action or on.tzinfo is None:
        raise ValueError("an entry says who, what and when, with a time zone")
    head = _locked_head()
    said = Said(on, by, action, subject, area, reason, _canonical(before), _canonical(after))
    number = head.number + 1
    digest = digest_of(number, said, head.digest)
    entry = Entry(number=number, **asdict(said), previous=head.digest, digest=digest)
    entry.full_clean(validate_unique=False)
    entry.save(force_insert=True)
    head.number, head.digest = number, entry.digest
    head.save(update_fields=("number", "digest"))
    return entry


def _locked_head() -> ChainHead:
    # SQLite locks the whole file when the transaction begins (see the settings) and ignores FOR UPDATE.
    ChainHead.objects.get_or_create(id=1)
    return ChainHead.objects.select_for_update().get(id=1)


def _canonical(values: Mapping[str, Any] | None) -> str | None:
    if values is None:
        return None
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
