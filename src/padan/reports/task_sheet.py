"""Tasks as paper for the doorstep and for the village meeting: what is asked, what is known, and where to write."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.reports.documents import Card, Document, Part, Question, as_pdf
from padan.reports.task_book import field_title
from padan.reports.task_book_lines import DAY, Heading, Line, column_titles
from padan.reports.village_families import FamilyLine, family_titles
from padan.reports.watermark import Watermark
from padan.rules.tasks import FORMS, Field, FieldKind, Form

#: A day, a month and a year.
_DAY_BOXES: Final = (2, 2, 4)
#: Digits of what is written into boxes, in groups.
_BOXES: Final = {FieldKind.NIK: (16,), FieldKind.KK: (16,), FieldKind.DAY: _DAY_BOXES}
#: Of a family's line the columns that fit on paper, and how wide each is.
_ON_PAPER: Final = ((0, 3.0), (1, 2.6), (2, 0.8), (4, 3.2), (5, 1.0), (6, 2.6), (7, 3.6))


def task_sheet(lines: Sequence[Line], families: Sequence[FamilyLine], heading: Heading, mark: Watermark) -> bytes:
    """The tasks as a PDF, those of one form together, and after them the families."""
    opening = [
        _("{n} tugas. Beri tanda pada kotak yang benar atau tulis di garisnya.").format(n=count(len(lines))),
        _("Sesudah kunjungan, isikan ke halaman Tugas atau ke lembar xlsx. Simpan kertas ini seperti menyimpan KK."),
    ]
    parts = [_part(FORMS[code], list(own)) for code, own in groupby(lines, key=lambda line: line.form)]
    if families:
        parts.append(_families(families))
    return as_pdf(Document(heading.title, _under(heading), opening, parts), mark, tagged=False)


def meeting_sheet(lines: Sequence[Line], heading: Heading, opening: Sequence[str], mark: Watermark) -> bytes:
    """The list of a village meeting as a PDF: a row for each family, with boxes for the verdict and room for notes."""
    rows = [
        (str(number), f"{line.who}\n{line.place}".strip(), line.about, _boxes(line), "")
        for number, line in enumerate(lines, 1)
    ]
    head = (_("No."), _("Keluarga"), _("Mengapa ditanyakan"), _("Putusan"), _("Catatan"))
    part = Part(_("Daftar keluarga"), head=head, widths=(0.6, 3, 4, 3, 2.6), rows=rows, tall=True)
    signers = (_("Ketua musyawarah"), _("Notulis"), _("Wakil warga"))
    return as_pdf(Document(heading.title, _under(heading), opening, [part], signers), mark, tagged=False)


def by_form(lines: Sequence[Line]) -> list[Line]:
    """The tasks in the order in which paper has them: those of one form together, what is due first."""
    order = list(FORMS)
    return sorted(lines, key=lambda line: (order.index(line.form), line.due, line.place, line.number))


def _under(heading: Heading) -> str:
    return f"{heading.place} · {day(heading.made)}"


def _part(form: Form, lines: Sequence[Line]) -> Part:
    return Part(_(form.title), cards=[_card(form, line) for line in lines])


def _card(form: Form, line: Line) -> Card:
    facts = ((_("Alamat"), line.place), (_("Mengapa"), line.about), (_("Yang diketahui"), line.known))
    due = _("paling lambat {day} · tugas {number}").format(day=day(line.due), number=line.number)
    asked = [_question(form, field, line) for field in form.fields if field.name in line.fields]
    asked.append(Question(column_titles()[DAY], boxes=_DAY_BOXES))
    return Card(line.who or _(form.title), due, [each for each in facts if each[1]], asked)


def _question(form: Form, field: Field, line: Line) -> Question:
    label = field_title(field)
    if field.only_if is not None:
        name, codes = field.only_if
        other = form.field(name)
        titles = dict(other.choices) if other else {}
        label = _("{label}, bila “{answer}”").format(label=label, answer=", ".join(_(titles[each]) for each in codes))
    return Question(label, _options(field, line), _BOXES.get(field.kind, ()))


def _options(field: Field, line: Line) -> tuple[str, ...]:
    """What can be ticked; of villages those that lists name, another one is written beside."""
    own = tuple(title for _code, title in line.choices.get(field.name, ()))
    if field.kind is FieldKind.VILLAGE:
        return (*own, _("desa lain: ………………………………"))
    return own or tuple(_(title) for _code, title in field.choices)


def _boxes(line: Line) -> str:
    """The first question of a task as boxes in a cell of a table."""
    field = FORMS[line.form].fields[0]
    return "\n".join(f"☐ {title}" for title in _options(field, line))


def _families(families: Sequence[FamilyLine]) -> Part:
    titles = family_titles()
    return Part(
        _("Keluarga di desa ini"), head=[titles[place] for place, _width in _ON_PAPER],
        widths=[width for _place, width in _ON_PAPER],
        rows=[[family.cells[place] for place, _width in _ON_PAPER] for family in families],
    )  # fmt: skip
