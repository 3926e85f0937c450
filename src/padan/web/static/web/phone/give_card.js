// The recipient's card: its code as somebody types it or as the camera reads it, and whose it is.
import { h, notice, say } from "./parts.js";

const PAUSE = 200;
const LEAST = 6;
const canScan = "BarcodeDetector" in window && navigator.mediaDevices
  ? window.BarcodeDetector.getSupportedFormats().then((formats) => formats.includes("qr_code"), () => false) : Promise.resolve(false);

// A code however it is written: with spaces, in small letters, with a letter for the digit that looks like it.
const keyOf = (text) => (text || "").toUpperCase().replace(/^\s*PADAN-/, "").replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

// Whether what somebody writes is the card of a family, or begins so.
export function isCardOf(family, written) {
  const key = keyOf(written);
  return key.length >= LEAST && keyOf(family.card).startsWith(key);
}

// Whose card it is in a round: { family }, or { words } that say where else it belongs.
export function whose(rounds, round, written) {
  const key = keyOf(written);
  const of = (each) => each.families.find((family) => key && keyOf(family.card) === key);
  if (of(round)) { return { family: of(round) }; }
  const other = rounds.find(of);
  return { words: other ? say("card_of", { round: other.name }) : say("card_unknown") };
}

// The same words for what somebody typed, where it looks like the code of a card and nothing else.
export function strangeCard(rounds, round, written) {
  const known = round.families.find((family) => family.card);
  const key = keyOf(written);
  return known && key.length === keyOf(known.card).length && /\d/.test(written) ? whose(rounds, round, written).words : "";
}

// The button that reads a card with the camera, where the browser can. `read` is given what the code says, and tells in words
// what was wrong with it.
export function scanner(read) {
  const box = h("div", {});
  const hint = h("p", { class: "quiet" }, say("card_type"));
  const button = h("button", { type: "button", class: "button", hidden: true, onclick: scan }, say("card_scan"));
  canScan.then((can) => { button.hidden = !can; hint.hidden = can; });
  async function scan() {
    const video = h("video", { playsinline: true, muted: true });
    let stream = null, words = "";
    button.hidden = true;
    box.replaceChildren(h("p", { role: "status" }, say("card_aim")), video,
      h("button", { type: "button", class: "button", onclick: () => box.replaceChildren() }, say("card_stop")));
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      while (video.isConnected) {
        const [seen] = await detector.detect(video);
        if (seen) { words = read(seen.rawValue); break; }
        await new Promise((done) => { setTimeout(done, PAUSE); });
      }
    } catch (_error) {
      words = video.isConnected && say("no_camera");
    }
    for (const track of stream ? stream.getTracks() : []) { track.stop(); }
    box.replaceChildren(words ? notice(words, "bad") : "");
    button.hidden = false;
  }
  return [button, hint, box];
}
