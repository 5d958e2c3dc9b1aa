// Asking the server, told apart: it says no, it has trouble, or there is no way to it.

export class Gone extends Error {}
export class Trouble extends Error {}
export class Offline extends Error {}

const PATIENCE = 8000;

/** The barcodes from now on; the clock learns from the answer. */
export async function fetchBarcodes(path, clock) {
  const askedAt = Date.now();
  const response = await send(`${path}/barcodes.json`, {});
  const answer = await response.json();
  clock.learn(answer.at, askedAt, Date.now());
  return answer;
}

/** Bind the ticket to this phone. */
export async function registerPhone(path, registration) {
  const headers = { "Content-Type": "application/json" };
  await send(`${path}/phones`, { method: "POST", headers, body: JSON.stringify(registration) });
}

async function send(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Offline();
  }
  if (response.status === 404 || response.status === 410) throw new Gone();
  if (!response.ok) throw new Trouble();
  return response;
}
