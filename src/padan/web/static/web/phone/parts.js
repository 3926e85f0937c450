// Small parts of pages. What comes from people is only ever set as text.
let texts = {};
export const speak = (words) => { texts = words; };

// A text of the application in the reader's language, with what it names in braces.
export function say(code, filled) {
  return (texts[code] || code).replace(/\{(\w+)\}/g, (whole, name) => (filled && name in filled ? filled[name] : whole));
}

export function h(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) { made.addEventListener(name.slice(2), value); }
    else if (value === true) { made.setAttribute(name, ""); }
    else if (value !== false && value !== null && value !== undefined) { made.setAttribute(name, value); }
  }
  made.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== false && each !== ""));
  return made;
}

export const badge = (words, look) => h("span", { class: "mark " + (look || "") }, words);
export const notice = (words, look, ...more) => h(
  "div", { class: "notice " + (look || ""), role: look === "bad" ? "alert" : "status" }, words, ...more,
);
export const pairs = (rows) => h(
  "dl", {}, rows.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))),
);

const AT_FIRST = 60;
const plain = (text) => text.toLocaleLowerCase("id").normalize("NFKD").replace(/[^\p{L}\p{N} ]/gu, "");
export const LOOKS = { refused: "bad", unsure: "doubt", unsent: "doubt" };

// A list that is searched as one types: { parts, again }. `find`: those that fit, by a test of texts; `row` shows one, `tell`
// counts them; `typed` is told what is asked.
export function searched(asked, { find, row, tell, typed }) {
  const rows = h("ul", { class: "rows" });
  const told = h("p", { class: "quiet", role: "status" });
  let most = AT_FIRST;
  const search = h("input", { id: "cari", type: "search", autocomplete: "off", value: asked, oninput: again });
  const more = h("button", { type: "button", class: "button", onclick: () => { most += AT_FIRST; draw(); } }, say("more"));
  function again() {
    most = AT_FIRST;
    typed(search.value);
    draw();
  }
  function draw() {
    const words = plain(search.value).split(" ").filter(Boolean);
    const shown = find((texts, ...exact) => words.every((word) => exact.includes(word) || plain(texts.join(" ")).includes(word)));
    rows.replaceChildren(...shown.slice(0, most).map(row));
    told.textContent = tell(shown);
    more.hidden = shown.length <= most;
  }
  draw();
  return { search, parts: [told, rows, more], again };
}

// How long ago something was, in words that are coarse enough for a clock that may be wrong.
export function ago(then, now) {
  const minutes = Math.max(0, Math.round((now - then) / 60000));
  if (minutes < 2) { return say("just_now"); }
  if (minutes < 90) { return say("minutes_ago", { n: minutes }); }
  if (minutes < 36 * 60) { return say("hours_ago", { n: Math.round(minutes / 60) }); }
  return say("days_ago", { n: Math.round(minutes / 1440) });
}
