// Pictures and signatures: small enough for a weak network, and named by their content.
const SIDE = 1280;
const MOST = 200000;
const INK = "#1d2524";

const blobOf = (canvas, kind, quality) => new Promise((done) => { canvas.toBlob(done, kind, quality); });

// The picture of a file as { blob, canvas }, at most 200 KB. An error where the file is no picture.
export async function shrunk(file) {
  const picture = await createImageBitmap(file);
  for (let side = SIDE; ; side *= 0.75) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await blobOf(canvas, "image/jpeg", 0.7);
    if (blob.size <= MOST) { return { blob, canvas }; }
  }
}

export async function sha256(blob) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Where somebody signs with a finger: { canvas, clear(), blob() }; the blob is null where nobody did.
export function pad(label) {
  const canvas = document.createElement("canvas");
  canvas.width = 600;
  canvas.height = 200;
  canvas.className = "pad";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const pen = canvas.getContext("2d");
  let signed = false;
  const clear = () => { signed = false; pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); };
  const at = (event) => [event.offsetX * canvas.width / canvas.clientWidth, event.offsetY * canvas.height / canvas.clientHeight];
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.lineWidth = 4;
    pen.strokeStyle = INK;
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) { return; }
    signed = true;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  clear();
  return { canvas, clear, blob: async () => (signed ? blobOf(canvas, "image/png") : null) };
}
