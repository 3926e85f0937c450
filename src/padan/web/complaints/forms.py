"""What is written on the pages of complaints."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, Final

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.office.complaints.policies import LONGEST, SHORTEST
from padan.office.complaints.states import Against, Desk, Outcome
from padan.reference.complaints import categories
from padan.reports.complaint_words import AGAINST, DESKS, OUTCOMES
from padan.reports.wording import region_name
from padan.web.choices import villages

#: Before the number of a round, and of a programme, in what is chosen.
_ROUND: Final = "putaran-"
_PROGRAMME: Final = "program-"


def _long(rows: int = 6, *, least: int = SHORTEST) -> forms.CharField:
    return forms.CharField(min_length=least, max_length=LONGEST, widget=forms.Textarea({"rows": rows}))


class ComplaintForm(forms.Form):
    """What somebody complains about. ``scope``: the places to choose from; ``rounds``: those that people know of."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    category = forms.ChoiceField(widget=forms.RadioSelect)
    area = forms.ChoiceField()
    about = forms.ChoiceField(required=False)
    text = _long()
    against = forms.ChoiceField(required=False)
    whom = forms.CharField(max_length=200, required=False)
    name = forms.CharField(max_length=150, required=False)
    contact = forms.CharField(max_length=150, required=False)

    def __init__(self, *args: Any, scope: Scope, regency: str, rounds: Iterable[Any], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4().hex})
        super().__init__(*args, **kwargs)
        self._rounds = {f"{_ROUND}{each.pk}": each for each in rounds}
        self._programmes = {f"{_PROGRAMME}{each.programme_id}": each.programme for each in self._rounds.values()}
        self._choose(scope, regency)
        self._label()

    def _choose(self, scope: Scope, regency: str) -> None:
        found: Any = self.fields
        found["category"].choices = [(code, each.name(language())) for code, each in categories().items()]
        whole = [(regency, _("{regency}, bukan satu desa").format(regency=region_name(regency)))]
        found["area"].choices = [("", _("Pilih desa")), *whole, *villages(scope)]
        found["about"].choices = [
            ("", _("Umum, tidak tentang satu program")),
            *((code, each.name) for code, each in self._programmes.items()),
            *((code, f"{each.programme.name}: {each.name}") for code, each in self._rounds.items()),
        ]
        found["against"].choices = [("", _("Bukan tentang petugas")), *((each, AGAINST[each]()) for each in Against)]

    def _label(self) -> None:
        labels = {
            "category": _("Tentang apa?"), "area": _("Di desa mana?"), "about": _("Program bantuan"),
            "text": _("Ceritakan apa yang terjadi"), "against": _("Bila tentang petugas: petugas dari mana?"),
            "whom": _("Siapa petugasnya?"), "name": _("Nama Anda"), "contact": _("Nomor telepon atau alamat Anda"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["text"].help_text = _("Kapan, di mana, siapa yang terlibat. Paling sedikit 20 huruf.")
        self.fields["whom"].help_text = _(
            "Tulis nama lengkapnya bila tahu: petugas dengan nama itu tidak dapat membuka pengaduan Anda."
        )
        self.fields["name"].help_text = _("Boleh tanpa nama.")
        self.fields["contact"].help_text = _("Hanya untuk bertanya lebih lanjut. Jawabannya dilihat dengan kode.")

    @property
    def hints(self) -> dict[str, str]:
        """What falls under each category."""
        return {code: each.hint(language()) for code, each in categories().items()}

    def filed(self) -> dict[str, Any]:
        """The fields of :class:`padan.office.complaints.operations.Filed`."""
        said = {name: self.cleaned_data[name] for name in ("category", "area", "text", "against", "whom", "name")}
        about = self._rounds.get(self.cleaned_data["about"])
        programme = about.programme if about else self._programmes.get(self.cleaned_data["about"])
        return {**said, "contact": self.cleaned_data["contact"], "round": about, "programme": programme}


class CodeForm(forms.Form):
    """The code of a complaint."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Kode pengaduan")
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}


class AppealForm(forms.Form):
    """Why an answer is not right."""

    text = _long(5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Mengapa jawaban itu tidak benar?")


class AnswerForm(forms.Form):
    """An answer, or the decision of an appeal."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    text = _long()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.label, outcome.choices = _("Kesimpulan"), [(each.value, OUTCOMES[each]()) for each in Outcome]
        self.fields["text"].label = _("Jawaban dan alasannya")
        self.fields["text"].help_text = _("Dibaca oleh pengadu. Jangan sebut data orang lain.")


class ReferForm(forms.Form):
    """To which of the ``desks`` a complaint is handed."""

    desk = forms.ChoiceField()
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, desks: Iterable[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk: Any = self.fields["desk"]
        desk.label, desk.choices = _("Teruskan ke"), [(each.value, DESKS[each]()) for each in desks]
        self.fields["reason"].label = _("Alasan")


class SortForm(forms.Form):
    """In which category a complaint belongs."""

    category = forms.ChoiceField()
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.label = _("Jenis yang benar")
        category.choices = [(code, each.name(language())) for code, each in categories().items()]
        self.fields["reason"].label = _("Alasan")


class NameForm(forms.Form):
    """Whose account a complaint is about."""

    email = forms.EmailField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Surel akun petugas yang diadukan")
        self.fields["email"].help_text = _("Sejak itu ia tidak dapat membuka pengaduan ini.")


class PointForm(forms.Form):
    """Whose data a complaint means."""

    person_id = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].label = _("Nomor orangnya")
        self.fields["person_id"].help_text = _("Diawali P; tertulis di halaman orangnya.")


class RequestForm(forms.Form):
    """What is to be corrected."""

    wanted = _long(3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].label = _("Apa yang harus diperbaiki")
