"""What a prevalence is split by: area, village, age, sex, or any column of the file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from padan.app.prevalence_places import Namer, column_of, district_name, ordered, places_of_file, unknown
from padan.contracts.source import fold_header
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.children.given import Given
from padan.pipeline.children.population import Population, coded_column
from padan.reports.wording import village_name
from padan.rules.growth.children import BOY, GIRL
from padan.rules.growth.prevalence import AGE_LABELS, Coded, age_groups

AREA, VILLAGE, CENTRE, AGE, SEX = "area", "village", "puskesmas", "age", "sex"
WORDS = (AREA, VILLAGE, CENTRE, AGE, SEX)

#: Where no village is named: the column that says where a child belongs, the first of these that there is.
_PLACES = {AREA: ("district_written", "health_centre"), CENTRE: ("health_centre",)}
_NAMERS: dict[str, Namer] = {AREA: district_name, VILLAGE: village_name}

#: The names of the groupings as columns of a file, the same in every language.
COLUMN_NAMES = {AREA: "wilayah", VILLAGE: "desa", CENTRE: "puskesmas", AGE: "umur", SEX: "jenis_kelamin"}

Groups = dict[str, Coded]


def words_of(by: str | None) -> tuple[str, ...]:
    """``area,age,sex`` as words, each once."""
    return tuple(dict.fromkeys(word.strip() for word in (by or "").split(",") if word.strip()))


def groups_of_file(words: Sequence[str], given: Given, population: Population) -> Groups:
    """The groupings of a file; an error names the columns where a word is none."""
    made = {}
    for word in words:
        found = common_group(word, population)
        if found is None and word in _NAMERS:
            found = places_of_file(given, _NAMERS[word])
        made[word] = found or coded_column(column_named(given, word))
    return made


def groups_of_release(words: Sequence[str], children: pa.Table, population: Population) -> Groups:
    """The groupings of a release's children, whose villages are codes."""
    made = {}
    for word in words:
        if word in _NAMERS:
            made[word] = _places_of_release(children.column("village_code"), _NAMERS[word])
            continue
        if word == CENTRE:
            made[word] = coded_column(children.column("health_centre"))
            continue
        found = common_group(word, population)
        if found is None:
            raise InvalidValueError(
                _("--by: '{word}' tidak dikenal").format(word=word),
                next_step=_("Pilih dari: {words}.").format(words=", ".join(WORDS)),
            )
        made[word] = found
    return made


def common_group(word: str, population: Population) -> Coded | None:
    """The groupings that need no column of their own: age and sex."""
    if word == AGE:
        found = age_groups(population.age_months)
        return Coded(found.codes, tuple(map(_age_words, AGE_LABELS)))
    if word == SEX:
        codes = np.where(population.sex == BOY, 0, np.where(population.sex == GIRL, 1, -1)).astype(np.int64)
        return Coded(codes, (_("laki-laki"), _("perempuan")))
    return None


def _age_words(label: str) -> str:
    """ "00-05 mo" is "0-5 bulan"."""
    first, last = label.removesuffix(" mo").split("-")
    return _("{first}-{last} bulan").format(first=int(first), last=int(last))


def group_name(word: str) -> str:
    """The name of a grouping for people."""
    return {AREA: _("wilayah"), VILLAGE: _("desa"), AGE: _("umur"), SEX: _("jenis kelamin")}.get(word, word)


def column_named(given: Given, name: str) -> pa.ChunkedArray:
    """A column of the file by its header, or by what places usually are called; an error names the columns."""
    if name in given.headers:
        return given.table.column(given.headers.index(name))
    folded = [fold_header(header) for header in given.headers]
    if fold_header(name) in folded:
        return given.table.column(folded.index(fold_header(name)))
    for field in _PLACES.get(name, ()):
        if (column := column_of(given, field)) is not None:
            return column
    raise InvalidValueError(
        _("Tidak ada kolom untuk '{name}'").format(name=name),
        next_step=_("Kolom yang ada: {names}.").format(names=", ".join(header for header in given.headers if header)),
    )


def _places_of_release(village: pa.ChunkedArray, name: Namer) -> Coded:
    encoded = village.combine_chunks().dictionary_encode()
    places = [(code, name(code)) for code in encoded.dictionary.to_pylist()]
    return ordered([*places, unknown()], encoded.indices.fill_null(len(places)).to_numpy().astype(np.int64))
