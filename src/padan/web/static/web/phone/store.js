// What lies on the phone: lists and their words, answers and hand-overs that wait, and what became of those that were sent.
// One database; each change is one transaction, so that a phone that dies in between has all of it or nothing.
import { nameless as bareHand } from "./giving.js";
import { nameless } from "./queue.js";

const NAME = "padan-ponsel";
let opened = null;

function database() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 2);
    asked.onupgradeneeded = (event) => {
      if (event.oldVersion < 1) {
        asked.result.createObjectStore("kept");
        asked.result.createObjectStore("queue", { keyPath: "key" });
        asked.result.createObjectStore("fates", { keyPath: "key" });
      }
      asked.result.createObjectStore("hands", { keyPath: "key" });
      asked.result.createObjectStore("hand_fates", { keyPath: "key" });
      asked.result.createObjectStore("proofs", { keyPath: "sha256" });
    };
    asked.onsuccess = () => {
      // A page of a newer shell waits until this one lets go.
      asked.result.onversionchange = () => { asked.result.close(); opened = null; };
      resolve(asked.result);
    };
    asked.onerror = () => { opened = null; reject(asked.error); };
  });
  return opened;
}

// Whether this browser ever kept anything: a page of the office asks without making a database. Where the browser cannot
// say, the database is opened.
export async function exists() {
  return !indexedDB.databases || (await indexedDB.databases()).some((each) => each.name === NAME);
}

// Run `work` over the named stores in one transaction. `work` gets them by name and may return a request, whose result
// is the answer once everything is surely written.
async function within(names, mode, work) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const frame = base.transaction(names, mode);
    const stores = Object.fromEntries(names.map((name) => [name, frame.objectStore(name)]));
    const asked = work(stores);
    frame.oncomplete = () => resolve(asked && asked.result);
    frame.onabort = frame.onerror = () => reject(frame.error);
  });
}

export const kept = (name) => within(["kept"], "readonly", ({ kept: store }) => store.get(name));
export const keep = (name, value) => within(["kept"], "readwrite", ({ kept: store }) => { store.put(value, name); });
export const forget = (name) => within(["kept"], "readwrite", ({ kept: store }) => { store.delete(name); });
export const queue = () => within(["queue"], "readonly", ({ queue: store }) => store.getAll());
export const fates = () => within(["fates"], "readonly", ({ fates: store }) => store.getAll());

export const hands = () => within(["hands"], "readonly", ({ hands: store }) => store.getAll());
export const handFates = () => within(["hand_fates"], "readonly", ({ hand_fates: store }) => store.getAll());
export const proofs = () => within(["proofs"], "readonly", ({ proofs: store }) => store.getAll());
const PAUSE = 300;

// Keep what stands in a form a moment after the last letter: { noticed, over }; `over` says that it is sent.
export function drafting(name, read, is_there) {
  let clock = null;
  return {
    noticed() { clearTimeout(clock); clock = setTimeout(() => { if (is_there()) { keep(name, read()); } }, PAUSE); },
    over() { clearTimeout(clock); },
  };
}

export const keepProof = (proof) => within(["proofs"], "readwrite", ({ proofs: store }) => { store.put(proof); });
export const dropProof = (sum) => within(["proofs"], "readwrite", ({ proofs: store }) => { store.delete(sum); });

// Change a queue by a pure function of it, which returns { put, drop, fates, proofs }, all in one transaction; its answer.
function changing(waiting, ended, ...more) {
  return (work) => {
    let answer;
    return within([waiting, ended, ...more], "readwrite", (stores) => {
      const asked = stores[waiting].getAll();
      asked.onsuccess = () => {
        answer = work(asked.result);
        for (const entry of answer.put || []) { stores[waiting].put(entry); }
        for (const key of answer.drop || []) { stores[waiting].delete(key); }
        for (const fate of answer.fates || []) { stores[ended].put(fate); }
        for (const proof of answer.proofs || []) { stores.proofs.put(proof); }
      };
    }).then(() => answer);
  };
}
export const change = changing("queue", "fates");
export const changeHands = changing("hands", "hand_fates", "proofs");

// Take a hand-over out of the queue, and its pictures that nothing else names; one that may have arrived stays.
export function dropHand(key) {
  return within(["hands", "hand_fates", "proofs"], "readwrite", (stores) => {
    const [waiting, ended] = [stores.hands.getAll(), stores.hand_fates.getAll()];
    ended.onsuccess = () => {
      const entry = waiting.result.find((each) => each.key === key);
      if (!entry || (entry.tried && !entry.refused)) { return; }
      stores.hands.delete(key);
      const named = [...waiting.result.filter((each) => each !== entry), ...ended.result].flatMap((each) => Object.values(each.event.proofs));
      for (const sum of Object.values(entry.event.proofs)) { if (!named.includes(sum)) { stores.proofs.delete(sum); } }
    };
  });
}

// Take what tells of people off the phone; answers that nobody has yet stay, without the names beside them.
export function wipe() {
  return within(["kept", "queue", "fates", "hands", "hand_fates"], "readwrite", (stores) => {
    const names = stores.kept.getAllKeys();
    names.onsuccess = () => {
      for (const name of names.result) { if (/^(list|draft|rounds):/.test(name)) { stores.kept.delete(name); } }
    };
    stores.fates.clear();
    stores.hand_fates.clear();
    const handed = stores.hands.getAll();
    handed.onsuccess = () => {
      for (const entry of handed.result) { stores.hands.put(bareHand(entry)); }
    };
    const waiting = stores.queue.getAll();
    waiting.onsuccess = () => {
      for (const entry of waiting.result) { stores.queue.put(nameless(entry)); }
    };
  });
}
