"""Whether a family could be given aid on a day: by the round's rule over the release that was in force then, unless it
had been excluded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from padan.office.aid import queries as aid
from padan.office.aid.queries import Round
from padan.office.registry import queries as registry
from padan.office.registry.queries import Release
from padan.reports.eligible import columns
from padan.rules.eligibility import facts_in, judge
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.risk.answers import UNKNOWN, YES


class EligibleThen:
    """Asked for many families and few days: each release is judged once."""

    def __init__(self, held: Round) -> None:
        self._held = held
        self._rule = aid.conditions_of(held.rule, known_facts())
        self._excluded: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
        for family, on, lifted_on in aid.exclusions_ever(held.programme).values_list("family_id", "on", "lifted_on"):
            until = timezone.localdate(lifted_on) if lifted_on else date.max
            self._excluded[family].append((timezone.localdate(on), until))
        self._releases: dict[date, Release | None] = {}
        self._answers: dict[int, dict[str, int]] = {}

    def on(self, family: str, day: date) -> bool | None:
        """Whether it could be given on a day; None where the release of that day does not know it or what the rule
        asks of it."""
        if any(since <= day < until for since, until in self._excluded.get(family, ())):
            return False
        if day not in self._releases:
            # The round's own release was in force when its list was drawn.
            self._releases[day] = registry.in_force_at(_end_of(day)) or self._held.release
        release = self._releases[day]
        answer = self._judged(release).get(family, UNKNOWN) if release else UNKNOWN
        return None if answer == UNKNOWN else bool(answer == YES)

    def _judged(self, release: Release) -> dict[str, int]:
        if release.pk not in self._answers:
            facts = known_facts()
            codes = [code for each in self._rule.conditions for code in facts_in(each)]
            ids, _areas, found = columns(release.folder, codes)
            self._answers[release.pk] = dict(zip(ids, judge(self._rule, found, facts).answer.tolist(), strict=True))
        return self._answers[release.pk]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
