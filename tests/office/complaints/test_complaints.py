"""Complaints: made with a code, moved by the table, answered at their desk, appealed to somebody else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.office.complaints import complaints_kit as kit
from tests.office.complaints.complaints_kit import DISTRICT, NOW, REGENCY, VILLAGE
from tests.office.tasks.tasks_kit import OTHER

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.complaints import codes, operations, permissions, policies, queries
from padan.office.complaints.models import Complaint, Named, Step
from padan.office.complaints.states import (
    CLOSED,
    MOVES,
    OPEN,
    SITTING,
    Against,
    Desk,
    Mover,
    Outcome,
    State,
    after,
    desks_for,
    first_desk,
    is_about,
    ladder,
)
from padan.office.subjects.retention import purge
from padan.reference.complaints import categories, terms
from padan.rules.complaints import rungs

pytestmark = pytest.mark.django_db
DAY = timezone.localdate(NOW)
WHOLE = Scope((REGENCY,))


def seen_by(who: Any, day: date = DAY) -> list[int]:
    return sorted(queries.complaints(WHOLE, who, day).values_list("pk", flat=True))


def test_a_complaint_is_taken_from_anybody_and_due_by_its_kind() -> None:
    held = kit.filed()
    assert (held.state, held.desk, held.channel, held.sensitive) == ("received", "office", "public", False)
    assert held.due_on == held.waits_until == date(2026, 12, 17)
    assert (held.text, held.name) == (kit.TEXT, "")
    assert kit.filed(category="data").due_on == DAY + timedelta(days=3)


def test_what_was_written_lies_sealed_and_is_told_to_no_trail() -> None:
    kit.filed(name="Zulaikha", contact="0812-3456", whom="Pak Zainal", text=f"{kit.TEXT} rahasia-77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, whom, name, contact FROM complaints_complaint")
        raw = b"".join(bytes(value) for value in cursor.fetchone())
    for word in (b"Zulaikha", b"0812", b"Zainal", b"rahasia-77"):
        assert word not in raw
    trail = repr(list(Entry.objects.values()))
    assert "complaints.filed" in trail
    assert not re.search("Zulaikha|0812|Zainal|rahasia-77", trail)


def test_the_same_form_twice_is_one_complaint_with_one_code() -> None:
    key = kit.key()
    one, other = (operations.file(kit.FILED, key, by=None, on=NOW) for _ in range(2))
    assert one == other
    assert queries.by_code(codes.code_of(key)) == one
    assert Complaint.objects.count() == 1


def test_the_same_form_twice_at_once_is_one_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    key, check = kit.key(), policies.check_text

    def meanwhile(text: str) -> None:
        monkeypatch.setattr(policies, "check_text", check)
        operations.file(kit.FILED, key, by=None, on=NOW)

    monkeypatch.setattr(policies, "check_text", meanwhile)
    assert operations.file(kit.FILED, key, by=None, on=NOW) == Complaint.objects.get()
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"text": "pendek"}, {"text": " " * 30}, {"text": "x" * 4001}, {"category": "cuaca"}]
)
def test_what_says_nothing_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        kit.filed(**changes)
    assert not Complaint.objects.exists()


@given(st.text(max_size=60))
def test_a_code_is_read_however_it_is_typed(key: str) -> None:
    code = codes.code_of(key)
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}", code)
    for typed in (code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert codes.is_code(typed)
        assert codes.digest_of(typed) == codes.digest_of(code)
    assert codes.written(codes.plain(code)) == code


def test_a_code_that_is_nobodys_opens_and_does_nothing() -> None:
    kit.filed()
    assert queries.by_code("AAAAA-AAAAA-AAAAA-AAAAA") is None
    for act in (lambda: operations.withdraw("x", on=NOW), lambda: operations.appeal("x", kit.TEXT, on=NOW)):
        with pytest.raises(NotAllowedError, match="tidak dikenal"):
            act()


@pytest.mark.parametrize(("at", "to"), list(product(State, State)))
def test_every_move_is_in_the_table(at: State, to: State) -> None:
    held, _code = kit.at(at)
    text = "Sebabnya diterangkan panjang lebar."
    assert policies.can_move(held, to, text, DAY) is ((at, to) in MOVES)
    if (at, to) in MOVES:
        assert policies.can_move(held, to, "", DAY) is not MOVES[at, to].told


@pytest.mark.parametrize("state", State)
def test_somebody_waits_where_a_desk_has_it(state: State) -> None:
    held, _code = kit.at(state)
    held.refresh_from_db()
    assert held.state == state
    assert held.is_open is (state in OPEN) is (held.waits_until is not None) is (held.settled_at is None)
    assert Step.objects.filter(complaint=held).last().after == state
    assert set(after(state)) == {to for at, to in MOVES if at is state}


def test_who_complains_makes_their_moves_and_the_desk_the_others() -> None:
    held, code = kit.at(State.EXAMINED)
    assert {move.mover for (_at, to), move in MOVES.items() if to in (State.APPEALED, State.WITHDRAWN)} == {
        Mover.COMPLAINANT
    }
    with pytest.raises(NotAllowedError):
        operations.appeal(code, kit.TEXT, on=NOW)
    assert operations.withdraw(code, on=NOW).state == State.WITHDRAWN
    with pytest.raises(NotAllowedError):
        operations.answer(held, Outcome.UPHELD, kit.TEXT, by=kit.clerk(), on=NOW)


def test_an_answer_is_appealed_once_in_its_time() -> None:
    held, code = kit.answered()
    last = policies.appeal_until(held)
    assert last == DAY + timedelta(days=terms()["appeal_window"].days)
    with pytest.raises(NotAllowedError, match="sudah lewat"):
        operations.appeal(code, kit.TEXT, on=kit.days(31))
    held = operations.appeal(code, kit.TEXT, on=kit.days(30))
    assert (held.desk, held.due_on) == ("secretariat", date(2026, 12, 17))
    held = operations.answer(held, Outcome.PARTLY, kit.TEXT, by=kit.secretary(), on=kit.days(31))
    assert held.state == State.DECIDED
    with pytest.raises(NotAllowedError):
        operations.appeal(code, kit.TEXT, on=kit.days(31))


def test_there_is_no_last_day_before_an_answer() -> None:
    with pytest.raises(ValueError, match="without an answer"):
        policies.appeal_until(kit.filed())


def test_who_answered_cannot_decide_the_appeal_by_any_post() -> None:
    both = kit.officer("tuti", Role.DATA_OFFICER)
    from padan.office.accounts.operations import appoint
    from padan.office.accounts.policies import Appointment

    appoint(Appointment(both, Role.COORDINATOR, (REGENCY,), DAY, DAY), by=None, on=NOW, reason="uji")
    held, code = kit.answered(by=both)
    held = operations.appeal(code, kit.TEXT, on=NOW)
    assert permissions.may_handle(both, held, DAY)
    assert not permissions.may_decide(both, held, DAY)
    with pytest.raises(NotAllowedError, match="dari Anda sendiri"):
        operations.answer(held, Outcome.UNFOUNDED, kit.TEXT, by=both, on=NOW)
    assert permissions.may_decide(kit.secretary(), held, DAY)


#: Who is complained of, in a sensitive complaint or not, and the desk to which it comes first.
FIRST = [
    (False, "", Desk.OFFICE), (False, Against.VILLAGE, Desk.OFFICE), (False, Against.SOCIAL, Desk.SECRETARIAT),
    (False, Against.SECRETARIAT, Desk.INSPECTORATE), (True, "", Desk.INSPECTORATE),
    (True, Against.UNSURE, Desk.INSPECTORATE), (True, Against.SECRETARIAT, Desk.INSPECTORATE),
    (True, Against.VILLAGE, Desk.SECRETARIAT), (True, Against.SOCIAL, Desk.SECRETARIAT),
]  # fmt: skip


@pytest.mark.parametrize(("sensitive", "against", "desk"), FIRST)
def test_where_a_complaint_comes_first(sensitive: bool, against: str, desk: Desk) -> None:
    assert first_desk(sensitive, against) is desk
    assert desk in desks_for(sensitive, against)


@pytest.mark.parametrize(("sensitive", "against"), list(product((False, True), ("", *Against))))
def test_no_complaint_stands_or_comes_to_whom_it_is_about(sensitive: bool, against: str) -> None:
    for desk in desks_for(sensitive, against):
        assert not is_about(against, SITTING[desk])
        assert not sensitive or set(ladder(desk, True)) <= set(CLOSED)


#: Who sees a complaint of the village: ordinary ones by whom they are about, and sensitive ones.
SEEN = [
    ({}, {"clerk", "secretary", "camat", "inspector", "operator"}),
    ({"against": "village"}, {"clerk", "secretary", "camat", "inspector"}),
    ({"against": "social"}, {"secretary", "camat", "inspector", "operator"}),
    ({"against": "secretariat"}, {"clerk", "inspector", "operator"}),
    ({"category": "money"}, {"inspector"}),
    ({"category": "money", "against": "secretariat"}, {"inspector"}),
    ({"category": "treatment", "against": "village"}, {"secretary", "inspector"}),
]


@pytest.mark.parametrize(("changes", "who"), SEEN)
def test_who_sees_it(changes: dict[str, str], who: set[str]) -> None:
    held = kit.filed(**changes)
    everybody = ("clerk", "secretary", "camat", "inspector", "operator")
    assert {name for name in everybody if seen_by(getattr(kit, name)()) == [held.pk]} == who
    stranger = kit.officer("lain", Role.VILLAGE_OPERATOR, OTHER)
    nurse = kit.officer("gizi", Role.NUTRITION_OFFICER, VILLAGE)
    assert seen_by(stranger) == seen_by(nurse) == []
    assert list(queries.complaints(Scope(), kit.inspector(), DAY)) == []


@pytest.mark.parametrize("where", ["whom", "text"])
def test_who_is_called_by_name_in_a_sensitive_complaint_never_sees_it(where: str) -> None:
    accused = kit.officer("lina", Role.COORDINATOR)
    type(accused).objects.filter(pk=accused.pk).update(name="Lina Marlina")
    said = {"whom": "ibu LINA marlina"} if where == "whom" else {"text": "Ibu Lina Marlina meminta uang."}
    held = kit.filed(category="money", against="village", **said)
    assert seen_by(accused) == []
    assert seen_by(kit.secretary()) == [held.pk]
    assert not permissions.may_handle(accused, held, DAY)
    assert [each.account for each in queries.named_in(held)] == [accused]


def test_an_ordinary_complaint_shuts_out_only_whom_it_is_about() -> None:
    clerk = kit.clerk()
    kit.filed(text="Kata Rina berasnya datang bulan depan.", whom="kader di posyandu")
    about = kit.filed(whom="Rina")
    assert about.pk not in seen_by(clerk)
    assert len(seen_by(clerk)) == 1


def test_who_is_marked_later_loses_sight_of_it_for_good() -> None:
    held, accused = kit.filed(category="money", against="village"), kit.secretary()
    for _again in range(2):
        operations.name(held, accused, by=kit.inspector(), on=NOW)
    assert seen_by(accused) == []
    assert held.named.count() == 1
    with pytest.raises(NotAllowedError):
        operations.name(kit.filed(), accused, by=kit.clerk(), on=NOW)
    with pytest.raises(RuntimeError):
        held.named.get().delete()


def test_a_sensitive_complaint_cannot_be_stored_where_many_sit() -> None:
    held = kit.filed(category="money")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=held.pk).update(desk=Desk.OFFICE)


#: Days after the deadline, and who answers then: an ordinary complaint, and a sensitive one about the village.
LATE = [
    ({}, 0, {"clerk"}), ({}, 1, {"clerk", "camat", "secretary"}), ({}, 8, {"clerk", "camat", "secretary"}),
    ({"category": "money", "against": "village"}, 0, {"secretary", "inspector"}),
    ({"category": "money", "against": "village"}, 1, {"secretary", "inspector"}),
    ({"against": "social"}, 0, {"secretary"}), ({"against": "secretariat"}, 30, {"inspector"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "late", "who"), LATE)
def test_a_late_complaint_is_at_the_next_desk_by_itself(changes: dict[str, str], late: int, who: set[str]) -> None:
    held = kit.filed(**changes)
    day = held.due_on + timedelta(days=late)
    everybody = ("clerk", "secretary", "camat", "inspector", "operator")
    assert {name for name in everybody if permissions.may_handle(getattr(kit, name)(), held, day)} == who


@pytest.mark.parametrize("late", [-5, 0, 1, 7, 8, 15])
@pytest.mark.parametrize(
    "changes", [{}, {"against": "social"}, {"category": "money"}, {"category": "money", "against": "village"}]
)
def test_what_waits_for_somebody_is_what_a_simple_count_finds(changes: dict[str, str], late: int) -> None:
    held = kit.filed(**changes)
    day = held.due_on + timedelta(days=late)
    desks = ladder(Desk(held.desk), held.sensitive)[: 1 + rungs(held.due_on, day, 7)]
    areas = {"clerk": REGENCY, "secretary": REGENCY, "camat": DISTRICT, "inspector": REGENCY}
    for name, area in areas.items():
        who = getattr(kit, name)()
        role = Role(who.posts.get().role)
        sits = any(
            SITTING[desk] is role and (area == REGENCY or desk is not Desk.SECRETARIAT) for desk in desks
        )  # fmt: skip
        assert list(queries.waiting_for(WHOLE, who, day)) == ([held] if sits else []), name


def test_the_latest_comes_first_and_what_is_done_last() -> None:
    done, _code = kit.answered()
    slow, fast = kit.filed(), kit.filed(category="data")
    assert list(queries.complaints(WHOLE, kit.clerk(), DAY)) == [fast, slow, done]
    later = queries.complaints(WHOLE, kit.clerk(), fast.due_on + timedelta(days=1))
    assert list(queries.late(later, fast.due_on + timedelta(days=1))) == [fast]


def test_a_complaint_is_handed_on_with_a_reason() -> None:
    held = kit.filed()
    with pytest.raises(InvalidValueError):
        operations.refer(held, Desk.INSPECTORATE, " ", by=kit.clerk(), on=NOW)
    with pytest.raises(NotAllowedError):
        operations.refer(held, Desk.OFFICE, "salah meja", by=kit.clerk(), on=NOW)
    with pytest.raises(NotAllowedError):
        operations.refer(held, Desk.INSPECTORATE, "bukan meja saya", by=kit.camat(), on=NOW)
    held = operations.refer(held, Desk.INSPECTORATE, "perlu diperiksa", by=kit.clerk(), on=NOW)
    assert not permissions.may_handle(kit.clerk(), held, DAY)
    assert permissions.may_handle(kit.inspector(), held, DAY)
    assert policies.can_refer(held, Desk.DISTRICT, "kembali")
    assert not policies.can_refer(kit.filed(category="money"), Desk.OFFICE, "ke kantor")
    assert not policies.can_refer(kit.at(State.ANSWERED)[0], Desk.DISTRICT, "ke camat")


def about_the_inspector(**changes: str) -> Complaint:
    """A sensitive complaint in which the one inspector is named."""
    kit.inspector()
    return kit.filed(category="money", whom="Yusuf", **changes)


#: Of whom it is said to be, who is named in it besides, who may take it up then, and how many nobody may.
NAMED: list[tuple[str, tuple[str, ...], set[str], int]] = [
    ("", (), {"secretary"}, 0),
    ("unsure", (), {"secretary"}, 0),
    ("village", (), {"secretary"}, 0),
    ("secretariat", (), set(), 1),
    ("", ("secretary",), set(), 1),
    ("village", ("secretary",), set(), 1),
]


@pytest.mark.parametrize(("against", "named", "who", "unheld"), NAMED)
def test_a_complaint_about_the_only_inspector_comes_to_somebody_or_is_counted(
    against: str, named: tuple[str, ...], who: set[str], unheld: int
) -> None:
    kit.secretary()
    before = kit.filed(category="money")
    held = about_the_inspector(against=against)
    for each in named:
        Named(complaint=held, account=getattr(kit, each)(), by=None, on=NOW).save()
    everybody = ("clerk", "secretary", "camat", "inspector", "operator")
    accounts = {name: getattr(kit, name)() for name in everybody}
    assert {name for name, each in accounts.items() if held.pk in seen_by(each)} == who
    assert {name for name, each in accounts.items() if permissions.may_handle(each, held, DAY)} == who
    waits = {name for name, each in accounts.items() if held in queries.waiting_for(WHOLE, each, DAY)}
    assert waits == who
    assert queries.held_by_nobody(WHOLE, DAY) == unheld
    assert queries.held_by_nobody(Scope(("64.03",)), DAY) == 0
    assert before.pk not in seen_by(accounts["secretary"]), "what names nobody stays closed to the secretariat"
    assert held.waits_until == DAY + timedelta(days=60)


def test_it_is_answered_and_appealed_there_and_comes_back_to_another_inspector() -> None:
    held = about_the_inspector()
    sari = kit.secretary()
    held = operations.examine(held, by=sari, on=NOW)
    other = kit.officer("wati", Role.INSPECTOR)
    assert seen_by(sari) == []
    assert not permissions.may_handle(sari, held, DAY)
    assert seen_by(other) == [held.pk]
    operations.answer(held, Outcome.UNFOUNDED, "Sudah kami periksa, tidak terbukti.", by=other, on=NOW)
    assert queries.held_by_nobody(WHOLE, DAY) == 0


def test_it_stays_with_the_secretariat_after_the_post_of_the_inspector_has_ended() -> None:
    held, yusuf, sari = about_the_inspector(), kit.inspector(), kit.secretary()
    type(yusuf).objects.filter(pk=yusuf.pk).update(is_active=False)
    assert seen_by(sari) == [held.pk]


def test_an_appeal_against_the_only_inspectors_own_answer_is_counted_for_who_appoints() -> None:
    yusuf = kit.inspector()
    _held, code = kit.answered(by=yusuf, category="money")
    assert queries.held_by_nobody(WHOLE, DAY) == 0
    operations.appeal(code, "Tidak benar, uangnya tetap diminta.", on=NOW)
    assert queries.held_by_nobody(WHOLE, DAY) == 1
    assert seen_by(kit.secretary()) == []
    kit.officer("wati", Role.INSPECTOR)
    assert queries.held_by_nobody(WHOLE, DAY) == 0


def test_a_complaint_is_counted_where_nobody_was_ever_appointed() -> None:
    kit.filed(category="money")
    kit.filed(category="money", against="village")
    kit.filed()
    assert queries.held_by_nobody(WHOLE, DAY) == 2
    kit.secretary()
    assert queries.held_by_nobody(WHOLE, DAY) == 1


def test_what_turns_out_sensitive_goes_at_once_to_where_few_see_it() -> None:
    held = kit.filed(text="Ketua RT Rina minta uang, kata tetangga saya.")
    held = operations.sort(held, "money", "ada permintaan uang", by=kit.clerk(), on=NOW)
    assert (held.desk, held.sensitive) == ("inspectorate", True)
    assert held.due_on == DAY + timedelta(days=60)
    assert seen_by(kit.clerk()) == []
    assert [each.account for each in queries.named_in(held)] == [kit.clerk()]
    held = operations.sort(held, "other", "hanya kabar", by=kit.inspector(), on=NOW)
    assert (held.desk, held.sensitive) == ("inspectorate", False)


def test_only_the_inspectorate_opens_what_is_closed() -> None:
    held = kit.filed(category="money", against="village")
    assert not permissions.may_open(kit.secretary(), held, DAY)
    with pytest.raises(NotAllowedError, match="Hanya inspektorat"):
        operations.sort(held, "other", "bukan uang", by=kit.secretary(), on=NOW)
    for wrong in ({"category": "cuaca", "reason": "x"}, {"category": "other", "reason": ""}):
        with pytest.raises(InvalidValueError):
            operations.sort(held, **wrong, by=kit.inspector(), on=NOW)
    with pytest.raises(NotAllowedError):
        operations.sort(kit.at(State.ANSWERED)[0], "other", "lain", by=kit.clerk(), on=NOW)


@pytest.mark.parametrize(
    ("role", "areas", "area", "may"),
    [
        (Role.VILLAGE_OPERATOR, (VILLAGE,), VILLAGE, True), (Role.VILLAGE_OPERATOR, (VILLAGE,), REGENCY, True),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), OTHER, False), (Role.NUTRITION_OFFICER, (VILLAGE,), VILLAGE, False),
        (Role.COORDINATOR, (DISTRICT,), OTHER, False), (Role.DATA_OFFICER, (REGENCY,), OTHER, True),
    ],
)  # fmt: skip
def test_who_writes_one_down_for_somebody(role: Role, areas: tuple[str, ...], area: str, may: bool) -> None:
    who = kit.officer("pencatat", role, *areas)
    assert permissions.may_file(who, area, DAY) is may
    if may:
        assert kit.filed(by=who, area=area).channel == "officer"
    else:
        with pytest.raises(NotAllowedError):
            kit.filed(by=who, area=area)


def test_the_trail_says_every_step_and_who_took_it() -> None:
    held, _code = kit.at(State.DECIDED)
    told = Entry.objects.filter(subject=str(held)).order_by("number").values_list("action", "by")
    clerk, secretary = str(kit.clerk()), str(kit.secretary())
    assert list(told) == [
        ("complaints.filed", "padan"), ("complaints.examined", clerk), ("complaints.answered", clerk),
        ("complaints.appealed", "padan"), ("complaints.decided", secretary),
    ]  # fmt: skip


def test_counts_are_what_one_by_one_adds_up_to() -> None:
    for state in State:
        kit.at(state)
    kit.filed(category="money")
    kit.filed(on=kit.days(-40), area=OTHER)
    found = {row.category: row for row in queries.tallies(WHOLE, DAY, DAY)}
    assert (found["late"].made, found["late"].settled, found["late"].answered, found["late"].in_time) == (6, 3, 3, 3)
    assert found["money"].made == 1
    assert queries.tallies(Scope(), DAY, DAY) == []
    assert set(found) <= set(categories())


def test_an_answer_after_the_day_is_not_in_time() -> None:
    held, _code = kit.with_code()
    operations.examine(held, by=kit.clerk(), on=NOW)
    operations.answer(held, Outcome.UPHELD, kit.TEXT, by=kit.clerk(), on=kit.days(30))
    assert [row.in_time for row in queries.tallies(WHOLE, DAY, DAY)] == [0]


def test_the_desk_alone_examines_and_answers() -> None:
    held, _code = kit.at(State.RECEIVED)
    with pytest.raises(NotAllowedError):
        operations.examine(held, by=kit.operator(), on=NOW)
    held, _code = kit.at(State.EXAMINED)
    with pytest.raises(NotAllowedError):
        operations.answer(held, Outcome.UPHELD, kit.TEXT, by=kit.operator(), on=NOW)
    held.refresh_from_db()
    assert held.state == State.EXAMINED


def test_what_was_kept_long_enough_goes_with_its_steps_and_names() -> None:
    accused = kit.secretary()
    old, _code = kit.answered(whom=accused.name)
    kit.filed(category="money", whom="Rina")
    young, _code = kit.answered()
    Complaint.objects.filter(pk=old.pk).update(settled_at=kit.days(-5 * 366))
    gone = {due.period.table: due.rows for due in purge(by=None, on=NOW)}
    assert gone["complaints.Complaint"] == 1
    assert set(Step.objects.values_list("complaint", flat=True)) == set(Complaint.objects.values_list("pk", flat=True))
    assert Complaint.objects.filter(pk=young.pk).exists()
