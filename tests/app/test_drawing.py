"""Lists drawn from releases: by the rule of the round, and with ids of other releases followed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.utils import timezone
from tests.office.aid import aid_kit
from tests.web.aid import web_aid_kit as kit

from padan.app.drawing import candidates_of, former_ids
from padan.office.aid.following import followed
from padan.office.aid.listing import exclude
from padan.office.aid.models import Former, Listed, Round
from padan.office.aid.queries import conditions_of
from padan.office.registry.models import Release
from padan.pipeline.home import Home
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.selection import Exclusion, Quota, Standing, select

#: What each file of the ledger says of records: the family, or nothing where the record is gone.
Words = dict[str, str | None]


def written(home: Home, number: int, words: Words) -> None:
    table = pa.table({
        "record_id": list(words), "person_id": [f"P{each}" if family else None for each, family in words.items()],
        "family_id": list(words.values()),
    }, pa.schema([(name, pa.string()) for name in ("record_id", "person_id", "family_id")]))  # fmt: skip
    pq.write_table(table, home.ledger / f"{number:06d}-r{number}.parquet")


@pytest.fixture
def ledger(small_release: Home, tmp_path: Path) -> Home:
    """A home whose ledger is yet to be written, with a release that knows its first three files."""
    home = Home(tmp_path / "home").make()
    folder = home.releases / "r3"
    folder.mkdir(parents=True)
    manifest = (small_release.current_release() / "manifest.json").read_text("utf-8")
    (folder / "manifest.json").write_text(manifest.replace('"ledger": 1', '"ledger": 3'), "utf-8")
    return home


@pytest.mark.parametrize(
    ("files", "former"),
    [
        ([{"a": "F1", "b": "F2"}], []),
        # Two families become one, under one of their ids or under a new one.
        ([{"a": "F1", "b": "F2"}, {"b": "F1"}], [("F2", "F1")]),
        ([{"a": "F1", "b": "F2"}, {"a": "F3", "b": "F3"}], [("F1", "F3"), ("F2", "F3")]),
        # … and that one into another.
        ([{"a": "F1", "b": "F2"}, {"b": "F1"}, {"a": "F4", "b": "F4"}], [("F1", "F4"), ("F2", "F4")]),
        # A family that falls apart and is no more goes on in all of its parts; one that stays goes on in itself.
        ([{"a": "F1", "b": "F1"}, {"a": "F2", "b": "F3"}], [("F1", "F2"), ("F1", "F3")]),
        ([{"a": "F1", "b": "F1"}, {"b": "F2"}], []),
        # Who left long before the end does not carry the family on.
        ([{"a": "F1", "b": "F1", "c": "F2"}, {"b": "F3"}, {"a": "F2"}], [("F1", "F2")]),
        # Nobody is left; a person gets another id in the same family; what later releases say is not known yet.
        ([{"a": "F1"}, {"a": None}], []),
        ([{"a": "F1"}, {"a": "F1"}], []),
        ([{"a": "F1"}, {}, {}, {"a": "F2"}], []),
        # Back under the old id: it lives.
        ([{"a": "F1"}, {"a": "F2"}, {"a": "F1"}], [("F2", "F1")]),
    ],
)
def test_families_that_are_no_more_and_who_goes_on(
    ledger: Home, files: list[Words], former: list[tuple[str, str]]
) -> None:
    for number, words in enumerate(files, start=1):
        written(ledger, number, words)
    assert former_ids(ledger, "r3") == former


@pytest.fixture
def held(release: Release, office_home: Path) -> Round:
    return kit.opened(kit.rule(kit.programme()), release)


@pytest.mark.django_db
def test_a_list_is_what_its_rule_gives_on_its_release(held: Round, office_home: Path) -> None:
    drawn = kit.drawn(held, Home(office_home))
    candidates = candidates_of(held.release.folder, conditions_of(held.rule, known_facts()), held.area)
    wanted = select(candidates, [Quota("64.02", 12)], held.seed)
    chosen = drawn.listed.filter(standing=Standing.CHOSEN).order_by("rank")
    assert list(chosen.values_list("family_id", flat=True)) == wanted.recipients()


@pytest.mark.django_db
def test_an_exclusion_of_an_id_that_merged_excludes_the_family_that_goes_on(held: Round, office_home: Path) -> None:
    """An earlier file of the ledger gives the first family's records another id."""
    home = Home(office_home)
    drawn = kit.drawn(held, home)
    first = drawn.listed.order_by("rank").first()
    page = pq.read_table(sorted(home.ledger.glob("*.parquet"))[0]).to_pylist()
    records = [row["record_id"] for row in page if row["family_id"] == first.family_id]
    written(home, 0, dict.fromkeys(records, "F00000000000001D"))
    exclude(
        held.programme, ("F00000000000001D", first.area), Exclusion.REFUSED, by=kit.maker(), on=timezone.now(),
        why="menolak sebelum bergabung",
    )  # fmt: skip
    kit.drawn(held, home)
    row = Listed.objects.get(round=held, family_id=first.family_id)
    assert (Standing(row.standing), row.reason) == (Standing.EXCLUDED, "refused")


@pytest.mark.django_db
def test_who_is_excluded_in_a_later_release_is_so_under_the_ids_before() -> None:
    one = aid_kit.release()
    other = Release.objects.create(
        name="dua", as_of=aid_kit.DAY, state="offered", people=1, families=1, offered_at=timezone.now()
    )
    Former.objects.create(release=one, was="F1", becomes="F2")
    Former.objects.create(release=other, was="F3", becomes="F4")
    assert followed(one, {"F1": "moved", "F4": "refused"}) == {
        "F1": "moved", "F2": "moved", "F4": "refused", "F3": "refused",
    }  # fmt: skip
    assert followed(other, {"F1": "moved", "F4": "refused"}) == {"F1": "moved", "F4": "refused"}
    assert followed(other, {"F3": "moved", "F4": "refused"}) == {"F3": "moved", "F4": "refused"}
