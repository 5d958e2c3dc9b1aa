// What this browser keeps: single values by name, and the scan log by its numbers.

const NAME = "scanning";

export const read = (name) => within("kept", "readonly", (rows) => rows.get(name));
export const write = (name, value) => within("kept", "readwrite", (rows) => rows.put(value, name));
export const forget = (name) => within("kept", "readwrite", (rows) => rows.delete(name));

/** The number that the row got: each is given once. */
export const addScan = (row) => within("scans", "readwrite", (rows) => rows.add(row));
export const putScan = (row) => within("scans", "readwrite", (rows) => rows.put(row));
export const allScans = () => within("scans", "readonly", (rows) => rows.getAll());
export const dropScan = (sequence) => within("scans", "readwrite", (rows) => rows.delete(sequence));

async function within(kind, mode, act) {
  const database = await open();
  try {
    const transaction = database.transaction(kind, mode, { durability: "strict" });
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
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("scans", { keyPath: "sequence", autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
