// Whether an answer can be, as padan.rules.tasks.answering says it; the office looks again at whatever arrives.
const LONGEST = 500;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const RUNS = "0123456789".repeat(3);

const text = (value) => (value === null || value === undefined ? "" : String(value).trim());

export function isAsked(field, given) {
  return !field.only_if || field.only_if[1].includes(given[field.only_if[0]] || "");
}

// Faults by the field's name ("" for the form) and the values that are not blank. `today`: the day as 2026-11-28.
export function check(form, written, today, say) {
  const given = {};
  for (const [name, value] of Object.entries(written)) { if (text(value)) { given[name] = text(value); } }
  const faults = {};
  for (const field of form.fields) {
    const asked = isAsked(field, given);
    if (!(field.name in given)) {
      if (asked && field.required) { faults[field.name] = say("blank"); }
    } else if (!asked) {
      faults[field.name] = say("not_asked");
    } else {
      const fault = READERS[field.kind](field, given[field.name], today, say);
      if (fault) { faults[field.name] = fault; }
    }
  }
  if (form.any_of.length && !Object.keys(faults).length && !form.any_of.some((name) => name in given)) {
    faults[""] = say("any_of");
  }
  return { values: given, faults };
}

const READERS = {
  choice: (field, given, _today, say) => (field.choices.some(([code]) => code === given) ? "" : say("choose")),
  text: (_field, given, _today, say) => (given.length > LONGEST ? say("too_long", { longest: LONGEST }) : ""),
  day: (_field, given, today, say) => (!isDay(given) ? say("no_day") : given > today ? say("not_yet") : ""),
  number: (field, given, _today, say) => {
    const number = /^[-+]?(\d+\.?\d*|\.\d+)$/.test(given.replace(",", ".")) ? Number(given.replace(",", ".")) : NaN;
    const low = field.low || 0, high = field.high === null ? Infinity : field.high;
    return number >= low && number <= high ? "" : field.range;
  },
  nik: (_field, given, _today, say) => (isSixteen(given, true) ? "" : say("no_number")),
  kk: (_field, given, _today, say) => (isSixteen(given, false) ? "" : say("no_number")),
  village: (_field, given, _today, say) => (/^\d\d\.\d\d\.\d\d\.\d{4}$/.test(given) ? "" : say("one_village")),
  family: (_field, given, _today, say) => (/^F[0-9A-F]{15}$/.test(given) ? "" : say("one_family")),
};

function isDay(given) {
  if (!/^\d{4}-\d\d-\d\d$/.test(given)) { return false; }
  const day = new Date(given + "T00:00:00Z");
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === given;
}

// Sixteen digits with a possible region, date and serial; forty is added to the day of birth of a woman.
export function isSixteen(given, ofPerson) {
  const digits = given.replace(/[\s\-.,/_:;']/g, "");
  if (!/^(1[1-9]|[2-8]\d|9[0-7])(?!00)\d\d(?!00)\d{12}$/.test(digits) || isFiller(digits)) { return false; }
  let day = Number(digits.slice(6, 8));
  const month = Number(digits.slice(8, 10)), year = Number(digits.slice(10, 12));
  if (ofPerson && day > 40) { day -= 40; }
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) { return false; }
  return !(day === 29 && month === 2 && year % 4) && digits.slice(12) !== "0000";
}

function isFiller(digits) {
  const pairs = digits.slice(0, 2).repeat(8) === digits;
  return pairs || RUNS.includes(digits) || Array.from(RUNS).reverse().join("").includes(digits);
}
