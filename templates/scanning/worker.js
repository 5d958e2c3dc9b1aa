"use strict";

// Keeps the page for places without coverage. The network comes first, with a few seconds to answer.
const KEPT = "scanning";
const PATIENCE = 3000;
const PAGE = /^\/inspection\/scan\/$/;
const STATIC = /^\/static\/(scanning|zxing)\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (PAGE.test(pathname) || STATIC.test(pathname)) event.respondWith(networkFirst(request, event));
});

const nameOf = (request) => new URL(request.url ?? request, self.location.origin).pathname;

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.all(addresses.map(async (address) => put(cache, nameOf(address), await fetch(address))));
}

async function networkFirst(request, event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(nameOf(request));
  if (!kept) return fetch(request);
  const asked = renew(request, cache);
  event.waitUntil(asked.catch(() => undefined));
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([asked.catch(() => kept), late]);
}

async function renew(request, cache) {
  const response = await fetch(request);
  await put(cache, nameOf(request), response.clone());
  return response;
}

/** Who is not logged in is sent elsewhere: that is not the page. */
async function put(cache, name, response) {
  if (response.ok && !response.redirected) await cache.put(name, response);
}
