"""Givers are registered, vetted by somebody else, consent, and see their own alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.office.giving.giving_kit import (
    DAY,
    NOW,
    REGENCY,
    SAMBOJA,
    WONOTIRTO,
    confirmed,
    confirmer,
    giving_account,
    held,
    matcher,
    need,
    officer,
    province,
    registered,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.giving import queries
from padan.office.giving.messaging import decide, write
from padan.office.giving.models import Giver, Site
from padan.office.giving.registering import add_site, consent, end_representing, represent, vet

pytestmark = pytest.mark.django_db
KUKAR, NOWHERE = Scope((REGENCY,)), Scope()


def test_a_company_registers_itself_and_acts_for_itself() -> None:
    made = registered()
    assert (made.called, made.person, queries.giver_of(giving_account(), DAY)) == ("PT Tambang Contoh", None, made)
    assert (queries.has_consented(made), queries.is_verified(made)) == (True, False)
    with pytest.raises(NotAllowedError, match="tidak dapat mendaftarkan"):
        registered(name="PT Kedua")
    with pytest.raises(NotAllowedError, match="tidak dapat mendaftarkan"):
        registered(officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR))
    with pytest.raises(ValidationError):
        registered(writer())


def test_the_name_of_a_person_lies_sealed() -> None:
    made = registered(kind="individual", name="Siti Aminah", contact="0812-3456")
    assert (made.name, Giver.objects.get(pk=made.pk).called) == ("", "Siti Aminah")
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, contact FROM giving_giver")
        raw = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Siti" not in raw
    assert b"0812" not in raw
    told = " ".join(f"{each.before} {each.after} {each.reason}" for each in queries.entries(KUKAR))
    assert "Siti" not in told


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"kind": "king"}, "Jenis pemberi"),
        ({"name": " "}, "Nama atau kontak"),
        ({"contact": ""}, "Nama atau kontak"),
        ({"area": SAMBOJA}, "Wilayah"),
        ({"area": "64.99"}, "Wilayah"),
    ],
)
def test_what_is_no_giver(changes: dict[str, str], what: str) -> None:
    with pytest.raises(InvalidValueError, match=what):
        registered(**changes)


def test_who_registered_a_giver_does_not_vet_it() -> None:
    made = registered(writer())
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        vet(made, verified=True, reason="cocok", by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        vet(made, verified=True, reason="cocok", by=giving_account(), on=NOW)
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        vet(made, verified=True, reason="cocok", by=officer("budi", SAMBOJA, role=Role.COORDINATOR), on=NOW)
    with pytest.raises(InvalidValueError, match="Alasan"):
        vet(made, verified=True, reason=" ", by=confirmer(), on=NOW)
    vet(made, verified=True, reason="cocok", by=confirmer(), on=NOW)
    assert queries.is_verified(made)
    vet(made, verified=False, reason="NIB dicabut", by=confirmer(), on=NOW)
    assert not queries.is_verified(made)


def test_consent_is_withdrawn_by_writing_it_beside() -> None:
    made = registered()
    consent(made, "2026-1", given=False, by=giving_account(), on=NOW)
    assert (queries.has_consented(made), made.consents.count()) == (False, 2)
    with pytest.raises(InvalidValueError, match="Versi"):
        consent(made, "", given=True, by=giving_account(), on=NOW)
    with pytest.raises(NotAllowedError, match="bukan urusan"):
        consent(made, "2026-1", given=True, by=giving_account("galih"), on=NOW)


def test_an_account_acts_for_one_giver_until_it_is_ended() -> None:
    one, two = registered(), registered(writer(), name="PT Kedua")
    with pytest.raises(NotAllowedError, match="tidak dapat mewakili"):
        represent(two, giving_account(), by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="tidak dapat mewakili"):
        represent(two, matcher(), by=writer(), on=NOW)
    ended = end_representing(one.representatives.get(), by=writer(), on=NOW)
    assert queries.giver_of(giving_account(), DAY) is None
    with pytest.raises(NotAllowedError, match="sudah tidak mewakili"):
        end_representing(ended, by=writer(), on=NOW)
    represent(two, giving_account(), by=writer(), on=NOW)
    assert queries.giver_of(giving_account(), DAY) == two
    assert queries.giver_of(giving_account(), DAY + timedelta(days=900)) is None


def test_sites() -> None:
    made = registered()
    add_site(made, "Tambang Wonotirto", WONOTIRTO, (-1.02, 117.0), by=giving_account(), on=NOW)
    add_site(made, "Kantor", SAMBOJA, by=writer(), on=NOW)
    assert [(each.name, each.latitude) for each in made.sites.all()] == [("Kantor", None), ("Tambang Wonotirto", -1.02)]
    with pytest.raises(InvalidValueError, match="Wilayah"):
        add_site(made, "Kabupaten", REGENCY, by=writer(), on=NOW)
    for name, position in (("Kantor", None), ("Laut", (-91.0, 117.0))):
        with pytest.raises(ValidationError):
            add_site(made, name, WONOTIRTO, position, by=writer(), on=NOW)
    assert Site.objects.count() == 2


def test_no_scope_no_rows_and_a_giver_sees_its_own_alone() -> None:
    mine, other = vetted(), vetted(giving_account("galih"), name="PT Kedua")
    first, _second = confirmed(mine), confirmed(other)
    kept = held(first)
    write(mine, "Semoga lekas sehat", kept, by=giving_account(), on=NOW)
    for of in (queries.givers, queries.pledges, queries.holds, queries.messages, queries.entries):
        assert of(NOWHERE).count() == 0  # type: ignore[operator]
        assert of(KUKAR).exists()  # type: ignore[operator]
        assert of(Scope(("64.03",))).count() == 0  # type: ignore[operator]
    assert [each.hold for each in queries.own_messages(giving_account(), DAY)] == [kept]
    assert list(queries.own_messages(giving_account("galih"), DAY)) == []
    for nobody in (writer(), province(), giving_account("baru")):
        assert list(queries.own_messages(nobody, DAY)) == []


def test_a_message_passes_only_through_somebody_else() -> None:
    giver = vetted()
    kept = held(confirmed(giver))
    sent = write(giver, "Untuk ibunya: semoga sehat", kept, by=giving_account(), on=NOW)
    answer = write(giver, "Terima kasih, anaknya sudah naik berat", kept, by=writer(), on=NOW)
    assert (sent.of_giver, answer.of_giver) == (True, False)
    assert list(queries.own_messages(giving_account(), DAY)) == [sent]
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        decide(answer, through=True, by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        decide(answer, through=True, by=giving_account(), on=NOW)
    decide(answer, through=True, by=confirmer(), on=NOW)
    assert list(queries.own_messages(giving_account(), DAY)) == [sent, answer]
    with pytest.raises(NotAllowedError, match="sudah diperiksa"):
        decide(answer, through=False, reason="x", by=confirmer(), on=NOW)
    with pytest.raises(InvalidValueError, match="Alasan"):
        decide(sent, through=False, by=writer(), on=NOW)
    decide(sent, through=False, reason="menanyakan alamat", by=writer(), on=NOW)
    with pytest.raises(InvalidValueError, match="kosong"):
        write(giver, " ", by=giving_account(), on=NOW)
    other = held(confirmed(vetted(giving_account("galih"), name="PT Kedua")), need(2))
    with pytest.raises(InvalidValueError, match="pemberi lain"):
        write(giver, "Salam", other, by=giving_account(), on=NOW)
