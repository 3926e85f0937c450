"""What visits to a sample of a round's recipients found of each right, beside what the office's records say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope
from padan.office.aid.queries import Round
from padan.office.checking import queries as checking
from padan.office.checking.queries import Sample
from padan.rules.four_rights import VISITED, Answer, Claim, Right
from padan.rules.four_rights.visited import Found
from padan.rules.risk.answers import UNKNOWN
from padan.rules.sampling import Estimate

_NOT_NEEDY = "not_needy"
Behind = Sequence[tuple[Claim, Mapping[Right, Answer]]]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sample of which visits have told: the share of all recipients for whom each right was kept, of the rights that
    a visit can see, and the share that is not in need (the error of inclusion, as visitors see it). ``office``: the
    share of claims that kept each by the office's records alone, None where these tell of none."""

    sample: Sample
    shares: Mapping[Right, Estimate]
    not_needy: Estimate
    office: Mapping[Right, float | None]

    def is_contradicted(self, right: Right) -> bool:
        """Whether the office's share of a right lies outside the interval of what visits found."""
        office, found = self.office[right], self.shares[right]
        if office is None or not found.answered.sum():
            return False
        return not found.interval.low <= office <= found.interval.high

    def is_rough(self, found: Estimate) -> bool:
        """Whether an interval is wider than the sample was planned for: too few have answered yet."""
        return found.interval.high - found.interval.low > 2 * self.sample.half_width


def sampled_of(scope: Scope, held: Round, day: date, rights: Sequence[Right], behind: Behind) -> Sampled | None:
    """What visits until a day found, by the newest sample of a round of which any is told, beside the claims ``behind``
    the office's numbers; None where there is none in the scope, which has to cover the round."""
    says = {right.value: VISITED[right] for right in rights if right in VISITED}
    for sample in checking.samples(scope).filter(round=held):
        found = checking.shares(sample, {**says, _NOT_NEEDY: _not_needy}, day)
        if found:
            not_needy = found.pop(_NOT_NEEDY)
            shares = {Right(name): share for name, share in found.items()}
            office = {right: _recorded([answers[right] for _claim, answers in behind]) for right in shares}
            return Sampled(sample, shares, not_needy, office)
    return None


def _recorded(answers: Iterable[Answer]) -> float | None:
    kept = [each for each in (answer.by_records.kept for answer in answers) if each is not None]
    return sum(kept) / len(kept) if kept else None


def _not_needy(found: Found) -> int:
    answer = found["needy"]
    return answer if answer == UNKNOWN else 1 - answer
