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
// On a phone the menu is a strip: the page at hand is brought into sight.
const current = document.querySelector(".main-nav [aria-current]");
if (current) { current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 40; }
