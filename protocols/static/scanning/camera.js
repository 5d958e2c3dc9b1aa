// Barcodes before the camera, or in a picture.

import { prepareZXingModule, readBarcodes } from "../zxing/reader/index.js";

const OPTIONS = { formats: ["QRCode", "Aztec", "PDF417"], tryHarder: true, maxNumberOfSymbols: 1 };
const WANTED = { audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } };
const REST = 80;

prepareZXingModule({
  overrides: { locateFile: (name) => new URL(`../zxing/reader/${name}`, import.meta.url).href },
});

/** The octets of a barcode in a picture, or null. */
export async function readPicture(picture) {
  const [found] = await readBarcodes(picture, OPTIONS);
  return found?.isValid ? found.bytes : null;
}

export class Camera {
  #video;
  #found;
  #ended;
  #stream = null;
  #canvas = document.createElement("canvas");

  /** `found` is called with the octets of each barcode that is seen, again and again; `ended` when
   *  the phone takes the camera away. */
  constructor(video, { found, ended }) {
    this.#video = video;
    this.#found = found;
    this.#ended = ended;
  }

  get isOn() {
    return this.#stream !== null;
  }

  /** An error if there is none, or the browser may not use it. */
  async start() {
    this.#stream = await navigator.mediaDevices.getUserMedia(WANTED);
    for (const track of this.#stream.getTracks()) track.addEventListener("ended", () => this.#end());
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#look();
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  #end() {
    this.stop();
    this.#ended();
  }

  /** Whether the phone has a light that can be switched; switches it. */
  async light(on) {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    if (!track?.getCapabilities?.().torch) return false;
    await track.applyConstraints({ advanced: [{ torch: on }] });
    return true;
  }

  async #look() {
    while (this.#stream) {
      if (document.visibilityState === "visible" && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const octets = await readPicture(this.#frame());
        if (octets && this.#stream) await this.#found(octets);
      }
      await new Promise((resolve) => { setTimeout(resolve, REST); });
    }
  }

  #frame() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.#video, 0, 0);
    return context.getImageData(0, 0, width, height);
  }
}
