"""Rules as text: what is read, what is refused and where, and that what is written reads back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.eligibility.eligibility_kit import FACTS, FAMILIES, RULES

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import answering_in
from padan.rules.eligibility import (
    USUAL,
    All,
    Among,
    Any,
    By,
    Compares,
    Fact,
    FactKind,
    Holds,
    Known,
    Not,
    Rule,
    RuleTextError,
    Sign,
    as_data,
    facts_of,
    facts_of_rule,
    from_data,
    read_rule,
    tell,
    write_rule,
)

POOR = Compares("desil", Sign.AT_MOST, 4)
CHILD = Compares("toddlers", Sign.AT_LEAST, 1)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("berisiko", [Holds("at_risk")]),
        ("desil <= 4", [POOR]),
        ("desil ≤ 4", [POOR]),
        ("desil <= 4 dan balita >= 1", [POOR, CHILD]),
        ("desil <= 4\n\n# yang punya balita\nbalita >= 1 # satu saja", [POOR, CHILD]),
        ("desil <= 4 atau balita >= 1", [Any((POOR, CHILD))]),
        ("desil <= 4 atau balita >= 1 dan berisiko", [Any((POOR, All((CHILD, Holds("at_risk")))))]),
        ("(desil <= 4 atau balita >= 1) dan berisiko", [Any((POOR, CHILD)), Holds("at_risk")]),
        ("bukan menerima_pkh", [Not(Holds("pkh"))]),
        ("bukan (berisiko atau menerima_pkh)", [Not(Any((Holds("at_risk"), Holds("pkh"))))]),
        ("desil antara 2 dan 4", [Compares("desil", Sign.AT_LEAST, 2), POOR]),
        ("balita > 2,5", [Compares("toddlers", Sign.MORE, 2.5)]),
        ("desil != 1", [Not(Compares("desil", Sign.EQUAL, 1))]),
        ("desil < 3", [Compares("desil", Sign.LESS, 3)]),
        ("desil diketahui", [Known("desil")]),
        ("desil tidak diketahui", [Not(Known("desil"))]),
        ("air = sungai", [Among("water", ("river",))]),
        ("air != sungai", [Not(Among("water", ("river",)))]),
        ("air salah satu sungai, hujan, sungai", [Among("water", ("river", "rain"))]),
    ],
)
def test_what_is_read(text: str, conditions: list[object]) -> None:
    assert read_rule(text, FACTS) == Rule(tuple(conditions))


def test_english_is_read_by_its_own_words() -> None:
    text = "decile between 1 and 4\nnot gets_pkh or water one of river, rain\ndecile is known\ntoddlers is unknown"
    rule = read_rule(text, FACTS, "en")
    assert rule == read_rule(write_rule(rule, FACTS, "id"), FACTS, "id")
    assert write_rule(rule, FACTS, "en").splitlines()[2] == "not gets_pkh or water one of river, rain"


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("urutan desil terkecil", [By("desil", False)]),
        ("urutan balita terbesar, desil terkecil", [By("toddlers"), By("desil", False)]),
        ("urutan berisiko, bukan menerima_pkh", [By("at_risk"), By("pkh", False)]),
    ],
)
def test_a_line_says_the_order_wherever_it_stands(line: str, order: list[By]) -> None:
    wanted = Rule((POOR,), tuple(order))
    assert read_rule(f"desil <= 4\n{line}", FACTS) == read_rule(f"{line}\ndesil <= 4", FACTS) == wanted
    assert write_rule(wanted, FACTS) == f"desil <= 4\n{line}"
    assert wanted.ranks == tuple(order)


@pytest.mark.parametrize(
    ("text", "line", "letter", "what", "step"),
    [
        ("", 1, 1, "tanpa syarat", "paling sedikit satu"),
        ("# hanya catatan", 1, 1, "tanpa syarat", "paling sedikit satu"),
        ("desil <= 4\ndesli <= 4", 2, 1, "desli tidak dikenal", "Mungkin maksudnya: desil"),
        ("rumah", 1, 1, "rumah tidak dikenal", "Pilih dari: air, balita, berisiko"),
        ("desil; DROP", 1, 6, "Tanda ; tidak dikenal", "dari daftar"),
        ("desil", 1, 6, "Tanda banding untuk desil", "desil <= 4"),
        ("desil <= empat", 1, 10, "Angka untuk desil", "sebuah angka"),
        ("desil <= 11", 1, 10, "11 di luar desil", "dari 1 sampai 10"),
        ("desil antara 2", 1, 15, "Batas atas belum ditulis", "antara 6 dan 59"),
        ("desil antara 4 dan 2", 1, 20, "lebih kecil", "Tukar"),
        ("air sungai", 1, 5, "Nilai untuk air", "air = ledeng"),
        ("air = sungia", 1, 7, "Nilai sungia tidak dikenal", "Mungkin maksudnya: sungai"),
        ("berisiko menerima_pkh", 1, 10, "menerima_pkh tidak dimengerti", "kata dan atau atau"),
        ("(berisiko", 1, 10, "Kurung belum ditutup", "tanda )"),
        ("berisiko dan", 1, 13, "akhir baris tidak dikenal", "Pilih dari"),
        ("decile <= 4", 1, 1, "decile tidak dikenal", "desil"),
        ("berisiko\nurutan air", 2, 8, "air tidak dapat dipakai untuk urutan", "angka atau ya/tidak"),
        ("berisiko\nurutan desil", 2, 13, "Arah urutan desil belum ditulis", "desil terbesar, atau desil terkecil"),
        ("berisiko\nurutan bukan desil", 2, 19, "Arah urutan desil belum ditulis", "desil terbesar"),
        ("urutan berisiko, bukan berisiko", 1, 24, "berisiko tidak dapat dipakai", "satu kali"),
        ("urutan berisiko balita terbesar", 1, 17, "balita tidak dimengerti", "koma"),
        ("urutan", 1, 7, "akhir baris tidak dikenal", "Pilih dari"),
        ("urutan berisiko\nurutan menerima_pkh", 2, 1, "sudah ditulis", "satu baris"),
        ("urutan berisiko", 1, 1, "tanpa syarat", "paling sedikit satu"),
        ("(" * 32 + "berisiko" + ")" * 32, 1, 32, "terlalu dalam", "beberapa baris"),
        ("berisiko\n" * 2_500, 1, 1, "terlalu panjang", "20000"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, letter: int, what: str, step: str) -> None:
    with answering_in("id"), pytest.raises(RuleTextError) as caught:
        read_rule(text, FACTS)
    error = caught.value
    assert (error.line, error.letter) == (line, letter)
    assert what in error.what
    assert step in str(error.next_step)
    assert f"baris {line}" in str(error)


@given(RULES, st.sampled_from(["id", "en"]), FAMILIES)
def test_what_is_written_reads_back_as_the_same_rule(rule: Rule, language: str, family: dict[str, object]) -> None:
    text = write_rule(rule, FACTS, language)
    read = read_rule(text, FACTS, language)
    assert tell(read, family, FACTS).answer == tell(rule, family, FACTS).answer  # type: ignore[arg-type]
    # Lists in lists become one list: from then on nothing changes any more.
    assert read_rule(write_rule(read, FACTS, language), FACTS, language) == read


@given(RULES)
def test_what_is_kept_comes_back_the_same(rule: Rule) -> None:
    assert from_data(json.loads(json.dumps(as_data(rule))), FACTS) == rule


@pytest.mark.parametrize("order", [(), USUAL])
def test_a_rule_without_an_order_is_kept_as_rules_were_before_they_had_one(order: tuple[By, ...]) -> None:
    """Digests of such rules stand in sealed decrees."""
    rule = Rule((POOR,), order)
    assert as_data(rule) == [{"number": "desil", "sign": "<=", "value": 4}]
    assert rule == Rule((POOR,))
    assert [(by.fact, by.greatest) for by in rule.ranks] == [
        ("urgency", True), ("poverty_group", False), ("decile_high", False), ("under_two", True), ("members", True),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [(By("desil"), By("desil", False)), tuple(By(str(n)) for n in range(9))])
def test_a_fact_ranks_once_and_only_so_many_do(order: tuple[By, ...]) -> None:
    with pytest.raises(ValueError, match="ranks once"):
        Rule((POOR,), order)


ORDERED = {"fact": "desil", "first": "least"}


@pytest.mark.parametrize(
    "data",
    [
        {"conditions": [{"holds": "pkh"}]},
        {"conditions": [{"holds": "pkh"}], "order": []},
        {"conditions": [], "order": [ORDERED]},
        {"conditions": [{"holds": "pkh"}], "order": [ORDERED], "more": 1},
        {"conditions": [{"holds": "pkh"}], "order": [ORDERED, ORDERED]},
        {"conditions": [{"holds": "pkh"}], "order": [{"fact": "desil", "first": "both"}]},
        {"conditions": [{"holds": "pkh"}], "order": [{"fact": "water", "first": "least"}]},
        {"conditions": [{"holds": "pkh"}], "order": [{"fact": "gone", "first": "least"}]},
        [],
        None,
        [{"holds": "desil"}],
        [{"holds": "gone"}],
        [{"holds": "pkh", "and": "more"}],
        [{"known": "gone"}],
        [{"number": "desil", "sign": "<=", "value": 11}],
        [{"number": "desil", "sign": "<=", "value": True}],
        [{"number": "desil", "sign": "like", "value": 1}],
        [{"choice": "water", "among": ["gone"]}],
        [{"all": [{"holds": "pkh"}]}],
        [{"any": []}],
        [{"sql": "1=1"}],
    ],
)
def test_what_is_no_rule_is_refused(data: object) -> None:
    with pytest.raises(InvalidValueError, match="tidak terbaca"):
        from_data(data, FACTS)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_rule(text, FACTS)
    except RuleTextError:
        return
    assert read_rule(write_rule(read, FACTS), FACTS) == read


def test_two_facts_of_one_name_are_refused() -> None:
    twice = [Fact(code, FactKind.YES_NO, "sama", code, "", "") for code in ("one", "other")]
    with pytest.raises(ValueError, match="sama"):
        facts_of(twice)


def test_a_rule_needs_the_facts_that_it_asks_and_those_by_which_it_ranks() -> None:
    served = Not(Any((Holds("pkh"), Among("water", ("river",)))))
    rule = Rule((served, POOR), (By("toddlers"),))
    assert facts_of_rule(rule) == ["pkh", "water", "desil", "toddlers"]
    assert facts_of_rule(Rule((POOR,))) == ["desil", *(by.fact for by in USUAL)]
