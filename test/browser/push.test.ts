import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { CDPSession, Page, Worker } from "playwright-core";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import {
  byApi,
  signUpInBrowser,
  timeline,
  visit,
  write,
  type Visitor,
} from "../support/web-chat.js";
import { WebPushService, type Subscription } from "../support/web-push-service.js";
import { PUSH, targetsOf } from "../push/devices.js";

let app: TestApp;
let service: WebPushService;
let subscription: Subscription;
let visitor: Visitor;
let page: Page;
let devtools: CDPSession;
let worker: Worker;
let registrationId = "";
let ben: Person;
let chat: string;
let close: () => Promise<void>;

/** Chromium's own push service is out of reach here, and so is the hand that answers its question. */
const SUBSCRIBE = (given: object): string => `
  PushManager.prototype.subscribe = async () => ({
    toJSON: () => (${JSON.stringify(given)}),
    unsubscribe: async () => true,
  });
  PushManager.prototype.getSubscription = async () => null;
  const answer = "test:notifications";
  Object.defineProperty(Notification, "permission", {
    get: () => localStorage.getItem(answer) ?? "default",
  });
  Notification.requestPermission = async () => {
    localStorage.setItem(answer, "granted");
    return "granted";
  };`;

beforeAll(async () => {
  app = await startApp({ env: PUSH });
  service = await WebPushService.start();
  subscription = service.subscribe();
  const launched = await launchBrowser();
  close = () => launched.close();
  visitor = await visit(launched.browser, app, "Mia", "allow");
  ({ page } = visitor);
  const { endpoint, keys } = subscription;
  await visitor.context.addInitScript(SUBSCRIBE({ endpoint, keys: keys.shown }));
  await visitor.context.grantPermissions(["notifications"], { origin: app.origin });
  devtools = await visitor.context.newCDPSession(await visitor.context.newPage());
  devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    registrationId = registrations.at(-1)?.registrationId ?? registrationId;
  });
  await devtools.send("ServiceWorker.enable");
  await page.reload();
  await signUpInBrowser(app, visitor);
  ben = await signUp(app, "Ben");
  chat = await openDirect(app, ben, await byApi(app, visitor));
  await send(app, ben, chat, "Are you there?");
  await page.evaluate("navigator.serviceWorker.ready.then(() => null)");
  worker =
    visitor.context.serviceWorkers()[0] ?? (await visitor.context.waitForEvent("serviceworker"));
}, 300_000);
afterAll(async () => {
  await close();
  await app.stop();
  await service.stop();
});

const shown = (): Promise<{ title: string; body: string; tag: string }[]> =>
  worker.evaluate<{ title: string; body: string; tag: string }[]>(
    "self.registration.getNotifications().then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))",
  );

/**
 * As the browser's push service would hand on what Confab has sent to it. Done when the worker is:
 * Chromium forgets what is being shown when somebody asks for what is shown meanwhile.
 */
async function deliver(at: number): Promise<void> {
  const data = JSON.stringify(subscription.taken[at]?.data);
  await worker.evaluate(`(() => {
    const tell = self.told;
    self.handled = new Promise((resolve) => {
      self.told = (data) => {
        self.told = tell;
        return tell(data).finally(resolve);
      };
    });
  })()`);
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin: app.origin,
    registrationId,
    data,
  });
  await worker.evaluate("self.handled");
}

async function targets(): Promise<number> {
  return (await targetsOf(app, await byApi(app, visitor))).length;
}

test("after the first message somebody is asked once whether they want to be told", async () => {
  await page.goto(`${app.origin}/#/chats/${chat}`);
  await timeline(page).getByText("Are you there?").waitFor();
  await write(page, "I am");
  const hint = page.getByRole("region", { name: "Notifications" });
  await hint.waitFor();
  await hint.getByRole("button", { name: "Turn on" }).click();
  await until("it is registered", async () => (await targets()) === 1);
  await hint.waitFor({ state: "hidden" });
});

test("the switch in the settings ends it and begins it", async () => {
  await page.goto(`${app.origin}/#/settings/notifications`);
  await page.getByText("also when this page is closed").waitFor();
  const toggle = page.getByRole("switch", { name: "Notify me on this device" });
  await toggle.click();
  await until("it is gone", async () => (await targets()) === 0);
  await toggle.click();
  await until("it is back", async () => (await targets()) === 1);
});

test("where the push service gives the browser another address, the server has that one at once", async () => {
  subscription = service.subscribe();
  const { endpoint, keys } = subscription;
  await page.evaluate(SUBSCRIBE({ endpoint, keys: keys.shown }));
  const told = page.waitForResponse((response) =>
    (response.request().postData() ?? "").includes(endpoint),
  );
  // Chromium has no hand for it: the event as it comes.
  await worker.evaluate(
    "self.dispatchEvent(Object.assign(new ExtendableEvent('pushsubscriptionchange'), { newSubscription: {} }))",
  );
  await told;
  expect(await targets()).toBe(1);
});

test("with the page closed somebody is told, and a deleted message is taken back", async () => {
  await page.close();
  const { id } = await send(app, ben, chat, "Dinner is ready");
  await until("the push service has it", () => subscription.taken.length === 1);
  await deliver(0);
  expect(await shown()).toEqual([{ title: "Ben", body: "Dinner is ready", tag: chat }]);
  const deletion = `mutation { deleteMessage(id: "${id}") { id } }`;
  await fetch(app.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ben.token}` },
    body: JSON.stringify({ query: deletion }),
  });
  await until("the push service has that too", () => subscription.taken.length === 2);
  await deliver(1);
  expect(await shown()).toEqual([]);
});

test("a click opens the conversation", async () => {
  await send(app, ben, chat, "Still warm");
  await until("the push service has it", () => subscription.taken.length === 3);
  expect(subscription.taken[2]?.data.body).toBe("Still warm");
  await deliver(2);
  expect(await shown()).toHaveLength(1);
  // No hand clicks here: what it may open then is asked in its place.
  const opened = await worker.evaluate<string>(`new Promise((resolve) => {
    self.clients.openWindow = async (address) => (resolve(address), null);
    self.registration.getNotifications().then(([notification]) =>
      self.dispatchEvent(new NotificationEvent("notificationclick", { notification })));
  })`);
  page = await visitor.context.newPage();
  await page.goto(new URL(opened, app.origin).href);
  await timeline(page).getByText("Still warm").waitFor();
  expect(await shown()).toEqual([]);
});

test("somebody who looks at the page is shown nothing beside it", async () => {
  await page.bringToFront();
  await page.reload();
  await timeline(page).getByText("Still warm").waitFor();
  await until("it is looked at", () =>
    worker.evaluate<boolean>(
      "self.clients.matchAll({ type: 'window' }).then((all) => all.some((one) => one.focused))",
    ),
  );
  await worker.evaluate(`told(${JSON.stringify(subscription.taken[2]?.data)})`);
  expect(await shown()).toEqual([]);
});
