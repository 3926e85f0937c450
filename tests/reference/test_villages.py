"""Which village a row means."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.reference.folding import fold_region, written
from padan.reference.gazetteer import find_regencies, former_villages
from padan.reference.nearness import allowed_errors, edits, nearest
from padan.reference.regions import bps_known, codes_under, dotted, name_of, region, renumbered, villages_of
from padan.reference.village_codes import code_digits
from padan.reference.villages import GUESSES, HOWS, VillageMatch, find_village

KUKAR = "64.02"


def find(
    village: str | None,
    district: str | None = None,
    regency: str | None = None,
    province: str | None = None,
    code: str | None = None,
    within: str | None = KUKAR,
) -> VillageMatch:
    return find_village(
        village=village, district=district, regency=regency, province=province, code=code, within=within
    )


@pytest.mark.parametrize(
    ("village", "district", "how", "code"),
    [
        ("WONOTIRTO", "SAMBOJA", "exact", "64.02.13.1008"),
        ("Kel. Wono Tirto", "Kec. Samboja", "exact", "64.02.13.1008"),
        ("Kelurahan/Desa Wonotirto", "Kecamatan Samboja", "exact", "64.02.13.1008"),
        ("Tanjung Harapan", "Samboja", "exact", "64.02.13.1009"),
        ("TANJUNG HARAPAN", "SEBULU", "exact", "64.02.07.2002"),
        ("Tanjung Harapan", "Loa Kulu", "unknown", None),
        ("Tani Bhakti", "Loa Janan", "exact", "64.02.03.2005"),
        ("Tani Bakti", "Loa Janan", "misspelling", "64.02.03.2005"),
        ("Tani Bhakti", "Samboja Barat", "exact", "64.02.20.2004"),
        ("Tani Bhakti", "Samboja", "former", "64.02.20.2004"),
        ("Sungai Merdeka", "Samboja", "former", "64.02.20.1002"),
        ("Sei. Merdeka", "Semboja", "former", "64.02.20.1002"),
        ("Sei Merdeka", "Samboja Barat", "misspelling", "64.02.20.1002"),
        ("Salok Api Barat", "Samboja", "former", "64.02.20.1007"),
        ("Salok Api Barat", "Samboja Barat", "misspelling", "64.02.20.1007"),
        ("Salok Api Darat", "Samboja Barat", "exact", "64.02.20.1007"),
        ("Ambarawang Darat", "Samboja", "former", "64.02.20.1005"),
        ("Ambarawang Laut", "Samboja Barat", "misspelling", "64.02.20.1009"),
        ("ARGOSARI", "SAMBOJA BARAT", "exact", "64.02.20.1006"),
        ("Kota Bangun 3", "Kota Bangun", "former", "64.02.19.2006"),
        ("Kota Bangun II", "Kota Bangun Darat", "exact", "64.02.19.2005"),
        ("Kota Bangun Ulu", "Kotabangun", "exact", "64.02.08.2005"),
        ("Sedulang", "Kota Bangun", "former", "64.02.19.2002"),
        ("Sedulang", "Muara Kaman", "exact", "64.02.11.2009"),
        ("Salo Palai", "Muara Badak", "misspelling", "64.02.05.2002"),
        ("Salo Cella", "Muara Badak", "misspelling", "64.02.05.2012"),
        ("Gas Alam Badak Satu", "Ma. Badak", "misspelling", "64.02.05.2010"),
        ("Rampak Lambur", "Tenggarong", "misspelling", "64.02.06.2012"),
        ("Muara Tuboq", "Tabang", "misspelling", "64.02.12.2017"),
        ("Buana Jaya", "Tenggarong Sebrang", "misspelling", "64.02.16.2008"),
        ("Karya Utama", "Loa Kulu", "misspelling", "64.02.02.2009"),
        ("Sebulu Modern", "Sebulu", "misspelling", "64.02.07.2011"),
        ("Jawa", "Sanga-Sanga", "exact", "64.02.15.1001"),
        ("Kersik", "Marangkayu", "exact", "64.02.17.2005"),
        ("Loa Duri Hulu", "Loa Janan", "misspelling", "64.02.03.2002"),
        ("Wonotirta", "Samboja", "similar", "64.02.13.1008"),
        ("Wonotirto", "Sambojo", "similar", "64.02.13.1008"),
        ("Amborawank Darat", "Samboja", "similar", "64.02.20.1005"),
        ("Loa Duri", "Loa Janan", "unknown", None),  # Ulu or Ilir?
        ("Loa Duri Tengah", "Loa Janan", "unknown", None),
        ("Kota Bangun IV", "Kota Bangun Darat", "unknown", None),
        ("Sungai Seluang", "Samboja Barat", "unknown", None),  # stayed in Samboja
        ("Wonotirto", "Balikpapan Barat", "unknown", None),
        ("Wonotirto", None, "regency", "64.02.13.1008"),
        ("SEI SELUANG", "-", "regency", "64.02.13.1007"),
        ("Tanjung Harapan", None, "ambiguous", None),
        ("Nirwana", None, "unknown", None),
        (None, "Samboja", "missing", None),
        ("-", "Samboja", "missing", None),
        (" ", None, "missing", None),
        ("64.02", "Samboja", "missing", None),  # digits that strayed into the name's column
    ],
)
def test_a_name_in_its_kecamatan(village: str | None, district: str | None, how: str, code: str | None) -> None:
    found = find(village, district)
    assert (found.how, found.code) == (how, code)
    assert found.is_guess == (how in GUESSES)


@pytest.mark.parametrize(
    ("regency", "province", "within", "how", "code"),
    [
        ("Kab. Kutai Kartanegara", None, None, "exact", "64.02.13.1008"),
        ("KUKAR", "KALTIM", None, "exact", "64.02.13.1008"),
        ("Kutai Kertanegara", None, None, "exact", "64.02.13.1008"),
        ("Kutai Kartanegra", None, None, "exact", "64.02.13.1008"),
        (None, None, "64", "exact", "64.02.13.1008"),
        (None, "Kalimantan Timur", None, "exact", "64.02.13.1008"),
        (None, "Kalimantan Timur", KUKAR, "exact", "64.02.13.1008"),
        (None, None, None, "exact", "64.02.13.1008"),  # one kecamatan of that name in all Indonesia
        (None, "Sulawesi Selatan", KUKAR, "unknown", None),
        ("Penajam Paser Utara", None, KUKAR, "unknown", None),
        ("Atlantis", None, KUKAR, "unknown", None),
        ("6402", None, KUKAR, "exact", "64.02.13.1008"),  # a code is no name
    ],
)
def test_where_the_kecamatan_is_looked_for(
    regency: str | None, province: str | None, within: str | None, how: str, code: str | None
) -> None:
    found = find("Wonotirto", "Samboja", regency, province, within=within)
    assert (found.how, found.code) == (how, code)


@pytest.mark.parametrize(
    ("code", "village", "district", "regency", "how", "found"),
    [
        ("64.02.13.1008", None, None, None, "code", "64.02.13.1008"),
        ("6402131008", None, None, None, "code", "64.02.13.1008"),
        ("'6402131008", None, None, None, "code", "64.02.13.1008"),
        ("6402131008.0", None, None, None, "code", "64.02.13.1008"),
        ("6402131001", None, None, None, "code_renumbered", "64.02.20.1007"),
        ("64.02.08.2010", "Kota Bangun I", "Kota Bangun", None, "code_renumbered", "64.02.19.2004"),
        ("64.02.13.2018", "Tani Bhakti", "Samboja Barat", None, "code_renumbered", "64.02.20.2004"),
        ("6403010011", None, None, None, "code", "64.02.13.1008"),  # only BPS has it
        ("6403010011", "WONOTIRTO", "SEMBOJA", "KUTAI KARTANEGARA", "code", "64.02.13.1008"),
        # Tenggarong in Kemendagri's system, Nyuatan in Kutai Barat in that of BPS
        ("6402061001", None, None, None, "code_system_unknown", None),
        ("6402061001", None, None, "Kutai Kartanegara", "code", "64.02.06.1001"),
        ("6402061001", "Jahab", "Tenggarong", None, "code", "64.02.06.1001"),
        ("6402061001", None, "Nyuatan", "Kutai Barat", "code", "64.07.16.2001"),
        # the names win over a code that contradicts them
        ("64.02.13.1008", "Handil Baru", "Samboja", None, "exact", "64.02.13.1012"),
        # a name that nobody knows, in the kecamatan of the code
        ("64.02.13.1008", "Kampung Tiada", "Samboja", None, "code", "64.02.13.1008"),
        ("64.02.13.1008", "Kampung Tiada", "Sebulu", None, "unknown", None),
        ("64.02.13.1008", None, "Sebulu", None, "unknown", None),
        ("99.99.99.9999", None, None, None, "unknown", None),
        ("99.99.99.9999", "Wonotirto", "Samboja", None, "exact", "64.02.13.1008"),
        # a BPS code whose village its name does not settle
        ("6401040012", None, None, None, "unknown", None),
        ("6401040012", None, "Samboja", None, "unknown", None),
        ("6402082009", None, None, None, "code_system_unknown", None),
        ("6402082009", "Pela", "Kota Bangun", None, "code", "64.02.08.2009"),
        ("640213", "Wonotirto", "Samboja", None, "exact", "64.02.13.1008"),
        ("640213", None, None, None, "missing", None),
    ],
)
def test_a_code_and_the_names_beside_it(
    code: str, village: str | None, district: str | None, regency: str | None, how: str, found: str | None
) -> None:
    match = find(village, district, regency, code=code)
    assert (match.how, match.code) == (how, found)


def test_an_unsettled_row_names_what_to_choose_from() -> None:
    assert find("Tanjung Harapan").candidates == ("64.02.07.2002", "64.02.13.1009")
    assert find("Sungai Seluang", "Samboja Barat").candidates == ("64.02.13.1007",)
    assert find(None, code="6402061001").candidates == ("64.02.06.1001", "64.07.16.2001")
    assert find("Sukajaya", None, None, "Jawa Barat", within=None).how == "ambiguous"


@pytest.mark.parametrize(
    ("village", "how", "code"),
    [
        ("Panipahan", "ambiguous", None),
        ("Kel. Panipahan", "exact", "14.07.06.1007"),
        ("Desa Panipahan", "exact", "14.07.06.2001"),
        ("Desa/Kel Panipahan", "ambiguous", None),
    ],
)
def test_a_desa_and_a_kelurahan_of_one_name(village: str, how: str, code: str | None) -> None:
    found = find(village, "Pasir Limau Kapas", "Rokan Hilir")
    assert (found.how, found.code) == (how, code)


def test_within_may_be_a_kecamatan() -> None:
    assert find("Tanjung Harapan", within="64.02.07").code == "64.02.07.2002"
    assert find("Wonotirto", within="64.02.07").how == "unknown"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bogor", ("32.01", "32.71")),
        ("Kota Bogor", ("32.71",)),
        ("KAB BOGOR", ("32.01",)),
        ("Kota Baru", ("63.02",)),  # a kabupaten in spite of its name
        ("Balikpapan", ("64.71",)),
        ("Nowhere At All", ()),
    ],
)
def test_regencies(text: str, found: tuple[str, ...]) -> None:
    assert find_regencies(text, None) == found


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("SAMBOJA", "SAMBOJA", 0), ("SAMBOJA", "SEMBOJA", 1), ("SAMBOJA", "SABMOJA", 1), ("A", "ABCDE", 3)],
)
def test_edits_stop_counting_past_the_limit(left: str, right: str, count: int) -> None:
    assert edits(left, right, 2) == count


def test_short_names_are_not_guessed() -> None:
    assert allowed_errors(4) == 0
    assert nearest("Pela", [("a", "Pele")]) == ()
    assert nearest("Sebulu", [("a", "Sebula"), ("b", "Sebuli")]) == ("a", "b")


def test_folding() -> None:
    assert fold_region("Kel. Tanjung-Harapan") == "TANJUNGHARAPAN"
    assert fold_region("Desa") == "DESA"
    assert written("N/A") is None
    assert written(" Samboja ") == "Samboja"
    assert code_digits(None) == ""
    assert bps_known("6403010011")


KECAMATAN = codes_under("", 8)
VILLAGES = codes_under("", 13)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(VILLAGES), st.booleans())
def test_an_exact_name_in_its_kecamatan_finds_its_code(code: str, loud: bool) -> None:
    parts = [name_of(part) for part in (code, code[:8], code[:5], code[:2])]
    village, district, regency, province = (part.upper() if loud else part for part in parts)
    found = find(village, district, regency, province, within=None)
    namesakes = [v.code for v in villages_of(code[:8]) if fold_region(v.name) == fold_region(parts[0])]
    assert found.code == code or (len(namesakes) > 1 and code in found.candidates)
    assert found.how == ("exact" if found.code else "ambiguous")
    assert find(village, district, regency, province, code=code.replace(".", ""), within=None).code == code


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(codes_under(KUKAR, 13)),
    st.sampled_from(codes_under(KUKAR, 8)),
    st.integers(0, 30),
    st.text("ABIUORSXZ -.'", max_size=2),
)
def test_the_village_found_lies_in_the_named_kecamatan(code: str, kecamatan: str, at: int, noise: str) -> None:
    name = name_of(code)
    found = find(name[:at] + noise + name[at + 1 :], name_of(kecamatan))
    assert found.how in HOWS
    if found.code:
        assert found.code.startswith(kecamatan) or found.code in former_villages(kecamatan)
        assert found.how != "former" or found.code in former_villages(kecamatan)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=12), st.from_regex(r"64\.?0[23]\.?[0-2]\d\.?[12]0[0-2]\d", fullmatch=True)))
def test_any_code_gives_an_answer(code: str) -> None:
    found = find(None, code=code)
    assert found.how in {"code", "code_renumbered", "code_system_unknown", "unknown", "missing"}
    if found.code:
        assert region(found.code) is not None
        ours = dotted(code_digits(code))
        assert found.code in {ours, renumbered().get(ours)} or bps_known(code_digits(code))


def test_it_is_fast() -> None:
    rows = [(v, k) for k in codes_under(KUKAR, 8) for v in codes_under(k, 13)]
    find("Wonotirto", "Samboja")
    start = time.perf_counter()
    for village, kecamatan in rows:
        find(name_of(village).lower() + "x", name_of(kecamatan))
    assert (time.perf_counter() - start) / len(rows) < 0.005
