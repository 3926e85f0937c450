"""Small segments put together, so that a question is asked of few: each one kept is at least twice the next.

A row is so written again some twenty times while a million rows come one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from padan.pipeline.index.building import next_number, put_segment
from padan.pipeline.index.entries import merged
from padan.pipeline.index.manifest import Manifest
from padan.pipeline.index.persons import Persons
from padan.pipeline.index.segments import Content, Segments, edges_after, read_segment
from padan.pipeline.link.keys import Places
from padan.pipeline.people.cells import Numbers


def merge_small(path: Path, manifest: Manifest) -> Manifest:
    """The manifest after its last segments were put together, where they are of like size."""
    keep = len(manifest.segments) - 1
    while keep > 0 and manifest.segments[keep - 1].records < 2 * (manifest.records - manifest.segments[keep].first):
        keep -= 1
    small = manifest.segments[keep:]
    if len(small) < 2:
        return manifest
    content = merged_content([read_segment(path, each) for each in small])
    number = next_number(path)
    segment = put_segment(path, number, content)
    return replace(manifest, segments=(*manifest.segments[:keep], segment), made=number)


def merged_content(contents: Sequence[Content]) -> Content:
    """Neighbouring segments as one that says the same."""
    first = contents[0].first
    end = contents[-1].first + len(contents[-1].numbers)
    revised = np.unique(np.concatenate([content.revised for content in contents]))
    revised = revised[revised < first].astype(np.int32)
    together = Segments(contents)
    return Content(
        first=first,
        cells=pa.concat_tables([content.cells for content in contents]).combine_chunks(),
        numbers=_numbers(contents),
        people=together.people(np.concatenate([np.arange(first, end, dtype=np.int32), revised])),
        revised=revised,
        keys={key: merged([content.keys[key] for content in contents]) for key in contents[0].keys},
        edges=edges_after(contents).sorted(),
        dropped=np.unique(np.concatenate([content.dropped for content in contents])),
        persons=_persons(contents),
    )


def _numbers(contents: Sequence[Content]) -> Numbers:
    names = ("nik", "kk", "birth", "own")
    return Numbers(**{name: np.concatenate([getattr(each.numbers, name) for each in contents]) for name in names})


def _persons(contents: Sequence[Content]) -> Persons:
    rows = np.concatenate([content.persons.row for content in contents])
    columns = {
        name: np.concatenate([content.persons.columns()[name] for content in contents])
        for name in ("person", "component", "probability")
    }
    last = len(rows) - 1 - _first_places(rows[::-1])
    return Persons(row=rows[last], **{name: column[last] for name, column in columns.items()})


def _first_places(rows: Places) -> np.ndarray:
    return np.unique(rows, return_index=True)[1]
