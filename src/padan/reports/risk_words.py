"""A family's risk of stunting and its place among the families that need help, in words."""

from __future__ import annotations

import json

import numpy as np

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.reference.krs import CONTRACEPTION, FACTORS, TARGETS, krs_rules, priority_tiers
from padan.reports.register import Row
from padan.rules.risk import Answer, FamilyRisk, Order, Risk, reasons, why
from padan.rules.risk.answers import mask_of

_ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "unknown": Answer.UNKNOWN}


def risk_words(row: Row) -> tuple[str, ...]:
    """Whether a family of the table ``risk`` is at risk, why, what is not known, and what BKKBN's list says."""
    told = family_risk(row)
    return (told.verdict, *told.because, *told.beside, *told.unknown, listed_words(row))


def family_risk(row: Row) -> FamilyRisk:
    """A row of the table ``risk`` in words, by the rule's own wording."""
    rule = next(rule for rule in krs_rules() if rule.code == row["rule"])
    at_risk = _ANSWERS[row["at_risk"]]
    factor = Answer.YES if row["factors"] or at_risk == Answer.YES else Answer.UNKNOWN
    return reasons(
        Risk(
            rule=rule,
            targets={name: _one(name in row["targets"]) for name in TARGETS},
            factors={
                **{name: _one(name in row["factors"]) for name in FACTORS},
                CONTRACEPTION: _one(row["contraception"] == "yes"),
            },
            target=_column(_ANSWERS[row["target"]]),
            factor=_column(factor),
            at_risk=_column(at_risk),
            missing=np.array([mask_of(*row["missing"])], np.uint16),
            factor_count=_column(len(row["factors"])),
            group=_column((row["poverty"] or 0) if at_risk == Answer.YES else 0),
        ),
        0,
    )


def priority_words(row: Row) -> tuple[str, ...]:
    """Why a family of the table ``priority`` stands where it stands."""
    parts = {name: np.array([value], np.int64) for name, value in json.loads(row["parts"]).items()}
    signs = {tier.sign: np.array([tier.sign in row["signs"]]) for tier in priority_tiers()}
    return why(Order(signs, parts, np.zeros(1, np.int64), np.ones(1, np.int64)), 0)


def _one(yes: bool) -> np.ndarray:
    return _column(Answer.YES if yes else Answer.UNKNOWN)


def _column(value: int) -> np.ndarray:
    return np.array([value], np.int8)


def listed_words(row: Row) -> str:
    """What BKKBN's list says of a family of the table ``risk``."""
    if row["claimed"] == "unlisted":
        return _("Daftar KRS tidak memuat keluarga ini.")
    texts = {
        "yes": _("Daftar KRS {day}: berisiko."),
        "no": _("Daftar KRS {day}: tidak berisiko."),
        "unknown": _("Daftar KRS {day}: tidak cukup isinya untuk dinilai."),
    }
    return texts[row["claimed"]].format(day=day(row["screened_at"]))
