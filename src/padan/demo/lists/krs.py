"""The family-planning agency's screening: the merged form, the form with V marks, the data service's JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Flags, Texts, Whole, aside, chosen, either
from padan.demo.lists.desk import Desk, slug
from padan.demo.lists.places import codes_and_districts
from padan.demo.lists.screening import Screening, screen
from padan.demo.misspell import respelt_places
from padan.demo.regency import PROVINCE, REGENCY_NAME
from padan.demo.sheets import Merge, Row, Sheet, write_workbook

_FORM_ON = np.datetime64("2025-10-15")
_MARKS_ON = np.datetime64("2025-11-20")
_SERVICE_ON = np.datetime64("2026-04-20")

_LEFT = (
    "No", "No. Kartu Keluarga", "NIK Kepala Keluarga", "Nama Kepala Keluarga", "NIK Istri", "Nama Istri",
    "Desa", "Kecamatan",
)  # fmt: skip
_TARGETS = ("Punya Anak 0-23 Bulan", "Punya Anak 24-59 Bulan", "PUS", "PUS Hamil")
_WATER = "Keluarga Tidak Mempunyai Sumber Air Minum Utama yang Layak"
_LATRINE = "Keluarga Tidak Mempunyai Jamban yang Layak"
_FOUR = (("Terlalu Muda", "(Umur Istri < 20 Tahun)"), ("Terlalu Tua", "(Umur Istri 35 sd 40 Tahun)"),
         ("Terlalu Dekat", "(< 2 Tahun)"), ("Terlalu Banyak", "(>= 3 Anak)"))  # fmt: skip
_MARK_HEADER = (
    "NO", "PROVINSI", "KABUPATEN", "KECAMATAN", "KELURAHAN", "NO KARTU KELUARGA", "NIK KEPALA KELUARGA",
    "NAMA KEPALA KELUARGA", "NIK ISTRI", "NAMA ISTRI", "BADUTA", "BALITA", "PUS", "PUS HAMIL",
    "SUMBER AIR MINUM TIDAK LAYAK", "JAMBAN TIDAK LAYAK", "TERLALU MUDA", "TERLALU TUA", "TERLALU DEKAT",
    "TERLALU BANYAK", "BUKAN PESERTA KB MODERN",
)  # fmt: skip
_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Written:
    """Identity cells of one list."""

    card: Texts
    head: Whole
    head_nik: Texts
    head_name: Texts
    wife: Whole
    wife_nik: Texts
    wife_name: Texts
    village: Whole


def _written(desk: Desk, found: Screening, on: np.datetime64, part: str, *, spreadsheet: bool) -> _Written:
    rng = desk.chance("krs cells " + part)
    rates, view, family = desk.rates.krs, found.view, found.family
    head, wife = view.head[family], view.wife[family]
    there = wife >= 0
    wife_nik, wife_name = np.full(len(family), None, object), np.full(len(family), None, object)
    wife_nik[there] = desk.niks(rng, wife[there], rates, on, spreadsheet=spreadsheet)
    wife_name[there] = desk.names(rng, wife[there], rates)
    village = view.village[family].copy()
    wrong = chosen(rng, rates.village_wrong, len(family))
    village[wrong] = (village[wrong] + 1) % len(desk.world.villages.share)
    return _Written(
        card=desk.cards(
            rng, family, view.card[family], desk.world.families.card_before[family], rates, spreadsheet=spreadsheet
        ),
        head=head,
        head_nik=desk.niks(rng, head, rates, on, spreadsheet=spreadsheet),
        head_name=desk.names(rng, head, rates),
        wife=wife,
        wife_nik=wife_nik,
        wife_name=wife_name,
        village=village,
    )


def _note(desk: Desk, file: str, sheet: str, written: _Written, rows: Whole, found: Screening) -> None:
    desk.truth.add_screened(file, sheet, rows, found.family, found.on, found.true, found.said)
    desk.truth.add(file, sheet, "head", rows, written.head)
    there = written.wife >= 0
    desk.truth.add(file, sheet, "wife", rows[there], written.wife[there])


def _places(desk: Desk, rng: np.random.Generator, village: Whole) -> tuple[Texts, Texts]:
    villages, share = desk.world.villages, desk.rates.krs.village_respelled
    district = villages.district_name[villages.district[village]]
    return respelt_places(rng, villages.name[village], share), respelt_places(rng, district, share / 3)


def _yes_no(flags: Flags) -> Texts:
    return np.where(flags, 1, 2).astype(object)


def _form_merges(top: int) -> tuple[Merge, ...]:
    """The header of the form: four rows, groups over columns, single columns over all four."""
    bottom = top + _HEADER_ROWS - 1
    merges = [Merge(top, column, bottom, column, text) for column, text in enumerate(_LEFT)]
    first = len(_LEFT)
    merges.append(Merge(top, first, top, first + 3, "Kelompok Sasaran"))
    merges += [Merge(top + 1, first + place, bottom, first + place, text) for place, text in enumerate(_TARGETS)]
    risk = first + len(_TARGETS)
    merges.append(Merge(top, risk, top, risk + 6, "Penapisan"))
    merges += [
        Merge(top + 1, risk, bottom, risk, _WATER),
        Merge(top + 1, risk + 1, bottom, risk + 1, _LATRINE),
    ]
    merges.append(Merge(top + 1, risk + 2, top + 1, risk + 6, "PUS 4 Terlalu"))
    merges.append(Merge(top + 2, risk + 6, bottom, risk + 6, "PUS 4 Terlalu"))
    merges.append(Merge(top, risk + 7, bottom, risk + 7, "Bukan Peserta KB Modern"))
    merges.append(Merge(top, risk + 8, bottom, risk + 8, "Jenis Pendampingan yang Diterima"))
    return tuple(merges)


def _form_header() -> list[Row]:
    """The cells of the header that are not merged: the four "too" and what each means."""
    gap: Row = (None,) * (len(_LEFT) + len(_TARGETS) + 2)
    return [(), (), (*gap, *(name for name, _ in _FOUR)), (*gap, *(limit for _, limit in _FOUR))]


def _form_columns(desk: Desk, rng: np.random.Generator, found: Screening) -> list[Texts]:
    """1 yes, 2 no; 3 where a question does not apply to the family."""
    said = found.said
    four = [np.where(said.couple, np.where(flag, 1, 2), 3).astype(object) for flag in found.four]
    any_four = np.where(said.couple, np.where(np.logical_or.reduce(found.four), 1, 2), 3).astype(object)
    no_modern = np.where(said.couple & ~said.pregnant, np.where(said.no_modern, 1, 2), 3).astype(object)
    helped = rng.choice(np.array(["8", "8", "8", "3", "2", "2,3", "5", "4", "7", "6"], dtype=object), len(found.family))
    targets = [_yes_no(flag) for flag in (said.under_two, said.two_to_five, said.couple, said.pregnant)]
    return [*targets, _yes_no(said.water), _yes_no(said.latrine), *four, any_four, no_modern, helped]


def _write_form(desk: Desk, districts: Whole, number: int) -> Path:
    rng = desk.chance(f"krs form {number}")
    found = screen(desk, _FORM_ON, districts, f"form {number}")
    written = _written(desk, found, _FORM_ON, f"form {number}", spreadsheet=True)
    villages, names = _places(desk, rng, written.village)
    identity = [written.card, written.head_nik, written.head_name, written.wife_nik, written.wife_name]
    order = np.arange(1, len(found.family) + 1).astype(object)
    columns = [order, *identity, villages, names, *_form_columns(desk, rng, found)]
    title: list[Row] = [
        ("DATA KELUARGA BERISIKO STUNTING BY NAME BY ADDRESS",),
        (f"KABUPATEN {REGENCY_NAME.upper()}  -  SEMESTER II TAHUN 2025",),
        (),
    ]
    # One office numbers the columns under the header, as printed forms do.
    ruler: list[Row] = [tuple(range(1, len(columns) + 1))] if number == 0 else []
    rows = [*title, *_form_header(), *ruler, *(tuple(row) for row in zip(*columns, strict=True))]
    first = desk.world.villages.district_name[int(districts[0])]
    file = f"KRS_Semester_2_2025_{slug(first)}{'_dkk' if len(districts) > 1 else ''}.xlsx"
    write_workbook(desk.folder / file, [Sheet("KRS", rows, _form_merges(len(title)))])
    start = len(title) + _HEADER_ROWS + len(ruler) + 1
    _note(desk, file, "KRS", written, np.arange(len(found.family)) + start, found)
    return desk.folder / file


def _write_marks(desk: Desk, districts: Whole) -> Path:
    """The verification sheet: capitals, V for yes and nothing for no."""
    rng = desk.chance("krs marks")
    found = screen(desk, _MARKS_ON, districts, "marks")
    written = _written(desk, found, _MARKS_ON, "marks", spreadsheet=True)
    villages, names = _places(desk, rng, written.village)
    count = len(found.family)
    fixed = [np.full(count, text, dtype=object) for text in (PROVINCE[1].upper(), REGENCY_NAME.upper())]
    said = found.said
    flags = (said.under_two, said.two_to_five, said.couple, said.pregnant, said.water, said.latrine,
             *found.four, said.no_modern)  # fmt: skip
    identity = [written.card, written.head_nik, written.head_name, written.wife_nik, written.wife_name]
    marks = [either(flag, "V", None) for flag in flags]
    columns = [np.arange(1, count + 1).astype(object), *fixed, names, villages, *identity, *marks]
    title: list[Row] = [("VERVAL KELUARGA BERISIKO STUNTING TAHUN 2025",), ()]
    rows = [*title, _MARK_HEADER, *(tuple(row) for row in zip(*columns, strict=True))]
    file = f"Verval_KRS_2025_{slug(desk.world.villages.district_name[int(districts[0])])}.xlsx"
    write_workbook(desk.folder / file, [Sheet("VERVAL", rows)])
    _note(desk, file, "VERVAL", written, np.arange(count) + len(title) + 2, found)
    return desk.folder / file


def _service_row(
    desk: Desk, found: Screening, written: _Written, place: int, own_id: bool, where: tuple[str, str, str]
) -> dict[str, object]:
    """One family; ``where`` is the village's dotted code, its district's name and its own."""
    family, facts = int(found.family[place]), desk.world.families.facts
    parts = where[0].split(".")
    codes: dict[str, object] = {"id_frm": 880_000_000 + place}
    levels = ("provinsi", "kabupaten", "kecamatan", "kelurahan")
    for level, code, name in zip(levels, parts, (PROVINCE[1], REGENCY_NAME, *where[1:]), strict=True):
        codes |= {
            f"id_{level}": int(code) + 100,
            f"kode_depdagri_{level}": int(code),
            f"nama_{level}": name.upper(),
        }
    flags = {
        "baduta": found.said.under_two,
        "balita": found.said.two_to_five,
        "pus": found.said.couple,
        "pus_hamil": found.said.pregnant,
    }
    four = zip(("terlalu_muda", "terlalu_tua", "terlalu_dekat", "terlalu_banyak"), found.four, strict=True)
    return {
        **codes,
        "kode_depdagri_rw": int(facts.rw[family]),
        "nama_rw": f"RW {facts.rw[family]:03d}",
        "kode_depdagri_rt": int(facts.rt[family]),
        "nama_rt": f"RT {facts.rt[family]:03d}",
        "periode": "2026-1",
        "kode_keluarga": f"{family * 7919 + 100_000_000:016d}" if own_id else written.card[place],
        "nik": written.head_nik[place],
        "nama_kepala_keluarga": written.head_name[place],
        "nama_istri": written.wife_name[place],
        **{key: 1 if flag[place] else 2 for key, flag in flags.items()},
        "sumber_air_layak_tidak": 2 if found.said.water[place] else 1,
        "jamban_layak_tidak": 2 if found.said.latrine[place] else 1,
        **{key: 1 if flag[place] else 2 for key, flag in four},
        "bukan_peserta_kb_modern": 1 if found.said.no_modern[place] else 2,
        "kesejahteraan_prioritas": int(facts.welfare_rank[family]),
        "risiko_stunting": 1 if found.said.factor[place] else 2,
        "latitude": None,
        "longitude": None,
    }


def _write_service(desk: Desk, districts: Whole) -> Path:
    """The data service's answer: a JSON array with whole numbers for codes."""
    rng = desk.chance("krs service")
    found = screen(desk, _SERVICE_ON, districts, "service")
    written = _written(desk, found, _SERVICE_ON, "service", spreadsheet=False)
    own = chosen(rng, desk.rates.krs_own_id, len(found.family))
    villages, village = desk.world.villages, written.village
    stale = chosen(aside(rng), desk.rates.krs.village_old_code, len(village))
    places = list(zip(*codes_and_districts(villages, village, stale), villages.name[village], strict=True))
    rows = [_service_row(desk, found, written, place, bool(own[place]), where) for place, where in enumerate(places)]
    path = desk.folder / "krs_layanan_data_2026_semester_1.json"
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    _note(desk, path.name, "", written, np.arange(len(rows)) + 1, found)
    return path


def write(desk: Desk) -> list[Path]:
    """Share the districts among one V form, one data service file and some merged forms."""
    order = desk.chance("krs districts").permutation(len(desk.world.villages.district_code))
    marks, service = max(1, len(order) // 10), max(1, len(order) // 4)
    forms = np.array_split(order[marks + service :], max(1, -(-(len(order) - marks - service) // 4)))
    return [
        *(_write_form(desk, np.sort(part), number) for number, part in enumerate(forms)),
        _write_marks(desk, np.sort(order[:marks])),
        _write_service(desk, np.sort(order[marks : marks + service])),
    ]
