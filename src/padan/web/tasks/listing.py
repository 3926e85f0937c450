"""The list of tasks: which of them are asked for, counted and paged; and the one that follows another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.tasks import queries
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.queries import Counts, Task
from padan.office.tasks.states import ASKED, State
from padan.reference.tasks import task_kinds
from padan.reports.wording import agency_name
from padan.web.access import Reader
from padan.web.choices import places
from padan.web.tasks.told import title

#: Tasks on one page.
AT_ONCE: Final = 20
#: States of the list beside those of tasks: what is asked, late, due within a week; what the kecamatan sees.
WAITING, LATE, SOON, ESCALATED = "asked", "late", "soon", "escalated"
#: Whose tasks: the reader's, or all in the area.
MINE, ALL = "mine", "all"


class ListForm(forms.Form):
    """Which tasks."""

    state = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    area = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)
    whose = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, scope: Scope, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name, label, first, choices in (
            ("state", _("Keadaan"), ("", _("ditanyakan")), states()),
            ("kind", _("Tentang"), ("", _("semua")), _kinds()),
            ("area", _("Wilayah"), ("", _("semua di wilayah saya")), places(scope)),
            ("owner", _("Pemilik"), ("", _("semua")), _owners()),
            ("whose", _("Siapa yang ditanya"), ("", _("saya") if asks else _("semua")), _whose()),
        ):
            fields[name].label, fields[name].choices = label, [first, *choices]


def states() -> list[tuple[str, str]]:
    """States by which the list can be narrowed, in words."""
    return [
        (LATE, _("terlambat")), (SOON, _("jatuh tempo dalam 7 hari")), (ESCALATED, _("diteruskan ke kecamatan")),
        (State.CONTESTED.value, _("jawabannya bertentangan")), (State.ANSWERED.value, _("menunggu rilis berikutnya")),
        (State.SETTLED.value, _("selesai")), (State.WITHDRAWN.value, _("tidak ditanyakan lagi")),
    ]  # fmt: skip


def _whose() -> list[tuple[str, str]]:
    return [(MINE, _("saya")), (ALL, _("semua di wilayah saya"))]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((code, title(code)) for code in task_kinds()), key=lambda each: each[1])


def _owners() -> list[tuple[str, str]]:
    codes = sorted({code for owned in OWNED.values() for code in owned})
    return [(code, agency_name(code)) for code in codes]


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows of which somebody has counted how many there are."""

    def __init__(self, rows: QuerySet[Task], at_once: int, count: int) -> None:
        super().__init__(rows, at_once)
        self.count = count


@dataclass(frozen=True)
class Listing:
    """The tasks that a reader asks for with ``query``, the part of an address after its question mark."""

    who: Reader
    query: str

    @cached_property
    def form(self) -> ListForm:
        """The choice, as it was made."""
        return ListForm(QueryDict(self.query), scope=self.who.scope, asks=self.asks)

    @property
    def asks(self) -> bool:
        """Whether some tasks are the reader's own."""
        return not self.who.roles.isdisjoint(OWNED)

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by the field's name; what makes no sense was not."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def found(self) -> QuerySet[Task]:
        """The tasks, whatever their state."""
        chosen, who = self.chosen, self.who
        scope = who.scope & Scope((chosen["area"],)) if "area" in chosen else who.scope
        mine = chosen.get("whose", MINE if self.asks else ALL) == MINE
        rows = queries.owned(scope, who.roles) if mine else queries.tasks(scope)
        equal = {name: chosen[name] for name in ("kind", "owner") if name in chosen}
        return rows.filter(**equal) if equal else rows

    @cached_property
    def counts(self) -> Counts:
        """How they stand."""
        return queries.counts(self.found, self.who.day)

    @property
    def state(self) -> str:
        """The state that is listed."""
        return self.chosen.get("state", WAITING)

    @cached_property
    def rows(self) -> QuerySet[Task]:
        """Those of the state that is listed, what is due first first."""
        day = self.who.day
        if self.state == ESCALATED:
            so_late = queries.escalated(self.who.scope, day).values("pk")
            return self.found.filter(pk__in=so_late).order_by("due_on", "pk")
        if self.state in (State.CONTESTED, State.ANSWERED, State.SETTLED, State.WITHDRAWN):
            return self.found.filter(state=self.state).order_by("due_on", "pk")
        return self.found.filter(Q(state__in=ASKED) & queries.due_within(self.state, day)).order_by("due_on", "pk")

    def page(self, number: str | None) -> Page[Task]:
        """One page of them."""
        known = getattr(self.counts, self.state, None)
        many = self.rows.count() if known is None else known
        return Counted(self.rows, AT_ONCE, many).get_page(number)

    def after(self, task: Task) -> Task | None:
        """The next that somebody is asked, after this one or from the beginning; None where there is none."""
        rows = self.rows.filter(state__in=ASKED).exclude(pk=task.pk)
        later = Q(due_on=task.due_on, pk__gt=task.pk) | Q(due_on__gt=task.due_on)
        return rows.filter(later).first() or rows.first()
