"""The answer key: who stands behind every written record, who really lives where, and what is true of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from padan.demo import truth_tables
from padan.demo.chance import Flags, Whole, either
from padan.demo.growth import Growth
from padan.demo.households import RELATIONS
from padan.demo.population import TODAY, World
from padan.demo.risk import RiskFacts

RECORDS = "records.parquet"
PEOPLE = "people.parquet"
FAMILIES = "families.parquet"
CHILDREN = "children.parquet"
POSYANDU = "posyandu.parquet"
MEASUREMENTS = "measurements.parquet"
SCREENINGS = "screenings.parquet"
DWELLINGS = "dwellings.parquet"


@dataclass(slots=True)
class Truth:
    """Collects the written records; persons are numbers into ``World.people``."""

    world: World
    growth: Growth
    _blocks: list[tuple[str, str, str, Whole, Whole, Whole]] = field(default_factory=list)
    _measured: list[truth_tables.Measured] = field(default_factory=list)
    _screened: list[truth_tables.Screened] = field(default_factory=list)
    _dwellings: list[truth_tables.Dwelling] = field(default_factory=list)

    @property
    def posyandu(self) -> dict[tuple[str, str], str]:
        """How the figures of each posyandu come about: by village code and name, as in :mod:`padan.demo.posyandu`."""
        posts = self.growth.posyandu
        code = self.world.villages.code[posts.village]
        return {key[:2]: key[2] for key in zip(code.tolist(), posts.name.tolist(), posts.kind.tolist(), strict=True)}

    def add(
        self,
        file: str,
        sheet: str,
        role: str,
        rows: Sequence[int] | Whole,
        persons: Sequence[int] | Whole,
        identified_by: Sequence[int] | None = None,
    ) -> None:
        """Note that ``persons`` stand in ``rows`` of a sheet in one role.

        ``identified_by`` names the rows that say who is meant, where the rows themselves only refer to them.
        """
        row, person, identity = (
            np.asarray(values, dtype=np.int64)
            for values in (rows, persons, rows if identified_by is None else identified_by)
        )
        if not len(row) == len(person) == len(identity):
            raise ValueError(f"{file}: {len(row)} rows for {len(person)} persons")
        self._blocks.append((file, sheet, role, row, person, identity))

    def add_measured(self, file: str, sheet: str, rows: Whole, month: Whole, visits: Whole, label_wrong: Flags) -> None:
        """Note which visits stand in ``rows``, in columns of which month, and where the class is wrong."""
        self._measured.append(truth_tables.Measured(file, sheet, rows, month, visits, label_wrong))

    def add_screened(
        self, file: str, sheet: str, rows: Whole, families: Whole, on: np.datetime64, true: RiskFacts, said: RiskFacts
    ) -> None:
        """Note what was so in the families of ``rows`` on the day of screening, and what was said."""
        self._screened.append(truth_tables.Screened(file, sheet, rows, families, on, true, said))

    def add_dwelling(self, file: str, column: str, families: Whole, true: Whole, written: Whole) -> None:
        """Note of which families a file has another code than the true one."""
        self._dwellings.append(truth_tables.Dwelling(file, column, families, true, written))

    def __len__(self) -> int:
        return sum(len(block[3]) for block in self._blocks)

    def tells_of(self, file: str) -> bool:
        """Whether any record stands in ``file``."""
        return any(block[0] == file and len(block[3]) for block in self._blocks)

    def write(self, folder: Path) -> None:
        """Write every table of the answer key into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        persons = np.concatenate([block[4] for block in self._blocks])
        _store(folder / RECORDS, self._records(persons))
        _store(folder / PEOPLE, _people(self.world, persons))
        _store(folder / FAMILIES, _families(self.world))
        _store(folder / CHILDREN, truth_tables.children(self.world, self.growth))
        _store(folder / POSYANDU, truth_tables.posyandu(self.world, self.growth))
        _store(folder / MEASUREMENTS, truth_tables.measurements(self.world, self.growth, self._measured))
        _store(folder / SCREENINGS, truth_tables.screenings(self._screened))
        _store(folder / DWELLINGS, truth_tables.dwellings(self._dwellings))

    def _records(self, persons: Whole) -> pa.Table:
        def spread(place: int) -> pa.Array:
            return pa.array(np.repeat([b[place] for b in self._blocks], [len(b[3]) for b in self._blocks]), pa.string())

        return pa.table(
            {
                "file": spread(0),
                "sheet": spread(1),
                "row": np.concatenate([block[3] for block in self._blocks]),
                "role": spread(2),
                "person": persons,
                "family": _family(self.world.people.family[persons]),
                "identified_by": np.concatenate([block[5] for block in self._blocks]),
            }
        )


def _family(family: Whole) -> pa.Array:
    """Family numbers; people who live in no family here have none."""
    return pa.array(family, pa.int64(), mask=family < 0)


def _people(world: World, written: Whole) -> pa.Table:
    """People of the regency, and people outside it whom a list names."""
    people = world.people
    keep = people.family >= 0
    keep[written] = True
    number = np.flatnonzero(keep)
    words = np.array([*RELATIONS, None], dtype=object)
    village = world.villages.code[world.families.village[np.maximum(people.family[number], 0)]]
    alive = np.isnat(people.died[number]) & (people.family[number] >= 0)
    age = world.age_years(TODAY)[number]
    table = pa.table(
        {
            "person": number,
            "family": _family(people.family[number]),
            "relation": pa.array(words[people.relation[number]].tolist(), pa.string()),
            "name": pa.array(people.name[number].tolist(), pa.string()),
            "sex": pa.array(np.where(people.female[number], "P", "L").tolist(), pa.string()),
            "born": pa.array(people.born[number]),
            "died": pa.array(people.died[number]),
            "alive": alive,
            "under_five": world.under_five[number],
            "adult": age >= 17,
            "nik": pa.array([nik or None for nik in people.nik_on(TODAY)[number]], pa.string()),
            "mother": pa.array(people.mother[number], pa.int64(), mask=people.mother[number] < 0),
            "father": pa.array(people.father[number], pa.int64(), mask=people.father[number] < 0),
            "village": pa.array(either(people.family[number] >= 0, village, None).tolist(), pa.string()),
        }
    )
    return table.replace_schema_metadata({"as_of": str(TODAY)})


def _families(world: World) -> pa.Table:
    families = world.families
    living = world.people.family[world.living]
    return pa.table(
        {
            "family": np.arange(len(families.village)),
            "head": families.head,
            "kk": pa.array(families.card.tolist(), pa.string()),
            "village": pa.array(world.villages.code[families.village].tolist(), pa.string()),
            "members": np.bincount(living, minlength=len(families.village)),
            "desil": families.facts.desil,
            "water_code": families.facts.water,
            "latrine_code": families.facts.latrine,
            "disposal_code": families.facts.disposal,
            **truth_tables.risk_columns(world),
        }
    )


def _store(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="zstd")
