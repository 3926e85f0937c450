"""Who may make programmes and rounds, and who checks them."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.aid.models import Excluded, Round, Statement, Step
from padan.office.aid.states import Move, State, move_of

#: Roles that make programmes, rules, rounds and quotas.
MAKERS: Final = (Role.DATA_OFFICER,)
#: Roles that say of a family why it is not to be given something, in their area: who verifies.
VERIFIERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR, Role.VILLAGE_OPERATOR)

#: Roles that say what a village says of a list, in their area: its operator, or the officer for one that has none. Who
#: checks lists states nothing in them.
SPEAKERS: Final = (Role.DATA_OFFICER, Role.VILLAGE_OPERATOR)


def check_may_make(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` makes programmes and rounds in that region."""
    if not scope_of(by, day, *MAKERS).covers(area):
        raise NotAllowedError(
            _("Program dan putaran bantuan disusun petugas data wilayah itu"),
            next_step=_("Minta petugas data Dinas Sosial."),
        )


def may_make(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_make`."""
    try:
        check_may_make(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_speak(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` says what a village says of a list."""
    if not scope_of(by, day, *SPEAKERS).covers(area):
        raise NotAllowedError(
            _("Daftar desa ini diperiksa operator desanya"), next_step=_("Minta operator desa itu, atau petugas data.")
        )


def may_speak(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_speak`."""
    try:
        check_may_speak(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_exclude(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` verifies lists where the family lives."""
    if not scope_of(by, day, *VERIFIERS).covers(area):
        raise NotAllowedError(_("Keluarga ini di luar wilayah Anda"), next_step=_("Beri tahu petugas wilayah itu."))


def may_exclude(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_exclude`."""
    try:
        check_may_exclude(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_lift(by: Account, excluded: Excluded, day: date) -> None:
    """NotAllowedError unless ``by`` makes lists where the family lives, and did not exclude it themselves."""
    check_may_make(by, excluded.area, day)
    if by.pk == excluded.by_id:
        raise NotAllowedError(
            _("Pengecualian ini Anda sendiri yang membuatnya"), next_step=_("Minta petugas lain memeriksanya.")
        )


def may_lift(by: Account, excluded: Excluded, day: date) -> bool:
    """The twin of :func:`check_may_lift`."""
    try:
        check_may_lift(by, excluded, day)
    except NotAllowedError:
        return False
    return True


def check_may_move(by: Account, held: Round, to: State, day: date) -> None:
    """NotAllowedError unless ``by`` has a post that makes this move there, and, where the move checks others' work, had
    no hand in the round. KeyError for a move that there is not."""
    move = move_of(State(held.state), to, gifts=held.programme.by_givers)
    if not scope_of(by, day, *move.roles).covers(held.area):
        raise NotAllowedError(_not_yours(move), next_step=_("Serahkan kepada yang berwenang di wilayah itu."))
    if move.checks and had_a_hand(by, held):
        raise NotAllowedError(
            _("Anda ikut menyusun putaran ini, jadi tidak boleh memeriksanya"),
            next_step=_("Minta orang lain di sekretariat TPPS memeriksanya."),
        )


def may_move(by: Account, held: Round, to: State, day: date) -> bool:
    """The twin of :func:`check_may_move`; False too for a move that there is not."""
    try:
        check_may_move(by, held, to, day)
    except (NotAllowedError, KeyError):
        return False
    return True


def had_a_hand(by: Account, held: Round) -> bool:
    """Whether ``by`` made the round, its rule, or anything of it since, or said something of its list."""
    made = {held.made_by_id, held.rule.made_by_id}
    spoke = Statement.objects.filter(round=held, by=by).exists()
    return spoke or by.pk in made or Step.objects.filter(round=held, by=by, check_made=False).exists()


def _not_yours(move: Move) -> str:
    if move.checks:
        return _("Daftar ini diperiksa sekretariat TPPS")
    return _("Langkah ini bukan bagian tugas Anda")
