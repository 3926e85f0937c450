"""Growth over time in words that a cadre understands: each function words one visit (a row of the input)."""

from __future__ import annotations

from datetime import date
from math import erf, isnan, sqrt

from padan.kernel.texts import _
from padan.kernel.writing import decimal
from padan.reference.weight_gain import Thresholds, thresholds
from padan.rules.growth.answer import Answer
from padan.rules.growth.following.codes import Gain, Ground, Method, Reason, Recovery
from padan.rules.growth.following.following import Following


def gain_words(following: Following, row: int) -> str:
    """N, T, O or B and what it rests on, or why there is none."""
    gain = following.gain
    status = Gain(int(gain.status[row]))
    if status is Gain.NEW:
        return _("Baru pertama kali ditimbang (B).")
    if status is Gain.NOT_WEIGHED_BEFORE:
        return _("Bulan lalu tidak ditimbang (O).")
    if status is Gain.UNKNOWN:
        return _reason_words("weight", Reason(int(gain.reason[row])))
    if gain.prorated[row]:
        text = _("{change}; paling sedikit {least} g untuk umur {months} bulan (KBM menurut jumlah hari).")
    else:
        text = _("{change}; paling sedikit {least} g untuk umur {months} bulan (KBM).")
    change = _change_words(float(gain.grams[row]), float(gain.days[row]))
    return text.format(change=change, least=round(gain.least[row]), months=round(gain.months[row]))


def failure_words(following: Following, row: int) -> str:
    """That weight was not gained in several months in a row; nothing below two."""
    times = int(following.gain.failures[row])
    return _("Berat tidak naik {times} kali berturut-turut ({times}T).").format(times=times) if times > 1 else ""


def chart_words(following: Following, row: int) -> str:
    """Below the red line or above the orange line of the growth chart; nothing between."""
    if following.gain.below_red[row] == Answer.YES:
        return _("Berat di bawah garis merah (BGM).")
    if following.gain.above_orange[row] == Answer.YES:
        return _("Berat di atas garis oranye.")
    return ""


def pace_words(following: Following, measure: str, row: int) -> str:
    """How fast ``weight`` or ``length`` grew beside healthy children, or why that is not known."""
    pace = following.pace[measure]
    method = Method(int(pace.method[row]))
    if method is Method.NONE:
        return _reason_words(measure, Reason(int(pace.reason[row])))
    change = _change_words if measure == "weight" else _length_words
    what = change(float(pace.gain[row]), float(pace.days[row]))
    return f"{what}. {_share_words(float(pace.z[row]))} {_method_words(method)}"


def crossing_words(following: Following, indicator: str, row: int) -> str:
    """Lines of the chart crossed since the visit before; nothing where none was."""
    crossed = following.crossings[indicator]
    down, up = int(crossed.down[row]), int(crossed.up[row])
    name = {
        "weight_for_age": _("berat menurut umur"),
        "length_for_age": _("panjang atau tinggi menurut umur"),
    }.get(indicator, _("berat menurut panjang atau tinggi"))
    if down:
        return _("Turun melewati {lines} garis pada grafik {chart}.").format(lines=down, chart=name)
    return _("Naik melewati {lines} garis pada grafik {chart}.").format(lines=up, chart=name) if up else ""


def slope_words(following: Following, indicator: str, row: int) -> str:
    """The slope of half a year and how sure it is; nothing where there are too few visits."""
    slope = following.slope[indicator]
    if isnan(slope.per_month[row]):
        return ""
    text = _("Perubahan z-score {change} per bulan (galat baku {error}) dari {visits} kunjungan.")
    change, error = (decimal(float(value[row]), 2) for value in (slope.per_month, slope.error))
    return text.format(change=change, error=error, visits=int(slope.visits[row]))


def since_words(days: int) -> str:
    """How long ago the last visit was (``Latest.days_since``)."""
    return _("Terakhir diukur {days} hari yang lalu.").format(days=days)


def ground_words(following: Following, row: int, limits: Thresholds | None = None) -> tuple[str, ...]:
    """Each ground on which growth falters at this visit."""
    limits = thresholds() if limits is None else limits
    faltering, best = following.faltering, following.crossings["weight_for_age"]
    texts = {
        Ground.LENGTH_FELL: _("Panjang badan turun {fall} SD dalam {days} hari."),
        Ground.LENGTH_SLOW: _("Panjang badan bertambah terlalu lambat."),
        Ground.WEIGHT_SLOW: _("Berat badan bertambah terlalu lambat."),
        Ground.NOT_GAINED_AGAIN: _("Berat tidak naik {times} kali berturut-turut ({times}T)."),
        Ground.WEIGHT_LINES: _("Berat turun melewati {lines} garis pertumbuhan dalam {window} hari terakhir."),
    }
    grounds = int(faltering.grounds[row])
    held = [text for ground, text in texts.items() if grounds & ground]
    fall, days = float(faltering.length_fall[row]), float(faltering.length_days[row])
    figures = {
        "fall": decimal(fall, 2),
        "days": f"{days:.0f}",
        "times": int(following.gain.failures[row]),
        "lines": int(best.down_from_best[row]),
        "window": round(limits.window_days),
    }
    return tuple(text.format(**figures) for text in held)


