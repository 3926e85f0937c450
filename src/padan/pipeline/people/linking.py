"""Any tables of people linked: which rows are one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.guard import Fault, faults
from padan.pipeline.link.keys import Candidates
from padan.pipeline.link.linking import THRESHOLD, Edges, Progress, clusters_table, count_people, scored
from padan.pipeline.link.model import Model, shipped, weight_of
from padan.pipeline.link.people import People, hashes_of
from padan.pipeline.people.cells import reader

#: Fewer records than this teach nothing that the shipped model does not know better.
ENOUGH_TO_LEARN = 5_000


@dataclass(frozen=True)
class LinkedPeople:
    """What linking found. ``rows``: record, list, person, probability in the order given; ``pairs``: the compared
    pairs that are kept, by row number; ``model``: by which weights."""

    rows: pa.Table
    pairs: Edges
    model: Model
    compared: int
    people: int
    refused: tuple[Fault, ...]


def link_people(
    table: pa.Table,
    *,
    today: date,
    model: Model | None = None,
    one_row: bool = False,
    threshold: float = THRESHOLD,
    progress: Progress = lambda done: None,
) -> LinkedPeople:
    """Link the rows of a table of people (``padan.pipeline.people.reading.COLUMNS``, text).

    ``model``: the weights; without one they are learned from the table when it holds :data:`ENOUGH_TO_LEARN` rows,
    else the shipped ones. ``one_row``: a list holds a person once. A person is named by its first record.
    """
    given, people = _read(table, today, one_row=one_row)
    candidates = Candidates.among(people)
    model, refused = (model, ()) if model else _model_for(people, candidates, given.column("list"))
    model = model.of_size(len(people))
    compared, edges = scored(people, candidates.pairs(), model, progress)
    labels = cluster(Records.of(people), edges.l, edges.r, edges.weight, edges.by_name, weight_of(threshold))
    told = clusters_table(labels, edges)
    rows = given.append_column("person", _names(given).take(pa.array(labels)))
    rows = rows.append_column("probability", told.column("probability"))
    return LinkedPeople(rows, edges, model, compared, count_people(labels), refused)


def _read(table: pa.Table, today: date, *, one_row: bool) -> tuple[pa.Table, People]:
    """Which record of which list each row is, and what linking compares of it."""
    with reader() as reading:
        read = reading.read(table)
        standard = read.standard(today, read.written.kinds)
        return standard.select(["record", "list"]), read.people(standard, one_row=one_row)


def _names(given: pa.Table) -> pa.Array:
    """What a person is called who begins with this record; lists that number their rows alike are told apart."""
    record = given.column("record").combine_chunks()
    if _all_differ(record):
        return record
    named = pc.binary_join_element_wise(given.column("list").combine_chunks(), record, ":")
    if _all_differ(named):
        return named
    place = pa.array(np.arange(len(named))).cast(pa.string())
    return pc.binary_join_element_wise(named, place, ":")


def _all_differ(texts: pa.Array) -> bool:
    try:
        numbers = texts.cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid:
        numbers = np.zeros(2, dtype=np.int64)
    # Rows that are numbered in their order need not be looked at one by one.
    return bool((numbers[1:] > numbers[:-1]).all()) or pc.count_distinct(texts).as_py() == len(texts)


def _model_for(people: People, candidates: Candidates, lists: pa.ChunkedArray) -> tuple[Model, tuple[Fault, ...]]:
    """The weights learned here, or the shipped ones with what speaks against the learned."""
    if len(people) < ENOUGH_TO_LEARN:
        return shipped(), ()
    from padan.pipeline.link.train import train  # Splink takes a second to load; most commands never train

    names = pc.unique(lists).to_pylist()
    model = train(people, dict(zip(hashes_of(names).tolist(), names, strict=True))).model
    found = faults(model, shipped(), people, candidates, THRESHOLD)
    return (shipped(), found) if found else (model, ())
