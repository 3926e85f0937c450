// The answers that wait on the phone, as pure functions: the queue in, what changes out. What they promise is held
// against a model of them in tests/office/tasks.
export const AT_ONCE = 200;
const BYTES = 500000;

// A moment for an answer: never before the one of the answer before it, whatever somebody does to the clock.
export const moment = (clock, last) => Math.max(clock, last ? last + 1 : 0);

// Keys are in the order in which answers were written.
export function newKey(said) {
  const drawn = crypto.getRandomValues(new Uint8Array(8));
  return String(said).padStart(13, "0") + "-" + Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const mayHaveArrived = (entry) => entry.tried && !entry.refused;

// Write an answer. One to the same question that surely never arrived is replaced; one that may have arrived is followed
// by this one. `draft`: account, task (null: a family that nobody knew), seen, values or people, about, form;
// `instead`: the key of a report that this one corrects.
export function written(queue, draft, said, instead) {
  const same = (entry) => entry.account === draft.account
    && (draft.task === null ? entry.key === instead : entry.task === draft.task);
  const drop = queue.filter((entry) => same(entry) && !mayHaveArrived(entry)).map((entry) => entry.key);
  const entry = { ...draft, key: newKey(said), said_at: said, tried: false, refused: null };
  return { put: [entry], drop, entry };
}

// What is sent now, in the order in which it was written; from here on it may have arrived.
export function request(queue, account) {
  const mine = queue.filter((entry) => entry.account === account && !entry.refused);
  mine.sort((one, other) => (one.key < other.key ? -1 : 1));
  const sent = [];
  let bytes = 0;
  for (const entry of mine.slice(0, AT_ONCE)) {
    bytes += JSON.stringify(told(entry)).length * 3;
    if (sent.length && bytes > BYTES) { break; }
    sent.push({ ...entry, tried: true });
  }
  return { put: sent, sent };
}

// An answer as the office reads it.
export function told(entry) {
  const said = { key: entry.key, said_at: new Date(entry.said_at).toISOString() };
  return entry.task === null
    ? { ...said, people: entry.people }
    : { ...said, task: entry.task, seen: entry.seen, values: entry.values };
}

// The reply came: what the office has leaves the queue, what it refused stays to be mended, the rest is sent again.
export function answered(queue, results, at) {
  const there = new Map(queue.map((entry) => [entry.key, entry]));
  const found = { put: [], drop: [], fates: [] };
  for (const result of results) {
    const entry = there.get(result.key);
    if (!entry || result.again) { continue; }
    if (result.kept) {
      found.drop.push(entry.key);
      found.fates.push({
        key: entry.key, account: entry.account, task: entry.task, about: entry.about, at,
        outcome: result.outcome, words: result.words,
      });
    } else {
      found.put.push({ ...entry, refused: { words: result.words, faults: result.faults || {} } });
    }
  }
  return found;
}

// An answer as it stays where names may not: what somebody wrote, and nothing that the office told beside it.
export function nameless(entry) {
  const bare = (field) => (field.kind === "family" ? { ...field, choices: field.choices.map(([code]) => [code, code]) } : field);
  const form = entry.form && { ...entry.form, fields: entry.form.fields.map(bare) };
  return { ...entry, form, beside: { now: {}, offers: {} }, about: { title: entry.about.title } };
}

// The state of an answer in the queue, as a word.
export function stateOf(entry) {
  if (entry.refused) { return "refused"; }
  return entry.tried ? "unsure" : "unsent";
}
