"""What ties records together or keeps them apart, in words: shared by the pages of a pair and of one record."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.kernel.writing import day, decimal, percent
from padan.pipeline.release.explanation import Evidence, Explanation, Ground, How, Named, Verdict, Weighed
from padan.reports.register import Register, Row
from padan.reports.wording import claimed, number, place_in_file, role_name, source_name

#: From this many bits on, the words are "very strong", "strong", "fair" and "weak".
_STRENGTHS = (10.0, 5.0, 2.0, 0.5)

#: Pieces of evidence told in one line, and the bits from which on one is worth telling.
_MOST_TOLD, _WORTH_TELLING = 2, 0.5


def strength(bits: float) -> str:
    """How much a piece of evidence says, in words."""
    words = (_("sangat kuat"), _("kuat"), _("sedang"), _("lemah"))
    for least, word in zip(_STRENGTHS, words, strict=True):
        if abs(bits) >= least:
            return (_("{strength} mendukung") if bits > 0 else _("{strength} menentang")).format(strength=word)
    return _("tidak berarti")


def signed(bits: float) -> str:
    """Bits with their sign: +9,3."""
    return f"{'+' if bits >= 0 else '-'}{decimal(abs(bits))}"


def weight_told(bits: float, probability: float) -> str:
    """A weight with its probability: "+9,3 bit, 99,84 %"."""
    return f"{signed(bits)} bit, {percent(probability)}"


def pieces(weighed: Weighed) -> list[Evidence]:
    """All parts of a weight but the prior, in the order in which they are told; parts that say nothing are left out,
    save the comparisons themselves."""
    rare = _("nama yang jarang dipakai") if weighed.rarity > 0 else _("nama yang banyak dipakai")
    often = (
        _("dua daftar ini sering memuat orang yang sama")
        if weighed.lists > 0
        else _("dua daftar ini jarang memuat orang yang sama")
    )
    kin = _("bisa jadi dua orang serumah: saudara atau kembar")
    parts = (
        Evidence("rarity", _("langka atau umumnya nama"), "", rare, weighed.rarity),
        Evidence("kin", _("kemungkinan orang serumah"), "", kin, weighed.kin),
    )
    lists = Evidence("lists", _("kedua daftarnya"), "", often, weighed.lists)
    return [each for each in (lists,) if _shows(each)] + [*weighed.evidence] + [each for each in parts if _shows(each)]


def _shows(part: Evidence) -> bool:
    return round(part.bits, 1) != 0


def deciding(weighed: Weighed, *, against: bool = False) -> str:
    """The pieces of evidence that say most for one person (or against it), in one line."""
    sign = -1 if against else 1
    told = sorted((e for e in pieces(weighed) if sign * e.bits >= _WORTH_TELLING), key=lambda e: -sign * e.bits)
    return ", ".join(f"{_(e.found)} ({signed(e.bits)})" for e in told[:_MOST_TOLD])


def how_told(how: How) -> str:
    """What ties two records where it is not their own evidence."""
    return {
        How.EVIDENCE: _("buktinya sendiri"),
        How.SAME_KEY: _("nomor orang dalam daftar itu sama"),
        How.DECISION: _("diputuskan seseorang"),
        How.COUPLE: _("suami istri yang sama dalam dua daftar"),
        How.CHILD: _("anak yang sama dari orang tua yang sama"),
        How.PARENT: _("orang tua yang sama dari anak yang sama"),
    }[how]


def row_of(register: Register, record: str) -> Row | None:
    """The record; None when its file was withdrawn."""
    return register.one("SELECT * FROM record WHERE record_id = ?", [record])


def place_of(register: Register, record: str) -> str:
    """File and row."""
    row = row_of(register, record)
    return place_in_file(row["file"], row["sheet"], row["row"]) if row else record


def told(register: Register, record: str, *, full: bool) -> str:
    """Who the record says it is, and where it stands."""
    row = row_of(register, record)
    if row is None:
        return _("catatan {record} (tidak ada lagi)").format(record=record)
    parts = (
        row["name"] or _("tanpa nama"),
        claimed("sex", row["sex"], full=full),
        _("lahir {day}").format(day=day(row["birth_date"])) if row["birth_date"] else "",
        f"NIK {number(row['nik'], full=full)}" if row["nik"] else "",
        f"{source_name(row['source'])} ({role_name(row['role'])}): "
        f"{place_in_file(row['file'], row['sheet'], row['row'])}",
    )
    return ", ".join(part for part in parts if part)


def answer(register: Register, found: Explanation) -> str:
    """The verdict in one sentence."""
    threshold = f"{signed(found.least)} bit"
    clash = "; ".join(place_of(register, record) for record in found.clash or ())
    return _answers()[found.verdict].format(threshold=threshold, clash=clash)


def _answers() -> dict[Verdict, str]:
    return _of_one_person() | _of_two_people()


def _of_one_person() -> dict[Verdict, str]:
    return {
        Verdict.DECIDED_SAME: _("Seseorang memutuskan bahwa keduanya satu orang."),
        Verdict.DIRECT: _("Buktinya sendiri cukup: jumlahnya di atas ambang ({threshold})."),
        Verdict.SAME_KEY: _("Daftarnya sendiri memberi keduanya nomor orang yang sama."),
        Verdict.THROUGH_OTHERS: _(
            "Kedua catatan ini tidak ditautkan langsung, tetapi masing-masing sama dengan catatan lain di bawah ini."
        ),
        Verdict.BY_FAMILY: _(
            "Bukti keduanya sendiri tidak cukup; keluarganya yang menunjukkan: pasangan, anak atau orang tuanya sama."
        ),
        Verdict.BY_PARENT: _("Orang tua yang disebut di baris anak dinyatakan orang yang sama."),
    }


def _of_two_people() -> dict[Verdict, str]:
    return {
        Verdict.DECIDED_APART: _("Seseorang memutuskan bahwa ini dua orang yang berbeda: {clash}."),
        Verdict.WEAK: _("Jumlah buktinya di bawah ambang ({threshold})."),
        Verdict.NEVER_COMPARED: _(
            "Buktinya cukup, tetapi keduanya tidak pernah dibandingkan: tidak ada NIK, KK, nama, tanggal lahir atau "
            "orang tua yang persis sama."
        ),
        Verdict.CROWDED: _(
            "Buktinya cukup, tetapi keduanya tidak pernah dibandingkan: yang sama pada keduanya juga dimiliki terlalu "
            "banyak catatan lain."
        ),
        Verdict.PROMISE: _(
            "Buktinya cukup, tetapi satu daftar memuat keduanya di dua baris, dan daftar itu memuat tiap orang satu "
            "kali: {clash}."
        ),
        Verdict.PROMISE_TWINS: _(
            "Buktinya cukup, tetapi satu daftar memuat keduanya di dua baris dengan NIK yang hanya berbeda nomor "
            "urutnya, seperti NIK anak kembar: {clash}."
        ),
        Verdict.PROVED_NUMBERS: _(
            "Buktinya cukup, tetapi NIK keduanya masing-masing cocok dengan tanggal lahirnya dan jauh berbeda: {clash}."
        ),
        Verdict.PROVED_TWINS: _(
            "Buktinya cukup, tetapi NIK keduanya hanya berbeda nomor urutnya dan masing-masing tertulis lebih dari "
            "satu kali, seperti NIK anak kembar: {clash}."
        ),
        Verdict.OTHERS_FORBID: _(
            "Buktinya cukup, tetapi catatan lain menentangnya: yang sudah tergabung dengan salah satunya tidak boleh "
            "satu orang dengan yang lain, atau semua bukti di antara keduanya bersama-sama terlalu lemah, atau "
            "catatan itu sama cocoknya dengan orang ketiga."
        ),
        Verdict.OTHER_PARENT: _("Orang tua yang disebut di baris anak dinyatakan orang lain."),
    }


def named_told(register: Register, named: Named) -> str:
    """Whom a parent in a child's row was taken for, and why."""
    row = register.rows("SELECT * FROM record WHERE record_id = ?", [named.record])[0]
    person = register.rows("SELECT name FROM person WHERE person_id = ?", [row["person_id"]])[0]
    grounds = {
        Ground.NUMBER: _("NIK yang tertulis untuknya sama dengan NIK orang itu"),
        Ground.OWN_FAMILY: _("orang itu ada di keluarga anak ini menurut suatu daftar, dan namanya mirip"),
        Ground.OWN_CARD: _("nomor KK di baris anak ini sama dengan nomor KK orang itu, dan namanya mirip"),
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
