import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { io, type Socket } from "socket.io-client";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { backend } from "../support/services.js";

let app: TestApp;
let compat: ChildProcess;
let origin: string;
const sockets: Socket[] = [];

/** By the command of its README. */
beforeAll(async () => {
  app = await startApp();
  const { secret } = await backend(app, ["ACT_AS"]);
  const file = fileURLToPath(new URL("../../compat/start.mjs", import.meta.url));
  compat = spawn(process.execPath, [file], {
    env: { ...process.env, CONFAB_URL: app.url, CONFAB_KEY: secret, COMPAT_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!compat.stdout) throw new Error("no output");
  const [line] = (await once(createInterface({ input: compat.stdout }), "line")) as [string];
  origin = /http:\/\/localhost:\d+/.exec(line)?.[0] ?? "";
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  compat.kill("SIGTERM");
  await once(compat, "exit");
  await app.stop();
});

interface Answer {
  readonly status: number;
  readonly body: {
    readonly message?: string;
    readonly error?: string;
    readonly tokens?: { readonly accessToken: string; readonly refreshToken: string };
    readonly user?: { readonly _id: string; readonly friends: readonly unknown[] };
    readonly chat?: object | null;
  };
}

async function call(route: string, body?: object, token?: string): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const response = await fetch(origin + path, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

async function signIn({ email }: Person): Promise<{ token: string; id: string; answer: Answer }> {
  const answer = await call("POST /users/signin", { email, password: PASSWORD });
  const { tokens, user } = answer.body;
  if (!tokens || !user) throw new Error(JSON.stringify(answer));
  return { token: tokens.accessToken, id: user._id, answer };
}

/** A stock client, as the old front end opens it, and what it has heard. */
function open(token: string) {
  const heard: [string, { message: string; statusCode?: number; chat?: object }][] = [];
  const socket = io(origin, { auth: { authorization: `Bearer ${token}` }, forceNew: true });
  socket.onAny((event: string, payload: { message: string }) => heard.push([event, payload]));
  sockets.push(socket);
  return { socket, heard, of: (name: string) => heard.filter(([event]) => event === name) };
}

/** Whoever has just connected is told what comes from the moment on that they follow. */
async function following(clients: readonly ReturnType<typeof open>[], say: () => Promise<unknown>) {
  await until("all follow", async () => {
    if (clients.every((client) => client.of("receiveMessage").length > 0)) return true;
    await say();
    return false;
  });
}

test("a front end of the old chat logs in, makes friends and finds its chats, and no secret", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const { token, answer } = await signIn(ann);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    message: "User loged In Successfully...",
    user: { _id: ann.id, name: "Ann", email: ann.email, role: "user", provider: "application" },
  });
  expect(JSON.stringify(answer.body.user)).not.toMatch(/password|phone|otp/i);
  const added = await call(`PATCH /users/add/${bob.id}`, {}, token);
  expect(added.body).toMatchObject({ message: "Done", user: { friends: [bob.id] } });
  const profile = await call("GET /users/profile", undefined, (await signIn(bob)).token);
  expect(profile.body.user?.friends).toEqual([
    expect.objectContaining({ _id: ann.id, name: "Ann" }),
  ]);

  expect((await call(`GET /chat/${bob.id}`, undefined, token)).body).toEqual({
    ...{ message: "done", chat: null },
  });
  await send(app, bob, await openDirect(app, ann, bob), "from the new one");
  expect((await call(`GET /chat/${bob.id}`, undefined, token)).body.chat).toMatchObject({
    mainUser: { _id: bob.id },
    subParticipant: { _id: ann.id },
    messages: [{ message: "from the new one", senderId: { _id: bob.id } }],
  });
  const refreshToken = `Bearer ${answer.body.tokens?.refreshToken}`;
  const response = await fetch(`${origin}/users/refreshToken`, {
    headers: { authorization: refreshToken },
  });
  expect(await response.json()).toMatchObject({ message: "Done", user: { _id: ann.id } });
});

test("people sign up, confirm and reset by the old routes", async () => {
  const email = `dora-${Date.now()}@example.com`;
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...{ name: "Dora", email, password: PASSWORD, cPassword: PASSWORD, gender: "female" },
  }))
    form.append(name, value);
  const signup = await fetch(`${origin}/users/signup`, { method: "POST", body: form });
  expect(signup.status).toBe(201);
  const otp = await readCode(app, email);
  expect((await call("PATCH /users/confirmEmail", { email, otp })).body).toEqual({
    message: "Email Confirmed Successfully...",
  });
  const [wrong, differ] = [
    await call("POST /users/signin", { email, password: "wrong one 1" }),
    await call("POST /users/signup", { email, password: "a", cPassword: "b" }),
  ];
  expect(wrong).toMatchObject({ status: 400, body: { message: "Error..." } });
  expect(differ).toMatchObject({ status: 400, body: { error: "The two passwords differ." } });
  const { accessToken } = (await call("POST /users/signin", { email, password: PASSWORD })).body
    .tokens ?? { accessToken: "" };
  const next = `${PASSWORD} and more`;
  const change = { oldPassword: PASSWORD, newPassword: next, cNewPassword: next };
  expect((await call("PATCH /users/updatePassword", change, accessToken)).body.message).toBe(
    "Password Updated successfully",
  );
});

