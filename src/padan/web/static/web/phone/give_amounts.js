// How much is given of each line: of the item itself, and of what may stand in its place.
import { unitOf, units } from "./give_list.js";
import { leaves, leftAfter } from "./giving.js";
import { h, say } from "./parts.js";

const MOST = 2000000000;
const own = (place) => "jumlah-" + place;
const other = (place, turn) => "ganti-" + place + "-" + turn;
const turnOf = (line, { item, unit }) => line.instead.findIndex((each) => each.item === item && each.unit === unit);

// Whether an event is of a line.
export const isOfLine = (event, line) => (event.instead_of ? event.instead_of === line.item && turnOf(line, event) >= 0
  : event.item === line.item && event.unit === line.unit);

// What stands in the fields at first: the rest of each item, or what the event says that is mended.
export function amountsBefore(lines, event) {
  if (!event || !event.item || !lines.length) {
    return Object.fromEntries(lines.map((line, place) => [own(place), String(line.rest || "")]));
  }
  return { [event.instead_of ? other(0, turnOf(lines[0], event)) : own(0)]: String(event.amount) };
}

// Units of the item that were given, and of what was given in its place.
export function sumOf(rows) {
  const found = new Map([["", 0]]);
  for (const { item, unit, amount, instead_of: place } of rows) {
    const of = place ? " " + unitOf(unit) + " " + item : "";
    found.set(of, (found.get(of) || 0) + amount);
  }
  return [...found].filter(([, amount]) => amount).map(([of, amount]) => units(amount) + of).join(" + ") || units(0);
}

// The fields, made by `add` and filled with `first`: what was `given` of each line, by what stands in them, and `faults`.
export function amountsOf(lines, first, add) {
  const fieldsOf = (line, place) => [[own(place), line, ""],
    ...line.instead.map((each, turn) => [other(place, turn), each, line.item])];
  const ids = lines.flatMap((line, place) => fieldsOf(line, place).map(([id]) => id));
  const field = (id, each, hint) => add(id, say("hand_amount", { item: each.item, unit: unitOf(each.unit) }), h("input", {
    id, name: id, type: "text", inputmode: "numeric", autocomplete: "off", value: first[id],
  }), hint);
  const shown = lines.flatMap((line, place) => [
    field(own(place), line, say("hand_rest", { n: units(line.rest) })),
    line.instead.length > 0 && h("details", { open: line.instead.some((_each, turn) => first[other(place, turn)]) },
      h("summary", {}, say("hand_instead", line)),
      line.instead.map((each, turn) => field(other(place, turn), each, say("hand_rate", {
        what: units(each.units) + " " + unitOf(each.unit) + " " + each.item,
        of: units(each.per) + " " + unitOf(line.unit) + " " + line.item,
        n: units(each.rest),
      })))),
  ]);
  const given = (said) => lines.map((line, place) => ({ ...line, given: fieldsOf(line, place)
    .map(([id, { item, unit }, instead_of]) => ({ item, unit, amount: Number(said[id]), instead_of }))
    .filter((each) => each.amount > 0) }));
  const isSound = (id, said) => /^\d*$/.test(said[id]) && Number(said[id]) <= MOST;
  const put = lines.map((line) => String(line.rest || ""));
  // What stands in the place of an item leaves less of it to give, as long as nobody wrote how much.
  function follow(form, said) {
    if (!ids.every((id) => isSound(id, said))) { return; }
    given(said).forEach((line, place) => {
      const input = form.elements[own(place)];
      if (!line.instead.length || input.value !== put[place]) { return; }
      put[place] = input.value = String(leaves(line, line.given.filter((each) => each.instead_of)).rest || "");
    });
  }
  function faults(said) {
    const found = Object.fromEntries(ids.filter((id) => !isSound(id, said)).map((id) => [id, say("no_amount")]));
    if (!ids.some((id) => Number(said[id]) > 0)) { found[ids[0] || "hasil"] = say("no_amount"); }
    return found;
  }
  return { shown, ids, given, follow, faults, isOver: (line) => leftAfter(line, line.given)[0] < 0n };
}
