// Handing out to one family: what it is entitled to, what it received, and the form of what happened.
import { amountsBefore, amountsOf, isOfLine, sumOf } from "./give_amounts.js";
import { cardOf, dayOf, linesNow, monthChoice, monthOf, numberOf, throwAway, unitOf, units, whereOf } from "./give_list.js";
import { placeOf, proofsOf } from "./give_proofs.js";
import { events, isOf } from "./giving.js";
import { badge, h, notice, pairs, say } from "./parts.js";
import { sha256 } from "./proofs.js";
import { moment } from "./queue.js";
import * as store from "./store.js";

const CHECKS = ["ktp", "kk", "card", "known", "not"];

// A form of its own fields: `add` makes one, `mark` says at each what is wrong with it, in words by the field's name.
function fields() {
  const wrong = new Map();
  function add(name, label, control, hint) {
    const fault = h("p", { class: "fault", id: name + "-salah", hidden: true });
    const box = h("div", { class: "field" }, h("label", { for: name }, label), hint && h("p", { class: "quiet" }, hint), control, fault);
    control.setAttribute("aria-describedby", fault.id);
    wrong.set(name, { control, fault, box });
    return box;
  }
  function group(name, legend, options, chosen) {
    const fault = h("p", { class: "fault", id: name + "-salah", hidden: true });
    const box = h("fieldset", { class: "field" }, h("legend", {}, legend), options.map(([code, words]) => h("label", { class: "pick" },
      h("input", { type: "radio", name, value: code, checked: code === chosen }), words)), fault);
    wrong.set(name, { control: box, fault, box });
    return box;
  }
  function mark(faults) {
    for (const [name, { control, fault }] of wrong) {
      fault.hidden = !faults[name];
      fault.textContent = faults[name] || "";
      if (faults[name] && control.tagName !== "FIELDSET") { control.setAttribute("aria-invalid", "true"); } else { control.removeAttribute("aria-invalid"); }
    }
    const first = [...wrong.entries()].find(([name]) => faults[name]);
    if (first) { first[1].box.scrollIntoView(); }
  }
  return { add, group, mark };
}

// The page of a family; with a key the hand-over that is mended, which the new one replaces.
export async function giveTo(state, number, id, key, show) {
  const entry = key && state.hands.find((each) => each.key === key);
  if (key && (!entry || (entry.tried && !entry.refused))) { return [h("h1", {}, say("gone")), notice(say("hand_gone"))]; }
  const away = entry && h("button", { type: "button", class: "button", onclick: () => throwAway(state, entry) }, say("throw_hand"));
  const told = entry && entry.refused && notice(entry.refused.words, "bad");
  const round = state.rounds && state.rounds.rounds.find((each) => each.id === number);
  const family = round && round.families.find((each) => each.id === id);
  if (!family) { return [h("h1", {}, say("gone")), told, notice(say("no_family")), away]; }
  const month = entry ? entry.event.month : monthOf(state, round);
  const others = { ...state, hands: state.hands.filter((each) => each !== entry) };
  const lines = linesNow(others, round, family, month).filter((line) => !entry || !entry.event.item || isOfLine(entry.event, line));
  const called = numberOf(family, month);
  return [
    h("h1", {}, family.name || say("no_name")),
    h("p", { class: "quiet" }, [called && say("hand_number", { n: called.number }), whereOf(family)].filter(Boolean).join(" · ")),
    told, family.freed && notice(say("hand_freed", { day: dayOf(family.freed) }), "doubt"),
    !entry && h("div", { class: "sift" }, monthChoice(round, month, (value) => { state.month = value; show(); })),
    pairs(lines.map((line) => [line.item, say("hand_line", {
      amount: units(line.amount), unit: unitOf(line.unit), got: sumOf(line.got), waits: sumOf(line.waits), rest: units(line.rest),
    })])),
    others.hands.filter((each) => isOf(each.event, number, id, month))
      .map((each) => h("p", {}, badge(say("hand_waits"), "doubt"), each.about.what)),
    await formOf({ state, round, family, month, lines, entry, called }), away,
  ].flat();
}

