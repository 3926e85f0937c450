"""The rule's answers in words that a cadre understands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.kernel.texts import _, language
from padan.kernel.writing import listing, with_sign
from padan.reference.agencies import agencies
from padan.reference.krs import CONTRACEPTION, FACTORS, TARGETS, KrsRule, facts, pregnancy_limits
from padan.rules.risk.answers import Answer, names_in
from padan.rules.risk.families import families
from padan.rules.risk.pregnancy import PregnancyRisk
from padan.rules.risk.screening import Risk, assess


@dataclass(frozen=True, slots=True)
class FamilyRisk:
    """One family's answer with its reasons.

    ``targets``, ``factors`` and ``missing`` are names; the rest are sentences. ``because`` says what speaks for
    the verdict, ``beside`` what is recorded but makes no family at risk, ``unknown`` what is missing and who can
    tell it.
    """

    at_risk: Answer
    targets: tuple[str, ...]
    factors: tuple[str, ...]
    missing: tuple[str, ...]
    group: int
    verdict: str
    because: tuple[str, ...]
    beside: tuple[str, ...]
    unknown: tuple[str, ...]


def family_risk(rule: KrsRule, on: date, **known: Any) -> FamilyRisk:
    """One family by the same code as columns; ``known`` are the columns of ``Families``, one value each."""
    return reasons(assess(families(1, **{name: [value] for name, value in known.items()}), rule, on), 0)


def reasons(risk: Risk, row: int) -> FamilyRisk:
    """The answer of one row, with its reasons in the reader's language."""
    targets = tuple(t for t in TARGETS if risk.targets[t][row] == Answer.YES)
    factors = tuple(f for f in FACTORS if risk.factors[f][row] == Answer.YES)
    missing = names_in(int(risk.missing[row]))
    return FamilyRisk(
        at_risk=Answer(int(risk.at_risk[row])),
        targets=targets,
        factors=factors,
        missing=missing,
        group=int(risk.group[row]),
        verdict=_verdict(risk, row),
        because=_because(risk, row, targets, factors),
        beside=_beside(risk, row),
        unknown=tuple(ask(fact) for fact in missing),
    )


def target_words(target: str, rule: KrsRule) -> str:
    """A target in words, with the rule's figures."""
    two, five = rule.under_two_months, rule.under_five_months
    return {
        "pregnant": _("ibu hamil"),
        "under_two": _("anak {low} sampai {high} bulan").format(low=0, high=two - 1),
        "under_five": _("anak {low} sampai {high} bulan").format(low=two, high=five - 1),
        "couple": _("pasangan usia subur"),
    }[target]


def factor_words(factor: str, rule: KrsRule) -> str:
    """A factor in words, with the rule's figures."""
    words = {
        "water_unsafe": _("sumber air minum utama tidak layak"),
        "latrine_unsafe": _("tidak ada jamban, atau jamban tanpa tangki septik"),
        "too_young": _("istri berumur di bawah {age} tahun").format(age=rule.too_young_below),
        "too_old": _("istri berumur {low} sampai {high} tahun").format(low=rule.too_old_from, high=rule.too_old_to),
        "too_close": _("jarak kelahiran kurang dari {months} bulan").format(months=rule.too_close_below_months),
        "too_many": _("anak {count} orang atau lebih").format(count=rule.too_many_from),
        CONTRACEPTION: _("tidak memakai KB modern"),
    }
    return words[factor]


def fact_words(fact: str) -> str:
    """A fact in words, as the subject of a sentence."""
    return {
        "wife_born": _("Tanggal lahir istri"),
        "in_union": _("Status perkawinan istri"),
        "pregnant": _("Hamil atau tidaknya ibu"),
        "youngest_born": _("Tanggal lahir anak termuda"),
        "older_born": _("Tanggal lahir kakak anak termuda"),
        "children": _("Jumlah anak yang masih hidup"),
        "water": _("Sumber air minum utama"),
        "latrine": _("Jamban dan tangki septik"),
        "contraception": _("Pemakaian KB modern"),
        "arm": _("Lingkar lengan atas ibu hamil"),
        "haemoglobin": _("Hb ibu hamil"),
    }[fact]


def pregnancy_reasons(risk: PregnancyRisk, row: int) -> tuple[str, ...]:
    """What endangers the pregnancy of one row, and what is missing to know it."""
    limits = pregnancy_limits()
    said = []
    if risk.kek[row] == Answer.YES:
        said.append(
            _("Ibu hamil KEK: lingkar lengan atasnya di bawah {limit} cm.").format(limit=_figure(limits["kek"]))
        )
    if risk.anaemia[row] == Answer.YES:
        said.append(_("Ibu hamil anemia: Hb di bawah {limit} g/dL.").format(limit=_figure(limits["anaemia"])))
    return (*said, *(ask(fact) for fact in names_in(int(risk.missing[row]))))


def ask(fact: str) -> str:
    """That a fact is missing, and who can tell it."""
    who = agencies()[facts()[fact].agency].name(language())
    return _("{fact} belum diketahui; tanyakan kepada {agency}.").format(fact=fact_words(fact), agency=who)


def _figure(number: float) -> str:
    """A figure with the decimal sign of the reader's language."""
    return with_sign(f"{number:g}")


def _verdict(risk: Risk, row: int) -> str:
    if risk.at_risk[row] == Answer.YES:
        return _("Keluarga ini berisiko stunting.")
    if risk.at_risk[row] == Answer.UNKNOWN:
        return _("Belum dapat dipastikan apakah keluarga ini berisiko stunting.")
    if risk.target[row] == Answer.NO:
        sought = listing((target_words(target, risk.rule) for target in risk.rule.targets), _("{first} atau {last}"))
        return _("Keluarga ini bukan sasaran penapisan: tidak ada {targets}.").format(targets=sought)
    return _("Keluarga ini tidak mempunyai faktor risiko stunting.")


def _because(risk: Risk, row: int, targets: tuple[str, ...], factors: tuple[str, ...]) -> tuple[str, ...]:
    said = []
    if targets:
        said.append(
            _("Dalam keluarga ini ada {targets}.").format(
                targets=listing(target_words(target, risk.rule) for target in targets)
            )
        )
    counted = [factor_words(factor, risk.rule) for factor in factors]
    if risk.rule.contraception_counts and risk.factors[CONTRACEPTION][row] == Answer.YES:
        counted.append(factor_words(CONTRACEPTION, risk.rule))
    if counted:
        said.append(_("Faktor risikonya: {factors}.").format(factors=listing(counted)))
    elif risk.factor[row] == Answer.YES:
        said.append(_("Menurut daftar BKKBN ada 4 Terlalu, tetapi tidak disebut yang mana."))
    if risk.group[row]:
        said.append(_("Urutan kesejahteraannya {group} dari 5; 1 paling miskin.").format(group=risk.group[row]))
    return tuple(said)


def _beside(risk: Risk, row: int) -> tuple[str, ...]:
    if risk.rule.contraception_counts or risk.factors[CONTRACEPTION][row] != Answer.YES:
        return ()
    return (_("Tidak memakai KB modern; ini dicatat, tetapi sendirian tidak membuat keluarga berisiko."),)
