// What is taken along when aid is handed out: pictures, a signature, and where the phone is.
import { h, notice, say } from "./parts.js";
import { pad, shrunk } from "./proofs.js";

const WAIT = 3000;
const LONGEST = 60000;

// The input of the camera, with the picture as it is kept: { input, shown, taken() }; "" where the file is no picture.
function cameraOf(id, changed) {
  const shown = h("div", {});
  let taken = Promise.resolve(null);
  const input = h("input", { id, type: "file", accept: "image/*", capture: "environment", onchange: async () => {
    const file = input.files[0];
    shown.replaceChildren();
    taken = file ? shrunk(file).then(({ blob, canvas }) => { shown.append(canvas); return blob; }, () => "")
      : Promise.resolve(null);
    changed(Boolean(await taken));
  } });
  return { input, shown, taken: () => taken };
}

// { letter, shown, sift, faults, pictures } of the proofs of a hand-over; `had`: those of the one that is mended.
export function proofsOf({ add, group }, first, had, goods) {
  const lacks = notice(say("no_letter"), "doubt");
  const tell = (is_there) => { lacks.hidden = is_there || Boolean(had.letter); };
  const cameras = { foto: cameraOf("foto", () => {}), surat: cameraOf("surat", tell), jempol: cameraOf("jempol", () => {}) };
  const field = (id, label, hint) => h("div", {}, add(id, label, cameras[id].input, hint), cameras[id].shown);
  const signature = pad(say("sign_screen"));
  const signs = h("div", { class: "field" }, signature.canvas,
    h("button", { type: "button", class: "button", onclick: signature.clear }, say("sign_again")));
  const thumb = field("jempol", say("thumb_photo"), say("thumb_how"));
  const letter = h("div", {}, field("surat", say("letter_photo")), lacks);
  tell(false);
  const shown = [
    goods && h("p", { class: "quiet" }, say("one_proof")), Object.keys(had).length > 0 && h("p", {}, say("had_proofs")),
    field("foto", say("photo")),
    group("tanda", say("sign"), [["signature", say("sign_screen")], ["thumbprint", say("sign_thumb")]], first.tanda), signs, thumb,
  ];
  function sift(said) {
    letter.hidden = said.penerima !== "proxy";
    signs.hidden = said.tanda !== "signature";
    thumb.hidden = said.tanda !== "thumbprint";
  }
  async function faults(said) {
    const asked = ["foto", said.penerima === "proxy" && "surat", said.tanda === "thumbprint" && "jempol"].filter(Boolean);
    const wrong = await Promise.all(asked.map(async (id) => await cameras[id].taken() === "" && [id, say("no_picture")]));
    return Object.fromEntries(wrong.filter(Boolean));
  }
  const pictures = async (said) => ({
    photo: await cameras.foto.taken(), letter: said.penerima === "proxy" && await cameras.surat.taken(),
    [said.tanda]: await (said.tanda === "thumbprint" ? cameras.jempol.taken() : signature.blob()),
  });
  return { letter, shown, sift, faults, pictures };
}

// Where the phone is, asked for once and never waited for long: { shown, ask(), found() }; null where it does not tell.
export function placeOf() {
  const shown = h("p", { class: "quiet", role: "status" }, say("place"));
  let asked = null, since = 0;
  const round = (degrees) => Number(degrees.toFixed(5));
  function ask() {
    if (asked) { return; }
    since = performance.now();
    asked = new Promise((done) => {
      if (!navigator.geolocation) { done(null); return; }
      navigator.geolocation.getCurrentPosition(({ coords }) => done([round(coords.latitude), round(coords.longitude)]), () => done(null),
        { enableHighAccuracy: true, timeout: LONGEST, maximumAge: LONGEST });
    });
    asked.then((found) => { shown.textContent = say(found ? "place_known" : "place_unknown"); });
  }
  function found() {
    ask();
    return Promise.race([asked, new Promise((done) => { setTimeout(done, since + WAIT - performance.now(), null); })]);
  }
  return { shown, ask, found };
}
