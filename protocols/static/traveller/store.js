// What the phone keeps of a ticket, by the path of its page: the last answer, and the phone's key.

const NAME = "tickets";
const KINDS = ["answers", "keys"];

export async function read(kind, path) {
  return within(kind, "readonly", (rows) => rows.get(path));
}

export async function write(kind, path, row) {
  return within(kind, "readwrite", (rows) => rows.put(row, path));
}

export async function forget(kind, path) {
  return within(kind, "readwrite", (rows) => rows.delete(path));
}

/** All of a ticket, and its page, which the worker has kept. */
export async function forgetTicket(path) {
  await Promise.allSettled(KINDS.map((kind) => forget(kind, path)));
  if (!globalThis.caches) return;
  const cache = await caches.open(NAME);
  const own = (await cache.keys()).filter(({ url }) => `${new URL(url).pathname}/`.startsWith(`${path}/`));
  await Promise.all(own.map((request) => cache.delete(request)));
}

async function within(kind, mode, act) {
  const database = await open();
  try {
    const transaction = database.transaction(kind, mode);
    const asked = act(transaction.objectStore(kind));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => KINDS.forEach((kind) => asked.result.createObjectStore(kind));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
