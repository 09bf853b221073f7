/**
 * Shows notices of calls that ring, whose buttons a page alone cannot have. It answers no request and keeps nothing: neither pages nor the API pass it,
 * so it can never serve what is old. `web/desk/call-notice/worker-notice.ts` is the page's side.
 */
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));

/** What pages ask for is done in the order in which they ask. */
let last = Promise.resolve();
self.addEventListener('message', (event) => {
  const { say, tag, title, options } = event.data;
  last = last.then(() => (say === 'show' ? show(event.source.id, title, options) : close(tag))).catch(() => undefined);
  event.waitUntil(last);
});

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** Whoever has the product before them sees the phone bar. */
async function show(page, title, options) {
  if ((await pages()).some(({ visibilityState }) => visibilityState === 'visible')) return;
  await self.registration.showNotification(title, { ...options, data: { page } });
}

async function close(tag) {
  for (const notice of await self.registration.getNotifications({ tag })) notice.close();
}

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  event.waitUntil(tell(notification, action));
});

/** The page that asked for the notice does what was pressed, and comes to the front unless the call was declined. */
async function tell({ tag, data }, action) {
  const page = await self.clients.get(data.page);
  if (!page) return action === 'decline' ? undefined : self.clients.openWindow('/');
  page.postMessage({ say: action || 'open', tag });
  return action === 'decline' ? undefined : page.focus();
}
