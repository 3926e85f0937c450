"""Who lives with whom after answers: families split, joined, and found that nobody knew."""

from __future__ import annotations

from datetime import date

from tests.pipeline.answers import answers_kit as kit
from tests.pipeline.answers.answers_kit import anchor_of, answers, households, line, person, released, rows

from padan.pipeline.home import Home
from padan.pipeline.release.changes import changes_between, moment_before, moment_of

AHMADS, JOKOS = ("AHMAD SALIM", "DODO", "RARA", "SITI RAHMAH"), ("AYU LESTARI", "JOKO WIDAGDO")


def split(home: Home, *names: str, **said: object) -> None:
    """Say that these people are a family of their own since the tenth of November."""
    before = home.current_release()
    answers(
        home,
        *(line(f"J-{n}", tentang=anchor_of(before, name), keluarga_baru="K-1", **said) for n, name in enumerate(names)),
    )


def test_a_family_is_split_and_the_change_names_who_said_so(known: Home):
    before = known.current_release()
    old = person(before, "SITI RAHMAH")["family_id"]
    split(known, "SITI RAHMAH", "RARA")

    folder = released(known)

    assert households(folder) == [("AHMAD SALIM", "DODO"), JOKOS, ("RARA", "SITI RAHMAH")]
    siti, rara = person(folder, "SITI RAHMAH"), person(folder, "RARA")
    assert (siti["relation"], rara["relation"]) == ("head", "child")
    assert person(folder, "AHMAD SALIM")["family_id"] == old
    new = siti["family_id"]
    assert [
        (m["family_id"], m["first_seen"], m["current"]) for m in rows(folder, "membership", person_id=siti["person_id"])
    ] == sorted([(old, date(2026, 10, 1), False), (new, date(2026, 11, 10), True)])
    (change,) = rows(folder, "change")
    told = {
        "subject": "family", "kind": "split", "from_id": old, "to_id": new, "records": 2, "because": "decision",
        "decided_by": ["Ani"], "decided_on": date(2026, 11, 10),
    }  # fmt: skip
    assert {name: change[name] for name in told} == told
    assert [row["move_held"] for row in rows(folder, "answer")] == [True, True]
    assert rows(folder, "gap", kind="person_in_two_families") == []


def test_the_head_may_be_the_one_who_leaves(known: Home):
    split(known, "AHMAD SALIM")

    folder = released(known)

    assert households(folder) == [("AHMAD SALIM",), JOKOS, ("DODO", "RARA", "SITI RAHMAH")]


def test_two_families_become_one_and_a_newer_list_opens_a_gap(known: Home):
    before = known.current_release()
    host = anchor_of(before, "AHMAD SALIM")
    answers(
        known, *(line(f"J-{n}", tentang=anchor_of(before, name), tinggal_bersama=host) for n, name in enumerate(JOKOS))
    )

    folder = released(known)

    assert households(folder) == [tuple(sorted(AHMADS + JOKOS))]
    joko = person(folder, "JOKO WIDAGDO")
    left = person(before, "JOKO WIDAGDO")["family_id"]
    assert {(m["family_id"], m["current"]) for m in rows(folder, "membership", person_id=joko["person_id"])} == {
        (left, False), (person(folder, "AHMAD SALIM")["family_id"], True),
    }  # fmt: skip
    (change,) = rows(folder, "change")
    assert (change["kind"], change["from_id"], change["because"], change["decided_by"]) == (
        "moved",
        left,
        "decision",
        ["Ani"],
    )
    assert rows(folder, "gap", kind="person_in_two_families") == []

    kit.village_list(known, "november.csv", "2026-11-20")
    again = released(known)

    assert households(again) == households(folder)
    assert person(again, "JOKO WIDAGDO")["family_id"] == joko["family_id"]
    assert sorted(
        person_id for gap in rows(again, "gap", kind="person_in_two_families") for person_id in gap["people"]
    ) == sorted(person(again, name)["person_id"] for name in JOKOS)


def test_a_newer_list_with_another_family_wins(known: Home):
    before = known.current_release()
    answers(known, line("J-1", tentang=anchor_of(before, "DODO"), tinggal_bersama=anchor_of(before, "JOKO WIDAGDO")))
    released(known)
    elsewhere = "RINA MARLINA,6402134404900009,6402132005180009,04-04-1990,2,1,1,\n"
    kit.village_list(known, "november.csv", "2026-11-20", [elsewhere, kit.DODO.replace(kit.CARD, "6402132005180009")])

    folder = released(known)

    assert person(folder, "DODO")["family_id"] == person(folder, "RINA MARLINA")["family_id"]
    assert [row["move_held"] for row in rows(folder, "answer")] == [False]


