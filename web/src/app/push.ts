import { confab } from "../api/confab.js";
import {
  PushInfoDocument,
  RegisterBrowserDocument,
  RemovePushTargetDocument,
} from "../gql/graphql.js";

const TARGET = "confab:push-target";

/** The server's key, where both sides can; null: notifications come while the page is open alone. */
export async function pushKey(): Promise<string | null> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return null;
  const { serverInfo } = await confab.request(PushInfoDocument, {});
  return serverInfo.push.vapidPublicKey ?? null;
}

/** Each time that the page opens: a browser may have another address by then, and a login is new. */
export async function subscribeToPush(): Promise<void> {
  const key = await pushKey();
  const registration = key && (await navigator.serviceWorker.getRegistration());
  if (!registration) return;
  const { endpoint: token, keys } = (await subscribed(registration, key)).toJSON();
  if (!token || !keys?.["p256dh"] || !keys["auth"]) return;
  const { registerPushTarget } = await confab.request(RegisterBrowserDocument, {
    token,
    keys: { p256dh: keys["p256dh"], auth: keys["auth"] },
  });
  window.localStorage.setItem(TARGET, registerPushTarget.id);
}

/** The worker says when the address is another one; it has no token to tell the server. */
export function followPushAddress(): () => void {
  if (!("serviceWorker" in navigator)) return () => undefined;
  const { serviceWorker } = navigator;
  const take = ({ data }: MessageEvent<{ readonly type?: string } | null>): void => {
    const isOn = window.localStorage.getItem(TARGET) !== null;
    if (data?.type === "push-address" && isOn) subscribeToPush().catch(() => undefined);
  };
  serviceWorker.addEventListener("message", take);
  // What came before somebody listened is held back until then.
  serviceWorker.startMessages();
  return () => serviceWorker.removeEventListener("message", take);
}

export async function unsubscribeFromPush(): Promise<void> {
  const id = window.localStorage.getItem(TARGET);
  if (!id) return;
  window.localStorage.removeItem(TARGET);
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  // Where its session was another one it is gone already.
  await confab.request(RemovePushTargetDocument, { id }).catch(() => undefined);
}

async function subscribed(
  { pushManager }: ServiceWorkerRegistration,
  applicationServerKey: string,
): Promise<PushSubscription> {
  const known = await pushManager.getSubscription();
  if (known && keyOf(known) !== applicationServerKey) await known.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