// What stands in the form at first: a draft, the hand-over that is mended, or the rest of each item.
function before({ state, family, lines, entry, called }) {
  const point = called ? called.point : state.point;
  const usual = { hasil: "given", titik: String(point || ""), tanda: "signature", ...amountsBefore(lines, entry && entry.event) };
  if (!entry) { return usual; }
  const { outcome, proofs, note, reference, checked, taker, taker_id: person, taker_name: name, point: where } = entry.event;
  const place = family.takers.findIndex((each) => person && each.id === person);
  return {
    ...usual, hasil: ["refused", "absent"].includes(outcome) ? outcome : "given", titik: String(where || ""), catatan: note,
    bukti: reference, periksa: checked, penerima: place >= 0 ? String(place) : taker === "recipient" ? "0" : taker, nama: name,
    tanda: proofs.thumbprint ? "thumbprint" : "signature",
  };
}

async function formOf(about) {
  const { state, round, family, month, lines, entry } = about;
  const draft = ["draft", state.account.id, "serah", round.id, family.id, entry ? entry.key : month].join(":");
  const shown_card = state.card === cardOf(round, family) ? { periksa: "card" } : {};
  const first = { ...before(about), ...await store.kept(draft), ...shown_card };
  const { add, group, mark } = fields();
  const points = state.rounds.points;
  const goods = round.form === "goods";
  const text = (id, value, most) => h("input", { id, name: id, type: "text", autocomplete: "off", maxlength: most, value: value || "" });
  const amounts = amountsOf(lines, first, add);
  const proofs = proofsOf({ add, group }, first, entry ? entry.event.proofs : {}, goods);
  const place = entry ? null : placeOf();
  const point = goods && add("titik", say("hand_point"), h("select", { id: "titik", name: "titik" }, h("option", { value: "" }, say("choose_one")),
    points.map((each) => h("option", { value: each.id, selected: points.length === 1 || String(each.id) === first.titik }, each.name))),
  points.length ? "" : say("no_points"));
  const name = add("nama", say("taker_name"), text("nama", first.nama, 200));
  const given = h("div", { class: "gives" },
    amounts.shown,
    goods ? point : add("bukti", say("hand_paper"), text("bukti", first.bukti, 500)),
    !family.takers.length && notice(say("no_takers"), "doubt"),
    group("penerima", say("who_took"), [...family.takers.map((each, turn) => [String(turn), each.name + " (" + each.turn + ")"]),
      ["family", say("taker_family")], ["proxy", say("taker_proxy")]], first.penerima),
    name, proofs.letter, group("periksa", say("how_checked"), CHECKS.map((code) => [code, say("checked_" + code)]), first.periksa),
    proofs.shown, place && place.shown);
  const save = h("button", { class: "button primary" }, say("save"));
  const form = h("form", { novalidate: true, onsubmit: submit, oninput: noticed, onchange: noticed },
    group("hasil", say("hand_outcome"), ["given", "refused", "absent"].map((code) => [code, say("outcome_" + code)]), first.hasil), given,
    add("catatan", say("hand_note"), h("textarea", { id: "catatan", name: "catatan", rows: 2, maxlength: 500 }, first.catatan || "")),
    save);
  const kept = store.drafting(draft, () => read(), () => form.isConnected);
  const read = () => {
    const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    return { ...said, ...Object.fromEntries(amounts.ids.map((id) => [id, said[id].trim()])) };
  };
  function sift() {
    const said = read();
    given.hidden = said.hasil !== "given";
    name.hidden = !["family", "proxy"].includes(said.penerima);
    proofs.sift(said);
    return said;
  }
  function noticed() {
    const said = sift();
    amounts.follow(form, said);
    if (place && !given.hidden) { place.ask(); }
    kept.noticed();
  }
  async function submit(event) {
    event.preventDefault();
    kept.over();
    save.disabled = true;  // pressed twice, it would be two hand-overs
    try {
      if (await saved(read())) { state.saved(say("saved"), "#/penyaluran"); }
    } finally {
      save.disabled = false;
    }
  }
  async function saved(said) {
    const handed = said.hasil === "given";
    const faults = { ...faultsOf(said, goods), ...(handed ? { ...amounts.faults(said), ...await proofs.faults(said) } : {}) };
    mark(faults);
    if (Object.keys(faults).length) { return false; }
    const parts = handed ? amounts.given(said) : [];
    if (parts.some(amounts.isOver) && !window.confirm(say("hand_over_rest"))) { return false; }
    const position = place ? handed && await place.found() : entry.event.position;
    await keep(about, said, parts, handed ? { pictures: await proofs.pictures(said), position: position || null } : { pictures: {} });
    await store.forget(draft);
    return true;
  }
  sift();
  return form;
}

