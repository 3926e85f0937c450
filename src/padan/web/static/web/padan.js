// The little that pages do by themselves. Everything here is a convenience: without it every page still works.
"use strict";
// A page that was asked for piece by piece tells a screen reader that it changed.
document.addEventListener("htmx:afterSwap", (event) => {
  const told = event.detail.target.querySelector("[data-announce]");
  if (told) { told.setAttribute("role", "status"); }
});
// A press on "/" goes to the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(input|textarea|select)$/i.test(event.target.tagName)) { return; }
  const field = document.querySelector("[data-search]");
  if (field) { event.preventDefault(); field.focus(); }
});
// Whoever signs out takes along the names that the phone's application keeps in this browser, and hears of unsent answers.
document.addEventListener("submit", async (event) => {
  const { leave } = event.target.dataset;
  if (!leave) { return; }
  event.preventDefault();
  const going = await import(leave).then((phone) => phone.leave()).catch(() => true);
  if (going) { event.target.submit(); }
});
// A browser that knows no popovers (Chromium before 114, Safari before 17) is taught those of hard words.
if (!("popover" in HTMLElement.prototype)) {
  const open = (chosen) => {
    for (const word of document.querySelectorAll("[popovertarget]")) {
      const said = document.getElementById(word.getAttribute("popovertarget"));
      const shown = said !== null && said === chosen;
      if (said) { said.classList.toggle("open", shown); }
      word.setAttribute("aria-expanded", String(shown));
    }
  };
  document.documentElement.classList.add("no-popover");
  document.addEventListener("click", (event) => {
    const word = event.target.closest("[popovertarget]");
    if (word) { event.preventDefault(); }
    const said = word ? document.getElementById(word.getAttribute("popovertarget")) : event.target.closest(".term-said");
    open(word && said && said.classList.contains("open") ? null : said);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { open(null); } });
}
// On a phone the menu is a strip: the page at hand is brought into sight.
const current = document.querySelector(".main-nav [aria-current]");
if (current) {
  const strip = current.closest(".main-nav");
  strip.scrollLeft += current.getBoundingClientRect().left - strip.getBoundingClientRect().left - 40;
}
