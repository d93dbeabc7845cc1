import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DeleteMessageDocument, RegisterPushTargetDocument } from "../generated/graphql.js";
import { ApnsDouble } from "../support/apns-double.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, refusal, send } from "../support/conversations.js";
import { ExpoDouble } from "../support/expo-double.js";
import { FcmDouble } from "../support/fcm-double.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import type { Pushes } from "../support/pushes.js";
import { PushPayload } from "../../src/platform/core/push.js";
import { targetsOf } from "./devices.js";

type Kind = "FCM" | "APNS" | "EXPO";
const TOKENS: Readonly<Record<Kind, () => string>> = {
  FCM: () => `fcm-${Math.random().toString(36).slice(2)}:APA91b-registration`,
  APNS: () =>
    Array.from({ length: 64 }, () => Math.floor(Math.random() * 16).toString(16)).join(""),
  EXPO: () => `ExponentPushToken[${Math.random().toString(36).slice(2).padEnd(16, "x")}]`,
};

let app: TestApp;
let fcm: FcmDouble;
let apns: ApnsDouble;
let expo: ExpoDouble;
let doubles: Record<Kind, Pushes>;
beforeAll(async () => {
  [fcm, apns, expo] = await Promise.all([
    FcmDouble.start(),
    ApnsDouble.start(),
    ExpoDouble.start(),
  ]);
  doubles = { FCM: fcm, APNS: apns, EXPO: expo };
  const times = { graceMs: 0, timeoutMs: 5_000, retryMinMs: 50, retryMaxMs: 500 };
  const services = { vapid: null, fcm: fcm.config, apns: apns.config, expo: expo.config };
  app = await startApp({ config: { push: { ...services, payload: PushPayload.FULL, ...times } } });
});
afterAll(async () => {
  await app.stop();
  await Promise.all(Object.values(doubles).map((double) => double.stop()));
});

async function scene(kind: Kind, payload: "FULL" | "IDS_ONLY" = "FULL") {
  const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  const token = TOKENS[kind]();
  await ask(app, bob, RegisterPushTargetDocument, { kind, token, payload });
  const taken = () => doubles[kind].taken.filter(({ device }) => device === token);
  return { ada, bob, token, taken, chat: await openDirect(app, ada, bob) };
}

/** Plans what a double answers to the next that comes. */
function plan(kind: Kind, what: "gone" | "busy" | "down"): void {
  if (kind === "FCM")
    fcm.answers.push(
      {
        gone: { status: 404, errorCode: "UNREGISTERED" },
        busy: { status: 429, errorCode: "QUOTA_EXCEEDED" },
        down: { status: 503, errorCode: "UNAVAILABLE" },
      }[what],
    );
  if (kind === "APNS")
    apns.answers.push(
      {
        gone: { status: 410, reason: "Unregistered" },
        busy: { status: 429, reason: "TooManyRequests" },
        down: { status: 503, reason: "ServiceUnavailable" },
      }[what],
    );
  if (kind === "EXPO")
    expo.answers.push(
      {
        gone: { status: 200, error: "DeviceNotRegistered" },
        busy: { status: 200, error: "MessageRateExceeded" },
        down: { status: 502, error: "" },
      }[what],
    );
}

describe.each<Kind>(["FCM", "APNS", "EXPO"])("by %s", (kind) => {
  test("a device is told, signed in as its service wants it", async () => {
    const { ada, chat, taken } = await scene(kind);
    await send(app, ada, chat, "hello there");
    await until("it is told", () => taken().length === 1);
    const text = JSON.stringify(taken()[0]?.body);
    for (const part of ["hello there", '"Ada"', chat, "message.created"])
      expect(text).toContain(part);
    expect(doubles[kind].forged).toEqual([]);
  });

  test("ids alone are told where its owner wants no more", async () => {
    const { ada, chat, taken } = await scene(kind, "IDS_ONLY");
    await send(app, ada, chat, "a secret");
    await until("it is told", () => taken().length === 1);
    const text = JSON.stringify(taken()[0]?.body);
    expect(text).toContain(chat);
    expect(text).not.toMatch(/a secret|Ada/);
  });

  test("what is deleted is taken back without a word", async () => {
    const { ada, chat, taken } = await scene(kind);
    const { id } = await send(app, ada, chat, "oh no");
    await until("it is told", () => taken().length === 1);
    await ask(app, ada, DeleteMessageDocument, { id });
    await until("it is taken back", () => taken().length === 2);
    const text = JSON.stringify(taken()[1]?.body);
    expect(text).toContain("message.deleted");
    expect(text).not.toMatch(/oh no|Ada|alert/);
  });

  test("a device that is gone is dropped", async () => {
    const { ada, bob, chat } = await scene(kind);
    plan(kind, "gone");
    await send(app, ada, chat, "anybody?");
    await until("it is dropped", async () => (await targetsOf(app, bob)).length === 0);
  });

  test.each(["busy", "down"] as const)("what cannot be taken (%s) comes again", async (what) => {
    const { ada, chat, taken } = await scene(kind);
    plan(kind, what);
    plan(kind, what);
    await send(app, ada, chat, "patience");
    await until("it is told", () => taken().length === 1);
    expect(JSON.stringify(taken()[0]?.body)).toContain("patience");
  });

  test("A-191: a token of another form is refused", async () => {
    const [bob] = (await signUpAll(app, ["Bob"])) as [Person];
    for (const token of ["", "x", "../../admin", `${TOKENS[kind]()}\r\nx: y`])
      expect(await refusal(app, bob, RegisterPushTargetDocument, { kind, token })).toBe(
        "BAD_USER_INPUT",
      );
  });
});

test("Apple gets what collapses a conversation, and the number for the icon", async () => {
  const { ada, chat, taken } = await scene("APNS");
  await send(app, ada, chat, "hello");
  await until("it is told", () => taken().length === 1);
  const [{ headers, body }] = apns.taken.slice(-1) as [(typeof apns.taken)[number]];
  expect(headers).toMatchObject({
    ...{ "apns-collapse-id": chat, "apns-push-type": "alert", "apns-priority": "10" },
  });
  expect(body["aps"]).toMatchObject({ badge: 1, "thread-id": chat });
});

test("Google's access token is asked for once, and again when it is good no more", async () => {
  const { ada, chat, taken } = await scene("FCM");
  const { tokens } = fcm;
  await send(app, ada, chat, "one");
  await until("it is told", () => taken().length === 1);
  expect(fcm.tokens).toBe(tokens);
  fcm.forgetTokens();
  await send(app, ada, chat, "two");
  await until("it is told", () => taken().length === 2);
  expect(fcm.tokens).toBe(tokens + 1);
});
