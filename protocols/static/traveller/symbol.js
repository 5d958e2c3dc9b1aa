// Draws octets as an Aztec code, with the same encoder as the server's.

import { prepareZXingModule, purgeZXingModule, writeBarcode } from "../zxing/writer/index.js";

const QUIET_ZONE = 2;
const DARK = 0;

const OVERRIDES = { locateFile: (name) => new URL(`../zxing/writer/${name}`, import.meta.url).href };
prepareZXingModule({ overrides: OVERRIDES });

/** {width, height, path} with strokes one unit wide, and a quiet zone of two modules. */
export async function drawAztec(octets) {
  const { error, symbol } = await encode(octets);
  if (error) throw new Error(error);
  const { data, width, height } = symbol;
  const strokes = [];
  for (let row = 0; row < height; row += 1) {
    for (let place = 0; place < width; place += 1) {
      const start = place;
      while (place < width && data[row * width + place] === DARK) place += 1;
      if (place > start) strokes.push(`M${start + QUIET_ZONE} ${row + QUIET_ZONE}.5h${place - start}`);
    }
  }
  return { width: width + 2 * QUIET_ZONE, height: height + 2 * QUIET_ZONE, path: strokes.join("") };
}

async function encode(octets) {
  try {
    return await writeBarcode(octets, { format: "Aztec", options: "ecLevel=23%", addQuietZones: false });
  } catch (fault) {
    // It would keep to an encoder that did not arrive.
    purgeZXingModule();
    prepareZXingModule({ overrides: OVERRIDES });
    throw fault;
  }
}
