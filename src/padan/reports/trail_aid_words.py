"""A word for each action on programmes, rounds and their lists, and on what givers pay, for the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.reports.trail_giving_words import GIVING_ACTIONS

AID_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "aid.programme_made": lambda: _("membuat program bantuan"),
    "aid.rule_made": lambda: _("menulis aturan penerima"),
    "aid.round_opened": lambda: _("membuka putaran bantuan"),
    "aid.quotas_set": lambda: _("mengisi kuota bantuan"),
    "aid.package_set": lambda: _("mengisi paket bantuan"),
    "aid.list_drawn": lambda: _("menyusun daftar penerima"),
    "aid.excluded": lambda: _("mengeluarkan keluarga dari program"),
    "aid.exclusion_lifted": lambda: _("mengembalikan keluarga ke program"),
    "aid.set_apart": lambda: _("menetapkan program yang tidak diberikan bersamaan"),
    "aid.round_moved": lambda: _("memindahkan tahap putaran bantuan"),
    "aid.many_excluded": lambda: _("mengeluarkan banyak keluarga dari program"),
    "aid.spoken": lambda: _("menyatakan pendapat desa tentang daftar"),
    "aid.minutes": lambda: _("mencatat musyawarah tentang daftar"),
    "aid.statements_taken": lambda: _("mengikuti pernyataan desa"),
    "aid.statements_left": lambda: _("tidak mengikuti pernyataan desa"),
    "aid.list_taken": lambda: _("mengunduh daftar penerima"),
    **GIVING_ACTIONS,
}
