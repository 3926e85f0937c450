"""How a child grows, in words."""

from __future__ import annotations

from padan.kernel.texts import _, language
from padan.kernel.writing import day, decimal
from padan.reference.growth_classes import growth_classes
from padan.reports.register import Row
from padan.rules.growth import classes


def class_words(state: Row) -> list[str]:
    """What a row of the table ``growth_state`` calls the child: one sentence for each axis that is not well."""
    said = []
    for column, axis in (("stunted", "stunting"), ("wasted", "wasting"), ("overweight", "overweight")):
        found = next((kind for kind in growth_classes(classes.AXES)[axis] if kind.key == state[column]), None)
        if found is not None and found.key != "none":
            indicator = classes.AXIS_INDICATORS[axis]
            said.append(
                _("{name} pada {day}: {z} SD.").format(
                    name=found.name(language()), day=day(state["measured_on"]), z=decimal(state[indicator], 2)
                )
            )
    if not said and state["stunted"] == "none":
        said.append(_("Tidak stunting pada {day}.").format(day=day(state["measured_on"])))
    return said
