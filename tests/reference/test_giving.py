"""Kinds of givers, laws on authority and the days that pledges have."""

from __future__ import annotations

from padan.reference.giving import authority_bases, giver_kinds, giving_terms
from padan.rules.giving.authority import Holder


def test_one_kind_is_a_person_and_each_has_a_name_of_its_own() -> None:
    kinds = giver_kinds()
    assert [each.code for each in kinds.values() if each.individual] == ["individual"]
    assert {"company", "state_enterprise", "zakat", "community", "university"} <= set(kinds)
    for language in ("id", "en"):
        assert len({each.name(language) for each in kinds.values()}) == len(kinds)
    assert kinds["state_enterprise"].name() == "BUMN"


def test_a_law_gives_authority_to_a_side_in_a_matter() -> None:
    for each in authority_bases().values():
        assert each.holder in set(Holder)
        assert each.matter in ("tjsl", "licence")
        assert each.law
        assert each.name_id != each.name_en
    # Both regional laws speak of the same companies: that is the dispute of Kukar's monitoring of June 2025.
    assert {each.holder for each in authority_bases().values() if each.matter == "tjsl"} == {"province", "regency"}


def test_days() -> None:
    assert set(giving_terms()) == {"grace", "lapse", "hold"}
    assert 0 < giving_terms()["grace"] < giving_terms()["lapse"]
