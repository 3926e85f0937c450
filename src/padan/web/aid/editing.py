"""A rule as rows of a form: each row a fact, how it is asked and for what; rows of one group belong together. After
them the order, a fact a row.

A form is turned into the text of the rule, which is then read like any other text: both ways give the same rule, and a
mistake is found at the same place. What a form cannot show stays in a row of its own as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from padan.kernel.texts import _, language
from padan.rules.eligibility import (
    MOST_RANKS,
    USUAL,
    All,
    Among,
    Any,
    By,
    Compares,
    FactKind,
    Holds,
    Known,
    Node,
    Not,
    Rule,
    Sign,
    ranks,
)
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.eligibility.words import SPELLED, Word
from padan.rules.eligibility.writing import write_condition, write_order

#: Rows and groups of a form.
MOST_ROWS: Final = 20
GROUPS: Final = ("A", "B", "C", "D")
#: How the parts of a group belong together.
ANY, NONE, NOT_ALL = "any", "none", "not_all"
#: Which families come first by a fact of the order.
GREATEST, LEAST = "greatest", "least"

_YES, _NO, _KNOWN, _UNKNOWN, _AMONG, _NOT_AMONG, _NOT_EQUAL = "yes", "no", "known", "unknown", "in", "not_in", "!="


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``group`` is one of :data:`GROUPS`, or empty where the row is a condition of its own. ``value`` is a
    number as it was typed, ``codes`` the choices that were ticked; ``text`` is what the form cannot show."""

    fact: str = ""
    sign: str = ""
    value: str = ""
    codes: tuple[str, ...] = ()
    group: str = ""
    text: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether the row still waits for its number or its choices: no mistake yet."""
        if self.text or not self.fact or self.sign in (_KNOWN, _UNKNOWN):
            return False
        kind = known_facts()[self.fact].kind
        return (kind is FactKind.NUMBER and not self.value) or (kind is FactKind.CHOICE and not self.codes)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rule as rows, how each group belongs together, and its order where that is not the usual one."""

    rows: tuple[Row, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    order: tuple[By, ...] = ()

    @property
    def order_rows(self) -> list[By | None]:
        """What the rows of the order show: those in force, then empty ones."""
        shown: list[By | None] = [*(self.order or USUAL)]
        return shown + [None] * min(2, MOST_RANKS - len(shown))

    def written(self) -> tuple[str, list[list[int]]]:
        """The text of the rule, and for each of its lines the places of its rows: none for the order. Rows without a
        fact are left out."""
        lines: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows):
            if row.fact or row.text:
                lines.setdefault(row.group or f"row {place}", []).append(place)
        text = [self._line(name, places) for name, places in lines.items()]
        if not self.order:
            return "\n".join(text), list(lines.values())
        return "\n".join([*text, write_order(self.order, known_facts(), language())]), [*lines.values(), []]

    def _line(self, name: str, places: Sequence[int]) -> str:
        words = SPELLED[language()]
        parts = [_row_text(self.rows[place]) for place in places]
        kind = self.kinds.get(name, ANY)
        if name not in GROUPS or (len(parts) == 1 and kind == ANY):
            return parts[0]
        joined = f" {words[Word.ALL if kind == NOT_ALL else Word.ANY]} ".join(parts)
        return joined if kind == ANY else f"{words[Word.NOT]} ({joined})"


def sent(data: QueryDict) -> Sheet:
    """The rows of a form that was sent."""
    rows = []
    for place in range(MOST_ROWS):
        if f"fact-{place}" not in data and f"text-{place}" not in data:
            break
        group = data.get(f"group-{place}", "")
        rows.append(
            Row(
                data.get(f"fact-{place}", ""), data.get(f"sign-{place}", ""), data.get(f"value-{place}", "").strip(),
                tuple(data.getlist(f"codes-{place}")), group if group in GROUPS else "",
                data.get(f"text-{place}", ""),
            )
        )  # fmt: skip
    kinds = {each: data.get(f"kind-{each}", ANY) for each in GROUPS}
    return Sheet(tuple(_fitting(row) for row in rows), kinds, _order(data))


def _order(data: QueryDict) -> tuple[By, ...]:
    """The rows of the order that was sent; nothing for the usual one."""
    typed = [(data.get(f"rank-{place}", ""), data.get(f"first-{place}", "")) for place in range(MOST_RANKS)]
    can = {code for code, fact in known_facts().items() if ranks(fact)}
    found = tuple(By(code, first != LEAST) for code, first in typed if code in can)
    return () if found == USUAL else found


