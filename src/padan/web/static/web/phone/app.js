// The application: what it knows, which page it shows, and when it speaks to the office.
import { mend, report, task } from "./forms.js";
import { giveTo } from "./give_form.js";
import { families } from "./give_list.js";
import * as leaving from "./leaving.js";
import { tasks, waiting } from "./lists.js";
import { ago, h, notice, say, speak } from "./parts.js";
import * as store from "./store.js";
import { sync } from "./sync.js";

const DAYS_KEPT = 14;
const DAY = 24 * 60 * 60 * 1000;
const EVERY = 60 * 1000;
const { worker, home, out } = document.body.dataset;
const [net, button, menu, main, foot] = ["net", "sync", "menu", "isi", "foot"].map((id) => document.getElementById(id));

const state = {
  account: null, list: null, synced: null, queue: [], mine: [], others: 0, fates: [], search: "", place: "", ended: "ok", busy: false,
  message: "", landing: "#/",
  // What is handed out: the rounds, own hand-overs that wait, what came of them, pictures; what is chosen on its pages.
  rounds: null, hands: [], hand_fates: [], proofs: [], round: 0, month: "", asked: "", point: 0, card: "",
  // The day in the regency, by the office's clock: the phone's may be wrong by days.
  today() {
    const ahead = this.synced ? this.synced.office - this.synced.phone : 0;
    return new Intl.DateTimeFormat("en-CA", { timeZone: this.list.zone }).format(new Date(Date.now() + ahead));
  },
  saved(words, to = "#/") {
    this.message = words || say("saved");
    this.landing = to;
    if (location.hash === to) { show(); } else { location.hash = to; }
    talk();
  },
  async synced_again() { this.ended = await sync(); await load(); },
};

async function load() {
  const words = await store.kept("words");
  if (words) { speak(words.words); document.documentElement.lang = words.language; }
  state.account = await store.kept("account") || null;
  state.synced = await store.kept("synced") || null;
  state.list = state.account ? await store.kept("list:" + state.account.id) || null : null;
  state.queue = await store.queue();
  state.mine = state.queue.filter((entry) => state.account && entry.account === state.account.id);
  state.others = state.queue.length - state.mine.length;
  const own = (each) => Boolean(state.account) && each.account === state.account.id;
  state.fates = (await store.fates()).filter(own);
  const hands = await store.hands();
  state.hands = hands.filter(own);
  state.others += hands.length - state.hands.length;
  state.hand_fates = (await store.handFates()).filter(own);
  state.proofs = (await store.proofs()).filter(own);
  state.rounds = state.account ? await store.kept("rounds:" + state.account.id) || null : null;
}

// Names that nobody refreshed for two weeks leave the phone; the latest hour it ever showed counts, not one set back.
async function forget_what_is_old() {
  const latest = Math.max(Date.now(), await store.kept("latest") || 0);
  await store.keep("latest", latest);
  const synced = await store.kept("synced");
  if (synced && latest - synced.phone > DAYS_KEPT * DAY) { await store.wipe(); }
}

