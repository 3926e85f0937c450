// Forms: an answer to a task, a choice between two answers, and a family that nobody knew.
import { check, isAsked } from "./check.js";
import { badge, h, notice, pairs, say } from "./parts.js";
import { moment, written } from "./queue.js";
import * as store from "./store.js";
import { choose } from "./sync.js";

const RADIOS = 9;
const PEOPLE = 20;

// A field as people fill it. `id` is its name in the page, `now` what the register has, `offers` values of lists.
function control(field, id, value, now, fault, offers) {
  const told = [now && id + "-kini", fault && id + "-salah"].filter(Boolean).join(" ") || null;
  const shared = { id, name: id, "aria-describedby": told, "aria-invalid": fault ? "true" : null };
  const needed = field.required ? "" : h("span", { class: "quiet" }, " " + say("optional"));
  const hint = now && h("p", { class: "quiet", id: id + "-kini" }, say("register_has", { now }));
  const wrong = fault && h("p", { class: "fault", id: id + "-salah" }, fault);
  if (field.kind === "choice" && field.required && field.choices.length <= RADIOS) {
    return h("fieldset", { "aria-describedby": told }, h("legend", {}, field.title), hint, wrong,
      field.choices.map(([code, title], place) => h("label", { class: "pick" },
        h("input", { type: "radio", name: id, id: place ? null : id, value: code, checked: code === value }), title)));
  }
  let made;
  if (["choice", "village", "family"].includes(field.kind)) {
    made = h("select", shared, h("option", { value: "" }, say("choose_one")),
      field.choices.map(([code, title]) => h("option", { value: code, selected: code === value }, title)));
  } else if (field.name === "note") {
    made = h("textarea", { ...shared, rows: 2 }, value);
  } else {
    const kinds = { day: { type: "date" }, number: { inputmode: "decimal" }, nik: { inputmode: "numeric" }, kk: { inputmode: "numeric" } };
    made = h("input", { type: "text", autocomplete: "off", ...kinds[field.kind], ...shared, value });
  }
  const offered = (offers || []).map(([given, words]) => h("button", { type: "button", class: "button offer", onclick: () => {
    made.value = given;
    made.dispatchEvent(new Event("input", { bubbles: true }));
  } }, words));
  return h("div", {}, h("label", { for: id }, field.title + (field.unit ? " (" + field.unit + ")" : ""), needed),
    offered.length ? h("div", { id: id + "-kini", role: "group", "aria-label": say("lists_say") }, offered) : hint, wrong, made);
}

// The fields of one form: { shown, values() }; what is asked only with another answer comes and goes with it.
function fieldset(form, before, values, faults, beside = { now: {}, offers: {} }) {
  const boxes = form.fields.map((field) => {
    const id = before + field.name;
    return { field, id, box: h("div", { class: "field" }, control(
      field, id, values[field.name] || "", beside.now[field.name], faults[field.name], beside.offers[field.name],
    )) };
  });
  const shown = h("div", { oninput: sift, onchange: sift }, boxes.map((each) => each.box));
  function written_in({ field, box }) {
    const picked = field.kind === "choice" && box.querySelector("input[type=radio]");
    if (picked) { return (box.querySelector("input:checked") || { value: "" }).value; }
    return box.querySelector("input, select, textarea").value;
  }
  function all() { return Object.fromEntries(boxes.map((each) => [each.field.name, written_in(each)])); }
  function sift() {
    const given = all();
    for (const { field, box } of boxes) { box.hidden = !isAsked(field, given); }
  }
  sift();
  return { shown, values: () => Object.fromEntries(boxes.filter((each) => !each.box.hidden).map((each) => [each.field.name, written_in(each)])) };
}

const blankless = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()));

// The whole form of an answer. `parts`: forms with their values; `check_all` finds faults; `save` keeps what is sound.
function answer_form(draft_name, build, read, save, faults) {
  const draft = store.drafting(draft_name, read, () => form.isConnected);
  const told = Object.keys(faults).length ? notice(faults[""] || say("mend"), "bad") : null;
  const form = h("form", { novalidate: true, onsubmit: submit, oninput: draft.noticed, onchange: draft.noticed }, told, build(faults),
    h("button", { class: "button primary" }, say("save")));
  async function submit(event) {
    event.preventDefault();
    draft.over();
    const wrong = await save(read());
    if (!wrong) { await store.forget(draft_name); return; }
    form.replaceWith(answer_form(draft_name, build, read, save, wrong));
    const first = document.querySelector("[aria-invalid], .fault");
    (first && first.closest(".field") ? first.closest(".field") : document.querySelector(".notice.bad")).scrollIntoView();
  }
  return form;
}

