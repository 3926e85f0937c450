"""Givers in the demo's office: a company with a pledge of which some is held for children, a foster parent, and a
company over which province and regency disagree. Everything is done by the office's own operations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from padan.app.demo_aid import DISTRICT, REGENCY
from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.operations import Held, commit, note_gathering
from padan.office.giving import claiming, operations, registering
from padan.office.giving.claiming import Said
from padan.office.giving.kinds import Form
from padan.office.giving.models import Giver, Pledge
from padan.office.giving.operations import Offered
from padan.office.giving.policies import SOCIAL
from padan.office.giving.registering import Described
from padan.pipeline.home import Home
from padan.reports.needs.reading import needs_in
from padan.rules.giving.authority import Holder
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import monthly

_VERSION: Final = "2026-11"
_COMPANY: Final = Described(
    "company", "PT Rekaan Jaya", "csr@rekaan.example", REGENCY, "perkebunan", "HGU", "REKAAN-1", "Kantor Pertanahan"
)
_DISPUTED: Final = Described(
    "company", "PT Rekaan Tambang", "csr@tambang.example", REGENCY, "pertambangan", "IUP", "REKAAN-2", "Gubernur"
)
_PARENT: Final = Described("individual", "Ibu Rekaan", "ibu@rekaan.example", REGENCY)
#: Children for whom something is held, and for how long ahead.
_CHILDREN: Final = 6
_AHEAD: Final = timedelta(days=30)


def given(home: Home) -> None:
    """Play it; nothing is held where the kecamatan of the demo's round has no children in need."""
    now = timezone.now()
    officer, secretary, giver, province = (
        Account.objects.get(email=f"{role}@contoh.example")
        for role in ("data_officer", "coordinator", "giver", "province")
    )
    company = registering.register(_COMPANY, _VERSION, by=giver, on=now)
    registering.add_site(company, "Kebun Samboja", DISTRICT, by=giver, on=now)
    parent, disputed = (_written(each, officer, now) for each in (_PARENT, _DISPUTED))
    for each in (company, parent, disputed):
        registering.vet(each, verified=True, reason="Berkas rekaan", by=secretary, on=now)
    pledge = _pledged(company, 50_000_000, 6, Restrictions(Scope((DISTRICT,)), frozenset({"pmt"})), giver, now)
    for each in (pledge, _pledged(parent, 2_700_000, 6, Restrictions(kinds=frozenset({"pmt"})), officer, now)):
        operations.confirm(each, by=secretary, on=now)
    _hold(pledge, needs_in(home.current_release(), Scope((DISTRICT,))), officer, now)
    _disagree(disputed, officer, province, now)
    _gather(secretary, now)


def _written(described: Described, by: Account, on: datetime) -> Giver:
    made = registering.register(described, _VERSION, by=by, on=on)
    registering.consent(made, _VERSION, given=True, by=by, on=on)
    return made


def _pledged(giver: Giver, amount: int, months: int, limits: Restrictions, by: Account, on: datetime) -> Pledge:
    first = timezone.localdate(on) + _AHEAD
    return operations.offer(giver, Offered(Form.MONEY, monthly(amount, first, months), limits), by=by, on=on)


def _hold(pledge: Pledge, needs: Iterable[Need], by: Account, on: datetime) -> None:
    """Hold the pledge for the most urgent children; one whom something else serves is left to the next."""
    held = 0
    for need in needs:
        if held == _CHILDREN:
            return
        if need.kind == "pmt" and need.person_id and need.unit_cost:
            try:
                operations.hold(pledge, need, need.units, "kabupaten rekaan", by=by, on=on)
            except PadanError:
                continue
            held += 1


def _disagree(giver: Giver, officer: Account, province: Account, on: datetime) -> None:
    since = date(2025, 1, 1)
    for by, holder, law in (
        (officer, Holder.REGENCY, "perda_kukar_10_2013"), (province, Holder.PROVINCE, "perda_kaltim_3_2013")
    ):  # fmt: skip
        claiming.claim(giver, Said(SOCIAL, holder, since, law), by=by, on=on)


def _gather(by: Account, on: datetime) -> None:
    day = timezone.localdate(on) - timedelta(days=40)
    forum = Held(
        Gathered.CSR_FORUM, "Forum CSR triwulan", REGENCY, day, "Tenggarong", 24, ("Bappeda", "PT Rekaan Jaya")
    )
    held = note_gathering(forum, None, by=by, on=on)
    commit(held, "Laporan CSR dikirim tiap triwulan", "PT Rekaan Jaya", day + _AHEAD, by=by, on=on)
    outreach = Held(
        Gathered.OUTREACH, "Sosialisasi Genting", DISTRICT, day, "Kantor kecamatan", 60, ("DP2KB", "Puskesmas", "PKK")
    )
    note_gathering(outreach, None, by=by, on=on)
