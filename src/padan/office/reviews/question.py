"""A question as it is handed to the office: two records, what is known of them, and what an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a pair of the clerical sample was drawn: number of the sample, stratum, the share of it that was drawn, and
    the band in which the pair lay."""

    sample: int
    stratum: str
    fraction: float
    band: int


@dataclass(frozen=True, slots=True)
class Question:
    """Whether ``record_a`` and ``record_b`` (a < b) are one person.

    ``area_a`` and ``area_b``: the smallest regions that hold where the record says the person lives and where the
    register does. ``weight`` in bits, ``probability`` calibrated, ``joined``: what the machine made of them. ``worth``:
    the expected cost of the machine's answer times the ``people`` who depend on it. ``records``: those that the machine
    put together with either. ``growth``: a child under five would change its class. ``digest``: of the values compared.
    ``shown``: JSON of both sides and of the evidence. ``place``: in the queue, the smallest first. ``drawn``: for a
    pair of the sample.
    """

    record_a: str
    record_b: str
    area_a: str
    area_b: str
    weight: float
    probability: float
    joined: bool
    worth: float
    people: int
    records: int
    growth: bool
    digest: str
    shown: Mapping[str, Any]
    place: int
    drawn: Drawn | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two records."""
        return self.record_a, self.record_b
