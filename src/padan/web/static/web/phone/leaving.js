// Signing out, here or on a page of the office in the same browser: names leave the phone, unsent answers stay on it.
import { say, speak } from "./parts.js";
import * as store from "./store.js";

// Whether to go on: false where somebody would rather send first what waits.
export async function leave() {
  if (!await store.exists()) { return true; }
  const [words, account] = [await store.kept("words"), await store.kept("account")];
  if (words) { speak(words.words); }
  const unsent = (await store.queue()).filter((entry) => account && entry.account === account.id).length;
  if (unsent && !window.confirm(say("leave_unsent", { n: unsent }))) { return false; }
  await store.wipe();
  await store.forget("account");
  return true;
}
