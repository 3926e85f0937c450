"""Values of tests as a person would write them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, Flag
from typing import Any

import numpy as np

from padan.rules.growth.missing import Missing
from padan.rules.risk import NO_CHILD
from padan.rules.risk.answers import names_in

#: How the columns of one table are worded, by column.
Words = Mapping[str, Callable[[Any], str]]

NOTHING = "–"
_CODE = re.compile(r"[A-Z]{2,}(_[A-Z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_ANSWERS = {-1: "unknown", 0: "no", 1: "yes"}


def sentence(name: str) -> str:
    """A name in Python as a sentence."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def spoken(value: Any, column: str = "", words: Words | None = None) -> str:
    """A value in words: by ``words`` of its column, else by the name of the column, else by its kind."""
    if words and column in words:
        return words[column](value)
    if column in _BY_NAME:
        return _BY_NAME[column](value)
    for kind, say in _BY_KIND:
        if isinstance(value, kind):
            return say(value)
    return str(value)


def signed(value: float) -> str:
    """A z: with its sign and two decimals."""
    return NOTHING if math.isnan(value) else f"{value:+.2f}" if value else "0.00"


def number(value: float) -> str:
    """A number without needless decimals."""
    if math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return "infinite" if value > 0 else "minus infinite"
    return f"{float(value):.12g}"


def answer(value: int) -> str:
    """Yes, no, unknown, as the rules of risk have them."""
    return _ANSWERS[int(value)]


def answers(values: Mapping[str, int]) -> str:
    """Conditions with their answers."""
    return "; ".join(f"{name.replace('_', ' ')}: {answer(value)}" for name, value in values.items())


def reason(value: int) -> str:
    """Why there is no z; a dash where there is one."""
    return _enum(Missing(value)) if value else NOTHING


def mask(value: int) -> str:
    """The missing facts of a mask."""
    return ", ".join(names_in(int(value))) or NOTHING


def one_of(**names: str) -> Callable[[Any], str]:
    """Codes by name: ``one_of(_1="boy")``."""
    return lambda value: names.get(f"_{value}", str(value))


def names(value: str) -> str:
    """Names with a space between, such as targets and facts."""
    return ", ".join(token.replace("_", " ") for token in value.split()) or NOTHING


def _enum(value: Enum) -> str:
    if isinstance(value, Flag):
        return ", ".join(_code(str(each.name)) for each in type(value) if each in value) or NOTHING
    return _code(value.name)


def _code(name: str) -> str:
    return NOTHING if name == "NONE" else name.lower().replace("_", " ")


def _text(value: str) -> str:
    if _CODE.fullmatch(value) and len(value) > 3:
        return _code(value)
    if value == "NaT":
        return "unknown"
    if "_" in value and all(_NAME.fullmatch(token) for token in value.split(" ")):
        return names(value)
    return value or NOTHING


def _changes(value: Mapping[str, Any]) -> str:
    parts = [f"{name.replace('_', ' ')}: {spoken(each, name)}" for name, each in value.items()]
    return "; ".join(parts) or NOTHING


def _listed(value: Iterable[Any]) -> str:
    return ", ".join(spoken(each) for each in value) or NOTHING


_BY_KIND: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (type(None), lambda _value: NOTHING),
    (bool | np.bool_, lambda value: "yes" if value else "no"),
    (Enum, _enum),
    (np.int8, answer),
    (str, _text),
    (date, date.isoformat),
    (int | float | np.number, number),
    (np.datetime64, lambda value: "none" if value == NO_CHILD else str(value)),
    (Mapping, _changes),
    (set | frozenset, lambda value: _listed(sorted(value))),
    (list | tuple, _listed),
)

_SEX = one_of(_1="boy", _2="girl", _0="unknown")
_POSITION = one_of(_1="lying", _2="standing", _0="unknown")
_BY_NAME: dict[str, Callable[[Any], str]] = {
    "z": signed,
    "sex": _SEX,
    "position": _POSITION,
    "positions": lambda value: " then ".join(_POSITION(each) for each in value),
    "targets": names,
    "missing": names,
    "youngest_months": lambda value: number(value) if value >= 0 else "no child, or unknown",
    **dict.fromkeys(("welfare_rank", "group", "low", "high"), lambda value: str(value or "unknown")),
}
