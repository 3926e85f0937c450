// What goes to the office and comes back. Answers and hand-overs leave their queue only by what the office says became of
// them; a request without an answer is made again with the same keys.
import * as giving from "./giving.js";
import { answered, request, told } from "./queue.js";
import * as store from "./store.js";

const PATIENCE = 60000;
let at_work = null;

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

const written = (body) => {
  const [text, kind] = body instanceof Blob ? [body, body.type] : [JSON.stringify(body), "application/json"];
  return { body: text, headers: { "Content-Type": kind, "X-CSRFToken": token() } };
};

// The two queues: where each goes, and how it is told.
const ANSWERS = { change: store.change, request, answered, to: "kirim.json", body: (sent) => ({ answers: sent.map(told) }) };
const HANDS = {
  change: store.changeHands, request: giving.request, answered: giving.answered, to: "penyerahan.json",
  body: (sent) => ({ events: sent.map((entry) => entry.event) }),
};

// An answer of the office: { status, told }; status 0 where there is no network, 401 where one has to sign in again.
async function ask(address, body) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      redirect: "manual", credentials: "same-origin", cache: "no-store", signal: stop.signal,
      ...(body ? { method: "POST", ...written(body) } : {}),
    });
    if (answer.type === "opaqueredirect") { return { status: 401 }; }
    const said = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return { status: answer.status, told: said ? await answer.json() : {} };
  } catch (_error) {
    return { status: 0 };
  } finally {
    clearTimeout(clock);
  }
}

// Send what waits, then fetch the list. One at a time; the answer is how it ended: ok, offline, signin, none, later.
export function sync() {
  at_work = at_work || go().finally(() => { at_work = null; });
  return at_work;
}

async function go() {
  // What is surely not sent can still be corrected: nothing is tried where there is no network at all.
  if (!navigator.onLine) { return "offline"; }
  const account = await store.kept("account");
  if (account) {
    const ended = await sendAll(account.id, ANSWERS);
    // What keeps one queue does not keep the other, as long as there is a network and somebody is signed in.
    const handed = ["offline", "signin"].includes(ended) ? ended : await sendAll(account.id, HANDS);
    const kept = [ended, handed].find((each) => each !== "ok");
    if (kept) { return kept; }
  }
  const ended = await fetchList();
  if (ended !== "ok") { return ended; }
  const { id } = await store.kept("account");
  const fetched = await fetchRounds(id);
  return fetched === "ok" ? sendProofs(id) : fetched;
}

async function sendAll(account, { change, request: asked, answered: taken, to, body }) {
  for (let renewed = false; ;) {
    const { sent } = await change((queue) => asked(queue, account));
    if (!sent.length) { return "ok"; }
    const reply = await ask(to, { account, sent_at: new Date().toISOString(), ...body(sent) });
    if (reply.status === 200) {
      await change((queue) => taken(queue, reply.told.results, Date.now()));
      if (reply.told.results.every((each) => each.again)) { return "later"; }
    } else if (reply.status === 409) {
      return "ok";  // somebody else is signed in: the list says who
    } else if (reply.status === 403 && !renewed) {
      renewed = true;
      const ended = await fetchList();
      if (ended !== "ok" || (await store.kept("account")).id !== account) { return ended; }
    } else {
      return ended(reply.status);
    }
  }
}

const ended = (status) => (status === 0 ? "offline" : status === 401 ? "signin" : status === 403 ? "none" : "later");

async function fetchList() {
  const account = await store.kept("account");
  const list = account && await store.kept("list:" + account.id);
  const reply = await ask("daftar.json" + (list ? "?mark=" + list.mark : ""));
  if (reply.status !== 200) { return ended(reply.status); }
  const found = reply.told;
  // Somebody else signed in: the names that the one before carried leave the phone; unsent answers stay its own.
  if (account && account.id !== found.account.id) { await store.wipe(); }
  await store.keep("account", found.account);
  await store.keep("synced", { phone: Date.now(), office: Date.parse(found.at) });
  if (found.same) { return "ok"; }
  await store.keep("list:" + found.account.id, found);
  await store.keep("words", { words: found.words, language: found.language });
  return "ok";
}

// The rounds that are delivered, for who hands out; of others they leave the phone.
async function fetchRounds(account) {
  const name = "rounds:" + account;
  const before = await store.kept(name);
  if (!(await store.kept("list:" + account)).hands) { await store.forget(name); return "ok"; }
  const reply = await ask("penyaluran.json" + (before ? "?mark=" + before.mark : ""));
  if (reply.status !== 200) { return ended(reply.status); }
  await store.keep(name, { ...(reply.told.same ? before : reply.told), phone: Date.now() });
  return "ok";
}

// Pictures after their events: what was handed out counts without them. One that the office refuses stays, with its words.
async function sendProofs(account) {
  for (const proof of await store.proofs()) {
    if (proof.account !== account || proof.refused) { continue; }
    const reply = await ask("bukti.json", proof.blob);
    if (reply.status === 200) { await store.dropProof(proof.sha256); }
    else if (reply.status === 422) { await store.keepProof({ ...proof, refused: reply.told.words }); }
    else { return ended(reply.status); }
  }
  return "ok";
}

// Which of two contradicting answers holds; what was said of it in words, or null where there is no network.
export async function choose(task, key, reason) {
  const reply = await ask("pilih.json", { task, key, reason });
  return reply.status === 200 || reply.status === 422 ? { done: reply.status === 200, words: reply.told.words } : null;
}
