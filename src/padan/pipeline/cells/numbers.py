"""NIKs and family card numbers of a whole column, read at the speed of arithmetic.

Most cells of a list are sixteen plain digits: they are judged in columns, by the rules of ``sql/numbers.sql`` and
``padan.kernel.numbers``. What is written in any other way goes through the engine's reading, each text once.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Whole = NDArray[np.int64]
#: Eight digits of a number.
Half = NDArray[np.uint32]

#: Fillers that have the form of a sound number; see ``sql/numbers.sql``.
_FILLERS = (1111111111111111, 1212121212121212, 8765432109876543)
#: Days of a month; there is no month 0 and none above 12.
_LONGEST = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0])


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers, one entry a row; 0 where there is none.

    ``sound``: believable numbers of sixteen digits; ``lost``: the first fifteen digits of one that a spreadsheet
    rounded; ``kin``: the mother's number, written with one more digit for her child.
    """

    sound: Whole
    lost: Whole
    kin: Whole


def read_numbers(con: duckdb.DuckDBPyConnection, texts: pa.Array, *, of_person: bool) -> Numbers:
    """Read a column of texts; ``con`` is an engine with the cell readings, ``of_person`` a NIK and no card number."""
    sound, lost, kin = (np.zeros(len(texts), dtype=np.int64) for _ in range(3))
    rows = np.flatnonzero(pc.fill_null(pc.equal(pc.binary_length(texts), 16), False).to_numpy(zero_copy_only=False))
    front, back, numeric = _halves(texts.take(pa.array(rows)))
    number = front * np.int64(10**8) + back
    believable = numeric & _believable(front, back, of_person=of_person)
    for filler in _FILLERS:
        believable &= number != filler
    sound[rows] = number * believable
    slow = np.flatnonzero((sound == 0) & ~texts.is_null().to_numpy(zero_copy_only=False))
    if not len(slow):
        return Numbers(sound, lost, kin)
    encoded = texts.take(pa.array(slow)).dictionary_encode()
    found = _slowly(con, encoded.dictionary, of_person=of_person)
    of = encoded.indices.to_numpy(zero_copy_only=False)
    for column, values in ((sound, found.sound), (lost, found.lost), (kin, found.kin)):
        column[slow] = values[of]
    return Numbers(sound, lost, kin)


def _halves(texts: pa.Array) -> tuple[Half, Half, NDArray[np.bool_]]:
    """Texts of sixteen bytes: the first and the last eight as numbers, and whether all are digits."""
    whole = pa.concat_arrays([texts.cast(pa.string())]) if len(texts) else pa.array([], pa.string())
    _valid, offsets, data = whole.buffers()
    if data is None or len(whole) == 0:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=bool)
    start = np.frombuffer(offsets, dtype=np.int32)[whole.offset]
    held = np.frombuffer(data, dtype=np.uint8)[start : start + 16 * len(whole)]
    eights = held.view("<u8") if held.ctypes.data % 8 == 0 else np.frombuffer(held.tobytes(), "<u8")
    # A byte is a digit when its upper four bits are 3 and stay so with 6 added.
    numeric = (eights & _UPPER == _THREES) & ((eights + _SIXES) & _UPPER == _THREES)
    numbers = _eight_digits(eights)
    return numbers[::2], numbers[1::2], numeric[::2] & numeric[1::2]


_UPPER, _THREES, _SIXES = (np.uint64(int(digit * 8, 16)) for digit in ("F0", "30", "06"))


def _eight_digits(eights: NDArray[np.uint64]) -> Half:
    """The number that eight digits, one a byte, write: neighbours are put together, to two, four and eight digits."""
    wide = (eights & np.uint64(0x0F0F0F0F0F0F0F0F)) * np.uint64(10 << 8 | 1) >> np.uint64(8)
    wide = (wide & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(100 << 16 | 1) >> np.uint64(16)
    wide = (wide & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(10_000 << 32 | 1) >> np.uint64(32)
    return wide.astype(np.uint32)


def _believable(front: Half, back: Half, *, of_person: bool) -> NDArray[np.bool_]:
    """Whether region, date and serial can be: of ``front`` province, regency, kecamatan and day, of ``back`` month,
    year and serial."""
    region, day = front // 100, front % 100
    date, serial = back // 10_000, back % 10_000
    province, month = region // 10_000, np.minimum(date // 100, 13)
    if of_person:
        day = np.where(day > 40, day - 40, day)
    known = (province >= 11) & (province <= 97) & (region // 100 % 100 > 0) & (region % 100 > 0)
    leap = (month != 2) | (day < 29) | (date % 4 == 0)
    return known & (day >= 1) & (day <= _LONGEST[month]) & leap & (serial > 0)


def _slowly(con: duckdb.DuckDBPyConnection, texts: pa.Array, *, of_person: bool) -> Numbers:
    con.register("texts_to_read", pa.table({"place": np.arange(len(texts)), "text": texts}))
    try:
        found = con.execute(f"""
            SELECT coalesce(read.value::BIGINT, 0) AS sound,
                CASE WHEN read.quality = 'last_digit_lost' AND length(read.digits) >= 15
                     THEN left(read.digits, 15)::BIGINT ELSE 0 END AS lost,
                CASE WHEN read.quality = 'mother_plus_digit' THEN read.digits::BIGINT ELSE 0 END AS kin
            FROM (SELECT place, {"read_nik" if of_person else "read_kk"}(text) AS read FROM texts_to_read)
            ORDER BY place
        """).fetchnumpy()
    finally:
        con.unregister("texts_to_read")
    return Numbers(found["sound"], found["lost"], found["kin"])
