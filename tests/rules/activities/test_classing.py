"""What an activity does for stunting, by a table that a secretariat could have written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.reference.activities import Class, activity_kinds, sectors, targets, terms
from padan.rules.activities.classing import Said, classed
from padan.rules.activities.words import LONGEST, phrases_in, words_of

#: title | beneficiaries | filed under | kind | misfiled (ya, tidak, ? unknown)
TABLE = """
Paket sembako untuk balita                   |                          | Bencana        | food          | ya
Bantuan PMT lokal                            | 40 balita                | Kesehatan      | feeding       | tidak
Pembagian telur dan susu                     | ibu hamil KEK            | Sosial         | feeding       | tidak
Pembagian susu                               | anak SD                  | Pendidikan     | food          | ya
Nutritious food package                      | toddlers                 | Disaster       | feeding       | ya
Makan bergizi gratis                         | baduta                   | Keagamaan      | feeding       | ya
Biskuit balita                               |                          |                | feeding       | ?
Dapur sehat atasi stunting (DASHAT)          | 12 KRS                   | Stunting       | feeding       | tidak
Tablet tambah darah                          | remaja putri             | Pendidikan     | supplements   | ya
Pemberian TTD di sekolah                     | siswi                    | Pendidikan     | supplements   | tidak
Vitamin dan suplemen                         | ibu hamil                | Kesehatan      | supplements   | tidak
Vitamin lansia                               | lansia                   | Kesehatan      | health        | tidak
Pojok laktasi di puskesmas                   | ibu menyusui             | Infrastruktur  | breastfeeding | ya
Kampanye ASI eksklusif                       | ibu menyusui             | Kesehatan      | breastfeeding | tidak
Imunisasi dasar lengkap                      | bayi                     | Kesehatan      | immunisation  | tidak
Operasi timbang serentak                     | balita                   | Gizi           | monitoring    | tidak
Skrining di posyandu                         | balita                   | Kesehatan      | monitoring    | tidak
Perawatan gizi buruk                         | 3 anak                   | Bencana        | treatment     | ya
Sumur bor                                    | 30 KK                    | Infrastruktur  | water         | ya
Sumur bor pondok pesantren                   | santri                   | Keagamaan      | religion      | tidak
Sumur bor warga kurang mampu dekat masjid    |                          | Keagamaan      | water         | tidak
Pembangunan jamban keluarga                  | keluarga miskin          | Lingkungan     | sanitation    | ya
Clean water for the village                  |                          | Environment    | water         | ya
Iuran BPJS Kesehatan                         | 100 warga kurang mampu   | Sosial         | insurance     | tidak
Paket sembako korban banjir                  | 200 KK                   | Bencana        | disaster      | tidak
Beras untuk pengungsi                        |                          | Stunting       | disaster      | ya
Santunan keluarga miskin                     |                          | Sosial         | cash          | tidak
Penyuluhan gizi                              | PKK                      | Pendidikan     | counselling   | ya
Seminar kesehatan                            | ibu hamil                | Kesehatan      | counselling   | tidak
Orang tua asuh (Genting)                     | anak berisiko stunting   | Sosial         | accompaniment | tidak
Pelayanan KB                                 | PUS                      | Kesehatan      | planning      | tidak
Pemeriksaan calon pengantin                  |                          | Keagamaan      | premarital    | ya
Bedah rumah                                  | 5 keluarga miskin        | Infrastruktur  | housing       | ya
Alat antropometri                            | 4 posyandu               | Kesehatan      | posyandu      | tidak
Rehab posyandu                               |                          | Infrastruktur  | posyandu      | ya
Pelatihan kader posyandu                     | 20 kader                 | Stunting       | cadres        | tidak
Posyandu lansia                              | lansia                   | Stunting       | health        | ya
Turnamen voli putri                          | remaja putri             | Stunting       | sport         | ya
Jersey sepak bola                            | karang taruna            | Olahraga       | sport         | tidak
Pembangunan masjid                           |                          | Keagamaan      | religion      | tidak
Hewan kurban                                 | dhuafa                   | Keagamaan      | religion      | tidak
Festival Erau                                |                          | Budaya         | culture       | tidak
Semenisasi jalan desa                        |                          | Infrastruktur  | infrastructure| tidak
Penanaman mangrove                           |                          | Lingkungan     | environment   | tidak
Budidaya ikan                                | kelompok tani            | Ekonomi        | economy       | tidak
Beasiswa                                     | siswa                    | Pendidikan     | education     | tidak
Donor darah                                  |                          | Kesehatan      | health        | tidak
Kegiatan rutin triwulan                      | masyarakat               | Sosial         | -             | ?
Bantuan untuk balita                         | balita                   | Bencana        | -             | ?
Bantuan PMT                                  | balita                   | Bidang VII     | feeding       | ?
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
MISFILED = {"ya": True, "tidak": False, "?": None}


@pytest.mark.parametrize(("title", "people", "sector", "kind", "misfiled"), ROWS, ids=lambda cell: cell)
def test_an_activity_is_classed_by_its_words(title: str, people: str, sector: str, kind: str, misfiled: str) -> None:
    found = classed(Said(title, beneficiaries=people, sector=sector))
    assert (found.kind or "-") == kind
    assert found.of == (activity_kinds()[kind].of if kind != "-" else None)
    assert found.misfiled is MISFILED[misfiled]
    assert bool(found.because) == (kind != "-")


def test_the_table_is_long_enough_and_knows_every_kind() -> None:
    assert len(ROWS) >= 40
    assert {row[3] for row in ROWS} - {"-"} == set(activity_kinds())


def test_the_reason_names_the_phrase_and_its_field() -> None:
    found = classed(Said("Bantuan telur", "Paket sembako", "30 balita"))
    assert [(each.phrase, each.field) for each in found.because] == [("telur", "title")]
    assert [(each.phrase, each.field) for each in found.targets] == [("balita", "beneficiaries")]
    assert found.also == ("food",)


def test_the_longest_phrase_counts_and_its_words_are_not_used_again() -> None:
    known = {"posyandu", "posyandu lansia", "lansia"}
    assert list(phrases_in(words_of("Posyandu Lansia, posyandu"), known)) == ["posyandu lansia", "posyandu"]


def test_the_words_of_the_tables_can_be_found() -> None:
    phrases = [*(term.phrase for term in terms()), *targets(), *sectors()]
    assert all(" ".join(words_of(phrase)) == phrase for phrase in phrases)
    assert max(len(words_of(phrase)) for phrase in phrases) <= LONGEST
    assert {term.kind for term in terms()} == set(activity_kinds())
    assert {sector.kind for sector in sectors().values()} - {""} <= set(activity_kinds())


def test_each_kind_says_on_what_its_class_rests() -> None:
    for kind in activity_kinds().values():
        assert all((kind.name(), kind.name("en"), kind.basis()))
        assert kind.basis() != kind.basis("en")


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_is_classed_or_left_unknown(title: str, sector: str) -> None:
    found = classed(Said(title, sector=sector))
    assert (found.of is None) == (found.kind == "") == (not found.because)
    assert found.misfiled is None or (found.of in Class and found.filed is not None)
