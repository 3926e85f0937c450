"""The words of the phone's application, by the codes under which its scripts ask for them."""

from __future__ import annotations

from padan.kernel.numbers import NumberQuality, NumberReading, why_not
from padan.kernel.texts import _
from padan.reports.delivery_words import checked_words, taker_words
from padan.rules.delivery import Checked, Taker
from padan.rules.giving.units import UNITS, unit_words


def words() -> dict[str, str]:
    """All of them in the reader's language; what they name stands in braces."""
    return {
        **_frame(), **_list(), **_forms(), **_choice(), **_faults(), **_handing(), **_hand_over(), **_proofs(),
        **_card(),
    }  # fmt: skip


def _frame() -> dict[str, str]:
    return {
        "title": _("Padan: tugas desa"),
        "tasks": _("Tugas"),
        "queue": _("Antrean"),
        "new_family": _("Keluarga baru"),
        "send": _("Kirim"),
        "refresh": _("Perbarui"),
        "at_work": _("sedang mengirim…"),
        "all_sent": _("Semua jawaban sudah dikirim"),
        "unsent": _("{n} jawaban belum dikirim"),
        "list_of": _("daftar diperbarui {when}"),
        "never": _("belum pernah"),
        "just_now": _("baru saja"),
        "minutes_ago": _("{n} menit lalu"),
        "hours_ago": _("{n} jam lalu"),
        "days_ago": _("{n} hari lalu"),
        "ended_offline": _("tanpa jaringan; jawaban tersimpan di ponsel"),
        "ended_signin": _("masuk lagi untuk mengirim; jawaban tetap tersimpan."),
        "ended_none": _("akun ini tidak punya jabatan untuk tugas"),
        "ended_later": _("kantor belum menjawab; nanti dicoba lagi"),
        "sign_in": _("Masuk"),
        "sign_out": _("Keluar"),
        "who": _("Pengguna: {name}."),
        "pages": _("Ke halaman biasa"),
        "refused": _("{n} jawaban ditolak."),
        "mend_now": _("Perbaiki"),
        "leave_offline": _("Keluar memerlukan jaringan. Kunci layar ponsel Anda sampai ada jaringan."),
        "leave_unsent": _(
            "{n} jawaban belum dikirim. Bila Anda keluar sekarang, jawaban itu tinggal di ponsel ini dan hanya dapat "
            "dikirim setelah Anda masuk lagi. Tetap keluar?"
        ),
    }


def _list() -> dict[str, str]:
    return {
        "no_tasks": _("Tidak ada tugas untuk Anda."),
        "not_all": _("Ponsel ini memuat {n} tugas yang paling mendesak dari {all}."),
        "search": _("Cari nama, alamat, atau jenis tugas"),
        "village": _("Desa"),
        "all_villages": _("Semua desa"),
        "shown": _("{n} tugas, {late} terlambat"),
        "more": _("Tampilkan lagi"),
        "contested": _("Bertentangan"),
        "meeting": _("Dalam musyawarah"),
        "state_unsent": _("Belum dikirim"),
        "state_unsure": _("Dikirim, belum ada kabar"),
        "state_refused": _("Ditolak: perbaiki"),
        "state_sent": _("Terkirim"),
        "nothing_waits": _("Tidak ada jawaban yang menunggu dikirim."),
        "others": _("{n} jawaban milik pengguna lain belum dikirim. Ia harus masuk di ponsel ini untuk mengirimnya."),
        "sent": _("Sudah dikirim"),
        "nothing_sent": _("Belum ada jawaban yang dikirim dari ponsel dalam 30 hari ini."),
    }


