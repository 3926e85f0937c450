"""Entries of the trail in words: what was done, to what, and what changed by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.kernel.writing import value as written
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit.models import Entry
from padan.reports.comparing import What
from padan.reports.comparing_words import what_words
from padan.reports.complaint_words import OF_TRAIL
from padan.reports.counting.words import code_words
from padan.reports.page_words import page_words
from padan.reports.trail_aid_words import AID_ACTIONS
from padan.reports.wording import region_name

#: What is done, in the order in which it is chosen from.
ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "web.looked": lambda: _("melihat data"),
    "api.asked": lambda: _("membaca angka lewat API"),
    "sync.exported": lambda: _("mengunduh angka"),
    "sync.names_exported": lambda: _("mengunduh nama di balik angka"),
    "registry.searched": lambda: _("mencari orang"),
    "registry.revealed": lambda: _("melihat nomor utuh"),
    "web.refused": lambda: _("ditolak membuka"),
    "registry.offered": lambda: _("menawarkan rilis"),
    "registry.taken_in": lambda: _("mengesahkan rilis"),
    "registry.refused": lambda: _("menolak rilis"),
    "receiving.sent": lambda: _("mengirim berkas"),
    "receiving.received": lambda: _("menerima berkas"),
    "receiving.refused": lambda: _("menolak berkas"),
    "receiving.downloaded": lambda: _("mengunduh baris yang ditolak"),
    "papers.tasks": lambda: _("mengunduh tugas dan keluarga"),
    "papers.meeting": lambda: _("mengunduh daftar musyawarah"),
    "papers.opensid": lambda: _("mengunduh koreksi untuk OpenSID"),
    "reviews.asked": lambda: _("menyusun pertanyaan pasangan"),
    "reviews.decided": lambda: _("memutuskan pasangan"),
    "reviews.taken_back": lambda: _("mencabut putusannya"),
    "reviews.reopened": lambda: _("membuka kembali pasangan"),
    "jobs.asked": lambda: _("meminta pekerjaan"),
    "jobs.finished": lambda: _("menyelesaikan pekerjaan"),
    "jobs.failed": lambda: _("gagal mengerjakan"),
    "jobs.given_back": lambda: _("mengembalikan pekerjaan"),
    "accounts.came_in": lambda: _("masuk"),
    "accounts.went_out": lambda: _("keluar"),
    "accounts.kept_out": lambda: _("salah kata sandi"),
    "accounts.set_password": lambda: _("membuat kata sandi"),
    "accounts.invited": lambda: _("mengundang"),
    "accounts.invitation_sent": lambda: _("mengirim tautan undangan"),
    "accounts.changed": lambda: _("mengubah akun"),
    "accounts.appointed": lambda: _("memberi jabatan"),
    "accounts.dismissed": lambda: _("mengakhiri jabatan"),
    "accounts.closed": lambda: _("menutup akun"),
    "accounts.reopened": lambda: _("membuka lagi akun"),
    "accounts.unlocked": lambda: _("membuka kunci salah sandi"),
    "accounts.token_made": lambda: _("membuat kunci program"),
    "accounts.token_revoked": lambda: _("mencabut kunci program"),
    "accounts.second_factor_removed": lambda: _("melepas pengaman kedua"),
    "subjects.asked": lambda: _("mencatat permintaan atas data"),
    "subjects.examined": lambda: _("memeriksa permintaan"),
    "subjects.settled": lambda: _("menjawab permintaan"),
    "subjects.exported": lambda: _("mencetak berkas data orang"),
    "subjects.breach_found": lambda: _("mencatat kegagalan pelindungan data"),
    "subjects.breach_amended": lambda: _("melengkapi catatan kegagalan"),
    "subjects.breach_closed": lambda: _("menutup catatan kegagalan"),
    "subjects.purged": lambda: _("menghapus yang habis masa simpannya"),
    **AID_ACTIONS,
    "decrees.drafted": lambda: _("menyusun keputusan"),
    "decrees.revised": lambda: _("mengubah rancangan keputusan"),
    "decrees.dropped": lambda: _("membuang rancangan keputusan"),
    "decrees.sealed": lambda: _("menetapkan dan menyegel keputusan"),
    "decrees.taken": lambda: _("mengunduh keputusan"),
    "checking.drawn": lambda: _("mengundi contoh pemeriksaan"),
    "checking.assigned": lambda: _("menugaskan kunjungan"),
    "checking.frame_taken": lambda: _("mengunduh daftar yang diundi"),
    "checking.found": lambda: _("mengisi kunjungan"),
    "complaints.filed": lambda: _("menyampaikan pengaduan"),
    "complaints.examined": lambda: _("mulai memeriksa pengaduan"),
    "complaints.answered": lambda: _("menjawab pengaduan"),
    "complaints.appealed": lambda: _("mengajukan keberatan atas jawaban"),
    "complaints.decided": lambda: _("memutus keberatan"),
    "complaints.withdrawn": lambda: _("mencabut pengaduan"),
    "complaints.referred": lambda: _("meneruskan pengaduan"),
    "complaints.sorted": lambda: _("mengubah jenis pengaduan"),
    "complaints.named": lambda: _("menandai yang diadukan"),
    "complaints.pointed": lambda: _("menunjuk orang yang dimaksud pengaduan"),
    "delivery.begun": lambda: _("memulai penyaluran bantuan"),
    "delivery.followed": lambda: _("menyesuaikan penyaluran dengan perubahan keputusan"),
    "delivery.taken": lambda: _("mencatat penyerahan bantuan"),
    "delivery.carried": lambda: _("membawa daftar penyaluran di ponsel"),
    "delivery.proof_kept": lambda: _("mengirim bukti penyerahan"),
    "delivery.queue_taken": lambda: _("mengunduh daftar antrean pembagian"),
    "delivery.point_taken": lambda: _("mengunduh daftar titik bagi"),
    "delivery.cards_taken": lambda: _("mengunduh kartu penerima"),
    "delivery.recorded": lambda: _("mengunduh berita acara serah terima"),
    "delivery.settled": lambda: _("menyelesaikan pertentangan penyerahan"),
    "delivery.guardian_named": lambda: _("menunjuk wali penerima bantuan"),
    "delivery.freed": lambda: _("mencatat keluarga yang meninggalkan daftar penerima"),
    "delivery.point_opened": lambda: _("membuat titik bagi"),
    "delivery.moved": lambda: _("mencatat barang bantuan yang berpindah"),
    "delivery.examined": lambda: _("mencatat keadaan barang yang datang"),
    "delivery.day_planned": lambda: _("menetapkan hari pembagian bantuan"),
    "tasks.opened": lambda: _("menyusun tugas"),
    "tasks.answered": lambda: _("menjawab tugas"),
    "tasks.outside": lambda: _("menjawab tugas di luar wilayahnya"),
    "tasks.chosen": lambda: _("memilih antara jawaban"),
    "tasks.taken_back": lambda: _("mencabut jawaban tugas"),
    "tasks.reported": lambda: _("melaporkan keluarga"),
    "tasks.told": lambda: _("memperbaiki data tanpa ditanya"),
    "tasks.split": lambda: _("memisah keluarga"),
    "tasks.merged": lambda: _("menggabung keluarga"),
    "tasks.called": lambda: _("mengirim ke musyawarah desa"),
    "tasks.minutes": lambda: _("melampirkan berita acara"),
    "tasks.closed": lambda: _("menutup musyawarah desa"),
    "tasks.cancelled": lambda: _("membatalkan musyawarah desa"),
    "tasks.reminded": lambda: _("mengingatkan tugas lewat surel"),
    "tasks.carried": lambda: _("membawa tugas di ponsel"),
    "audit.looked": lambda: _("membaca jejak"),
    "audit.exported": lambda: _("mengunduh jejak"),
}

_SUBJECTS: Final[Mapping[str, Callable[[], str]]] = {
    "person": lambda: _("orang {id}"),
    "family": lambda: _("keluarga {id}"),
    "release": lambda: _("rilis {id}"),
    "account": lambda: _("akun {id}"),
    "upload": lambda: _("kiriman {id}"),
    "job": lambda: _("pekerjaan {id}"),
    "pair": lambda: _("pasangan {id}"),
    "case": lambda: _("permintaan {id}"),
    "breach": lambda: _("kegagalan {id}"),
    "complaint": lambda: _("pengaduan {id}"),
    "sample": lambda: _("contoh pemeriksaan {id}"),
    "visit": lambda: _("kunjungan {id}"),
    "decree": lambda: _("keputusan {id}"),
    "task": lambda: _("tugas {id}"),
    "round": lambda: _("musyawarah desa {id}"),
    "programme": lambda: _("program {id}"),
    "aid": lambda: _("putaran bantuan {id}"),
    "rule": lambda: _("aturan {id}"),
    "post": lambda: _("jabatan {id}"),
    "page": lambda: _("halaman “{id}”"),
    "entry": lambda: _("entri jejak {id}"),
    "area": lambda: _("wilayah {id}"),
    "counted": lambda: _("nama di balik angka: {id}"),
    "token": lambda: _("kunci program {id}"),
}

#: Subjects that name no single thing.
_WHOLE: Final[Mapping[str, Callable[[], str]]] = {
    "children:list": lambda: _("daftar anak yang perlu dilihat"),
    "reviews:mine": lambda: _("putusannya sendiri"),
    "checking:mine": lambda: _("kunjungannya sendiri"),
    "tasks:list": lambda: _("daftar tugas"),
    "tasks:mine": lambda: _("jawabannya sendiri"),
    "tasks:outside": lambda: _("jawaban dari luar wilayah"),
}

#: Parts of a thing that are looked at by themselves, after its number.
_PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "minutes": lambda: _("berita acara {whole}"),
    "list": lambda: _("daftar {whole}"),
    "statements": lambda: _("pernyataan desa tentang {whole}"),
    "together": lambda: _("{whole} dan yang dikirim bersamanya"),
}

_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "name": lambda: _("nama"),
    "email": lambda: _("surel"),
    "language": lambda: _("bahasa"),
    "role": lambda: _("peran"),
    "areas": lambda: _("wilayah"),
    "area": lambda: _("wilayah"),
    "since": lambda: _("sejak"),
    "until": lambda: _("sampai"),
    "post": lambda: _("nomor jabatan"),
    "asked": lambda: _("yang dicari"),
    "page": lambda: _("halaman"),
    "token": lambda: _("nomor kunci program"),
    "found": lambda: _("ditemukan"),
    "state": lambda: _("keadaan"),
    "category": lambda: _("jenis pengaduan"),
    "stands": lambda: _("keadaan"),
    "finding": lambda: _("jadinya"),
    "came": lambda: _("lewat"),
    "desk": lambda: _("meja"),
    "due_on": lambda: _("tenggat"),
    "account": lambda: _("akun"),
    "late": lambda: _("terlambat"),
    "soon": lambda: _("jatuh tempo dalam 7 hari"),
    "escalated": lambda: _("diteruskan ke kecamatan"),
    "outcome": lambda: _("jadinya"),
    "channel": lambda: _("lewat"),
    "answer": lambda: _("kunci jawaban"),
    "meets_on": lambda: _("hari musyawarah"),
    "answered": lambda: _("sudah dijawab"),
    "given_back": lambda: _("dikembalikan"),
    "sha256": lambda: _("sidik berkas"),
    "new": lambda: _("baru"),
    "kept": lambda: _("tetap"),
    "again": lambda: _("ditanyakan lagi"),
    "withdrawn": lambda: _("tidak ditanyakan lagi"),
    "said": lambda: _("jawabannya"),
    "verdict": lambda: _("putusan"),
    "visited": lambda: _("didatangi"),
    "high": lambda: _("perlu dua pendapat"),
    "current": lambda: _("yang berlaku"),
    "as_of": lambda: _("keadaan per"),
    "people": lambda: _("orang"),
    "families": lambda: _("keluarga"),
    "open": lambda: _("akun terbuka"),
    "entries": lambda: _("entri"),
    "by": lambda: _("akun"),
    "action": lambda: _("perbuatan"),
    "subject": lambda: _("tentang"),
    "words": lambda: _("kata dalam alasan"),
    "below": lambda: _("sebelum entri"),
    "kind": lambda: _("jenis"),
    "attempts": lambda: _("kali dicoba"),
    "size": lambda: _("ukuran (bita)"),
    "source": lambda: _("daftar"),
    "village": lambda: _("desa"),
    "within": lambda: _("hanya baris dari"),
    "receipt": lambda: _("tanda terima"),
    "rows_in": lambda: _("baris"),
    "rows": lambda: _("baris"),
    "tasks": lambda: _("tugas"),
    "file": lambda: _("jenis berkas"),
    "full": lambda: _("nomor utuh"),
    "corrections": lambda: _("koreksi"),
    "rows_accepted": lambda: _("baris diterima"),
    "rows_rejected": lambda: _("baris ditolak"),
    "received_at": lambda: _("diterima pada"),
    "release": lambda: _("rilis"),
    "error": lambda: _("kesalahan"),
    "shown": lambda: _("ditampilkan kepada pengundang"),
    "case": lambda: _("permintaan"),
    "right": lambda: _("hak"),
    "asked_at": lambda: _("diminta pada"),
    "due_at": lambda: _("tenggat"),
    "found_at": lambda: _("diketahui pada"),
    "what": lambda: _("yang terjadi"),
    "data": lambda: _("data yang mana"),
    "whose": lambda: _("data siapa"),
    "many": lambda: _("berapa orang"),
    "done": lambda: _("penanganan"),
    "people_told_at": lambda: _("orangnya diberi tahu pada"),
    "authority_told_at": lambda: _("lembaga diberi tahu pada"),
    "public_told_at": lambda: _("masyarakat diberi tahu pada"),
}

#: Codes of what was decided, of where a pair, a task or a meeting stands, and of how an answer came and what became of
#: it.
_VALUES: Final[Mapping[str, Callable[[], str]]] = {
    "waiting": lambda: _("menunggu"),
    "second": lambda: _("menunggu pendapat kedua"),
    "disputed": lambda: _("dua pendapat berbeda"),
    "aside": lambda: _("tidak dapat dipastikan"),
    "settled": lambda: _("diputuskan"),
    "withdrawn": lambda: _("tidak ditanyakan lagi"),
    "same": lambda: _("satu orang"),
    "apart": lambda: _("bukan satu orang"),
    "unsure": lambda: _("ragu"),
    "reopened": lambda: _("dibuka kembali"),
    "open": lambda: _("ditanyakan"),
    "answered": lambda: _("menunggu rilis berikutnya"),
    "contested": lambda: _("jawabannya bertentangan"),
    "planned": lambda: _("direncanakan"),
    "held": lambda: _("selesai"),
    "cancelled": lambda: _("dibatalkan"),
    "holds": lambda: _("berlaku"),
    "agrees": lambda: _("sama dengan jawaban yang berlaku"),
    "waits": lambda: _("bertentangan, menunggu pilihan"),
    "overruled": lambda: _("diganti jawaban lain"),
    "outside": lambda: _("tugas pengirimnya sudah berakhir"),
    "page": lambda: _("halaman"),
    "phone": lambda: _("ponsel"),
    "paper": lambda: _("lembar kertas"),
    "meeting": lambda: _("musyawarah"),
}

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_CODE: Final = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
_ACCOUNT: Final = "account:"


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after, in words; ``changed`` where they differ."""

    about: str
    before: str
    after: str
    changed: bool


