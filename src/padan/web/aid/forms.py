"""What is asked for on the pages of aid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import QueryDict

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.office.aid.operations import LONGEST
from padan.office.aid.states import Verdict
from padan.reference.agencies import agencies
from padan.reference.aid import aid_kinds
from padan.reports.wording import region_name
from padan.rules.package import Instead, Portion, Whom
from padan.rules.selection import Exclusion, Standing
from padan.web.choices import districts, villages

#: Rows of a package.
MOST_PORTIONS: Final = 8
_INSTEAD: Final = re.compile(r"\s*(\d+)\s+(\S+)\s+(.+?)\s*")


def _labelled(form: forms.Form, labels: Mapping[str, str], helps: Mapping[str, str] | None = None) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = (helps or {}).get(name, "")


class ProgrammeForm(forms.Form):
    """What is said of a programme; its area is the regency."""

    name = forms.CharField(max_length=120)
    code = forms.SlugField(max_length=40)
    kind = forms.ChoiceField()
    owner = forms.ChoiceField()
    legal_basis = forms.CharField(max_length=2_000, widget=forms.Textarea({"rows": 3}))
    fund = forms.CharField(max_length=120)
    budget_line = forms.CharField(max_length=80, required=False)
    by_givers = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, owner = self.fields["kind"], self.fields["owner"]
        kind.choices = [(code, each.name(language())) for code, each in aid_kinds().items()]  # type: ignore[attr-defined]
        owner.choices = [(code, each.name(language())) for code, each in agencies().items()]  # type: ignore[attr-defined]
        _labelled(
            self,
            {
                "name": _("Nama program"), "code": _("Kode"), "kind": _("Jenis bantuan"), "owner": _("Instansi"),
                "legal_basis": _("Dasar hukum"), "fund": _("Sumber dana"), "budget_line": _("Kode rekening"),
                "by_givers": _("Dibiayai pemberi (orang tua asuh, perusahaan)"),
            },
            {
                "code": _("Huruf kecil, angka dan tanda hubung, misalnya pangan-krs."), "fund": _("Misalnya APBD."),
                "by_givers": _("Putarannya disalurkan tanpa keputusan (SK), sesudah diperiksa petugas lain."),
            },
        )  # fmt: skip


class RoundForm(forms.Form):
    """What is said of a round; ``numbers`` are those of the programme's versions, the newest first."""

    name = forms.CharField(max_length=120)
    area = forms.ChoiceField()
    rule = forms.TypedChoiceField(coerce=int)
    since = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    months = forms.IntegerField(min_value=1, max_value=LONGEST)
    cost = forms.IntegerField(min_value=0)
    budget = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        regency = settings.PADAN_REGENCY
        scope = Scope((regency,))
        fields["area"].choices = [
            (regency, region_name(regency)), (_("Kecamatan"), districts(scope)), *villages(scope)
        ]  # fmt: skip
        fields["rule"].choices = [(number, _("versi {n}").format(n=number)) for number in numbers]
        _labelled(
            self,
            {
                "name": _("Nama putaran"), "area": _("Wilayah"), "rule": _("Aturan penerima"),
                "since": _("Mulai"), "months": _("Lamanya (bulan)"), "cost": _("Biaya tiap penerima (Rp)"),
                "budget": _("Anggaran seluruhnya (Rp)"),
            },
            {"cost": _("Untuk seluruh putaran, bukan tiap bulan.")},
        )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is done; ``needed``: it cannot be done without saying why."""

    reason = forms.CharField(max_length=1_000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        self.fields["reason"].label = _("Mengapa?")
        self.fields["reason"].help_text = _("Alasan Anda dicatat.")


class ExcludeForm(ReasonForm):
    """Why a family is not to be given a programme."""

    kind = forms.ChoiceField()
    field_order = ("kind", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.label = _("Sebab")
        kind.choices = [(each.value, each.words) for each in Exclusion if each is not Exclusion.SERVED]


class ListForm(forms.Form):
    """Which part of a list to show. ``areas`` are the villages in it."""

    standing = forms.TypedChoiceField(coerce=int, required=False, empty_value=0)
    area = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["standing"].label, fields["area"].label = _("Keadaan"), _("Desa atau kelurahan")
        fields["standing"].choices = [(0, _("Semua")), *((each.value, each.words) for each in Standing)]
        known = sorted(((code, region_name(code)) for code in areas), key=lambda each: each[1])
        fields["area"].choices = [("", _("Semua")), *known]


class MinutesForm(forms.Form):
    """A village's meeting about a list."""

    met_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(max_length=120)
    present = forms.IntegerField(min_value=1, max_value=10_000)
    note = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(
            self,
            {
                "met_on": _("Hari musyawarah"), "place": _("Tempat"), "present": _("Jumlah yang hadir"),
                "note": _("Yang disepakati"),
            },
        )  # fmt: skip


class SayForm(forms.Form):
    """What a village says of one family, or passes on of what somebody else says."""

    verdict = forms.ChoiceField(widget=forms.RadioSelect)
    why = forms.CharField(max_length=1_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict: Any = self.fields["verdict"]
        verdict.choices = [(each.value, each.words) for each in Verdict]


def quotas(data: QueryDict, areas: Sequence[str]) -> tuple[dict[str, int], dict[str, str]]:
    """The places that were typed for each region, and the mistakes by region; empty ones are no quota."""
    found: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for area in areas:
        typed = data.get(f"places-{area}", "").strip().replace(".", "")
        if typed.isdigit() and int(typed) > 0:
            found[area] = int(typed)
        elif typed not in ("", "0"):
            wrong[area] = _("Isi angka bulat.")
    return found, wrong


def package(data: QueryDict) -> list[Portion]:
    """The portions that were typed. InvalidValueError for one that is none."""
    found = []
    for place in range(MOST_PORTIONS):
        item = data.get(f"item-{place}", "").strip()
        if not item:
            continue
        found.append(
            Portion(
                item, data.get(f"unit-{place}", "").strip(), _whole(data.get(f"amount-{place}", ""), item),
                Whom(data.get(f"whom-{place}", Whom.FAMILY)), _whole(data.get(f"price-{place}", "") or "0", item),
                tuple(_instead(each, item) for each in data.get(f"instead-{place}", "").split(";") if each.strip()),
            )
        )  # fmt: skip
    return found


def _whole(typed: str, item: str) -> int:
    if not typed.strip().isdigit():
        raise InvalidValueError(
            _("Angka untuk {item} tidak terbaca").format(item=item), next_step=_("Isi angka bulat tanpa titik.")
        )
    return int(typed)


def _instead(typed: str, item: str) -> Instead:
    found = _INSTEAD.fullmatch(typed)
    if found is None:
        raise InvalidValueError(
            _("Pengganti {item} tidak terbaca").format(item=item), next_step=_("Tulis misalnya: 12 kg jagung.")
        )
    return Instead(found[3], found[2], int(found[1]))