def _forms() -> dict[str, str]:
    return {
        "why": _("Mengapa ditanyakan"),
        "optional": _("(tidak wajib)"),
        "register_has": _("Tercatat: {now}"),
        "lists_say": _("Menurut daftar; ketuk untuk mengisi"),
        "choose_one": _("Pilih"),
        "save": _("Simpan"),
        "saved": _("Tersimpan di ponsel."),
        "mend": _("Perbaiki isian yang ditandai."),
        "replaces_unsent": _("Anda sudah menjawab, belum dikirim. Simpan lagi untuk menggantinya."),
        "replaces_sent": _("Jawaban Anda sudah dikirim, belum ada kabar. Jawaban ini akan dikirim sesudahnya."),
        "gone": _("Tidak ada di ponsel ini"),
        "gone_why": _("Tugas ini sudah dijawab atau tidak ditanyakan lagi."),
        "gone_sent": _("Jawaban ini sudah dikirim."),
        "throw_away": _("Buang jawaban ini"),
        "throw_away_sure": _("Jawaban yang ditolak ini akan dihapus dari ponsel. Lanjutkan?"),
        "thrown_away": _("Jawaban dihapus dari ponsel."),
        "report_why": _(
            "Laporkan keluarga yang tinggal di desa tetapi belum ada di daftar tugas atau daftar mana pun."
        ),
        "head": _("Kepala keluarga"),
        "person": _("Orang ke-{n}"),
        "add_person": _("Tambah orang"),
        "leave_out": _("Hapus orang ini"),
    }


def _choice() -> dict[str, str]:
    return {
        "contested_why": _("Jawaban atas tugas ini bertentangan. Tidak ada yang hilang; pilih yang benar."),
        "which_holds": _("Jawaban mana yang benar?"),
        "my_answer": _("Jawaban saya"),
        "office_answer": _("Jawaban kantor: {name}"),
        "office_data": _("Data kantor"),
        "office_data_why": _("Daftar berubah sesudah pertanyaan dibaca; pakai isi daftar yang baru."),
        "reason": _("Alasan"),
        "choose_this": _("Simpan pilihan"),
        "choice_blank": _("Pilih satu jawaban dan tulis alasannya."),
        "choice_offline": _("Pilihan memerlukan jaringan. Coba lagi nanti; kedua jawaban tetap tersimpan."),
    }


def _faults() -> dict[str, str]:
    """As :mod:`padan.rules.tasks.answering` says them."""
    unsound = NumberReading(None, None, None, NumberQuality.MALFORMED)
    return {
        "blank": _("Belum diisi."),
        "not_asked": _("Hanya diisi bila jawaban sebelumnya cocok; kosongkan."),
        "any_of": _("Isi paling sedikit satu jawaban selain catatan."),
        "choose": _("Pilih salah satu jawaban."),
        "too_long": _("Paling panjang {longest} huruf."),
        "no_day": _("Tulis tanggal seperti 2026-11-28."),
        "not_yet": _("Tanggal ini belum terjadi."),
        "no_number": why_not(unsound),
        "one_village": _("Pilih satu desa."),
        "one_family": _("Pilih satu keluarga."),
    }


def _handing() -> dict[str, str]:
    """Of the list of families, and of what waits."""
    return {
        "handing": _("Penyaluran"),
        "no_rounds": _("Belum ada bantuan yang disalurkan di desa Anda."),
        "hand_round": _("Putaran bantuan"),
        "hand_month": _("Bulan bantuan, mulai"),
        "hand_search": _("Cari nama, alamat, nomor antrean, atau kode kartu"),
        "hand_shown": _("{n} keluarga, {done} sudah menerima semua"),
        "hand_number": _("Nomor {n}"),
        "hand_all": _("Sudah menerima semua"),
        "hand_some": _("Menerima sebagian"),
        "hand_none": _("Belum menerima"),
        "hand_waits": _("Menunggu dikirim"),
        "hands_unsent": _("{n} penyerahan menunggu dikirim"),
        "no_name": _("tanpa nama"),
        "no_picture_taken": _("Kantor tidak menerima satu foto atau tanda tangan; penyerahannya tetap tersimpan."),
        "throw_hand": _("Buang catatan ini"),
        "throw_hand_sure": _("Catatan penyerahan ini akan dihapus dari ponsel. Lanjutkan?"),
        "hand_thrown": _("Catatan dihapus dari ponsel."),
        "hand_gone": _("Catatan ini sudah dikirim. Bila keliru, beri tahu petugas data."),
        "no_family": _("Keluarga ini tidak ada lagi di daftar penyaluran ponsel ini. Beri tahu petugas data."),
        "leave_hands": _(
            "{n} penyerahan menunggu dikirim. Bila Anda keluar sekarang, catatan itu tinggal di ponsel ini dan hanya "
            "dapat dikirim setelah Anda masuk lagi. Tetap keluar?"
        ),
    }


