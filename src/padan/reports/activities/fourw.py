"""Activities as 4W (who does what, where, when): ours for others, and those of others read like a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from padan.kernel.scope import lies_in
from padan.kernel.texts import _
from padan.office.activities.lines import Line, Refused
from padan.reports.activities.once import Once
from padan.reports.activities.reading import Read, too_much, unfit
from padan.reports.activities.words import class_words
from padan.reports.open_forms import hxl
from padan.reports.open_forms.lines import cells
from padan.reports.open_forms.rows import Activity


def as_4w(once: Iterable[Once], regency: str) -> Iterator[Activity]:
    """Each activity once, its class as its sector, by the first report that tells of it. One without a day has no
    place among who does what *when*, and one that others tell in parts is told by those."""
    for each in once:
        first = each.reports[0].activity
        if each.since and not each.is_whole_of_others:
            people = (told.activity.people for told in each.reports if told.activity.people is not None)
            yield Activity(
                f"{regency}-{first.pk}", first.company, first.implementer, class_words(each.of), first.title,
                each.area, each.since, each.until or each.since, next(people, None), each.counted.value,
            )  # fmt: skip


def read_4w(content: bytes, regency: str) -> Read:
    """The rows of a tagged file as activities and refused rows. UnreadableFileError where it is no such file."""
    found = hxl.read(content)
    lines = list(cells(content))
    # Every line below the tags is one of both; those that were read do not say which line they stood in.
    below = dict(lines[len(lines) - len(found.rows) - len(found.rejects) :])
    wrong = {each.line: each.what for each in found.rejects}
    refused = [_refused(line, below[line], what) for line, what in wrong.items()]
    kept: list[Line] = []
    for line, one in zip((line for line in below if line not in wrong), found.rows, strict=True):
        told = _line(line, one, regency)
        if not lies_in(told.area, regency):
            refused.append(_refused(line, below[line], _("Tempat itu di luar kabupaten ini")))
        elif unfit(told):
            refused.append(_refused(line, below[line], too_much()[0]))
        else:
            kept.append(told)
    refused.sort(key=lambda each: each.row)
    return Read(tuple(kept), tuple(refused), sum(1 for line in kept if line.area == regency))


def _line(number: int, one: Activity, regency: str) -> Line:
    return Line(
        one.funder, one.title, one.area or regency, row=number, implementer=one.implementer, sector=one.sector,
        since=one.since, until=one.until, value=one.value, people=one.reached,
    )  # fmt: skip


def _refused(line: int, row: Sequence[str], what: str) -> Refused:
    return Refused("", line, "", {"": " | ".join(row)}, what, _("Perbaiki barisnya, lalu kirim lagi."))
