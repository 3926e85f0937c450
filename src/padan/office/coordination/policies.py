"""When a gathering, a commitment and what is told of it can be written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.coordination.kinds import LEVELS, Gathered
from padan.office.coordination.models import Commitment, Gathering, Struck
from padan.rules.commitments import Ending

#: The furthest that a commitment lies ahead.
LONGEST: Final = timedelta(days=5 * 366)


def check_gathering(kind: Gathered, area: str, held_on: date, today: date) -> None:
    """InvalidValueError for a day to come, or a region in which no such gathering is held."""
    if held_on > today:
        raise InvalidValueError(_("Pertemuan ini belum berlangsung"), next_step=_("Catat sesudah harinya."))
    if RegionCode(area, RegionSystem.KEMENDAGRI).level not in LEVELS[kind]:
        raise InvalidValueError(_("Pertemuan ini tidak diadakan di tingkat itu"), next_step=_("Pilih wilayah lain."))


def check_counts(held: Gathering) -> None:
    """NotAllowedError for a gathering that was struck out."""
    if Struck.objects.filter(gathering=held).exists():
        raise NotAllowedError(_("Catatan pertemuan ini sudah dicoret"), next_step=_("Catat pertemuannya lagi."))


def check_due(held: Gathering, due_on: date) -> None:
    """InvalidValueError where something is due before the gathering, or further ahead than anybody plans."""
    if not held.held_on <= due_on <= held.held_on + LONGEST:
        raise InvalidValueError(
            _("Tenggat ini sebelum pertemuannya, atau lebih dari lima tahun sesudahnya"),
            next_step=_("Periksa tanggalnya."),
        )


def check_told(held: Commitment, ending: Ending | None, day: date, today: date, text: str) -> None:
    """InvalidValueError for a day before the gathering or to come, or without the words that it needs: only that it is
    done says enough by itself."""
    if not held.gathering.held_on <= day <= today:
        raise InvalidValueError(
            _("Tanggal ini sebelum pertemuannya, atau belum tiba"), next_step=_("Periksa tanggalnya.")
        )
    if ending is not Ending.DONE and not text.strip():
        raise InvalidValueError(_("Keterangan belum diisi"), next_step=_("Tulis keterangannya."))