def _hand_over() -> dict[str, str]:
    """Of the form; faults as :mod:`padan.rules.delivery.checking` says them."""
    return {
        "hand_line": _("hak {amount} {unit}, diterima {got}, menunggu dikirim {waits}, sisa {rest}"),
        "hand_freed": _("Keluarga ini tercatat meninggalkan daftar penerima sejak {day}."),
        "hand_outcome": _("Apa yang terjadi?"),
        "outcome_given": _("Bantuan diserahkan"),
        "outcome_refused": _("Ditolak keluarga"),
        "outcome_absent": _("Tidak hadir"),
        "hand_amount": _("Jumlah {item} ({unit})"),
        **{f"unit_{each}": unit_words(each) for each in UNITS},
        "hand_rest": _("Sisa hak: {n}. Kosongkan bila tidak diserahkan."),
        "hand_instead": _("Ganti {item} dengan barang lain"),
        "hand_rate": _("{what} menggantikan {of}. Paling banyak {n}."),
        "in_place": _("(pengganti {item})"),
        "hand_over_rest": _("Jumlahnya melebihi sisa hak keluarga ini dan akan bertentangan. Tetap simpan?"),
        "hand_point": _("Titik bagi"),
        "no_points": _("Belum ada titik bagi di desa ini. Minta petugas data menambahkannya."),
        "hand_paper": _("Nomor bukti"),
        "no_takers": _("Tidak tercatat orang dewasa di keluarga ini. Minta petugas data mencatat wali yang ditunjuk."),
        "who_took": _("Siapa yang menerima?"),
        "taker_family": _("Anggota keluarga lain"),
        "taker_proxy": taker_words(Taker.PROXY),
        "taker_name": _("Nama yang menerima"),
        "how_checked": _("Diperiksa dengan apa?"),
        **{f"checked_{each}": checked_words(each) for each in Checked},
        "hand_note": _("Catatan"),
        "why_refused": _("Tulis mengapa bantuan ditolak."),
        "no_amount": _("Isi jumlah dengan angka bulat mulai dari 1."),
        "choose_point": _("Pilih titik bagi."),
        "choose_taker": _("Pilih siapa yang menerima."),
        "choose_check": _("Pilih cara memeriksanya."),
    }


def _proofs() -> dict[str, str]:
    """Of pictures, signatures and the place."""
    return {
        "one_proof": _(
            "Bukti: foto, tanda tangan, atau cap jempol. Tanpa satu pun, penyerahan tetap tersimpan, tetapi tidak "
            "tepat administrasi."
        ),
        "had_proofs": _("Bukti yang dahulu diambil tetap dipakai bila tidak diganti."),
        "photo": _("Foto penyerahan"),
        "sign": _("Tanda terima"),
        "sign_screen": _("Tanda tangan di layar"),
        "sign_thumb": _("Cap jempol di kertas"),
        "sign_again": _("Hapus tanda tangan"),
        "thumb_photo": _("Foto cap jempol"),
        "thumb_how": _("Untuk yang tidak dapat menulis: cap jempolnya di kertas, lalu foto kertasnya."),
        "letter_photo": _("Foto surat kuasa"),
        "no_letter": _("Tanpa foto surat kuasa, penyerahan tetap tersimpan, tetapi tidak tepat administrasi."),
        "no_picture": _("Berkas ini bukan foto. Ambil foto lagi."),
        "place": _("Tempat penyerahan dicatat bila Anda mengizinkannya."),
        "place_known": _("Tempat penyerahan ikut dicatat."),
        "place_unknown": _("Tempat penyerahan tidak diketahui. Penyerahan tetap dapat disimpan."),
    }


def _card() -> dict[str, str]:
    """Of the recipient's card."""
    return {
        "card_type": _("Kode tertulis di kartu penerima."),
        "card_scan": _("Pindai kartu"),
        "card_aim": _("Arahkan kamera ke kode QR di kartu."),
        "card_stop": _("Berhenti memindai"),
        "no_camera": _("Kamera tidak dapat dipakai. Ketik kode yang tertulis di kartu."),
        "card_of": _("Kartu ini dari putaran {round}. Pilih putaran itu lebih dahulu."),
        "card_unknown": _("Kartu ini bukan dari putaran atau desa yang ada di ponsel ini."),
    }
