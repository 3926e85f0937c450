"""Which forms a reader gets on the page of a complaint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from padan.office.accounts.roles import Role
from padan.office.complaints import permissions
from padan.office.complaints.queries import Complaint
from padan.office.complaints.states import Desk, State, desks_for
from padan.web.access import Reader
from padan.web.complaints.forms import AnswerForm, NameForm, PointForm, ReferForm, RequestForm, SortForm


def forms_for(held: Complaint, who: Reader, doing: str, sent: Mapping[str, Any]) -> dict[str, forms.Form]:
    """The forms by what they ask for, in the order of the page; the one that was sent holds what was written."""
    makers = _makers(held, who)
    return {
        name: make(sent if name == doing else None, auto_id=f"{name}_%s") for name, make in makers.items()
    }  # fmt: skip


def _makers(held: Complaint, who: Reader) -> dict[str, Callable[..., forms.Form]]:
    state, by, day = State(held.state), who.account, who.day
    if not held.is_open or not permissions.may_handle(by, held, day):
        return {}
    found: dict[str, Callable[..., forms.Form]] = {}
    if state is State.RECEIVED:
        found["examine"] = forms.Form
    elif state is State.EXAMINED or permissions.may_decide(by, held, day):
        found["answer"] = AnswerForm
    found["refer"] = _referring(
        tuple(each for each in desks_for(held.sensitive, held.against) if each != Desk(held.desk))
    )
    if state is not State.APPEALED:
        found["sort"] = SortForm
    if permissions.may_name(by, held, day):
        found["name"] = NameForm
    found["point"] = PointForm
    if held.subject and held.case_id is None and Role.DATA_OFFICER in who.roles:
        found["request"] = RequestForm
    return found


def _referring(desks: tuple[Desk, ...]) -> Callable[..., forms.Form]:
    return lambda *args, **kwargs: ReferForm(*args, desks=desks, **kwargs)
