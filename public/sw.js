// The service worker keeps two things and nothing else: the offline page, and build files whose names carry a hash.
// Pages and answers of the server hold health information. They are never stored here, not even for a second.

// Raise with every change of the offline files below: a new name makes browsers fetch them anew.
const OFFLINE = "linden-offline-1";
const BUILD = "linden-build";
const OFFLINE_FILES = ["/offline.html", "/offline.css", "/favicon.svg"];

// A name with a hash never changes its content: linden.Kx81dQ2mW0aZ.css, chunk_3.0f9b2c41.wasm.
const HASHED = /^\/pkg\/(?:[^/]+\/)*[^/]*[._-][A-Za-z0-9_-]{8,}\.(?:js|wasm|css)$/;
// About three builds. The oldest go first, so a page that is still open keeps its own files for a while.
const BUILD_LIMIT = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(OFFLINE)
      // `reload`: not what the browser happens to have kept.
      .then((cache) => cache.addAll(OFFLINE_FILES.map((file) => new Request(file, { cache: "reload" }))))
      // Safe at once: a page never depends on which worker serves it, only immutable files come from here.
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("linden-") && name !== OFFLINE && name !== BUILD)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;

  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(offlinePage));
  } else if (HASHED.test(url.pathname) && url.search === "") {
    event.respondWith(buildFile(event, request));
  } else if (OFFLINE_FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => offlineFile(request)));
  }
  // Everything else goes its way as if this worker did not exist.
});

async function offlinePage() {
  return (await offlineFile("/offline.html")) ?? Response.error();
}

async function offlineFile(request) {
  const cache = await caches.open(OFFLINE);
  return (await cache.match(request)) ?? Response.error();
}

async function buildFile(event, request) {
  const cache = await caches.open(BUILD);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  // Only what the server itself calls unchanging; an error page under a hashed name must not stay.
  if (answer.status === 200 && answer.headers.get("cache-control")?.includes("immutable")) {
    event.waitUntil(
      cache
        .put(request, answer.clone())
        .then(() => trim(cache))
        // A full disk costs speed, not the page.
        .catch(() => {}),
    );
  }
  return answer;
}

async function trim(cache) {
  // Keys come in the order they were put in.
  const files = await cache.keys();
  await Promise.all(files.slice(0, Math.max(0, files.length - BUILD_LIMIT)).map((file) => cache.delete(file)));
}
