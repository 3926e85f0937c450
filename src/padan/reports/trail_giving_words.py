"""A word for each action on givers, pledges and holds, for the trail, and what their entries are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _

GIVING_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "giving.registered": lambda: _("mendaftarkan pemberi"),
    "giving.vetted": lambda: _("memeriksa pemberi"),
    "giving.consented": lambda: _("mencatat persetujuan pemberi"),
    "giving.represented": lambda: _("menunjuk wakil pemberi"),
    "giving.representing_ended": lambda: _("mengakhiri wakil pemberi"),
    "giving.site_added": lambda: _("mencatat lokasi pemberi"),
    "giving.authority_claimed": lambda: _("menyatakan kewenangan atas perusahaan"),
    "giving.settlement_proposed": lambda: _("mengusulkan penyelesaian kewenangan"),
    "giving.settlement_agreed": lambda: _("menyetujui penyelesaian kewenangan"),
    "giving.pledged": lambda: _("mencatat janji pemberi"),
    "giving.confirmed": lambda: _("menerima janji pemberi"),
    "giving.changed": lambda: _("mengubah janji pemberi"),
    "giving.withdrawn": lambda: _("membatalkan janji pemberi"),
    "giving.replaced": lambda: _("mengganti janji pemberi"),
    "giving.held": lambda: _("menyisihkan janji untuk kebutuhan"),
    "giving.released": lambda: _("melepas janji yang disisihkan"),
    "giving.round_opened": lambda: _("membuka putaran dari pemberi"),
    "giving.message_written": lambda: _("menulis pesan"),
    "giving.message_passed": lambda: _("meneruskan pesan"),
    "giving.grants_taken": lambda: _("mengunduh janji pemberi"),
    "giving.outcome_taken": lambda: _("mengunduh hasil bantuan pemberi"),
    "giving.companies_taken": lambda: _("mengunduh daftar perusahaan"),
    "giving.message_kept": lambda: _("menahan pesan"),
}

GIVING_SUBJECTS: Final[Mapping[str, Callable[[], str]]] = {
    "giver": lambda: _("pemberi {id}"),
    "pledge": lambda: _("janji {id}"),
    "hold": lambda: _("penyisihan {id}"),
}

GIVING_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "sector": lambda: _("bidang usaha"),
    "verified": lambda: _("terbukti benar"),
    "given": lambda: _("disetujui"),
    "matter": lambda: _("urusan"),
    "holder": lambda: _("yang berwenang"),
    "basis": lambda: _("dasarnya"),
    "form": lambda: _("bentuknya"),
    "pledge": lambda: _("nomor janji"),
    "family": lambda: _("nomor keluarga"),
    "units": lambda: _("banyaknya"),
    "holds": lambda: _("janji yang disisihkan"),
    "left_out": lambda: _("tidak ikut"),
}