def action_words(action: str) -> str:
    """What was done; its code where this version does not know it."""
    return ACTIONS[action]() if action in ACTIONS else action


def subject_words(subject: str, names: Mapping[str, str]) -> str:
    """What it was done to. ``names`` are those of accounts, by ``account:3``."""
    if subject in names:
        return names[subject]
    if subject in _WHOLE:
        return _WHOLE[subject]()
    whole, _colon, part = subject.rpartition(":")
    if part in _PARTS and ":" in whole:
        return _PARTS[part]().format(whole=subject_words(whole, names))
    kind, colon, key = subject.partition(":")
    said = {"page": page_words, "counted": code_words}.get(kind, str)(key)
    return _SUBJECTS[kind]().format(id=said) if colon and kind in _SUBJECTS else subject


def reason_words(entry: Entry) -> str:
    """Why it was done: what somebody wrote, or in words what the program keeps there. Empty where that is said."""
    if entry.action == "web.refused":
        return "" if entry.subject == f"page:{entry.reason}" else page_words(entry.reason)
    if entry.action == "web.looked" and entry.reason in set(What):
        return what_words()[What(entry.reason)]
    return entry.reason


def who_words(by: str, names: Mapping[str, str]) -> str:
    """Who did it."""
    return _("program Padan") if by == "padan" else subject_words(by, names)