async function keep(state, draft, instead) {
  const said = moment(Date.now(), await store.kept("last"));
  await store.keep("last", said);
  await store.change((queue) => written(queue, draft, said, instead));
}

// A task: what it is about, why it is asked, and its form; or the choice between two answers.
export async function task(state, id) {
  const card = state.list.cards.find((each) => each.id === id);
  if (!card) { return [h("h1", {}, say("gone")), notice(say("gone_why"))]; }
  const form = { fields: with_villages(state, state.list.forms[card.form]), any_of: card.any_of };
  const about = [
    h("h1", {}, card.names || card.place),
    h("p", { class: "quiet" }, [card.address, card.place].filter(Boolean).join(" · ")),
    h("p", {}, card.late ? badge(card.late, "bad") : badge(card.due), card.meeting && badge(say("meeting"))),
    pairs([[say("why"), card.title + (card.told ? ": " + card.told : "")]]),
  ];
  if (card.choice) { return [...about, ...choice(state, card)]; }
  const entry = state.mine.find((each) => each.task === card.id);
  const draft = {
    account: state.account.id, task: card.id, seen: card.version, form, beside: { now: card.now, offers: card.offers },
    about: { title: card.title, names: card.names },
  };
  return [...about, entry && notice(say("replaces_" + (entry.tried && !entry.refused ? "sent" : "unsent")), "doubt"),
    h("h2", {}, card.question), await answering(state, draft, entry ? entry.values : card.value, entry)];
}

// Where the office names no other village, those of the reader can be chosen.
function with_villages(state, fields) {
  const known = state.list.report.fields.find((field) => field.kind === "village").choices;
  return fields.map((field) => (field.kind !== "village" ? field
    : { ...field, choices: [...field.choices, ...known.filter(([code]) => !field.choices.some(([other]) => other === code))] }));
}

async function answering(state, draft, values, entry) {
  const name = "draft:" + state.account.id + ":" + draft.task;
  let written_now = await store.kept(name) || values, part;
  const build = (faults) => { part = fieldset(draft.form, "", written_now, faults, draft.beside); return part.shown; };
  const read = () => { written_now = part.values(); return written_now; };
  const save = async (given) => {
    const found = check(draft.form, given, state.today(), say);
    if (Object.keys(found.faults).length) { return found.faults; }
    await keep(state, { ...draft, values: found.values });
    state.saved();
    return null;
  };
  return answer_form(name, build, read, save, entry && entry.refused ? entry.refused.faults : {});
}

// What was refused, or is not sent yet, as it was written: also where its task is on the list no more.
export async function mend(state, key) {
  const entry = state.mine.find((each) => each.key === key);
  if (!entry || (entry.tried && !entry.refused)) { return [h("h1", {}, say("gone")), notice(say("gone_sent"))]; }
  const told = entry.refused && notice(entry.refused.words, "bad");
  const away = entry.refused && h("button", { type: "button", class: "button", onclick: () => throw_away(state, entry) }, say("throw_away"));
  if (entry.task === null) { return [...await report(state, entry), away]; }
  const card = state.list.cards.find((each) => each.id === entry.task);
  const draft = { ...entry, seen: card ? card.version : entry.seen };
  return [h("h1", {}, entry.about.names || entry.about.title), told, h("p", {}, entry.about.title),
    await answering(state, draft, entry.values, entry), away];
}

async function throw_away(state, entry) {
  if (!window.confirm(say("throw_away_sure"))) { return; }
  await store.change((queue) => ({ drop: queue.filter((each) => each.key === entry.key && each.refused).map((each) => each.key) }));
  state.saved(say("thrown_away"));
}

