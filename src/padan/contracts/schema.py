"""What a table is: columns with a type and a meaning, checked where it is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from padan.kernel.errors import PadanError
from padan.kernel.texts import _

TEXT = pa.string()
WHOLE = pa.int32()
NUMBER = pa.float64()
DATE = pa.date32()
FLAG = pa.bool_()
TEXTS = pa.list_(pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, what it means, and whether it may be null."""

    name: str
    type: pa.DataType
    about: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a contract. ``key`` columns identify a row; rows are written sorted by them."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        # Two columns that differ by letter case only have given silently wrong joins (ADR 0003).
        folded = [column.name.lower() for column in self.columns]
        repeated = {name for name in folded if folded.count(name) > 1}
        if repeated:
            raise ValueError(f"table {self.name}: repeated columns {sorted(repeated)}")
        missing = set(self.key) - {column.name for column in self.columns}
        if missing:
            raise ValueError(f"table {self.name}: key columns that do not exist: {sorted(missing)}")

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema: names, types and nullability, in the declared order."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names in the declared order."""
        return tuple(column.name for column in self.columns)

    def check(self, found: pa.Schema) -> None:
        """Raise :class:`ContractError` unless ``found`` has these columns with these types, in this order."""
        expected = [(c.name, c.type) for c in self.columns]
        actual = [(field.name, field.type) for field in found]
        if expected == actual:
            return
        wrong = [name for name, kind in expected if (name, kind) not in actual]
        surplus = [name for name, _kind in actual if name not in self.names]
        raise ContractError(
            _("Tabel {table} tidak sesuai kontrak: kolom salah atau kurang {wrong}, kolom lebih {surplus}").format(
                table=self.name, wrong=wrong, surplus=surplus
            ),
            next_step=_("Rilis ini dibuat oleh versi Padan yang lain; jalankan `padan release` lagi."),
        )


class ContractError(PadanError):
    """A table that is not what its contract says."""

    exit_code = 6
