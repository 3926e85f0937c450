"""Villages that answer what they are asked, and villages that do not."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime

from padan.kernel.scope import Scope
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.queries import Account
from padan.office.accounts.roles import Role
from padan.office.tasks import queries
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.queries import Task
from padan.office.tasks.states import Channel, State
from padan.rules.tasks import form_of

#: Of what they are asked, so much is answered by villages that answer, each month.
DILIGENCE = 0.85


def answers(area: str) -> bool:
    """Whether a village answers: half of them do, always the same."""
    return zlib.crc32(area.encode()) % 2 == 0


@dataclass
class Villages:
    """The operators of the villages that answer, by one account a year that may in all of them."""

    regency: str
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    def work(self, on: datetime) -> int:
        """A month's answers; how many."""
        said, by = 0, self._officer(on)
        for task in queries.open_tasks(Scope.of((self.regency,))).filter(state=State.OPEN):
            values = self._values(task, on)
            if answers(task.area) and values and self.chance.random() < DILIGENCE:
                given = Given(f"{task.pk}-{task.cycle}", task.pk, values, task.version, Channel.PAGE)
                answer(given, by=by, on=on)
                said += 1
        return said

    def _officer(self, on: datetime) -> Account:
        """Whoever is in the post that year."""
        email, day = f"petugas-{on.year}@contoh.example", on.date()
        known = Account.objects.filter(email=email).first()
        if known is None:
            known = invite(email, "Petugas", by=None, on=on)
            post = Appointment(known, Role.DATA_OFFICER, (self.regency,), day, date(day.year, 12, 31))
            appoint(post, by=None, on=on, reason="simulasi")
        return known

    def _values(self, task: Task, on: datetime) -> dict[str, object]:
        """What a village finds out on the spot; nothing where it is asked for papers that it does not have."""
        form = form_of(task.kind).code
        if form == "house":
            water, latrine = (
                self.chance.choice(("piped", "borehole", "surface")),
                self.chance.choice(("own_septic", "none")),
            )
            return {"here": "yes", "water": water, "latrine": latrine}
        if form == "proposal":
            return {"proposal": self.chance.choice(("proposed", "not_proposed"))}
        if form == "pregnancy":
            return {"pregnant": self.chance.choice(("yes", "no"))}
        if form == "visit":
            measured = {"measured_on": on.date().isoformat(), "weight": "11.2", "height": "84"}
            return {"outcome": "measured", **measured} if self.chance.random() < 0.7 else {"outcome": "moved"}
        return {}
