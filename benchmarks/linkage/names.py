"""Names of invented people in five styles, as numbers of words, and the ways in which a word comes out differently."""

from __future__ import annotations

import numpy as np

NONE = -1
"""No word in this place of a name."""

_WORDS = {
    "java_m": "MUHAMMAD AHMAD ABDUL AGUS SLAMET SUTRISNO WAHYU EKO BAMBANG RUDI HENDRA DEDI ASEP UJANG YANTO ARIS "
    "FAJAR RIZKY DIMAS BAYU ARIF YUSUF ILHAM RAKA GALIH HASAN SUGENG KASMAN SUWARNO PARDI NANANG TRI DWI CAHYO REZA",
    "java_f": "SITI SRI NUR DEWI ENDANG TUTI LILIS YULI NURUL AISYAH FITRI RATNA INDAH PUTRI AYU DIAN ENI KARTINI SUMI "
    "RUKMINI JUMINAH PARTINI WARTINI ANISA NABILA KIRANA ZAHRA NAYLA CITRA MEGA RINI WIWIK LASTRI UMI IIS NENG",
    "java_rest_m": "SANTOSO SETIAWAN HIDAYAT SAPUTRA NUGROHO WIBOWO PRASETYO KURNIAWAN RAHMAN HAKIM MAULANA PRATAMA "
    "FIRMANSYAH RAMADHAN SUSANTO HARTONO SUKARNO GUNAWAN PERMANA SURYANA",
    "java_rest_f": "RAHAYU LESTARI WULANDARI HASANAH KHOTIMAH JANNAH NINGSIH WAHYUNI SUSANTI HANDAYANI OKTAVIANI "
    "SAFITRI AMINAH MAESAROH ROHMAH PUSPITASARI MULYANI SETYOWATI KOMARIAH NURJANAH",
    "bali_order": "WAYAN MADE NYOMAN KETUT PUTU KADEK KOMANG GEDE LUH",
    "batak_m": "HOTMAN PARLINDUNGAN SAUT TOGAR RIDWAN BINSAR POLTAK MANGASI JONNER HASUDUNGAN MARIHOT TIGOR",
    "batak_f": "TIURMA ROSMAULI LAMTIUR NURHAIDA MARIANI DUMARIA RUMIRIS HOTMAIDA SONDANG TIOLINA BUNGA ROULI",
    "batak_clan": "SIREGAR NASUTION HARAHAP SIMANJUNTAK SITUMORANG PANJAITAN HUTAGALUNG LUBIS SINAGA PURBA SITORUS "
    "GINTING SEMBIRING TARIGAN MANURUNG NAINGGOLAN SIMBOLON PASARIBU TAMBUNAN SILALAHI",
    "timor_m": "YOHANES YOSEPH PETRUS PAULUS DOMINIKUS BENEDIKTUS FRANSISKUS MARTINUS ANTONIUS STEFANUS GABRIEL",
    "timor_f": "MARIA YULIANA MARTA ELISABETH THERESIA MARGARETHA YASINTA AGUSTINA DOROTHEA FRANSISKA EMERENSIANA",
    "timor_clan": "MANEK NAHAK BRIA SERAN TEFA NENO KLAU BERE LEKI TAEK FAHIK BAUK LAKA MAU SEUK HOAR USBOKO TAMONOB",
    "bugis_m": "BASO AMBO UMAR SYAMSUDDIN JUMADIL TAHIR RUSLAN BASRI LATIF SAPRI MUHTAR NASIR KAHAR ANWAR SUDDING",
    "bugis_f": "BECCE INDO HASNAH ROSMINI NURHAYATI HALIJAH SITTI MARDIANA RAMLAH SURIANI JUMRIAH BUNGATANG NURLIA",
}
_SYLLABLES = {
    "java": "SU WAR TI NI MU JI DI YO KA RI NA LA SA RO BU TA PAR WI JO KU MI AN ER LI NO GI HA ZA FI RA",
    "bali": "SU DAR WI RA TA NGU RAH AR DI KA JA YA NA PAR MI YU NI GUS BA GIA SAN TI CAN DRA LA",
    "batak": "TO HO MAR RU BA SA LAM PO TI NGA ROS DU MA GO RI SI BUL HAN AR TUA",
    "timor": "BE LE KO NA TI FA HU AS MO NU LA BO EN SI TA RE KU MA LO IN",
    "bugis": "BA SO LA RI DA ENG KA MMA TA SI HA RU MI JU NO PA LLE CA ANG ME",
}
_ENDINGS = {"java": ["", "", "N", "H", "M", "NG"], "bali": ["", "", "", "NA"], "batak": ["", "N", "R", "L", "NG"],
            "timor": ["", "", "S", "N", "K"], "bugis": ["", "NG", "", "H"]}  # fmt: skip
