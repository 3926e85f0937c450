// Hand-overs that wait on the phone, as pure functions. An entry: `key`, `account`, `at` (ms), `tried`, `refused`,
// `event` as the office reads it, and `about` (name, what) for the page alone.
const AT_ONCE = 200;

export const isOf = (event, round, family, month) => event.round === round && event.family === family && event.month === month;

// What a family is entitled to in a month, line by line: units of the claim, received, told by this phone and not in the
// list yet, and the rest.
export function linesOf(round, family, month, told) {
  const units = (rows, { item, unit }) => rows.filter((each) => each.item === item && each.unit === unit)
    .reduce((sum, each) => sum + each.amount, 0);
  const received = family.received.filter((each) => each.month === month);
  const own = told.filter((each) => isOf(each, round.id, family.id, month));
  return family.entitled.filter((each) => each.month === month).map((line) => {
    const [got, waits] = [units(received, line), units(own, line)];
    return { item: line.item, unit: line.unit, amount: line.amount, got, waits, rest: Math.max(0, line.amount - got - waits) };
  });
}

// Hand-overs that the list does not know: those that wait, and those that the office counted after the list came.
export const beyondList = (hands, fates, since) => [
  ...hands.filter((entry) => !entry.refused), ...fates.filter((fate) => fate.label === "counted" && fate.at > since),
].map((each) => each.event);

// Events of one visit. `said`: what all of them share; `lines`: items with the units that were given, none where nothing was.
export function events(said, lines, at) {
  const given = lines.filter((line) => line.given > 0);
  const rows = given.length ? given.map((line) => ({
    item: line.item, unit: line.unit, amount: line.given, outcome: line.given < line.rest ? "partial" : "handed",
  })) : [{}];
  return rows.map((row, place) => ({ ...said, ...row, key: crypto.randomUUID(), handed_at: new Date(at + place).toISOString() }));
}

// What is sent now, the oldest first; from here on it may have arrived, so it stays as it is.
export function request(queue, account) {
  const mine = queue.filter((entry) => entry.account === account && !entry.refused).sort((one, other) => one.at - other.at);
  const sent = mine.slice(0, AT_ONCE).map((entry) => ({ ...entry, tried: true }));
  return { put: sent, sent };
}

// The reply came: what the office has leaves the queue with what it came to; what it refused stays with the reason.
export function answered(queue, results, at) {
  const there = new Map(queue.map((entry) => [entry.key, entry]));
  const found = { put: [], drop: [], fates: [] };
  for (const { key, refused, label, words } of results) {
    const entry = there.get(key);
    if (!entry) { continue; }
    if (refused) { found.put.push({ ...entry, refused: { words: refused } }); continue; }
    found.drop.push(key);
    found.fates.push({ key, account: entry.account, event: entry.event, about: entry.about, at, label, words });
  }
  return found;
}

// A hand-over as it stays where names may not: what somebody wrote, and nothing that the office told.
export const nameless = (entry) => ({ ...entry, about: { ...entry.about, name: "" } });
