// Forms of tasks: a question that belongs to one answer shows with that answer only. Without this all of them show.
// Lists of tasks: one box ticks all that can be sent from the page.
"use strict";
for (const answer of document.querySelectorAll("[data-answer]")) {
  const show = () => {
    for (const field of answer.querySelectorAll("[data-only-if]")) {
      const name = CSS.escape(field.dataset.onlyIf);
      const chosen = answer.querySelector(`[name="${name}"]:checked, select[name="${name}"]`);
      const asked = chosen !== null && field.dataset.onlyWith.split(" ").includes(chosen.value);
      field.hidden = !asked;
      // What is not asked is not sent: an answer to it would be a fault.
      for (const input of field.querySelectorAll("input, textarea, select")) { input.disabled = !asked; }
    }
  };
  // What a question belongs to need not be said where it is shown only then.
  for (const hint of answer.querySelectorAll("[data-only-hint]")) { hint.hidden = true; }
  answer.addEventListener("change", show);
  show();
}
for (const all of document.querySelectorAll("[data-ticks] [data-tick-all]")) {
  all.hidden = false;
  const boxes = all.closest("form").querySelectorAll(".ticked input[type=checkbox]");
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes) { box.checked = event.target.checked; }
  });
}
