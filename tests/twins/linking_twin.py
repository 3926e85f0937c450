"""Linking worked out again in plain Python, one pair of records at a time, as one would explain it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import permutations
from typing import Any

from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.evidence.names import COMMON
from padan.pipeline.link.frequencies import RAREST, Frequencies
from padan.pipeline.link.model import LEAST_SHARE, Model
from padan.pipeline.link.scoring import MOST_COMMON, MOST_RARE
from padan.pipeline.link.words import LIKELY

Person = Mapping[str, Any]
LADDERS = ("identity", "household", "name", "sex")
RUNGS = {(c.name, level.code): level for c in COMPARISONS for level in c.levels}


def likeness(a: str, b: str) -> float:
    """Jaro-Winkler similarity: M. A. Jaro 1989; W. E. Winkler 1990 (first four letters, from 0.7 on)."""
    if not a or not b:
        return 0.0
    reach = max(0, max(len(a), len(b)) // 2 - 1)
    found_a, taken = [], [False] * len(b)
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if b[j] == letter and not taken[j]:
                taken[j] = True
                found_a.append(letter)
                break
    common = len(found_a)
    if not common:
        return 0.0
    found_b = [letter for letter, hit in zip(b, taken, strict=True) if hit]
    turned = sum(x != y for x, y in zip(found_a, found_b, strict=True)) // 2
    jaro = (common / len(a) + common / len(b) + (common - turned) / common) / 3
    first = next((i for i, (x, y) in enumerate(zip(a[:4], b[:4], strict=False)) if x != y), min(4, len(a), len(b)))
    return jaro + first * 0.1 * (1 - jaro) if jaro > 0.7 else jaro


def words_of(name: str) -> list[str]:
    return name.split(" ")[:5]


def abbreviates(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def misspells(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 3 or abs(len(word) - len(other)) > 2:
        return False
    return (word[0] == other[0] or word[-1] == other[-1]) and likeness(word, other) >= 0.88


def by_length(a: str, b: str) -> tuple[list[str], list[str]]:
    shorter, longer = sorted((words_of(a), words_of(b)), key=len)
    return shorter, longer


def in_order(a: str, b: str) -> bool:
    shorter, longer = by_length(a, b)
    rest = iter(longer)
    return all(any(abbreviates(word, other) for other in rest) for word in shorter)


def each_finds_its_own(a: str, b: str, *, misspelt: bool) -> bool:
    """Whether the words of the shorter name can be laid over different words of the longer."""
    shorter, longer = by_length(a, b)
    return any(
        all(abbreviates(x, y) or (misspelt and misspells(x, y)) for x, y in zip(shorter, order, strict=True))
        for order in permutations(longer, len(shorter))
    )


def a_word_in_common(a: str, b: str) -> bool:
    return any(len(word) >= 3 for word in set(words_of(a)) & set(words_of(b)))


def a_word_nearly_in_common(a: str, b: str) -> bool:
    if a_word_in_common(a, b):
        return True
    return likeness(a, b) >= LIKELY and any(misspells(x, y) for x in words_of(a) for y in words_of(b))


def call_name(a: str, b: str) -> bool:
    """Whether one is a single word that begins or ends a word of the other."""
    for one, other in ((a, b), (b, a)):
        single = len(one.split(" ")) == 1 and len(one) >= 3
        if single and any(word.startswith(one) or word.endswith(one) for word in words_of(other)):
            return True
    return False


def bare(name: str) -> bool:
    """Whether a name has no word of three letters."""
    return all(len(word) < 3 for word in words_of(name))


def likeness_beside_common(a: str, b: str, by: Frequencies) -> float:
    """The likeness of two names that are alike; without the common words of both where they share some."""
    alike = likeness(a, b)
    if alike < 0.75:
        return alike
    shared = {word for word in set(words_of(a)) & set(words_of(b)) if word_surprise(word, by) <= COMMON}
    if not shared:
        return alike
    one, other = (" ".join(word for word in words_of(name) if word not in shared) for name in (a, b))
    return likeness(one, other)


def called_like_twins(a: str, b: str) -> bool:
    """One vowel for another, a word that counts, or another letter at the end; of names that are alike."""
    if likeness(a, b) < 0.75:
        return False
    differing = [x + y for x, y in zip(a, b, strict=False) if x != y]
    if len(a) == len(b) and len(differing) == 1 and set(differing[0]) <= set("AEIOU"):
        return True
    one, other = (name.split(" ") for name in (a, b))
    counted = [
        words[:-1] if len(words) > 1 and words[-1] in ("FERTAMA", "KEDUA", "KETIGA") else words
        for words in (one, other)
    ]
    lettered = all(len(words) > 1 and len(words[-1]) == 1 for words in (one, other))
    return counted[0] == counted[1] or (lettered and one[-1] != other[-1])


def name_level(a: Person, b: Person, common: Frequencies) -> str:
    one, other = a["sound"], b["sound"]
    if one is None or other is None:
        return "nothing"
    if a["name"] == b["name"]:
        return "same"
    if one == other:
        return "sounds_same"
    if bare(one) or bare(other):
        return "nothing"
    if called_like_twins(one, other):
        return "twin_names"
    alike = likeness_beside_common(one, other, common)
    if alike >= 0.95 or one.replace(" ", "") == other.replace(" ", ""):
        return "one_slip"
    shared = a_word_in_common(one, other)
    if shared and in_order(one, other):
        return "shortened"
    if shared and each_finds_its_own(one, other, misspelt=False):
        return "same_words"
    if a_word_nearly_in_common(one, other) and each_finds_its_own(one, other, misspelt=True):
        return "near_words"
    if alike >= 0.87:
        return "similar"
    if shared:
        return "one_word"
    if call_name(one, other):
        return "part_word"
    return "somewhat" if alike >= 0.75 else "else"


def digits_apart(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def dates_alike(a: Person, b: Person) -> bool:
    one, other = (f"{p['birth']:08d}" for p in (a, b))
    parts = [(d[:4], d[4:6], d[6:]) for d in (one, other)]
    agreeing = sum(x == y for x, y in zip(*parts, strict=True))
    one_year = parts[0][0] == parts[1][0]
    return agreeing >= 2 or (one_year and (a["birth_vague"] or b["birth_vague"])) or dates_swapped(a, b)


def dates_swapped(a: Person, b: Person) -> bool:
    return a["birth_sorted"] == b["birth_sorted"]


def names_the_other(a: Person, b: Person) -> bool:
    if a["sound"] == b["sound"]:
        return False
    return any(x["sound"] is not None and x["sound"] in (y["mother"], y["father"]) for x, y in ((a, b), (b, a)))


def identity_level(a: Person, b: Person) -> str:
    numbers = a["nik"] is not None and b["nik"] is not None
    fifteen = a["nik15"] is not None and a["nik15"] == b["nik15"]
    dated = a["birth"] is not None and b["birth"] is not None
    if not numbers and not fifteen and not dated:
        return "nothing"
    if numbers and a["nik"] == b["nik"]:
        level = same_nik_level(a, b, dated)
        if level:
            return level
    other_kind = numbers and max(int(p["nik"]) for p in (a, b)) < 10**15
    if other_kind and a["nik"] == b["nik"] and dated:
        return "same_number"
    if (
        other_kind
        and a["nik"] != b["nik"]
        and digits_apart(*alike_long(a, b)) <= 2
        and not (dated and a["birth"] == b["birth"])
    ):
        return "slip_number"
    if fifteen and not numbers and (not dated or dates_alike(a, b)):
        return "last_digit_lost"
    if numbers and a["nik"] != b["nik"]:
        return other_nik_level(a, b, dated)
    if not dated:
        return "else"
    if a["birth"] == b["birth"]:
        return "no_nik_vague_date" if a["birth_vague"] else "no_nik_same_date"
    if dates_swapped(a, b):
        return "no_nik_swapped_date"
    return "no_nik_near_date" if dates_alike(a, b) else "else"


def alike_long(a: Person, b: Person) -> tuple[str, str]:
    return a["nik"].zfill(16), b["nik"].zfill(16)


def same_nik_level(a: Person, b: Person, dated: bool) -> str | None:
    proved = [p["nik_agrees"] is not None and p["nik_agrees"] >= 2 for p in (a, b)]
    if names_the_other(a, b):
        return "kin_number"
    if all(proved):
        return "same_nik_proved"
    if not dated or dates_alike(a, b):
        return "same_nik_date"
    if dated and any(proved) and abs(a["birth"] // 10000 - b["birth"] // 10000) <= 10:
        return "same_nik_one_date"
    return None


def other_nik_level(a: Person, b: Person, dated: bool) -> str:
    same_date = dated and a["birth"] == b["birth"]
    near_date = dated and dates_alike(a, b)
    near = digits_apart(*alike_long(a, b)) <= 2
    if near and same_date and a["nik"][:12] == b["nik"][:12]:
        return "same_day_place"
    slip = near and not a_boys_and_a_girls(a, b)
    if slip and same_date:
        return "slip_same_date"
    if not same_date and a["nik_agrees"] == b["nik_agrees"] == 3:
        return "own_dates"
    if slip and near_date:
        return "slip_near_date"
    if same_date:
        unrefuted = all(p["nik_agrees"] is None or p["nik_agrees"] >= 2 for p in (a, b))
        proved = unrefuted and max(int(p["nik"]) for p in (a, b)) >= 10**15
        return "differ_proved" if proved else "differ_same_date"
    return "differ_near_date" if near_date else "differ_differ"


def a_boys_and_a_girls(a: Person, b: Person) -> bool:
    return a["nik_agrees"] == b["nik_agrees"] == 3 and abs(int(a["nik"][6:8]) - int(b["nik"][6:8])) == 40


def household_level(a: Person, b: Person) -> str:
    def equal(column: str, other: str | None = None) -> bool:
        return a[column] is not None and a[column] == b[other or column]

    kin = ("mother", "father", "mate")
    cards = a["kk"] is not None and b["kk"] is not None
    comparable_kin = [k for k in kin if a[k] is not None and b[k] is not None]
    villages = a["village"] is not None and b["village"] is not None
    if not equal("kk") and not equal("kin_nik") and not comparable_kin and not villages:
        return "nothing"
    same_kin = any(map(equal, kin)) or equal("mother", "father") or equal("father", "mother")
    if equal("kk") or equal("kin_nik"):
        return "same_kk_kin" if same_kin else "same_kk"
    if equal("mother") and equal("father"):
        return "both_parents"
    village = equal("village")
    if same_kin and village:
        return "same_kin_village"
    if cards and village and digits_apart(a["kk"], b["kk"]) <= 2:
        return "like_kk"
    like_kin = not same_kin and any(parents_alike(a[k], b[k]) for k in comparable_kin)
    if like_kin and village:
        return "like_kin_village"
    if same_kin or like_kin:
        return "same_kin" if same_kin else "like_kin"
    if village:
        return "other_kin_village" if comparable_kin else "no_kin_village"
    if comparable_kin and not villages:
        return "other_kin"
    if comparable_kin:
        return "other_kin_district" if equal("district") else "else"
    return "no_kin_district" if equal("district") else "no_kin"


def parents_alike(a: str, b: str) -> bool:
    if likeness(a, b) >= 0.88 or (a_word_in_common(a, b) and each_finds_its_own(a, b, misspelt=False)):
        return True
    return a_word_nearly_in_common(a, b) and each_finds_its_own(a, b, misspelt=True)


def sex_level(a: Person, b: Person) -> str:
    if a["sex"] is None or b["sex"] is None:
        return "nothing"
    return "same" if a["sex"] == b["sex"] else "else"


def levels(a: Person, b: Person, common: Frequencies) -> dict[str, str]:
    return {
        "identity": identity_level(a, b),
        "household": household_level(a, b),
        "name": name_level(a, b, common),
        "sex": sex_level(a, b),
    }


def word_surprise(word: str, by: Frequencies) -> float:
    """Bits of a word: by its share where it is known, else as half of one record."""
    return -math.log2(by.words[word]) if word in by.words else min(math.log2(2 * max(by.records, 1)), RAREST)


def surprise(sound: str, by: Frequencies) -> float:
    """Bits of a name: by its own share where it is known, and never more than its words together say."""
    by_words = sum(word_surprise(word, by) for word in sound.split(" "))
    known = -math.log2(by.names[sound]) if sound in by.names else RAREST
    return min(known, by_words, RAREST)


def rarity(a: Person, b: Person, level: str, model: Model) -> float:
    by = model.frequencies
    if level == "one_word":
        common = {word for word in set(words_of(a["sound"])) & set(words_of(b["sound"])) if len(word) >= 3}
        bits = max(word_surprise(word, by) for word in common) - by.usual_word
    elif level in ("same", "sounds_same", "twin_names", "one_slip", "shortened", "same_words", "near_words"):
        bits = min(surprise(p["sound"], by) for p in (a, b)) - by.usual
    else:
        bits = 0.0
    return min(max(bits, MOST_COMMON), MOST_RARE)


def weight(a: Person, b: Person, model: Model) -> float:
    """Bits for one person: the odds against that they are strangers, and against that they are two of one house."""
    found = levels(a, b, model.frequencies)
    listed = "|".join(sorted((a["source"], b["source"])))
    lists = model.lists.get(listed, 0.0)
    strangers = model.prior + lists + sum(model.weights[name][found[name]] for name in LADDERS)
    strangers += rarity(a, b, found["name"], model)
    kin = model.household + min(lists, 0.0)
    for name in ("identity", "name", "sex"):
        kin += against_kin(model, name, found[name])
    return -math.log2(2**-strangers + 2**-kin)


def by_name(a: Person, b: Person, model: Model) -> float:
    """What the name tells among those of one household: its bits, nothing where it may be misspelt, or two names."""
    level = name_level(a, b, model.frequencies)
    bits = model.weights["name"][level] + rarity(a, b, level, model)
    if level in ("same", "same_words"):
        return bits
    return (
        0.0
        if level in ("nothing", "sounds_same", "one_slip", "shortened", "near_words", "part_word")
        else min(bits, -1)
    )


def against_kin(model: Model, comparison: str, level: str) -> float:
    rung = RUNGS[comparison, level]
    return 0.0 if rung.null else math.log2(max(model.shares[comparison].get(level, 0.0), LEAST_SHARE) / rung.kin)