const PAGES = [
  [/^#\/tugas\/(\d+)$/, (id) => task(state, Number(id))],
  [/^#\/antrean$/, () => waiting(state)],
  [/^#\/antrean\/([\w-]+)$/, (key) => mend(state, key)],
  [/^#\/keluarga$/, () => report(state)],
  [/^#\/penyaluran$/, () => families(state)],
  [/^#\/serah\/(\d+)\/(\w+)(?:\/([\w-]+))?$/, (round, family, key) => giveTo(state, Number(round), family, key, show)],
];

async function show(focus = true) {
  frame();
  document.getElementById("first").hidden = Boolean(state.list);
  document.getElementById("wait").hidden = true;
  if (!state.list) { page([]); return; }
  const [pattern, made] = PAGES.find(([each]) => each.test(location.hash)) || [/^/, () => tasks(state)];
  const parts = await made(...(location.hash.match(pattern) || []).slice(1));
  page([state.message && notice(state.message, "good"), ...parts]);
  if (focus) { main.focus({ preventScroll: true }); window.scrollTo(0, 0); }
}

function page(parts) {
  for (const old of main.querySelectorAll(":scope > .page")) { old.remove(); }
  main.append(h("div", { class: "page" }, parts));
}

// The line at the top: whether everything is sent, since when the list is as it is, and what to do.
function frame() {
  const ready = Boolean(state.list);
  menu.hidden = button.hidden = !ready;
  document.title = ready ? say("title") : document.title;
  if (!ready) { return; }
  const unsent = state.mine.filter((entry) => !entry.refused).length;
  const hands = state.hands.filter((entry) => !entry.refused).length;
  const refused = state.mine.length - unsent + state.hands.length - hands;
  const when = state.synced ? ago(state.synced.phone, Date.now()) : say("never");
  const how = state.busy ? say("at_work") : state.ended === "ok" ? "" : say("ended_" + state.ended);
  net.replaceChildren(...[
    unsent ? say("unsent", { n: unsent }) : say("all_sent"), hands && " · " + say("hands_unsent", { n: hands }),
    " · ", say("list_of", { when }), how && " · " + how, " ",
    state.ended === "signin" && h("a", { href: "?masuk" }, say("sign_in")),
  ].filter(Boolean));
  button.textContent = say(unsent + hands ? "send" : "refresh");
  button.disabled = state.busy;
  const gives = state.rounds && state.rounds.rounds.some((round) => round.families.length);
  const links = [
    ["#/", say("tasks"), state.list.cards.length], ...(gives ? [["#/penyaluran", say("handing"), 0]] : []),
    ["#/antrean", say("queue"), state.mine.length + state.hands.length], ["#/keluarga", say("new_family"), 0],
  ];
  menu.replaceChildren(...links.map(([to, words, n]) => h(
    "a", { href: to, "aria-current": (location.hash || "#/") === to ? "page" : null }, words + (n ? " (" + n + ")" : ""),
  )));
  foot.replaceChildren(
    refused ? notice(say("refused", { n: refused }), "bad", " ", h("a", { href: "#/antrean" }, say("mend_now"))) : "",
    h("p", {}, say("who", { name: state.account.name }), " ", h("a", { href: home }, say("pages")), " ",
      h("button", { type: "button", class: "link", onclick: leave }, say("sign_out"))),
  );
}

// Speak to the office, then show what is new; a form in which somebody writes, or a camera at work, is left as it is.
async function talk() {
  if (state.busy) { return; }
  const before = state.account && state.account.id;
  state.busy = true;
  frame();
  state.ended = await sync();
  state.busy = false;
  await load();
  if (before && state.account && state.account.id !== before) { history.replaceState(null, "", "#/"); await show(); }
  else if (main.querySelector("form, video")) { frame(); } else { await show(false); }
}

async function leave() {
  if (!navigator.onLine) { window.alert(say("leave_offline")); return; }
  if (!await leaving.leave()) { return; }
  const token = (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const form = h("form", { method: "post", action: out }, h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token }));
  document.body.append(form);
  form.submit();
}

async function begin() {
  if ("serviceWorker" in navigator) { navigator.serviceWorker.register(worker, { scope: location.pathname }).catch(() => {}); }
  // A phone that is short of room must not throw answers away.
  if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
  await forget_what_is_old();
  await load();
  await show();
  window.addEventListener("hashchange", async () => {
    if (location.hash !== state.landing) { state.message = ""; }  // what was said of an answer stands until one goes on
    await load();
    await show();
  });
  window.addEventListener("online", talk);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { talk(); } });
  button.addEventListener("click", talk);
  setInterval(() => { if (!document.hidden && [...state.mine, ...state.hands].some((entry) => !entry.refused)) { talk(); } }, EVERY);
  if (location.search) { history.replaceState(null, "", location.pathname + location.hash); }
  await talk();
}

begin().catch(() => {
  document.getElementById("wait").hidden = true;
  document.getElementById("broken").hidden = false;
});