def test_a_split_family_is_known_again_in_a_newer_list(known: Home):
    split(known, "SITI RAHMAH", "RARA")
    family = person(released(known), "SITI RAHMAH")["family_id"]
    card = "6402131011260007"
    own = [kit.SITI.replace(kit.CARD, card).replace(",2,3,1", ",2,1,1"), kit.RARA.replace(kit.CARD, card)]
    kit.village_list(known, "november.csv", "2026-11-20", [*own, kit.AHMAD, kit.DODO, kit.JOKO, kit.AYU])

    folder = released(known)

    assert households(folder) == [("AHMAD SALIM", "DODO"), JOKOS, ("RARA", "SITI RAHMAH")]
    assert person(folder, "SITI RAHMAH")["family_id"] == family
    assert rows(folder, "family", family_id=family)[0]["kk"] == card
    assert rows(folder, "gap", kind="person_in_two_families") == []


def test_a_split_is_not_undone_by_a_list_that_shows_the_old_family(known: Home):
    split(known, "SITI RAHMAH", "RARA")
    before = released(known)
    kit.village_list(known, "november.csv", "2026-11-20")

    folder = released(known)

    assert households(folder) == households(before)
    assert {name: person(folder, name)["family_id"] for name in AHMADS} == {
        name: person(before, name)["family_id"] for name in AHMADS
    }
    assert len(rows(folder, "gap", kind="person_in_two_families")) == 2


def test_a_family_that_nobody_knew(known: Home):
    people = (("SLAMET", "head", "1980-02-03"), ("WATI", "wife", "1984-05-06"), ("PUTRI", "child", "2024-03-04"))
    answers(
        known,
        *(
            line(
                f"L-1/{n}", nama=name, hubungan=relation, tanggal_lahir=born, keluarga_baru="L-1", kode_desa=kit.VILLAGE
            )
            for n, (name, relation, born) in enumerate(people)
        ),
    )

    folder = released(known)

    assert ("PUTRI", "SLAMET", "WATI") in households(folder)
    (family,) = rows(folder, "family", head_name="SLAMET")
    assert (family["members"], family["village_code"], family["sources"]) == (3, kit.VILLAGE, ["office"])
    assert {row["kind"] for row in rows(folder, "change")} == {"new"}


def test_one_who_is_lived_with_moves_on_and_takes_the_guest_along(known: Home):
    before = known.current_release()
    joko, ahmad = anchor_of(before, "JOKO WIDAGDO"), anchor_of(before, "AHMAD SALIM")
    answers(
        known,
        line("J-1", tentang=anchor_of(before, "DODO"), tinggal_bersama=joko),
        line("J-2", day="2026-11-11", tentang=joko, tinggal_bersama=ahmad),
        line("J-3", day="2026-11-11", tentang=anchor_of(before, "AYU LESTARI"), tinggal_bersama=ahmad),
    )

    assert households(released(known)) == [tuple(sorted(AHMADS + JOKOS))]


def test_two_who_are_said_to_live_with_each_other_stay(known: Home):
    before = known.current_release()
    joko, ahmad = anchor_of(before, "JOKO WIDAGDO"), anchor_of(before, "AHMAD SALIM")
    answers(known, line("J-1", tentang=joko, tinggal_bersama=ahmad), line("J-2", tentang=ahmad, tinggal_bersama=joko))

    assert households(released(known)) == households(before)


def test_somebody_to_live_with_who_is_gone_is_told(known: Home):
    before = known.current_release()
    answers(known, line("J-1", tentang=anchor_of(before, "DODO"), tinggal_bersama="0000.1.1.person"))

    folder = released(known)

    assert households(folder) == households(before)
    assert [(row["anchor_held"], row["move_held"]) for row in rows(folder, "answer")] == [(True, False)]


def test_changes_are_told_alike_from_the_ledger(known: Home):
    split(known, "SITI RAHMAH", "RARA")
    folder = released(known)

    name = folder.name
    before = moment_before(known, name)
    assert before is not None
    told = changes_between(known, before, moment_of(known, name))
    back = changes_between(known, moment_of(known, name), before)

    (change,) = rows(folder, "change")
    assert [(c.kind, c.from_id, c.to_id, c.because) for c in told] == [
        ("split", change["from_id"], change["to_id"], "decision")
    ]
    assert [(c.kind, c.from_id, c.to_id, c.because) for c in back] == [
        ("merged", change["to_id"], change["from_id"], "decision")
    ]