// Two answers side by side, and which of them holds: that is settled in the office at once, so it needs a network.
function choice(state, card) {
  const told = h("div", { role: "alert" });
  const reason = h("input", { id: "alasan", type: "text", maxlength: 500, autocomplete: "off" });
  const none = !card.contested.some((each) => each.holds);
  const options = card.contested.map((each) => h("label", { class: "pick side" },
    h("input", { type: "radio", name: "pilihan", value: each.key }),
    h("span", {}, h("strong", {}, each.mine ? say("my_answer") : say("office_answer", { name: each.by })),
      h("span", { class: "quiet" }, each.at + " · " + each.channel),
      each.values.map(([label, value]) => h("span", {}, label + ": ", h("b", {}, value))),
      each.why && h("span", { class: "quiet" }, each.why))));
  if (none) {
    options.push(h("label", { class: "pick side" }, h("input", { type: "radio", name: "pilihan", value: "" }),
      h("span", {}, h("strong", {}, say("office_data")), h("span", { class: "quiet" }, say("office_data_why")))));
  }
  async function submit(event) {
    event.preventDefault();
    const picked = event.target.querySelector("input:checked");
    if (!picked || !reason.value.trim()) { told.replaceChildren(notice(say("choice_blank"), "bad")); return; }
    const done = await choose(card.id, picked.value || null, reason.value.trim());
    if (!done) { told.replaceChildren(notice(say("choice_offline"), "bad")); return; }
    if (!done.done) { told.replaceChildren(notice(done.words, "bad")); await state.synced_again(); return; }
    await state.synced_again();
    state.saved(done.words);
  }
  return [notice(say("contested_why"), "doubt"),
    h("form", { novalidate: true, onsubmit: submit }, h("fieldset", {}, h("legend", {}, say("which_holds")), options),
      h("div", { class: "field" }, h("label", { for: "alasan" }, say("reason")), reason), told,
      h("button", { class: "button primary" }, say("choose_this")))];
}

// A family that nobody knew: its people, the head first.
export async function report(state, entry) {
  const { report: form } = state.list;
  const whole = { fields: form.fields.filter((field) => !SHARED.includes(field.name)), any_of: form.any_of };
  const home = { fields: form.fields.filter((field) => SHARED.includes(field.name)), any_of: [] };
  const name = "draft:" + state.account.id + ":keluarga" + (entry ? ":" + entry.key : "");
  const draft = await store.kept(name);
  const villages = home.fields.find((field) => field.name === "village").choices;
  const first = villages.length === 1 ? { village: villages[0][0] } : {};
  let people = draft || (entry ? entry.people : [first]), parts = [], house;
  const read = () => {
    const shared = house.values();
    people = parts.map((part, place) => (place ? part.values() : { ...part.values(), ...shared }));
    return people;
  };
  const build = (faults) => {
    const of = (place) => Object.fromEntries(Object.entries(faults).filter(([key]) => key.startsWith(place + "."))
      .map(([key, fault]) => [key.slice(String(place).length + 1), fault]));
    house = fieldset(home, "rumah-", people[0] || {}, of(0));
    parts = people.map((person, place) => fieldset(whole, place + "-", person, of(place)));
    const box = h("div", {}, house.shown, parts.map((part, place) => h("fieldset", { class: "person" },
      h("legend", {}, place ? say("person", { n: place + 1 }) : say("head")), part.shown,
      place > 0 && h("button", { type: "button", class: "button", onclick: () => again(people.splice(place, 1)) }, say("leave_out")))),
    people.length < PEOPLE && h("button", { type: "button", class: "button", onclick: () => again(people.push({})) }, say("add_person")));
    function again() { const fresh = build({}); box.replaceWith(fresh); }
    for (const button of box.querySelectorAll("button")) { button.addEventListener("click", read, { capture: true }); }
    return box;
  };
  const save = async (given) => {
    const village = given[0].village;
    const faults = {};
    given.forEach((person, place) => {
      const found = check({ ...form }, { ...person, village }, state.today(), say);
      for (const [field, fault] of Object.entries(found.faults)) { faults[place + "." + field] = fault; }
    });
    if (Object.keys(faults).length) { return faults; }
    const about = { title: form.title, names: given[0].name };
    const told = given.map((person) => blankless({ ...person, village }));
    await keep(state, { account: state.account.id, task: null, seen: 0, people: told, about, form: null }, entry && entry.key);
    state.saved();
    return null;
  };
  return [h("h1", {}, form.title), entry && entry.refused ? notice(entry.refused.words, "bad") : h("p", {}, say("report_why")),
    answer_form(name, build, read, save, entry && entry.refused ? entry.refused.faults : {})];
}

// What people of one family have in common is asked once, of the head.
const SHARED = ["village", "address", "rt", "rw", "kk", "water", "latrine"];