def faltering_words(following: Following, row: int) -> str:
    """Whether growth falters before the child is stunted."""
    if not following.faltering.grounds[row]:
        return ""
    return {
        Answer.YES: _("Pertumbuhan melambat, anak belum stunting: tolong sekarang."),
        Answer.NO: _("Pertumbuhan melambat pada anak yang sudah stunting."),
        Answer.UNKNOWN: _("Pertumbuhan melambat; belum diketahui stunting atau tidak: ukur panjang badannya."),
    }[Answer(int(following.faltering.before_stunting[row]))]


def spell_words(following: Following, condition: str, row: int) -> str:
    """The state as known at this visit: ``stunted``, ``wasted`` or ``underweight``, since when and for how long."""
    spell = following.spells[condition]
    name = {"stunted": _("stunting"), "wasted": _("wasting (gizi kurang atau gizi buruk)")}.get(
        condition, _("berat badan kurang")
    )
    state = Answer(int(spell.state[row]))
    if state is Answer.UNKNOWN:
        return _("Belum diketahui {condition} atau tidak.").format(condition=name)
    since = date.fromordinal(int(spell.since_day[row])).strftime("%d-%m-%Y")
    if state is Answer.YES:
        text = _("Tercatat {condition} sejak {since}; seluruhnya sekitar {days} hari.")
        return text.format(condition=name, since=since, days=round(float(spell.days[row])))
    texts = {
        Recovery.NONE: _("Tidak {condition} sejak {since}."),
        Recovery.BETTER: _("Tidak lagi {condition} pada {since}; pastikan pada pengukuran berikutnya."),
        Recovery.RECOVERED: _("Pulih dari {condition} sejak {since}."),
    }
    return texts[Recovery(int(spell.recovery[row]))].format(condition=name, since=since)


def visit_words(following: Following, row: int) -> tuple[str, ...]:
    """Everything there is to say of one visit, the weight first; nothing twice."""
    said = (
        gain_words(following, row),
        failure_words(following, row),
        chart_words(following, row),
        faltering_words(following, row),
        *ground_words(following, row),
        spell_words(following, "stunted", row),
        spell_words(following, "wasted", row),
    )
    return tuple(dict.fromkeys(text for text in said if text))


def _change_words(grams: float, days: float) -> str:
    if grams > 0:
        text = _("Berat naik {grams} g dalam {days} hari")
    elif grams < 0:
        text = _("Berat turun {grams} g dalam {days} hari")
    else:
        text = _("Berat tetap dalam {days} hari")
    return text.format(grams=round(abs(grams)), days=round(days))


def _length_words(centimetres: float, days: float) -> str:
    if centimetres < 0:
        text = _("Panjang tampak berkurang {cm} cm dalam {days} hari")
    else:
        text = _("Panjang bertambah {cm} cm dalam {days} hari")
    return text.format(cm=decimal(abs(centimetres), 1), days=round(days))


def _share_words(z: float) -> str:
    """How many of 100 healthy children grow less, which says what a z does not."""
    below = 50 * (1 + erf(z / sqrt(2)))
    if below < 1:
        return _("Kurang dari 1 di antara 100 anak sehat bertambah sesedikit ini.")
    if below > 99:
        return _("Kurang dari 1 di antara 100 anak sehat bertambah sebanyak ini.")
    return _("{share} di antara 100 anak sehat bertambah lebih sedikit.").format(share=round(below))


def _method_words(method: Method) -> str:
    if method is Method.CONDITIONAL:
        return _("(Dihitung dari perubahan z-score, karena jarak waktunya tidak ada dalam tabel WHO.)")
    if method is Method.CONDITIONAL_EXTRAPOLATED:
        return _("(Perkiraan: umur atau jarak waktunya di luar tabel WHO.)")
    return _("(Tabel kecepatan tumbuh WHO, {months} bulan.)").format(months=int(method))


def _reason_words(measure: str, reason: Reason) -> str:
    weight = measure == "weight"
    return {
        Reason.NOT_MEASURED: _("Tidak ditimbang.") if weight else _("Panjang badan tidak diukur."),
        Reason.FLAGGED: _("Berat ini tidak masuk akal; timbang ulang.")
        if weight
        else _("Panjang ini tidak masuk akal; ukur ulang."),
        Reason.FIRST: _("Belum ada pengukuran sebelumnya."),
        Reason.EARLIER_FLAGGED: _("Pengukuran sebelumnya tidak masuk akal, jadi tidak bisa dibandingkan."),
        Reason.TOO_CLOSE: _("Terlalu dekat dengan pengukuran sebelumnya."),
        Reason.TOO_LONG_AGO: _("Pengukuran sebelumnya sudah terlalu lama."),
        Reason.SEX: _("Jenis kelamin belum diketahui."),
        Reason.AGE: _("Umur belum diketahui."),
        Reason.NO_STANDARD: _("Tidak ada angka pembanding untuk umur ini."),
    }[reason]
