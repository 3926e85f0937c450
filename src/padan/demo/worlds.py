"""Worlds of names to choose from: the regency's own, other peoples', and one made of syllables by the seed."""

from __future__ import annotations

from padan.demo import elsewhere, homelands, words
from padan.demo.coined import coined_names
from padan.demo.naming import Culture, NameWorld
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

_BOYS = (words.CHILD_FIRST_MEN, words.CHILD_NEXT_MEN)
_GIRLS = (words.CHILD_FIRST_WOMEN, words.CHILD_NEXT_WOMEN)


def _own(name: str, share: float) -> Culture:
    """A people of the regency itself; its children carry one fashion with all others."""
    return Culture(
        name=name,
        share=share,
        men=(words.FIRST_MEN[name], words.NEXT_MEN[name]),
        women=(words.FIRST_WOMEN[name], words.NEXT_WOMEN[name]),
        boys=_BOYS,
        girls=_GIRLS,
        homelands=homelands.HOMELANDS[name],
        lineages=words.LINEAGES[name],
        christian=name == "kristen",
    )


KUTAI = NameWorld(
    "kutai",
    tuple(_own(name, share) for name, share in zip(words.CULTURES, words.CULTURE_SHARES, strict=True)),
    words.CHILD_NEXT_MEN,
)

_ISLES = {
    "jawa": NameWorld("jawa", elsewhere.java(_BOYS, _GIRLS), words.CHILD_NEXT_MEN, 0.7, 0.6),
    "sulawesi": NameWorld(
        "sulawesi", (_own("bugis", 0.5), *elsewhere.sulawesi(_BOYS, _GIRLS)), words.CHILD_NEXT_MEN, 1.0, 0.7
    ),
    "kalimantan": NameWorld(
        "kalimantan", (_own("banjar", 0.55), *elsewhere.dayak(_BOYS, _GIRLS)), words.CHILD_NEXT_MEN, 1.1, 0.9
    ),
    "nusantara": NameWorld("nusantara", elsewhere.east_and_west(), elsewhere.AMONG_SIBLINGS, 0.8, 0.7),
}

#: Names of all worlds; ``rekaan`` is made anew from each seed.
WORLDS = (KUTAI.name, *_ISLES, "rekaan")


def names_of(world: str | NameWorld, seed: int) -> NameWorld:
    """A world by its name; an error that tells the names there are when this one is unknown."""
    if isinstance(world, NameWorld):
        return world
    if world not in WORLDS:
        raise InvalidValueError(
            _("Dunia nama {name} tidak dikenal").format(name=world),
            next_step=_("Pilih salah satu: {names}.").format(names=", ".join(WORLDS)),
        )
    return coined_names(seed) if world == "rekaan" else {KUTAI.name: KUTAI, **_ISLES}[world]
