"""Reading the trail."""

from __future__ import annotations

from collections.abc import Iterable

from padan.office.audit.chain import Fault, Head, faults
from padan.office.audit.models import ChainHead, Entry

#: Entries that are held at a time.
_AT_ONCE = 2_000


def head() -> Head:
    """The last entry of the trail; number 0 while there is none."""
    row = ChainHead.objects.filter(id=1).first()
    return (row or ChainHead()).head


def broken(published: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Every fault of the trail: nothing when it is whole and holds each head that was ``published``."""
    entries = Entry.objects.order_by("number").iterator(_AT_ONCE)
    return tuple(faults((entry.link for entry in entries), head(), published))
