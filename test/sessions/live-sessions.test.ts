import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";
import { TokenService } from "../../src/account/sessions/token.service.js";
import {
  LogoutDocument,
  MessageReceivedDocument,
  ReauthenticateDocument,
  RefreshDocument,
  RevokeOtherSessionsDocument,
  SendMessageDocument,
  SuspendUserDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post, until } from "../support/graphql.js";
import { logIn, signUp, superAdmin, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";

const GRACE_MS = 1_000;
let app: TestApp;
let root: Record<string, string>;
beforeAll(async () => {
  app = await startApp({ config: { expiryGraceMs: GRACE_MS } });
  root = await superAdmin(app);
});
afterAll(() => app.stop());

interface Closed {
  readonly code: number;
  readonly reason: string;
  readonly at: number;
}

interface Socket {
  readonly client: Client;
  readonly closes: Closed[];
  readonly connects: () => number;
}

/** The stock client; `tokens` gives one for each connection. */
function connect(tokens: () => string, retryAttempts = 0): Socket {
  const closes: Closed[] = [];
  let connects = 0;
  const client = createClient({
    url: app.url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts,
    retryWait: () => Promise.resolve(),
    onNonLazyError: () => undefined,
    connectionParams: () => ({ authorization: `Bearer ${tokens()}` }),
    on: {
      connected: () => (connects += 1),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closes.push({ code, reason, at: runningClock() });
      },
    },
  });
  return { client, closes, connects: () => connects };
}

/** A token of the same session that is good for so long. */
function shortToken(token: string, forMs: number): string {
  const tokens = new TokenService(app.config.realms);
  const claims = tokens.verifyAccess(`Bearer ${token}`);
  return tokens.sign("access", { ...claims, expiresAt: new Date(Date.now() + forMs) }, new Date());
}

async function closedBy(socket: Socket, act: () => Promise<unknown>): Promise<Closed> {
  await until("the socket is open", () => socket.connects() === 1);
  await act();
  const answered = runningClock();
  await until("the socket is closed", () => socket.closes.length === 1);
  const [closed] = socket.closes;
  if (!closed) throw new Error("no close");
  expect(closed.at - answered).toBeLessThan(1_000);
  return closed;
}

const others = async (ann: Person) => {
  const { token } = await logIn(app, ann.email);
  return post(app.url, RevokeOtherSessionsDocument, {}, token);
};
const suspend = async (ann: Person) =>
  post(app.url, SuspendUserDocument, { userId: ann.id, reason: "a test" }, undefined, root);
const reuse = async (ann: Person) => {
  let refreshToken = ann.refreshToken;
  for (let i = 0; i < 2; i += 1) {
    const { data } = await post(app.url, RefreshDocument, { refreshToken });
    refreshToken = data.refresh.tokens?.refreshToken ?? "";
  }
  return post(app.url, RefreshDocument, { refreshToken: ann.refreshToken });
};
const logout = (ann: Person) => post(app.url, LogoutDocument, {}, ann.token);

test.each([
  ["revoked by another session", others],
  ["of a suspended person", suspend],
  ["whose old refresh token came back", reuse],
  ["that logs out", logout],
])("A-17: the socket of a session %s is closed within a second", async (_, act) => {
  const ann = await signUp(app, "Ann");
  const socket = connect(() => ann.token);
  const { code, reason } = await closedBy(socket, () => act(ann));
  expect({ code, reason }).toEqual({ code: 4401, reason: "SESSION_REVOKED" });
  await socket.client.dispose();
});

test("A-16: an expired token closes its socket after the grace, and the stock client resumes", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const life = 6_000;
  let given = 0;
  const socket = connect(() => ((given += 1) === 1 ? shortToken(ann.token, life) : ann.token), 5);
  const received: (string | null | undefined)[] = [];
  socket.client.subscribe<{ messageReceived: MessagePartsFragment }>(
    { query: MessageReceivedDocument.toString(), variables: {} },
    {
      next: ({ data }) => received.push(data?.messageReceived.body),
      error: (error) => received.push(String(error)),
      complete: () => undefined,
    },
  );
  await until("it was closed and came back", () => socket.connects() === 2);
  expect(socket.closes).toMatchObject([{ code: 4403, reason: "TOKEN_EXPIRED" }]);
  let sent = 0;
  await until("a message arrives by the new socket", async () => {
    const input = { userId: ann.id, clientMessageId: `m${(sent += 1)}`, body: "again" };
    await post(app.url, SendMessageDocument, { input }, bob.token);
    return received.length > 0;
  });
  expect(new Set(received)).toEqual(new Set(["again"]));
  await socket.client.dispose();
});

test("reauthenticate keeps the socket and its subscriptions beyond the old token", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const socket = connect(() => shortToken(ann.token, 6_000));
  const received: (string | null | undefined)[] = [];
  socket.client.subscribe<{ messageReceived: MessagePartsFragment }>(
    { query: MessageReceivedDocument.toString(), variables: {} },
    {
      next: ({ data }) => received.push(data?.messageReceived.body),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const renew = (accessToken: string): Promise<{ data?: unknown; errors?: unknown }> =>
    new Promise((resolve, reject) => {
      const query = ReauthenticateDocument.toString();
      socket.client.subscribe(
        { query, variables: { accessToken } },
        { next: (result) => resolve(result as never), error: reject, complete: () => undefined },
      );
    });
  expect(await renew(bob.token)).toMatchObject({
    errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
  });
  const { data } = (await renew(shortToken(ann.token, 60_000))) as {
    data: { reauthenticate: string };
  };
  expect(Date.parse(data.reauthenticate) - Date.now()).toBeGreaterThan(50_000);
  // The old token and its grace are over once one of the same life has closed another socket.
  const control = connect(() => shortToken(ann.token, 6_000));
  await until("the control was closed", () => control.closes.length === 1);
  let sent = 0;
  await until("a message arrives", async () => {
    const input = { userId: ann.id, clientMessageId: `m${(sent += 1)}`, body: "still here" };
    await post(app.url, SendMessageDocument, { input }, bob.token);
    return received.length > 0;
  });
  expect(socket.closes).toEqual([]);
  await Promise.all([socket.client.dispose(), control.client.dispose()]);
});

test("reauthenticate is refused outside of a socket", async () => {
  const ann = await signUp(app, "Ann");
  const answer = await post(app.url, ReauthenticateDocument, { accessToken: ann.token }, ann.token);
  expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
});

test("A-18: a socket is not opened by a refresh token or a token of another scheme", async () => {
  const ann = await signUp(app, "Ann");
  for (const token of [ann.refreshToken, "nonsense"]) {
    const socket = connect(() => token);
    await until("it was refused", () => socket.closes.length === 1);
    expect(socket.closes).toMatchObject([{ code: 4403 }]);
    await socket.client.dispose();
  }
});
