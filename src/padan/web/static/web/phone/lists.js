// The list of tasks, and what waits to be sent.
import { handRows } from "./give_list.js";
import { badge, h, LOOKS, notice, say, searched } from "./parts.js";
import { stateOf } from "./queue.js";

// Late tasks first; then as the office lists them, by the day on which they are due.
function found(state, fits) {
  const shown = state.list.cards.filter((card) => (!state.place || card.area === state.place)
    && fits([card.names, card.address, card.place, card.title]));
  return [...shown.filter((card) => card.late), ...shown.filter((card) => !card.late)];
}

export function tasks(state) {
  const { list } = state;
  if (!list.cards.length) { return [h("h1", {}, say("tasks")), notice(say("no_tasks"))]; }
  const places = [...new Map(list.cards.map((card) => [card.area, card.place]))].sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const place = places.length > 1 && h("select", { id: "desa", onchange: () => { state.place = place.value; again(); } },
    h("option", { value: "" }, say("all_villages")),
    places.map(([code, name]) => h("option", { value: code, selected: code === state.place }, name)));
  state.place = place ? place.value : "";
  const { search, parts, again } = searched(state.search, {
    find: (fits) => found(state, fits), row: (card) => row(state, card), typed: (words) => { state.search = words; },
    tell: (shown) => say("shown", { n: shown.length, late: shown.filter((card) => card.late).length }),
  });
  return [
    h("h1", {}, say("tasks")),
    list.asked > list.cards.length && notice(say("not_all", { n: list.cards.length, all: list.asked })),
    h("div", { class: "sift" }, h("label", { for: "cari" }, say("search")), search,
      place && [h("label", { for: "desa" }, say("village")), place]),
    ...parts,
  ];
}

function row(state, card) {
  const waiting = state.mine.find((entry) => entry.task === card.id);
  const fate = !waiting && state.fates.find((each) => each.task === card.id && each.at > state.synced.phone);
  return h("li", { class: card.late && !waiting && !fate ? "late" : "" },
    h("a", { href: "#/tugas/" + card.id }, card.names || card.place),
    h("p", {}, card.title),
    h("p", { class: "quiet" }, [card.address, card.place].filter(Boolean).join(" · ")),
    h("p", {}, waiting ? badge(say("state_" + stateOf(waiting)), LOOKS[stateOf(waiting)])
      : fate ? badge(say("state_sent"), "good")
        : [card.late ? badge(card.late, "bad") : badge(card.due), card.choice && badge(say("contested"), "doubt"),
          card.meeting && badge(say("meeting"))]));
}

export function waiting(state) {
  const rows = [...state.mine].sort((one, other) => (one.key < other.key ? 1 : -1));
  const sent = [...state.list.own.map((each) => ({ ...each, said: each.at })),
    ...state.fates.filter((each) => !state.list.own.some((own) => own.key === each.key))
      .map((each) => ({ ...each, title: each.about.title, said: "" }))];
  return [
    h("h1", {}, say("queue")),
    state.others > 0 && notice(say("others", { n: state.others }), "doubt"),
    rows.length ? h("ul", { class: "rows" }, rows.map((entry) => waitingRow(entry)))
      : notice(say("nothing_waits"), "good"),
    ...handRows(state),
    h("h2", {}, say("sent")),
    sent.length ? h("ul", { class: "rows" }, sent.map((each) => sentRow(state, each)))
      : h("p", { class: "quiet" }, say("nothing_sent")),
  ];
}

function waitingRow(entry) {
  const kind = stateOf(entry);
  return h("li", {},
    kind === "unsure" ? h("strong", {}, entry.about.names || entry.about.title)
      : h("a", { href: "#/antrean/" + entry.key }, entry.about.names || entry.about.title),
    entry.about.names && h("p", {}, entry.about.title),
    h("p", {}, badge(say("state_" + kind), LOOKS[kind])),
    entry.refused && h("p", { class: "fault" }, entry.refused.words));
}

function sentRow(state, each) {
  const card = each.outcome === "waits" && state.list.cards.find((one) => one.id === each.task);
  return h("li", {},
    card ? h("a", { href: "#/tugas/" + card.id }, card.names || each.title) : h("strong", {}, each.title),
    card && h("p", {}, each.title),
    h("p", {}, badge(each.words, each.outcome === "waits" ? "doubt" : each.outcome === "holds" ? "good" : "")),
    each.said && h("p", { class: "quiet" }, each.said));
}
