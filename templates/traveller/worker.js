"use strict";

// Keeps the page of each ticket for places without coverage. The network comes first, so that
// nothing old is shown where there is one; it has a few seconds to answer. A server in trouble is as
// good as none.
const KEPT = "tickets";
const PATIENCE = 3000;
const PAGE = /^\/t\/[^/]+$/;
const BESIDE = /^\/t\/[^/]+\/(style\.css|logo\.png)$/;
const STATIC = /^\/static\/(traveller|zxing)\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page says what to keep of it, and takes it out of the cache when the ticket is over.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const isPage = PAGE.test(address.pathname) && request.mode === "navigate" && !address.searchParams.has("form");
  if (isPage || BESIDE.test(address.pathname) || STATIC.test(address.pathname)) {
    event.respondWith(networkFirst(request, event));
  }
});

function nameOf(request) {
  const address = new URL(request.url ?? request, self.location.origin);
  return address.origin + address.pathname;
}

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.all(addresses.map(async (address) => {
    const response = await fetch(address);
    if (response.ok) await cache.put(nameOf(address), response);
  }));
}

async function networkFirst(request, event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(nameOf(request));
  if (!kept) return fetch(request);
  const asked = renew(request, cache);
  event.waitUntil(asked.catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([asked.then((answer) => (isTrouble(answer) ? kept : answer), () => kept), late]);
}

function isTrouble({ status }) {
  return status === 429 || status >= 500;
}

/** The answer of the network takes the place of what was kept, or it is kept no more. */
async function renew(request, cache) {
  const response = await fetch(request);
  const name = nameOf(request);
  // Meanwhile the page may have taken it out.
  if (response.ok && !response.redirected && (await cache.match(name))) await cache.put(name, response.clone());
  else if (response.status === 404) await cache.delete(name);
  return response;
}
