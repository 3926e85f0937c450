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

#: Fillers that have the form of a sound number; see ``sql/numbers.sql``.
_FILLERS = (1111111111111111, 1212121212121212, 8765432109876543)
_LONGEST = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


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
    sound = np.zeros(len(texts), dtype=np.int64)
    lost, kin = sound.copy(), sound.copy()
    plain = pc.fill_null(pc.equal(pc.binary_length(texts), 16), False).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(plain)
    digits = _digits(texts.take(pa.array(rows)))
    numeric = (digits <= 9).all(axis=1)
    believable = numeric & _believable(digits, of_person=of_person)
    number = digits.astype(np.int64) @ (10 ** np.arange(15, -1, -1, dtype=np.int64))
    believable &= ~np.isin(number, _FILLERS)
    sound[rows[believable]] = number[believable]
    told = np.zeros(len(texts), dtype=bool)
    told[rows[believable]] = True
    slow = np.flatnonzero(~told & ~texts.is_null().to_numpy(zero_copy_only=False))
    encoded = texts.take(pa.array(slow)).dictionary_encode()
    found = _slowly(con, encoded.dictionary, of_person=of_person)
    of = encoded.indices.to_numpy(zero_copy_only=False)
    for column, values in ((sound, found.sound), (lost, found.lost), (kin, found.kin)):
        column[slow] = values[of]
    return Numbers(sound, lost, kin)


def _digits(texts: pa.Array) -> NDArray[np.uint8]:
    """Texts of sixteen bytes as digits, shape (texts, 16); what is no digit is above 9."""
    whole = pa.concat_arrays([texts.cast(pa.string())]) if len(texts) else pa.array([], pa.string())
    _valid, offsets, data = whole.buffers()
    if data is None or len(whole) == 0:
        return np.zeros((0, 16), dtype=np.uint8)
    start = np.frombuffer(offsets, dtype=np.int32)[whole.offset]
    return np.frombuffer(data, dtype=np.uint8)[start : start + 16 * len(whole)].reshape(-1, 16) - ord("0")


def _believable(digits: NDArray[np.uint8], *, of_person: bool) -> NDArray[np.bool_]:
    """Whether region, date and serial of sixteen digits can be."""
    d = digits.astype(np.int16)
    pairs = [d[:, place] * 10 + d[:, place + 1] for place in range(0, 12, 2)]
    province, regency, district, day, month, year = pairs
    day = np.where(day > 40, day - 40, day) if of_person else day
    month_ = np.clip(month, 0, 12)
    leap = (month_ != 2) | (day < 29) | (year % 4 == 0)
    serial = d[:, 12:].any(axis=1)
    region = (province >= 11) & (province <= 97) & (d[:, 1] + (d[:, 0] > 1) > 0) & (regency > 0) & (district > 0)
    return region & (day >= 1) & (day <= _LONGEST[month_]) & (month >= 1) & (month <= 12) & leap & serial


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
