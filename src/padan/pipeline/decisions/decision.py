"""One decision of one person about one pair of records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

SAME, APART, OPEN = "same", "apart", "open"

#: One person; not one person; decided before and open again: the evidence alone counts from then on.
VERDICTS = (SAME, APART, OPEN)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody said of two records, ``record_a`` < ``record_b``.

    ``on`` is the moment of deciding, with its time zone. ``seen`` is a JSON object of the evidence that was shown:
    release, model version, weight in bits, probability, levels. An impossible decision cannot be built:
    :class:`InvalidValueError`.
    """

    record_a: str
    record_b: str
    verdict: str
    by: str
    on: datetime
    reason: str
    seen: str = "{}"

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise InvalidValueError(
                _("Putusan '{verdict}' tidak dikenal").format(verdict=self.verdict),
                next_step=_("Pilih salah satu: {known}.").format(known=", ".join(VERDICTS)),
            )
        if self.record_a >= self.record_b:
            raise InvalidValueError(
                _("Keduanya catatan yang sama")
                if self.record_a == self.record_b
                else _("Kedua catatan tidak menurut urutan nomornya"),
                next_step=_("Sebutkan dua catatan yang berbeda."),
            )
        if not self.by.strip() or not self.reason.strip():
            raise InvalidValueError(
                _("Putusan harus menyebut siapa yang memutuskan dan alasannya"),
                next_step=_("Isi nama dan alasan."),
            )
        if self.on.tzinfo is None:
            raise InvalidValueError(
                _("Waktu putusan tidak menyebut zona waktunya"), next_step=_("Tulis waktu beserta zona waktunya.")
            )

    @classmethod
    def about(
        cls, one: str, other: str, verdict: str, *, by: str, on: datetime, reason: str, seen: str = "{}"
    ) -> Decision:
        """A decision about two records named in any order."""
        first, second = sorted((one, other))
        return cls(first, second, verdict, by.strip(), on, reason.strip(), seen)

    @property
    def pair(self) -> tuple[str, str]:
        """The two records."""
        return self.record_a, self.record_b