def _fitting(row: Row) -> Row:
    """The row with a sign that its fact has: another fact may have been chosen since."""
    if row.text or row.fact not in known_facts():
        return row if row.text else Row(group=row.group)
    known = dict(signs(row.fact))
    return row if row.sign in known else Row(row.fact, next(iter(known)), "", (), row.group)


def sheet_of(rule: Rule) -> Sheet:
    """A rule as rows; conditions that are no row or group of rows as text."""
    rows: list[Row] = []
    kinds: dict[str, str] = {}
    for condition in rule.conditions:
        kind, parts = _grouped(condition)
        found = [_row(part) for part in parts]
        free = [name for name in GROUPS if name not in kinds]
        if any(row is None for row in found) or (kind and not free):
            rows.append(Row(text=write_condition(condition, known_facts(), language())))
            continue
        group = free[0] if kind else ""
        if kind:
            kinds[group] = kind
        rows += (Row(row.fact, row.sign, row.value, row.codes, group) for row in found if row)
    return Sheet(tuple(rows), kinds, rule.order)


def _grouped(condition: Node) -> tuple[str, tuple[Node, ...]]:
    match condition:
        case Any(parts):
            return ANY, parts
        case Not(Any(parts)):
            return NONE, parts
        case Not(All(parts)):
            return NOT_ALL, parts
    return "", (condition,)


def _row(part: Node) -> Row | None:
    """A part as a row; None where it is none."""
    match part:
        case Holds(code):
            return Row(code, _YES)
        case Not(Holds(code)):
            return Row(code, _NO)
        case Known(code):
            return Row(code, _KNOWN)
        case Not(Known(code)):
            return Row(code, _UNKNOWN)
        case Compares(code, sign, number):
            return Row(code, sign.value, f"{number:g}")
        case Not(Compares(code, Sign.EQUAL, number)):
            return Row(code, _NOT_EQUAL, f"{number:g}")
        case Among(code, codes):
            return Row(code, _AMONG, "", codes)
        case Not(Among(code, codes)):
            return Row(code, _NOT_AMONG, "", codes)
    return None


def _row_text(row: Row) -> str:
    """A row as a condition of the text."""
    if row.text:
        return row.text
    words, fact = SPELLED[language()], known_facts()[row.fact]
    name = fact.name(language())
    match row.sign:
        case "yes":
            return name
        case "no":
            return f"{words[Word.NOT]} {name}"
        case "known":
            return f"{name} {words[Word.KNOWN]}"
        case "unknown":
            return f"{name} {words[Word.UNKNOWN]}"
        case "in" | "not_in":
            chosen = ", ".join(each.name(language()) for each in fact.choices if each.code in row.codes)
            among = f"{name} {words[Word.ONE_OF]} {chosen}"
            return f"{words[Word.NOT]} {among}" if row.sign == _NOT_AMONG else among
    return f"{name} {row.sign} {row.value}"


def signs(code: str) -> list[tuple[str, str]]:
    """How a fact can be asked, with the words for it."""
    known = [(_KNOWN, _("diketahui")), (_UNKNOWN, _("tidak diketahui"))]
    match known_facts()[code].kind:
        case FactKind.YES_NO:
            return [(_YES, _("ya")), (_NO, _("tidak")), *known]
        case FactKind.CHOICE:
            return [(_AMONG, _("salah satu dari")), (_NOT_AMONG, _("bukan salah satu dari")), *known]
    return [
        ("<=", _("paling banyak")), (">=", _("paling sedikit")), ("<", _("kurang dari")), (">", _("lebih dari")),
        ("=", _("sama dengan")), (_NOT_EQUAL, _("tidak sama dengan")), *known,
    ]  # fmt: skip


def kinds_of_groups() -> list[tuple[str, str]]:
    """How the rows of a group can belong together, with the words for it."""
    return [
        (ANY, _("salah satu harus benar")), (NONE, _("tidak boleh satu pun benar")),
        (NOT_ALL, _("tidak boleh semuanya benar")),
    ]  # fmt: skip


def firsts() -> list[tuple[str, str]]:
    """Which families come first by a fact of the order, with the words for it."""
    return [(GREATEST, _("terbesar, atau ya")), (LEAST, _("terkecil, atau tidak"))]
