"""Every data file of ``padan.reference`` is well-formed, sourced and consistent: one test for all facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from itertools import pairwise

import pytest

from padan.reference import agencies, codes, cycles, names, precedence, regions
from padan.reference.datafiles import data_file, read_rows
from padan.reference.folding import fold_region
from padan.reference.spelling import abbreviations, is_known_spelling

CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.[123]\d{3})?)?)?")
KINDS = {2: {"provinsi"}, 5: {"kabupaten", "kota"}, 8: {"kecamatan"}, 13: {"kelurahan", "desa"}}
KUKAR = "64.02"


def _files(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".csv", ".csv.gz")):
            yield prefix + entry.name


SOURCES = {row["file"]: row for row in read_rows("sources.csv")}
FILES = sorted(_files(data_file("data"), "data/"))
BY_DAY = ("length", "weight", "bmi", "head", "arm", "triceps", "subscapular")
#: What makes a row of a file the only one of its kind.
KEYS: dict[str, tuple[str, ...]] = {
    "data/regions/regions.csv.gz": ("code",),
    "data/regions/renumbered.csv": ("old_code",),
    "data/regions/renumbered_derived.csv.gz": ("old_code",),
    "data/regions/older_names.csv": ("code",),
    "data/regions/misspellings.csv": ("written", "code"),
    "data/regions/abbreviations.csv": ("short",),
    "data/regions/bps.csv": ("bps_code",),
    "data/regions/bps_villages.csv.gz": ("bps_code",),
    "data/precedence.csv": ("attribute", "source"),
    "data/cycles.csv": ("source",),
    "data/deadlines.csv": ("kind",),
    "data/complaints.csv": ("category",),
    "data/complaint_terms.csv": ("term",),
    "data/retention.csv": ("table",),
    "data/tasks.csv": ("kind",),
    "data/activities/kinds.csv": ("kind",),
    "data/activities/terms.csv": ("phrase", "kind"),
    "data/activities/targets.csv": ("phrase",),
    "data/activities/sectors.csv": ("phrase",),
    "data/activities/company_forms.csv": ("word",),
    "data/activities/columns.csv": ("header",),
    "data/eligibility/facts.csv": ("fact",),
    "data/eligibility/choices.csv": ("fact", "choice"),
    "data/aid/kinds.csv": ("kind",),
    "data/aid/durations.csv": ("kind", "cause", "from"),
    "data/giving/giver_kinds.csv": ("kind",),
    "data/giving/authority_bases.csv": ("basis",),
    "data/giving/terms.csv": ("term",),
    "data/giving/costs.csv": ("kind", "cause", "from"),
    "data/giving/courses.csv": ("kind", "cause", "from"),
    "data/agencies.csv": ("code",),
    "data/name_titles.csv": ("title", "position"),
    "data/name_abbreviations.csv": ("short", "position"),
    "data/infant_prefixes.csv": ("prefix",),
    "data/risk/krs_rules.csv": ("rule",),
    "data/risk/krs_parameters.csv": ("rule", "parameter"),
    "data/risk/facts.csv": ("fact",),
    "data/risk/pregnancy.csv": ("risk",),
    "data/risk/priority_groups.csv": ("measure", "from"),
    "data/risk/priority_tiers.csv": ("tier", "sign"),
    "data/risk/priority_parts.csv": ("part",),
    "data/freshness/obligations.csv": ("obligation",),
    "data/quality/limits.csv": ("name",),
    "data/quality/scales.csv": ("measure", "times"),
    "data/quality/gains.csv": ("measure", "from_days"),
    "data/quality/held.csv": ("measure", "from_days"),
    "data/quality/smart.csv": ("part", "grade"),
    "data/quality/classes.csv": ("class",),
    "data/growth/classes.csv": ("scheme", "index", "code"),
    "data/growth/flags.csv": ("indicator",),
    "data/growth_following/minimum_gain.csv": ("sex", "first_month"),
    "data/growth_following/thresholds.csv": ("name",),
    "data/growth_following/lines.csv": ("line",),
    "data/growth_following/correlation.csv": ("measure", "name"),
    "data/who/velocity.csv": ("measure", "interval_months", "sex", "start_month"),
    **{f"data/who/{name}_for_age.csv.gz": ("sex", "day") for name in BY_DAY},
    **{f"data/who/weight_for_{name}.csv.gz": ("sex", "millimetre") for name in ("length", "height")},
    **{f"data/who/{name}_for_age_2007.csv.gz": ("sex", "month") for name in ("length", "weight", "bmi")},
}


@pytest.mark.parametrize("file", FILES)
def test_each_file_names_its_source_and_holds_no_row_twice(file: str) -> None:
    listed = SOURCES[file]
    assert listed["what"]
    assert listed["source"]
    assert listed["licence"]
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", listed["date"])
    rows = read_rows(*file.split("/"))
    assert rows
    key = KEYS.get(file, ("source", "code", "text"))
    counts = Counter(tuple(row[column] for column in key) for row in rows)
    assert [found for found, times in counts.items() if times > 1] == []
    assert all(value == value.strip() for row in rows for value in row.values())


def test_no_source_is_listed_for_a_file_that_is_not_there() -> None:
    assert set(SOURCES) == set(FILES)


def check_regions() -> None:
    everything = regions.arrow().to_pylist()
    assert [row["code"] for row in everything] == sorted(row["code"] for row in everything)
    known = {row["code"] for row in everything}
    for row in everything:
        assert CODE.fullmatch(row["code"])
        assert row["kind"] in KINDS[len(row["code"])]
        assert row["parent"] in known or len(row["code"]) == 2
        assert (row["kind"] == "kelurahan") == (len(row["code"]) == 13 and row["code"][9] == "1")
        assert bool(re.fullmatch(r"\d{5}", row["postcode"] or "")) == (len(row["code"]) == 13)
    counts = Counter(len(row["code"]) for row in everything)
    assert counts == {2: 38, 5: 514, 8: 7285, 13: 83762}


def check_kutai_kartanegara() -> None:
    villages = [v for k in regions.children(KUKAR) for v in regions.villages_of(k.code)]
    assert len(regions.children(KUKAR)) == 20
    assert Counter(v.kind for v in villages) == {"desa": 193, "kelurahan": 44}
    sizes = [13, 15, 8, 8, 13, 14, 14, 11, 9, 11, 20, 19, 13, 8, 5, 18, 11, 7, 10, 10]
    assert [len(regions.villages_of(k.code)) for k in regions.children(KUKAR)] == sizes
    for code, name in (("64.02.13.1008", "Wonotirto"), ("64.02.13.1009", "Tanjung Harapan")):
        found = regions.region(code)
        assert found == regions.Region(code, name, "kelurahan", "75276", "64.02.13")
    places: dict[str, set[str]] = {}
    for village in villages:
        places.setdefault(village.name, set()).add(village.code[6:8])
    assert {name: where for name, where in places.items() if len(where) > 1} == {
        "Bukit Raya": {"13", "16"},
        "Sumber Sari": {"02", "07", "19"},
        "Sedulang": {"11", "19"},
        "Teluk Dalam": {"14", "16"},
        "Sidomulyo": {"04", "12"},
        "Tani Bhakti": {"03", "20"},
        "Kampung Baru": {"06", "12"},
        "Tanjung Harapan": {"07", "13"},
    }


def check_renumbered() -> None:
    old_to_new = regions.renumbered()
    assert len(old_to_new) == len(regions.renumberings())
    assert len(set(old_to_new.values())) == len(old_to_new)
    for old, new in old_to_new.items():
        assert CODE.fullmatch(old)
        assert len(old) == 13
        assert regions.region(old) is None
        assert regions.region(new) is not None
    bangun = ["2001", "2002", "2003", *(str(n) for n in range(2010, 2017))]
    samboja = [*(str(n) for n in range(1001, 1007)), "1015", "1017", "1020", "2018"]
    here = {old: new for old, new in old_to_new.items() if old.startswith(KUKAR)}
    assert set(here) == {f"64.02.08.{n}" for n in bangun} | {f"64.02.13.{n}" for n in samboja}
    assert {new for new in here.values() if new.startswith("64.02.19")} == set(regions.codes_under("64.02.19", 13))
    assert {new for new in here.values() if new.startswith("64.02.20")} == set(regions.codes_under("64.02.20", 13))


def check_renumbered_names() -> None:
    for change in regions.renumberings():
        if not change.old_code.startswith(KUKAR):
            assert fold_region(change.old_name) == fold_region(regions.name_of(change.new_code))


def check_misspellings() -> None:
    for spelling in regions.misspellings():
        found = regions.region(spelling.code)
        assert found is not None, spelling
        assert spelling.source
        assert fold_region(spelling.written) != fold_region(found.name), "folding finds it already"
        siblings = regions.children(found.parent_code or "")
        assert all(fold_region(spelling.written) != fold_region(other.name) for other in siblings)
        assert is_known_spelling(spelling.written, spelling.code, found.name)


def check_abbreviations() -> None:
    for short, long in abbreviations().items():
        assert re.fullmatch(r"[A-Z]+", short)
        assert re.fullmatch(r"[A-Z]+", long)
        assert long not in abbreviations()


def check_bps() -> None:
    rows = read_rows("data", "regions", "bps.csv") + read_rows("data", "regions", "bps_villages.csv.gz")
    lengths = {2: 2, 4: 5, 7: 8, 10: 13}
    assert {len(row["bps_code"]) for row in rows} == set(lengths)
    for row in rows:
        code, ours = row["bps_code"], row["kemendagri_code"]
        if ours:
            assert len(ours) == lengths[len(code)]
            assert regions.region(ours) is not None
            assert regions.bps_to_kemendagri(code) == ours
    used = Counter(row["kemendagri_code"] for row in rows if row["kemendagri_code"])
    assert [code for code, times in used.items() if times > 1] == []
    assert regions.bps_to_kemendagri("6403") == KUKAR
    assert regions.bps_to_kemendagri("6402") == "64.07"
    assert regions.bps_to_kemendagri("6403010") == "64.02.13"
    assert regions.bps_to_kemendagri("6403010002") == "64.02.20.1007"
    assert all(row["kemendagri_code"] for row in rows if row["bps_code"].startswith("6403"))


def check_codes() -> None:
    for name in codes.code_list_names():
        found = codes.code_list(name)
        keys = Counter((row.source, codes.fold_code(key)) for row in found.rows for key in {row.code, row.text} - {""})
        assert [key for key, times in keys.items() if times > 1] == [], name
        sources = {"*", *precedence.SOURCES}
        for row in found.rows:
            assert row.source in sources
            assert row.code or row.text
            assert row.meaning
            for written in {row.code, row.text} - {""}:
                assert found.meaning(row.source, written) == row.meaning
        for column in found.rows[0].extra:
            by_meaning = {(row.meaning, row.extra[column]) for row in found.rows}
            assert name in {"loinc"} or len(by_meaning) == len(found.meanings), (name, column)
        assert found.arrow().num_rows == len(keys)


def check_precedence() -> None:
    for attribute in precedence.attributes():
        rows = precedence.precedence(attribute)
        assert {row.source for row in rows} == set(precedence.SOURCES)
        assert [row.rank for row in rows] == list(range(1, len(precedence.SOURCES) + 1))
        assert rows[0].source == "office"
        # What changes the newest list tells, an officer's answer among them.
        assert len({row.rule for row in rows}) == 1
        assert all(row.rule in {"rank", "newest"} and row.reason_id and row.reason_en for row in rows)
    needed = "name nik kk birth_date sex mother_name father_name village address relation status pregnant"
    needed += " marital_status education occupation desil water latrine disposal floor"
    assert set(needed.split()) <= set(precedence.attributes())
    for attribute in ("nik", "kk", "birth_date"):
        order = [row.source for row in precedence.precedence(attribute)]
        assert order == ["office", "opensid", "dtsen", "krs", "puskesmas_fhir", "eppgbm"]
    assert precedence.precedence("village")[1].rule == "newest"
    assert precedence.arrow().num_rows == len(precedence.precedence_rows())


def check_cycles_and_agencies() -> None:
    assert set(cycles.cycles()) == set(precedence.SOURCES) - {"office"}
    for cycle in cycles.cycles().values():
        assert cycle.cycle_days > 0
        assert cycle.stale_after_days >= cycle.cycle_days
        assert cycle.basis_id
        assert cycle.basis_en
    assert {agencies.owner_of(source).code for source in precedence.SOURCES} <= set(agencies.agencies())
    for agency in agencies.agencies().values():
        assert agency.name()
        assert agency.name("en")


def check_names() -> None:
    titles = names.name_titles()
    assert {t.position for t in titles} == {"front", "back", "lineage"}
    assert not {"ANDI", "DAENG", "AJI"} & {t.title for t in titles}
    shorts = names.name_abbreviations()
    assert {a.position for a in shorts} == {"front", "any"}
    assert not {a.short for a in shorts} & {a.long for a in shorts}
    prefixes = names.infant_prefixes()
    assert {p.follows for p in prefixes} == {"mother", "child", "unclear", "nothing"}
    assert all(len(a.prefix) >= len(b.prefix) for a, b in pairwise(prefixes))
    words = [t.title for t in titles] + [a.short for a in shorts] + [a.long for a in shorts]
    assert all(re.fullmatch(r"[A-Z]+", word) for word in words)
    assert all(re.fullmatch(r"[A-Z]+( [A-Z]+)*", prefix.prefix) for prefix in prefixes)


CHECKS: tuple[Callable[[], None], ...] = (
    check_regions,
    check_kutai_kartanegara,
    check_renumbered,
    check_renumbered_names,
    check_misspellings,
    check_abbreviations,
    check_bps,
    check_codes,
    check_precedence,
    check_cycles_and_agencies,
    check_names,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_the_facts_are_consistent(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize(
    ("name", "source", "written", "meaning"),
    [
        ("relation", "opensid", "3", "wife"),
        ("relation", "dtsen", "3", "child"),
        ("relation", "dtsen", "6", "parent"),
        ("relation", "krs", "3", None),  # a number of no known source means nothing
        ("relation", "eppgbm", "Famili  Lain", "relative"),
        ("relation", "dtsen", "2. Istri/suami", "spouse"),
        ("sex", "eppgbm", "p", "P"),
        ("sex", "dtsen", "1.0", "L"),
        ("sex", "krs", None, None),
        ("sex", "krs", "?", None),
        ("status", "dtsen", "DTSEN AKTIF - ASESMEN MENINGGAL", "dead"),
        ("status", "dtsen", "DTSEN NONAKTIF", None),
        ("status", "opensid", "6", "left"),
        ("education", "opensid", "DIPLOMA I/II", "diploma_1_2"),
        ("education", "opensid", "Diploma III", "diploma_3"),
        ("blood_type", "opensid", "AB -", "AB-"),
        ("welfare_rank", "krs", "> 4", "above_4"),
        ("answer", "krs", "√", "yes"),
        ("month", "eppgbm", "Pebruari", "2"),
        ("programmes", "dtsen", "BNPT_PPKM", "bpnt_ppkm"),
        ("water", "dtsen", "04", "borehole"),
        ("loinc", "puskesmas_fhir", "8339-4", "birth_weight"),
        ("weight_for_age", "eppgbm", "Normal", "normal"),
        ("height_for_age", "puskesmas_fhir", "OI000011", "severely_stunted"),
    ],
)
def test_what_a_written_code_means(name: str, source: str, written: str | None, meaning: str | None) -> None:
    assert codes.code_list(name).meaning(source, written) == meaning


@pytest.mark.parametrize(
    ("name", "meaning", "column", "value"),
    [
        ("water", "piped", "safe", "yes"),
        ("water", "protected_spring", "safe", "no"),
        ("water", "unknown", "safe", "unknown"),
        ("water", None, "safe", None),
        ("latrine", "own", "safe", "unknown"),
        ("disposal", "septic_tank", "safe", "yes"),
        ("birth_control", "none", "modern", "no"),
    ],
)
def test_what_more_a_meaning_says(name: str, meaning: str | None, column: str, value: str | None) -> None:
    assert codes.code_list(name).extra(meaning, column) == value


def test_unknown_lists_attributes_and_regions_are_said() -> None:
    with pytest.raises(KeyError):
        codes.code_list("nothing")
    with pytest.raises(KeyError):
        precedence.precedence("nothing")
    with pytest.raises(KeyError):
        agencies.owner_of("nothing")
    assert regions.region("64.02.99") is None
    assert regions.children("64.02.13.1008") == ()
    assert regions.villages_of("64.02") == ()
    assert regions.bps_to_kemendagri("0000") is None
    assert len(regions.children("")) == 38
