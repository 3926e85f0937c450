"""What goes on paper: tasks as lines, a village's families, what was decided of its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry import queries as registry
from padan.office.tasks import queries
from padan.office.tasks.queries import Task
from padan.office.tasks.states import State
from padan.reference.tasks import task_kinds
from padan.reports.holdings import holdings
from padan.reports.opensid_corrections import Corrections, Decided, corrections
from padan.reports.task_book_lines import Heading, Line
from padan.reports.task_sheet import by_form
from padan.reports.village_families import FamilyLine, family_lines
from padan.reports.wording import region_name, village_name
from padan.rules.tasks import FieldKind
from padan.web.access import Reader
from padan.web.tasks.told import Card, ToldAnswer, cards

#: Forms of which an answer is about the person whom the task names.
_OF_A_PERSON: Final = frozenset({"value", "identity", "child", "home", "pregnancy"})
#: What a form's fields are called in claims; those that are not here are of no person's claims.
_CLAIMED: Final = frozenset(
    {"name", "nik", "kk", "birth_date", "sex", "status", "relation", "village", "pregnant"}
)  # fmt: skip
_OWN_CHOICES: Final = (FieldKind.FAMILY, FieldKind.VILLAGE)


@dataclass(frozen=True, slots=True)
class Village:
    """A village of the list: its families, its open tasks, and those that are late."""

    code: str
    name: str
    families: int
    tasks: int
    late: int


def villages(scope: Scope, today: date) -> list[tuple[str, list[Village]]]:
    """The villages of a scope that have families or tasks, by kecamatan."""
    families = dict(registry.families(scope).values_list("area").annotate(Count("pk")))
    standing = {each.area: each for each in queries.by_village(scope, today)}
    found: dict[str, list[Village]] = {}
    for code in sorted({*families, *standing}):
        if len(code) == VILLAGE_LETTERS:
            own = standing.get(code)
            name = village_name(code).partition(", ")[0]
            one = Village(code, name, families.get(code, 0), own.asked if own else 0, own.late if own else 0)
            found.setdefault(code[:8], []).append(one)
    return [(region_name(code), rows) for code, rows in found.items()]


def heading(title: str, village: str, today: date) -> Heading:
    """What a list of a village is headed with."""
    release = registry.current()
    return Heading(title, village_name(village), village, release.name if release else "", today)


def lines(scope: Scope, tasks: Iterable[Task], who: Reader) -> list[Line]:
    """Tasks that were found within a scope as paper shows them, in the order in which it has them."""
    return by_form([_line(card) for card in cards(scope, tasks, who.day, who.account.pk)])


def asked(scope: Scope, who: Reader, *, everything: bool) -> QuerySet[Task]:
    """The tasks of a place that the reader's roles are asked, or all that wait for an answer there."""
    return queries.open_tasks(scope) if everything else queries.asked(scope, who.roles)


def _line(card: Card) -> Line:
    known = [f"{field.title}: {field.now}" for field in card.fields if field.now]
    known += [_said(each) for each in (card.contested or ((card.holding,) if card.holding else ()))]
    own = {field.name: field.choices for field in card.fields if field.kind in _OWN_CHOICES and field.choices}
    return Line(
        card.number, card.version, task_kinds()[card.kind].form, card.due, card.names or card.owner, card.address,
        card.told or card.title, "\n".join(known),
        tuple(field.name for field in card.fields), own,
    )  # fmt: skip


def _said(answer: ToldAnswer) -> str:
    told = ", ".join(f"{question}: {value}" for question, value in answer.values)
    when = day(timezone.localdate(answer.at))
    return _("Dijawab {name}, {day}: {told}").format(name=answer.by, day=when, told=told)


def families(scope: Scope, *, full: bool) -> list[FamilyLine]:
    """The families of a place in the order of its streets; none while no release is in force."""
    release = registry.current()
    if release is None:
        return []
    rows = list(registry.families(scope).order_by("rw", "rt", "head_name", "family_id"))
    people = registry.people(scope).order_by("birth_date", "person_id")
    return family_lines(rows, people, holdings(release.folder), release.as_of, full=full)


def opensid(scope: Scope, village: str) -> Corrections:
    """Corrections for the register of a village, which is the ``scope``."""
    release = registry.current()
    if release is None:
        return Corrections(0, (), ())
    return corrections(holdings(release.folder), village, _decided(scope))


def _decided(scope: Scope) -> list[Decided]:
    """What holds by answers about people of a place, and no release in force has yet."""
    waiting = list(queries.tasks(scope).filter(state=State.ANSWERED).exclude(person_id=""))
    asked = {each.pk: each for each in waiting if task_kinds()[each.kind].form in _OF_A_PERSON}
    found = []
    for number, said in queries.holding(asked.values()).items():
        values = {name: value for name, value in queries.values_of(said).items() if name in _CLAIMED}
        if values.get("pregnant"):
            values["pregnant"] = "true" if values["pregnant"] == "yes" else "false"
        on = timezone.localdate(said.said_at)
        found += [
            Decided(asked[number].person_id, name, str(value), said.by.name, on) for name, value in values.items()
        ]
    return found
