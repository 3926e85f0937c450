"""A group's credibility in neutral words, for those who can measure again."""

from __future__ import annotations

from padan.kernel.texts import _, language
from padan.reference.quality import score_classes
from padan.rules.growth.credibility.doubt import PARTS
from padan.rules.growth.credibility.groups import Groups


def doubt_sentences(groups: Groups, place: int) -> list[str]:
    """What gives doubt in the group at ``place``, then what is asked for; empty where nothing does."""
    found = [part for part in PARTS if groups.doubt.found(part)[place]]
    if not found:
        return []
    said = [_part_words()[part] for part in found]
    return [*said, _("Ini bukan tuduhan: mohon diukur ulang bersama bidan atau petugas gizi.")]


def score_sentences(groups: Groups, place: int) -> list[str]:
    """The score's class of the group at ``place``, and which parts could not be judged."""
    score = groups.score
    left_out = [part for part, points in score.points.items() if points[place] != points[place]]
    grade = int(score.grade[place])
    if grade:
        kind = score_classes()[grade - 1]
        name = kind.text_id if language() == "id" else kind.text_en
        out = [
            _("Mutu ukuran: {name} ({points:.0f} poin kekurangan).").format(name=name, points=float(score.total[place]))
        ]
    else:
        out = [_("Mutu ukuran belum dapat dinilai: terlalu sedikit anak.")]
    if left_out:
        names = ", ".join(_score_words()[part] for part in left_out)
        out.append(_("Tidak dinilai karena terlalu sedikit anak: {parts}.").format(parts=names))
    return out


def part_sentence(part: str) -> str:
    """What one part of the doubt says, in neutral words."""
    return _part_words()[part]


def _part_words() -> dict[str, str]:
    return {
        "copied": _("Angka-angka di sini mirip sekali dari bulan ke bulan: berat dan tinggi banyak anak sama persis."),
        "repeated_series": _("Deretan ukuran beberapa anak sama persis dengan deretan anak lain."),
        "weight_by_length": _("Anak-anak yang sama tingginya hampir selalu sama persis pula beratnya."),
        "same_gain": _("Berat banyak anak berubah dengan jumlah yang sama persis."),
        "steady": _("Pertumbuhan semua anak terlalu rata dari bulan ke bulan."),
        "spread": _("Ukuran anak-anak di sini terlalu mirip satu sama lain."),
        "whole_weights": _("Hampir semua berat ditulis bulat dalam kilogram; mohon ditulis sampai 0,1 kg."),
        "five_lengths": _("Hampir semua tinggi ditulis dalam kelipatan 5 cm; mohon ditulis sampai 0,1 cm."),
    }


def _score_words() -> dict[str, str]:
    return {
        "flagged": _("angka yang hampir tidak mungkin"),
        "spread": _("sebaran BB/TB"),
        "sex_ratio": _("banding laki-laki dan perempuan"),
        "age_ratio": _("banding umur"),
        "digits_weight": _("angka akhir berat"),
        "digits_length": _("angka akhir tinggi"),
        "skewness": _("kemiringan sebaran"),
        "kurtosis": _("keruncingan sebaran"),
    }
