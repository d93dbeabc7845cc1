// Keeps the program, so that the app opens without a connection. What people wrote is not kept here.
const CACHE = "confab-program-1";
const PAGE = "/";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add(PAGE))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((one) => one !== CACHE).map((one) => caches.delete(one))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(newest(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(kept(request));
});

/** The page names the files of its own deploy: the newest is asked for first. */
async function newest(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(PAGE, response.clone());
    return response;
  } catch (error) {
    const known = await cache.match(PAGE);
    if (known) return known;
    throw error;
  }
}

/** Their names change with what is in them: what is known is right. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

// What the server tells while nobody looks: one notification for each conversation.
self.addEventListener("push", (event) => {
  event.waitUntil(told(event.data?.json() ?? {}));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.conversationId));
});

// The browser's push service has another address for this device. The tokens that tell the server so are the page's.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(moved(event.oldSubscription, event.newSubscription));
});

async function moved(before, now) {
  const applicationServerKey = before?.options.applicationServerKey;
  if (!now && applicationServerKey)
    await self.registration.pushManager
      .subscribe({ userVisibleOnly: true, applicationServerKey })
      .catch(() => {});
  const pages = await self.clients.matchAll({ type: "window" });
  // One of them is enough; where there is none, the next does so as it opens.
  pages[0]?.postMessage({ type: "push-address" });
}

async function told({ type, conversationId, messageId, title, body, badge }) {
  await mark(badge);
  if (type === "message.deleted") return takeBack(conversationId, messageId);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Whoever looks at the page sees it there.
  if (pages.some(({ focused }) => focused)) return undefined;
  return self.registration.showNotification(title ?? "New message", {
    body: body ?? "",
    tag: conversationId,
    // An open page has rung already.
    renotify: pages.length === 0,
    icon: "/icon-192.png",
    data: { conversationId, messageId },
  });
}

async function takeBack(tag, messageId) {
  for (const shown of await self.registration.getNotifications({ tag }))
    if (!shown.data?.messageId || shown.data.messageId === messageId) shown.close();
}

/** On the icon of the installed app. */
async function mark(badge) {
  const { navigator } = self;
  if (typeof badge !== "number" || !navigator.setAppBadge) return;
  await (badge > 0 ? navigator.setAppBadge(badge) : navigator.clearAppBadge()).catch(() => {});
}

async function open(conversationId) {
  const address = `/#/chats/${encodeURIComponent(conversationId ?? "")}`;
  const [page] = await self.clients.matchAll({ type: "window" });
  if (!page) return void (await self.clients.openWindow(address));
  await page.navigate(address).catch(() => null);
  await page.focus().catch(() => null);
}
