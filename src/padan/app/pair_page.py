"""Why two records are, or are not, one person, in words."""

from __future__ import annotations

from padan.app.register import Register, Row
from padan.app.screen import day, decimal, facts, heading, percent, say, table
from padan.app.wording import claimed, number, place_in_file, role_name, source_name
from padan.kernel.texts import _
from padan.pipeline.release.explanation import Explanation, Ground, Named, Verdict

#: From this many bits on, the words are "very strong", "strong", "fair" and "weak".
_STRENGTHS = (10.0, 5.0, 2.0, 0.5)


def show_pair(register: Register, found: Explanation, *, full: bool) -> None:
    """Print the two records, the answer, each piece of evidence, and what else decided."""
    say(_("Satu orang?") + " " + (_("Ya.") if found.same else _("Tidak.")), style="bold")
    say(_answer(register, found))
    heading(_("Kedua catatan"))
    facts(
        (label, _told(register, record, full=full)) for label, record in (("A", found.record_a), ("B", found.record_b))
    )
    if found.evidence:
        _evidence(found)
    if found.chain:
        heading(_("Rantai catatan yang menghubungkan"))
        for step in found.chain:
            how = _("nomor orang dalam daftar itu sama") if step.bits is None else _bits(step.bits) + " bit"
            say(f"  {_told(register, step.record_a, full=full)}")
            say(f"    ↓ {how}")
        say(f"  {_told(register, found.chain[-1].record_b, full=full)}")
    for named in found.named:
        say("")
        say(_named(register, named))


def _answer(register: Register, found: Explanation) -> str:
    threshold = f"{_bits(found.threshold)} bit, {percent(found.threshold_probability)}"
    answers = {
        Verdict.DIRECT: _("Buktinya sendiri cukup: jumlahnya di atas ambang ({threshold})."),
        Verdict.SAME_KEY: _("Daftarnya sendiri memberi keduanya nomor orang yang sama."),
        Verdict.THROUGH_OTHERS: _(
            "Kedua catatan ini tidak ditautkan langsung, tetapi masing-masing sama dengan catatan lain di bawah ini."
        ),
        Verdict.BY_PARENT: _("Orang tua yang disebut di baris anak dinyatakan orang yang sama."),
        Verdict.WEAK: _("Jumlah buktinya di bawah ambang ({threshold})."),
        Verdict.NEVER_COMPARED: _(
            "Buktinya cukup, tetapi keduanya tidak pernah dibandingkan: tidak ada NIK, KK, nama, tanggal lahir atau "
            "orang tua yang persis sama."
        ),
        Verdict.PROMISE: _(
            "Buktinya cukup, tetapi satu daftar memuat keduanya di dua baris, dan daftar itu memuat tiap orang satu "
            "kali: {clash}."
        ),
        Verdict.PROVED_NUMBERS: _(
            "Buktinya cukup, tetapi NIK keduanya masing-masing cocok dengan tanggal lahirnya dan jauh berbeda: {clash}."
        ),
        Verdict.OTHERS_FORBID: _(
            "Buktinya cukup, tetapi catatan lain yang lebih dulu tergabung dengan salah satunya tidak boleh satu orang "
            "dengan yang lain."
        ),
        Verdict.OTHER_PARENT: _("Orang tua yang disebut di baris anak dinyatakan orang lain."),
    }  # fmt: skip
    clash = "; ".join(_place(register, record) for record in found.clash or ())
    return answers[found.verdict].format(threshold=threshold, clash=clash)


def _evidence(found: Explanation) -> None:
    heading(_("Bukti"))
    rows = [
        (_("sebelum melihat bukti"), _("dua catatan sembarang jarang satu orang"), _bits(found.prior), ""),
        *((_(e.asked), _(e.found), _bits(e.bits), _strength(e.bits)) for e in found.evidence),
    ]
    if found.rarity:
        said = _("nama yang jarang dipakai") if found.rarity > 0 else _("nama yang banyak dipakai")
        rows.append((_("langka atau umumnya nama"), said, _bits(found.rarity), _strength(found.rarity)))
    total, probability = found.total or 0.0, found.probability or 0.0
    said = _("peluang satu orang {percent}").format(percent=percent(probability))
    rows.append((_("Jumlah"), said, _bits(total), ""))
    headers = (_("Yang dibandingkan"), _("Yang ditemukan"), _("Bobot (bit)"), _("Artinya"))
    table(headers, rows, right=[2], bold=[len(rows) - 1])


def _strength(bits: float) -> str:
    words = (_("sangat kuat"), _("kuat"), _("sedang"), _("lemah"))
    for least, word in zip(_STRENGTHS, words, strict=True):
        if abs(bits) >= least:
            return (_("{strength} mendukung") if bits > 0 else _("{strength} menentang")).format(strength=word)
    return _("tidak berarti")


def _bits(bits: float) -> str:
    return f"{'+' if bits >= 0 else '-'}{decimal(abs(bits))}"


def _row(register: Register, record: str) -> Row:
    return register.rows("SELECT * FROM record WHERE record_id = ?", [record])[0]


def _place(register: Register, record: str) -> str:
    row = _row(register, record)
    return place_in_file(row["file"], row["sheet"], row["row"])


def _told(register: Register, record: str, *, full: bool) -> str:
    row = _row(register, record)
    parts = (
        row["name"] or _("tanpa nama"),
        claimed("sex", row["sex"], full=full),
        _("lahir {day}").format(day=day(row["birth_date"])) if row["birth_date"] else "",
        f"NIK {number(row['nik'], full=full)}" if row["nik"] else "",
        f"{source_name(row['source'])} ({role_name(row['role'])}): "
        f"{place_in_file(row['file'], row['sheet'], row['row'])}",
    )
    return ", ".join(part for part in parts if part)


def _named(register: Register, named: Named) -> str:
    row = _row(register, named.record)
    person = register.rows("SELECT name FROM person WHERE person_id = ?", [row["person_id"]])[0]
    grounds = {
        Ground.NUMBER: _("NIK yang tertulis untuknya sama dengan NIK orang itu"),
        Ground.OWN_FAMILY: _("orang itu ada di keluarga anak ini menurut suatu daftar, dan namanya mirip"),
        Ground.NAME_AND_PLACE: _("nama, pasangan, umur dan desanya cocok dengan orang itu"),
        Ground.ONLY_NAMED: _("tidak ada daftar yang mengenalnya; ia hanya dikenal dari baris anaknya"),
    }
    return _(
        "{name}, {role} yang disebut di {place}, dinyatakan sebagai {person} ({id}): {ground} (peluang {percent})."
    ).format(
        name=row["name"] or _("tanpa nama"), role=role_name(row["role"]),
        place=place_in_file(row["file"], row["sheet"], row["row"]), person=person["name"] or _("tanpa nama"),
        id=row["person_id"], ground=grounds[named.ground], percent=percent(named.probability),
    )  # fmt: skip