def accounts_in(entries: Iterable[Entry]) -> set[int]:
    """The numbers of the accounts that entries speak of."""
    said = {text for entry in entries for text in (entry.by, entry.subject) if text.startswith(_ACCOUNT)}
    return {int(number) for text in said if (number := text.removeprefix(_ACCOUNT)).isdigit()}


def changes(entry: Entry) -> tuple[Change, ...]:
    """Every value that an entry tells of, before and after: those that changed first."""
    before, after = (json.loads(text) if text else {} for text in (entry.before, entry.after))
    both = entry.before is not None and entry.after is not None
    told = [
        Change(
            _KEYS[key]() if key in _KEYS else key.replace("_", " "), _told(key, before.get(key)),
            _told(key, after.get(key)), both and before.get(key) != after.get(key),
        )
        for key in dict.fromkeys((*before, *after))
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda change: not change.changed))


def _told(key: str, found: Any) -> str:
    if isinstance(found, list):
        return ", ".join(_told(key, each) for each in found)
    if isinstance(found, dict):
        return "; ".join(f"{name}: {_told(name, each)}" for name, each in found.items())
    if isinstance(found, int) and not isinstance(found, bool):
        return count(found)
    if not isinstance(found, str):
        return written(found)
    if key == "role" and found in set(Role):
        return _(FACTS[Role(found)].title)
    if key in ("area", "areas", "within") and _CODE.fullmatch(found):
        return region_name(found)
    if key == "action":
        return action_words(found)
    if key == "page":
        return page_words(found)
    if key in ("state", "said", "verdict", "outcome", "channel") and found in _VALUES:
        return _VALUES[found]()
    if key in OF_TRAIL:
        return OF_TRAIL[key](found)
    return _when(found)


def _when(found: str) -> str:
    """A day or a moment as people write it; other texts, also those that only look like one, as they are."""
    try:
        if _DAY.fullmatch(found):
            return day(date.fromisoformat(found))
        if _MOMENT.match(found):
            local = timezone.localtime(datetime.fromisoformat(found))
            return f"{day(local.date())} {local:%H.%M}"
    except ValueError:
        pass  # somebody typed it: the trail keeps what was typed
    return found
