// Asking the inspection interface, with the session of whoever is logged in.

/** There is no way to the server now, or it is too slow. */
export class Offline extends Error {}
/** Nobody is logged in any more, or not with this page. */
export class SignedOut extends Error {}
/** This device must not inspect any more. */
export class Stopped extends Error {}
/** There is nothing under this number. */
export class NotThere extends Error {}
/** The server cannot or will not do it. */
export class Trouble extends Error {}

const BASE = "/inspection/v1";
const PATIENCE = 10000;

export class Server {
  #clock;
  #token;

  constructor(clock, token) {
    this.#clock = clock;
    this.#token = token;
  }

  async get(path, members, { etag } = {}) {
    const query = new URLSearchParams({ ...members, deviceTime: now() });
    const headers = etag ? { "If-None-Match": etag } : {};
    return this.#send(`${path}?${query}`, { headers });
  }

  async post(path, body, { patience } = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.#token };
    return this.#send(path, { method: "POST", headers, body: JSON.stringify({ ...body, deviceTime: now() }), patience });
  }

  async #send(path, { patience = PATIENCE, ...options }) {
    const askedAt = Date.now();
    let response;
    try {
      response = await fetch(`${BASE}/${path}`, { cache: "no-store", signal: AbortSignal.timeout(patience), ...options });
    } catch {
      throw new Offline();
    }
    this.#clock.learn(response.headers.get("Date"), askedAt, Date.now());
    if (response.ok || response.status === 304) return response;
    throw await refusalOf(response);
  }
}

const now = () => new Date().toISOString();

async function refusalOf(response) {
  const { code, detail } = await response.json().catch(() => ({}));
  if (code === "DEVICE_STOPPED") return new Stopped();
  if (response.status === 401 || (response.status === 403 && /csrf/i.test(detail ?? ""))) return new SignedOut();
  if (response.status === 404) return new NotThere();
  // A proxy says so while the service behind it is away.
  if (response.status === 502 || response.status === 503 || response.status === 504) return new Offline();
  return new Trouble(detail ?? `${response.status}`);
}
