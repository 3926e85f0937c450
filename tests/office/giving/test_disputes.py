"""Who has authority over a company: seen by both sides, settled by both, its gifts counted once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.office.giving.giving_kit import (
    DAY,
    NOW,
    REGENCY,
    confirmed,
    giving_account,
    matcher,
    province,
    registered,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.giving import queries
from padan.office.giving.claiming import Said, agree, claim, settle
from padan.office.giving.models import Giver, Settlement
from padan.rules.giving.authority import Authority, Holder
from padan.rules.giving.ledger import Ledger

pytestmark = pytest.mark.django_db
DOCUMENT = "ab" * 32
KUKAR, KALTIM = Scope((REGENCY,)), Scope(("64",))
REGIONAL = Said("tjsl", Holder.REGENCY, date(2014, 1, 1), "perda_kukar_10_2013")
PROVINCIAL = Said("tjsl", Holder.PROVINCE, date(2014, 1, 1), "perda_kaltim_3_2013")
TREATY = Said("tjsl", Holder.PROVINCE, DAY, "Berita acara 5/2026", DOCUMENT)


def disputed() -> Giver:
    """A company that both sides claim."""
    made = vetted()
    claim(made, REGIONAL, by=writer(), on=NOW)
    claim(made, PROVINCIAL, by=province(), on=NOW)
    return made


def stands(giver: Giver, day: date = DAY) -> Authority:
    return queries.authorities([giver], "tjsl", day)[giver.pk].authority


def test_both_sides_see_a_dispute_until_both_settle_it() -> None:
    quiet, made = vetted(giving_account("galih"), name="PT Tenang"), disputed()
    assert (stands(quiet), stands(made)) == (Authority.UNKNOWN, Authority.DISPUTED)
    for scope in (KUKAR, KALTIM):
        ((seen, found),) = queries.disputed(scope, "tjsl", DAY)
        assert (seen, found.bases) == (made, ("perda_kaltim_3_2013", "perda_kukar_10_2013"))
    assert queries.disputed(Scope(("64.03",)), "tjsl", DAY) == queries.disputed(Scope(), "tjsl", DAY) == []
    proposed = settle(made, TREATY, by=writer(), on=NOW)
    assert stands(made) is Authority.DISPUTED
    for mine in (writer(), matcher()):
        with pytest.raises(NotAllowedError, match="pihak Anda sendiri"):
            agree(proposed, by=mine, on=NOW)
    agree(proposed, by=province(), on=NOW)
    assert (stands(made), stands(made, date(2026, 11, 28))) == (Authority.PROVINCE, Authority.DISPUTED)
    assert queries.disputed(KALTIM, "tjsl", DAY) == []
    with pytest.raises(NotAllowedError, match="sudah disetujui"):
        agree(proposed, by=province(), on=NOW)
    with pytest.raises(NotAllowedError, match="tidak dipersoalkan"):
        settle(made, TREATY, by=province(), on=NOW)


def test_the_gifts_of_a_company_are_counted_once_whoever_claims_it() -> None:
    made = disputed()
    confirmed(made)
    whole = Ledger(10_000_000, free=10_000_000)
    assert queries.total(KUKAR, DAY) == whole
    assert queries.total_by_side(KUKAR, "tjsl", DAY) == {Holder.PROVINCE: Ledger(), Holder.REGENCY: whole}
    agree(settle(made, TREATY, by=province(), on=NOW), by=writer(), on=NOW)
    assert queries.total_by_side(KALTIM, "tjsl", DAY) == {Holder.PROVINCE: whole, Holder.REGENCY: Ledger()}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (Said("parking", Holder.REGENCY, DAY, "Surat", DOCUMENT), "Urusan"),
        (Said("tjsl", Holder.PROVINCE, DAY, "perda_kukar_10_2013"), "tidak mengatakan"),
        (Said("tjsl", Holder.REGENCY, DAY, "Surat kami"), "Dasar"),
        (Said("tjsl", Holder.REGENCY, DAY, "", DOCUMENT), "Dasar"),
        (Said("tjsl", Holder.REGENCY, DAY, "Surat kami", "Z" * 64), "Dasar"),
    ],
)
def test_a_claim_rests_on_a_law_that_says_so_or_on_a_document(said: Said, what: str) -> None:
    with pytest.raises(InvalidValueError, match=what):
        claim(registered(), said, by=writer(), on=NOW)


def test_who_says_what_of_an_authority() -> None:
    made = registered()
    with pytest.raises(NotAllowedError, match="provinsi atau kabupaten"):
        claim(made, REGIONAL, by=giving_account(), on=NOW)
    with pytest.raises(InvalidValueError, match="berakhir sebelum"):
        claim(made, REGIONAL, date(2013, 1, 1), by=writer(), on=NOW)
    claim(made, REGIONAL, by=writer(), on=NOW)
    claim(made, PROVINCIAL, date(2030, 1, 1), by=writer(), on=NOW)
    with pytest.raises(InvalidValueError, match="Dokumen"):
        settle(made, REGIONAL, by=writer(), on=NOW)
    assert not Settlement.objects.exists()
    assert stands(made, date(2031, 1, 1)) is Authority.REGENCY
