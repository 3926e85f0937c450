"""A rule while it is written: read, compared with the last version, and tried on one family."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from padan.kernel.errors import PadanError
from padan.kernel.texts import _, language
from padan.office.registry import queries as registry
from padan.reports import eligible
from padan.reports.aid_words import Line, answer_words, differing
from padan.rules.eligibility import Rule, RuleTextError, read_rule, tell
from padan.rules.eligibility.catalogue import known_facts
from padan.web.aid.place import release
from padan.web.asking import looked, reader, words_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and what it says: a rule with its difference from the last version, or the mistake in it and the line
    where that is, before and after the letter."""

    text: str
    rule: Rule | None
    lines: tuple[Line, ...]
    error: RuleTextError | None = None
    before: str = ""
    after: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything differs from the last version."""
        return any(each.sign for each in self.lines)


def read(text: str, last: Rule | None) -> Draft:
    """Read a text in the reader's language."""
    try:
        rule = read_rule(text, known_facts(), language())
    except RuleTextError as error:
        lines = text.splitlines()
        line = lines[error.line - 1] if error.line <= len(lines) else ""
        return Draft(text, None, (), error, line[: error.letter - 1], line[error.letter - 1 :])
    return Draft(text, rule, tuple(differing(last, rule)))


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition for one family: its answer in words and as a look, what is known, and what is missing."""

    text: str
    answer: str
    look: str
    facts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule on one family; ``error`` says why there is nothing to show."""

    family_id: str
    name: str = ""
    answer: str = ""
    look: str = ""
    conditions: tuple[Condition, ...] = ()
    error: str = ""


_LOOKS = {1: "good", 0: "bad", -1: "doubt"}


def trial(request: HttpRequest, rule: Rule, family_id: str) -> Trial:
    """Try a rule on a family of the reader's area, by its number in the register; the look is written down."""
    found = registry.families(reader(request).scope).filter(family_id=family_id.strip().upper()).first()
    if found is None:
        return Trial(
            family_id, error=_("Keluarga ini tidak ada di wilayah Anda. Salin nomornya dari halaman keluarganya.")
        )
    looked(request, f"family:{found.family_id}", found.area, "aid")
    name = found.head_name or _("tanpa nama")
    try:
        facts = eligible.family(release().folder, found.family_id)
    except KeyError:
        return Trial(found.family_id, name, error=_("Tidak ada lagi yang tinggal dalam keluarga ini."))
    except PadanError as error:
        return Trial(found.family_id, name, error=words_of(error))
    answer, conditions = explained(rule, facts)
    return Trial(found.family_id, name, answer_words(answer), _LOOKS[answer], conditions)


def explained(rule: Rule, facts: dict[str, bool | float | str | None]) -> tuple[int, tuple[Condition, ...]]:
    """The answer of a rule for a family with these facts, condition by condition."""
    found = tell(rule, facts, known_facts(language()))
    return found.answer, tuple(
        Condition(each.condition, answer_words(each.answer), _LOOKS[each.answer], each.facts, each.missing)
        for each in found.reasons
    )
