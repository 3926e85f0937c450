"""The chain by itself: every way of tampering with it is found, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.office.audit.chain import GENESIS, Broken, Fault, Head, Link, Said, digest_of, faults

START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
MANY = 12


def said(n: int, **changes: object) -> Said:
    usual = Said(
        START + timedelta(minutes=n), f"petugas-{n % 3}", "person.viewed", f"person:P{n:03}", "64.02.13", "verifikasi",
        None, f'{{"n":{n}}}',
    )  # fmt: skip
    return replace(usual, **changes)


def chain(many: int = MANY) -> list[Link]:
    links: list[Link] = []
    for n in range(1, many + 1):
        previous = links[-1].digest if links else GENESIS
        links.append(Link(n, said(n), previous, digest_of(n, said(n), previous)))
    return links


def head_of(links: list[Link]) -> Head:
    return Head(links[-1].number, links[-1].digest) if links else Head(0, GENESIS)


def found(links: list[Link], *published: Head, head: Head | None = None) -> list[tuple[int, str]]:
    """What is wrong with a chain that was whole when its head was noted."""
    return [(f.number, str(f.what)) for f in faults(links, head or head_of(chain()), published)]


WHOLE = chain()


def test_a_whole_chain_has_no_fault() -> None:
    assert found(WHOLE) == []
    assert found([], head=Head(0, GENESIS)) == []
    assert found(WHOLE, head_of(WHOLE), Head(3, WHOLE[2].digest)) == []


CHANGES: dict[str, dict[str, object]] = {
    "at": {"at": START},
    "by": {"by": "orang lain"},
    "action": {"action": "person.corrected"},
    "subject": {"subject": "person:P999"},
    "area": {"area": "64.02.07"},
    "reason": {"reason": ""},
    "before": {"before": ""},
    "after": {"after": None},
}


def altered(links: list[Link], at: int, change: str) -> list[Link]:
    return [replace(x, said=replace(x.said, **CHANGES[change])) if x.number == at else x for x in links]


@pytest.mark.parametrize("at", range(1, MANY + 1))
@pytest.mark.parametrize("change", CHANGES)
def test_an_altered_entry_is_found_where_it_is(at: int, change: str) -> None:
    assert found(altered(WHOLE, at, change)) == [(at, "altered")]


@pytest.mark.parametrize("at", range(1, MANY))
def test_an_altered_entry_with_a_new_digest_breaks_the_next(at: int) -> None:
    links = altered(WHOLE, at, "by")
    links[at - 1] = replace(links[at - 1], digest=digest_of(at, links[at - 1].said, links[at - 1].previous))
    assert found(links) == [(at + 1, "moved")]


def made_anew(links: list[Link], start: int) -> list[Link]:
    """All digests from an entry on computed again, as somebody would who owns the table."""
    out = links[: start - 1]
    for link in links[start - 1 :]:
        number, previous = len(out) + 1, out[-1].digest if out else GENESIS
        out.append(Link(number, link.said, previous, digest_of(number, link.said, previous)))
    return out


@pytest.mark.parametrize("at", range(1, MANY + 1))
def test_a_new_chain_is_not_the_one_that_was_published(at: int) -> None:
    links = made_anew(altered(WHOLE, at, "reason"), at)
    published = Head(MANY, WHOLE[-1].digest)
    assert found(links, published, head=head_of(links)) == [(MANY, "not_as_published")]
    # Also when it grew since.
    assert (MANY, "not_as_published") in found(links + links[:0], published, head=head_of(links))


TAMPERED: dict[str, tuple[Callable[[list[Link]], list[Link]], list[tuple[int, str]]]] = {
    "first removed": (lambda c: c[1:], [(1, "missing")]),
    "one removed": (lambda c: c[:4] + c[5:], [(5, "missing")]),
    "two removed": (lambda c: c[:4] + c[6:], [(5, "missing")]),
    "last removed": (lambda c: c[:-1], [(MANY - 1, "cut_off")]),
    "all removed": (lambda c: [], [(0, "cut_off")]),
    "one twice": (lambda c: [*c[:5], c[4], *c[5:]], [(6, "missing")]),
    "one added": (lambda c: [*c, replace(c[-1], number=MANY + 1, previous=c[-1].digest)],
                  [(MANY + 1, "altered"), (MANY + 1, "cut_off")]),
    "two exchanged": (lambda c: [*c[:2], replace(c[3], number=3), replace(c[2], number=4), *c[4:]],
                      [(3, "moved"), (3, "altered"), (4, "moved"), (4, "altered"), (5, "moved")]),
    "renumbered over a gap": (lambda c: c[:4] + [replace(x, number=x.number - 1) for x in c[5:]],
                              [(5, "moved"), *((n, "altered") for n in range(5, MANY)), (MANY - 1, "cut_off")]),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_found(how: str) -> None:
    tamper, expected = TAMPERED[how]
    assert found(tamper(WHOLE)) == expected


def test_a_published_head_that_is_no_longer_there() -> None:
    published = Head(MANY, WHOLE[-1].digest)
    assert found(WHOLE[:5], published, head=head_of(WHOLE[:5])) == [(MANY, "not_as_published")]


def test_the_zone_of_a_moment_does_not_matter_but_the_moment_does() -> None:
    makassar = said(1, at=said(1).at.astimezone(timezone(timedelta(hours=8))))
    assert digest_of(1, makassar, GENESIS) == digest_of(1, said(1), GENESIS)


@given(st.lists(st.text(max_size=6), min_size=2, max_size=2), st.lists(st.text(max_size=6), min_size=2, max_size=2))
def test_different_entries_have_different_digests(one: list[str], other: list[str]) -> None:
    """Moving letters from one part to the next makes another entry."""
    digests = {digest_of(1, said(1, by=a, action=b), GENESIS) for a, b in (one, other)}
    assert len(digests) == (1 if one == other else 2)


def test_a_fault_says_where_and_how() -> None:
    assert list(faults(WHOLE[1:], head_of(WHOLE))) == [Fault(1, Broken.MISSING)]
