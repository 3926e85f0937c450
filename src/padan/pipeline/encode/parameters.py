"""What is published about an encoding: all but the key.

Where the numbers come from. Filters of names by bigrams: Schnell, Bachteler and Reiher 2009. Double hashing, as they
had it, was broken by Niedermeyer, Steinmetzer, Kroll and Schnell 2014; so every bigram has bits of its own, drawn by
the key ("random hashing"). Noise and a fixed weight: Schnell and Borgs 2016. Salting with a stable attribute against
pattern mining: Christen, Ranbaduge, Vatsalan and Schnell 2019; Franke, Sehili, Rohde and Rahm 2021 found it, with
random hashing, the best trade. What each costs here is measured (``docs/explanation/encoded-linkage.md``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _

#: The format and the standard forms of the values; files of different versions cannot be compared.
VERSION: Final = 1

Salt = Literal["none", "year", "date"]

#: Bits of a filter. Sixteen words of 64, so that two filters are compared word by word.
FILTER_BITS: Final = 1024

#: Bytes of a token, and of a token that is only ever compared between two rows that something else brought together.
TOKEN_BYTES: Final = 16
SHORT_BYTES: Final = 8

#: Bits that one digest of the noise can set: sixteen numbers below 1,024 from 32 bytes.
MOST_NOISE: Final = 16


@dataclass(frozen=True, slots=True)
class Parameters:
    """How values become tokens and filters.

    ``salt``: what filters and the tokens of single fields are mixed with, so that they can be compared only between
    rows that agree on it: nothing, the year or the day of birth. ``weight``: bits set in every filter, however long
    the name; 0 lets the weight follow the length. ``noise``: how many of them, at most, are set by chance.
    ``hashes``: bits of one bigram where ``weight`` is 0.
    """

    salt: Salt = "date"
    weight: int = 256
    noise: int = 16
    hashes: int = 0
    filter_bits: int = FILTER_BITS
    token_bytes: int = TOKEN_BYTES
    gram: int = 2
    version: int = VERSION

    def published(self) -> dict[str, str | int]:
        """As it stands in the file."""
        return asdict(self)


#: What ``padan encode`` uses.
HARDENED: Final = Parameters()

#: The filters of 2009, without any defence: only for measuring what the defences cost and what they stop.
BARE: Final = Parameters(salt="none", weight=0, noise=0, hashes=15)


def parameters_of(published: dict[str, str | int]) -> Parameters:
    """The parameters of a file; an error in words where the file is of another version."""
    if published.get("version") != VERSION:
        raise UnreadableFileError(
            _("Berkas sandian versi {version} tidak dapat dibaca; yang dikenal versi {known}").format(
                version=published.get("version"), known=VERSION
            ),
            next_step=_("Sandikan lagi tabelnya dengan Padan yang sama versinya."),
        )
    try:
        return Parameters(**published)  # type: ignore[arg-type]
    except TypeError as error:
        raise UnreadableFileError(
            _("Parameter berkas sandian tidak dikenal"),
            next_step=_("Sandikan lagi tabelnya dengan Padan yang sama versinya."),
        ) from error