test("a code is sent again, and a forgotten password is set anew, by the old routes", async () => {
  const email = `fay-${Date.now()}@example.com`;
  const rows = await Rows.of(app);
  const form = { name: "Fay", email, password: PASSWORD, cPassword: PASSWORD };
  expect((await call("POST /users/signup", form)).status).toBe(201);
  const first = await readCode(app, email);
  const sent = { status: 200, body: { message: "A new OTP has been sent to your email." } };
  // Within the minute the code from before stands, and the answer tells nothing of it.
  expect(await call("POST /users/resendOtp", { email })).toEqual(sent);
  expect(await call("POST /users/resendOtp", { email: "nobody@example.com" })).toEqual(sent);
  await rows.collection("codes").updateMany({ email }, { $set: { issuedAt: [new Date(0)] } });
  expect(await call("POST /users/resendOtp", { email: email.toUpperCase() })).toEqual(sent);
  await until("another code is mailed", async () => (await app.inbox(email)).length === 2);
  const codes = (await app.inbox(email)).map(({ text }) => /\b\d{8}\b/.exec(text)?.[0]);
  const otp = codes.find((code) => code !== first) ?? "";
  expect(await call("PATCH /users/confirmEmail", { email, otp: first })).toMatchObject({
    status: 400,
    body: { message: "Error..." },
  });
  expect((await call("PATCH /users/confirmEmail", { email, otp })).status).toBe(200);

  const asked = { status: 200, body: { message: "OTP send Successfully..." } };
  expect(await call("PATCH /users/forgetPassword", { email })).toEqual(asked);
  expect(await call("PATCH /users/forgetPassword", { email: "nobody@example.com" })).toEqual(asked);
  const reset = await readCode(app, email, /password/i);
  const newPassword = `${PASSWORD} anew`;
  const change = { email, newPassword, cNewPassword: newPassword };
  const differ = { ...change, otp: reset, cNewPassword: "another" };
  expect((await call("PATCH /users/resetPassword", differ)).body.error).toMatch(/differ/);
  const wrong = { ...change, otp: reset === "00000000" ? "1" : "00000000" };
  expect((await call("PATCH /users/resetPassword", wrong)).status).toBe(400);
  expect(await call("PATCH /users/resetPassword", { ...change, otp: reset })).toEqual({
    status: 200,
    body: { message: "Password reset successfully" },
  });
  expect((await call("POST /users/signin", { email, password: PASSWORD })).status).toBe(400);
  expect((await call("POST /users/signin", { email, password: newPassword })).status).toBe(200);
  await rows.close();
});

test("old and new clients see what the other writes, on every device", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const [phone, laptop] = [open((await signIn(ann)).token), open((await signIn(ann)).token)];
  const bobs = open((await signIn(bob)).token);
  const direct = await openDirect(app, ann, bob);
  await following([phone, laptop], () => send(app, bob, direct, "are you there?"));
  bobs.socket.emit("sendMessage", { message: "by the old way", destId: ann.id });
  await until("both devices are told", () =>
    [phone, laptop].every(({ heard }) =>
      heard.some(
        ([event, { message }]) => event === "receiveMessage" && message === "by the old way",
      ),
    ),
  );
  await until("the sender is told", () => bobs.of("successMessage").length === 1);
  expect(bobs.of("successMessage")[0]?.[1]).toMatchObject({
    message: "by the old way",
    chat: { subParticipant: { _id: ann.id } },
  });
  expect(bobs.of("receiveMessage")).toEqual([]);
  // Once to each device.
  const told = phone.of("receiveMessage").filter(([, { message }]) => message === "by the old way");
  expect(told).toHaveLength(1);
});

test("a token that is no good is said, at the connection and at each message, and ends nothing", async () => {
  const bad = open("no token");
  await until("it is told", () => bad.of("authError").length === 1);
  bad.socket.emit("sendMessage", { message: "x", destId: "nobody" });
  bad.socket.emit("sendMessage", null);
  await until("it is told again", () => bad.of("authError").length === 3);
  expect(bad.of("authError").map(([, { statusCode }]) => statusCode)).toEqual([400, 400, 400]);
  const ann = await signUp(app, "Ann");
  const { token } = await signIn(ann);
  const client = open(token);
  client.socket.emit("sendMessage", { message: "x", destId: "0".repeat(24) });
  await until("nobody is there", () => client.of("authError").length === 1);
  expect(client.of("authError")[0]?.[1].statusCode).toBe(404);
  expect(await call("GET /users/profile")).toMatchObject({
    status: 400,
    body: { message: "Error..." },
  });
  expect(await call("GET /nothing")).toMatchObject({ status: 404 });
  expect(compat.exitCode).toBeNull();
});
