"""Learning a model from the lists of a register."""

from __future__ import annotations

from dataclasses import dataclass

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.link.guard import Fault, faults
from padan.pipeline.link.keys import Candidates
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import Model, shipped
from padan.pipeline.link.people import from_query, source_names
from padan.pipeline.people.linking import ENOUGH_TO_LEARN
from padan.pipeline.receive import receipts
from padan.pipeline.receive.origin import regency
from padan.pipeline.standardise import standardise


@dataclass(frozen=True)
class LearnedModel:
    """A model, from how many records, and what speaks against it."""

    model: Model
    records: int
    faults: tuple[Fault, ...]


def learn(home: Home) -> LearnedModel:
    """Learn from everything received; :class:`RegisterError` where that is too little."""
    home.make()
    files = [home.records / f"{receipt.receipt_id}.parquet" for receipt in receipts(home)]
    with home.workspace("train") as work, engine.connect(spill=work) as con:
        records = standardise(con, files, regency()).records if files else 0
        if records < ENOUGH_TO_LEARN:
            raise RegisterError(
                _("{n} catatan terlalu sedikit untuk melatih; perlu {least}").format(n=records, least=ENOUGH_TO_LEARN),
                next_step=_("Terima lebih banyak daftar; model bawaan tetap dipakai."),
            )
        people = from_query(con, "standard")
        from padan.pipeline.link.train import train  # Splink takes a second to load; most commands never train

        model = train(people, source_names(con, "standard")).model
        candidates = Candidates.among(people)
        return LearnedModel(model, records, faults(model, shipped(), people, candidates, THRESHOLD))
