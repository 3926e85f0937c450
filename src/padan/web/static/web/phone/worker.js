// The service worker: keeps the shell of the application, so that it opens without a network. It keeps nothing of people:
// lists and answers lie in the phone's database, and whatever is not of the shell goes to the network as it is.
// SHELL (its name, its page and its files) stands before this text.
const OURS = "padan-ponsel-";

self.addEventListener("install", (event) => {
  // A redirect would be the sign-in page: then it is not installed, and tried again with the next visit.
  const fresh = [SHELL.page, ...SHELL.files].map((file) => new Request(file, { cache: "reload", redirect: "error" }));
  event.waitUntil(caches.open(SHELL.name).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== SHELL.name).map((name) => caches.delete(name)),
  )).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin || asked.search) { return; }
  if (asked.pathname === SHELL.page ? event.request.mode === "navigate" : SHELL.files.includes(asked.pathname)) {
    event.respondWith(caches.match(asked.pathname).then((found) => found || fetch(event.request)));
  }
});
