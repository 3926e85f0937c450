// Judging pairs without waiting: the next pair is here before the answer to this one has left. Without this file each
// answer loads the next page.
"use strict";
(() => {
  const place = document.getElementById("pair");
  const told = document.getElementById("told");
  if (!place || !told) { return; }
  const headers = { "HX-Request": "true" };
  let shownAt = Date.now();
  let ready = null;
  const left = new Set();
  let last = null;

  const here = () => place.querySelector("[data-pair]");
  const piece = (text) => new DOMParser().parseFromString(text, "text/html").querySelector("article");

  async function asked(address, options) {
    // An answer on its way arrives although its reader has left the page.
    const keepalive = options?.method === "POST";
    const answer = await fetch(address, { credentials: "same-origin", headers, keepalive, ...options });
    if (answer.redirected || (!answer.ok && answer.status !== 409)) { throw new Error(String(answer.status)); }
    return answer;
  }

  // Answers arrive in the order in which they were given: each leaves when the one before it has arrived. A reader who
  // leaves the page takes none of them along: what still waits its turn is sent at once.
  const waiting = [];
  let busy = false;
  async function goOn() {
    if (busy || !waiting.length) { return; }
    busy = true;
    try { await waiting.shift()(); } finally { busy = false; goOn(); }
  }
  function inTurn(send) {
    return new Promise((resolve, reject) => {
      waiting.push(() => send().then(resolve, reject));
      goOn();
    });
  }
  window.addEventListener("pagehide", () => { for (const send of waiting.splice(0)) { send(); } });

  // The next pair, asked for once: what is on the screen or on its way to the office is not given again.
  function prepare() {
    const at = here();
    const but = [...left, ...(at ? [at.dataset.pair] : [])].slice(-8).join(",");
    ready = asked(`${place.dataset.next}?but=${but}`).then((answer) => answer.text()).then(piece);
    ready.catch(() => {});
    return ready;
  }

  function show(article) {
    place.replaceChildren(article);
    shownAt = Date.now();
    if (article.dataset.address) { history.replaceState(null, "", article.dataset.address); }
    window.scrollTo(0, 0);
    const head = article.querySelector("h1");
    if (head) { head.focus({ preventScroll: true }); }
  }

  async function decide(form, verdict) {
    const article = form.closest("article");
    if (article.dataset.sent) { return; }
    article.dataset.sent = "1";
    const answer = new FormData(form);
    answer.set("verdict", verdict);
    answer.set("seconds", String(Math.round((Date.now() - shownAt) / 1000)));
    const sent = inTurn(() => asked(form.action, { method: "POST", body: answer }));
    // What is told, and can be undone, is always the last answer: nothing until it has arrived.
    const pair = article.dataset.pair;
    last = pair;
    told.replaceChildren();
    left.add(pair);
    const coming = ready || prepare();
    ready = null;
    const [came, next] = await Promise.allSettled([sent, coming.then((found) => { show(found); if (found.dataset.pair) { prepare(); } })]);
    left.delete(pair);
    if (came.status === "fulfilled") {
      const text = await came.value.text();
      if (last === pair || !came.value.ok) { told.innerHTML = text; }
      if (next.status === "rejected") { window.location.assign(place.dataset.next); }
    } else {
      delete article.dataset.sent;
      show(article);
      ready = null;
      told.textContent = place.dataset.failed;
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "decide" || !event.submitter) { return; }
    event.preventDefault();
    decide(event.target, event.submitter.value);
  });

  // Enter in the note must not choose a verdict by itself.
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (typing && event.target.name === "note" && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      event.target.blur();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    const key = event.key.toLowerCase();
    if (!/^[a-z]$/.test(key)) { return; }
    const found = place.querySelector(`[data-key="${key}"]`) || told.querySelector(`[data-key="${key}"]`);
    if (!found) { return; }
    event.preventDefault();
    if (found.tagName === "INPUT") { found.focus(); } else { found.click(); }
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-weights]");
    if (!link) { return; }
    event.preventDefault();
    try {
      const answer = await asked(link.dataset.weights, {});
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("bobot").replaceWith(page.getElementById("bobot"));
    } catch { window.location.assign(link.href); }
  });

  if (here() && place.querySelector("#decide")) { prepare(); }
})();