_SHORTER = {
    "MUHAMMAD": "MUH MOH M MHD MUHAMAD MOCHAMMAD MOCH", "AHMAD": "A ACHMAD AKHMAD", "ABDUL": "ABD ABDL",
    "SITI": "ST STI SITTI", "SITTI": "ST SITI", "NURUL": "NUR", "RIZKY": "RISKI RIZKI", "WAYAN": "WYN W",
    "MADE": "MD", "NYOMAN": "NYM N", "KETUT": "KT", "PUTU": "PT", "KADEK": "KDK KD", "KOMANG": "KMG", "GEDE": "GD GDE",
    "YOHANES": "YOH JOHANES YOHANIS", "YOSEPH": "YOS YOSEF", "FRANSISKUS": "FRANS FRANSISKUS", "DOMINIKUS": "DOMI",
    "ANTONIUS": "ANTON", "MARIA": "M MRIA", "ELISABETH": "ELIS", "THERESIA": "TERESIA THRESIA", "PARLINDUNGAN": "P",
    "HASUDUNGAN": "H", "SIMANJUNTAK": "S SIMANJUNTAK", "SITUMORANG": "S", "HUTAGALUNG": "HTG", "NASUTION": "NST",
    "SIREGAR": "SRG", "HARAHAP": "HRP", "SYAMSUDDIN": "SYAMSUL SYAM",
}  # fmt: skip
_RESPELLINGS = [
    ("U", "OE"), ("J", "DJ"), ("Y", "J"), ("F", "P"), ("V", "F"), ("KH", "H"), ("SY", "S"), ("Z", "S"), ("Q", "K"),
    ("AH", "A"), ("TH", "T"), ("DD", "D"), ("I", "Y"), ("K", "C"), ("PH", "F"), ("NG", "N"), ("D", "DH"), ("A", "AA"),
    ("S", "SS"), ("E", "I"), ("O", "U"), ("X", "KS"), ("B", "P"), ("R", "RR"),
]  # fmt: skip


class Words:
    """The words of one region, and for each word its shorter form, another spelling, a nickname and an initial."""

    def __init__(self, draw: np.random.Generator, styles: tuple[str, ...], made: int = 4000) -> None:
        self.texts: list[str] = []
        self._number: dict[str, int] = {}
        self._draw = draw
        self.groups = {group: self.numbers(text.split()) for group, text in _WORDS.items()}
        for style in styles:
            for part in ("m", "f", "rest"):
                self.groups[f"{style}_made_{part}"] = self.numbers(_made_of_syllables(draw, style, made))
        self.order = {style: int(self.numbers([word])[0]) for style, word in (("I", "I"), ("NI", "NI"))}
        whole = list(self.texts)
        self.shorter = self.numbers([self._one_of(_SHORTER.get(word, word).split()) for word in whole])
        self.respelt = self.numbers([self._respelt(word) for word in whole])
        self.nick = self.numbers([_nick(word, draw.random()) for word in whole])
        self.initial = self.numbers([word[0] for word in whole])

    def numbers(self, words: list[str]) -> np.ndarray:
        """Numbers of the words, shape (len(words),); new words are added."""
        for word in words:
            if word not in self._number:
                self._number[word] = len(self.texts)
                self.texts.append(word)
        return np.array([self._number[word] for word in words], np.int32)

    def _one_of(self, words: list[str]) -> str:
        return words[int(self._draw.integers(len(words)))]

    def _respelt(self, word: str) -> str:
        fitting = [pair for pair in _RESPELLINGS if pair[0] in word]
        old, new = fitting[int(self._draw.integers(len(fitting)))] if fitting else ("", "")
        return word.replace(old, new, 1)


def _nick(word: str, chance: float) -> str:
    if len(word) < 5:
        return word
    return word[-3:] if chance < 0.4 else word[:4] if chance < 0.7 else word[:2] + word[-2:]


def _made_of_syllables(draw: np.random.Generator, style: str, many: int) -> list[str]:
    syllables, endings = np.array(_SYLLABLES[style].split()), np.array(_ENDINGS[style])
    parts = syllables[draw.integers(0, len(syllables), (many, 3))]
    long = draw.random(many) < 0.55
    return [
        "".join(part[: 2 + int(three)]) + str(end)
        for part, three, end in zip(parts.tolist(), long, endings[draw.integers(0, len(endings), many)], strict=True)
    ]


def _picked(draw: np.random.Generator, numbers: np.ndarray, many: int, slope: float) -> np.ndarray:
    """Words picked so that a few are common: the chance falls with the rank to the power of ``slope``."""
    chance = np.cumsum(np.arange(1.0, len(numbers) + 1) ** -slope)
    return numbers[np.searchsorted(chance, draw.random(many) * chance[-1])]


def names_of(
    words: Words, draw: np.random.Generator, style: str, woman: np.ndarray, clan: np.ndarray, one_word: float
) -> np.ndarray:
    """Names of people of one style, shape (people, 4) of word numbers, ``NONE`` where a name is shorter.

    ``clan``: a number per person that relatives share, for the styles with a family name.
    """
    many = len(woman)
    out = np.full((many, 4), NONE, np.int32)
    common = {s: words.groups.get(f"{style}_{s}", words.groups[f"{style}_made_{s}"]) for s in "mf"}
    pools = {s: np.concatenate([common[s], words.groups[f"{style}_made_{s}"]]) for s in "mf"}
    rest = words.groups[f"{style}_made_rest"]
    first = np.where(woman, _picked(draw, pools["f"], many, 0.8), _picked(draw, pools["m"], many, 0.8))
    single = draw.random(many) < one_word
    if style == "bali":
        out[:, 0] = np.where(woman, words.order["NI"], words.order["I"])
        out[:, 1] = _picked(draw, words.groups["bali_order"], many, 0.4)
        out[:, 2] = first
    elif style in ("batak", "timor"):
        out[:, 0] = first
        out[:, 1] = np.where(draw.random(many) < 0.4, _picked(draw, rest, many, 0.5), NONE)
        clans = words.groups[f"{style}_clan"]
        out[:, 2] = np.where(single, NONE, clans[clan % len(clans)])
    else:
        named = [words.groups.get(f"{style}_rest_{s}", rest[:0]) for s in "mf"]
        second = [_picked(draw, np.concatenate([pool, rest]), many, 0.7) for pool in named]
        out[:, 0] = first
        out[:, 1] = np.where(single, NONE, np.where(woman, second[1], second[0]))
        out[:, 2] = np.where(single | (draw.random(many) < 0.64), NONE, _picked(draw, rest, many, 0.5))
    return out
