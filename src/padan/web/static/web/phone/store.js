// What lies on the phone: the list and its words, the answers that wait, and what became of those that were sent.
// One database; each change is one transaction, so that a phone that dies in between has all of it or nothing.
import { nameless } from "./queue.js";

const NAME = "padan-ponsel";
let opened = null;

function database() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("queue", { keyPath: "key" });
      asked.result.createObjectStore("fates", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
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

// Change the queue by a pure function of it, which returns { put, drop, fates }, all in one transaction; its answer.
export function change(work) {
  let answer;
  return within(["queue", "fates"], "readwrite", (stores) => {
    const asked = stores.queue.getAll();
    asked.onsuccess = () => {
      answer = work(asked.result);
      for (const entry of answer.put || []) { stores.queue.put(entry); }
      for (const key of answer.drop || []) { stores.queue.delete(key); }
      for (const fate of answer.fates || []) { stores.fates.put(fate); }
    };
  }).then(() => answer);
}

// Take what tells of people off the phone; answers that nobody has yet stay, without the names beside them.
export function wipe() {
  return within(["kept", "queue", "fates"], "readwrite", (stores) => {
    const names = stores.kept.getAllKeys();
    names.onsuccess = () => {
      for (const name of names.result) { if (/^(list|draft):/.test(name)) { stores.kept.delete(name); } }
    };
    stores.fates.clear();
    const waiting = stores.queue.getAll();
    waiting.onsuccess = () => {
      for (const entry of waiting.result) { stores.queue.put(nameless(entry)); }
    };
  });
}
