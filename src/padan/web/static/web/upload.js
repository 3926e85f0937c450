// Sends each file of the form on its own and shows how much of it has gone. Without this the form sends them together.
"use strict";
(function () {
  const form = document.querySelector("[data-upload]");
  if (!form || !window.FormData || !window.htmx) { return; }
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const list = document.querySelector("[data-sent]");
  const waiting = [];
  let busy = false;
  form.querySelector(".drop-hint").hidden = false;

  // A line of the list: the name of the file, a bar, and words. What comes from people is only ever set as text.
  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.className = "bar";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    const words = document.createElement("div");
    words.className = "more";
    item.append(name, bar, words);
    list.prepend(item);
    document.querySelectorAll(".empty").forEach((empty) => empty.remove());
    return { item, bar, words };
  }

  function failed(shown, words) {
    shown.bar.remove();
    shown.words.textContent = words;
    shown.item.setAttribute("role", "alert");
  }

  function send(job) {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", job.file, job.file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) { return; }
      job.shown.bar.value = Math.floor(100 * event.loaded / event.total);
      job.shown.words.textContent = event.loaded < event.total
        ? form.dataset.sending + " " + job.shown.bar.value + " %" : form.dataset.checking;
    });
    request.addEventListener("load", () => {
      if (request.status === 201) {
        const made = document.createElement("template");
        made.innerHTML = request.responseText;
        const item = made.content.querySelector("li");
        job.shown.item.replaceWith(item);
        window.htmx.process(item);
      } else if (request.status === 413 || request.status === 422) {
        job.shown.bar.remove();
        job.shown.words.innerHTML = request.responseText;
      } else {
        failed(job.shown, form.dataset.broken);
      }
    });
    request.addEventListener("error", () => failed(job.shown, form.dataset.broken));
    request.addEventListener("loadend", () => { busy = false; next(); });
    request.send(data);
  }

  function next() {
    const job = busy ? undefined : waiting.shift();
    if (job) { busy = true; send(job); }
  }

  function add(files) {
    for (const file of files) {
      const shown = line(file);
      if (file.size > Number(form.dataset.most)) {
        failed(shown, form.dataset.tooLarge);
      } else {
        waiting.push({ file, shown });
      }
    }
    next();
  }

  form.addEventListener("submit", (event) => {
    if (!input.files.length) { return; }
    event.preventDefault();
    add(input.files);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  }
  drop.addEventListener("drop", (event) => add(event.dataTransfer.files));
  window.addEventListener("beforeunload", (event) => { if (busy || waiting.length) { event.preventDefault(); } });
})();
