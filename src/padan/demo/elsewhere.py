"""Names of other peoples of the country, most common first. Common words; combined at random they name nobody real.

The long tail of each stock is made from that people's own sounds, always the same.
"""

from __future__ import annotations

import random

from padan.demo.coined import Speech
from padan.demo.naming import Culture, Stock

_TAIL = 90


def _stock(first: str, more: str, *, female: bool, like: str) -> Stock:
    pick = random.Random(f"tail {like} {female}")
    speech = Speech(pick)
    tails = (speech.coin(pick, _TAIL, female=female), speech.coin(pick, _TAIL // 2, female=female))
    pairs = zip((first, more), tails, strict=True)
    head, rest = (tuple(dict.fromkeys([*common.split(), *tail])) for common, tail in pairs)
    return head, rest


def java(boys: Stock, girls: Stock) -> tuple[Culture, ...]:
    """Java: many single names among the grown, Sundanese doubled words, Madurese."""
    return (
        Culture(
            "jawa", 0.7,
            _stock(
                "SUTRISNO SUPARMAN WAGIMAN KASIMIN TUKIRAN SUPRAPTO NGADIMIN PONIRAN SUKIRMAN PARJO SUWITO MARGONO"
                " SURATMAN PAIMAN SUGIMAN KARYONO TARMUJI SUKADI RIYANTO WIDODO HERU JOKO AGUS EKO DWI TRI BUDI",
                "SANTOSO WIBOWO RAHARJO PRASETYO NUGROHO SUSILO UTOMO HADI WALUYO SISWANTO MULYONO ATMOJO SEMBODO",
                female=False, like="jawa",
            ),
            _stock(
                "PAINEM SUKINI TUKIYEM NGATINI SUMINEM PARTIYEM SUGIYEM WARSINI LASMI MURTINI SUWARTI KASIYEM SRI"
                " ENDANG SITI RATNA DYAH RETNO YUNI TITIK WIWIN SUPARMI DARSINI RUSMIYATI",
                "LESTARI RAHAYU WAHYUNI UTAMI HANDAYANI PURWANTI SULISTYOWATI NINGRUM WULANDARI SARI KUSUMAWATI",
                female=True, like="jawa",
            ),
            boys, girls, ("35.07", "35.06", "33.14", "33.12"), (("RADEN", 0.01, 0.005), ("MBAH", 0.01, 0.01)),
            (0.48, 0.38, 0.12, 0.02),
        ),
        Culture(
            "sunda", 0.2,
            _stock(
                "ASEP DEDI UJANG DADANG CECEP ENTIS JAJANG AEP DUDUNG ENGKOS OMAN TATANG YAYAN IWAN MAMAN NANDANG",
                "SUPRIATNA HIDAYAT KURNIA SURYANA MULYANA GUNAWAN RUSMANA SUHERMAN SOPANDI KOSASIH SUTISNA WAHYUDIN",
                female=False, like="sunda",
            ),
            _stock(
                "EUIS IIS NENENG CUCU IMAS ENTIN TETI YAYAH IDAH ONIH AAN ETI KOKOM NUNUNG LILIS DEDEH ENUNG ELIS",
                "ROHAETI SUMIATI NURHAYATI KARTIKA KOMARIAH RAHMAWATI SUMARNI ROSITA HARTATI KURNIASIH MULYATI",
                female=True, like="sunda",
            ),
            boys, girls, ("32.04",), (("RADEN", 0.02, 0.02),), (0.25, 0.6, 0.13, 0.02),
        ),
        Culture(
            "madura", 0.1,
            _stock(
                "MOH ABD MATHALI BUSIRI SANURI MISTARI HOLIL SALEH TAUFIK MARZUKI HASIN SAMHAJI BUNADI SUPANDI MATRAWI",
                "HOLIS FATAH ROHIM JALIL HASAN SALAM RASYID HALIM BASID MUNIR", female=False, like="madura",
            ),
            _stock(
                "HOSNIYAH MARYAMAH SUHRIYAH HALIMATUS SITI NURUL HOTIJAH SUNIYA MASTIYAH RUKAYYAH TOYYIBAH SATURI",
                "SAKDIYAH HASANAH JANNAH QOMARIYAH FITRIYAH ROHMAH", female=True, like="madura",
            ),
            boys, girls, ("35.26",), (), (0.4, 0.5, 0.1, 0.0),
        ),
    )  # fmt: skip


def sulawesi(boys: Stock, girls: Stock) -> tuple[Culture, ...]:
    """Beside the Bugis: Makassar, and Toraja whose second word is the family's."""
    return (
        Culture(
            "makassar", 0.35,
            _stock(
                "DAENG SYAHRIR BASRI RAMLI SALEH RUSLI ABDUL MUHAMMAD MANSYUR HERMAN SUPARDI TAUFIK HAERUDDIN BACO",
                "SITABA NGALLE NABA SIRUA TOMPO RATE SARRO NGAWING LAWA SIJAYA NGEMPO TUTU RANI BONTO",
                female=False, like="makassar",
            ),
            _stock(
                "HALIJAH SITTI DAENG SARIPA RAMLAH NURLIAH HASNAWATI SYAMSIAH KASMA SUNARTI BASSE JUMRIATI MANTASIA",
                "BAU KENNA NGASENG CAYA TINO LINO MAWARA BOLLO SUNGGU NGINTANG TAYU", female=True, like="makassar",
            ),
            boys, girls, ("73.06", "73.71"), (("KARAENG", 0.03, 0.02), ("ANDI", 0.05, 0.05)), (0.2, 0.45, 0.3, 0.05),
        ),
        Culture(
            "toraja", 0.15,
            _stock(
                "YOHANIS MARTHEN SEMUEL AGUSTINUS LUTHER PITER BENYAMIN DANIEL SIMON ELISA MATIUS YUSUF OKTAVIANUS",
                "PONGTULURAN RANTE SALURANTE TANDUNG PALEMBANGAN", female=False, like="toraja",
            ),
            _stock(
                "MARTHA ESTER YULIANA LUDIA AGUSTINA RIBKA DAMARIS ELISABETH SELFI HERLINA ROSLINA DEBORA NATALIA",
                "BULAN RANTE DATU LIMBONG SALEMBA", female=True, like="toraja",
            ),
            boys, girls, ("73.18",), (), (0.1, 0.7, 0.2, 0.0), christian=True,
            clans=(
                "TANDI", "PASANG", "SARIRA", "PALULUN", "BATO", "LEMBANG", "PAKIDING", "BANNE", "SESA", "PARUBANG",
            ),
        ),
    )  # fmt: skip


def dayak(boys: Stock, girls: Stock) -> tuple[Culture, ...]:
    """Peoples of the interior: short words, "father's name behind", and Christian first names."""
    return (
        Culture(
            "dayak", 0.45,
            _stock(
                "LAING LENCAU NGAU JALUNG UBANG BILUNG IMANG AJANG APUI BALAN JAU LAHANG MERANG PEBUN TINGANG UNYANG"
                " YOHANES PETRUS ALUNG NJUK LAWAI",
                "LUNG BIT LIAN ENCUK NGAU UDAU JALONG LAWING ASAN LIRAN KULEH USAT", female=False, like="dayak",
            ),
            _stock(
                "ULAU PAYAN TAKLA URAI SULAU BUAQ LEHENG TIPUNG UREN DEBUN PEJUNG BUNGAN HUBUNG MARIA KRISTINA ASUNG"
                " NGERA LALO",
                "LAHANG ULIQ IBUN USAT NGAU LENCAU IMANG SAGING AJANG", female=True, like="dayak",
            ),
            boys, girls, ("64.07", "62.71", "62.03", "61.05"), (("PUI", 0.01, 0.01),), (0.2, 0.7, 0.1, 0.0),
            christian=True,
        ),
    )  # fmt: skip


#: Words that siblings of the western and eastern isles share.
AMONG_SIBLINGS = ("PUTRA", "PRATAMA", "ADITYA", "WIJAYA", "KURNIA", "PERMANA", "SURYA", "RATU", "JAYA")


def east_and_west() -> tuple[Culture, ...]:
    """Bali, which names by birth; Batak, whose clans pass on; Flores and Timor."""
    baptised = "YOHANES MARIA PAULUS THERESIA FRANSISKUS YOSEFINA ALOYSIUS EMERENSIANA KORNELIS SIRILUS"
    bali_more = "SUARDANA ARDIKA SUDARMA WIRAWAN ASTAWA MERTA SUPARTA YASA PUTRA ADNYANA SUASTIKA DARMA"
    bali = (
        _stock("SUDANA ARTA WIRA GEDE AGUS EKA KRISNA DHARMA SURYA RAI", bali_more, female=False, like="bali"),
        _stock("SRI AYU EKA LUH DEWI SUKERTI PUSPA SARI", "ARIANI SUARTINI WIDIANTARI LESTARI DEWI YANTI PRATIWI",
               female=True, like="bali"),
    )  # fmt: skip
    batak = (
        _stock("PARLINDUNGAN TOGAR BONAR JONTER MANGARA HOTMAN SAHAT POLTAK RUDI JHON MARUDUT ROBERT BINSAR",
               "PARULIAN HASUDUNGAN MARTUA HALOMOAN TUA", female=False, like="batak"),
        _stock("ROSMAWATI TIURMA DELIMA HOTMAIDA LAMTIUR RUMONDANG MASTIUR SARTIKA RISMA TIODOR NURHAIDA",
               "ROMAULI MARINTAN ULI BR HERAWATI", female=True, like="batak"),
    )  # fmt: skip
    islands = "SERAN NAHAK BRIA KLAU TAE MANEK LEKI FAHIK ASA BERE"
    flores = (
        _stock(baptised, islands, female=False, like="flores"),
        _stock(baptised, islands, female=True, like="flores"),
    )
    clans = "SIMBOLON SITORUS MANURUNG PANJAITAN SIAHAAN HUTAPEA NAINGGOLAN SINAGA SIREGAR LUBIS GULTOM SAMOSIR NADEAK"
    return (
        Culture("bali", 0.4, *bali, *bali, ("51.08", "51.06"), (("I", 0.5, 0.0), ("NI", 0.0, 0.5)),
                (0.3, 0.6, 0.1, 0.0),
                by_birth=(("WAYAN", "PUTU", "GEDE"), ("MADE", "KADEK"), ("NYOMAN", "KOMANG"), ("KETUT",))),
        Culture("batak", 0.3, *batak, *batak, ("12.02", "12.12"), (), (0.5, 0.45, 0.05, 0.0), christian=True,
                clans=tuple(clans.split())),
        Culture("flores", 0.3, *flores, *flores, ("53.10", "53.06", "53.01"), (("FR.", 0.005, 0.0),),
                (0.05, 0.6, 0.3, 0.05), christian=True),
    )  # fmt: skip
