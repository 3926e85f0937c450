// Hand-overs that wait on the phone, as pure functions. An entry: `key`, `account`, `at` (ms), `tried`, `refused`,
// `event` as the office reads it, and `about` (name, what) for the page alone.
const AT_ONCE = 200;

export const isOf = (event, round, family, month) => event.round === round && event.family === family && event.month === month;

// Units of a line's item that what was given stands for, as padan.rules.delivery says it: a fraction [over, under], exact;
// null where it is not of this line. `units` of a substitute are given for `per` units of the item.
function worth({ item, unit, amount, instead_of: place }, line) {
  if (!place) { return item === line.item && unit === line.unit ? [BigInt(amount), 1n] : null; }
  const other = place === line.item && line.instead.find((each) => each.item === item && each.unit === unit);
  return other ? [BigInt(amount) * BigInt(other.per), BigInt(other.units)] : null;
}

// What is left of a line once this too is given; below nought where it is more than was left.
export const leftAfter = (line, given) => given.map((each) => worth(each, line))
  .reduce(([over, under], [less, of]) => [over * of - less * under, under * of], line.left);

// The line with so much left, and the whole units that still fit: `rest` of the item, and of each substitute.
function withLeft(line, [over, under]) {
  const left = [over < 0n ? 0n : over, under];
  return { ...line, left, rest: Number(left[0] / under), instead: line.instead.map((other) => (
    { ...other, rest: Number(left[0] * BigInt(other.units) / (under * BigInt(other.per))) })) };
}
export const leaves = (line, given) => withLeft(line, leftAfter(line, given));
export const isDone = (line) => !line.rest && line.instead.every((other) => !other.rest);

// What a family is entitled to in a month, line by line, with what was `got` of it, what `waits` on this phone and is not in
// the list yet, and the rest.
export function linesOf(round, family, month, told) {
  const lines = family.entitled.filter((each) => each.month === month)
    .map((each) => ({ ...each, instead: each.instead || [], left: [BigInt(each.amount), 1n] }));
  const of = (line, rows) => rows.filter((each) => lines.find((one) => worth(each, one)) === line);
  const received = family.received.filter((each) => each.month === month);
  const own = told.filter((each) => isOf(each, round.id, family.id, month));
  return lines.map((line) => {
    const [got, waits] = [of(line, received), of(line, own)];
    return leaves({ ...line, got, waits }, [...got, ...waits]);
  });
}

// Hand-overs that the list does not know: those that wait, and those that the office counted after the list came.
export const beyondList = (hands, fates, since) => [
  ...hands.filter((entry) => !entry.refused), ...fates.filter((fate) => fate.label === "counted" && fate.at > since),
].map((each) => each.event);

// Events of one visit. `said`: what all of them share; `lines`: each with what was `given` of it, none where nothing was.
export function events(said, lines, at) {
  const rows = lines.flatMap((line) => {
    const outcome = isDone(leaves(line, line.given)) ? "handed" : "partial";
    return line.given.map((each) => ({ ...each, outcome }));
  });
  return (rows.length ? rows : [{}]).map((row, place) => (
    { ...said, ...row, key: crypto.randomUUID(), handed_at: new Date(at + place).toISOString() }));
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
