"""Words and numbers that are nearly what was asked for: the same as a plain twin that looks at everything says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.scope import Scope
from padan.office.registry import queries
from padan.office.registry.models import Family, Person, Release, Spelling, Word
from padan.office.registry.numbers import LENGTH, near_numbers
from padan.office.registry.spellings import LONGEST, MOST_NEAR, Vocabulary, allowed, vocabulary
from padan.office.registry.states import State
from padan.reference.nearness import edits
from padan.reports.finding import words_of

ALL = Scope(("64.02",))

words = st.text("ABIMNSTU7", min_size=1, max_size=12)


def plainly_near(held: dict[str, int], asked: tuple[str, ...]) -> dict[str, int]:
    """The twin of :meth:`Vocabulary.near`: letters are counted for every word, one after the other."""
    found = {}
    for word in held:
        distances = [edits(word, other, allowed(len(other))) for other in asked if allowed(len(other))]
        close = [d for d, other in zip(distances, (o for o in asked if allowed(len(o))), strict=True)
                 if d <= allowed(len(other))]  # fmt: skip
        if close:
            found[word] = min(close)
    ordered = sorted(found, key=lambda word: (found[word], -held[word], word))
    return {word: found[word] for word in [each for each in ordered if not each.startswith(asked)][:MOST_NEAR]}


@given(st.dictionaries(words, st.integers(1, 9), max_size=60), st.lists(words, min_size=1, max_size=2))
def test_near_words_are_what_looking_at_every_word_gives(held: dict[str, int], asked: list[str]) -> None:
    ordered = sorted(held)
    said = Vocabulary(ordered, [held[word] for word in ordered])
    assert list(said.near(asked).items()) == list(plainly_near(held, tuple(asked)).items())


@given(st.dictionaries(words, st.integers(1, 9), max_size=30), words, words)
def test_bearers_are_counted_from_one_word_to_another(held: dict[str, int], one: str, other: str) -> None:
    ordered, (first, last) = sorted(held), sorted((one, other))
    said = Vocabulary(ordered, [held[word] for word in ordered])
    assert said.bearers(first, last) == sum(many for word, many in held.items() if first <= word <= last)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("NURHALZA", "NURHALIZA"), ("NURHALIZZA", "NURHALIZA"), ("NURHAILZA", "NURHALIZA"), ("NORHALISA", "NURHALIZA"),
        ("AMNAH", "AMINAH"), ("BUDO", "BUDI"),
    ],
    ids=["left out", "doubled", "left out and swapped", "two wrong", "one of a short word", "one of four letters"],
)  # fmt: skip
def test_a_slip_is_forgiven(asked: str, word: str) -> None:
    assert list(Vocabulary([word], [1]).near([asked])) == [word]


@pytest.mark.parametrize(
    ("asked", "word"),
    [("ANI", "ANA"), ("AMNA", "AMINAH"), ("NARHOLISE", "NURHALIZA"), ("SITI", "SITIA")],
    ids=["three letters", "two of a short word", "four wrong", "begins so: no slip"],
)
def test_another_word_is_not_near(asked: str, word: str) -> None:
    assert Vocabulary([word], [1]).near([asked]) == {}


def test_a_long_word_is_compared_as_far_as_it_is_kept() -> None:
    kept = "A" * LONGEST
    assert Vocabulary(["B" + kept[1:]], [1]).near(["A" * (LONGEST + 9)]) == {"B" + kept[1:]: 1}


@given(st.text("0123456789", min_size=LENGTH - 2, max_size=LENGTH + 2), st.data())
def test_near_numbers_are_those_with_one_slip(asked: str, data: st.DataObject) -> None:
    found = near_numbers(asked)
    assert all(len(each) == LENGTH and edits(asked, each, 1) == 1 for each in found)
    place, digit = data.draw(st.integers(0, LENGTH)), data.draw(st.sampled_from("0123456789"))
    for meant in (
        asked[:place] + digit + asked[place + 1 :],
        asked[:place] + digit + asked[place:],
        asked[:place] + asked[place + 1 :],
        asked[:place] + asked[place + 1 : place + 2] + asked[place : place + 1] + asked[place + 2 :],
    ):
        assert meant in found or meant == asked or len(meant) != LENGTH


@pytest.mark.django_db
def test_the_words_of_a_release_are_kept_once_with_their_bearers(release: Release) -> None:
    plain: dict[str, set[str]] = {}
    for word, person in Word.objects.filter(release=release).values_list("word", "person_id"):
        plain.setdefault(word, set()).add(person)
    kept = dict(Spelling.objects.filter(release=release).values_list("word", "bearers"))
    assert kept == {word: len(people) for word, people in plain.items()}
    assert vocabulary(release).bearers("", "Z" * 41) == sum(kept.values())


def nearly(scope: Scope, asked: str) -> set[str]:
    """The twin of the search by near words: everybody is looked at, each word by itself."""
    held = dict(Spelling.objects.filter(release__state=State.CURRENT).values_list("word", "bearers"))
    groups = [(tuple(group), plainly_near(held, tuple(group))) for group in words_of(asked)]
    found = set()
    for person in Person.objects.filter(release__state=State.CURRENT):
        own = set(Word.objects.filter(person_id=person.person_id).values_list("word", flat=True))
        fits = all(any(word.startswith(begins) or word in near for word in own) for begins, near in groups)
        if groups and fits and scope.covers(person.area):
            found.add(person.person_id)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["siit", "Aminha", "nurhayti", "muhamda rizku", "xyzzy", "an", ""])
@pytest.mark.parametrize("area", ["64.02", "64.02.01", ""])
def test_near_search_is_what_looking_at_everybody_gives(release: Release, asked: str, area: str) -> None:
    scope = Scope((area,)) if area else Scope()
    assert {row.person_id for row in queries.by_near_words(scope, words_of(asked))} == nearly(scope, asked)


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["muhamda", "a"])
def test_as_many_words_as_fit_into_the_field_are_looked_up(release: Release, word: str) -> None:
    """Each step names the one before: once, or a database counts millions of tables."""
    asked = words_of(" ".join([word] * (100 // (len(word) + 1))))
    alone = {row.person_id for row in queries.by_near_words(ALL, asked[:1])}
    assert {row.person_id for row in queries.by_near_words(ALL, asked)} == alone
    assert alone


@pytest.mark.django_db
def test_every_slip_in_a_name_of_the_register_still_finds_its_bearer(release: Release) -> None:
    tried = 0
    for person in Person.objects.filter(name__isnull=False, area__startswith="64.02").order_by("person_id")[:40]:
        for word in (each for each in person.name.split() if len(each) >= 5 and each.isalpha()):
            middle = len(word) // 2
            for slip in (
                word[:middle] + word[middle + 1 :],
                word[:middle] + word[middle] + word[middle:],
                word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :],
                word[:middle] + "X" + word[middle + 1 :],
            ):
                found = {row.person_id for row in queries.by_near_words(ALL, words_of(slip))}
                assert person.person_id in found, (person.name, slip)
                tried += 1
    assert tried > 100


@pytest.mark.django_db
def test_a_number_with_one_slip_is_found_inside_the_scope_only(release: Release) -> None:
    person = Person.objects.filter(nik__isnull=False, area__startswith="64.02.").order_by("person_id").first()
    nik = person.nik
    wrong = nik[:9] + str((int(nik[9]) + 1) % 10) + nik[10:]
    for slip in (wrong, nik[:-1], nik[:4] + nik[5:], nik[:6] + nik[5:]):
        assert person.person_id in {row.person_id for row in queries.by_near_number(ALL, slip)}
        assert not queries.by_near_number(Scope(("64.03",)), slip)
    asked_by_everybody = {
        row.person_id
        for row in Person.objects.filter(release=release)
        if ALL.covers(row.area)
        and any(number and edits(wrong, number, 1) == 1 for number in (row.nik, _card(release, row.family_id)))
    }
    assert {row.person_id for row in queries.by_near_number(ALL, wrong)} == asked_by_everybody


def _card(release: Release, family_id: str) -> str | None:
    found = Family.objects.filter(release=release, family_id=family_id).first()
    return found.kk if found and ALL.covers(found.area) else None


@pytest.mark.django_db
def test_the_nearest_come_first_and_are_kept_where_few_are_wanted(release: Release) -> None:
    asked = words_of("nurhayti")
    whole = queries.by_near_words(ALL, asked)
    near = plainly_near(dict(Spelling.objects.filter(release=release).values_list("word", "bearers")), tuple(asked[0]))
    distances = [
        min(
            (0 if word.startswith(tuple(asked[0])) else near.get(word, 3)) for word in (row.name or "-").upper().split()
        )
        for row in whole
    ]
    assert distances == sorted(distances)
    assert len(set(distances)) > 1
    assert queries.by_near_words(ALL, asked, 2) == whole[:2]