// As padan.rules.delivery.checking says them; the office looks again at whatever arrives.
function faultsOf(said, goods) {
  const found = {};
  if (said.hasil === "refused" && !said.catatan.trim()) { found.catatan = say("why_refused"); }
  if (said.hasil !== "given") { return found; }
  if (goods ? !said.titik : !said.bukti.trim()) { found[goods ? "titik" : "bukti"] = say(goods ? "choose_point" : "blank"); }
  if (!said.penerima) { found.penerima = say("choose_taker"); }
  if (["family", "proxy"].includes(said.penerima) && !said.nama.trim()) { found.nama = say("blank"); }
  if (!said.periksa) { found.periksa = say("choose_check"); }
  return found;
}

function takerOf(said, family) {
  if (["family", "proxy"].includes(said.penerima)) { return { taker: said.penerima, taker_name: said.nama.trim() }; }
  const { id, name } = family.takers[Number(said.penerima)];
  return { taker: Number(said.penerima) ? "family" : "recipient", taker_id: id, taker_name: id ? "" : name };
}

async function keep({ state, round, family, month, entry }, said, parts, { pictures, position }) {
  const handed = said.hasil === "given";
  const proofs = { ...(entry && handed ? entry.event.proofs : {}) }, files = [];
  if (said.penerima !== "proxy") { delete proofs.letter; }
  for (const [kind, blob] of Object.entries(pictures)) {
    if (!blob) { continue; }
    proofs[kind] = await sha256(blob);
    files.push({ sha256: proofs[kind], account: state.account.id, blob, refused: "" });
  }
  const at = moment(Date.now(), await store.kept("last"));
  state.point = handed && said.titik ? Number(said.titik) : state.point;
  const shared = {
    round: round.id, family: family.id, month, outcome: said.hasil, note: said.catatan.trim(), proofs, device: await device(),
    ...(handed ? {
      ...takerOf(said, family), checked: said.periksa, point: said.titik ? Number(said.titik) : null, position,
      reference: (said.bukti || "").trim(),
    } : {}),
  };
  const made = events(shared, parts, at).map((event, place) => ({
    key: event.key, account: state.account.id, at: at + place, tried: false, refused: null, event,
    about: { name: family.name, what: whatOf(event) },
  }));
  await store.keep("last", at + made.length);
  await store.changeHands((queue) => ({
    put: made, proofs: files,
    drop: queue.filter((each) => entry && each.key === entry.key && (each.refused || !each.tried)).map((each) => each.key),
  }));
}

const whatOf = ({ item, unit, amount, outcome, instead_of: place }) => (item
  ? units(amount) + " " + unitOf(unit) + " " + item + (place ? " " + say("in_place", { item: place }) : "") : say("outcome_" + outcome));

// A name of this phone that says nothing of anybody.
async function device() {
  const known = await store.kept("device") || "ponsel-" + crypto.randomUUID().slice(0, 8);
  await store.keep("device", known);
  return known;
}
