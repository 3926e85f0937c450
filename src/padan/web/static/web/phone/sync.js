// What goes to the office and comes back. Answers leave the queue only by what the office says became of them; a request
// without an answer is made again with the same keys.
import { answered, request, told } from "./queue.js";
import * as store from "./store.js";

const PATIENCE = 60000;
let at_work = null;

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

// An answer of the office: { status, told }; status 0 where there is no network, 401 where one has to sign in again.
async function ask(address, body) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      redirect: "manual", credentials: "same-origin", cache: "no-store", signal: stop.signal,
      ...(body ? { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": token() } } : {}),
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
    const ended = await sendAll(account.id);
    if (ended !== "ok") { return ended; }
  }
  return fetchList();
}

async function sendAll(account) {
  for (let renewed = false; ;) {
    const { sent } = await store.change((queue) => request(queue, account));
    if (!sent.length) { return "ok"; }
    const reply = await ask("kirim.json", { account, sent_at: new Date().toISOString(), answers: sent.map(told) });
    if (reply.status === 200) {
      await store.change((queue) => answered(queue, reply.told.results, Date.now()));
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

// Which of two contradicting answers holds; what was said of it in words, or null where there is no network.
export async function choose(task, key, reason) {
  const reply = await ask("pilih.json", { task, key, reason });
  return reply.status === 200 || reply.status === 422 ? { done: reply.status === 200, words: reply.told.words } : null;
}
