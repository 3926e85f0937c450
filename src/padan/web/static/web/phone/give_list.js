// Handing out: the families of a round, and the hand-overs that wait or were sent.
import { isCardOf, scanner, strangeCard, whose } from "./give_card.js";
import { beyondList, isDone, isOf, linesOf } from "./giving.js";
import { badge, h, LOOKS, notice, say, searched } from "./parts.js";
import { stateOf } from "./queue.js";
import * as store from "./store.js";

const SENT = 100;
const RESULTS = { counted: "good", conflict: "bad", waits: "doubt" };

const waitWords = (entry) => (stateOf(entry) === "unsent" ? say("hand_waits") : say("state_" + stateOf(entry)));

// A unit of needs in words; any other is written as it is.
export const unitOf = (unit) => (say("unit_" + unit) === "unit_" + unit ? unit : say("unit_" + unit));
// A number and a day as people of this language write them.
export const units = (number) => number.toLocaleString(document.documentElement.lang);
export const dayOf = (day) => new Date(day + "T12:00:00Z").toLocaleDateString(
  document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
);
export const whereOf = (family) => [
  family.address, family.rt && "RT " + family.rt, family.rw && "RW " + family.rw,
].filter(Boolean).join(" · ");
// What the state keeps of a card that was shown: the form of that family has it chosen.
export const cardOf = (round, family) => round.id + ":" + family.id;
export const numberOf = (family, month) => family.queue.find((each) => each.month === month);

// The month that is handed out: the one that was chosen, or the latest that has begun.
export function monthOf(state, round) {
  if (round.months.includes(state.month)) { return state.month; }
  const today = state.today();
  return [...round.months].reverse().find((month) => month <= today) || round.months[0];
}

export const linesNow = (state, round, family, month) => linesOf(
  round, family, month, beyondList(state.hands, state.hand_fates, state.rounds.phone),
);

export const monthChoice = (round, month, change) => round.months.length > 1 && h("div", {},
  h("label", { for: "bulan" }, say("hand_month")),
  h("select", { id: "bulan", onchange: (event) => change(event.target.value) },
    round.months.map((each) => h("option", { value: each, selected: each === month }, dayOf(each)))));

export function families(state) {
  const rounds = ((state.rounds && state.rounds.rounds) || []).filter((each) => each.families.length);
  if (!rounds.length) { return [h("h1", {}, say("handing")), notice(say("no_rounds"))]; }
  const round = rounds.find((each) => each.id === state.round) || rounds[0];
  const month = monthOf(state, round);
  const entitled = round.families.filter((family) => family.entitled.some((each) => each.month === month))
    .map((family) => ({ family, number: (numberOf(family, month) || {}).number, lines: linesNow(state, round, family, month) }));
  entitled.sort((one, other) => (one.number || Infinity) - (other.number || Infinity) || (one.family.name < other.family.name ? -1 : 1));
  state.card = "";
  const shown = (family) => { state.card = cardOf(round, family); };
  const { search, parts } = searched(state.asked, {
    find: (fits) => entitled.filter(({ family, number }) => isCardOf(family, state.asked)
      || fits([family.name, whereOf(family)], String(number))),
    row: (each) => row(state, round, month, each, () => {
      if (whose(rounds, round, state.asked).family === each.family) { shown(each.family); }
    }),
    typed: (words) => { state.asked = words; },
    tell: (found) => (!found.length && strangeCard(rounds, round, state.asked))
      || say("hand_shown", { n: found.length, done: found.filter((each) => isAll(each.lines)).length }),
  });
  function scanned(code) {
    const { family, words } = whose(rounds, round, code);
    if (family) { shown(family); location.hash = addressOf(round, family); }
    return words;
  }
  const body = h("div", {}, ...parts);
  const again = () => body.closest(".page").replaceChildren(...families(state));
  return [
    h("h1", {}, say("handing")),
    h("div", { class: "sift" },
      rounds.length > 1 ? [h("label", { for: "putaran" }, say("hand_round")),
        h("select", { id: "putaran", onchange: (event) => { state.round = Number(event.target.value); again(); } },
          rounds.map((each) => h("option", { value: each.id, selected: each === round }, each.name)))]
        : h("p", {}, round.name),
      monthChoice(round, month, (value) => { state.month = value; again(); }),
      h("label", { for: "cari" }, say("hand_search")), search, scanner(scanned)),
    body,
  ];
}

const isAll = (lines) => lines.every(isDone);
const addressOf = (round, family) => ["#/serah", round.id, family.id].join("/");

function row(state, round, month, { family, number, lines }, onclick) {
  const waits = state.hands.filter((entry) => isOf(entry.event, round.id, family.id, month));
  const clash = state.hand_fates.find((fate) => fate.label === "conflict" && isOf(fate.event, round.id, family.id, month));
  const got = lines.some((line) => line.got.length);
  return h("li", {},
    h("a", { href: addressOf(round, family), onclick }, family.name || say("no_name")),
    h("p", { class: "quiet" }, [number && say("hand_number", { n: number }), whereOf(family)].filter(Boolean).join(" · ")),
    h("p", {}, waits.length ? badge(waitWords(waits[0]), LOOKS[stateOf(waits[0])])
      : badge(say(isAll(lines) ? "hand_all" : got ? "hand_some" : "hand_none"), isAll(lines) ? "good" : ""),
    clash && badge(clash.words, "bad")));
}

// On the page of the queue: hand-overs that wait, pictures that the office refused, and what came of those that were sent.
export function handRows(state) {
  const waits = [...state.hands].sort((one, other) => other.at - one.at);
  const sent = [...state.hand_fates].sort((one, other) => other.at - one.at).slice(0, SENT);
  const wrong = state.proofs.filter((proof) => proof.refused);
  if (!waits.length && !sent.length && !wrong.length) { return []; }
  return [
    h("h2", {}, say("handing")),
    ...wrong.map((proof) => notice(say("no_picture_taken") + " " + proof.refused, "bad")),
    h("ul", { class: "rows" }, waits.map(waiting), sent.map((fate) => h("li", {},
      h("strong", {}, fate.about.name || say("no_name")), h("p", {}, fate.about.what),
      h("p", {}, badge(fate.words, RESULTS[fate.label]))))),
  ];
}

function waiting(entry) {
  const kind = stateOf(entry), name = entry.about.name || say("no_name");
  const { round, family, month } = entry.event;
  return h("li", {},
    kind === "unsure" ? h("strong", {}, name) : h("a", { href: ["#/serah", round, family, entry.key].join("/") }, name),
    h("p", {}, entry.about.what), h("p", { class: "quiet" }, dayOf(month)),
    h("p", {}, badge(waitWords(entry), LOOKS[kind])),
    entry.refused && h("p", { class: "fault" }, entry.refused.words));
}

// Take a hand-over that surely is not in the office out of the queue.
export async function throwAway(state, entry) {
  if (!window.confirm(say("throw_hand_sure"))) { return; }
  await store.dropHand(entry.key);
  state.saved(say("hand_thrown"), "#/antrean");
}
