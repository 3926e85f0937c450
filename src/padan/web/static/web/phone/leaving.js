// Signing out, here or on a page of the office in the same browser: names leave the phone, unsent answers stay on it.
import { say, speak } from "./parts.js";
import * as store from "./store.js";

// Whether to go on: false where somebody would rather send first what waits.
export async function leave() {
  if (!await store.exists()) { return true; }
  const [words, account] = [await store.kept("words"), await store.kept("account")];
  if (words) { speak(words.words); }
  const own = (entries) => entries.filter((entry) => account && entry.account === account.id).length;
  const [unsent, hands] = [own(await store.queue()), own(await store.hands())];
  const told = [unsent && say("leave_unsent", { n: unsent }), hands && say("leave_hands", { n: hands })].filter(Boolean);
  if (told.length && !window.confirm(told.join("\n\n"))) { return false; }
  await store.wipe();
  await store.forget("account");
  return true;
}
